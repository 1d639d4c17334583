/**
 * The Stripe stand-in: an in-memory Stripe as one `(Request) => Promise<Response>`. It needs nothing but the web
 * platform, so it runs in Node, in a page and in a service worker alike.
 *
 * Rooms: `core/` the envelope that every call shares (with the one table of refusals and the one of transitions),
 * `money/` arithmetic, `invoices/` the life of an invoice, `payments/` that of an intent, `rooms/` one file per resource
 * with its routes, `dialects/` what older API versions say and take instead.
 */
import { realClock, type StubClock } from './clock.js';
import { createIds, type IdGenerator } from './ids.js';
import { isSpoken, NEWEST_VERSION } from './dialects/index.js';
import { dispatch, type Dispatch } from './core/dispatch.js';
import { createSearchIndex, type SearchIndex } from './core/search-index.js';
import { createDelivery, listeners, type Deliver } from './core/webhooks.js';
import { createWorld, type Shared, type TaxService, type World } from './core/world.js';
import { underFault } from './fault-effects.js';
import { createFaults, type Faults } from './faults.js';
import { noteDelivered, noteHeldUp } from './invoices/announce.js';
import { createHostedAccess, type HostedAccess } from './invoices/hosted-access.js';
import { runDue } from './invoices/schedule.js';
import { createLimiter, type Limits, type LimitSwitch } from './limits.js';
import type { Account, StripeEvent } from './objects.js';
import { createPaymentControls, type PaymentControls } from './payments/controls.js';
import { createAccount, type GivenAccount } from './rooms/account.js';
import { addTemplate } from './rooms/rendering-templates.js';
import { routes } from './rooms/routes.js';
import { addEndpoint } from './rooms/webhook-endpoints.js';
import { createWebhookFaults, type WebhookFaults } from './webhook-faults.js';

export { fixedClock, realClock, type StubClock } from './clock.js';
export { createIds, type IdGenerator } from './ids.js';
export type { ChanceFault, Fault, FaultKind, FaultMatch, Faults, WaitingFault } from './faults.js';
export type { Limits, LimitSwitch } from './limits.js';
export { knownVersions, NEWEST_VERSION, type KnownVersion } from './dialects/index.js';
export type {
  HostedAccess,
  HostedCreditNote,
  HostedInvoice,
  HostedPayment,
} from './invoices/hosted-access.js';
export type { TaxService } from './core/world.js';
export { testCards, type TestCard } from './money/test-methods.js';
export { DEBIT_SECONDS } from './payments/debits.js';
export type { PaymentControls } from './payments/controls.js';
export type * from './objects.js';
export type {
  WaitingDisturbance,
  WebhookDisturbance,
  WebhookFaults,
  WebhookTrouble,
} from './webhook-faults.js';

export interface StripeStubOptions {
  /** Default: the real clock, which `stub.clock.advance(seconds)` moves. */
  clock?: StubClock;
  /** Makes ids from a prefix (`in`, `cus`, …). Default: random, or the same every run when `seed` is given. */
  ids?: IdGenerator;
  seed?: number | string;
  /**
   * The account's API version, for requests without `Stripe-Version` and for events: one of `knownVersions`, or a date
   * between two of them. Default: the newest.
   */
  apiVersion?: string;
  /**
   * Origin of hosted invoice links, or a function of the request that asks. Default: that request's own origin, and
   * Stripe's own where the request was meant for Stripe (an SDK whose network the stand-in is).
   */
  hostedUrl?: string | ((request: Request) => string);
  /** The default account; what is left out is filled in. */
  account?: GivenAccount;
  /** Carries webhook deliveries. Default: the global fetch. */
  deliver?: Deliver;
  /** Stripe's rate limits: true for those of a sandbox, or what differs from them. Default: none. */
  limits?: boolean | Partial<Limits>;
  /** What the limits are measured by: milliseconds that never go back. Default: real time. */
  monotonic?: () => number;
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
    /** What events are told in. Default: the account's version. */
    apiVersion?: string;
  }): { id: string; secret: string };
  /** Resolves when every webhook sent so far has been answered. */
  settled(): Promise<void>;
  /** Stripe Tax: at work (default), not activated, or out of order. */
  readonly tax: { set(service: TaxService, accountId?: string): void };
  /** Makes a rendering template, as the Dashboard would; returns its id. */
  addTemplate(template?: { nickname?: string }): string;
  /** Makes Stripe so many seconds late with what it does to this invoice by itself. */
  postpone(invoiceId: string, seconds: number): void;
  /**
   * Tells fields of an invoice otherwise than they are, in every answer and event from then on: what your code does with
   * values that Stripe may have tomorrow, such as a new `status`.
   */
  override(invoiceId: string, fields: Record<string, unknown>): void;
  readonly faults: Faults;
  readonly limits: LimitSwitch;
  /** Webhooks gone wrong. */
  readonly webhooks: WebhookFaults;
  /** `delay(seconds)`: how old a change must be to be found by a search; 0, the default, for at once. */
  readonly search: Pick<SearchIndex, 'delay' | 'seconds'>;
  /**
   * Empties all accounts and disturbs no more than at the beginning. The accounts' ids, the webhook endpoints that were
   * registered and the clock stay.
   */
  reset(): void;
}

/** Makes a stand-in with empty worlds. */
export function createStripeStub(options: StripeStubOptions = {}): StripeStub {
  const clock = options.clock ?? realClock();
  const newId = options.ids ?? createIds(options.seed);
  const deliver = options.deliver ?? ((request: Request) => fetch(request));
  const delivery = createDelivery({
    deliver,
    now: () => clock.now(),
    delivered: noteDelivered,
    heldUp: noteHeldUp,
  });
  const hearing = new Set<(event: StripeEvent) => void>();
  const mounts: Mount[] = [];
  const faults = createFaults();
  const webhooks = createWebhookFaults(() => delivery.release());
  const limits = createLimiter(options.monotonic ?? (() => performance.now()));
  limits.set(options.limits ?? false);
  const search = createSearchIndex(
    () => worlds.all(),
    () => clock.now(),
  );

  const shared: Shared = {
    clock,
    newId,
    apiVersion: spoken(options.apiVersion ?? NEWEST_VERSION),
    origin: typeof options.hostedUrl === 'string' ? options.hostedUrl : 'https://invoice.stripe.com',
    search,
    publish(event, world, inVersion) {
      for (const listener of hearing) listener(event);
      const endpoints = listeners(world, event.type);
      const disturbance = endpoints.length > 0 ? webhooks.take(event.type) : undefined;
      for (const endpoint of endpoints) {
        const version = endpoint.wire.api_version;
        const told = version === null ? event : inVersion(version);
        delivery.send({ world, endpoint, event, told }, disturbance);
      }
    },
  };
  const worlds = createWorlds(shared, options.account);
  const server: Dispatch = {
    shared,
    routes,
    world: worlds.of,
    origin: (request) => originOf(options.hostedUrl, request, shared),
    limit: limits.admit,
  };
  const tick = () => {
    delivery.runDue();
    const moved = [...worlds.all()].filter((world) => runDue(world));
    if (moved.length > 0) search.note();
  };
  const answer = async (request: Request): Promise<Response> => {
    if (new URL(request.url).pathname.startsWith('/v1/')) {
      return underFault(faults.take(request), request, (interruptions) =>
        dispatch(server, request, interruptions),
      );
    }
    for (const mount of mounts) {
      const answered = mount(request, stub);
      if (answered) return answered;
    }
    return new Response('Not found', { status: 404 });
  };

  /** An invoice of whichever account. */
  const known = (invoiceId: string) => {
    for (const world of worlds.all()) {
      const record = world.invoices.get(invoiceId);
      if (record) return record;
    }
    throw new TypeError(`There is no invoice ${invoiceId}.`);
  };
  const stub: StripeStub = {
    clock,
    accountId: worlds.first().account.id,
    tick,
    hosted: createHostedAccess((id) => worlds.find(id)),
    payments: createPaymentControls(() => {
      tick();
      return worlds.all();
    }),
    faults,
    limits,
    webhooks,
    search,
    async fetch(request) {
      tick();
      return answer(request).finally(() => {
        if (request.method !== 'GET') search.note();
      });
    },
    mount(handler) {
      mounts.push(handler);
    },
    onEvent(listener) {
      hearing.add(listener);
      return () => hearing.delete(listener);
    },
    addWebhook(endpoint) {
      if (endpoint.apiVersion !== undefined) spoken(endpoint.apiVersion);
      return addEndpoint(worlds.first(), { ...endpoint, now: clock.now() });
    },
    tax: {
      set(service, accountId) {
        const world = worlds.of(accountId);
        if (!world) throw new TypeError(`${accountId} is no account id: acct_…`);
        world.taxService = service;
      },
    },
    addTemplate: (template = {}) => addTemplate(worlds.first(), { ...template, now: clock.now() }).id,
    postpone(invoiceId, seconds) {
      known(invoiceId).lateness = seconds;
    },
    override(invoiceId, fields) {
      Object.assign(known(invoiceId).overrides, fields);
    },
    settled: () => delivery.settled(),
    reset() {
      faults.clear();
      delivery.forget();
      webhooks.clear();
      limits.set(options.limits ?? false);
      worlds.reset();
      search.delay(0);
    },
  };
  return stub;
}

function spoken(version: string): string {
  if (!isSpoken(version)) throw new RangeError(`The stand-in does not speak the API version ${version}.`);
  return version;
}

/** The worlds by account: the default one, and those that `Stripe-Account` names, made when they are first asked for. */
function createWorlds(shared: Shared, account: StripeStubOptions['account']) {
  const own = createAccount(shared, account);
  const worlds = new Map<string, World>();
  const add = (of: Account) => {
    const made = createWorld(shared, of, of !== own);
    for (const endpoint of worlds.get(of.id)?.endpoints.oldestFirst() ?? []) made.endpoints.insert(endpoint);
    worlds.set(of.id, made);
    return made;
  };
  add(own);
  const find = (id: string) => worlds.get(id) ?? null;
  const first = () => find(own.id) ?? add(own);
  return {
    first,
    find,
    all: () => worlds.values(),
    of(id: string | undefined): World | null {
      if (id === undefined) return first();
      if (!/^acct_\w+$/.test(id)) return null;
      return find(id) ?? add(createAccount(shared, { ...account, id }));
    },
    reset() {
      for (const { account: of } of [...worlds.values()]) add(of);
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
