/**
 * The same work on many invoices: paced under Stripe's limits, each tried patiently and done at most once, with a receipt
 * for every one. A log makes a run go on where it stood after a crash.
 */
import type { Fingerprint } from '../invoice/fingerprint.js';
import type { Invoice } from '../invoice/types.js';
import { toProblem } from './adapter.js';
import type { InvoiceAdapter, InvoiceProblem, RetryPolicy } from './adapter.js';
import { finalizeInvoice, newKey } from './intent.js';
import { pacedAdapter, STOPPED } from './paced.js';
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
  /** How often a run has come to it: 1 the first time, one more each time that failed ones were tried again. */
  round: number;
  /** Unix seconds. */
  at: number;
  problem: ReceiptProblem | null;
}

/** Of what is unsettled the idempotency key too, under which alone it may be tried again. */
export type ReceiptProblem = Pick<
  InvoiceProblem,
  'status' | 'code' | 'detail' | 'param' | 'decline_code' | 'request_id' | 'retryable' | 'unsettled' | 'key'
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
  /** Ends the run: nothing more is begun or tried again, and what has become of what is under way is still told. */
  signal?: AbortSignal;
  /** Shared with whoever pauses the run; made from `rate` unless given. */
  pacer?: Pacer;
}

const POLICY: RetryPolicy = { attempts: 5, baseDelay: 500, maxDelay: 16_000 };
const AT_ONCE = 8;

const isSettled = ({ outcome }: Receipt): boolean => outcome === 'done' || outcome === 'already';

/**
 * Does it to each of the invoices, and hands out a receipt as each is settled, in the order in which that happens. What
 * the log says was settled before is handed out first. An id that comes twice is done once.
 *
 * Ends early where the signal is aborted; rejects where the log cannot be written, never for what happens to one invoice.
 */
export async function* doMany(
  adapter: InvoiceAdapter,
  invoices: Iterable<string> | AsyncIterable<string>,
  work: ManyWork,
  options: ManyOptions = {},
): AsyncGenerator<Receipt, void, undefined> {
  const { run = newKey(), log, retryFailed = false, signal, rate, atOnce = AT_ONCE } = options;
  const pacer = options.pacer ?? new Pacer({ rate });
  const policy = { ...POLICY, ...options.retry };
  const earlier = new Map<string, Receipt>();
  for (const receipt of (await log?.read()) ?? []) earlier.set(receipt.invoice, receipt);

  const seen = new Set<string>();
  const running = new Set<Promise<void>>();
  /** Not handed out yet. */
  const settled: Receipt[] = [];
  let failure: { error: unknown } | null = null;
  const begin = (id: string, before: Receipt | undefined): void => {
    const one = doOne(adapter, id, work, {
      pacer,
      policy,
      key: keyOf(run, id, before),
      round: (before?.round ?? 0) + 1,
      expected: options.expected?.(id),
      signal,
    })
      .then(async (receipt) => {
        if (!receipt) return;
        await log?.write(receipt);
        settled.push(receipt);
      })
      .catch((error: unknown) => void (failure ??= { error }))
      .finally(() => running.delete(one));
    running.add(one);
  };
  /** Hands out what is settled, once there are no more than so many under way. */
  const until = async function* (most: number): AsyncGenerator<Receipt, void, undefined> {
    while (running.size > most) await Promise.race(running);
    if (failure) throw failure.error;
    while (settled.length) yield* settled.splice(0);
  };

  for await (const id of invoices) {
    if (signal?.aborted) break;
    if (seen.has(id)) continue;
    seen.add(id);
    const before = earlier.get(id);
    if (before && (isSettled(before) || !retryFailed)) yield before;
    else begin(id, before);
    yield* until(atOnce - 1);
  }
  while (running.size > 0) yield* until(running.size - 1);
  yield* until(0);
}

/**
 * The first answer of a key is replayed, a refusal too: who tries again what was refused needs a new one, and what may have
 * been done keeps the old one. Either is the same once more after a crash.
 */
function keyOf(run: string, id: string, before: Receipt | undefined): string {
  if (!before) return `${run}:${id}`;
  const { round, problem } = before;
  return (problem?.unsettled && problem.key) || `${run}:${id}:${round + 1}`;
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
  pacer: Pacer;
  policy: RetryPolicy;
  key: string;
  round: number;
  expected?: Fingerprint;
  signal?: AbortSignal;
}

/** Null where the run was stopped before anything of it was done. */
async function doOne(
  adapter: InvoiceAdapter,
  id: string,
  work: ManyWork,
  { pacer, policy, key, round, expected, signal }: One,
): Promise<Receipt | null> {
  // A store of its own, so that two thousand invoices are not all kept.
  const store = new InvoiceStore(pacedAdapter(adapter, pacer, signal));
  let tries = 0;
  const options = { policy, key, onAttempt: ({ attempt }: { attempt: number }) => void (tries = attempt) };
  // Who looks at it on this page has it at once.
  const tell = (invoice: Invoice): void => storeFor(adapter).tell(invoice);
  try {
    const { invoice, already } =
      work.action === 'finalize'
        ? await finalizeInvoice(store, id, { ...options, expected, autoAdvance: work.autoAdvance })
        : await performAction(store, id, work.action === 'schedule' ? { ...work, expected } : work, options);
    tell(invoice);
    return receiptOf(id, already ? 'already' : 'done', invoice, null, { tries, round });
  } catch (error) {
    if (signal?.aborted && error === signal.reason) return null;
    const problem = toProblem(error);
    if (problem.code === STOPPED && !problem.unsettled) return null;
    if (problem.invoice) tell(problem.invoice);
    const outcome = problem.retryable || problem.unsettled ? 'gave_up' : 'refused';
    return receiptOf(id, outcome, problem.invoice ?? null, problem, { tries, round });
  }
}

function receiptOf(
  id: string,
  outcome: ManyOutcome,
  invoice: Invoice | null,
  problem: InvoiceProblem | null,
  { tries, round }: Pick<Receipt, 'tries' | 'round'>,
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
    round,
    at: Math.floor(Date.now() / 1000),
    problem: problem && toldProblem(problem),
  };
}

function toldProblem(problem: InvoiceProblem): ReceiptProblem {
  const { status, code, detail, param, decline_code, request_id, retryable, unsettled, key } = problem;
  return {
    status,
    code,
    detail,
    retryable,
    ...(param && { param }),
    ...(decline_code && { decline_code }),
    ...(request_id && { request_id }),
    ...(unsettled && { unsettled, ...(key && { key }) }),
  };
}
