/**
 * What a try to pay an intent comes to: paid, declined, or waiting for the customer. Events follow the recorded order:
 * payment first, then the invoice. An `attempt` of null is one that its invoice has counted already.
 */
import { emit } from '../core/events.js';
import { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import type { Context, MethodRecord } from '../core/world.js';
import {
  bouncedAttempt,
  countAttempt,
  failedAttempt,
  unauthenticatedAttempt,
  type Attempt,
} from '../invoices/attempts.js';
import { creditInvoice, markPaid } from '../invoices/receive.js';
import type { Charge, PaymentIntent } from '../objects.js';
import { createCharge } from './charges.js';
import { invoiceOf } from './intents.js';

/** The charge went through: the intent is paid, and what it pays is credited. */
export function succeed(
  context: Context,
  intent: PaymentIntent,
  charge: Charge,
  attempt: Attempt | null,
): void {
  Object.assign(intent, {
    amount_received: intent.amount,
    last_payment_error: null,
    next_action: null,
    payment_method: charge.payment_method,
    status: 'succeeded',
  } satisfies Partial<PaymentIntent>);
  const paid = invoiceOf(context.world, intent);
  if (paid) markPaid(context, paid.payment, intent.amount_received);
  emit(context, 'charge.succeeded', charge);
  emit(context, 'payment_intent.succeeded', intent);
  if (!paid) return;
  creditInvoice(context, paid.record, intent.amount_received, {
    also: () => {
      if (attempt && paid.payment.is_default) countAttempt(paid.record.invoice, attempt);
    },
  });
}

/** Puts an intent back to where it wants another payment method, and tells why. */
export function fail(context: Context, intent: PaymentIntent, { method }: MethodRecord, why: Problem): void {
  Object.assign(intent, {
    last_payment_error: { ...why.toError(null), payment_method: structuredClone(method) },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  } satisfies Partial<PaymentIntent>);
  emit(context, 'payment_intent.payment_failed', intent);
}

/** The invoice of an intent hears that its attempt failed. */
export function failInvoice(context: Context, intent: PaymentIntent, attempt: Attempt | null): void {
  const of = invoiceOf(context.world, intent);
  if (!of?.payment.is_default) return;
  if (attempt) failedAttempt(context, of.record, attempt);
  else bouncedAttempt(context, of.record);
}

/** The card is charged and declined. */
export function decline(
  context: Context,
  intent: PaymentIntent,
  method: MethodRecord,
  attempt: Attempt | null,
): Problem {
  const { code = 'card_declined', decline_code, message = 'Your card was declined.' } = method.test;
  const charge = createCharge(context, intent, method, 'failed', { code, message });
  emit(context, 'charge.failed', charge);
  const problem = new Problem({
    status: 402,
    type: 'card_error',
    code,
    message,
    charge: charge.id,
    ...(decline_code !== undefined && { decline_code }),
  });
  fail(context, intent, method, problem);
  failInvoice(context, intent, attempt);
  return withObjects(problem, intent, method);
}

/** The card wants its holder, who is not there. */
export function declineAbsent(context: Context, intent: PaymentIntent, method: MethodRecord): Problem {
  const { fields } = refuse('authentication_required');
  const problem = new Problem({ ...fields, decline_code: 'authentication_required' });
  fail(context, intent, method, problem);
  return withObjects(problem, intent, method);
}

/** A problem with what it happened to, as a card error carries it. */
function withObjects({ fields }: Problem, intent: PaymentIntent, { method }: MethodRecord): Problem {
  return new Problem({
    ...fields,
    payment_intent: structuredClone(intent),
    payment_method: structuredClone(method),
  });
}

/** The card wants its holder, and the intent waits for them. */
export function requireAction(
  context: Context,
  intent: PaymentIntent,
  { id }: MethodRecord,
  attempt: Attempt,
): Problem {
  Object.assign(intent, {
    next_action: { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } },
    payment_method: id,
    status: 'requires_action',
  } satisfies Partial<PaymentIntent>);
  emit(context, 'payment_intent.requires_action', intent);
  const of = invoiceOf(context.world, intent);
  if (of?.payment.is_default) unauthenticatedAttempt(context, of.record, attempt);
  return refuse('requires_action');
}
