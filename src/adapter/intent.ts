/** One thing that a person meant to do, tried patiently and done at most once. */
import type { Fingerprint } from '../invoice/fingerprint.js';
import type { Invoice } from '../invoice/types.js';
import { isProblem } from './adapter.js';
import type { InvoiceAdapter, InvoiceProblem, RetryPolicy } from './adapter.js';
import { Joined } from './joined.js';
import { InvoiceStore, storeFor } from './store.js';
import { isTransient, pauseAfter, sleep as wait, untilOnline } from './timing.js';

/** What a person may see of a try. */
export interface Attempt {
  /** Number of the try that runs, or that just failed; from 1. */
  attempt: number;
  of: number;
  /** Milliseconds until the next try; null while a try runs. */
  pause: number | null;
  /** Why the try before failed. */
  problem: InvoiceProblem | null;
}

export interface Intent<T> {
  policy: RetryPolicy;
  /** The first idempotency key; made here unless given. */
  key?: string;
  run(key: string, attempt: number): Promise<T>;
  /** Looks whether the work was done after all: its outcome, or undefined where nothing happened. */
  readBack?(): Promise<T | undefined>;
  onAttempt?(attempt: Attempt): void;
  signal?: AbortSignal;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  random?: () => number;
}

/** Failures after which the write may have been done, or may be done yet: no answer came, or not the backend's own. */
const UNANSWERED = new Set(['network_error', 'timeout', 'bad_answer', 'stripe_unreachable']);

/**
 * Whether the work may have been done by a failed try: not at all, as far as reading back does not show it, or even
 * where it does not show yet.
 */
type Doubt = 'none' | 'until-seen' | 'lasting';

/** A key for one intent (at most 255 characters, Stripe's limit). */
export function newKey(): string {
  // `randomUUID` is missing where the page is not served over https.
  return (
    globalThis.crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    )
  );
}

/**
 * Runs the intent until it gets a final answer, at most `policy.attempts` times.
 *
 * Between two tries it pauses and reads back what really happened, and it never writes again while that is unknown.
 * A failed answer (5xx) is stored under its key and would be replayed, so the next try takes a new key; where no answer
 * came, or nothing was stored (429, 409), the same key keeps the work from being done twice (Stripe, idempotent requests).
 * Rejects with the last problem, marked `unsettled` where the work may have been done nevertheless.
 */
export async function carryOut<T>(intent: Intent<T>): Promise<T> {
  const { policy, signal, onAttempt, sleep = wait, random } = intent;
  const of = Math.max(1, policy.attempts);
  let key = intent.key ?? newKey();
  let doubt: Doubt = 'none';
  let problem: InvoiceProblem | null = null;
  /** The last failure is stored under the key. */
  let spent = false;

  const look = async (): Promise<T | undefined> => {
    signal?.throwIfAborted();
    const outcome = await intent.readBack?.();
    if (doubt === 'until-seen' && intent.readBack) doubt = 'none';
    return outcome;
  };

  for (let attempt = 1; ; attempt++) {
    onAttempt?.({ attempt, of, pause: null, problem });
    let ran = false;
    try {
      const outcome = attempt > 1 ? await look() : undefined;
      if (outcome !== undefined) return outcome;
      signal?.throwIfAborted();
      if (spent) key = newKey();
      spent = false;
      ran = true;
      return await intent.run(key, attempt);
    } catch (error) {
      if (!isProblem(error)) throw error;
      problem = error;
    }
    if (ran && (UNANSWERED.has(problem.code) || problem.status === 504)) doubt = 'lasting';
    else if (ran && problem.status >= 500) {
      // Who cannot look must not take a new key: the work may have been done under the old one.
      spent = intent.readBack !== undefined;
      doubt = 'until-seen';
    }
    if (attempt < of && isTransient(problem)) {
      const pause = pauseAfter(attempt, policy, problem.retryAfter, random);
      onAttempt?.({ attempt, of, pause, problem });
      await sleep(pause, signal);
      // No try is wasted on a network that is known to be down.
      if (problem.status === 0) await untilOnline(signal);
      continue;
    }
    const refusedAtOnce = attempt === 1 && !problem.retryable && doubt === 'none';
    if (ran && !refusedAtOnce) {
      const outcome = await look().catch(passProblem);
      if (outcome !== undefined) return outcome;
    }
    problem.unsettled = doubt !== 'none';
    if (!spent) problem.key = key;
    throw problem;
  }
}

/** Not being able to read back is no reason to say another thing than what went wrong first. */
function passProblem(error: unknown): undefined {
  if (!isProblem(error)) throw error;
}

export interface FinalizeOptions {
  /** The fingerprint of what the person was shown; the backend refuses with `draft_changed` where it is stale. */
  expected?: Fingerprint;
  /** Left out, the draft's own setting stays. */
  autoAdvance?: boolean;
  /** The adapter's own unless given. */
  policy?: RetryPolicy;
  key?: string;
  onAttempt?(attempt: Attempt): void;
  /** Stops the waiting and the next tries; what was sent cannot be called back. */
  signal?: AbortSignal;
}

export interface FinalizeOutcome {
  invoice: Invoice;
  /** It was finalized before this intent: by someone else, or by Stripe itself. */
  already: boolean;
}

const running = new Joined<FinalizeOutcome>();

/**
 * Finalizes the draft once, however often it is called: a call made while one runs for the same invoice joins it, its own
 * options unheard. The page's live copy has the outcome before the promise resolves.
 */
export function finalizeInvoice(
  target: InvoiceAdapter | InvoiceStore,
  id: string,
  options: FinalizeOptions = {},
): Promise<FinalizeOutcome> {
  const store = target instanceof InvoiceStore ? target : storeFor(target);
  return running.do(store, id, () => finalizeOnce(store, id, options));
}

async function finalizeOnce(
  store: InvoiceStore,
  id: string,
  options: FinalizeOptions,
): Promise<FinalizeOutcome> {
  const { adapter } = store;
  const { expected, autoAdvance, policy = adapter.retry, key, onAttempt, signal } = options;
  let already = false;
  const invoice = await store.write(id, () =>
    carryOut({
      policy,
      key,
      onAttempt,
      signal,
      async run(key, attempt) {
        try {
          return await adapter.finalize(id, { expected, auto_advance: autoAdvance }, { key, signal });
        } catch (error) {
          if (!isProblem(error) || error.code !== 'already_finalized') throw error;
          // On a later try it was most likely our own earlier one, which was still on its way when we read back.
          already = attempt === 1;
          return error.invoice ?? (await adapter.retrieve(id, { signal }));
        }
      },
      async readBack() {
        const now = await adapter.retrieve(id, { signal });
        return now.deleted || now.status === 'draft' ? undefined : now;
      },
    }),
  );
  return { invoice, already };
}
