/**
 * Every refusal of the stand-in, in one table; those of payments stand beside it. `mark` says how the text is known: REC
 * recorded from Stripe, SEEN quoted by people who met it, DOC from its docs, OWN worded here because no source was found.
 * `status` is 400 and `type` invalid_request_error unless the row says otherwise; `{…}` is filled in by the caller.
 */
import { paymentRefusals } from '../payments/refusals.js';
import { Problem, type ProblemFields } from './problem.js';
import { creditRefusals } from './refusals-credit.js';

export interface Row {
  mark: 'REC' | 'SEEN' | 'DOC' | 'OWN';
  message: string;
  status?: number;
  type?: ProblemFields['type'];
  code?: string;
  param?: string;
}

const rows = {
  // Wrong state.
  already_finalized: {
    mark: 'REC',
    message: "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
  },
  cannot_be_sent: {
    mark: 'REC',
    message:
      'This invoice cannot be sent right now. Please contact us via https://support.stripe.com/contact with details, so we can help.',
  },
  not_sendable: {
    mark: 'SEEN',
    message: "You can only manually send an invoice if its collection method is 'send_invoice'.",
  },
  already_paid: { mark: 'REC', message: 'Invoice is already paid' },
  not_open: { mark: 'REC', message: "You can only pass in open invoices. This invoice isn't open." },
  paid_cannot_be_voided: { mark: 'REC', message: 'Invoices with `paid` payments cannot be voided.' },
  already_uncollectible: { mark: 'REC', message: 'This invoice has already been marked uncollectible.' },
  only_drafts_deleted: { mark: 'REC', message: 'You can only delete draft invoices.' },
  finalized_not_updated: { mark: 'REC', message: "Finalized invoices can't be updated in this way" },
  not_editable: {
    mark: 'REC',
    message: 'Invalid invoice: This invoice is no longer editable',
    code: 'invoice_not_editable',
  },
  item_not_deletable: {
    mark: 'REC',
    message: "Can't delete an invoice item that is attached to an invoice that is no longer editable",
  },
  item_not_editable: {
    mark: 'OWN',
    message: "Can't update an invoice item that is attached to an invoice that is no longer editable",
  },
  item_deleted: { mark: 'REC', message: 'This invoice item has been deleted.' },

  ...creditRefusals,

  // Parameters.
  unknown_parameter: {
    mark: 'REC',
    message: 'Received unknown parameter: {name}',
    code: 'parameter_unknown',
  },
  unknown_parameters: {
    mark: 'SEEN',
    message: 'Received unknown parameters: {name}',
    code: 'parameter_unknown',
  },
  missing_parameter: { mark: 'SEEN', message: 'Missing required param: {name}.', code: 'parameter_missing' },
  empty_value: {
    mark: 'SEEN',
    message:
      "You passed an empty string for '{name}'. We assume empty values are an attempt to unset a parameter; however '{name}' cannot be unset. You should remove '{name}' from your request or supply a non-empty value.",
    code: 'parameter_invalid_empty',
  },
  bad_enum: { mark: 'REC', message: 'Invalid {name}: must be one of {words}' },
  bad_currency: {
    mark: 'SEEN',
    message: 'Invalid currency: {code}. Stripe currently supports these currencies: {currencies}',
  },
  invalid_integer: { mark: 'SEEN', message: 'Invalid integer: {value}', code: 'parameter_invalid_integer' },
  too_small: {
    mark: 'REC',
    message: 'This value must be greater than or equal to {limit}.',
    code: 'parameter_invalid_integer',
  },
  too_large: {
    mark: 'OWN',
    message: 'This value must be less than or equal to {limit}.',
    code: 'parameter_invalid_integer',
  },
  invalid_value: { mark: 'OWN', message: 'Invalid {what}: {value}' },
  invalid_container: { mark: 'SEEN', message: 'Invalid {what}' },
  too_long: { mark: 'SEEN', message: 'Invalid string: must be at most {limit} characters' },
  exclusive: { mark: 'REC', message: 'You may only specify one of these parameters: {names}.' },
  no_amount: {
    mark: 'OWN',
    message: 'You must specify what to charge: one of {names}.',
    code: 'parameter_missing',
  },
  due_date_missing: {
    mark: 'REC',
    message:
      "If invoice collection method is 'send_invoice', you must specify 'due_date' or 'days_until_due'.",
  },
  due_date_not_allowed: {
    mark: 'REC',
    message:
      "You can only specify 'due_date' or 'days_until_due' if invoice collection method is 'send_invoice'.",
  },
  missing_email: {
    mark: 'SEEN',
    message:
      'Missing email. In order to create invoices that are sent to the customer, the customer must have a valid email.',
  },
  schedule_needs_auto_advance: {
    mark: 'OWN',
    message: 'You can only set `automatically_finalizes_at` when `auto_advance` is true.',
    param: 'automatically_finalizes_at',
  },
  schedule_out_of_range: {
    mark: 'OWN',
    message: '`automatically_finalizes_at` must be in the future and at most five years ahead.',
    param: 'automatically_finalizes_at',
  },
  currency_mismatch: {
    mark: 'OWN',
    message: 'The currency of the invoice item ({item}) must match the currency of the invoice ({invoice}).',
  },
  lookup_key_taken: { mark: 'OWN', message: 'A price ({id}) already uses that lookup key.' },
  price_currency: {
    mark: 'SEEN',
    message:
      "The price specified only supports `{price}`. This doesn't match the expected currency: `{wanted}`.",
  },
  price_recurring: {
    mark: 'SEEN',
    message:
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
  },
  price_inactive: {
    mark: 'SEEN',
    message: 'The price specified is inactive. This field only accepts active prices.',
  },
  too_many_lines: { mark: 'OWN', message: 'An invoice can have at most 250 invoice items.' },
  wrong_customer: {
    mark: 'OWN',
    message: 'The invoice item and the invoice must belong to the same customer.',
  },
  item_not_pending: { mark: 'OWN', message: 'The invoice item {id} already belongs to an invoice.' },
  coupon_invalid: { mark: 'OWN', message: 'Coupon {id} cannot be used here: {why}.' },
  coupon_expired: { mark: 'OWN', message: 'Coupon {id} has expired.', code: 'coupon_expired' },
  promotion_code_inactive: { mark: 'OWN', message: 'The promotion code {code} cannot be used here: {why}.' },
  promotion_code_taken: {
    mark: 'OWN',
    message: 'An active promotion code with `code: {code}` already exists.',
    param: 'code',
  },
  shipping_rate_inactive: { mark: 'OWN', message: 'The shipping rate {id} is not active.' },
  shipping_currency: {
    mark: 'OWN',
    message: 'The shipping rate is in {rate}, and the invoice in {invoice}.',
  },
  template_archived: {
    mark: 'OWN',
    message: 'The invoice rendering template {id} is archived.',
    param: 'rendering[template]',
  },
  tax_id_invalid: {
    mark: 'DOC',
    message: 'The tax ID number provided is invalid: {value} is no {type}.',
    code: 'tax_id_invalid',
    param: 'value',
  },
  not_revisable: {
    mark: 'OWN',
    message: 'Only open and uncollectible invoices without payments can be revised. {id} is {status}.',
    param: 'from_invoice[invoice]',
  },
  revised_moved_on: {
    mark: 'OWN',
    message: 'The invoice {id} that this one was to replace is {status} by now, so it cannot be replaced.',
  },
  revision_customer: {
    mark: 'OWN',
    message: 'A revision belongs to the customer and the currency of the invoice that it revises.',
  },
  balance_currency: {
    mark: 'OWN',
    message: 'The balance of this customer is in {customer}; {wanted} cannot be added to it.',
    param: 'currency',
  },
  fee_needs_account: {
    mark: 'OWN',
    message:
      'An application fee needs a connected account: by `Stripe-Account`, or as `transfer_data[destination]`.',
    code: 'application_fees_not_allowed',
    param: 'application_fee_amount',
  },
  on_behalf_of_frozen: {
    mark: 'DOC',
    message:
      'You cannot update the on_behalf_of property of an invoice after the invoice has been assigned a number.',
    code: 'invoice_on_behalf_of_not_editable',
    param: 'on_behalf_of',
  },
  bad_account: { mark: 'OWN', message: "No such destination: '{id}'", code: 'resource_missing' },
  number_taken: { mark: 'OWN', message: 'The invoice number {number} is already in use.', param: 'number' },
  metadata_key: { mark: 'OWN', message: 'Metadata keys can be at most {limit} characters long: {key}' },
  unmodelled: {
    mark: 'OWN',
    message: 'Stripe knows the parameter {name}, but this stand-in does not model it. Leave it out here.',
  },
  too_many: { mark: 'OWN', message: 'At most {limit} values are allowed here.' },
  resource_exists: {
    mark: 'SEEN',
    message: '{kind} already exists.',
    code: 'resource_already_exists',
    param: 'id',
  },
  product_has_prices: {
    mark: 'SEEN',
    message: 'This product cannot be deleted because it has one or more user-created prices.',
  },
  bad_expand: { mark: 'SEEN', message: 'This property cannot be expanded ({name}).' },
  deep_expand: {
    mark: 'SEEN',
    message: 'You cannot expand more than 4 levels of a property. Property: {name}',
  },
  bad_query: { mark: 'OWN', message: 'We could not understand the search query: {why}', param: 'query' },
  no_search_in_india: { mark: 'OWN', message: 'Search is not available to merchants in India.' },
  bad_page: { mark: 'OWN', message: 'Invalid page: it does not come from this query.', param: 'page' },
  bad_url: {
    mark: 'SEEN',
    message: 'Invalid URL: An explicit scheme (such as https) must be provided.',
    code: 'url_invalid',
    param: 'url',
  },
  nothing_to_preview: {
    mark: 'DOC',
    status: 404,
    message: 'No upcoming invoices for customer: {customer}',
    code: 'invoice_upcoming_none',
  },

  // Missing objects: the status is 404 for the id in the path and 400 for one among the parameters.
  no_such: { mark: 'REC', message: "No such {kind}: '{id}'", code: 'resource_missing' },
  no_such_item: {
    mark: 'REC',
    message: "No such Invoice Item: '{id}'(livemode=false)",
    code: 'resource_missing',
  },

  // Money and tax.
  no_payment_method: {
    mark: 'REC',
    message:
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    code: 'resource_missing',
  },
  tax_amounts_and_rates: {
    mark: 'OWN',
    message: 'Tax amounts cannot be set on a line where tax rates or automatic tax apply.',
  },
  tax_inactive: {
    mark: 'DOC',
    message: 'Stripe Tax has not been activated on your account.',
    code: 'stripe_tax_inactive',
    param: 'automatic_tax[enabled]',
  },
  tax_failed: {
    mark: 'OWN',
    message: 'Tax could not be calculated for this invoice. Please try again later.',
    code: 'taxes_calculation_failed',
  },
  tax_location: {
    mark: 'SEEN',
    message:
      "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
    code: 'customer_tax_location_invalid',
  },

  ...paymentRefusals,

  // The envelope: keys, accounts, routes, idempotency, limits.
  no_key: {
    mark: 'SEEN',
    status: 401,
    message:
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
  },
  bad_key: { mark: 'REC', status: 401, message: 'Invalid API Key provided: {key}' },
  secret_key_required: {
    mark: 'SEEN',
    status: 403,
    message:
      'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    code: 'secret_key_required',
  },
  no_account: {
    mark: 'SEEN',
    status: 403,
    message:
      "The provided key '{key}' does not have access to account '{account}' (or that account does not exist). Application access may have been revoked.",
    code: 'account_invalid',
  },
  bad_version: { mark: 'OWN', message: 'Invalid Stripe API version: {version}' },
  json_body: {
    mark: 'SEEN',
    message:
      'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.',
  },
  no_route: {
    mark: 'SEEN',
    status: 404,
    message:
      'Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
  },
  key_reused: {
    mark: 'SEEN',
    type: 'idempotency_error',
    message:
      "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request.",
  },
  key_in_use: {
    mark: 'SEEN',
    status: 409,
    message:
      'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): {key}. Please try again later.',
    code: 'idempotency_key_in_use',
  },
  key_too_long: { mark: 'OWN', message: 'Idempotency keys can be at most 255 characters long.' },
  rate_limit: {
    mark: 'SEEN',
    status: 429,
    message:
      'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
    code: 'rate_limit',
  },
  lock_timeout: {
    mark: 'SEEN',
    status: 429,
    message:
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate. For more details, see https://stripe.com/docs/rate-limits#object-lock-timeouts.',
    code: 'lock_timeout',
  },
  server_error: { mark: 'OWN', status: 500, type: 'api_error', message: 'An unknown error occurred' },
} satisfies Record<string, Row>;

export type Refusal = keyof typeof rows;
const refusals: Record<Refusal, Row> = rows;

/** The problem of one row, its placeholders filled in; throw it. */
export function refuse(
  name: Refusal,
  words: Record<string, string | number> = {},
  param?: string,
  status?: number,
): Problem {
  const row = refusals[name];
  const named = param ?? row.param;
  return new Problem({
    status: status ?? row.status ?? 400,
    type: row.type ?? 'invalid_request_error',
    message: row.message.replace(/\{(\w+)\}/g, (_, word: string) => String(words[word] ?? '')),
    ...(row.code && { code: row.code }),
    ...(named !== undefined && { param: named }),
  });
}
