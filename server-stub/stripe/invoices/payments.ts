/**
 * The payments of an invoice: the default one that finalization makes and that follows what remains to be paid, and
 * those that were attached.
 */
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';
import { isMethodType, typesFor } from '../money/test-methods.js';
import type { Invoice, InvoicePayment, PaymentIntent } from '../objects.js';
import { cancelIntent, createIntent } from '../payments/intents.js';

/** Makes the PaymentIntent of a finalized invoice and the default payment that ties the two. */
export function openPayment(context: Context, record: InvoiceRecord): void {
  const { invoice } = record;
  const intent = createIntent(context, {
    ...record.connect,
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    description: 'Payment for Invoice',
    on_behalf_of: invoice.on_behalf_of,
    payment_method_types: payableTypes(invoice),
  });
  addPayment(context, record, {
    amount: intent.amount,
    isDefault: true,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
  });
}

/** Ties an intent or a payment record to an invoice; `amount` is what is asked of it, in minor units. */
export function addPayment(
  { world, now }: Context,
  record: InvoiceRecord,
  given: { amount: number; isDefault: boolean; payment: InvoicePayment['payment'] },
): InvoicePayment {
  const payment = world.invoicePayments.insert({
    id: world.shared.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: given.amount,
    created: now,
    currency: record.invoice.currency,
    invoice: record.id,
    is_default: given.isDefault,
    livemode: false,
    payment: given.payment,
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
  world.paymentOf.set(given.payment.payment_intent ?? given.payment.payment_record, payment.id);
  record.payments.push(payment.id);
  return payment;
}

/**
 * The types of payment method that an invoice can be paid with: those of its settings, else all that there are, as far
 * as they pay in its currency. What the stand-in has no methods of is taken at its word.
 */
export function payableTypes({ currency, payment_settings }: Invoice): string[] {
  const inCurrency: string[] = typesFor(currency);
  const wanted = payment_settings.payment_method_types;
  return wanted?.filter((type) => inCurrency.includes(type) || !isMethodType(type)) ?? inCurrency;
}

interface OpenPayment {
  payment: InvoicePayment;
  intent: PaymentIntent;
}

/** The payments that are still to be made, oldest first: the default one stands before those that were attached. */
function openPayments(world: World, record: InvoiceRecord): OpenPayment[] {
  return record.payments.flatMap((id) => {
    const payment = world.invoicePayments.get(id);
    const intent = payment && world.intents.get(payment.payment.payment_intent ?? '');
    return payment?.status === 'open' && intent ? [{ payment, intent }] : [];
  });
}

/** The default payment, while it is still to be made. */
export function defaultPayment(world: World, record: InvoiceRecord): OpenPayment | undefined {
  return openPayments(world, record).find(({ payment }) => payment.is_default);
}

/** Whether money for an invoice is on its way. */
export function isProcessing(world: World, record: InvoiceRecord): boolean {
  return openPayments(world, record).some(({ intent }) => intent.status === 'processing');
}

/** An invoice is not closed while money may still come in: it is on its way, or an attached payment is open. */
export function refuseWhilePending(world: World, record: InvoiceRecord): void {
  const pending = openPayments(world, record).some(
    ({ payment, intent }) => !payment.is_default || intent.status === 'processing',
  );
  if (pending) throw refuse('payments_pending');
}

/** Makes the default payment ask for `amount` (minor units). One whose money is on its way stays as it is. */
export function setOpenAmount({ world }: Context, record: InvoiceRecord, amount: number): void {
  const open = defaultPayment(world, record);
  if (!open || open.intent.status === 'processing' || open.intent.amount === amount) return;
  open.payment.amount_requested = amount;
  open.intent.amount = amount;
  // What the bank was asked to authenticate was another amount.
  if (open.intent.status === 'requires_action')
    Object.assign(open.intent, { next_action: null, status: 'requires_confirmation' });
}

/** Cancels what is still open to be paid, unless its money is on its way already. */
export function cancelPayments(context: Context, record: InvoiceRecord, reason: string | null): void {
  for (const { intent } of openPayments(context.world, record)) {
    if (intent.status !== 'processing') cancelIntent(context, intent, reason);
  }
}
