/** Collecting what remains of an invoice, with a payment method or from outside Stripe. */
import type { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, MethodRecord } from '../core/world.js';
import { confirmIntent } from '../payments/confirm.js';
import type { Attempt } from './attempts.js';
import { defaultPayment } from './payments.js';

/** Charges what remains. Returns the problem when the method is declined or wants the customer; the invoice stays open. */
export function collect(
  context: Context,
  record: InvoiceRecord,
  method: MethodRecord,
  attempt: Attempt,
): Problem | null {
  const open = defaultPayment(context.world, record);
  if (!open) throw refuse('not_open');
  return confirmIntent(context, open.intent, method, { attempt });
}
