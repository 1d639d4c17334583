/**
 * Bank debits: the money is on its way for a while, and then it arrives or comes back.
 */
import { emit } from '../core/events.js';
import { Problem } from '../core/problem.js';
import type { Context, MethodRecord } from '../core/world.js';
import { pendingAttempt, type Attempt } from '../invoices/attempts.js';
import { cancelPayments, setOpenAmount } from '../invoices/payments.js';
import type { Charge, PaymentIntent } from '../objects.js';
import { createCharge, settleCharge } from './charges.js';
import { invoiceOf } from './intents.js';
import { fail, failInvoice, succeed } from './outcomes.js';

/** Seconds by the stub's clock for which a bank debit stays `processing`; `pm_usBankAccount_processing` stays so for ever. */
export const DEBIT_SECONDS = 180;

export function startDebit(
  context: Context,
  intent: PaymentIntent,
  method: MethodRecord,
  attempt: Attempt,
): void {
  const charge = createCharge(context, intent, method, 'pending');
  Object.assign(intent, {
    last_payment_error: null,
    next_action: null,
    payment_method: method.id,
    status: 'processing',
  } satisfies Partial<PaymentIntent>);
  const stays = method.test.outcome === 'processing' && method.test.stays === true;
  if (!stays) context.world.settling.set(intent.id, context.now + DEBIT_SECONDS);
  emit(context, 'charge.pending', charge);
  emit(context, 'payment_intent.processing', intent);
  const of = invoiceOf(context.world, intent);
  if (of?.payment.is_default) pendingAttempt(context, of.record, attempt);
}

/** The debit of an intent comes to its end. */
export function settleDebit(context: Context, intentId: string): void {
  const { world } = context;
  world.settling.delete(intentId);
  const intent = world.intents.get(intentId);
  const charge = world.charges.get(intent?.latest_charge ?? '');
  const method = world.paymentMethods.get(charge?.payment_method ?? '');
  if (!intent || !charge || !method) return;
  if (method.test.code !== undefined) return bounce(context, intent, method, charge);
  settleCharge(charge, 'succeeded');
  succeed(context, intent, charge, null);
}

function bounce(context: Context, intent: PaymentIntent, method: MethodRecord, charge: Charge): void {
  const { code = '', message = '' } = method.test;
  settleCharge(charge, 'failed', { code, message });
  emit(context, 'charge.failed', charge);
  const why = { status: 402, type: 'invalid_request_error', code, message, charge: charge.id } as const;
  fail(context, intent, method, new Problem(why));
  const of = invoiceOf(context.world, intent);
  // Something else may have been paid, in part or all of it, while the money was on its way.
  if (of?.record.invoice.status === 'paid') return cancelPayments(context, of.record, null);
  if (of) setOpenAmount(context, of.record, of.record.invoice.amount_remaining);
  failInvoice(context, intent, null);
}
