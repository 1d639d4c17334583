/** Making a draft: from nothing but its customer, from parameters, with pending items taken in. */
import { mustCustomer } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';
import type { Customer, Invoice } from '../objects.js';
import { recompute, watch } from './change.js';
import { detailsOf } from './render.js';
import { applyEdits } from './edit.js';
import { joinInvoice } from './items.js';
import type { CreateInput } from './shapes.js';

/** A draft from parameters, with the customer's pending items when asked; nothing is stored or emitted yet. */
export function draftInvoice(context: Context, input: CreateInput): InvoiceRecord {
  if (input.customer === undefined) throw refuse('missing_parameter', { name: 'customer' }, 'customer');
  const customer = mustCustomer(context.world, input.customer);
  const record = emptyDraft(context, customer, input.currency);
  applyEdits(context, record, input);
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
    ...detailsOf(world, customer),
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
      amount_tax_display: customer.invoice_settings.rendering_options?.amount_tax_display ?? null,
      pdf: { page_size: 'auto' },
      ...defaultTemplate(world, customer),
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
  return {
    id,
    invoice,
    items: [],
    lines: [],
    payments: [],
    token: null,
    lateness: 0,
    overrides: {},
    shippingTaxes: [],
    connect: { application_fee_amount: null, transfer_data: null },
  };
}

/** The template that the customer's invoices are to follow. */
function defaultTemplate(
  world: World,
  customer: Customer,
): Pick<Invoice['rendering'], 'template' | 'template_version'> {
  const template = world.renderingTemplates.get(customer.invoice_settings.rendering_options?.template ?? '');
  return { template: template?.id ?? null, template_version: template?.version ?? null };
}
