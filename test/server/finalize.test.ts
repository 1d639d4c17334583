import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import { addCustomer, addDraft, addOpen, createBackend, newKey } from './harness.js';

test('what was shown is what is finalized: a draft changed since is refused with each difference', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'), 2);
  const admin = backend.as('alpha-admin');
  const shown = fingerprint((await admin.get(`/invoices/${id}`)).body);
  await backend.stripe.invoices.addLines(id, { lines: [{ description: 'Surprise', amount: 999 }] });

  const refused = await admin.post(`/invoices/${id}/finalize`, { expected: shown });
  assert.equal(refused.status, 409);
  assert.equal(refused.headers.get('content-type'), 'application/problem+json');
  assert.equal(refused.body['code'], 'draft_changed');
  assert.equal(refused.body['retryable'], false);
  assert.equal(refused.body['invoice'].total, 2999);
  const fields = refused.body['differences'].map((each: { field: string }) => each.field);
  assert.ok(fields.includes('total') && fields.includes('line'), fields.join());
  assert.equal((await backend.stripe.invoices.retrieve(id)).status, 'draft');

  const again = await admin.post(`/invoices/${id}/finalize`, {
    expected: fingerprint(refused.body['invoice']),
  });
  assert.equal(again.body['status'], 'open');
});

test('the fingerprint of the delivered invoice is that of the raw one, also with more lines than Stripe embeds', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'), 130);
  const admin = backend.as('alpha-admin');
  const delivered = (await admin.get(`/invoices/${id}`)).body;
  const raw = JSON.parse(JSON.stringify(await backend.stripe.invoices.retrieve(id))) as object;
  const lines = await backend.stripe.invoices
    .listLineItems(id, { limit: 100 })
    .autoPagingToArray({ limit: 250 });
  assert.equal(lines.length, 130);
  assert.deepEqual(fingerprint(delivered), fingerprint(raw, lines));

  const finalized = await admin.post(`/invoices/${id}/finalize`, { expected: fingerprint(delivered) });
  assert.equal(finalized.status, 200);
});

test('whatever a page sends as the fingerprint, it is a difference or a 400, never a finalized invoice', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  for (const expected of [{}, { lines: 'x' }, { lines: [null, 1] }, { total: '1000' }, [], 'x', null]) {
    const { status } = await backend.as('alpha-admin').post(`/invoices/${id}/finalize`, { expected });
    assert.ok(status === 409 || status === 400, `${JSON.stringify(expected)} → ${status}`);
  }
  assert.equal((await backend.stripe.invoices.retrieve(id)).status, 'draft');
});

test('the same key gets the first answer again; another key hears that it was finalized before', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const admin = backend.as('alpha-admin');
  const expected = fingerprint((await admin.get(`/invoices/${id}`)).body);
  const key = newKey();
  backend.stub.faults.next({ match: 'POST /v1/invoices/*/finalize', kind: 'drop_after' });
  const lost = await admin.post(`/invoices/${id}/finalize`, { expected }, key);
  assert.equal(lost.status, 504);
  assert.equal(lost.body['retryable'], true);

  const repeated = await admin.post(`/invoices/${id}/finalize`, { expected }, key);
  assert.equal(repeated.status, 200);
  assert.equal(repeated.body['status'], 'open');

  const other = await admin.post(`/invoices/${id}/finalize`, { expected });
  assert.equal(other.status, 409);
  assert.equal(other.body['code'], 'already_finalized');
  assert.equal(other.body['retryable'], false);
  assert.equal(other.body['invoice'].number, repeated.body['number']);
});

test('a key is not shared between people, and cannot be used for another body', async () => {
  const backend = await createBackend();
  const alpha = await addCustomer(backend, 'alpha');
  const beta = await addCustomer(backend, 'beta');
  const key = newKey();
  const body = (customer: string) => ({ customer, currency: 'usd' });
  const first = await backend.as('alpha-admin').post('/invoices', body(alpha), key);
  const foreign = await backend.as('beta-admin').post('/invoices', body(beta), key);
  assert.equal(foreign.status, 200);
  assert.notEqual(foreign.body['id'], first.body['id']);

  const reused = await backend
    .as('alpha-admin')
    .post('/invoices', { ...body(alpha), description: 'other' }, key);
  assert.equal(reused.status, 400);
  assert.equal(reused.body['code'], 'idempotency_key_reused');
  const replayed = await backend.as('alpha-admin').post('/invoices', body(alpha), key);
  assert.equal(replayed.body['id'], first.body['id']);
});

test('sending or paying a draft would finalize it unseen, so both are refused with the invoice', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  for (const [action, body] of [
    ['send', {}],
    ['pay', {}],
    ['pay', { paid_out_of_band: true }],
  ] as const) {
    const refused = await backend.as('alpha-admin').post(`/invoices/${id}/${action}`, body);
    assert.equal(refused.status, 409);
    assert.equal(refused.body['code'], 'not_finalized');
    assert.equal(refused.body['invoice'].status, 'draft');
  }
  assert.equal((await backend.stripe.invoices.retrieve(id)).status, 'draft');
});

test('refusals of Stripe keep their code, parameter, words and request id', async () => {
  const backend = await createBackend();
  const id = await addOpen(backend, await addCustomer(backend, 'alpha'));
  const refused = await backend
    .as('alpha-admin')
    .post(`/invoices/${id}/add_lines`, { lines: [{ description: 'Late', amount: 1 }] });
  assert.equal(refused.status, 400);
  assert.equal(refused.body['code'], 'invoice_not_editable');
  assert.equal(refused.body['detail'], 'Invalid invoice: This invoice is no longer editable');
  assert.match(refused.body['request_id'], /^req_/);
  assert.equal(refused.body['retryable'], false);
});

test('what may pass is said to be worth a retry; a key that Stripe does not take is not told to the page', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const admin = backend.as('alpha-admin');
  const expectations = [
    ['429', 429, 'rate_limit'],
    ['lock_timeout', 429, 'lock_timeout'],
    ['500', 502, 'stripe_error'],
    ['drop_before', 504, 'stripe_unreachable'],
  ] as const;
  for (const [kind, status, code] of expectations) {
    backend.stub.faults.next({ match: 'POST /v1/invoices/*/finalize', kind });
    const failed = await admin.post(`/invoices/${id}/finalize`);
    assert.deepEqual([failed.status, failed.body['code'], failed.body['retryable']], [status, code, true]);
  }

  const { default: Stripe } = await import('stripe');
  const refusing = new Stripe('sk_test_wrong', {
    httpClient: Stripe.createFetchHttpClient(async () =>
      Response.json(
        { error: { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_wrong' } },
        { status: 401 },
      ),
    ),
  });
  const broken = await createBackend({ stripe: refusing });
  broken.scopes['alpha'] = { everything: true };
  const reply = await broken.as('alpha-admin').get('/invoices');
  assert.equal(reply.status, 502);
  assert.equal(reply.body['code'], 'backend_misconfigured');
  assert.ok(!JSON.stringify(reply.body).includes('sk_test'));
  assert.equal(broken.errors.length, 1);
});
