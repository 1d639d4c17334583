/** The world that stories, tests and the demo live in: its people, its scenarios, its MSW handlers, its past. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setupServer } from 'msw/node';
import { ALL_STATES, invoiceState } from '../../src/invoice/state.js';
import { mswHandlers, scenarios, WORLD_START, type MswFault, type World } from '../../server-stub/index.js';
import { seed, SEED_SPAN } from '../../server-stub/seed.js';
import { fixedClock } from '../../server-stub/stripe/index.js';
import { validWorld } from './valid-world.js';

const stateNow = (world: World, invoice: object): string =>
  invoiceState(invoice, { now: world.clock.now() }).state;
const idsOf = async (response: Response): Promise<string[]> => {
  const { data } = (await response.json()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
};

for (const state of ALL_STATES) {
  test(`the scenario "${state}" is in that state`, async () => {
    const world = await validWorld();
    assert.equal(stateNow(world, await scenarios[state](world)), state);
  });
}

test('a scenario takes customer, currency, collection method, memo and lines', async () => {
  const world = await validWorld();
  const invoice = await scenarios.open(world, {
    customer: 'globex',
    currency: 'jpy',
    collection_method: 'charge_automatically',
    description: 'Thank you',
    lines: [{ description: 'Print', quantity: '3', unitAmount: '400' }],
  });
  assert.deepEqual(
    ['customer', 'currency', 'collection_method', 'description', 'total'].map((field) => invoice[field]),
    [world.customers.globex.id, 'jpy', 'charge_automatically', 'Thank you', 1200],
  );
});

test('two worlds of one seed are alike to the letter, and random ones are not', async () => {
  const make = async (seedOfIds?: null) => {
    const world = await validWorld(seedOfIds === null ? { seed: null } : {});
    return JSON.stringify(await scenarios.paid(world));
  };
  assert.equal(await make(), await make());
  assert.notEqual(await make(null), await make(null));
});

test('each person sees the invoices of their own tenant, and a viewer only looks', async () => {
  const world = await validWorld();
  const ours = await scenarios.draft(world, { customer: 'acme' });
  const theirs = await scenarios.draft(world, { customer: 'initech' });
  assert.deepEqual(await idsOf(await world.asUser('alpha-viewer')('/invoices')), [ours.id]);
  assert.deepEqual(await idsOf(await world.asUser('beta-admin')('/invoices')), [theirs.id]);
  assert.equal((await world.asUser('alpha-admin')(`/invoices/${theirs.id}`)).status, 404);
  assert.equal((await world.asUser('alpha-admin')('/invoices/in_none')).status, 404);
  const finalize = (person: 'alpha-admin' | 'alpha-viewer') =>
    world.asUser(person)(`/invoices/${ours.id}/finalize`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `key-${person}` },
      body: '{}',
    });
  assert.equal((await finalize('alpha-viewer')).status, 403);
  assert.equal((await finalize('alpha-admin')).status, 200);
});

test('the person comes from the header, else the cookie, else the default; an unknown name is nobody', async () => {
  const world = await validWorld();
  const nobodyByDefault = await validWorld({ person: null });
  const who = async ({ handler }: World, headers: Record<string, string>) => {
    const response = await handler(new Request('http://localhost:4242/api/billing/session', { headers }));
    const body = (await response.json()) as { user?: { id: string } };
    return body.user?.id ?? response.status;
  };
  assert.equal(await who(world, {}), 'alpha-admin');
  assert.equal(await who(world, { cookie: 'a=b; x-demo-user=beta-admin' }), 'beta-admin');
  assert.equal(
    await who(world, { 'cookie': 'x-demo-user=beta-admin', 'x-demo-user': 'alpha-viewer' }),
    'alpha-viewer',
  );
  assert.equal(await who(world, { 'x-demo-user': 'mallory' }), 401);
  assert.equal(await who(nobodyByDefault, {}), 401);
});

test('a customer made through the handler joins the tenant of who made it', async () => {
  const world = await validWorld();
  const made = await world.asUser('beta-admin')('/customers', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'new-customer' },
    body: JSON.stringify({ name: 'Late Riser', email: 'late@riser.example' }),
  });
  const { id } = (await made.json()) as { id: string };
  // Made at Stripe itself, past the handler, and of that customer: it is the tenant's all the same.
  const { id: invoice } = await world.stripe.invoices.create({ customer: id });
  assert.deepEqual(await idsOf(await world.asUser('beta-admin')('/invoices')), [invoice]);
  assert.deepEqual(await idsOf(await world.asUser('alpha-admin')('/invoices')), []);
});

test('what happens at Stripe is told to the page by a signed webhook', async () => {
  const world = await validWorld();
  const { id } = await scenarios.open(world);
  await world.settled();
  const stream = await world.asUser('alpha-admin')('/events');
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  await world.stripe.invoices.voidInvoice(id);
  let heard = '';
  while (!heard.includes('invoice.voided'))
    heard += (await reader.read()).value ?? assert.fail('the stream ended');
  assert.match(heard, new RegExp(id));
  await reader.cancel();
});

test('a seeded world has a past in every state that a running clock can hold, for both tenants', async () => {
  const world = await validWorld({ clock: fixedClock(WORLD_START - SEED_SPAN) });
  await seed(world, WORLD_START);
  assert.equal(world.clock.now(), WORLD_START);
  const { data } = await world.stripe.invoices.list({ limit: 100 });
  const payments = await Promise.all(
    data.map(({ id }) =>
      world.stripe.invoicePayments.list({ invoice: id, expand: ['data.payment.payment_intent'] }),
    ),
  );
  for (const { name, customers } of Object.values(world.tenants)) {
    const states = data
      .map((invoice, index) => ({ invoice, paid: payments[index] }))
      .filter(({ invoice }) => customers.has(invoice.customer as string))
      .map(({ invoice, paid }) => invoiceState(invoice, { now: WORLD_START, payments: paid }).state);
    const wanted = [
      'draft',
      'scheduled',
      'finalization_failed',
      'open',
      'payment_failed',
      'retrying',
      'past_due',
    ];
    wanted.push('action_required', 'partially_paid', 'pending', 'paid', 'uncollectible', 'void');
    assert.deepEqual([...new Set(states)].sort(), wanted.sort(), name);
  }
});

describe('MSW', () => {
  const faults: MswFault[] = [];
  let world: World;
  let server: ReturnType<typeof setupServer>;
  const page = (path: string): Promise<Response> => fetch(`http://page.example${path}`);

  // Takes over the network of the process, which other tests may share.
  before(async () => {
    world = await validWorld();
    server = setupServer(...mswHandlers({ world, baseUrl: '/billing', faults }));
    server.listen({ onUnhandledRequest: 'error' });
  });
  after(() => server.close());

  test('carries the page to the handler, wherever it believes that to be, and Stripe to the stand-in', async () => {
    const { id, hosted_invoice_url } = await scenarios.open(world);
    assert.deepEqual(await idsOf(await page('/billing/invoices')), [id]);
    const direct = await fetch(`https://api.stripe.com/v1/invoices/${id}`, {
      headers: { authorization: 'Bearer sk_test_x' },
    });
    assert.equal(((await direct.json()) as { id: string }).id, id);
    const hosted = await page(new URL(String(hosted_invoice_url)).pathname);
    assert.match(await hosted.text(), /<button type="submit">Pay €/);
  });

  test('refuses, delays or cuts off what a fault matches, as long as the fault is there', async () => {
    for (const status of [401, 403, 404, 429, 500] as const) {
      faults.splice(0, 1, { status });
      const refused = await page('/billing/session');
      assert.equal(refused.status, status);
      assert.equal(((await refused.json()) as { status: number }).status, status);
      assert.equal(refused.headers.get('content-type'), 'application/problem+json');
    }
    faults.splice(0, 1, { offline: true });
    await assert.rejects(page('/billing/session'), TypeError);
    faults.splice(0, 1, { delay: 'infinite', match: ({ url }) => url.endsWith('/session') });
    const patience = new AbortController();
    const waiting = fetch('http://page.example/billing/session', { signal: patience.signal });
    assert.equal((await page('/billing/invoices')).status, 200);
    patience.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    faults.splice(0, 1, { status: 500, match: ({ url }) => url.endsWith('/invoices') });
    assert.equal((await page('/billing/session')).status, 200);
    assert.equal((await page('/billing/invoices')).status, 500);
    faults.length = 0;
    assert.equal((await page('/billing/invoices')).status, 200);
  });
});
