/**
 * Credit notes: issuing lowers what an open invoice still asks for, and gives back what was paid (to the charge, to the
 * customer's balance, or outside Stripe); voiding raises it again. An invoice that nothing is left of is paid.
 * The order of events is the one that was met: refunds, invoice, customer, credit note.
 */
import { emit, snapshot } from '../core/events.js';
import { mustCustomer } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import type { Context, CreditNoteRecord, InvoiceRecord } from '../core/world.js';
import type { WireCreditNote } from '../objects.js';
import { moveBalance } from './balance.js';
import { changeInvoice, settle } from './change.js';
import { planCreditNote, type CreditNoteInput, type CreditPlan } from './credit-plan.js';
import { cancelPayments, isProcessing, setOpenAmount } from './payments.js';
import { makeRefund } from './refunds.js';
import { renderCreditNote, renderInvoice } from './render.js';

/** Issues a credit note, with all that follows from it. */
export function issueCreditNote(context: Context, input: CreditNoteInput): CreditNoteRecord {
  const { world } = context;
  const plan = planCreditNote(context, input, world.shared.newId);
  const { id, note, lines, taken, record } = plan;
  const issued = world.creditNotes.insert({ id, note, lines, taken, token: world.shared.newId('test') });
  for (const part of plan.refunding) {
    const refund = makeRefund(context, part);
    note.refunds.push({
      amount_refunded: refund.amount,
      payment_record_refund: null,
      refund: refund.id,
      type: 'refund',
    });
  }
  const wasPaid = record.invoice.status === 'paid';
  changeInvoice(context, record, () => {
    record.invoice.post_payment_credit_notes_amount += note.post_payment_amount;
    lower(context, record, note.pre_payment_amount);
  });
  creditBalance(context, plan);
  emit(context, 'credit_note.created', renderCreditNote(context, issued));
  if (!wasPaid && record.invoice.status === 'paid') {
    emit(context, 'invoice.paid', renderInvoice(context, record));
    cancelPayments(context, record, null);
  }
  return issued;
}

/** The credit note that these parameters would make; nothing is stored, and its ids are of no use elsewhere. */
export function previewCreditNote(context: Context, input: CreditNoteInput) {
  let made = 0;
  const newId = (prefix: string) => (prefix === 'cn' ? 'cn_preview' : `${prefix}_preview_${++made}`);
  const { note, lines } = planCreditNote(context, input, newId, true);
  return { note, lines, token: 'preview' };
}

/** Lowers what is due by `amount` (minor units; raises it, when negative), and closes what nothing remains of. */
function lower(context: Context, record: InvoiceRecord, amount: number): void {
  const { invoice } = record;
  invoice.pre_payment_credit_notes_amount += amount;
  invoice.amount_due -= amount;
  invoice.amount_remaining -= amount;
  if (amount > 0 && invoice.amount_remaining === 0) settle(invoice, context.now);
  else setOpenAmount(context, record, invoice.amount_remaining);
}

function creditBalance(context: Context, { crediting, note }: CreditPlan): void {
  if (crediting === 0) return;
  const customer = mustCustomer(context.world, note.customer);
  const before = snapshot(customer);
  const moved = moveBalance(context, customer, -crediting, note.currency, {
    type: 'credit_note',
    credit_note: note.id,
  });
  note.customer_balance_transaction = moved.id;
  emit(context, 'customer.updated', customer, before);
}

/**
 * Voids a credit note: what it took off is due again. Only while the invoice is open, so that there is nothing to take
 * back from the customer.
 */
export function voidCreditNote(context: Context, issued: CreditNoteRecord): WireCreditNote {
  const { note } = issued;
  const record = context.world.invoices.get(note.invoice);
  if (note.status === 'void') throw refuse('credit_note_void');
  if (record?.invoice.status !== 'open') throw refuse('credit_note_not_voidable');
  if (isProcessing(context.world, record)) throw refuse('payment_under_way');
  Object.assign(note, { status: 'void', voided_at: context.now });
  changeInvoice(context, record, () => lower(context, record, -note.pre_payment_amount));
  const voided = renderCreditNote(context, issued);
  emit(context, 'credit_note.voided', voided);
  return voided;
}
