/**
 * A whole small world to try the kit in: the Stripe stand-in, the real `stripe` SDK talking to it, the real handler
 * behind that, signed webhooks from the one to the other, and three people of two tenants. It runs in Node and in a
 * page, and is the same every run unless it is given a running clock.
 */
import Stripe from 'stripe';
import { createInvoiceHandler, type InvoiceHandler } from '../src/server/handler.js';
import type { HandlerSession } from '../src/server/options.js';
import { FIRST_CUSTOMERS, type CustomerName, type FirstCustomer } from './customers.js';
import { mayDo, people, PERSON_KEY, personOf, type Person, type TenantName } from './people.js';
import { hostedPages } from './stripe/hosted/index.js';
import { createStripeStub, fixedClock, type StripeStub, type StubClock } from './stripe/index.js';

/** When a world's clock stands still, it stands at 20 November 2026, 9:00 UTC. */
export const WORLD_START = Date.UTC(2026, 10, 20, 9) / 1000;

type Ask = (request: Request) => Promise<Response>;

export interface WorldOptions {
  /** Seeds every id, so that two runs are alike; null makes them random. Default `'world'`. */
  seed?: number | string | null;
  /** Default: a clock that stands at {@link WORLD_START} until it is moved. */
  clock?: StubClock;
  /** Who asks where a request names nobody; null answers such requests with 401. Default `alpha-admin`. */
  person?: Person | null;
  /** Where the handler and the hosted pages are reached. Default `http://localhost:4242`. */
  origin?: string | (() => string);
  /** What the SDK's requests pass on their way to the stand-in, for tests that look at what is asked and answered. */
  carry?: (ask: Ask) => Ask;
  /** IANA name of the account's time zone. Default `Etc/UTC`. */
  timezone?: string;
  /** Path that the handler is mounted under. Default `/api/billing`. */
  basePath?: string;
}

/** A set of customers, whose invoices are the tenant's invoices. */
export interface Tenant {
  readonly name: TenantName;
  /** Ids; customers made through the handler join. */
  readonly customers: Set<string>;
}

export interface World {
  readonly stub: StripeStub;
  /** The SDK, pointed at the stand-in. It never retries by itself. */
  readonly stripe: Stripe;
  readonly handler: InvoiceHandler;
  readonly clock: StubClock;
  readonly basePath: string;
  readonly origin: () => string;
  readonly tenants: Readonly<Record<TenantName, Tenant>>;
  /** The customers that every world begins with, by a short name. */
  readonly customers: Readonly<Record<CustomerName, Stripe.Customer>>;
  /**
   * A `fetch` that reaches the handler as one of the people. A path is taken from below the mount (`/invoices`) or from
   * the root (`/api/billing/invoices`), so it also serves as `new HttpAdapter({url: '/api/billing', fetch})`.
   */
  asUser(person: Person): typeof fetch;
  /** Resolves when every webhook sent so far has been answered. */
  settled(): Promise<void>;
}

/** What a world is before anybody lives in it. */
type EmptyWorld = Omit<World, 'customers'>;

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const world = emptyWorld(options);
  const names = Object.keys(FIRST_CUSTOMERS) as CustomerName[];
  const customers = {} as Record<CustomerName, Stripe.Customer>;
  for (const name of names) customers[name] = await moveIn(world, FIRST_CUSTOMERS[name]);
  return { ...world, customers };
}

/** Makes a customer who belongs to a tenant. */
async function moveIn(
  { stripe, tenants }: EmptyWorld,
  { tenant, currency: _later, ...params }: FirstCustomer,
): Promise<Stripe.Customer> {
  const customer = await stripe.customers.create(params);
  tenants[tenant].customers.add(customer.id);
  return customer;
}

function emptyWorld(options: WorldOptions): EmptyWorld {
  const { seed = 'world', clock = fixedClock(WORLD_START), person = 'alpha-admin' } = options;
  const { basePath = '/api/billing', origin: where = 'http://localhost:4242' } = options;
  const origin = typeof where === 'function' ? where : () => where;
  const stub = createStripeStub({
    clock,
    ...(seed !== null && { seed }),
    account: { name: 'Northwind Studio', timezone: options.timezone },
    hostedUrl: (request) => (isForStripe(request) ? origin() : new URL(request.url).origin),
  });
  stub.mount(hostedPages);
  const ask: Ask = (request) => stub.fetch(request);
  const stripe = sdkFor({ fetch: options.carry?.(ask) ?? ask });
  const tenants: World['tenants'] = {
    alpha: { name: 'alpha', customers: new Set() },
    beta: { name: 'beta', customers: new Set() },
  };
  const { secret } = stub.addWebhook({
    url: `${origin()}${basePath}/webhook`,
    handler: (request) => handler(request),
  });
  const handler = createInvoiceHandler<DemoSession>({
    stripe,
    session: (request) => sessionOf(personOf(request.headers, person), tenants),
    authorize: (session, action) => mayDo(session.user.id, action),
    onCustomerCreated: (session, customer) => void tenants[session.tenant].customers.add(customer.id),
    webhookSecret: secret,
    publishableKey: 'pk_test_stand_in',
    basePath,
    now: () => clock.now(),
    // Where the clock stands still, no limit would ever be lifted again.
    limits: false,
  });
  return {
    stub,
    stripe,
    handler,
    clock,
    basePath,
    origin,
    tenants,
    asUser: (asking) => fetchAs(asking, handler, () => `${origin()}${basePath}`),
    settled: () => stub.settled(),
  };
}

/** The real SDK whose network is the stand-in. */
export function sdkFor(stub: Pick<StripeStub, 'fetch'>): Stripe {
  const carry: typeof fetch = (input, init) => stub.fetch(new Request(input, init));
  return new Stripe('sk_test_stand_in', {
    httpClient: Stripe.createFetchHttpClient(carry),
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

const isForStripe = (request: Request): boolean => new URL(request.url).host === 'api.stripe.com';

interface DemoSession extends HandlerSession {
  user: { id: Person; name: string };
  tenant: TenantName;
}

function sessionOf(person: Person | null, tenants: World['tenants']): DemoSession | null {
  if (!person) return null;
  const { name, tenant } = people[person];
  return { user: { id: person, name }, tenant, scope: { customers: [...tenants[tenant].customers] } };
}

function fetchAs(person: Person, handler: World['handler'], mount: () => string): typeof fetch {
  return (input, init) => {
    const at = typeof input === 'string' && input.startsWith('/') ? below(mount(), input) : input;
    const request = new Request(at, init);
    request.headers.set(PERSON_KEY, person);
    return handler(request);
  };
}

function below(mount: string, path: string): string {
  const { origin, pathname } = new URL(mount);
  return path.startsWith(`${pathname}/`) ? origin + path : mount + path;
}
