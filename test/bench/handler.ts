/**
 * What the handler costs beside a bare call of the SDK, and how it bears many at once. Stripe is the stand-in in this
 * process, so that nothing of a network is in the figures; what a route asks of Stripe beyond the one call is.
 */
import type Stripe from 'stripe';
import { createInvoiceHandler, type InvoiceHandler } from '../../src/server/index.js';
import { sdkFor } from '../../server-stub/world.js';
import { createStripeStub } from '../../server-stub/stripe/index.js';
import type { Row } from './row.js';

const TRIES = 61;
const AT_ONCE = 1000;
const BASE = 'https://panel.example/api/billing';

/** Budgets leave room for a machine that is busy. */
export async function measureHandler(): Promise<Row[]> {
  const calls = { count: 0 };
  const { stripe, handler, customer, id } = await setUp(() => calls.count++);
  const pairs: [name: string, budget: number, calls: number, bare: () => Promise<unknown>, path: string, body?: object][] = [
    ['an invoice', 5, 1, () => stripe.invoices.retrieve(id), `/invoices/${id}`],
    ['a page of 20', 40, 1, () => stripe.invoices.list({ customer, limit: 20 }), `/invoices?customer=${customer}&limit=20`],
    ['a change of a draft', 12, 2, () => stripe.invoices.update(id, { description: 'Bare' }), `/invoices/${id}`, { description: 'Through' }],
  ]; // prettier-ignore
  const costs: Row[] = [];
  for (const [name, budget, most, bare, path, body] of pairs) {
    const through = () => ask(handler, path, body);
    costs.push({ name: `${name}, ms added`, figure: await added(bare, through), budget });
    calls.count = 0;
    await through();
    costs.push({ name: `${name}, calls to Stripe`, figure: calls.count, budget: most });
  }
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, () => ask(handler, `/invoices/${id}`)));
  const each = (performance.now() - began) / AT_ONCE;
  costs.push({ name: `an invoice, ${AT_ONCE} asked for at once, ms each`, figure: each, budget: 8 });
  return costs;
}

interface SetUp {
  stripe: Stripe;
  handler: InvoiceHandler;
  customer: string;
  /** A draft with ten lines. */
  id: string;
}

async function setUp(onCall: () => void): Promise<SetUp> {
  const stub = createStripeStub({ seed: 'bench' });
  const stripe = sdkFor({ fetch: (request) => (onCall(), stub.fetch(request)) });
  const customer = (await stripe.customers.create({ name: 'Many' })).id;
  let id = '';
  for (let made = 0; made < 30; made++) {
    ({ id } = await stripe.invoices.create({ customer, currency: 'usd' }));
    const lines = Array.from({ length: 10 }, (_, index) => ({ description: `Item ${index}`, amount: 1000 }));
    await stripe.invoices.addLines(id, { lines });
  }
  const handler = createInvoiceHandler({
    stripe,
    session: () => ({ user: { id: 'anna' }, tenant: 'alpha', scope: { customers: [customer] } }),
    authorize: () => true,
    publishableKey: 'pk_test_bench',
    limits: false,
  });
  return { stripe, handler, customer, id };
}

let keys = 0;

/** A body makes it a write. Anything but success is no figure. */
async function ask(handler: InvoiceHandler, path: string, body?: object): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': `key-of-the-bench-${++keys}` };
  const write = body && { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await handler(new Request(BASE + path, write));
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
}

/** Milliseconds between the medians, asked for by turns so that a busy moment meets both. */
async function added(bare: () => Promise<unknown>, through: () => Promise<unknown>): Promise<number> {
  const times: [number[], number[]] = [[], []];
  for (let index = 0; index < TRIES; index++) {
    times[0].push(await timeOf(bare));
    times[1].push(await timeOf(through));
  }
  const [own, all] = times.map((each) => each.sort((a, b) => a - b)[Math.floor(TRIES / 2)] ?? Infinity);
  return all! - own!;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
