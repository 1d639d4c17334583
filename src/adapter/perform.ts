/**
 * Everything beside finalizing that is done to an invoice by one call, each done once: one table of what is asked, and
 * of how it can be told that it is done.
 */
import type { Fingerprint } from '../invoice/fingerprint.js';
import type { Invoice } from '../invoice/types.js';
import type { PayParams } from '../invoice/wire.js';
import { isProblem, ownProblem } from './adapter.js';
import type { InvoiceAdapter, RetryPolicy } from './adapter.js';
import { carryOut } from './intent.js';
import type { Attempt } from './intent.js';
import { Joined } from './joined.js';
import { InvoiceStore, storeFor } from './store.js';

/** What is to be done, with what it takes. */
export type Work =
  | { action: 'send' }
  | { action: 'pay'; params?: Omit<PayParams, 'paid_out_of_band'> }
  | { action: 'mark_paid' }
  | { action: 'void' }
  | { action: 'mark_uncollectible' }
  | { action: 'delete' }
  | {
      action: 'schedule';
      /** Whether Stripe goes on by itself: on a draft finalizes it, on an open invoice collects. */
      autoAdvance: boolean;
      /** When a draft is finalized, Unix seconds; null leaves it to Stripe, an hour after the draft was made. */
      at?: number | null;
      /** What the person was shown; the backend asks for it where the time is a moment away. */
      expected?: Fingerprint;
    };

export interface PerformOptions {
  /** The adapter's own unless given. */
  policy?: RetryPolicy;
  key?: string;
  onAttempt?(attempt: Attempt): void;
  /** Stops the waiting and the next tries; what was sent cannot be called back. */
  signal?: AbortSignal;
}

export interface Performed {
  invoice: Invoice;
  /** What it was before, as far as the page knew it. */
  previous: Invoice | null;
  /** It was so before this intent: by someone else, or by Stripe itself. */
  already: boolean;
}

interface Doing {
  run(adapter: InvoiceAdapter, id: string, key: string, signal?: AbortSignal): Promise<Invoice>;
  /** Whether the invoice shows that it was done; left out where nothing of the invoice tells. */
  isDone?(invoice: Invoice): boolean;
}

const isPaid = ({ status }: Invoice): boolean => status === 'paid';

/** A backend without the route is the same as an adapter without the method. */
function pay(adapter: InvoiceAdapter, id: string, params: PayParams, key: string, signal?: AbortSignal) {
  if (!adapter.pay) throw ownProblem('not_supported', 'The adapter has no pay().', { retryable: false });
  return adapter.pay(id, params, { key, signal });
}

function doingOf(work: Work, before: Invoice | null): Doing {
  switch (work.action) {
    case 'send':
      return { run: (adapter, id, key, signal) => adapter.send(id, { key, signal }) };
    case 'pay':
      return {
        run: (adapter, id, key, signal) => pay(adapter, id, work.params ?? {}, key, signal),
        isDone: isPaid,
      };
    case 'mark_paid':
      return {
        run: (adapter, id, key, signal) => pay(adapter, id, { paid_out_of_band: true }, key, signal),
        isDone: isPaid,
      };
    case 'void':
      return {
        run: (adapter, id, key, signal) => adapter.void(id, { key, signal }),
        isDone: ({ status }) => status === 'void',
      };
    case 'mark_uncollectible':
      return {
        run: (adapter, id, key, signal) => adapter.markUncollectible(id, { key, signal }),
        isDone: ({ status }) => status === 'uncollectible',
      };
    case 'delete':
      return {
        async run(adapter, id, key, signal) {
          const last = before ?? (await adapter.retrieve(id, { signal }));
          await adapter.delete(id, { key, signal });
          return { ...last, deleted: true };
        },
        isDone: ({ deleted }) => deleted,
      };
    case 'schedule': {
      const { autoAdvance, at, expected } = work;
      const params = {
        auto_advance: autoAdvance,
        ...(typeof at === 'number' && { automatically_finalizes_at: at }),
        ...(expected && { expected }),
      };
      return {
        run: (adapter, id, key, signal) => adapter.update(id, params, { key, signal }),
        isDone: ({ auto_advance, automatically_finalizes_at }) =>
          auto_advance === autoAdvance && (typeof at !== 'number' || automatically_finalizes_at === at),
      };
    }
  }
}

const running = new Joined<Performed>();

/**
 * Does it once, however often it is called: a call for the same work made while one runs for the same invoice joins it.
 * The page's live copy has the outcome before the promise resolves. Rejects with an `InvoiceProblem`, `unsettled` where
 * it may have been done nevertheless.
 */
export function performAction(
  target: InvoiceAdapter | InvoiceStore,
  id: string,
  work: Work,
  options: PerformOptions = {},
): Promise<Performed> {
  const store = target instanceof InvoiceStore ? target : storeFor(target);
  return running.do(store, `${id} ${JSON.stringify(work)}`, () => performOnce(store, id, work, options));
}

async function performOnce(
  store: InvoiceStore,
  id: string,
  work: Work,
  { policy = store.adapter.retry, key, onAttempt, signal }: PerformOptions,
): Promise<Performed> {
  const { adapter } = store;
  const live = store.peek(id);
  const previous = live.status === 'loaded' ? live.invoice : null;
  const { run, isDone } = doingOf(work, previous);
  let already = false;
  const look = async (): Promise<Invoice | undefined> => {
    const now = await lookFor(adapter, id, previous, signal);
    return isDone?.(now) ? now : undefined;
  };
  const invoice = await store.write(id, () =>
    carryOut({
      policy,
      key,
      onAttempt,
      signal,
      async run(key, attempt) {
        try {
          return await run(adapter, id, key, signal);
        } catch (error) {
          // Refused because it is so already: the person has what was wanted, from whomever.
          const refused = isProblem(error) && !error.retryable && [400, 404, 409].includes(error.status);
          const done = refused ? await look().catch(() => undefined) : undefined;
          if (!done) throw error;
          already = attempt === 1;
          return done;
        }
      },
      ...(isDone && { readBack: look }),
    }),
  );
  return { invoice, previous, already };
}

/** The invoice as it is; one that is gone is what was known of it, marked so. */
async function lookFor(
  adapter: InvoiceAdapter,
  id: string,
  known: Invoice | null,
  signal?: AbortSignal,
): Promise<Invoice> {
  try {
    return await adapter.retrieve(id, { signal });
  } catch (error) {
    if (!known || !isProblem(error) || error.status !== 404) throw error;
    return { ...known, deleted: true };
  }
}
