/** Voiding: the invoice counts no more, credit that it used goes back, and nothing of it is left to pay. */
import { emit } from '../core/events.js';
import { refuse } from '../core/refusals.js';
import { allow } from '../core/transitions.js';
import type { Context, InvoiceRecord } from '../core/world.js';
import { moveBalance } from './balance.js';
import { changeInvoice } from './change.js';
import { cancelPayments, refuseWhilePending } from './payments.js';
import { renderInvoice } from './render.js';

/** `revision` is the id of the invoice that takes its place, if any. */
export function voidInvoice(
  context: Context,
  record: InvoiceRecord,
  revision: string | null = record.invoice.latest_revision,
): void {
  const { invoice } = record;
  allow('void', invoice.status);
  if (record.payments.some((id) => context.world.invoicePayments.get(id)?.status === 'paid'))
    throw refuse('paid_cannot_be_voided');
  refuseWhilePending(context.world, record);
  changeInvoice(context, record, () => {
    invoice.status = 'void';
    invoice.latest_revision = revision;
    invoice.auto_advance = false;
    invoice.next_payment_attempt = null;
    invoice.status_transitions = { ...invoice.status_transitions, voided_at: context.now };
  });
  giveBalanceBack(context, record);
  emit(context, 'invoice.voided', renderInvoice(context, record));
  cancelPayments(context, record, 'void_invoice');
}

/** Credit that the invoice used up belongs to the customer again. */
function giveBalanceBack(context: Context, { invoice }: InvoiceRecord): void {
  const customer = context.world.customers.get(invoice.customer);
  const used = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  if (used === 0 || !customer || customer.deleted || customer.currency !== invoice.currency) return;
  moveBalance(context, customer, -used, invoice.currency, {
    type: 'unapplied_from_invoice',
    invoice: invoice.id,
  });
}
