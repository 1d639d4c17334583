import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { Session, TaxRate } from '../../invoice/wire.js';

/** The picture that a person is asked about; it never changes once it is shown. */
export interface Shown {
  /** With every line. */
  invoice: Invoice;
  session: Session | null;
  /** The tax rates whose names are known, by id. */
  rates: ReadonlyMap<string, TaxRate>;
  /** Unix seconds by the backend's clock. */
  at: number;
}

/** Names are nice to have: nobody waits longer for them than this, in milliseconds. */
const PATIENCE = 1500;

/** The invoice with every line; it comes with the first ten only. */
export async function complete(store: InvoiceStore, invoice: Invoice): Promise<Invoice> {
  if (!invoice.lines_has_more) return invoice;
  const lines = await store.adapter.lines(invoice.id);
  return { ...invoice, lines, lines_has_more: false, lines_total: lines.length };
}

/** Reads the draft anew and whole. Rejects with an `InvoiceProblem` where that can't be done. */
export async function readShown(store: InvoiceStore, id: string): Promise<Shown> {
  const [read, session] = await Promise.all([store.adapter.retrieve(id), store.session().catch(() => null)]);
  store.apply(read);
  const [invoice, rates] = await Promise.all([complete(store, read), namedRates(store, read)]);
  return { invoice, session, rates, at: store.now() };
}

/** The tax rates of the invoice by id, as far as they are known soon. */
export async function namedRates(
  store: InvoiceStore,
  { total_taxes }: Invoice,
): Promise<ReadonlyMap<string, TaxRate>> {
  if (!total_taxes.some((tax) => tax.tax_rate)) return new Map();
  const stop = AbortSignal.timeout(PATIENCE);
  try {
    const rates = await store.adapter.taxRates({ signal: stop });
    return new Map(rates.map((rate) => [rate.id, rate]));
  } catch {
    return new Map();
  }
}
