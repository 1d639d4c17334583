/** Drafts that are made from an invoice: a copy of it, or a revision that takes its place. */
import { copyParams } from '../invoice/copy.js';
import type { Invoice } from '../invoice/types.js';
import { isProblem, ownProblem } from './adapter.js';
import type { InvoiceAdapter } from './adapter.js';
import { carryOut, newKey } from './intent.js';
import type { PerformOptions } from './perform.js';
import { InvoiceStore, storeFor } from './store.js';

/** Seconds that two clocks may be apart. */
const SLACK = 60;

const storeOf = (target: InvoiceAdapter | InvoiceStore): InvoiceStore =>
  target instanceof InvoiceStore ? target : storeFor(target);

/**
 * Makes a draft with the same items for the same customer, and answers with it. Where the items are refused for good,
 * the draft that was begun is deleted again; after a lost answer the same `key` goes on where it stood.
 */
export async function copyInvoice(
  target: InvoiceAdapter | InvoiceStore,
  id: string,
  { policy, key = newKey(), onAttempt, signal }: PerformOptions = {},
): Promise<Invoice> {
  const store = storeOf(target);
  const { adapter } = store;
  const tries = { policy: policy ?? adapter.retry, onAttempt, signal };
  const copy = copyParams(await wholeInvoice(adapter, id, signal));
  if (!copy) throw ownProblem('no_customer', 'This invoice has no customer.', { retryable: false });
  const { params, lines } = copy;
  const draft = await carryOut({
    ...tries,
    key: `${key}:draft`,
    run: (key) => adapter.create(params, { key, signal }),
  }).catch((error: unknown) => {
    throw withKey(error, key);
  });
  if (!lines.length) return known(store, draft);
  try {
    return known(store, await addLines(adapter, draft.id, lines, `${key}:lines`, tries));
  } catch (error) {
    const isFinal = isProblem(error) && !error.unsettled;
    // Nobody would look for half a copy.
    if (isFinal) await adapter.delete(draft.id, { key: newKey() }).catch(() => undefined);
    throw isFinal ? error : withKey(error, key);
  }
}

type Tries = Omit<PerformOptions, 'key' | 'policy'> & { policy: InvoiceAdapter['retry'] };

function addLines(
  adapter: InvoiceAdapter,
  id: string,
  lines: NonNullable<ReturnType<typeof copyParams>>['lines'],
  key: string,
  tries: Tries,
): Promise<Invoice> {
  const { signal } = tries;
  return carryOut({
    ...tries,
    key,
    run: (key) => adapter.addLines(id, lines, { key, signal }),
    async readBack() {
      const now = await adapter.retrieve(id, { signal });
      return now.lines.length ? now : undefined;
    },
  });
}

/** The key of the whole, not that of the step that failed. */
function withKey(error: unknown, key: string): unknown {
  if (isProblem(error) && error.unsettled) error.key = key;
  return error;
}

async function wholeInvoice(adapter: InvoiceAdapter, id: string, signal?: AbortSignal): Promise<Invoice> {
  const invoice = await adapter.retrieve(id, { signal });
  return invoice.lines_has_more ? { ...invoice, lines: await adapter.lines(id, { signal }) } : invoice;
}

function known(store: InvoiceStore, draft: Invoice): Invoice {
  store.apply(draft);
  return draft;
}

/** Makes the draft that takes the place of an open or uncollectible invoice once it is finalized, and answers with it. */
export async function reviseInvoice(
  target: InvoiceAdapter | InvoiceStore,
  invoice: Pick<Invoice, 'id' | 'customer'>,
  { policy, key, onAttempt, signal }: PerformOptions = {},
): Promise<Invoice> {
  const store = storeOf(target);
  const { adapter } = store;
  const { revise } = adapter;
  if (!revise) throw ownProblem('not_supported', 'The adapter has no revise().', { retryable: false });
  const begun = store.now() - SLACK;
  const params = { from_invoice: { action: 'revision', invoice: invoice.id } } as const;
  const draft = await carryOut({
    policy: policy ?? adapter.retry,
    key,
    onAttempt,
    signal,
    run: (key) => revise.call(adapter, params, { key, signal }),
    async readBack() {
      if (!invoice.customer) return undefined;
      const { data } = await adapter.list(
        { customer: invoice.customer, status: 'draft', limit: 20 },
        { signal },
      );
      return data.find(
        ({ from_invoice, created }) => from_invoice?.invoice === invoice.id && (created ?? 0) >= begun,
      );
    },
  });
  return known(store, draft);
}
