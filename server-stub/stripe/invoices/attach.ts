/**
 * `attach_payment`: an intent, or the record of a payment made elsewhere, becomes a payment of an invoice. What is paid
 * already is credited at once, an intent that is not yet when it succeeds.
 */
import { must } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import { allow } from '../core/transitions.js';
import type { Context, InvoiceRecord } from '../core/world.js';
import { creditInvoice, markPaid } from './receive.js';
import { addPayment } from './payments.js';

export function attachPayment(
  context: Context,
  record: InvoiceRecord,
  what: { payment_intent?: string | undefined; payment_record?: string | undefined },
): void {
  const { payment_intent: intentId, payment_record: recordId } = what;
  if (intentId !== undefined && recordId !== undefined)
    throw refuse('exclusive', { names: 'payment_intent, payment_record' });
  allow('attach_payment', record.invoice.status);
  if (intentId !== undefined) attachIntent(context, record, intentId);
  else if (recordId !== undefined) attachRecord(context, record, recordId);
  else throw refuse('attach_needs_one');
}

function attachIntent(context: Context, record: InvoiceRecord, id: string): void {
  const intent = must(context.world.intents, 'payment_intent', id, 'payment_intent', 400);
  checkFits(context, record, {
    kind: 'payment_intent',
    id,
    currency: intent.currency,
    customer: intent.customer,
  });
  if (intent.status === 'canceled') throw unattachable('payment_intent', id, 'was canceled');
  const payment = addPayment(context, record, {
    amount: intent.amount,
    isDefault: false,
    payment: { payment_intent: id, type: 'payment_intent' },
  });
  if (intent.status !== 'succeeded') return;
  markPaid(context, payment, intent.amount_received);
  creditInvoice(context, record, intent.amount_received);
}

function attachRecord(context: Context, record: InvoiceRecord, id: string): void {
  const reported = must(context.world.paymentRecords, 'payment_record', id, 'payment_record', 400);
  const { currency, value } = reported.amount_guaranteed;
  // Whoever reports a payment need not say who made it.
  const customer = reported.customer_details?.customer ?? record.invoice.customer;
  checkFits(context, record, { kind: 'payment_record', id, currency, customer });
  if (value === 0) throw unattachable('payment_record', id, 'is not guaranteed');
  const payment = addPayment(context, record, {
    amount: value,
    isDefault: false,
    payment: { payment_record: id, type: 'payment_record' },
  });
  markPaid(context, payment, value);
  creditInvoice(context, record, value, { outside: true });
}

interface Attached {
  kind: 'payment_intent' | 'payment_record';
  id: string;
  currency: string;
  customer: string | null;
}

function checkFits(
  { world }: Context,
  { invoice }: InvoiceRecord,
  { kind, id, currency, customer }: Attached,
): void {
  if (world.paymentOf.has(id)) throw unattachable(kind, id, 'is already attached to an invoice');
  if (currency !== invoice.currency) throw refuse('attach_mismatch', { kind, id, what: 'currency' }, kind);
  if (customer !== invoice.customer) throw refuse('attach_mismatch', { kind, id, what: 'customer' }, kind);
}

const unattachable = (kind: Attached['kind'], id: string, why: string) =>
  refuse('attach_state', { kind, id, why }, kind);
