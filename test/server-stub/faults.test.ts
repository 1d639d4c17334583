/** Faults on demand: what each does to the request, to the work, and to the key. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { asker, newCustomer, newStub, sdk } from './support.js';

async function setUp() {
  const stub = newStub();
  const customer = (await newCustomer(sdk(stub))).id;
  const ask = asker(stub);
  const create = (key: string) => ask('POST', '/v1/invoices', { customer }, { 'idempotency-key': key });
  const count = async () => (await sdk(stub).invoices.list()).data.length;
  return { stub, create, count };
}

test('a connection lost before the work leaves nothing, one lost after it has done the work', async () => {
  const { stub, create, count } = await setUp();
  stub.faults.next({ kind: 'drop_before', match: 'POST /v1/invoices' });
  await assert.rejects(create('a'), TypeError);
  assert.equal(await count(), 0);
  stub.faults.next({ kind: 'drop_after', match: '/v1/invoices' });
  await assert.rejects(create('a'), TypeError);
  assert.equal(await count(), 1);
  const again = await create('a');
  assert.deepEqual([again.status, again.headers.get('idempotent-replayed'), await count()], [200, 'true', 1]);
});

test('a 500 is what its key replays; limits leave the key free and ask to be tried again', async () => {
  const { stub, create, count } = await setUp();
  stub.faults.next({ kind: '500' });
  assert.equal((await create('a')).status, 500);
  assert.equal((await create('a')).status, 500);
  assert.equal(await count(), 0);
  for (const [kind, code] of [
    ['429', 'rate_limit'],
    ['lock_timeout', 'lock_timeout'],
  ] as const) {
    stub.faults.next({ kind });
    const limited = await create(kind);
    assert.deepEqual(
      [limited.status, limited.body.error?.['code'], limited.headers.get('stripe-should-retry')],
      [429, code, 'true'],
    );
    assert.equal((await create(kind)).status, 200);
  }
});

test('a fault meets only what it matches, as often as it says, and can be called off', async () => {
  const { stub, create } = await setUp();
  stub.faults.next({ kind: '500', times: 2, match: (request) => request.method === 'POST' });
  assert.equal((await asker(stub)('GET', '/v1/account')).status, 200);
  assert.deepEqual(
    [(await create('1')).status, (await create('2')).status, (await create('3')).status],
    [500, 500, 200],
  );
  stub.faults.next({ kind: '500', match: '/v1/invoices/*' });
  assert.equal((await create('4')).status, 200);
  stub.faults.clear();
  assert.equal((await asker(stub)('GET', '/v1/invoices/search', { query: 'total>0' })).status, 200);
});

test('a 409 says that the key is in use and leaves it free, whether it was answered before or not', async () => {
  const { stub, create, count } = await setUp();
  stub.faults.next({ kind: '409', times: 2 });
  // Nothing to be in use: the fault waits for a request that has a key.
  assert.equal((await asker(stub)('GET', '/v1/account')).status, 200);
  const busy = await create('a');
  assert.deepEqual(
    [busy.status, busy.body.error?.['code'], busy.headers.get('stripe-should-retry')],
    [409, 'idempotency_key_in_use', 'true'],
  );
  assert.match(String(busy.body.error?.['message']), /Idempotent Key .*: a\. Please try again later/);
  stub.faults.clear();
  assert.equal((await create('a')).status, 200);
  stub.faults.next({ kind: '409' });
  assert.equal((await create('a')).status, 409);
  assert.equal((await create('a')).headers.get('idempotent-replayed'), 'true');
  assert.equal(await count(), 1);
});

test('a 500 after the work is what the key replays, though the work was done', async () => {
  const { stub, create, count } = await setUp();
  stub.faults.next({ kind: '500_after' });
  assert.equal((await create('a')).status, 500);
  const again = await create('a');
  assert.deepEqual([again.status, again.headers.get('idempotent-replayed'), await count()], [500, 'true', 1]);
});

test('a truncated answer is no JSON, and the key has the whole of it', async () => {
  const { stub, create, count } = await setUp();
  stub.faults.next({ kind: 'truncated', match: 'POST /v1/invoices' });
  await assert.rejects(create('a'), SyntaxError);
  assert.equal(await count(), 1);
  assert.deepEqual([(await create('a')).status, await count()], [200, 1]);
});

test('a request that hangs does no work and ends when its caller gives up; a slow one goes on without', async () => {
  const { stub, count } = await setUp();
  const ask = (signal: AbortSignal) =>
    stub.fetch(
      new Request('https://api.stripe.com/v1/customers', {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_x' },
        body: new URLSearchParams({ name: 'Late' }),
        signal,
      }),
    );
  const customers = async () => (await sdk(stub).customers.list()).data.length;
  for (const [kind, made] of [
    ['hang', 1],
    ['slow', 2],
  ] as const) {
    stub.faults.next({ kind, match: 'POST /v1/customers', delayMs: 1 });
    const patience = new AbortController();
    const asked = ask(patience.signal);
    patience.abort();
    await assert.rejects(asked, { name: 'AbortError' });
    if (kind === 'slow') while ((await customers()) < made) await new Promise(setImmediate);
    assert.equal(await customers(), made);
  }
  assert.equal(await count(), 0);
});

test('by chance, the same every run for a seed, about as often as asked, until it is stopped', async () => {
  const statuses = async (seed: number, times = 200) => {
    const stub = newStub();
    const ask = asker(stub);
    const stop = stub.faults.chance({ probability: 0.25, kind: ['429', '500'], match: 'GET /v1/*', seed });
    assert.deepEqual(stub.faults.list(), [
      { kind: ['429', '500'], match: 'GET /v1/*', left: null, probability: 0.25 },
    ]);
    const met: number[] = [];
    for (let i = 0; i < times; i++) {
      // Not matched, so it changes nothing of who is met.
      if (i % 3 === seed) await ask('POST', '/v1/products', { name: 'Thing' });
      met.push((await ask('GET', '/v1/account')).status);
    }
    stop();
    for (let i = 0; i < 20; i++) assert.equal((await ask('GET', '/v1/account')).status, 200);
    assert.deepEqual(stub.faults.list(), []);
    return met;
  };
  const first = await statuses(1);
  assert.deepEqual(await statuses(1), first);
  assert.notDeepEqual(await statuses(2), first);
  const hits = first.filter((status) => status !== 200).length;
  assert.ok(hits > 30 && hits < 70, `${hits} of 200`);
  assert.deepEqual([...new Set(first)].sort(), [200, 429, 500]);
});

test('the SDK takes each for what it is', async () => {
  const { stub } = await setUp();
  const stripe = sdk(stub);
  for (const [kind, type] of [
    ['429', 'StripeRateLimitError'],
    ['lock_timeout', 'StripeRateLimitError'],
    ['409', 'StripeAPIError'],
    ['500', 'StripeAPIError'],
    ['500_after', 'StripeAPIError'],
    ['drop_before', 'StripeConnectionError'],
    ['drop_after', 'StripeConnectionError'],
  ] as const) {
    stub.faults.next({ kind, match: 'POST /v1/products' });
    await assert.rejects(stripe.products.create({ name: 'Thing' }), { type }, kind);
  }
});

test('who gives a hanging request up is let go, even where nobody else holds on to the request', async () => {
  const { stub } = await setUp();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  stub.faults.next({ kind: 'hang' });
  const giveUp = new AbortController();
  const headers = { authorization: 'Bearer sk_test_1' };
  const hanging = stub.fetch(
    new Request('https://api.stripe.com/v1/invoices', { headers, signal: giveUp.signal }),
  );
  const refused = assert.rejects(hanging, { name: 'AbortError' });
  // The memory is cleaned between two turns of the loop, when nothing of this test is on the stack.
  await new Promise(setImmediate);
  collect();
  await new Promise(setImmediate);
  giveUp.abort();
  await refused;
});
