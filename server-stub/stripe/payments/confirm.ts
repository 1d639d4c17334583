/** Confirming an intent: a payment method is tried on it. */
import type { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import type { Context, MethodRecord } from '../core/world.js';
import type { Attempt } from '../invoices/attempts.js';
import type { PaymentIntent } from '../objects.js';
import { createCharge } from './charges.js';
import { startDebit } from './debits.js';
import { invoiceOf, isUnpaid } from './intents.js';
import { decline, declineAbsent, requireAction, succeed } from './outcomes.js';

interface How {
  /** Default `manual`. */
  attempt?: Attempt;
  /** The customer is not there to authenticate; an invoice waits for them nevertheless. */
  offSession?: boolean;
}

/**
 * Tries a payment method. Returns the problem when it is declined or wants the customer, after that has been told;
 * throws when it may not pay this intent at all, with nothing changed.
 */
export function confirmIntent(
  context: Context,
  intent: PaymentIntent,
  method: MethodRecord,
  { attempt = 'manual', offSession = false }: How = {},
): Problem | null {
  if (!isUnpaid(intent)) throw refuse('intent_not_confirmed', { status: intent.status });
  checkMethod(intent, method);
  switch (method.test.outcome) {
    case 'succeeds':
      succeed(context, intent, createCharge(context, intent, method, 'succeeded'), attempt);
      return null;
    case 'declined':
      return decline(context, intent, method, attempt);
    case 'requires_action':
      if (offSession && !invoiceOf(context.world, intent)) return declineAbsent(context, intent, method);
      return requireAction(context, intent, method, attempt);
    case 'processing':
      startDebit(context, intent, method, attempt);
      return null;
  }
}

/** Refuses a payment method that may not pay an intent: of a type that is not among those allowed, or somebody else's. */
export function checkMethod(
  { customer, payment_method_types }: Pick<PaymentIntent, 'customer' | 'payment_method_types'>,
  { method }: MethodRecord,
): void {
  if (!payment_method_types.includes(method.type))
    throw refuse('method_not_allowed', { type: method.type, types: payment_method_types.join(', ') });
  if (method.customer === null || method.customer === customer) return;
  if (customer === null) throw refuse('attached_elsewhere', { id: method.id, customer: method.customer });
  throw refuse('not_attached', { id: method.id, customer });
}
