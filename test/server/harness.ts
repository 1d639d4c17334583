/** The real handler over the real SDK over the stand-in, with people of two tenants. */
import Stripe from 'stripe';
import {
  createInvoiceHandler,
  createLocalBus,
  type InvoiceHandler,
  type InvoiceHandlerOptions,
  type LogEntry,
  type Scope,
} from '../../src/server/index.js';
import { readOptions } from '../../src/server/options.js';
import type { Route } from '../../src/server/route.js';
import { routesOf } from '../../src/server/routes/index.js';
import { Streams } from '../../src/server/streams.js';
import { createStripeStub, fixedClock, type StripeStub } from '../../server-stub/stripe/index.js';
import type { Json } from '../json.js';
import { validatingFetch } from '../server-stub/schema.js';
import { validatingRequests } from '../server-stub/schema-requests.js';

export const BASE = 'https://panel.example/api/billing';
export const NOW = 1_795_000_000;
export const WEBHOOK_SECRET = 'whsec_test_of_the_handler';

export type { Json };
export type Role = 'admin' | 'viewer';

export interface Backend {
  stub: StripeStub;
  stripe: Stripe;
  handler: InvoiceHandler;
  scopes: Record<string, Scope>;
  /** `METHOD path` of every request that reached the stand-in. */
  calls: string[];
  log: LogEntry[];
  errors: unknown[];
  /** Calls the handler as `tenant-role`, or as nobody. */
  as(person: string | null): Caller;
}

export interface Reply {
  status: number;
  body: Json;
  headers: Headers;
}

export interface Caller {
  get(path: string, headers?: HeadersInit): Promise<Reply>;
  post(path: string, body?: unknown, key?: string | null, headers?: HeadersInit): Promise<Reply>;
  delete(path: string, key?: string | null): Promise<Reply>;
  raw(path: string, init?: RequestInit): Promise<Response>;
}

let keys = 0;
export const newKey = (): string => `key-${++keys}`;

/** Viewers may look; admins may do everything. */
export async function createBackend(options: Partial<InvoiceHandlerOptions> = {}): Promise<Backend> {
  const clock = fixedClock(NOW);
  const calls: string[] = [];
  const log: LogEntry[] = [];
  const errors: unknown[] = [];
  const stub = createStripeStub({ clock, seed: 'server', hostedUrl: 'https://panel.example' });
  // What the stand-in answers is valid; a test may still put something else in its place.
  stub.fetch = validatingFetch({ fetch: stub.fetch.bind(stub) });
  const stripe = new Stripe('sk_test_of_the_handler', {
    httpClient: Stripe.createFetchHttpClient(
      validatingRequests((input: RequestInfo | URL, init?: RequestInit) => {
        const request = new Request(input, init);
        calls.push(`${request.method} ${new URL(request.url).pathname}`);
        return stub.fetch(request);
      }),
    ),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const scopes: Record<string, Scope> = { alpha: { customers: [] }, beta: { customers: [] } };
  const handler = createInvoiceHandler({
    stripe,
    session: (request) => {
      const [tenant, role] = request.headers.get('x-person')?.split('-') ?? [];
      const scope = scopes[tenant ?? ''];
      return scope && role ? { user: { id: `${tenant}-${role}`, name: 'Somebody' }, tenant, scope } : null;
    },
    authorize: (session, action) => session.user.id.endsWith('-admin') || action === 'read',
    now: () => clock.now(),
    webhookSecret: WEBHOOK_SECRET,
    publishableKey: 'pk_test_of_the_handler',
    log: (entry) => log.push(entry),
    onError: (error) => errors.push(error),
    ...options,
  });
  const as = (person: string | null): Caller => callerOf(handler, person);
  return { stub, stripe, handler, scopes, calls, log, errors, as };
}

function callerOf(handler: InvoiceHandler, person: string | null): Caller {
  const raw = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (person) headers.set('x-person', person);
    return handler(new Request(BASE + path, { ...init, headers }));
  };
  const reply = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await raw(path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text ? (JSON.parse(text) as Json) : {},
    };
  };
  const keyed = (key: string | null, headers?: HeadersInit): Headers => {
    const all = new Headers(headers);
    if (key !== null) all.set('idempotency-key', key);
    return all;
  };
  return {
    raw,
    get: (path, headers) => reply(path, { headers }),
    post: (path, body = {}, key = newKey(), headers) => {
      const all = keyed(key, headers);
      if (!all.has('content-type')) all.set('content-type', 'application/json');
      return reply(path, {
        method: 'POST',
        headers: all,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    },
    delete: (path, key = newKey()) => reply(path, { method: 'DELETE', headers: keyed(key) }),
  };
}

/** A customer of the tenant; in its scope at once. */
export async function addCustomer(
  { stripe, scopes }: Backend,
  tenant: string,
  params: Stripe.CustomerCreateParams = {},
): Promise<string> {
  const customer = await stripe.customers.create({
    name: `Customer of ${tenant}`,
    email: `${tenant}@customer.example`,
    ...params,
  });
  const scope = scopes[tenant]!;
  if (scope.customers) scopes[tenant] = { ...scope, customers: [...scope.customers, customer.id] };
  return customer.id;
}

/** A draft with so many lines of 10.00 usd. */
export async function addDraft(
  { stripe }: Backend,
  customer: string,
  lines = 1,
  params: Stripe.InvoiceCreateParams = {},
): Promise<string> {
  const draft = await stripe.invoices.create({
    customer,
    currency: 'usd',
    collection_method: 'send_invoice',
    days_until_due: 30,
    ...params,
  });
  if (lines > 0) {
    const items = Array.from({ length: lines }, (_, index) => ({
      description: `Item ${index + 1}`,
      amount: 1000,
    }));
    await stripe.invoices.addLines(draft.id, { lines: items });
  }
  return draft.id;
}

/** A finalized invoice of 10.00 usd. */
export async function addOpen(backend: Backend, customer: string): Promise<string> {
  const id = await addDraft(backend, customer);
  await backend.stripe.invoices.finalizeInvoice(id);
  return id;
}

/** A payment of 10.00 usd that was made in cash and reported to Stripe. */
export const addPaymentRecord = (
  { stripe, stub }: Backend,
  customer: string,
): Promise<Stripe.PaymentRecord> =>
  stripe.paymentRecords.reportPayment({
    amount_requested: { currency: 'usd', value: 1000 },
    customer_details: { customer },
    initiated_at: stub.clock.now(),
    outcome: 'guaranteed',
    guaranteed: { guaranteed_at: stub.clock.now() },
    payment_method_details: { type: 'custom', custom: { display_name: 'Cash', type: 'cash' } },
  } as unknown as Stripe.PaymentRecordReportPaymentParams);

/** All routes of the handler but the webhook's. */
export function handlerRoutes(): Route[] {
  const options = { stripe: new Stripe('sk_test_of_nobody'), session: () => null, authorize: () => false };
  const streams = new Streams(readOptions(options, createLocalBus));
  streams.close();
  return routesOf(streams);
}
