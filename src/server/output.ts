/**
 * The allow-list out: every field of a Stripe object that may reach a browser. What is not named here stays on the
 * server: client secrets, log links, application fees, other parties' accounts, and whatever Stripe adds tomorrow.
 */
import { idOf, type Json } from './stripe.js';

/** `keep` copies plain values (text, number, boolean, null, or an array of them) and drops anything nested. */
type Shape = 'keep' | 'id' | 'metadata' | { fields: Shapes } | { list: Shape } | { each: Shape };
type Shapes = Readonly<Record<string, Shape>>;

const keep = (...names: string[]): Shapes => Object.fromEntries(names.map((name) => [name, 'keep']));
const fields = (shapes: Shapes): Shape => ({ fields: shapes });

const address = fields(keep('city', 'country', 'line1', 'line2', 'postal_code', 'state'));
const metadata = 'metadata';

const taxes: Shape = {
  each: fields({
    ...keep('amount', 'tax_behavior', 'taxable_amount'),
    tax_rate_details: fields({ tax_rate: 'id' }),
  }),
};
const discountAmounts: Shape = { each: fields({ amount: 'keep', discount: 'id' }) };

const shipping: Shape = fields({ ...keep('name', 'phone'), address });
const shippingCost: Shape = fields({
  ...keep('amount_subtotal', 'amount_tax', 'amount_total'),
  shipping_rate: 'id',
});

const COUPON: Shapes = keep(
  'id', 'object', 'name', 'valid', 'percent_off', 'amount_off', 'currency', 'duration', 'duration_in_months', 'redeem_by',
); // prettier-ignore

/** Whoever sees the invoice sees what it was reduced by, whosever coupon that is. */
const DISCOUNT: Shapes = {
  ...keep('id', 'object'),
  promotion_code: 'id',
  /** The coupon's id, or the coupon itself where it was asked for. */
  source: fields({ type: 'keep', coupon: fields(COUPON) }),
};
/** Their ids, or the discounts themselves where they were asked for. */
const discounts: Shape = { each: fields(DISCOUNT) };

const LINE: Shapes = {
  ...keep(
    'id',
    'object',
    'amount',
    'currency',
    'description',
    'discountable',
    'quantity',
    'quantity_decimal',
    'subtotal',
  ),
  discount_amounts: discountAmounts,
  discounts,
  invoice: 'id',
  metadata,
  parent: fields({
    type: 'keep',
    invoice_item_details: fields({ invoice_item: 'id', ...keep('proration') }),
    subscription_item_details: fields({ invoice_item: 'id', ...keep('proration') }),
  }),
  period: fields(keep('start', 'end')),
  pricing: fields({
    ...keep('type', 'unit_amount_decimal'),
    price_details: fields({ price: 'id', product: 'id' }),
  }),
  taxes,
};

const PAID_WITH: Shapes = {
  type: 'keep',
  card: fields(keep('brand', 'last4')),
  us_bank_account: fields(keep('last4')),
  sepa_debit: fields(keep('last4')),
};

const CHARGE: Shapes = { ...keep('id', 'amount_refunded'), payment_method_details: fields(PAID_WITH) };

const PAYMENT: Shapes = {
  ...keep('id', 'object', 'status', 'is_default', 'amount_paid', 'amount_requested', 'currency', 'created'),
  invoice: 'id',
  status_transitions: fields(keep('canceled_at', 'paid_at')),
  payment: fields({
    type: 'keep',
    charge: fields(CHARGE),
    payment_record: 'id',
    payment_intent: fields({
      ...keep('id', 'status'),
      last_payment_error: fields(keep('code', 'decline_code', 'message')),
      latest_charge: fields(CHARGE),
    }),
  }),
};

/** Everything a page needs to read, show and fingerprint an invoice. `hosted_invoice_url` and `invoice_pdf` are {@link LINKS}. */
const INVOICE: Shapes = {
  ...keep('id', 'object', 'deleted', 'status', 'livemode', 'created', 'currency', 'number', 'receipt_number'),
  customer: 'id',
  ...keep('customer_name', 'customer_email', 'customer_phone', 'customer_tax_exempt'),
  customer_address: address,
  ...keep('collection_method', 'auto_advance', 'automatically_finalizes_at', 'due_date', 'effective_at'),
  ...keep('period_start', 'period_end', 'description', 'footer', 'statement_descriptor'),
  custom_fields: { each: fields(keep('name', 'value')) },
  metadata,
  lines: { list: fields(LINE) },
  ...keep('subtotal', 'subtotal_excluding_tax', 'total', 'total_excluding_tax', 'amount_shipping'),
  total_taxes: taxes,
  total_discount_amounts: discountAmounts,
  discounts,
  default_tax_rates: { each: 'id' },
  automatic_tax: fields(keep('enabled', 'status', 'disabled_reason')),
  ...keep('amount_due', 'amount_paid', 'amount_remaining', 'amount_overpaid', 'amount_paid_off_stripe'),
  ...keep('starting_balance', 'ending_balance'),
  ...keep('pre_payment_credit_notes_amount', 'post_payment_credit_notes_amount'),
  ...keep('attempted', 'attempt_count', 'next_payment_attempt', 'billing_reason'),
  last_finalization_error: fields(keep('type', 'code', 'message', 'param')),
  status_transitions: fields(keep('finalized_at', 'marked_uncollectible_at', 'paid_at', 'voided_at')),
  parent: fields({
    type: 'keep',
    quote_details: fields({ quote: 'id' }),
    subscription_details: fields({ subscription: 'id' }),
  }),
  from_invoice: fields({ action: 'keep', invoice: 'id' }),
  latest_revision: 'id',
  rendering: fields({
    ...keep('amount_tax_display', 'template_version'),
    pdf: fields(keep('page_size')),
    template: 'id',
  }),
  shipping_cost: shippingCost,
  shipping_details: shipping,
  payment_settings: fields(keep('payment_method_types')),
  payments: { list: fields(PAYMENT) },
};

const CUSTOMER: Shapes = {
  ...keep(
    'id',
    'object',
    'deleted',
    'livemode',
    'created',
    'name',
    'email',
    'phone',
    'currency',
    'balance',
    'tax_exempt',
  ),
  ...keep('preferred_locales'),
  address,
  shipping,
  metadata,
};

/** Enough to tell one from another. */
const PAYMENT_METHOD: Shapes = {
  ...keep('id', 'object', 'type', 'created', 'is_default'),
  card: fields(keep('brand', 'last4', 'exp_month', 'exp_year')),
  us_bank_account: fields(keep('bank_name', 'last4')),
  sepa_debit: fields(keep('country', 'last4')),
};

const PRODUCT: Shapes = {
  ...keep('id', 'object', 'active', 'name', 'description', 'unit_label'),
  default_price: 'id',
};

const PRICE: Shapes = {
  ...keep(
    'id',
    'object',
    'active',
    'currency',
    'nickname',
    'type',
    'billing_scheme',
    'unit_amount',
    'unit_amount_decimal',
  ),
  ...keep('tax_behavior', 'lookup_key'),
  recurring: fields(keep('interval', 'interval_count', 'usage_type')),
  /** Its id, or the product itself where it was asked for. */
  product: fields(PRODUCT),
};

const TAX_RATE: Shapes = keep(
  'id', 'object', 'active', 'display_name', 'description', 'percentage', 'inclusive', 'country', 'state', 'jurisdiction', 'tax_type',
); // prettier-ignore

const PROMOTION_CODE: Shapes = {
  ...keep('id', 'object', 'active', 'code', 'created', 'expires_at', 'max_redemptions', 'times_redeemed'),
  customer: 'id',
  /** The coupon's id, or the coupon itself where it was asked for. */
  promotion: fields({ type: 'keep', coupon: fields(COUPON) }),
  restrictions: fields(keep('first_time_transaction', 'minimum_amount', 'minimum_amount_currency')),
};

const deliveryBound = fields(keep('unit', 'value'));
const SHIPPING_RATE: Shapes = {
  ...keep('id', 'object', 'active', 'created', 'display_name', 'tax_behavior', 'type'),
  fixed_amount: fields(keep('amount', 'currency')),
  delivery_estimate: fields({ minimum: deliveryBound, maximum: deliveryBound }),
};

const TEMPLATE: Shapes = keep('id', 'object', 'created', 'nickname', 'status', 'version');

const CREDIT_NOTE_LINE: Shapes = {
  ...keep('id', 'object', 'type', 'amount', 'description', 'quantity', 'unit_amount', 'unit_amount_decimal'),
  ...keep('discount_amount'),
  discount_amounts: discountAmounts,
  invoice_line_item: 'id',
  metadata,
  tax_rates: { each: 'id' },
  taxes,
};

/** `pdf` is a link, as those of {@link LINKS}. What is refunded is told by amounts only. */
const CREDIT_NOTE: Shapes = {
  ...keep('id', 'object', 'status', 'livemode', 'created', 'currency', 'number', 'type', 'reason', 'memo'),
  ...keep('effective_at', 'voided_at'),
  customer: 'id',
  invoice: 'id',
  metadata,
  ...keep('amount', 'amount_shipping', 'discount_amount', 'subtotal', 'subtotal_excluding_tax'),
  ...keep('total', 'total_excluding_tax', 'out_of_band_amount', 'pre_payment_amount', 'post_payment_amount'),
  discount_amounts: discountAmounts,
  total_taxes: taxes,
  shipping_cost: shippingCost,
  refunds: { each: fields(keep('amount_refunded', 'type')) },
  lines: { list: fields(CREDIT_NOTE_LINE) },
};

/** That something happened, to what, and the names of what changed; nothing of what it was before or after. */
const EVENT: Shapes = {
  ...keep('id', 'object', 'type', 'created', 'livemode'),
  data: fields({ object: fields(keep('id', 'object')), previous_attributes: 'keep' }),
};

/** By kind of object; the table that documents what a browser can get to see. */
export const OUTPUT = {
  invoice: INVOICE,
  line: LINE,
  payment: PAYMENT,
  charge: CHARGE,
  customer: CUSTOMER,
  payment_method: PAYMENT_METHOD,
  product: PRODUCT,
  price: PRICE,
  tax_rate: TAX_RATE,
  coupon: COUPON,
  discount: DISCOUNT,
  promotion_code: PROMOTION_CODE,
  shipping_rate: SHIPPING_RATE,
  template: TEMPLATE,
  credit_note: CREDIT_NOTE,
  event: EVENT,
} as const;
export type OutputKind = keyof typeof OUTPUT;

/** Bearer links: whoever has one sees and pays the invoice, so they are the permission `link` of their own. */
export const LINKS = ['hosted_invoice_url', 'invoice_pdf'] as const;

/** What Stripe charges where an invoice names nothing itself; null where the customer has nothing such. */
export function defaultPaymentMethod({ invoice_settings, default_source }: Json): string | null {
  const settings = invoice_settings as { default_payment_method?: unknown } | null | undefined;
  return idOf(settings?.default_payment_method ?? default_source ?? null);
}

/**
 * What Stripe.js needs to take the payment of one invoice. It goes only to a page that asks for it by name, about an
 * invoice that can be paid, for a person who may `pay` it (`Access.deliverInvoice`).
 */
const CONFIRMATION_SECRET: Shape = fields(keep('client_secret', 'type'));

/** The invoice's `confirmation_secret` as Stripe expanded it; null where it has none. */
export const confirmationSecret = (invoice: Json): unknown =>
  take(invoice['confirmation_secret'], CONFIRMATION_SECRET, []);

/** The object with the fields of its table and no others; of metadata, all but the keys that say whose it is. */
export function project(object: Json, kind: OutputKind, reserved: readonly string[]): Json {
  return pick(object, OUTPUT[kind], reserved);
}

/** Stripe's list envelope around objects that were projected already. */
export function envelope(data: Json[], has_more: boolean): Json {
  return { object: 'list', data, has_more };
}

function pick(object: Json, shapes: Shapes, reserved: readonly string[]): Json {
  const picked: Json = {};
  for (const [name, shape] of Object.entries(shapes)) {
    if (Object.hasOwn(object, name)) picked[name] = take(object[name], shape, reserved);
  }
  return picked;
}

function take(value: unknown, shape: Shape, reserved: readonly string[]): unknown {
  if (value === null || value === undefined) return null;
  if (shape === 'keep') return plain(value);
  if (shape === 'id') return idOf(value);
  if (shape === 'metadata') return withoutKeys(value as Json, reserved);
  if ('each' in shape)
    return Array.isArray(value) ? value.map((entry) => take(entry, shape.each, reserved)) : [];
  if (typeof value !== 'object') return value;
  if ('fields' in shape) return pick(value as Json, shape.fields, reserved);
  const { data, has_more, total_count } = value as Json;
  return {
    object: 'list',
    data: take(data, { each: shape.list }, reserved),
    has_more: has_more === true,
    ...(typeof total_count === 'number' && { total_count }),
  };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => typeof entry !== 'object');
  return typeof value === 'object' ? null : value;
}

const withoutKeys = (metadata: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(metadata).filter(([key]) => !keys.includes(key)));
