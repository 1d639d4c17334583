/** How much a person and a tenant may ask, by the handler's own clock. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createInvoiceHandler, type LimitOptions } from '../../src/server/index.js';
import { addCustomer, addOpen, createBackend, NOW, type Backend } from './harness.js';

interface Limited {
  backend: Backend;
  pass(seconds: number): void;
}

async function limited(limits: LimitOptions | false | undefined): Promise<Limited> {
  let now = NOW - (NOW % 3600);
  const backend = await createBackend({ limits, now: () => now });
  return { backend, pass: (seconds) => void (now += seconds) };
}

const statuses = async (count: number, ask: () => Promise<{ status: number }>): Promise<number[]> => {
  const seen: number[] = [];
  for (let index = 0; index < count; index++) seen.push((await ask()).status);
  return seen;
};

test('a person who asks too much waits as long as Retry-After says, before Stripe is asked', async () => {
  const { backend, pass } = await limited({ person: { all: { requests: 2, seconds: 60 } } });
  const admin = backend.as('alpha-admin');
  const ask = () => admin.get('/customers');
  pass(10);
  assert.deepEqual(await statuses(2, ask), [200, 200]);
  const calls = backend.calls.length;
  const refused = await ask();
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '50');
  assert.equal(refused.headers.get('content-type'), 'application/problem+json');
  assert.deepEqual([refused.body['code'], refused.body['retryable']], ['too_many_requests', true]);
  assert.match(refused.body['detail'], /50 seconds/);
  assert.equal(backend.calls.length, calls);
  assert.equal((await backend.as('alpha-viewer').get('/customers')).status, 200);
  assert.equal((await backend.as('beta-admin').get('/customers')).status, 200);
  pass(50);
  assert.equal((await ask()).status, 200);
});

test('what may mail or charge a customer has a tighter limit of its own, writes have one as well', async () => {
  const { backend } = await limited({
    person: { send: { requests: 1, seconds: 60 }, writes: { requests: 3, seconds: 60 } },
  });
  const id = await addOpen(backend, await addCustomer(backend, 'alpha'));
  const admin = backend.as('alpha-admin');
  assert.equal((await admin.post(`/invoices/${id}/send`)).status, 200);
  for (const path of [`/invoices/${id}/send`, `/invoices/${id}/pay`]) {
    const refused = await admin.post(path);
    assert.deepEqual([refused.status, refused.body['code']], [429, 'too_many_requests'], path);
  }
  assert.equal((await admin.get(`/invoices/${id}`)).status, 200);
  const sent = await backend.stripe.events.list({ type: 'invoice.sent' });
  assert.equal(sent.data.length, 1);
  assert.deepEqual(await statuses(1, () => admin.post(`/invoices/${id}`, { metadata: { a: 'b' } })), [429]);
});

test('the people of a tenant share its limit, and what one is refused does not count for the others', async () => {
  const { backend } = await limited({
    person: { all: { requests: 2, seconds: 60 } },
    tenant: { all: { requests: 3, seconds: 60 } },
  });
  const [admin, viewer] = [backend.as('alpha-admin'), backend.as('alpha-viewer')];
  assert.deepEqual(await statuses(5, () => admin.get('/customers')), [200, 200, 429, 429, 429]);
  assert.deepEqual(await statuses(2, () => viewer.get('/customers')), [200, 429]);
  assert.equal((await backend.as('beta-admin').get('/customers')).status, 200);
});

test('limits are on by default, and off where they are switched off', async () => {
  const ask = (backend: Backend) => () => backend.as('alpha-viewer').post('/invoices/in_1/send');
  const byDefault = await limited(undefined);
  const seen = await statuses(121, ask(byDefault.backend));
  assert.deepEqual([seen[119], seen[120]], [404, 429]);
  const off = await limited(false);
  assert.ok(!(await statuses(121, ask(off.backend))).includes(429));
  const oneOff = await limited({ person: { send: false } });
  assert.ok(!(await statuses(121, ask(oneOff.backend))).includes(429));
});

test('counts may be kept in a store of several processes; while it is down, work goes on', async () => {
  const counts = new Map<string, number>();
  const count = async (key: string): Promise<number> => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key)!;
  };
  const limits: LimitOptions = { person: { all: { requests: 1, seconds: 60 } }, store: { count } };
  const [one, other] = [await limited(limits), await limited(limits)];
  assert.equal((await one.backend.as('alpha-admin').get('/customers')).status, 200);
  assert.equal((await other.backend.as('alpha-admin').get('/customers')).status, 429);

  const down = { ...limits, store: { count: () => Promise.reject(new Error('down')) } };
  const { backend } = await limited(down);
  assert.deepEqual(await statuses(2, () => backend.as('alpha-admin').get('/customers')), [200, 200]);
  assert.match(String(backend.errors[0]), /down/);
});

test('a limit that cannot be meant is refused at once', async () => {
  const { stripe } = await createBackend();
  for (const all of [
    { requests: 0, seconds: 60 },
    { requests: 1, seconds: 0.5 },
    { requests: Infinity, seconds: 1 },
  ]) {
    const limits = { person: { all } };
    assert.throws(
      () => createInvoiceHandler({ stripe, session: () => null, authorize: () => true, limits }),
      /limits\.person\.all/,
    );
  }
});
