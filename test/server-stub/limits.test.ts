/** Rate limits: off until asked for, then Stripe's own, by account and by operation, with the headers it documents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StripeStub } from '../../server-stub/stripe/index.js';
import { asker, newStub } from './support.js';

/** Asks so often, and tells how many were let in and the reason of the last refusal. */
async function burst(stub: StripeStub, times: number, path: string, headers = {}) {
  const ask = asker(stub);
  let letIn = 0;
  let reason: string | null = null;
  for (let i = 0; i < times; i++) {
    const { status, headers: answered, body } = await ask('GET', path, '', headers);
    if (status === 200) letIn += 1;
    else {
      assert.deepEqual(
        [status, body.error?.['code'], answered.get('stripe-should-retry'), answered.get('retry-after')],
        [429, 'rate_limit', 'true', null],
      );
      reason = answered.get('stripe-rate-limited-reason');
    }
  }
  return { letIn, reason };
}

test('without asking there is no limit', async () => {
  const stub = newStub({ monotonic: () => 0 });
  assert.equal(stub.limits.current(), null);
  assert.deepEqual(await burst(stub, 60, '/v1/account'), { letIn: 60, reason: null });
});

test('25 a second for the account, whatever the stand-in’s clock says; a second later it is free again', async () => {
  let time = 5000;
  const stub = newStub({ limits: true, monotonic: () => time });
  assert.deepEqual(stub.limits.current(), { global: 25, endpoint: 25, search: 20 });
  assert.deepEqual(await burst(stub, 15, '/v1/account'), { letIn: 15, reason: null });
  time += 500;
  assert.deepEqual(await burst(stub, 15, '/v1/invoices'), { letIn: 10, reason: 'global-rate' });
  stub.clock.advance(3600);
  assert.equal((await burst(stub, 1, '/v1/account')).letIn, 0);
  // Another account has its own second.
  assert.equal((await burst(stub, 5, '/v1/account', { 'stripe-account': 'acct_other' })).letIn, 5);
  time += 500;
  assert.equal((await burst(stub, 30, '/v1/account')).letIn, 15);
  time += 1000;
  assert.equal((await burst(stub, 30, '/v1/account')).letIn, 25);
});

test('each operation has its own limit, and all searches share one', async () => {
  const stub = newStub({ limits: { global: 1000 }, monotonic: () => 0 });
  assert.deepEqual(await burst(stub, 30, '/v1/invoices'), { letIn: 25, reason: 'endpoint-rate' });
  assert.equal((await burst(stub, 5, '/v1/account')).letIn, 5);
  const query = '?query=created%3E0';
  assert.equal((await burst(stub, 15, `/v1/invoices/search${query}`)).letIn, 15);
  assert.deepEqual(await burst(stub, 10, `/v1/customers/search${query}`), {
    letIn: 5,
    reason: 'endpoint-rate',
  });
  stub.limits.set(false);
  assert.equal((await burst(stub, 30, `/v1/invoices/search${query}`)).letIn, 30);
});

test('what is refused leaves its idempotency key free', async () => {
  let time = 0;
  const stub = newStub({ limits: { global: 1 }, monotonic: () => time });
  const ask = asker(stub);
  const create = () => ask('POST', '/v1/products', { name: 'Thing' }, { 'idempotency-key': 'once' });
  await ask('GET', '/v1/account');
  assert.equal((await create()).status, 429);
  time += 1000;
  const made = await create();
  assert.deepEqual([made.status, made.headers.get('idempotent-replayed')], [200, null]);
});
