/** What each error code of Stripe is about, and what to do; as keys, whose words are translations. */

/** What to do about a fault. */
export type Mend =
  | 'choose_customer'
  | 'add_item'
  | 'split_invoice'
  | 'add_email'
  | 'add_address'
  | 'retry_tax'
  | 'activate_tax'
  | 'use_one_currency'
  | 'check_currency'
  | 'check_amounts'
  | 'raise_amount'
  | 'lower_amount'
  | 'round_amounts'
  | 'set_due_date'
  | 'add_payment_method'
  | 'choose_payment_method'
  | 'activate_payment_methods'
  | 'confirm_payment'
  | 'fix_tax_id'
  | 'remove_discount'
  | 'fix_field'
  | 'reload'
  | 'review_changes'
  | 'revise'
  | 'retry'
  | 'retry_later'
  | 'ask_permission'
  | 'sign_in'
  | 'ask_developer'
  | 'wait_for_payment'
  | 'credit_instead'
  | 'send_by_hand'
  | 'choose_source'
  | 'see_message';

export interface Explanation {
  /** The field of the invoice, or of the customer as `customer.email`, where it is to be mended. */
  field: string | null;
  mend: Mend;
}

/** By mend: the codes with their field (docs.stripe.com/error-codes), then the codes of our own backend. */
const EXPLANATIONS: [Mend, string | null, string[]][] = [
  ['add_address', 'customer.address', ['customer_tax_location_invalid', 'invalid_tax_location']],
  ['retry_tax', 'automatic_tax', ['taxes_calculation_failed', 'failed_tax_calculation']],
  ['activate_tax', 'automatic_tax', ['stripe_tax_inactive']],
  ['fix_tax_id', 'customer.tax_id', ['tax_id_invalid', 'tax_id_prohibited']],
  ['add_email', 'customer.email', ['email_invalid', 'customer_email_missing']],
  ['add_item', 'lines', ['invoice_no_customer_line_items', 'invoice_no_subscription_line_items']],
  ['split_invoice', 'lines', ['too_many_items']],
  ['raise_amount', 'total', ['amount_too_small']],
  ['lower_amount', 'total', ['amount_too_large']],
  ['activate_payment_methods', 'payment_settings', ['invoice_no_payment_method_types']],
  ['remove_discount', 'discounts', ['coupon_expired']],
  ['check_currency', 'currency', ['payment_method_currency_mismatch']],
  ['add_payment_method', 'customer.payment_method', ['missing', 'payment_method_missing']],
  [
    'choose_source',
    'customer.payment_method',
    ['payment_intent_mandate_invalid', 'payment_intent_incompatible_payment_method'],
  ],
  [
    'choose_payment_method',
    'customer.payment_method',
    [
      'card_declined',
      'card_not_supported',
      'card_velocity_exceeded',
      'expired_card',
      'expired_payment_method',
      'incorrect_cvc',
      'incorrect_number',
      'insufficient_funds',
      'payment_intent_authentication_failure',
      'payment_method_not_available',
      'payment_method_provider_decline',
      'payment_method_customer_decline',
    ],
  ],
  [
    'confirm_payment',
    'customer.payment_method',
    ['authentication_required', 'invoice_payment_intent_requires_action', 'payment_intent_action_required'],
  ],
  ['revise', null, ['invoice_not_editable', 'invoice_on_behalf_of_not_editable']],
  ['wait_for_payment', null, ['payment_pending']],
  ['credit_instead', null, ['invoice_has_payments']],
  ['send_by_hand', null, ['not_sent_by_email', 'cannot_be_sent']],
  [
    'reload',
    null,
    [
      'invoice_upcoming_none',
      'payment_intent_unexpected_state',
      'resource_missing',
      'status_transition_invalid',
      'invoice_already_paid',
      'invoice_not_open',
      'invoice_not_draft',
      'already_uncollectible',
      'not_found',
    ],
  ],
  [
    'fix_field',
    null,
    [
      'parameter_invalid_empty',
      'parameter_invalid_integer',
      'parameter_invalid_string_blank',
      'parameter_invalid_string_empty',
      'parameter_missing',
      'parameter_unknown',
      'parameters_exclusive',
    ],
  ],
  ['retry', null, ['lock_timeout', 'idempotency_key_in_use', 'processing_error']],
  ['retry_later', null, ['rate_limit', 'request_blocked']],
  [
    'ask_developer',
    null,
    [
      'api_key_expired',
      'country_unsupported',
      'livemode_mismatch',
      'platform_api_key_expired',
      'secret_key_required',
      'testmode_charges_only',
      'tls_version_unsupported',
    ],
  ],
  ['review_changes', null, ['draft_changed']],
  ['reload', null, ['not_finalized']],
  ['sign_in', null, ['unauthorized']],
  ['ask_permission', null, ['forbidden']],
];

const BY_CODE = new Map<string, Explanation>(
  EXPLANATIONS.flatMap(([mend, field, codes]) => codes.map((code) => [code, { field, mend }] as const)),
);

/** Every code that there is more to say about than Stripe's own message. */
export const EXPLAINED_CODES: readonly string[] = [...BY_CODE.keys()];

/** Where an error is to be mended, and how. Of an unknown code Stripe's own message says what there is to say. */
export function explainError(code: string | null | undefined): Explanation {
  return { ...(BY_CODE.get(code ?? '') ?? { field: null, mend: 'see_message' }) };
}
