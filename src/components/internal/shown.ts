import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { Session, TaxRate } from '../../invoice/wire.js';
import { complete, namedRates } from './whole-invoice.js';

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

/** Reads the draft anew and whole. Rejects with an `InvoiceProblem` where that can't be done. */
export async function readShown(store: InvoiceStore, id: string): Promise<Shown> {
  const [read, session] = await Promise.all([store.adapter.retrieve(id), store.session().catch(() => null)]);
  store.apply(read);
  const [invoice, rates] = await Promise.all([complete(store, read), namedRates(store, read)]);
  return { invoice, session, rates, at: store.now() };
}
