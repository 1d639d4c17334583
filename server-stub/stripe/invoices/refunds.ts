/**
 * Refunds: what goes back of a charge. The money of an invoice may lie in several charges; it goes back newest first.
 * A refund does not touch the invoice.
 */
import { formatMoney } from '../../../src/invoice/money.js';
import { changeAndEmit, emit } from '../core/events.js';
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';
import type { Charge, Refund } from '../objects.js';

/** What is to go back of one charge, in minor units of its currency. */
export interface RefundPart {
  charge: Charge;
  amount: number;
}

export const unrefunded = (charge: Charge): number => charge.amount_captured - charge.amount_refunded;

/** The charges that an invoice was paid with, newest first. */
export function chargesOf({ world }: Context, record: InvoiceRecord): Charge[] {
  return record.payments.flatMap((id) => chargeOfPayment(world, id) ?? []).reverse();
}

function chargeOfPayment(world: World, paymentId: string): Charge | null {
  const payment = world.invoicePayments.get(paymentId);
  if (payment?.status !== 'paid') return null;
  return successfulCharge(world, payment.payment.payment_intent ?? '');
}

/** The charge that an intent succeeded with, or null. */
export function successfulCharge(world: World, intentId: string): Charge | null {
  const charge = world.charges.get(world.intents.get(intentId)?.latest_charge ?? '');
  return charge?.status === 'succeeded' ? charge : null;
}

/** How an amount is taken from charges, each as far as it goes; refuses more than all of them have left. */
export function planRefunds(charges: Charge[], amount: number, param: string): RefundPart[] {
  const left = charges.reduce((all, charge) => all + unrefunded(charge), 0);
  const newest = charges[0];
  if (!newest) throw refuse('invoice_without_charge');
  if (left === 0) throw refuse('already_refunded', { id: newest.id });
  if (amount > left) {
    const money = (value: number) => formatMoney(value, newest.currency, 'en');
    throw refuse('refund_too_high', { amount: money(amount), left: money(left) }, param);
  }
  let open = amount;
  return charges.flatMap((charge) => {
    const part = Math.min(open, unrefunded(charge));
    open -= part;
    return part > 0 ? [{ charge, amount: part }] : [];
  });
}

/** Gives money back and tells it, the charge first. */
export function makeRefund(
  context: Context,
  { charge, amount }: RefundPart,
  given: Partial<Pick<Refund, 'metadata' | 'reason'>> = {},
): Refund {
  const { world, now } = context;
  const refund = world.refunds.insert({
    id: world.shared.newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: given.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  });
  changeAndEmit(context, 'charge.refunded', charge, {
    amount_refunded: charge.amount_refunded + amount,
    refunded: unrefunded(charge) === amount,
  });
  emit(context, 'refund.created', refund);
  return refund;
}
