/** Charges: one for each attempt that reached the card or the bank. */
import type { Context, MethodRecord } from '../core/world.js';
import type { Charge, PaymentIntent } from '../objects.js';

/** What is known of a charge by what became of it. */
function outcome(status: Charge['status'], amount: number, why?: { code?: string; message?: string }) {
  const failed = status === 'failed';
  return {
    amount_captured: failed ? 0 : amount,
    captured: !failed,
    failure_code: why?.code ?? null,
    failure_message: why?.message ?? null,
    paid: status === 'succeeded',
    status,
  } satisfies Partial<Charge>;
}

/** Makes the charge of an attempt and ties the intent to it; `why` is the reason of a failure. */
export function createCharge(
  { world, now }: Context,
  intent: PaymentIntent,
  { method, mandate }: MethodRecord,
  status: Charge['status'],
  why?: { code?: string; message?: string },
): Charge {
  const charge = world.charges.insert({
    id: world.shared.newId(method.type === 'card' ? 'ch' : 'py'),
    object: 'charge',
    amount: intent.amount,
    amount_refunded: 0,
    ...outcome(status, intent.amount, why),
    created: now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    livemode: false,
    metadata: { ...intent.metadata },
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      type: method.type,
      [method.type]: { ...method[method.type], ...(mandate !== null && { mandate }) },
    },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
  });
  intent.latest_charge = charge.id;
  return charge;
}

/** A pending charge that came to its end. */
export function settleCharge(
  charge: Charge,
  status: Exclude<Charge['status'], 'pending'>,
  why?: { code?: string; message?: string },
): void {
  Object.assign(charge, outcome(status, charge.amount, why));
}
