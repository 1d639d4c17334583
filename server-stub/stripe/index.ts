/**
 * The Stripe stand-in: an in-memory Stripe as one `(Request) => Promise<Response>`. It needs nothing but the web
 * platform, so it runs in Node, in a page and in a service worker alike.
 *
 * Rooms: `core/` the envelope that every call shares (with the one table of refusals and the one of transitions),
 * `money/` arithmetic, `invoices/` the life of an invoice, `payments/` that of an intent, `rooms/` one file per resource
 * with its routes.
 */
import { realClock, type StubClock } from './clock.js';
import { createIds, type IdGenerator } from './ids.js';
import { NEWEST_VERSION } from './dialects/index.js';
import { dispatch, type BeforeWork, type Dispatch } from './core/dispatch.js';
import { refuse } from './core/refusals.js';
import { createDelivery, type Deliver } from './core/webhooks.js';
import { createWorld, type Shared, type World } from './core/world.js';
import { createFaults, type Fault, type Faults } from './faults.js';
import { createHostedAccess, type HostedAccess } from './invoices/hosted-access.js';
import { runDue } from './invoices/schedule.js';
import type { Account, StripeEvent } from './objects.js';
import { createPaymentControls, type PaymentControls } from './payments/controls.js';
import { createAccount } from './rooms/account.js';
import { routes } from './rooms/routes.js';
import { addEndpoint } from './rooms/webhook-endpoints.js';

export { fixedClock, realClock, type StubClock } from './clock.js';
export { createIds, type IdGenerator } from './ids.js';
export type { Fault, FaultKind, Faults } from './faults.js';
export type { HostedAccess, HostedInvoice, HostedPayment } from './invoices/hosted-access.js';
export { testCards, type TestCard } from './money/test-methods.js';
export { DEBIT_SECONDS } from './payments/debits.js';
export type { PaymentControls } from './payments/controls.js';
export type * from './objects.js';

export interface StripeStubOptions {
  /** Default: the real clock, which `stub.clock.advance(seconds)` moves. */
  clock?: StubClock;
  /** Makes ids from a prefix (`in`, `cus`, …). Default: random, or the same every run when `seed` is given. */
  ids?: IdGenerator;
  seed?: number | string;
  /** The account's API version, for requests without `Stripe-Version` and for events. Default: the newest known. */
  apiVersion?: string;
  /**
   * Origin of hosted invoice links, or a function of the request that asks. Default: that request's own origin, and
   * Stripe's own where the request was meant for Stripe (an SDK whose network the stand-in is).
   */
  hostedUrl?: string | ((request: Request) => string);
  /** The default account; what is left out is filled in. */
  account?: Partial<Pick<Account, 'id' | 'country' | 'default_currency' | 'email'>> & { name?: string };
  /** Carries webhook deliveries. Default: the global fetch. */
  deliver?: Deliver;
}

/** Answers requests outside `/v1`, such as the hosted invoice page; null when a path is none of its own. */
export type Mount = (request: Request, stub: StripeStub) => Promise<Response> | null;

export interface StripeStub {
  /** Everything below `/v1`, and whatever was mounted beside it. Rejects only where a fault asks for a lost connection. */
  fetch(request: Request): Promise<Response>;
  readonly clock: StubClock;
  /** The default account's id, `acct_…`. */
  readonly accountId: string;
  /** Runs what has fallen due (scheduled finalizations, automatic payments); every request does this first. */
  tick(): void;
  /** Finds and pays invoices by their hosted link. */
  readonly hosted: HostedAccess;
  /** Does to payments what customers do at their bank. */
  readonly payments: PaymentControls;
  /** Adds a handler for other paths, for example `/i/…`. */
  mount(handler: Mount): void;
  /** Hears every event as it happens, before any webhook; returns the way to stop. */
  onEvent(listener: (event: StripeEvent) => void): () => void;
  /** Registers an endpoint: by URL over `deliver`, or a handler called in process. Returns its id and secret. */
  addWebhook(endpoint: {
    url?: string;
    handler?: (request: Request) => Promise<Response>;
    secret?: string;
    events?: string[];
  }): { id: string; secret: string };
  /** Resolves when every webhook sent so far has been answered. */
  settled(): Promise<void>;
  readonly faults: Pick<Faults, 'next' | 'clear'>;
}

/** Makes a stand-in with empty worlds. */
export function createStripeStub(options: StripeStubOptions = {}): StripeStub {
  const clock = options.clock ?? realClock();
  const newId = options.ids ?? createIds(options.seed);
  const deliver = options.deliver ?? ((request: Request) => fetch(request));
  const delivery = createDelivery(deliver, () => clock.now());
  const listeners = new Set<(event: StripeEvent) => void>();
  const mounts: Mount[] = [];
  const faults = createFaults();

  const shared: Shared = {
    clock,
    newId,
    apiVersion: options.apiVersion ?? NEWEST_VERSION,
    origin: typeof options.hostedUrl === 'string' ? options.hostedUrl : 'https://invoice.stripe.com',
    publish(event, world, inVersion) {
      for (const listener of listeners) listener(event);
      for (const endpoint of world.endpoints.newestFirst()) {
        if (!endpoint.listens(event.type)) continue;
        const version = endpoint.wire.api_version;
        delivery.send(endpoint, version === null ? event : inVersion(version));
      }
    },
  };
  const worlds = createWorlds(shared, options.account);
  const server: Dispatch = {
    shared,
    routes,
    world: worlds.of,
    origin: (request) => originOf(options.hostedUrl, request, shared),
  };
  const tick = () => {
    for (const world of worlds.all()) runDue(world);
  };

  const stub: StripeStub = {
    clock,
    accountId: worlds.default.account.id,
    tick,
    hosted: createHostedAccess((id) => worlds.find(id)),
    payments: createPaymentControls(() => {
      tick();
      return worlds.all();
    }),
    faults,
    async fetch(request) {
      tick();
      if (new URL(request.url).pathname.startsWith('/v1/')) {
        return withFault(faults.take(request), (before) => dispatch(server, request, before));
      }
      for (const mount of mounts) {
        const answered = mount(request, stub);
        if (answered) return answered;
      }
      return new Response('Not found', { status: 404 });
    },
    mount(handler) {
      mounts.push(handler);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addWebhook(endpoint) {
      return addEndpoint(worlds.default, { ...endpoint, now: clock.now() });
    },
    settled: () => delivery.settled(),
  };
  return stub;
}

/** The place for everything that disturbs: around the dispatch, so that no room knows of it. */
async function withFault(
  fault: Fault | undefined,
  answer: (before?: BeforeWork) => Promise<Response>,
): Promise<Response> {
  if (!fault) return answer();
  switch (fault.kind) {
    case 'drop_before':
      throw new TypeError('fetch failed');
    case 'drop_after':
      await answer();
      throw new TypeError('fetch failed');
    case 'slow':
      return answer(() => new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1000)));
    case '500':
      return answer(() => Promise.reject(refuse('server_error')));
    case '429':
    case 'lock_timeout':
      return answer(() => Promise.reject(refuse(fault.kind === '429' ? 'rate_limit' : 'lock_timeout')));
  }
}

function createWorlds(shared: Shared, account: StripeStubOptions['account']) {
  const first = createWorld(shared, createAccount(shared, account), false);
  const worlds = new Map<string, World>([[first.account.id, first]]);
  return {
    default: first,
    all: () => worlds.values(),
    find: (id: string) => worlds.get(id) ?? null,
    of(id: string | undefined): World | null {
      if (id === undefined) return first;
      if (!/^acct_\w+$/.test(id)) return null;
      const known = worlds.get(id);
      if (known) return known;
      const made = createWorld(shared, createAccount(shared, { ...account, id }), true);
      worlds.set(id, made);
      return made;
    },
  };
}

function originOf(hostedUrl: StripeStubOptions['hostedUrl'], request: Request, shared: Shared): string {
  if (typeof hostedUrl === 'function') return hostedUrl(request);
  if (typeof hostedUrl === 'string') return shared.origin;
  const { host, origin } = new URL(request.url);
  if (host !== 'api.stripe.com') shared.origin = origin;
  return shared.origin;
}
