/**
 * What a try to pay does to its invoice: it is counted, retried on a schedule, and told. Only the default payment of
 * an invoice is a try of it; an attached one fails on its own.
 */
import { emit } from '../core/events.js';
import type { Context, InvoiceRecord } from '../core/world.js';
import type { Invoice } from '../objects.js';
import { changeInvoice } from './change.js';
import { renderInvoice } from './render.js';

/** `manual` is a call or a customer; only automatic retries count up `attempt_count`. */
export type Attempt = 'manual' | 'automatic';

/** Days between automatic attempts; after the last one the invoice is left to people. */
const RETRY_DAYS = [3, 5, 7];
const DAY = 86_400;

export function countAttempt(invoice: Invoice, attempt: Attempt): void {
  invoice.attempted = true;
  invoice.attempt_count =
    attempt === 'automatic' ? invoice.attempt_count + 1 : Math.max(1, invoice.attempt_count);
}

function planRetry(invoice: Invoice, now: number): void {
  const days = RETRY_DAYS[invoice.attempt_count - 1];
  invoice.next_payment_attempt = days === undefined ? null : now + days * DAY;
}

/** An attempt that brought nothing; the invoice stays open. */
export function failedAttempt(context: Context, record: InvoiceRecord, attempt: Attempt): void {
  endAttempt(context, record, attempt, 'invoice.payment_failed');
}

/** An attempt that waits for the customer. */
export function unauthenticatedAttempt(context: Context, record: InvoiceRecord, attempt: Attempt): void {
  endAttempt(context, record, attempt, 'invoice.payment_action_required');
}

function endAttempt(context: Context, record: InvoiceRecord, attempt: Attempt, event: string): void {
  changeInvoice(context, record, () => {
    countAttempt(record.invoice, attempt);
    if (attempt === 'automatic') planRetry(record.invoice, context.now);
  });
  emit(context, event, renderInvoice(context, record));
}

/** An attempt whose money is on its way: nothing else is tried until it is there, or failed. */
export function pendingAttempt(context: Context, record: InvoiceRecord, attempt: Attempt): void {
  changeInvoice(context, record, () => {
    countAttempt(record.invoice, attempt);
    record.invoice.next_payment_attempt = null;
  });
}

/** An attempt that had to wait failed in the end: what collects by itself tries again on its schedule. */
export function bouncedAttempt(context: Context, record: InvoiceRecord): void {
  const { invoice } = record;
  const collects = invoice.auto_advance && invoice.collection_method === 'charge_automatically';
  changeInvoice(context, record, () => {
    if (collects && invoice.next_payment_attempt === null) planRetry(invoice, context.now);
  });
  emit(context, 'invoice.payment_failed', renderInvoice(context, record));
}

/** Moves a retry that meets money on its way to the next day. */
export function postponeAttempt(context: Context, record: InvoiceRecord): void {
  changeInvoice(context, record, () => {
    record.invoice.next_payment_attempt = context.now + DAY;
  });
}
