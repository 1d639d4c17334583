/**
 * The other ends and ways of an invoice: pay, send, void, mark uncollectible, delete.
 */
import { emit } from '../core/events.js';
import { refuse } from '../core/refusals.js';
import { allow } from '../core/transitions.js';
import type { Context, InvoiceRecord, MethodRecord } from '../core/world.js';
import { checkMethod } from '../payments/confirm.js';
import { isMethod, payableMethod } from '../payments/methods.js';
import { changeInvoice } from './change.js';
import { collect } from './collect.js';
import { payOutside } from './receive.js';
import { finalizeInvoice } from './finalize.js';
import { isProcessing, payableTypes, refuseWhilePending } from './payments.js';
import { renderInvoice } from './render.js';

export interface PayInput {
  /** The stand-in has no funds that a customer sent ahead, so there is never a shortfall to forgive. */
  forgive?: boolean;
  mandate?: string | null;
  off_session?: boolean;
  paid_out_of_band?: boolean;
  payment_method?: string;
  source?: string;
}

/** Pays an invoice; a draft is finalized first. Throws the decline, after it has been told on the invoice. */
export function payInvoice(context: Context, record: InvoiceRecord, how: PayInput): void {
  allow('pay', record.invoice.status);
  if (isProcessing(context.world, record)) throw refuse('payments_pending');
  const method = how.paid_out_of_band ? null : chosenMethod(context, record, how);
  if (record.invoice.status === 'draft') finalizeInvoice(context, record, false);
  if (record.invoice.status === 'paid') return;
  if (how.paid_out_of_band) return payOutside(context, record);
  if (!method) throw refuse('no_payment_method');
  const problem = collect(context, record, method, 'manual');
  if (problem) throw problem;
}

/** Found and checked before anything happens; null is only a problem when there is something to pay. */
function chosenMethod(context: Context, { invoice }: InvoiceRecord, how: PayInput): MethodRecord | null {
  const { mandate, payment_method, source } = how;
  if (payment_method !== undefined && source !== undefined)
    throw refuse('exclusive', { names: 'payment_method, source' }, 'payment_method');
  if (source !== undefined && !isMethod(context, source))
    throw refuse('no_such', { kind: 'source', id: source }, 'source', 400);
  const method = payableMethod(context, invoice, payment_method ?? source);
  if (!method) {
    if (invoice.status === 'draft' && invoice.amount_due > 0) throw refuse('no_payment_method');
    return null;
  }
  const types = payableTypes(invoice);
  // A draft that nothing can pay is refused by its finalization.
  if (types.length > 0) checkMethod({ customer: invoice.customer, payment_method_types: types }, method);
  if (mandate != null && mandate !== method.mandate) throw refuse('bad_mandate');
  return method;
}

/** Sends an invoice; a draft is finalized first, and one that is paid by that is not sent. */
export function sendInvoice(context: Context, record: InvoiceRecord): void {
  allow('send', record.invoice.status);
  if (record.invoice.collection_method !== 'send_invoice') throw refuse('not_sendable');
  if (record.invoice.status === 'draft') finalizeInvoice(context, record);
  if (record.invoice.status === 'open') emit(context, 'invoice.sent', renderInvoice(context, record));
}

export function markUncollectible(context: Context, record: InvoiceRecord): void {
  const { invoice } = record;
  allow('mark_uncollectible', invoice.status);
  refuseWhilePending(context.world, record);
  changeInvoice(context, record, () => {
    invoice.status = 'uncollectible';
    invoice.auto_advance = false;
    invoice.next_payment_attempt = null;
    invoice.status_transitions = { ...invoice.status_transitions, marked_uncollectible_at: context.now };
  });
  emit(context, 'invoice.marked_uncollectible', renderInvoice(context, record));
}

/** Deletes a draft. Its items stay behind, attached to an invoice that is gone, as recorded. */
export function deleteInvoice(context: Context, record: InvoiceRecord): void {
  allow('delete', record.invoice.status);
  const { world } = context;
  emit(context, 'invoice.deleted', renderInvoice(context, record));
  world.invoices.remove(record.id);
  world.waiting.delete(record.id);
  if (record.invoice.number !== null) world.numbers.delete(record.invoice.number);
}
