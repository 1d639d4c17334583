/**
 * Creating a draft and changing it: due rules, automatic advancement, and what freezes with finalization.
 */
import {
  boolean,
  currency,
  given,
  integer,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  required,
  text,
  textOrNull,
  unsettable,
  type Read,
  type Shape,
} from '../core/params.js';
import { must, mustCustomer } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import { editable } from '../core/transitions.js';
import type { Context, InvoiceRecord } from '../core/world.js';
import type { Customer, Invoice } from '../objects.js';
import { shippingShape, toShipping } from '../rooms/customers.js';
import { mustMethod } from '../payments/methods.js';
import { changeInvoice, recompute, watch } from './change.js';
import { applyDiscounts, discountList } from './discounts.js';
import { joinInvoice } from './items.js';

const DAY = 86400;
/** Recorded: a draft that advances by itself finalizes an hour and a second after its creation, and is charged at the hour. */
const GRACE = 3600;
const FIVE_YEARS = 5 * 366 * DAY;

const maxText = (limit: number) => ({
  read(raw: Parameters<typeof textOrNull.read>[0], at: string): string | null {
    const value = textOrNull.read(raw, at);
    if (value !== null && value.length > limit) throw refuse('too_long', { limit }, at);
    return value;
  },
});

/** The parameters that creating and updating share. */
export const invoiceShape = {
  auto_advance: boolean,
  automatic_tax: object({ enabled: required(boolean), liability: object({ type: required(oneOf('self')) }) }),
  automatically_finalizes_at: integer,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  custom_fields: unsettable(list(object({ name: required(text), value: required(text) }))),
  days_until_due: integer,
  default_payment_method: textOrNull,
  default_tax_rates: unsettable(list(text)),
  description: maxText(1500),
  discounts: discountList,
  due_date: integer,
  effective_at: unsettable(integer),
  footer: maxText(5000),
  issuer: object({ type: required(oneOf('self')) }),
  metadata,
  number: textOrNull,
  payment_settings: object({ payment_method_types: unsettable(list(text)) }),
  rendering: object({
    amount_tax_display: unsettable(oneOf('exclude_tax', 'include_inclusive_tax')),
    pdf: object({ page_size: oneOf('a4', 'auto', 'letter') }),
  }),
  shipping_details: unsettable(shippingShape),
  statement_descriptor: maxText(22),
} satisfies Shape;
export const createShape = {
  ...invoiceShape,
  currency,
  customer: required(text),
  pending_invoice_items_behavior: oneOf('include', 'exclude'),
} satisfies Shape;
type EditInput = Read<typeof invoiceShape>;
type CreateInput = Read<typeof createShape>;

/** A draft from parameters, with the customer's pending items when asked; nothing is stored or emitted yet. */
export function draftInvoice(context: Context, input: CreateInput): InvoiceRecord {
  const customer = mustCustomer(context.world, input.customer);
  const record = emptyDraft(context, customer, input.currency);
  applyEdits(context, record.invoice, input);
  if (record.invoice.collection_method === 'send_invoice' && customer.email === null)
    throw refuse('missing_email');
  return record;
}

/** Stores a draft that was made from parameters, taking pending items in, newest first. */
export function storeDraft(
  context: Context,
  record: InvoiceRecord,
  pending: CreateInput['pending_invoice_items_behavior'],
): void {
  const { world } = context;
  world.invoices.insert(record);
  if (pending === 'include') {
    const items = [...world.items.newestFirst()].filter(
      ({ item }) =>
        item.customer === record.invoice.customer &&
        item.invoice === null &&
        item.currency === record.invoice.currency,
    );
    joinInvoice(context, record, items, 'last');
  }
  if (record.invoice.number !== null) world.numbers.add(record.invoice.number);
  settleCurrency(world.customers.get(record.invoice.customer), record.invoice.currency);
  recompute(context, record);
  watch(world, record);
}

/** The first invoice or item of a customer fixes the customer's currency. */
export function settleCurrency(customer: Customer | undefined, used: string): void {
  if (customer) customer.currency ??= used;
}

/** Changes an invoice by an update; after finalization only what is still editable. */
export function updateInvoice(context: Context, record: InvoiceRecord, input: EditInput): void {
  const frozen = Object.keys(input).find((field) => !editable(field, record.invoice.status));
  if (frozen !== undefined) throw refuse('finalized_not_updated', {}, frozen);
  // Worked out on a copy first: a refused update leaves everything as it was.
  const edited = { ...record.invoice };
  applyEdits(context, edited, input);
  changeInvoice(context, record, () => {
    Object.assign(record.invoice, edited);
    recompute(context, record);
  });
}

function applyEdits(context: Context, invoice: Invoice, input: EditInput): void {
  checkReferences(context, invoice, input);
  Object.assign(
    invoice,
    given({
      custom_fields: input.custom_fields,
      default_payment_method: input.default_payment_method,
      description: input.description,
      effective_at: input.effective_at,
      footer: input.footer,
      number: input.number,
      statement_descriptor: input.statement_descriptor,
      shipping_details: input.shipping_details && toShipping(input.shipping_details),
    }),
  );
  invoice.metadata = mergeMetadata(invoice.metadata, input.metadata);
  if (input.automatic_tax) setAutomaticTax(invoice, input.automatic_tax.enabled);
  if (input.payment_settings?.payment_method_types !== undefined) {
    invoice.payment_settings = {
      ...invoice.payment_settings,
      payment_method_types: input.payment_settings.payment_method_types,
    };
  }
  if (input.rendering) setRendering(invoice, input.rendering);
  if (input.default_tax_rates !== undefined) {
    invoice.default_tax_rates = (input.default_tax_rates ?? []).map((id, index) =>
      must(context.world.taxRates, 'tax rate', id, `default_tax_rates[${index}]`, 400),
    );
  }
  setDueDate(invoice, input);
  setAdvance(context, invoice, input);
  if (input.discounts !== undefined) {
    const target = {
      customer: invoice.customer,
      currency: invoice.currency,
      invoice: invoice.id,
      invoice_item: null,
    };
    invoice.discounts = applyDiscounts(context, input.discounts, target, 'discounts');
  }
}

function checkReferences(context: Context, invoice: Invoice, input: EditInput): void {
  if (input.default_payment_method)
    mustMethod(context.world, input.default_payment_method, 'default_payment_method');
  if (input.custom_fields && input.custom_fields.length > 4)
    throw refuse('too_many', { limit: 4 }, 'custom_fields');
  if (input.number && input.number !== invoice.number && context.world.numbers.has(input.number)) {
    throw refuse('number_taken', { number: input.number });
  }
}

function setAutomaticTax(invoice: Invoice, enabled: boolean): void {
  invoice.automatic_tax = {
    disabled_reason: null,
    enabled,
    liability: enabled ? { type: 'self' } : null,
    provider: enabled ? 'stripe' : null,
    status: null,
  };
}

function setRendering(invoice: Invoice, input: NonNullable<EditInput['rendering']>): void {
  const { amount_tax_display, pdf } = input;
  invoice.rendering = {
    ...invoice.rendering,
    ...(amount_tax_display !== undefined && { amount_tax_display }),
    ...(pdf?.page_size !== undefined && { pdf: { page_size: pdf.page_size } }),
  };
}

/** `send_invoice` needs a due date, `charge_automatically` refuses one. */
function setDueDate(invoice: Invoice, input: EditInput): void {
  const named = input.due_date !== undefined || input.days_until_due !== undefined;
  const method = input.collection_method ?? invoice.collection_method;
  if (method === 'charge_automatically') {
    if (named) throw refuse('due_date_not_allowed');
    invoice.due_date = null;
  } else {
    if (input.due_date !== undefined && input.days_until_due !== undefined) {
      throw refuse('exclusive', { names: 'due_date, days_until_due' }, 'due_date');
    }
    if (input.days_until_due !== undefined && input.days_until_due < 0)
      throw refuse('too_small', { limit: 0 }, 'days_until_due');
    if (input.due_date !== undefined) invoice.due_date = input.due_date;
    if (input.days_until_due !== undefined) invoice.due_date = invoice.created + input.days_until_due * DAY;
    if (invoice.due_date === null) throw refuse('due_date_missing');
  }
  invoice.collection_method = method;
}

/** When the draft finalizes by itself: an hour and a second after its creation, or at the time that was set. */
function setAdvance(context: Context, invoice: Invoice, input: EditInput): void {
  const before = invoice.auto_advance;
  if (input.auto_advance !== undefined) invoice.auto_advance = input.auto_advance;
  const wanted = input.automatically_finalizes_at;
  if (wanted !== undefined) {
    if (!invoice.auto_advance) throw refuse('schedule_needs_auto_advance');
    if (wanted <= context.now || wanted > context.now + FIVE_YEARS) throw refuse('schedule_out_of_range');
    invoice.automatically_finalizes_at = wanted;
  } else if (!invoice.auto_advance || invoice.status !== 'draft') {
    invoice.automatically_finalizes_at = null;
  } else if (!before || invoice.automatically_finalizes_at === null) {
    invoice.automatically_finalizes_at = invoice.created + GRACE + 1;
  }
  const charged = invoice.auto_advance && invoice.collection_method === 'charge_automatically';
  const attempt =
    wanted ??
    invoice.next_payment_attempt ??
    Math.max(invoice.created + GRACE, invoice.status === 'draft' ? 0 : context.now);
  invoice.next_payment_attempt = charged ? attempt : null;
}

function emptyDraft(context: Context, customer: Customer, wanted: string | undefined): InvoiceRecord {
  const { world, now } = context;
  const id = world.shared.newId('in');
  const invoice: Invoice = {
    id,
    object: 'invoice',
    account_country: world.account.country,
    account_name: world.account.settings.dashboard.display_name,
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: false,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    created: now,
    currency: wanted ?? customer.currency ?? world.account.default_currency,
    custom_fields: customer.invoice_settings.custom_fields,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt,
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: customer.invoice_settings.footer,
    from_invoice: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: now,
    period_start: now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: {
      amount_tax_display: null,
      pdf: { page_size: 'auto' },
      template: null,
      template_version: null,
    },
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: now,
  };
  return { id, invoice, items: [], lines: [], payments: [], token: null };
}
