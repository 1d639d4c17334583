/** Faults on demand: what each does to the request, to the work, and to the key. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
