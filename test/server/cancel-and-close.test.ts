/** A request that is given up, and a server that is shut down: nothing is begun any more, and nothing is left half done. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { addCustomer, addDraft, createBackend, newKey, type Backend } from './harness.js';

const post = (signal: AbortSignal, body: object = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
  body: JSON.stringify(body),
  signal,
});

/** Gives the request up when Stripe is asked this; the stand-in still answers. */
function abortAt(backend: Backend, method: string, end: string): AbortController {
  const abort = new AbortController();
  const carry = backend.stub.fetch;
  backend.stub.fetch = (request) => {
    if (request.method === method && new URL(request.url).pathname.endsWith(end)) abort.abort();
    return carry(request);
  };
  return abort;
}

test('who gives up before the write was begun has changed nothing', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const abort = abortAt(backend, 'GET', `/invoices/${id}`);
  backend.calls.length = 0;
  const response = await backend.as('alpha-admin').raw(`/invoices/${id}/finalize`, post(abort.signal));
  assert.equal(response.status, 499);
  const problem = (await response.json()) as { code: string; retryable: boolean };
  assert.deepEqual([problem.code, problem.retryable], ['request_cancelled', true]);
  assert.deepEqual(backend.calls, [`GET /v1/invoices/${id}`]);
  assert.deepEqual(backend.errors, []);
});

for (const [step, end] of [
  ['create', '/invoices'],
  ['lines', '/add_lines'],
  ['finalize', '/finalize'],
] as const) {
  test(`who gives up at the step ${step} of create_and_finalize leaves a finished invoice, never half of one`, async () => {
    const backend = await createBackend();
    const customer = await addCustomer(backend, 'alpha');
    const abort = abortAt(backend, 'POST', end);
    const body = { customer, currency: 'usd', lines: [{ description: 'One', amount: 500 }] };
    await backend.as('alpha-admin').raw('/invoices/create_and_finalize', post(abort.signal, body));
    assert.ok(abort.signal.aborted);
    const { data } = await backend.stripe.invoices.list({ customer });
    assert.deepEqual(
      data.map(({ status, total }) => [status, total]),
      [['open', 500]],
    );
  });
}

test('a long reading stops when nobody waits for it', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'), 130);
  const abort = abortAt(backend, 'GET', '/lines');
  backend.calls.length = 0;
  const answer = await backend.as('alpha-admin').raw(`/invoices/${id}`, { signal: abort.signal });
  assert.equal(answer.status, 499);
  assert.equal(backend.calls.filter((call) => call.endsWith('/lines')).length, 1);
});

test('close() lets what was begun end, ends the streams, and answers what still comes with 503', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const admin = backend.as('alpha-admin');
  const stream = await admin.raw('/events');
  const carry = backend.stub.fetch;
  let arrive = (): void => {};
  let go = (): void => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const gate = new Promise<void>((resolve) => (go = resolve));
  backend.stub.fetch = async (request) => {
    if (request.method === 'POST') arrive();
    if (request.method === 'POST') await gate;
    return carry(request);
  };
  const finalize = admin.post(`/invoices/${id}/finalize`);
  await arrived;

  let closed = false;
  const closing = backend.handler.close().then(() => (closed = true));
  assert.match(await stream.text(), /connected/);
  const late = await admin.get('/customers');
  assert.deepEqual([late.status, late.body['code'], late.body['retryable']], [503, 'shutting_down', true]);
  assert.equal(late.headers.get('retry-after'), '1');
  assert.equal((await admin.raw('/webhook', { method: 'POST', body: '{}' })).status, 503);
  assert.equal(closed, false);
  go();
  assert.equal((await finalize).body['status'], 'open');
  await closing;
  assert.equal(closed, true);
});
