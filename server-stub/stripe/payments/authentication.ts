/** The end of an authentication: the customer has confirmed the payment at the bank, or has failed to. */
import type { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import type { Context } from '../core/world.js';
import type { PaymentIntent } from '../objects.js';
import { createCharge } from './charges.js';
import { decline, fail, failInvoice, succeed } from './outcomes.js';

export type Authentication = 'succeed' | 'fail';

/** Ends what an intent waits for. Returns why it was not paid, or null; throws when it waits for nothing. */
export function endAuthentication(
  context: Context,
  intent: PaymentIntent,
  how: Authentication,
): Problem | null {
  const method = context.world.paymentMethods.get(intent.payment_method ?? '');
  if (intent.status !== 'requires_action' || !method)
    throw new TypeError(`${intent.id} is ${intent.status} and waits for no authentication.`);
  if (how === 'fail') {
    const problem = refuse('authentication_failed');
    fail(context, intent, method, problem);
    failInvoice(context, intent, null);
    return problem;
  }
  if (method.test.code !== undefined) return decline(context, intent, method, null);
  succeed(context, intent, createCharge(context, intent, method, 'succeeded'), null);
  return null;
}
