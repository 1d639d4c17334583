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
import { refuseWhilePending } from './payments.js';
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

function checkRevisable(original: InvoiceRecord): void {
  const status = whyNot(original);
  if (status !== null) throw refuse('not_revisable', { id: original.id, status });
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
  const id = invoice.from_invoice.invoice;
  const original = world.invoices.get(id);
  const why = original ? whyNot(original) : 'deleted';
  if (!original || why !== null) throw refuse('revised_moved_on', { id, status: why ?? '' });
  refuseWhilePending(world, original);
  return original;
}

/** What keeps an invoice from being replaced, in a word; null where nothing does. */
function whyNot({ invoice }: InvoiceRecord): string | null {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') return invoice.status;
  return invoice.amount_paid > 0 ? 'partly paid' : null;
}
