/** What an invoice carries only in part: its lines beyond the first, and the names of its tax rates. */
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { TaxRate } from '../../invoice/wire.js';

/** Names are nice to have: nobody waits longer for them than this, in milliseconds. */
export const PATIENCE = 1500;

/** The invoice with every line; it may come with the first ten only. */
export async function complete(store: InvoiceStore, invoice: Invoice): Promise<Invoice> {
  if (!invoice.lines_has_more) return invoice;
  const lines = await store.adapter.lines(invoice.id);
  return { ...invoice, lines, lines_has_more: false, lines_total: lines.length };
}

/** The tax rates by id, as far as they can be had in time. */
export async function namedRates(
  { adapter }: InvoiceStore,
  { total_taxes }: Invoice,
): Promise<ReadonlyMap<string, TaxRate>> {
  if (!total_taxes.some((tax) => tax.tax_rate)) return new Map();
  try {
    const rates = await adapter.taxRates({ signal: AbortSignal.timeout(PATIENCE) });
    return new Map(rates.map((rate) => [rate.id, rate]));
  } catch {
    return new Map();
  }
}

/** What is due once the customer's credit is used, which Stripe does when it finalizes; minor units. */
export function dueAtOnce({ total, amount_due, starting_balance }: Invoice): number {
  return Math.max(0, Math.min(amount_due, total + Math.min(0, starting_balance)));
}
