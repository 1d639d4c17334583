/** Reads an invoice of any API version into the one shape that everything here works with. */
import type { RawInvoice, RawLine, RawPayment, RawTax } from './raw.js';
import type {
  Action,
  Address,
  CollectionMethod,
  Invoice,
  InvoiceInput,
  Line,
  PaidWith,
  Payment,
  PaymentFailure,
  Period,
  Rendering,
  ShippingCost,
  ShippingDetails,
  TaxAmount,
} from './types.js';
import {
  decimal,
  fields,
  flag,
  id,
  ids,
  integer,
  integerOrNull,
  items,
  pick,
  text,
  time,
  word,
  yes,
  type Untrusted,
} from './untrusted.js';

const ADDRESS = ['city', 'country', 'line1', 'line2', 'postal_code', 'state'] as const;
const address = (value: unknown): Address | null =>
  value && typeof value === 'object' ? pick(fields(value), ADDRESS, text) : null;

function shippingCost(value: unknown): ShippingCost | null {
  if (!value || typeof value !== 'object') return null;
  const amounts = pick(fields(value), ['amount_subtotal', 'amount_tax', 'amount_total'], integer);
  return { ...amounts, shipping_rate: id(fields(value).shipping_rate) };
}

function shippingDetails(value: unknown): ShippingDetails | null {
  if (!value || typeof value !== 'object') return null;
  return { ...pick(fields(value), ['name', 'phone'], text), address: address(fields(value).address) };
}

function rendering(value: unknown): Rendering | null {
  if (!value || typeof value !== 'object') return null;
  const raw = fields(value);
  return {
    amount_tax_display: text(raw.amount_tax_display),
    pdf: raw.pdf ? { page_size: text(fields(raw.pdf).page_size) } : null,
    template: id(raw.template),
    template_version: integerOrNull(raw.template_version),
  };
}

const metadata = (value: unknown) =>
  Object.fromEntries(Object.entries(fields(value)).filter(([, each]) => typeof each === 'string')) as Record<
    string,
    string
  >;

function period(value: unknown): Period | null {
  const { start, end } = fields(value);
  return time(start) === null || time(end) === null ? null : { start: integer(start), end: integer(end) };
}

function tax(value: unknown): TaxAmount {
  const raw = fields<RawTax>(value);
  const inclusive = flag(raw.inclusive);
  const behavior = inclusive === null ? raw.tax_behavior : inclusive ? 'inclusive' : 'exclusive';
  return {
    amount: integer(raw.amount),
    tax_behavior: behavior === 'inclusive' || behavior === 'exclusive' ? behavior : null,
    tax_rate: id(fields(raw.tax_rate_details).tax_rate) ?? id(raw.tax_rate),
    taxable_amount: integerOrNull(raw.taxable_amount),
  };
}

const discountAmount = (value: unknown) => {
  const raw = fields(value);
  return { amount: integer(raw.amount), discount: id(raw.discount) ?? '' };
};

const OLD_LINE_TYPES: Record<string, string> = {
  invoiceitem: 'invoice_item_details',
  subscription: 'subscription_item_details',
};

/**
 * Reads one line of an invoice, of any API version.
 *
 * @param automaticTax whether Stripe works out the tax of this invoice. Since 2025-03-31.basil a line no longer names
 *   the tax rates put on it, only the taxes that came of them; without automatic tax the two are the same.
 */
export function readLine(json: object, automaticTax = false): Line {
  const raw = fields<RawLine>(json);
  const pricing = fields(raw.pricing);
  const details = fields(pricing.price_details);
  const price = fields(raw.price);
  const plan = fields(raw.plan);
  const parent = fields(raw.parent);
  const item = fields(parent.invoice_item_details).invoice_item;
  const prorated = fields(parent.subscription_item_details).invoice_item;
  const taxes = items(raw.taxes ?? raw.tax_amounts).map(tax);
  const charged = automaticTax ? [] : taxes.map((each) => each.tax_rate).filter((each) => each !== null);
  const units = [
    pricing.unit_amount_decimal,
    raw.unit_amount_decimal,
    raw.unit_amount,
    price.unit_amount_decimal,
    price.unit_amount,
    plan.amount_decimal,
    plan.amount,
  ];
  const own = word(raw.id);
  return {
    id: own,
    amount: integer(raw.amount),
    currency: word(raw.currency),
    description: text(raw.description),
    quantity_decimal: decimal(raw.quantity_decimal) ?? decimal(raw.quantity) ?? '1',
    unit_amount_decimal: units.map(decimal).find((each) => each !== null) ?? null,
    price: id(details.price) ?? id(raw.price) ?? id(raw.plan),
    product: id(details.product) ?? id(price.product) ?? id(plan.product) ?? id(raw.product),
    // Before 2020 the line of an invoice item went by the item's own id.
    invoice_item: id(item) ?? id(prorated) ?? id(raw.invoice_item) ?? (own.startsWith('ii_') ? own : null),
    parent_type: text(parent.type) ?? text(raw.parent_type) ?? text(OLD_LINE_TYPES[word(raw.type)]),
    discountable: raw.discountable !== false,
    discount_amounts: items(raw.discount_amounts).map(discountAmount),
    discounts: ids(raw.discounts),
    taxes,
    tax_rates: raw.tax_rates ? ids(raw.tax_rates) : charged,
    period: period(raw.period),
    metadata: metadata(raw.metadata),
  };
}

/** The words that PaymentIntents had before 2019-02-11. */
const OLD_INTENT_STATUSES: Record<string, string> = {
  requires_source: 'requires_payment_method',
  requires_source_action: 'requires_action',
};

function intentStatus(intent: unknown): string | null {
  const status = text(fields(intent).status);
  return status && (text(OLD_INTENT_STATUSES[status]) ?? status);
}

function refunded(intent: unknown, charge: unknown): number | null {
  const raw = fields(intent);
  const found = [charge, raw.latest_charge, items(raw.charges)[0]].map((each) =>
    integerOrNull(fields(each).amount_refunded),
  );
  return found.find((each) => each !== null) ?? null;
}

function readPayment(json: unknown): Payment {
  const raw = fields<RawPayment>(json);
  const paid = fields(raw.payment);
  // A payment that was only reported to Stripe has no charge: nothing of it can be given back there.
  const offStripe = paid.type === 'payment_record' ? 0 : null;
  return {
    id: word(raw.id),
    status: word(raw.status),
    is_default: yes(raw.is_default),
    amount_paid: integerOrNull(raw.amount_paid),
    amount_requested: integerOrNull(raw.amount_requested),
    intent: text(raw.intent) ?? id(paid.payment_intent),
    intent_status: text(raw.intent_status) ?? intentStatus(paid.payment_intent),
    amount_refunded:
      integerOrNull(raw.amount_refunded) ?? refunded(paid.payment_intent, paid.charge) ?? offStripe,
    created: time(raw.created),
    paid_at: time(raw.paid_at) ?? time(fields(raw.status_transitions).paid_at),
    canceled_at: time(raw.canceled_at) ?? time(fields(raw.status_transitions).canceled_at),
    failure: paymentFailure(raw.failure ?? fields(paid.payment_intent).last_payment_error),
    method: paidWith(raw.method, paid),
  };
}

function paymentFailure(json: unknown): PaymentFailure | null {
  const raw = fields(json);
  return json ? pick(raw, ['code', 'decline_code', 'message'], text) : null;
}

/** What was charged: read before, told by the charge, or not Stripe's to charge. */
function paidWith(read: unknown, paid: Untrusted<NonNullable<RawPayment['payment']>>): PaidWith | null {
  if (read) return { type: word(fields(read).type), ...pick(fields(read), ['brand', 'last4'], text) };
  if (paid.type === 'payment_record') return { type: 'outside', brand: null, last4: null };
  const charge = fields(fields(paid.payment_intent).latest_charge ?? paid.charge);
  const details = fields(charge.payment_method_details);
  const type = text(details.type);
  if (!type) return null;
  return { type, ...pick(fields(details[type]), ['brand', 'last4'], text) };
}

/** Reads the answer of `GET /v1/invoice_payments`, or the array inside it; null where it is neither. */
export function readPayments(json: unknown): Payment[] | null {
  return Array.isArray(json) || Array.isArray(fields(json).data) ? items(json).map(readPayment) : null;
}

/** Until 2025-03-31.basil an invoice had one PaymentIntent; where it was expanded, it tells what a payment tells now. */
function oldPayments(raw: Untrusted<RawInvoice>, isPaid: boolean, amountPaid: number): Payment[] | null {
  const intent = intentStatus(raw.payment_intent);
  const given = refunded(raw.payment_intent, raw.charge);
  if (intent === null && given === null) return null;
  return [
    {
      id: id(raw.payment_intent) ?? id(raw.charge) ?? '',
      status: isPaid ? 'paid' : intent === 'canceled' ? intent : 'open',
      is_default: true,
      amount_paid: isPaid ? amountPaid : null,
      amount_requested: integerOrNull(raw.amount_due),
      intent: id(raw.payment_intent),
      intent_status: intent,
      amount_refunded: given,
      created: null,
      paid_at: null,
      canceled_at: null,
      failure: paymentFailure(fields(raw.payment_intent).last_payment_error),
      method: null,
    },
  ];
}

function taxes(raw: Untrusted<RawInvoice>): TaxAmount[] {
  const named = raw.total_taxes ?? raw.total_tax_amounts;
  // Before tax rates (2019) there was only the sum.
  return named || !integer(raw.tax) ? items(named).map(tax) : [tax({ amount: raw.tax, inclusive: false })];
}

const TEXTS = [
  'number',
  'customer_name',
  'customer_email',
  'description',
  'footer',
  'statement_descriptor',
  'hosted_invoice_url',
  'invoice_pdf',
  'billing_reason',
] as const;
const TIMES = [
  'automatically_finalizes_at',
  'due_date',
  'effective_at',
  'period_start',
  'period_end',
  'next_payment_attempt',
] as const;
const AMOUNTS = [
  'subtotal',
  'total',
  'amount_shipping',
  'amount_due',
  'amount_overpaid',
  'starting_balance',
  'pre_payment_credit_notes_amount',
  'post_payment_credit_notes_amount',
  'attempt_count',
] as const;
const TRANSITIONS = ['finalized_at', 'marked_uncollectible_at', 'paid_at', 'voided_at'] as const;

const alreadyRead = new WeakSet<object>();

/**
 * Reads an invoice of any API version (2018 to 2026-10-28.endive), as JSON or as an object of the `stripe` package, with
 * references expanded or not; also the answer to a deletion, and an event around an invoice.
 *
 * Never throws: what is missing or malformed becomes null, zero or empty. Reading what was read costs nothing.
 */
export function readInvoice(json: InvoiceInput): Invoice {
  if (alreadyRead.has(json)) return json as Invoice;
  const event = fields(json);
  const inner = event.object === 'event' ? fields(event.data).object : json;
  const invoice = readRaw(fields<RawInvoice>(inner), event.type === 'invoice.deleted');
  alreadyRead.add(invoice);
  return invoice;
}

/** An invoice that was read, with payments that were read apart from it. */
export function withPayments(invoice: Invoice, payments: Payment[]): Invoice {
  const whole = { ...invoice, payments };
  alreadyRead.add(whole);
  return whole;
}

/** The invoice without its items, taxes and texts, for where very many are kept; how many items there are stays known. */
export function lightened(invoice: Invoice): Invoice {
  const light: Invoice = {
    ...invoice,
    lines: [],
    lines_has_more: invoice.lines_has_more || invoice.lines.length > 0,
    lines_total: invoice.lines_total ?? (invoice.lines_has_more ? null : invoice.lines.length),
    total_taxes: [],
    total_discount_amounts: [],
    custom_fields: [],
    customer_address: null,
    footer: null,
    shipping_details: null,
    rendering: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
  };
  alreadyRead.add(light);
  return light;
}

function readRaw(raw: Untrusted<RawInvoice>, deleted: boolean): Invoice {
  const automatic = fields(raw.automatic_tax);
  const failure = fields(raw.last_finalization_error);
  const source = fields(raw.from_invoice);
  const methods = raw.payment_method_types ?? fields(raw.payment_settings).payment_method_types;
  const envelope = fields(raw.lines);
  const lines = items(raw.lines).map((line) => readLine(fields(line), yes(automatic.enabled)));
  const more = yes(envelope.has_more) || yes(raw.lines_has_more);
  const counted = integerOrNull(envelope.total_count) ?? (raw.lines && !more ? lines.length : null);
  const amounts = pick(raw, AMOUNTS, integer);
  const status = text(raw.status) ?? (raw.paid === true ? 'paid' : null);
  const amountPaid =
    integerOrNull(raw.amount_paid) ?? (yes(raw.paid) && !yes(raw.forgiven) ? amounts.amount_due : 0);
  const transitions = pick(fields(raw.status_transitions), TRANSITIONS, time);
  const discounts = ids(raw.discounts);
  const discount = id(raw.discount) ?? id(fields(raw.discount).coupon);
  const collection = raw.collection_method ?? raw.billing;
  return {
    id: word(raw.id),
    object: 'invoice',
    deleted: deleted || yes(raw.deleted) || status === 'deleted',
    status,
    livemode: flag(raw.livemode),
    created: time(raw.created) ?? time(raw.date),
    currency: word(raw.currency).toLowerCase(),
    customer: id(raw.customer),
    customer_address: address(raw.customer_address),
    ...pick(raw, TEXTS, text),
    ...pick(raw, TIMES, time),
    ...amounts,
    collection_method: (collection === 'send_invoice'
      ? collection
      : 'charge_automatically') satisfies CollectionMethod,
    auto_advance: flag(raw.auto_advance) ?? (typeof raw.closed === 'boolean' ? !raw.closed : null),
    custom_fields: items(raw.custom_fields).map((each) => pick(fields(each), ['name', 'value'], word)),
    metadata: metadata(raw.metadata),
    lines,
    lines_has_more: more,
    lines_total: raw.lines_total === undefined ? counted : integerOrNull(raw.lines_total),
    total_excluding_tax: integerOrNull(raw.total_excluding_tax),
    total_taxes: taxes(raw),
    total_discount_amounts: items(raw.total_discount_amounts).map(discountAmount),
    discounts: discounts.length || !discount ? discounts : [discount],
    default_tax_rates: ids(raw.default_tax_rates),
    shipping_cost: shippingCost(raw.shipping_cost),
    shipping_details: shippingDetails(raw.shipping_details),
    rendering: rendering(raw.rendering ?? raw.rendering_options),
    payment_method_types: Array.isArray(methods) ? ids(methods) : null,
    automatic_tax: {
      enabled: yes(automatic.enabled),
      status: text(automatic.status),
      disabled_reason: text(automatic.disabled_reason),
    },
    amount_paid: amountPaid,
    amount_remaining: integerOrNull(raw.amount_remaining) ?? amounts.amount_due - amountPaid,
    amount_paid_off_stripe:
      integerOrNull(raw.amount_paid_off_stripe) ?? (yes(raw.paid_out_of_band) ? amountPaid : 0),
    ending_balance: integerOrNull(raw.ending_balance),
    attempted: yes(raw.attempted),
    last_finalization_error: raw.last_finalization_error
      ? { type: word(failure.type), ...pick(failure, ['code', 'message', 'param'], text) }
      : null,
    status_transitions: { ...transitions, finalized_at: transitions.finalized_at ?? time(raw.finalized_at) },
    parent_type:
      text(fields(raw.parent).type) ??
      text(raw.parent_type) ??
      (id(raw.subscription) ? 'subscription_details' : id(raw.quote) ? 'quote_details' : null),
    from_invoice: raw.from_invoice
      ? { action: word(source.action), invoice: id(source.invoice) ?? '' }
      : null,
    latest_revision: id(raw.latest_revision),
    payments: readPayments(raw.payments) ?? oldPayments(raw, status === 'paid', amountPaid),
    allowed_actions: Array.isArray(raw.allowed_actions) ? (ids(raw.allowed_actions) as Action[]) : null,
  };
}
