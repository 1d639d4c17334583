/**
 * What older versions embedded or named, and the newest only refers to: found in the world by what is still there.
 */
import type { World } from '../core/world.js';
import type { Charge, PaymentIntent, TaxRate, Tax, WireInvoice } from '../objects.js';

/** The intent of an invoice: of its default payment, from finalization on. */
export function intentOf(world: World, invoice: WireInvoice): PaymentIntent | undefined {
  if (invoice.status === 'draft') return undefined;
  const payments = world.invoices.get(invoice.id)?.payments ?? [];
  const payment = payments
    .flatMap((id) => world.invoicePayments.get(id) ?? [])
    .find((each) => each.is_default);
  return world.intents.get(payment?.payment.payment_intent ?? '');
}

/** The charges that were tried for an intent, newest first. */
export function chargesOf(world: World, intent: string): Charge[] {
  return [...world.charges.newestFirst()].filter((charge) => charge.payment_intent === intent);
}

/** The id of the invoice that an intent pays. */
export function invoiceOf(world: World, intent: string | null): string | null {
  for (const payment of world.invoicePayments.newestFirst()) {
    if (payment.payment.payment_intent === intent) return payment.invoice;
  }
  return null;
}

/** The tax rates behind taxes. */
export function ratesOf(world: World, taxes: Tax[]): TaxRate[] {
  return taxes.flatMap((tax) => world.taxRates.get(tax.tax_rate_details.tax_rate) ?? []);
}
