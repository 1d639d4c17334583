/**
 * What a fault does to the request that meets it: around the dispatch, so that no room knows of it.
 */
import type { Interruptions } from './core/dispatch.js';
import { refuse } from './core/refusals.js';
import { keyOf, type MetFault } from './faults.js';

/** A connection that broke, as `fetch` tells it; whoever serves the stand-in over HTTP cuts the line at this. */
export class ConnectionLost extends TypeError {
  constructor() {
    super('fetch failed');
  }
}

/** Answers a request under its fault; `answer` does the work, interrupted where it is told to. */
export async function underFault(
  fault: MetFault | undefined,
  request: Request,
  answer: (interruptions?: Interruptions) => Promise<Response>,
): Promise<Response> {
  if (!fault) return answer();
  switch (fault.kind) {
    case 'hang':
      return untilAborted(request, new Promise<never>(() => undefined));
    case 'slow':
      // Who gives up meanwhile hears nothing more, but the work goes on, as at Stripe.
      return untilAborted(request, answer({ beforeWork: () => pause(fault.delayMs ?? 1000) }));
    case 'drop_before':
      throw new ConnectionLost();
    case 'drop_after':
      await answer();
      throw new ConnectionLost();
    case 'truncated':
      return cut(await answer());
    case '429':
      return answer({ onArrival: () => Promise.reject(refuse('rate_limit')) });
    case '409':
      return answer({ onArrival: () => Promise.reject(refuse('key_in_use', { key: keyOf(request) })) });
    case 'lock_timeout':
      return answer({ beforeWork: () => Promise.reject(refuse('lock_timeout')) });
    case '500':
      return answer({ beforeWork: () => Promise.reject(refuse('server_error')) });
    case '500_after':
      return answer({ afterWork: () => Promise.reject(refuse('server_error')) });
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Requests that somebody waits for: only the request itself keeps its signal following that of who asked. */
const waitedFor = new Set<Request>();

/** The promise, or the reason of whoever gave up waiting for it. */
async function untilAborted<T>(request: Request, promise: Promise<T>): Promise<T> {
  const { signal } = request;
  let leave = (): void => {};
  const left = new Promise<never>((_, reject) => (leave = () => reject(signal.reason as Error)));
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave);
  waitedFor.add(request);
  try {
    return await Promise.race([promise, left]);
  } finally {
    waitedFor.delete(request);
    signal.removeEventListener('abort', leave);
  }
}

async function cut(answered: Response): Promise<Response> {
  const text = await answered.text();
  return new Response(text.slice(0, text.length / 2), { status: answered.status, headers: answered.headers });
}
