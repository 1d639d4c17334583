/**
 * Faults on demand, off until asked for: what the network or Stripe may do to a request, for tests of whoever calls.
 * One by one (`next`), or by chance (`chance`), the same every run where a seed is given. What each does to the request
 * is in fault-effects.ts.
 */
import { createRandom } from './ids.js';

export const FAULT_KINDS = [
  'slow',
  'hang',
  'drop_before',
  'drop_after',
  'truncated',
  '429',
  'lock_timeout',
  '409',
  '500',
  '500_after',
] as const;

/**
 * - `slow` waits `delayMs` before the work.
 * - `hang` never answers and does no work; who gives up by an AbortSignal is let go.
 * - `drop_before` and `drop_after` reject with a TypeError as a lost connection does, before or after the work was done.
 * - `truncated` does the work and cuts the JSON of its answer in the middle.
 * - `429` (`rate_limit`), `lock_timeout` and `409` (`idempotency_key_in_use`, only where there is a key) refuse without
 *   work and leave the key free.
 * - `500` fails without work, `500_after` after it: both are what their key replays.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which requests: a predicate, or a path with `*` for any part, optionally after a method (`POST /v1/invoices/*`). */
export type FaultMatch = string | ((request: Request) => boolean);

export interface Fault {
  /** Default: every request. */
  match?: FaultMatch;
  kind: FaultKind;
  /** For how many matching requests; default 1. */
  times?: number;
  /** Milliseconds, for `slow`; default 1000. */
  delayMs?: number;
}

/** A fault that a request may meet or not. */
export interface ChanceFault extends Pick<Fault, 'match' | 'delayMs'> {
  /** Of each matching request, from 0 to 1. */
  probability: number;
  /** One kind, or several of which one is drawn each time. */
  kind: FaultKind | readonly FaultKind[];
  /** The same seed meets the same requests in every run. Default: real chance. */
  seed?: number | string;
}

/** A fault that waits for its request, as `list()` tells it; a predicate is told as `(function)`. */
export interface WaitingFault {
  kind: FaultKind | readonly FaultKind[];
  match: string | null;
  /** How many requests it is still for; null for one by chance, which stays until it is stopped. */
  left: number | null;
  probability: number | null;
}

export interface Faults {
  /** The next matching request, or the next `times` of them, meets this fault. */
  next(fault: Fault): void;
  /** From now on matching requests meet this fault by chance; returns the way to stop. Those of `next` come first. */
  chance(fault: ChanceFault): () => void;
  clear(): void;
  list(): WaitingFault[];
}

/** The fault that one request meets. */
export type MetFault = Pick<Fault, 'kind' | 'delayMs'>;

/** With `take`, which gives out the fault that this request meets, if any. */
export function createFaults(): Faults & { take(request: Request): MetFault | undefined } {
  let waiting: { fault: Fault; left: number }[] = [];
  let chances: { fault: ChanceFault; draw: (request: Request) => MetFault | undefined }[] = [];

  const takeNext = (request: Request): MetFault | undefined => {
    const hit = waiting.find(({ fault }) => meets(fault.kind, fault.match, request));
    if (!hit) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) waiting = waiting.filter((other) => other !== hit);
    return hit.fault;
  };
  return {
    next(fault) {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    chance(fault) {
      const made = { fault, draw: createDraw(fault) };
      chances.push(made);
      return () => {
        chances = chances.filter((other) => other !== made);
      };
    },
    clear() {
      waiting = [];
      chances = [];
    },
    list: () => [
      ...waiting.map(({ fault, left }) => ({ ...told(fault), left, probability: null })),
      ...chances.map(({ fault }) => ({ ...told(fault), left: null, probability: fault.probability })),
    ],
    take(request) {
      const planned = takeNext(request);
      if (planned) return planned;
      for (const { draw } of chances) {
        const met = draw(request);
        if (met) return met;
      }
      return undefined;
    },
  };
}

/** One draw a matching request, so that what others ask meanwhile does not change who is met. */
function createDraw({ kind, match, probability, seed, delayMs }: ChanceFault) {
  const random = createRandom(seed);
  const kinds = typeof kind === 'string' ? [kind] : kind;
  return (request: Request): MetFault | undefined => {
    if (!matches(match, request)) return undefined;
    const [hit, which] = [random(), random()];
    const drawn = kinds[Math.floor(which * kinds.length)];
    if (hit >= probability || drawn === undefined || !meets(drawn, match, request)) return undefined;
    return { kind: drawn, ...(delayMs !== undefined && { delayMs }) };
  };
}

/** A key can only be in use where there is one. */
function meets(kind: FaultKind, match: FaultMatch | undefined, request: Request): boolean {
  return (kind !== '409' || keyOf(request) !== '') && matches(match, request);
}

/** The idempotency key that counts for a request, or an empty string. */
export function keyOf(request: Request): string {
  return request.method === 'POST' ? (request.headers.get('idempotency-key') ?? '') : '';
}

function matches(match: FaultMatch | undefined, request: Request): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(request);
  const [path = '', method] = match.split(' ').reverse();
  if (method !== undefined && method !== request.method) return false;
  const pattern = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(new URL(request.url).pathname);
}

function told({ kind, match }: Fault | ChanceFault): Pick<WaitingFault, 'kind' | 'match'> {
  return { kind, match: typeof match === 'function' ? '(function)' : (match ?? null) };
}
