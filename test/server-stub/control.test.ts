/** The remote control: what each call does, what it refuses and how it says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPages } from '../../server-stub/index.js';
import { newCustomer, newDraft, newStub, ORIGIN, sdk, START } from './support.js';

type Json = Record<string, unknown> & { error?: { message: string; field?: string } };

function controlled() {
  const stub = newStub();
  stub.mount(controlPages);
  const call = async (method: string, path: string, body?: unknown, type = 'application/json') => {
    const response = await stub.fetch(
      new Request(`${ORIGIN}/_stub${path}`, {
        method,
        ...(body !== undefined && { headers: { 'content-type': type }, body: JSON.stringify(body) }),
      }),
    );
    return { status: response.status, body: (await response.json()) as Json };
  };
  return { stub, stripe: sdk(stub), call };
}

test('it is there only where it was mounted, and tells how things stand', async () => {
  assert.equal((await newStub().fetch(new Request(`${ORIGIN}/_stub`))).status, 404);
  const { stub, call } = controlled();
  const { status, body } = await call('GET', '/');
  const { calls, ...standing } = body;
  assert.equal(status, 200);
  assert.deepEqual(standing, {
    account: stub.accountId,
    now: START,
    date: new Date(START * 1000).toISOString(),
    faults: [],
    limits: null,
    webhooks: [],
    search: { delay: 0 },
  });
  assert.ok('POST /_stub/clock' in (calls as object));
});

test('the clock goes on, and what falls due runs', async () => {
  const { stub, stripe, call } = controlled();
  const draft = await newDraft(stripe, 900, {
    auto_advance: true,
    collection_method: 'send_invoice',
    days_until_due: 7,
  });
  const finalized: string[] = [];
  stub.onEvent(({ type }) => finalized.push(type));
  assert.equal((await call('POST', '/clock', { advance: 3601 })).body['now'], START + 3601);
  assert.ok(finalized.includes('invoice.finalized'));
  assert.equal((await call('POST', '/clock', { to: START + 7200 })).body['now'], START + 7200);
  assert.equal((await stripe.invoices.retrieve(draft.id)).status, 'open');
});

test('faults, limits, webhooks and the delay of search are set and ended', async () => {
  const { stub, stripe, call } = controlled();
  await call('POST', '/faults', { kind: 'lock_timeout', match: 'POST /v1/customers', times: 2 });
  await call('POST', '/faults', { kind: ['429', '500'], probability: 1, seed: 'a', match: 'GET /v1/*' });
  const { body } = await call('POST', '/webhooks', { kind: 'late', match: 'invoice.*', seconds: 5 });
  assert.deepEqual(body['faults'], [
    { kind: 'lock_timeout', match: 'POST /v1/customers', left: 2, probability: null },
    { kind: ['429', '500'], match: 'GET /v1/*', left: null, probability: 1 },
  ]);
  assert.deepEqual(body['webhooks'], [{ kind: 'late', match: 'invoice.*', left: 1 }]);
  await assert.rejects(newCustomer(stripe), { code: 'lock_timeout' });
  await assert.rejects(stripe.customers.list());
  assert.deepEqual((await call('DELETE', '/faults')).body['faults'], []);
  assert.deepEqual((await call('DELETE', '/webhooks')).body['webhooks'], []);
  await newCustomer(stripe);

  const limits = async (more: object) => (await call('POST', '/limits', more)).body['limits'];
  assert.deepEqual(await limits({}), { global: 25, endpoint: 25, search: 20 });
  assert.deepEqual(await limits({ endpoint: 3 }), { global: 25, endpoint: 3, search: 20 });
  assert.equal((await call('DELETE', '/limits')).body['limits'], null);
  assert.deepEqual((await call('POST', '/search', { delay: 60 })).body['search'], { delay: 60 });
  assert.equal(stub.search.seconds, 60);
  await call('POST', '/reset', {});
  assert.deepEqual((await stripe.customers.list()).data, []);
});

test('what is wrong is named, with the mend, and changes nothing', async () => {
  const { stub, call } = controlled();
  for (const [path, body, field, message] of [
    ['/clock', {}, 'advance', /one of "advance" .* and "to"/],
    ['/clock', { advance: 1, to: START + 1 }, 'advance', /one of/],
    ['/clock', { advance: -1 }, 'advance', /whole number, 0 or more/],
    ['/clock', { advance: '60' }, 'advance', /whole number/],
    ['/clock', { to: START - 1 }, 'to', /only goes on; it stands at/],
    ['/clock', { advanse: 1 }, 'advanse', /known are "advance", "to"/],
    ['/faults', {}, 'kind', /which kind: "slow"/],
    ['/faults', { kind: 'flood' }, 'kind', /one of "slow", "hang"/],
    ['/faults', { kind: ['429', '500'] }, 'kind', /need a "probability"/],
    ['/faults', { kind: '500', seed: 1 }, 'seed', /belongs to a "probability"/],
    ['/faults', { kind: '500', probability: 2 }, 'probability', /from 0 to 1/],
    ['/faults', { kind: '500', probability: 0.5, times: 2 }, 'times', /by chance/],
    ['/limits', { global: 0 }, 'global', /1 or more/],
    ['/webhooks', { match: 'invoice.*' }, 'kind', /"out_of_order"/],
    ['/search', {}, 'delay', /how many seconds/],
    ['/reset', { all: true }, 'all', /it takes none/],
    ['/clock', [], undefined, /must be a JSON object/],
  ] as const) {
    const refused = await call('POST', path, body);
    assert.deepEqual([refused.status, refused.body.error?.field], [400, field], JSON.stringify(body));
    assert.match(refused.body.error?.message ?? '', message);
  }
  assert.deepEqual([stub.clock.now(), stub.faults.list(), stub.limits.current()], [START, [], null]);
});

test('a plain form or an empty post of a foreign page is not read; other paths and methods are told', async () => {
  const { stub, call } = controlled();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    assert.equal((await call('POST', '/clock', { advance: 60 }, type)).status, 415);
  assert.equal((await call('POST', '/reset')).status, 415);
  assert.equal(stub.clock.now(), START);
  assert.equal((await call('OPTIONS', '/clock')).status, 405);
  assert.match((await call('GET', '/clock')).body.error?.message ?? '', /POST \/_stub\/clock/);
  assert.equal((await call('GET', '/nothing')).status, 404);
});

test('Stripe Tax, the bank, lateness, values of tomorrow and templates are set from outside', async () => {
  const { stripe, call } = controlled();
  await call('POST', '/tax', { service: 'inactive' });
  await assert.rejects(newDraft(stripe, 900, { automatic_tax: { enabled: true } }), {
    code: 'stripe_tax_inactive',
  });

  const draft = await newDraft(stripe, 900);
  await stripe.invoices.pay(draft.id, { payment_method: 'pm_card_threeDSecure2Required' }).catch(() => null);
  const { payments } = await stripe.invoices.retrieve(draft.id, { expand: ['payments'] });
  const payment_intent = payments?.data[0]?.payment.payment_intent;
  await call('POST', '/authenticate', { payment_intent, outcome: 'succeed' });
  assert.equal((await stripe.invoices.retrieve(draft.id)).status, 'paid');

  const late = await newDraft(stripe, 900, { auto_advance: true });
  await call('POST', '/postpone', { invoice: late.id, seconds: 600 });
  await call('POST', '/clock', { advance: 4000 });
  assert.equal((await stripe.invoices.retrieve(late.id)).status, 'draft');
  await call('POST', '/clock', { advance: 300 });
  assert.equal((await stripe.invoices.retrieve(late.id)).status, 'open');

  await call('POST', '/template', { nickname: 'Letterhead' });
  const { data } = await stripe.invoiceRenderingTemplates.list();
  assert.deepEqual(
    data.map(({ nickname }) => nickname),
    ['Letterhead'],
  );

  for (const [path, body, field] of [
    ['/tax', { service: 'broken' }, 'service'],
    ['/authenticate', { payment_intent: 'pi_none', outcome: 'fail' }, 'payment_intent'],
    ['/authenticate', { payment_intent, outcome: 'fail' }, 'payment_intent'],
    ['/postpone', { invoice: 'in_none', seconds: 5 }, 'invoice'],
    ['/override', { invoice: late.id, fields: 'x' }, 'fields'],
  ] as const) {
    const refused = await call('POST', path, body);
    assert.deepEqual([refused.status, refused.body.error?.field], [400, field], path);
  }
});

test('a value of tomorrow is told in every answer', async () => {
  const { stub, call } = controlled();
  const { id } = await newDraft(sdk(stub), 900);
  await call('POST', '/override', { invoice: id, fields: { status: 'under_review' } });
  const response = await stub.fetch(
    new Request(`${ORIGIN}/v1/invoices/${id}`, { headers: { authorization: 'Bearer sk_test_x' } }),
  );
  assert.equal(((await response.json()) as Json)['status'], 'under_review');
});
