/**
 * Crediting a payment to its invoice: `amount_paid` grows, the default payment asks for what remains, and once nothing
 * does the invoice is paid. What was paid too much becomes the customer's credit.
 */
import { emit } from '../core/events.js';
import type { Context, InvoiceRecord } from '../core/world.js';
import type { InvoicePayment } from '../objects.js';
import { moveBalance } from './balance.js';
import { changeInvoice, settle } from './change.js';
import { cancelPayments, setOpenAmount } from './payments.js';
import { renderInvoice } from './render.js';

/** Marks an invoice's payment as made, over `amount` (minor units). Crediting the invoice comes after the payment told its part. */
export function markPaid(context: Context, payment: InvoicePayment, amount: number): void {
  Object.assign(payment, {
    amount_paid: amount,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: context.now },
  } satisfies Partial<InvoicePayment>);
  emit(context, 'invoice_payment.paid', payment);
}

interface How {
  /** Money that did not go through Stripe: such an invoice was paid, but no payment on it succeeded. */
  outside?: boolean;
  /** What changes on the invoice along with it. */
  also?: () => void;
}

/** Credits `amount` (minor units) to an invoice and tells what becomes of it. */
export function creditInvoice(
  context: Context,
  record: InvoiceRecord,
  amount: number,
  { outside = false, also }: How = {},
): void {
  const { invoice } = record;
  const credited = Math.min(amount, invoice.amount_remaining);
  const excess = amount - credited;
  const wasPaid = invoice.status === 'paid';
  changeInvoice(context, record, () => {
    also?.();
    invoice.amount_paid += credited;
    invoice.amount_remaining -= credited;
    invoice.amount_overpaid += excess;
    if (outside) invoice.amount_paid_off_stripe = (invoice.amount_paid_off_stripe ?? 0) + credited;
    if (invoice.amount_remaining === 0 && !wasPaid) settle(invoice, context.now);
  });
  if (excess > 0) giveCredit(context, record, excess);
  if (invoice.amount_remaining > 0) return setOpenAmount(context, record, invoice.amount_remaining);
  if (wasPaid) return;
  emit(context, 'invoice.paid', renderInvoice(context, record));
  if (!outside) emit(context, 'invoice.payment_succeeded', renderInvoice(context, record));
  if (invoice.amount_overpaid > 0) emit(context, 'invoice.overpaid', renderInvoice(context, record));
  cancelPayments(context, record, null);
}

function giveCredit(context: Context, { invoice }: InvoiceRecord, excess: number): void {
  const customer = context.world.customers.get(invoice.customer);
  if (!customer || customer.deleted || (customer.currency ?? invoice.currency) !== invoice.currency) return;
  moveBalance(context, customer, -excess, invoice.currency, {
    type: 'invoice_overpaid',
    invoice: invoice.id,
  });
}

/** Paid outside Stripe: all that remains, and no attempt is counted. */
export function payOutside(context: Context, record: InvoiceRecord): void {
  creditInvoice(context, record, record.invoice.amount_remaining, { outside: true });
}
