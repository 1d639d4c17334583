/**
 * Changing a draft by parameters: due rules, automatic advancement, and what freezes with finalization.
 */
import { given, mergeMetadata } from '../core/params.js';
import { must } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import { editable } from '../core/transitions.js';
import type { Context, InvoiceRecord } from '../core/world.js';
import type { Invoice } from '../objects.js';
import { toShipping } from '../rooms/customers.js';
import { checkAccount, toTransferData } from '../payments/connect.js';
import { mustMethod } from '../payments/methods.js';
import { GRACE, ownTime } from './announce.js';
import { changeInvoice, recompute } from './change.js';
import { applyDiscounts } from './discounts.js';
import type { EditInput } from './shapes.js';
import { shippingRateOf } from './shipping.js';
import { setAutomaticTax } from './tax.js';

const DAY = 86400;
const FIVE_YEARS = 5 * 366 * DAY;

/** Changes an invoice by an update; after finalization only what is still editable. */
export function updateInvoice(context: Context, record: InvoiceRecord, input: EditInput): void {
  if (input.on_behalf_of !== undefined && record.invoice.number !== null) throw refuse('on_behalf_of_frozen');
  const frozen = Object.keys(input).find((field) => !editable(field, record.invoice.status));
  if (frozen !== undefined) throw refuse('finalized_not_updated', {}, frozen);
  // Worked out on a copy first: a refused update leaves everything as it was.
  const edited = { ...record, invoice: { ...record.invoice } };
  applyEdits(context, edited, input);
  changeInvoice(context, record, () => {
    Object.assign(record.invoice, edited.invoice);
    record.connect = edited.connect;
    recompute(context, record);
  });
}

/** Puts the parameters on an invoice that nobody else sees yet. */
export function applyEdits(context: Context, record: InvoiceRecord, input: EditInput): void {
  const { invoice } = record;
  checkReferences(context, invoice, input);
  Object.assign(
    invoice,
    given({
      account_tax_ids: input.account_tax_ids,
      custom_fields: input.custom_fields,
      default_payment_method: input.default_payment_method,
      description: input.description,
      effective_at: input.effective_at,
      footer: input.footer,
      issuer: input.issuer,
      number: input.number,
      on_behalf_of: input.on_behalf_of,
      statement_descriptor: input.statement_descriptor,
      shipping_details: input.shipping_details && toShipping(input.shipping_details),
    }),
  );
  invoice.metadata = mergeMetadata(invoice.metadata, input.metadata);
  if (input.automatic_tax) setAutomaticTax(context, invoice, input.automatic_tax);
  if (input.payment_settings?.payment_method_types !== undefined) {
    invoice.payment_settings = {
      ...invoice.payment_settings,
      payment_method_types: input.payment_settings.payment_method_types,
    };
  }
  if (input.rendering) setRendering(context, invoice, input.rendering);
  setShippingCost(context, invoice, input.shipping_cost);
  setConnect(context, record, input);
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
  input.account_tax_ids?.forEach((id, index) => {
    must(context.world.taxIds, 'tax_id', id, `account_tax_ids[${index}]`, 400);
  });
  if (input.on_behalf_of) checkAccount(input.on_behalf_of, 'on_behalf_of');
}

function setRendering(context: Context, invoice: Invoice, input: NonNullable<EditInput['rendering']>): void {
  const { amount_tax_display, pdf } = input;
  invoice.rendering = {
    ...invoice.rendering,
    ...(amount_tax_display !== undefined && { amount_tax_display }),
    ...(pdf?.page_size !== undefined && { pdf: { page_size: pdf.page_size } }),
    ...templateOf(context, invoice, input),
  };
}

/** The template that is named, in its newest version unless another is asked for. */
function templateOf(
  { world }: Context,
  invoice: Invoice,
  input: NonNullable<EditInput['rendering']>,
): Partial<Invoice['rendering']> {
  if (input.template === null) return { template: null, template_version: null };
  if (input.template === undefined && input.template_version === undefined) return {};
  const param = 'rendering[template]';
  const id = input.template ?? invoice.rendering.template;
  if (id === null) throw refuse('missing_parameter', { name: param }, param);
  const template = must(world.renderingTemplates, 'invoice rendering template', id, param, 400);
  if (template.status === 'archived') throw refuse('template_archived', { id });
  const version = input.template_version ?? template.version;
  if (version > template.version) {
    throw refuse('too_large', { limit: template.version }, 'rendering[template_version]');
  }
  return { template: id, template_version: version };
}

/** Its amounts are worked out with the totals. */
function setShippingCost(context: Context, invoice: Invoice, input: EditInput['shipping_cost']): void {
  if (input === undefined) return;
  invoice.shipping_cost = input && {
    amount_subtotal: 0,
    amount_tax: 0,
    amount_total: 0,
    shipping_rate: shippingRateOf(context, input, invoice.currency),
  };
}

/** What of the payment goes to others; a fee needs somebody to take it from. */
function setConnect({ world }: Context, record: InvoiceRecord, input: EditInput): void {
  const { application_fee_amount, transfer_data } = input;
  if (application_fee_amount === undefined && transfer_data === undefined) return;
  const { connect } = record;
  record.connect = {
    application_fee_amount: application_fee_amount ?? connect.application_fee_amount,
    transfer_data:
      transfer_data === undefined ? connect.transfer_data : transfer_data && toTransferData(transfer_data),
  };
  const taken = record.connect.application_fee_amount !== null;
  if (taken && !world.connected && !record.connect.transfer_data) throw refuse('fee_needs_account');
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

/**
 * When the draft finalizes by itself: in Stripe's own time, or at the one that was set. Recorded: it is charged at the
 * hour, a second before Stripe's own time.
 */
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
    invoice.automatically_finalizes_at = ownTime(invoice);
  }
  const charged = invoice.auto_advance && invoice.collection_method === 'charge_automatically';
  const attempt =
    wanted ??
    invoice.next_payment_attempt ??
    Math.max(invoice.created + GRACE, invoice.status === 'draft' ? 0 : context.now);
  invoice.next_payment_attempt = charged ? attempt : null;
}
