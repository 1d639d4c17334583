/**
 * The same work on many invoices: paced under Stripe's limits, each tried patiently and done at most once, with a receipt
 * for every one. A log makes a run go on where it stood after a crash.
 */
import type { Fingerprint } from '../invoice/fingerprint.js';
import type { Invoice } from '../invoice/types.js';
import { toProblem } from './adapter.js';
import type { InvoiceAdapter, InvoiceProblem, RetryPolicy } from './adapter.js';
import { finalizeInvoice, newKey } from './intent.js';
import { Pacer } from './pacer.js';
import { performAction } from './perform.js';
import type { Work } from './perform.js';
import { InvoiceStore, storeFor } from './store.js';

/** What is to be done to each invoice. */
export type ManyWork =
  | Work
  | {
      action: 'finalize';
      /** Left out, each draft's own setting stays. */
      autoAdvance?: boolean;
    };

/**
 * `done` by this run; `already` so before it; `refused` by the backend or by Stripe, which trying again does not change;
 * `gave_up` after every try, where it may have been done all the same with `unsettled`.
 */
export type ManyOutcome = 'done' | 'already' | 'refused' | 'gave_up';

/** What came of one invoice. Plain data, to be kept as JSON. */
export interface Receipt {
  /** Id. */
  invoice: string;
  outcome: ManyOutcome;
  number: string | null;
  /** The status afterwards; `deleted` of a deleted draft; null where nobody knows. */
  status: string | null;
  customer: string | null;
  customer_name: string | null;
  currency: string | null;
  /** Minor units. */
  total: number | null;
  tries: number;
  /** Unix seconds. */
  at: number;
  problem: ReceiptProblem | null;
}

export type ReceiptProblem = Pick<
  InvoiceProblem,
  'status' | 'code' | 'detail' | 'param' | 'decline_code' | 'request_id' | 'retryable' | 'unsettled'
>;

/** Keeps the receipts of a run, so that it can be resumed; a file, a table, a browser's own storage. */
export interface RunLog {
  /** The receipts that were written before, in any order. */
  read(): Promise<readonly Receipt[]> | readonly Receipt[];
  /** Awaited before the receipt is handed out. */
  write(receipt: Receipt): Promise<void> | void;
}

export interface ManyOptions {
  /**
   * The name of the run. With the same name, a resumed run sends the same idempotency key for the same invoice. A new
   * one unless given.
   */
  run?: string;
  /** Receipts of the run so far: what was settled is not done again. */
  log?: RunLog;
  /** Has what the log calls refused or given up tried again. */
  retryFailed?: boolean;
  /** How patiently each is tried; five tries with doubling pauses unless given. */
  retry?: Partial<RetryPolicy>;
  /**
   * Requests per second at most; slowed down by refusals for speed. 20 unless given: Stripe allows 25 of each kind.
   * A handler asks Stripe twice for each.
   */
  rate?: number;
  /** Invoices at the same time; 8 unless given. */
  atOnce?: number;
  /** The fingerprint of what a person was shown of a draft; it is then refused where it has changed since. */
  expected?(invoice: string): Fingerprint | undefined;
  /** Ends the run: nothing more is begun, and what is under way is still told. */
  signal?: AbortSignal;
  /** Shared with whoever pauses the run; made from `rate` unless given. */
  pacer?: Pacer;
}

const POLICY: RetryPolicy = { attempts: 5, baseDelay: 500, maxDelay: 16_000 };
const RATE = 20;
const AT_ONCE = 8;

const isSettled = ({ outcome }: Receipt): boolean => outcome === 'done' || outcome === 'already';

/**
 * Does it to each of the invoices, and hands out a receipt as each is settled, in the order in which that happens. What
 * the log says was settled before is handed out first. An id that comes twice is done once.
 *
 * Ends early where the signal is aborted; never rejects for what happens to one invoice.
 */
export async function* doMany(
  adapter: InvoiceAdapter,
  invoices: Iterable<string> | AsyncIterable<string>,
  work: ManyWork,
  options: ManyOptions = {},
): AsyncGenerator<Receipt, void, undefined> {
  const { run = newKey(), log, retryFailed = false, signal, rate = RATE, atOnce = AT_ONCE } = options;
  const pacer = options.pacer ?? new Pacer({ rate });
  const paced = pacedAdapter(adapter, pacer, signal);
  const policy = { ...POLICY, ...options.retry };
  const earlier = new Map<string, Receipt>();
  for (const receipt of (await log?.read()) ?? []) earlier.set(receipt.invoice, receipt);

  const seen = new Set<string>();
  const running = new Set<Promise<Receipt | null>>();
  const begin = (id: string): void => {
    const one = doOne(adapter, paced, id, work, {
      policy,
      key: `${run}:${id}`,
      expected: options.expected?.(id),
      signal,
    })
      .then(async (receipt) => {
        if (receipt) await log?.write(receipt);
        return receipt;
      })
      .finally(() => running.delete(one));
    running.add(one);
  };

  for await (const id of invoices) {
    if (signal?.aborted) break;
    if (seen.has(id)) continue;
    seen.add(id);
    const before = earlier.get(id);
    if (before && (isSettled(before) || !retryFailed)) {
      yield before;
      continue;
    }
    begin(id);
    while (running.size >= atOnce) {
      const receipt = await Promise.race(running);
      if (receipt) yield receipt;
    }
  }
  while (running.size > 0) {
    const receipt = await Promise.race(running);
    if (receipt) yield receipt;
  }
}

/** {@link doMany} for finalizing drafts. */
export function finalizeMany(
  adapter: InvoiceAdapter,
  invoices: Iterable<string> | AsyncIterable<string>,
  { autoAdvance, ...options }: ManyOptions & { autoAdvance?: boolean } = {},
): AsyncGenerator<Receipt, void, undefined> {
  return doMany(adapter, invoices, { action: 'finalize', autoAdvance }, options);
}

interface One {
  policy: RetryPolicy;
  key: string;
  expected?: Fingerprint;
  signal?: AbortSignal;
}

/** Null where the run was stopped before it began. */
async function doOne(
  adapter: InvoiceAdapter,
  paced: InvoiceAdapter,
  id: string,
  work: ManyWork,
  { policy, key, expected, signal }: One,
): Promise<Receipt | null> {
  // A store of its own, so that two thousand invoices are not all kept.
  const store = new InvoiceStore(paced);
  let tries = 0;
  const options = { policy, key, onAttempt: ({ attempt }: { attempt: number }) => void (tries = attempt) };
  try {
    const { invoice, already } =
      work.action === 'finalize'
        ? await finalizeInvoice(store, id, { ...options, expected, autoAdvance: work.autoAdvance })
        : await performAction(store, id, work, options);
    // Who looks at it on this page has it at once.
    storeFor(adapter).tell(invoice);
    return receiptOf(id, already ? 'already' : 'done', invoice, null, tries);
  } catch (error) {
    if (signal?.aborted && error === signal.reason) return null;
    const problem = toProblem(error);
    const outcome = problem.retryable || problem.unsettled ? 'gave_up' : 'refused';
    return receiptOf(id, outcome, problem.invoice ?? null, problem, tries);
  }
}

function receiptOf(
  id: string,
  outcome: ManyOutcome,
  invoice: Invoice | null,
  problem: InvoiceProblem | null,
  tries: number,
): Receipt {
  return {
    invoice: id,
    outcome,
    number: invoice?.number ?? null,
    status: invoice ? (invoice.deleted ? 'deleted' : invoice.status) : null,
    customer: invoice?.customer ?? null,
    customer_name: invoice?.customer_name ?? null,
    currency: invoice?.currency ?? null,
    total: invoice?.total ?? null,
    tries,
    at: Math.floor(Date.now() / 1000),
    problem: problem && toldProblem(problem),
  };
}

function toldProblem(problem: InvoiceProblem): ReceiptProblem {
  const { status, code, detail, param, decline_code, request_id, retryable, unsettled } = problem;
  return {
    status,
    code,
    detail,
    retryable,
    ...(param && { param }),
    ...(decline_code && { decline_code }),
    ...(request_id && { request_id }),
    ...(unsettled && { unsettled }),
  };
}

/** The same adapter, each of whose calls waits for its turn. Where the run is stopped, no call is begun any more. */
function pacedAdapter(adapter: InvoiceAdapter, pacer: Pacer, signal?: AbortSignal): InvoiceAdapter {
  return new Proxy(adapter, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (typeof name !== 'string' || !PACED.has(name)) return value.bind(target) as unknown;
      return async (...args: unknown[]): Promise<unknown> => {
        await pacer.turn(signal);
        try {
          return await (value.apply(target, args) as Promise<unknown>);
        } catch (error) {
          const { status, retryAfter } = toProblem(error);
          if (status === 429) pacer.slower(retryAfter);
          throw error;
        }
      };
    },
  });
}

/** Calls of an adapter that ask Stripe for something. */
const PACED: ReadonlySet<string> = new Set<keyof InvoiceAdapter>([
  'retrieve',
  'finalize',
  'send',
  'void',
  'markUncollectible',
  'delete',
  'pay',
  'update',
]);
