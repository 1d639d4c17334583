/** What the tests of credit notes share. */
import assert from 'node:assert/strict';
import type Stripe from 'stripe';
import { newDraft } from './support.js';

/** An open invoice with one line of this amount. */
export async function opened(
  stripe: Stripe,
  amount: number,
  params: Partial<Stripe.InvoiceCreateParams> = {},
): Promise<Stripe.Invoice> {
  return stripe.invoices.finalizeInvoice((await newDraft(stripe, amount, params)).id);
}

/** One that was paid by card. */
export async function paid(stripe: Stripe, amount: number): Promise<Stripe.Invoice> {
  return stripe.invoices.pay((await newDraft(stripe, amount)).id, { payment_method: 'pm_card_visa' });
}

/** What credit notes change on an invoice, and what they leave. */
export const amounts = (invoice: Stripe.Invoice) => ({
  status: invoice.status,
  due: invoice.amount_due,
  paid: invoice.amount_paid,
  remaining: invoice.amount_remaining,
  pre: invoice.pre_payment_credit_notes_amount,
  post: invoice.post_payment_credit_notes_amount,
});

/** Its newest payment, with intent and charge. */
export async function paymentOf(stripe: Stripe, invoice: string) {
  const { data } = await stripe.invoicePayments.list({
    invoice,
    expand: ['data.payment.payment_intent.latest_charge'],
  });
  const payment = data[0];
  assert.ok(payment);
  return { payment, intent: payment.payment.payment_intent as Stripe.PaymentIntent };
}
