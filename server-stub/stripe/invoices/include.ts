/**
 * What an invoice carries only when asked by `expand`: its payments and the secret that a page pays with;
 * and what a charge carries only then, its refunds.
 */
import type { InvoicePayment } from '../objects.js';
import type { Context } from '../core/world.js';

const LISTED = 10;

export function includePayments(context: Context, invoiceId: string): object {
  const payments = paymentsOf(context, invoiceId);
  return {
    object: 'list',
    data: JSON.parse(JSON.stringify(payments.slice(0, LISTED))) as object[],
    has_more: payments.length > LISTED,
    total_count: payments.length,
    url: `/v1/invoice_payments?invoice=${invoiceId}`,
  };
}

export function includeConfirmationSecret(context: Context, invoiceId: string): object | null {
  const payment = paymentsOf(context, invoiceId).find((candidate) => candidate.is_default);
  const intent = payment && context.world.intents.get(payment.payment.payment_intent ?? '');
  return intent ? { client_secret: intent.client_secret, type: 'payment_intent' } : null;
}

/** The refunds of a charge, newest first. */
export function includeRefunds({ world }: Context, chargeId: string): object {
  const refunds = [...world.refunds.newestFirst()].filter(({ charge }) => charge === chargeId);
  return {
    object: 'list',
    data: JSON.parse(JSON.stringify(refunds.slice(0, LISTED))) as object[],
    has_more: refunds.length > LISTED,
    total_count: refunds.length,
    url: `/v1/charges/${chargeId}/refunds`,
  };
}

/** The payments of an invoice, newest first. */
function paymentsOf({ world }: Context, invoiceId: string): InvoicePayment[] {
  const ids = world.invoices.get(invoiceId)?.payments ?? [];
  return ids.flatMap((id) => world.invoicePayments.get(id) ?? []).reverse();
}
