/**
 * Faults on demand, off until asked for: what the network or Stripe may do to a request, for tests of whoever calls.
 */
export type FaultKind = 'drop_before' | 'drop_after' | '429' | 'lock_timeout' | '500' | 'slow';

export interface Fault {
  /** Which requests: a predicate, or a path with `*` for any part, optionally after a method (`POST /v1/invoices/*`). */
  match?: string | ((request: Request) => boolean);
  /**
   * `drop_before` and `drop_after` reject with a TypeError as a lost connection does, before or after the work was done;
   * `429` and `lock_timeout` refuse without work; `500` fails without work and is what its idempotency key replays;
   * `slow` waits `delayMs` before the work.
   */
  kind: FaultKind;
  /** For how many matching requests; default 1. */
  times?: number;
  /** Milliseconds, for `slow`; default 1000. */
  delayMs?: number;
}

export interface Faults {
  /** The next matching request, or the next `times` of them, meets this fault. */
  next(fault: Fault): void;
  clear(): void;
  /** Takes the fault that this request meets, if any. */
  take(request: Request): Fault | undefined;
}

export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    next(fault) {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    clear() {
      waiting = [];
    },
    take(request) {
      const hit = waiting.find(({ fault }) => matches(fault.match, request));
      if (!hit) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) waiting = waiting.filter((other) => other !== hit);
      return hit.fault;
    },
  };
}

function matches(match: Fault['match'], request: Request): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(request);
  const [path = '', method] = match.split(' ').reverse();
  if (method !== undefined && method !== request.method) return false;
  const pattern = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(new URL(request.url).pathname);
}
