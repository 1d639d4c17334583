/**
 * Every parameter that a page may send, by route. Names, limits and meanings are Stripe's (API reference; facts of its
 * limits: memo 1500, footer 5000, item description 5000, 250 items, four custom fields).
 */
import type { Fields, Rule } from './input.js';

type ObjectRule = Extract<Rule, { type: 'object' }>;

const text = (max: number): Rule => ({ type: 'string', max });
const clearableText = (max: number): Rule => ({ type: 'string', max, clearable: true });
const id: Rule = { type: 'string', max: 255, pattern: /^[\w-]+$/ };
const oneOf = (...words: string[]): Rule => ({ type: 'string', max: 100, oneOf: words });
const listOf = (of: Rule, max: number): Rule => ({ type: 'array', of, max, clearable: true });
const object = (fields: Fields, required?: readonly string[]): ObjectRule => ({
  type: 'object',
  fields,
  required,
});
const bool: Rule = { type: 'boolean' };
/** Unix seconds. */
const time: Rule = { type: 'integer', min: 0 };
const amount: Rule = { type: 'integer' };
const decimal: Rule = { type: 'decimal' };
const metadata: Rule = { type: 'metadata' };
const currency: Rule = { type: 'string', max: 3, pattern: /^[a-z]{3}$/ };
const taxBehavior = oneOf('exclusive', 'inclusive', 'unspecified');
const discounts = listOf(object({ coupon: id, discount: id, promotion_code: id }), 20);
const collectionMethod = oneOf('charge_automatically', 'send_invoice');

const productData = object(
  { name: text(5000), description: text(40000), tax_code: id, unit_label: text(12) },
  ['name'],
);

/** A line as `add_lines` takes it. Not `invoice_item`: it would pull in what somebody else left pending. */
const lineFields: Fields = {
  description: text(5000),
  amount,
  quantity: { type: 'integer', min: 0 },
  quantity_decimal: decimal,
  pricing: object({ price: id }, ['price']),
  price_data: object(
    {
      currency,
      product: id,
      product_data: productData,
      unit_amount: amount,
      unit_amount_decimal: decimal,
      tax_behavior: taxBehavior,
    },
    ['currency'],
  ),
  tax_rates: listOf(id, 20),
  discounts,
  discountable: bool,
  period: object({ start: time, end: time }, ['start', 'end']),
  metadata,
};

/** An item as the preview takes it: an invoice item by its older names. */
const { pricing: _, ...itemFields } = lineFields;
const previewItemFields: Fields = {
  ...itemFields,
  currency,
  price: id,
  unit_amount: amount,
  unit_amount_decimal: decimal,
  tax_behavior: taxBehavior,
};

/** More than this is refused by Stripe, which calls an invoice item what we call a line here. */
const MAX_LINES = 250;
const lines = (of: ObjectRule): Rule => ({ type: 'array', of, max: MAX_LINES });

const address = object({
  line1: clearableText(500),
  line2: clearableText(500),
  city: clearableText(200),
  state: clearableText(200),
  postal_code: clearableText(50),
  country: { type: 'string', max: 2, pattern: /^[A-Z]{2}$/, clearable: true },
});
const shipping: Rule = {
  ...object({ name: text(500), phone: clearableText(20), address }, ['name', 'address']),
  clearable: true,
};

const deliveryBound = object(
  {
    unit: oneOf('business_day', 'day', 'hour', 'month', 'week'),
    value: { type: 'integer', min: 1, max: 10_000 },
  },
  ['unit', 'value'],
);

/** A rate of the account's, or one made for this invoice alone. */
const shippingCost: Rule = {
  ...object({
    shipping_rate: id,
    shipping_rate_data: object(
      {
        display_name: text(100),
        type: oneOf('fixed_amount'),
        fixed_amount: object({ amount: { type: 'integer', min: 0 }, currency }, ['amount', 'currency']),
        tax_behavior: taxBehavior,
        tax_code: id,
        delivery_estimate: object({ minimum: deliveryBound, maximum: deliveryBound }),
        metadata,
      },
      ['display_name', 'fixed_amount'],
    ),
  }),
  clearable: true,
};

const draftFields: Fields = {
  collection_method: collectionMethod,
  days_until_due: { type: 'integer', min: 0, max: 36500, clearable: true },
  due_date: { ...time, clearable: true },
  description: clearableText(1500),
  footer: clearableText(5000),
  custom_fields: listOf(object({ name: text(40), value: text(140) }, ['name', 'value']), 4),
  default_tax_rates: listOf(id, 20),
  automatic_tax: object({ enabled: bool }, ['enabled']),
  discounts,
  effective_at: { ...time, clearable: true },
  number: clearableText(26),
  statement_descriptor: text(22),
  shipping_cost: shippingCost,
  shipping_details: shipping,
  payment_settings: object({
    payment_method_types: listOf({ type: 'string', max: 40, pattern: /^[a-z0-9_]+$/ }, 40),
  }),
  rendering: object({
    amount_tax_display: {
      type: 'string',
      max: 30,
      oneOf: ['exclude_tax', 'include_inclusive_tax'],
      clearable: true,
    },
    pdf: object({ page_size: oneOf('a4', 'auto', 'letter') }),
    template: id,
    template_version: { type: 'integer', min: 1, clearable: true },
  }),
  metadata,
};

/** These two are the action `schedule`, not `edit`. */
const scheduleFields: Fields = { auto_advance: bool, automatically_finalizes_at: time };
export const SCHEDULE_PARAMS: readonly string[] = Object.keys(scheduleFields);

const makingFields: Fields = { customer: id, currency, ...draftFields };

const customerFields: Fields = {
  name: clearableText(256),
  email: clearableText(512),
  phone: clearableText(20),
  description: clearableText(5000),
  address: { ...address, clearable: true },
  shipping,
  preferred_locales: listOf(text(20), 10),
  tax_exempt: oneOf('none', 'exempt', 'reverse'),
  metadata,
};

const creditedLine = object(
  {
    type: oneOf('invoice_line_item', 'custom_line_item'),
    invoice_line_item: id,
    quantity: { type: 'integer', min: 0 },
    amount: { type: 'integer', min: 0 },
    description: text(5000),
    unit_amount: amount,
    unit_amount_decimal: decimal,
    tax_rates: listOf(id, 20),
    tax_amounts: listOf(
      object({ amount, tax_rate: id, taxable_amount: amount }, ['amount', 'tax_rate', 'taxable_amount']),
      20,
    ),
    metadata,
  },
  ['type'],
);

/** Refunds that were made before (`refunds`) are linked by your backend only. */
const creditNote = object(
  {
    invoice: id,
    amount: { type: 'integer', min: 0 },
    lines: lines(creditedLine),
    memo: text(5000),
    reason: oneOf('duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'),
    refund_amount: { type: 'integer', min: 0 },
    credit_amount: { type: 'integer', min: 0 },
    out_of_band_amount: { type: 'integer', min: 0 },
    shipping_cost: object({ shipping_rate: id }),
    effective_at: time,
    email_type: oneOf('credit_note', 'none'),
    metadata,
  },
  ['invoice'],
);

const fromInvoice = object({ action: oneOf('revision'), invoice: id }, ['action', 'invoice']);

/** Bodies of writes (and of the preview, which is a question asked by POST). */
export const BODIES = {
  none: object({}),
  create: object({
    ...makingFields,
    ...scheduleFields,
    pending_invoice_items_behavior: oneOf('exclude', 'include'),
    from_invoice: fromInvoice,
  }),
  createAndFinalize: object({ ...makingFields, auto_advance: bool, lines: lines(object(lineFields)) }, [
    'customer',
    'lines',
  ]),
  update: object({ ...draftFields, ...scheduleFields, expected: { type: 'json' } }),
  finalize: object({ auto_advance: bool, expected: { type: 'json' } }),
  pay: object({
    paid_out_of_band: bool,
    payment_method: id,
    source: id,
    mandate: id,
    off_session: bool,
    forgive: bool,
  }),
  addLines: object({ lines: lines(object(lineFields)) }, ['lines']),
  updateLines: object({ lines: lines(object({ id, ...lineFields }, ['id'])) }, ['lines']),
  removeLines: object(
    { lines: lines(object({ id, behavior: oneOf('delete', 'unassign') }, ['id', 'behavior'])) },
    ['lines'],
  ),
  updateLine: object(lineFields),
  preview: object(
    {
      customer: id,
      currency,
      automatic_tax: object({ enabled: bool }, ['enabled']),
      discounts,
      invoice_items: {
        type: 'array',
        max: MAX_LINES,
        of: object(previewItemFields),
      },
    },
    ['customer'],
  ),
  attachPayment: object({ payment_intent: id, payment_record: id }),
  creditNote,
  createCustomer: object(customerFields),
  updateCustomer: object(customerFields),
} as const satisfies Record<string, ObjectRule>;

const paging: Fields = {
  limit: { type: 'integer', min: 1, max: 100 },
  starting_after: id,
  ending_before: id,
};
const range = object({ gt: time, gte: time, lt: time, lte: time });

/** Query strings of reads. */
export const QUERIES = {
  none: object({}),
  paging: object(paging),
  invoices: object({
    ...paging,
    status: oneOf('draft', 'open', 'void', 'paid', 'uncollectible'),
    customer: id,
    collection_method: collectionMethod,
    created: range,
    due_date: range,
  }),
  invoice: object({
    expand: listOf(
      oneOf(
        'payments',
        'payments.data.payment.payment_intent',
        'confirmation_secret',
        'discounts.source.coupon',
      ),
      4,
    ),
  }),
  lines: object({ ...paging, expand: listOf(oneOf('data.discounts.source.coupon'), 1) }),
  /** Of one `invoice`, or of as many as a screen shows. */
  payments: object({
    ...paging,
    invoice: id,
    invoices: { type: 'array', of: id, max: 100 },
    created: range,
    status: oneOf('open', 'paid', 'canceled'),
  }),
  customers: object({ ...paging, email: text(512) }),
  search: object({ query: text(1000), limit: { type: 'integer', min: 1, max: 100 }, page: text(1000) }, [
    'query',
  ]),
  prices: object({
    ...paging,
    currency,
    product: id,
    type: oneOf('one_time', 'recurring'),
    active: bool,
    expand: listOf(oneOf('data.product'), 1),
  }),
  products: object({ ...paging, active: bool }),
  promotionCodes: object({
    ...paging,
    active: bool,
    code: text(500),
    coupon: id,
    customer: id,
    created: range,
    expand: listOf(oneOf('data.promotion.coupon'), 1),
  }),
  shippingRates: object({ ...paging, active: bool, created: range, currency }),
  templates: object({ ...paging, status: oneOf('active', 'archived') }),
  creditNotes: object({ ...paging, invoice: id, customer: id, created: range }),
  creditNotePreview: creditNote,
  taxRates: object({ ...paging, active: bool, inclusive: bool }),
} as const satisfies Record<string, ObjectRule>;
