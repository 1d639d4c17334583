/**
 * Stripe's rate limits (docs: rate limits), off until asked for: requests of one account within the last second, of all
 * kinds, of one named operation, and of all searches together. What is refused does not count. They are measured by real
 * time, because the stand-in's own clock may stand still.
 */
import type { Route } from './core/route.js';

/** Requests per second of one account. */
export interface Limits {
  global: number;
  /** Of one operation: a method with a path, whatever the id in it. */
  endpoint: number;
  /** Of all searches together; they have no other limit of their own. */
  search: number;
}

/** What a sandbox has. */
const SANDBOX_LIMITS: Readonly<Limits> = { global: 25, endpoint: 25, search: 20 };

export interface LimitSwitch {
  /** True for those of a sandbox, which also fill in what is left out; false for none. */
  set(limits: boolean | Partial<Limits>): void;
  /** What holds now; null while there are none. */
  current(): Limits | null;
}

export interface Limiter extends LimitSwitch {
  /** Counts a request, or says why it is one too many (`Stripe-Rate-Limited-Reason`). */
  admit(accountId: string, route: Route): 'global-rate' | 'endpoint-rate' | null;
  forget(): void;
}

const SECOND = 1000;

/** `time` is in milliseconds and never goes back. */
export function createLimiter(time: () => number): Limiter {
  let limits: Limits | null = null;
  const windows = new Map<string, number[]>();

  /** The times of the last second under a name. */
  const recent = (name: string, now: number): number[] => {
    const times = (windows.get(name) ?? []).filter((at) => at > now - SECOND);
    windows.set(name, times);
    return times;
  };
  return {
    set(wanted) {
      if (wanted === false) limits = null;
      else limits = { ...SANDBOX_LIMITS, ...(wanted === true ? {} : wanted) };
      windows.clear();
    },
    current: () => limits && { ...limits },
    admit(accountId, { method, path }) {
      if (!limits) return null;
      const now = time();
      const search = path.endsWith('/search');
      const all = recent(accountId, now);
      const own = recent(`${accountId} ${search ? 'search' : `${method} ${path}`}`, now);
      if (all.length >= limits.global) return 'global-rate';
      if (own.length >= (search ? limits.search : limits.endpoint)) return 'endpoint-rate';
      all.push(now);
      own.push(now);
      return null;
    },
    forget: () => windows.clear(),
  };
}
