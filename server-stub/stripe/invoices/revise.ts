/**
 * Revisions: a new draft that is to replace an invoice, with its lines and settings. The one it replaces can be paid until
 * the revision is finalized, and is voided by that.
 */
import { mustInvoice } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, ItemRecord } from '../core/world.js';
import type { Invoice } from '../objects.js';
import { copyDiscounts } from './discounts.js';
import { draftInvoice } from './draft.js';
import { applyEdits } from './edit.js';
import { joinInvoice } from './items.js';
import type { CreateInput } from './shapes.js';

/** Settings that a revision takes over as they are; the parameters of the call then win. */
const KEPT = [
  'account_tax_ids',
  'automatic_tax',
  'collection_method',
  'custom_fields',
  'default_payment_method',
  'default_tax_rates',
  'description',
  'footer',
  'issuer',
  'metadata',
  'on_behalf_of',
  'payment_settings',
  'rendering',
  'shipping_cost',
  'shipping_details',
  'statement_descriptor',
] as const satisfies (keyof Invoice)[];

/** A draft that revises another invoice; like every new draft it is not stored yet. Credit notes are not taken over. */
export function revisionOf(context: Context, input: CreateInput): InvoiceRecord {
  const original = mustInvoice(context.world, input.from_invoice?.invoice ?? '', 'invoice', 400);
  checkRevisable(original);
  const { currency, customer } = original.invoice;
  const elsewhere =
    (input.customer !== undefined && input.customer !== customer) ||
    (input.currency !== undefined && input.currency !== currency);
  if (elsewhere) throw refuse('revision_customer', {}, 'customer');

  const record = draftInvoice(context, { customer, currency });
  const { invoice } = record;
  for (const field of KEPT) Object.assign(invoice, { [field]: structuredClone(original.invoice[field]) });
  invoice.due_date = shifted(original.invoice, context.now);
  invoice.from_invoice = { action: 'revision', invoice: original.id };
  record.connect = original.connect;
  invoice.discounts = copyDiscounts(context, original.invoice.discounts, {
    customer,
    currency,
    invoice: invoice.id,
    invoice_item: null,
  });
  applyEdits(context, record, input);
  // Last, because it stores the items: a refused call leaves nothing behind.
  joinInvoice(context, record, copiedItems(context, original), 'last');
  return record;
}

/** As many days to pay as there were. */
function shifted({ created, due_date }: Invoice, now: number): number | null {
  return due_date === null ? null : now + (due_date - created);
}

function checkRevisable({ invoice }: InvoiceRecord): void {
  const fits = invoice.status === 'open' || invoice.status === 'uncollectible';
  if (fits && invoice.amount_paid === 0) return;
  const status = fits ? 'partly paid' : invoice.status;
  throw refuse('not_revisable', { id: invoice.id, status });
}

function copiedItems(context: Context, original: InvoiceRecord): ItemRecord[] {
  const { items, shared } = context.world;
  return original.items.flatMap((id) => {
    const from = items.get(id);
    if (!from) return [];
    const item = { ...structuredClone(from.item), id: shared.newId('ii'), date: context.now, invoice: null };
    item.discounts = copyDiscounts(context, item.discounts, {
      customer: item.customer,
      currency: item.currency,
      invoice: null,
      invoice_item: item.id,
    });
    return [{ id: item.id, item, lineId: null, taxAmounts: from.taxAmounts }];
  });
}

/** The invoice that this one is to replace, or null when it replaces none. Throws when that one has moved on. */
export function toBeReplaced({ world }: Context, { invoice }: InvoiceRecord): InvoiceRecord | null {
  if (!invoice.from_invoice) return null;
  const original = world.invoices.get(invoice.from_invoice.invoice);
  const { status, amount_paid } = original?.invoice ?? { status: 'deleted', amount_paid: 0 };
  if (original && (status === 'open' || status === 'uncollectible') && amount_paid === 0) return original;
  throw refuse('revised_moved_on', {
    id: invoice.from_invoice.invoice,
    status: amount_paid > 0 && status !== 'paid' ? 'partly paid' : status,
  });
}
