/**
 * How much one person, and one tenant, may ask: against loops and stolen sessions, and so that nobody uses up Stripe's
 * own limits (100 requests a second, 25 in a sandbox) for everybody. Tightest where a customer may get mail.
 *
 * Windows are fixed: all that is counted between two full minutes of the handler's clock. Around such a moment twice
 * the number may pass, which a simple counter in any store is worth.
 */
import type { Config, HandlerSession } from './options.js';
import { Refusal } from './problems.js';
import { Recent } from './recent.js';
import type { Route } from './route.js';

/** So many requests in so many seconds. */
export interface Limit {
  requests: number;
  seconds: number;
}

/** Each may be another one, or `false` for none; what is left out stays as it is by default. */
export interface Limits {
  /** Requests of any kind. */
  all?: Limit | false;
  /** Requests that change something. */
  writes?: Limit | false;
  /** What may mail or charge a customer: `send`, `finalize`, `pay`, `create_and_finalize`. */
  send?: Limit | false;
}

/** Counts for as many processes as share it; in memory for one by default. */
export interface LimitStore {
  /** Adds one under the key and tells how many there are now. Each window has its own key; it may be forgotten after `seconds`. */
  count(key: string, seconds: number): number | Promise<number>;
}

export interface LimitOptions {
  person?: Limits | false;
  /** For all people of one `session.tenant` together; nothing where sessions name none. */
  tenant?: Limits | false;
  store?: LimitStore;
}

type Tier = keyof Limits;

const DEFAULTS: Record<'person' | 'tenant', Required<Limits>> = {
  person: {
    all: { requests: 1500, seconds: 60 },
    writes: { requests: 600, seconds: 60 },
    send: { requests: 120, seconds: 60 },
  },
  tenant: {
    all: { requests: 6000, seconds: 60 },
    writes: { requests: 2400, seconds: 60 },
    send: { requests: 1000, seconds: 3600 },
  },
};

const MAY_MAIL: ReadonlySet<string> = new Set([
  'invoices/:id/send',
  'invoices/:id/finalize',
  'invoices/:id/pay',
  'invoices/create_and_finalize',
]);

/** Every limit that is on; none of them with `limits: false`. */
export interface LimitConfig {
  person: [Tier, Limit][];
  tenant: [Tier, Limit][];
  store: LimitStore;
}

/** @throws TypeError for a limit that is not made of whole numbers above zero. */
export function readLimits(options: LimitOptions | false = {}): LimitConfig {
  const chosen = options === false ? { person: false as const, tenant: false as const } : options;
  const limitsOf = (who: 'person' | 'tenant'): [Tier, Limit][] => {
    const own = chosen[who] ?? {};
    if (own === false) return [];
    const entries = Object.entries({ ...DEFAULTS[who], ...own }) as [Tier, Limit | false | undefined][];
    return entries
      .map(([tier, limit]): [Tier, Limit | false] => [tier, limit ?? DEFAULTS[who][tier]])
      .filter((entry): entry is [Tier, Limit] => entry[1] !== false)
      .map(([tier, limit]) => [tier, requireLimit(limit, `limits.${who}.${tier}`)]);
  };
  const store = options === false ? undefined : options.store;
  return { person: limitsOf('person'), tenant: limitsOf('tenant'), store: store ?? createLocalCounts() };
}

function requireLimit(limit: Limit, name: string): Limit {
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
  if (isCount(limit.requests) && isCount(limit.seconds)) return limit;
  throw new TypeError(
    `createInvoiceHandler: \`${name}\` is not a limit. Write { requests: 60, seconds: 60 }, or false for none.`,
  );
}

/** The latest windows; whoever was not heard of for long is forgotten first. */
function createLocalCounts(): LimitStore {
  const counts = new Recent<number>(20_000);
  return {
    count(key) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count;
    },
  };
}

/** Throws a 429 with the pause in `Retry-After` where the person or the tenant asked too much. */
export async function checkLimits(session: HandlerSession, row: Route, config: Config): Promise<void> {
  const { person, tenant } = config.limits;
  const tiers: Tier[] = ['all'];
  if (row.writes) tiers.push('writes');
  if (MAY_MAIL.has(row.path)) tiers.push('send');
  const who = JSON.stringify([session.tenant ?? null, session.user.id]);
  // One after the other: what a person is refused does not count against the colleagues.
  for (const [tier, limit] of person)
    if (tiers.includes(tier)) await countOne(`person/${tier}/${who}`, limit, config);
  if (session.tenant === undefined) return;
  for (const [tier, limit] of tenant)
    if (tiers.includes(tier)) await countOne(`tenant/${tier}/${session.tenant}`, limit, config);
}

async function countOne(name: string, { requests, seconds }: Limit, config: Config): Promise<void> {
  const now = config.now();
  const window = Math.floor(now / seconds);
  if ((await countIn(config, `${name}/${window}`, seconds)) <= requests) return;
  const pause = Math.max(1, Math.ceil((window + 1) * seconds - now));
  const many = `more than ${requests} in ${seconds} seconds`;
  throw new Refusal(
    429,
    'too_many_requests',
    `These are too many requests at once (${many}). Try again in ${pause} seconds.`,
    { retryable: true },
    { 'retry-after': String(pause) },
  );
}

/** A store that is down must not stop the business; Stripe's own limits are still there. */
async function countIn({ limits, onError }: Config, key: string, seconds: number): Promise<number> {
  try {
    return await limits.store.count(key, seconds);
  } catch (error) {
    onError(error);
    return 0;
  }
}
