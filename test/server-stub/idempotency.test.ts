/** Idempotency keys: replay, refusal of other parameters, keys in flight, what is kept and for how long. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asker, newCustomer, newDraft, newStub, sdk, type Ask } from './support.js';

async function count(ask: Ask, path: string): Promise<number> {
  const { body } = await ask('GET', path);
  return (body as unknown as { data: unknown[] }).data.length;
}

test('the same key and parameters replay the first answer, whatever their order', async () => {
  const stub = newStub();
  const ask = asker(stub);
  const headers = { 'idempotency-key': 'once' };
  const first = await ask('POST', '/v1/customers', 'name=Ada&email=a%40example.com', headers);
  const second = await ask('POST', '/v1/customers', 'email=a%40example.com&name=Ada', headers);
  assert.deepEqual(second.body, first.body);
  assert.equal(first.headers.get('idempotent-replayed'), null);
  assert.equal(second.headers.get('idempotent-replayed'), 'true');
  assert.equal(second.headers.get('idempotency-key'), 'once');
  assert.notEqual(second.headers.get('request-id'), first.headers.get('request-id'));
  assert.equal(await count(ask, '/v1/customers'), 1);
});

test('other parameters or another path under the same key are refused', async () => {
  const ask = asker(newStub());
  const headers = { 'idempotency-key': 'once' };
  await ask('POST', '/v1/customers', { name: 'Ada' }, headers);
  for (const [path, params] of [
    ['/v1/customers', { name: 'Bob' }],
    ['/v1/products', { name: 'Ada' }],
  ] as const) {
    const { status, body } = await ask('POST', path, params, headers);
    assert.equal(status, 400);
    assert.equal(body.error?.['type'], 'idempotency_error');
    assert.equal(
      body.error['message'],
      "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'once' if you meant to execute a different request.",
    );
  }
});

test('a refusal by state is replayed, a refused parameter is not kept', async () => {
  const stub = newStub();
  const ask = asker(stub);
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 1000);
  const voidIt = () => ask('POST', `/v1/invoices/${draft.id}/void`, '', { 'idempotency-key': 'void' });
  assert.equal((await voidIt()).status, 400);
  await stripe.invoices.finalizeInvoice(draft.id);
  const replayed = await voidIt();
  assert.deepEqual([replayed.status, replayed.headers.get('idempotent-replayed')], [400, 'true']);

  const key = { 'idempotency-key': 'typo' };
  assert.equal((await ask('POST', '/v1/customers', { nmae: 'Ada' }, key)).status, 400);
  assert.equal((await ask('POST', '/v1/customers', { name: 'Ada' }, key)).status, 200);
});

test('a key in flight answers 409, and the work is done once', async () => {
  const stub = newStub();
  const ask = asker(stub);
  const customer = await newCustomer(sdk(stub));
  stub.faults.next({ kind: 'slow', delayMs: 20 });
  const create = () => ask('POST', '/v1/invoices', { customer: customer.id }, { 'idempotency-key': 'twice' });
  const answers = await Promise.all([create(), create()]);
  const [busy] = answers.filter((answer) => answer.status === 409);
  assert.equal(busy?.body.error?.['code'], 'idempotency_key_in_use');
  assert.match(
    String(busy.body.error['message']),
    /^There is currently another in-progress request using this Idempotent Key .*: twice\. /,
  );
  assert.equal(busy.headers.get('stripe-should-retry'), 'true');
  assert.equal(await count(ask, '/v1/invoices'), 1);
});

test('keys are forgotten after a day and are apart by account', async () => {
  const stub = newStub();
  const ask = asker(stub);
  const create = (headers = {}) =>
    ask('POST', '/v1/customers', { name: 'Ada' }, { 'idempotency-key': 'k', ...headers });
  const first = (await create()).body['id'];
  assert.notEqual((await create({ 'stripe-account': 'acct_other' })).body['id'], first);
  stub.clock.advance(24 * 3600 - 1);
  assert.equal((await create()).body['id'], first);
  stub.clock.advance(1);
  assert.notEqual((await create()).body['id'], first);
});
