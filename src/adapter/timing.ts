/** Waiting: pauses between tries, and limits on one try. All times are milliseconds. */
import { isProblem, ownProblem } from './adapter.js';
import type { InvoiceProblem, RetryPolicy } from './adapter.js';

/** A `Retry-After` beyond this is not waited out by itself: the person decides. */
const PATIENCE = 60_000;

/** Whether the failure may pass if the same thing is tried again after a bearable wait. */
export function isTransient(error: unknown): error is InvoiceProblem {
  return isProblem(error) && error.retryable && (error.retryAfter ?? 0) <= PATIENCE;
}

/** How long to wait after failed try number `attempt` (from 1): doubling, drawn from the upper half, never less than asked. */
export function pauseAfter(
  attempt: number,
  { baseDelay, maxDelay }: RetryPolicy,
  atLeast = 0,
  random: () => number = Math.random,
): number {
  const bound = Math.min(maxDelay, baseDelay * 2 ** (attempt - 1));
  return Math.max(atLeast, Math.round((bound * (1 + random())) / 2));
}

/** Resolves after the time; rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return nap(ms, signal);
}

/** As {@link sleep}, but over as soon as the event is heard on the window. */
function nap(ms: number, signal?: AbortSignal, wakeOn = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (wakeOn) globalThis.removeEventListener?.(wakeOn, end);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (wakeOn) globalThis.addEventListener?.(wakeOn, end);
    if (signal?.aborted) end();
  });
}

/** The browser is sure that there is no network. That there is one it never knows. */
export const isOffline = (): boolean => globalThis.navigator?.onLine === false;

/** While the browser says that it is offline: until it says otherwise, but no longer than `most`, since it may be wrong. */
export async function untilOnline(signal?: AbortSignal, most = 30_000): Promise<void> {
  if (isOffline()) await nap(most, signal, 'online');
}

/** The promise, or the signal's reason as soon as it is aborted; what was asked for goes on for others. */
export async function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  signal.throwIfAborted();
  let end = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end);
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', end));
}

/** Does the work, but no longer than `ms` and `outer` allow, even where the work does not listen to its signal. */
export async function within<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  const limit = new AbortController();
  const done = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason as Error));
  });
  const abort = (): void => limit.abort(outer?.reason);
  const timer = setTimeout(() => limit.abort(ownProblem('timeout', `No answer within ${ms} ms.`)), ms);
  outer?.addEventListener('abort', abort, { signal: done.signal });
  try {
    return await Promise.race([work(limit.signal), stopped]);
  } finally {
    clearTimeout(timer);
    done.abort();
  }
}
