/**
 * Paying: the PaymentIntent that finalization makes, attempts with test cards, payment outside Stripe, cancelling.
 * Events follow the recorded order: payment first, then the invoice.
 */
import { emit } from '../core/events.js';
import { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, MethodRecord } from '../core/world.js';
import type { Charge, InvoicePayment, PaymentIntent } from '../objects.js';
import { changeInvoice, settle } from './change.js';
import { renderInvoice } from './render.js';

/** Makes the PaymentIntent of a finalized invoice and the payment that ties the two. */
export function openPayment(context: Context, record: InvoiceRecord): void {
  const { world, now } = context;
  const { invoice } = record;
  const id = world.shared.newId('pi');
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    amount: invoice.amount_due,
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_${world.shared.newId('secret')}`,
    confirmation_method: 'automatic',
    created: now,
    currency: invoice.currency,
    customer: invoice.customer,
    description: 'Payment for Invoice',
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: {},
    next_action: null,
    payment_method: null,
    payment_method_types: invoice.payment_settings.payment_method_types ?? ['card'],
    receipt_email: null,
    setup_future_usage: null,
    status: 'requires_payment_method',
  };
  world.intents.insert(intent);
  emit(context, 'payment_intent.created', intent);
  const payment = world.invoicePayments.insert({
    id: world.shared.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
  record.payments.push(payment.id);
}

/** The payment that is still to be made, with its intent. */
function pending(
  context: Context,
  record: InvoiceRecord,
): { payment: InvoicePayment; intent: PaymentIntent } {
  for (const id of record.payments) {
    const payment = context.world.invoicePayments.get(id);
    const intent = payment && context.world.intents.get(payment.payment.payment_intent);
    if (payment?.status === 'open' && intent) return { payment, intent };
  }
  throw refuse('not_open');
}

/** Days between automatic attempts; after the last one the invoice is left to people. */
const RETRY_DAYS = [3, 5, 7];

/** `manual` is a call or a customer; only automatic retries count up `attempt_count`. */
export type Attempt = 'manual' | 'automatic';

/** Charges what remains. Returns the problem when the card is declined or wants the customer; the invoice stays open. */
export function collect(
  context: Context,
  record: InvoiceRecord,
  method: MethodRecord,
  attempt: Attempt,
): Problem | null {
  const { payment, intent } = pending(context, record);
  if (method.card.outcome === 'requires_action')
    return requireAction(context, record, intent, method, attempt);
  const charge = chargeOf(context, intent, method);
  if (method.card.outcome === 'declined') return decline(context, record, intent, method, charge, attempt);

  const { now } = context;
  Object.assign(payment, {
    amount_paid: intent.amount,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: now },
  } satisfies Partial<InvoicePayment>);
  Object.assign(intent, {
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  } satisfies Partial<PaymentIntent>);
  emit(context, 'invoice_payment.paid', payment);
  emit(context, 'charge.succeeded', charge);
  emit(context, 'payment_intent.succeeded', intent);
  changeInvoice(context, record, () => {
    countAttempt(context, record, attempt);
    record.invoice.amount_paid += intent.amount;
    record.invoice.amount_remaining -= intent.amount;
    settle(record.invoice, now);
  });
  emit(context, 'invoice.paid', renderInvoice(context, record));
  emit(context, 'invoice.payment_succeeded', renderInvoice(context, record));
  return null;
}

function decline(
  context: Context,
  record: InvoiceRecord,
  intent: PaymentIntent,
  method: MethodRecord,
  charge: Charge,
  attempt: Attempt,
): Problem {
  const { code = 'card_declined', decline_code, message = 'Your card was declined.' } = method.card;
  const reason = { code, message, charge: charge.id, ...(decline_code && { decline_code }) };
  const problem = (extra: object) => new Problem({ status: 402, type: 'card_error', ...reason, ...extra });
  Object.assign(intent, {
    last_payment_error: problem({ payment_method: method.method }).toError(null),
    latest_charge: charge.id,
    payment_method: null,
    status: 'requires_payment_method',
  } satisfies Partial<PaymentIntent>);
  emit(context, 'charge.failed', charge);
  emit(context, 'payment_intent.payment_failed', intent);
  failedAttempt(context, record, attempt);
  return problem({ payment_intent: structuredClone(intent), payment_method: method.method });
}

/** An attempt that brought nothing: counted and told; the invoice stays open. */
export function failedAttempt(context: Context, record: InvoiceRecord, attempt: Attempt): void {
  changeInvoice(context, record, () => countAttempt(context, record, attempt));
  emit(context, 'invoice.payment_failed', renderInvoice(context, record));
}

function requireAction(
  context: Context,
  record: InvoiceRecord,
  intent: PaymentIntent,
  method: MethodRecord,
  attempt: Attempt,
): Problem {
  Object.assign(intent, {
    next_action: { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } },
    payment_method: method.id,
    status: 'requires_action',
  } satisfies Partial<PaymentIntent>);
  emit(context, 'payment_intent.requires_action', intent);
  changeInvoice(context, record, () => countAttempt(context, record, attempt));
  emit(context, 'invoice.payment_action_required', renderInvoice(context, record));
  return refuse('requires_action');
}

function countAttempt(context: Context, { invoice }: InvoiceRecord, attempt: Attempt): void {
  invoice.attempted = true;
  if (attempt === 'manual') {
    invoice.attempt_count = Math.max(1, invoice.attempt_count);
    return;
  }
  const days = RETRY_DAYS[invoice.attempt_count];
  invoice.attempt_count += 1;
  invoice.next_payment_attempt = days === undefined ? null : context.now + days * 86400;
}

function chargeOf(context: Context, intent: PaymentIntent, { id, card }: MethodRecord): Charge {
  const succeeded = card.outcome === 'succeeds';
  return context.world.charges.insert({
    id: context.world.shared.newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: succeeded ? intent.amount : 0,
    amount_refunded: 0,
    captured: succeeded,
    created: context.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: succeeded ? null : (card.code ?? 'card_declined'),
    failure_message: succeeded ? null : (card.message ?? null),
    livemode: false,
    metadata: {},
    paid: succeeded,
    payment_intent: intent.id,
    payment_method: id,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    status: succeeded ? 'succeeded' : 'failed',
  });
}

/** Paid outside Stripe: no attempt is counted, and the intent is cancelled after the invoice has told its part. */
export function payOutside(context: Context, record: InvoiceRecord): void {
  const { invoice } = record;
  changeInvoice(context, record, () => {
    invoice.amount_paid_off_stripe = (invoice.amount_paid_off_stripe ?? 0) + invoice.amount_remaining;
    invoice.amount_paid = invoice.amount_due;
    invoice.amount_remaining = 0;
    settle(invoice, context.now);
  });
  emit(context, 'invoice.paid', renderInvoice(context, record));
  cancelPayments(context, record, null);
}

/** Lets the default payment ask for what remains, after a credit note changed that. */
export function requestRemaining(context: Context, record: InvoiceRecord): void {
  for (const { payment, intent } of openPayments(context, record)) {
    if (!payment.is_default) continue;
    payment.amount_requested = record.invoice.amount_remaining;
    intent.amount = record.invoice.amount_remaining;
  }
}

/** Whether money is on its way already, so that the amount must not change. */
export function paymentUnderWay(context: Context, record: InvoiceRecord): boolean {
  return openPayments(context, record).some(({ intent }) => intent.status === 'processing');
}

function openPayments(
  { world }: Context,
  record: InvoiceRecord,
): { payment: InvoicePayment; intent: PaymentIntent }[] {
  return record.payments.flatMap((id) => {
    const payment = world.invoicePayments.get(id);
    const intent = payment && world.intents.get(payment.payment.payment_intent);
    return payment?.status === 'open' && intent ? [{ payment, intent }] : [];
  });
}

/** Cancels what is still open to be paid. */
export function cancelPayments(context: Context, record: InvoiceRecord, reason: string | null): void {
  for (const id of record.payments) {
    const payment = context.world.invoicePayments.get(id);
    const intent = payment && context.world.intents.get(payment.payment.payment_intent);
    if (payment?.status !== 'open' || !intent) continue;
    payment.status = 'canceled';
    payment.status_transitions = { canceled_at: context.now, paid_at: null };
    Object.assign(intent, {
      canceled_at: context.now,
      cancellation_reason: reason,
      next_action: null,
      status: 'canceled',
    });
    emit(context, 'payment_intent.canceled', intent);
  }
}
