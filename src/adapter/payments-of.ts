/** The payments of many invoices at once, in as many answers as that takes. */
import type { Invoice, Payment } from '../invoice/types.js';
import type { InvoiceAdapter, ReadOptions } from './adapter.js';

/** Payments by invoice; of one that is not in it nothing is known. Of none where the backend has no such question. */
export async function paymentsOf(
  adapter: InvoiceAdapter,
  invoices: readonly Invoice[],
  options: ReadOptions = {},
): Promise<ReadonlyMap<string, Payment[]>> {
  const known = new Map<string, Payment[]>();
  if (!adapter.paymentsOf || adapter.supports?.('payment_batches') === false) return known;
  for (let left = invoices; left.length;) {
    const since = Math.min(...left.map(({ created }) => created ?? 0)) || null;
    const ids = left.map(({ id }) => id);
    const { payments, more } = await adapter.paymentsOf(ids, since, options);
    for (const [id, found] of payments) known.set(id, found);
    // An answer that holds nothing would not hold more if it were asked for again.
    left = more && payments.size ? left.filter(({ id }) => !known.has(id)) : [];
  }
  return known;
}
