/**
 * What five thousand open streams of `GET /events` cost: of memory, and of time from an event to the last page that
 * hears of it. Stripe is a function that answers at once, so that it is the handler that is measured.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Stripe from 'stripe';
import { createInvoiceHandler, createLocalBus } from '../../src/server/index.js';
import type { Row } from './row.js';

const LISTENERS = 5_000;
const TENANTS = 100;
const TRIES = 9;

/** Budgets leave room for a machine that is busy. */
export async function measureStreams(): Promise<Row[]> {
  const many = await measure(TENANTS);
  const one = await measure(1);
  const asked = TENANTS + LISTENERS / TENANTS;
  return [
    { name: 'memory of one stream, KiB', figure: many.memory, budget: 15 },
    { name: 'an event to the 50 pages of one tenant, ms', figure: many.time, budget: 150 },
    { name: 'an event to all 5,000 pages, ms', figure: one.time, budget: 300 },
    { name: 'calls to Stripe for an event', figure: Math.max(many.calls, one.calls), budget: 1 },
    { name: 'sessions asked, 100 tenants', figure: many.sessions, budget: asked },
  ];
}

interface Measured {
  /** KiB for each stream. */
  memory: number;
  /** Milliseconds until the last page of the first tenant has heard of an event, the median of some. */
  time: number;
  /** Calls to Stripe for each event. */
  calls: number;
  /** Times that `session` was asked for each event. */
  sessions: number;
}

async function measure(tenants: number): Promise<Measured> {
  const counts = { calls: 0, sessions: 0 };
  const bus = createLocalBus();
  const handler = createInvoiceHandler({
    stripe: stripeOfFirstTenant(() => counts.calls++),
    session: (request) => {
      counts.sessions += 1;
      const [tenant = '', id = ''] = (request.headers.get('x-person') ?? '').split(' ');
      return { user: { id }, tenant, scope: { metadata: { tenant } } };
    },
    authorize: () => true,
    bus,
  });
  const before = heap();
  const pages = [];
  for (let index = 0; index < LISTENERS; index++)
    pages.push(await openPage(handler, `${index % tenants} ${index}`));
  const memory = (heap() - before) / LISTENERS / 1024;

  counts.calls = counts.sessions = 0;
  const hearers = pages.filter((_, index) => index % tenants === 0);
  const times: number[] = [];
  for (let index = 0; index < TRIES; index++) {
    const began = performance.now();
    const heard = Promise.all(hearers.map((page) => page.read()));
    await bus.publish({
      id: `evt_${index}`,
      type: 'invoice.paid',
      invoice: `in_${index}`,
      created: 1,
      customer: null,
      account: null,
    });
    await heard;
    times.push(performance.now() - began);
  }
  handler.close();
  const time = times.sort((a, b) => a - b)[Math.floor(TRIES / 2)] ?? Infinity;
  return { memory, time, calls: counts.calls / TRIES, sessions: counts.sessions / TRIES };
}

type Page = ReadableStreamDefaultReader<Uint8Array>;

async function openPage(handler: (request: Request) => Promise<Response>, person: string): Promise<Page> {
  const request = new Request('https://panel.example/events', { headers: { 'x-person': person } });
  const { body } = await handler(request);
  if (!body) throw new Error('There is no stream.');
  const page = body.getReader();
  // The greeting, and where it begins.
  await page.read();
  await page.read();
  return page;
}

/** The SDK over an account in which every invoice is the first tenant's. */
function stripeOfFirstTenant(onCall: () => void): Stripe {
  const fetch = async (): Promise<Response> => {
    onCall();
    const customer = { id: 'cus_1', object: 'customer', metadata: {} };
    return Response.json({
      id: 'in_1',
      object: 'invoice',
      status: 'open',
      customer,
      metadata: { tenant: '0' },
    });
  };
  return new Stripe('sk_test_bench', { httpClient: Stripe.createFetchHttpClient(fetch), telemetry: false });
}

/** Bytes in use when what is no longer used has been thrown away. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
