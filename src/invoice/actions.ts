/** What may be done with an invoice now. Stripe has the last word; this is to hide, to explain and to authorize by. */
import { readInvoice } from './shape.js';
import type { Action, Invoice, InvoiceInput } from './types.js';

type Condition = (invoice: Invoice) => boolean;

const isSubscription: Condition = (invoice) => invoice.parent_type === 'subscription_details';

/** Stripe refuses to undo what money was paid on, or is on its way to. */
const isUnpaid: Condition = (invoice) => invoice.amount_paid === 0 && nothingUnderWay(invoice);
const nothingUnderWay: Condition = (invoice) =>
  !invoice.payments?.some((payment) => payment.intent_status === 'processing');

/** Revising voids the original: docs.stripe.com/invoicing/invoice-edits. */
const canBeRevised: Condition = (invoice) => isUnpaid(invoice) && !isSubscription(invoice);

/**
 * By status, the likely action first, the irreversible ones towards the end
 * (docs.stripe.com/invoicing/integration/workflow-transitions). Once finalized, `edit` reaches only the metadata, and on
 * an open invoice `auto_advance`.
 */
const TABLE: Record<string, [Action, Condition?][]> = {
  draft: [
    ['finalize'],
    ['edit'],
    ['schedule'],
    ['duplicate'],
    // A subscription's draft can only be voided, later.
    ['delete', (invoice) => !isSubscription(invoice)],
  ],
  open: [
    ['send', (invoice) => invoice.collection_method === 'send_invoice'],
    // A second payment beside one that is still clearing would be one too many.
    ['pay', nothingUnderWay],
    ['mark_paid', nothingUnderWay],
    ['edit'],
    ['duplicate'],
    ['revise', canBeRevised],
    ['credit'],
    ['mark_uncollectible', nothingUnderWay],
    ['void', isUnpaid],
  ],
  paid: [['credit'], ['duplicate'], ['edit']],
  uncollectible: [
    ['pay', nothingUnderWay],
    ['mark_paid', nothingUnderWay],
    ['edit'],
    ['duplicate'],
    ['revise', canBeRevised],
    ['void', isUnpaid],
  ],
  void: [['duplicate']],
};

/**
 * The actions that make sense on this invoice now, the likely one first. Where the object says by itself what the
 * session may do (`allowed_actions`, put there by the handler), only those.
 */
export function allowedActions(json: InvoiceInput): Action[] {
  const invoice = readInvoice(json);
  const rows =
    (!invoice.deleted && Object.hasOwn(TABLE, invoice.status ?? '') && TABLE[invoice.status ?? '']) || [];
  return rows
    .filter(
      ([action, holds]) => (holds?.(invoice) ?? true) && (invoice.allowed_actions?.includes(action) ?? true),
    )
    .map(([action]) => action);
}
