/**
 * PaymentIntents apart from their payment: made, looked at from an invoice, and cancelled.
 */
import { emit } from '../core/events.js';
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';
import { settleCharge } from './charges.js';
import type { InvoicePayment, PaymentIntent } from '../objects.js';

type Given = Pick<PaymentIntent, 'amount' | 'currency' | 'customer' | 'payment_method_types'> &
  Partial<PaymentIntent>;

/** Makes an intent and tells of it. */
export function createIntent(context: Context, given: Given): PaymentIntent {
  const { world, now } = context;
  const id = world.shared.newId('pi');
  const intent = world.intents.insert({
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_received: 0,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_${world.shared.newId('secret')}`,
    confirmation_method: 'automatic',
    created: now,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    receipt_email: null,
    setup_future_usage: null,
    statement_descriptor: null,
    status: 'requires_payment_method',
    transfer_data: null,
    ...given,
  });
  emit(context, 'payment_intent.created', intent);
  return intent;
}

/** The invoice payment that an intent makes, with its invoice; null for an intent on its own. */
export function invoiceOf(
  world: World,
  intent: PaymentIntent,
): { payment: InvoicePayment; record: InvoiceRecord } | null {
  const payment = world.invoicePayments.get(world.paymentOf.get(intent.id) ?? '');
  const record = payment && world.invoices.get(payment.invoice);
  return record ? { payment, record } : null;
}

/** Whether an intent can still be confirmed, and its amount changed. */
export function isUnpaid({ status }: PaymentIntent): boolean {
  return (
    status === 'requires_payment_method' || status === 'requires_confirmation' || status === 'requires_action'
  );
}

/** Cancels an intent, with the charge that may be on its way and the invoice payment that waits for it. */
export function cancelIntent(context: Context, intent: PaymentIntent, reason: string | null): void {
  const { world, now } = context;
  const processing = intent.status === 'processing';
  if (!processing && !isUnpaid(intent)) throw refuse('intent_not_canceled', { status: intent.status });
  const charge = processing ? world.charges.get(intent.latest_charge ?? '') : undefined;
  world.settling.delete(intent.id);
  Object.assign(intent, {
    canceled_at: now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  } satisfies Partial<PaymentIntent>);
  const payment = invoiceOf(world, intent)?.payment;
  if (payment) {
    payment.status = 'canceled';
    payment.status_transitions = { canceled_at: now, paid_at: null };
  }
  if (charge) {
    settleCharge(charge, 'failed');
    emit(context, 'charge.failed', charge);
  }
  emit(context, 'payment_intent.canceled', intent);
}
