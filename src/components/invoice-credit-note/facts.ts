/** Everything that a credit note is written from, read together. */
import { isProblem, ownProblem, type InvoiceAdapter } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice, Payment } from '../../invoice/types.js';
import type { CreditNote, Session, TaxRate } from '../../invoice/wire.js';
import { complete, namedRates } from '../internal/whole-invoice.js';
import { limitsOf, type Account, type Limits } from './limits.js';

export interface Facts extends Account {
  limits: Limits;
  session: Session | null;
  /** The tax rates whose names are known, by id. */
  rates: ReadonlyMap<string, TaxRate>;
}

const PAGE_SIZE = 100;

/** Rejects with an `InvoiceProblem`: `not_supported` where the backend has no credit notes. */
export async function readFacts(store: InvoiceStore, invoice: Invoice): Promise<Facts> {
  const { adapter } = store;
  const [whole, notes, payments, session, rates] = await Promise.all([
    complete(store, invoice),
    notesOf(adapter, invoice.id),
    paymentsOf(adapter, invoice),
    store.session().catch(() => null),
    namedRates(store, invoice),
  ]);
  const account: Account = { invoice: whole, notes, payments };
  return { ...account, limits: limitsOf(account), session, rates };
}

/** All of them, the newest first. */
async function notesOf(adapter: InvoiceAdapter, invoice: string): Promise<CreditNote[]> {
  if (!adapter.creditNotes || adapter.supports?.('credit_notes') === false) {
    throw ownProblem('not_supported', 'There are no credit notes here.', { status: 501, retryable: false });
  }
  const all: CreditNote[] = [];
  for (;;) {
    const starting_after = all.at(-1)?.id;
    const page = await adapter.creditNotes({ invoice, limit: PAGE_SIZE, starting_after });
    all.push(...page.data);
    if (!page.has_more || !page.data.length) return all;
  }
}

/** Null where the backend does not tell. */
async function paymentsOf(adapter: InvoiceAdapter, { id, amount_paid }: Invoice): Promise<Payment[] | null> {
  if (amount_paid === 0) return [];
  try {
    return (await adapter.payments?.(id)) ?? null;
  } catch (error) {
    if (isProblem(error) && ['not_supported', 'route_unknown'].includes(error.code)) return null;
    throw error;
  }
}
