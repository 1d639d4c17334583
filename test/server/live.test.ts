/** Webhook in, stream out: who hears of what. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createLocalBus } from '../../src/server/index.js';
import { addCustomer, addDraft, createBackend, newKey, WEBHOOK_SECRET, type Json } from './harness.js';
import { eventAbout, listen, signed, withWebhook } from './live-harness.js';

test('a finalize is heard by the pages of its tenant, and by nobody else', async () => {
  const backend = await withWebhook();
  const customer = await addCustomer(backend, 'alpha');
  const foreign = await addCustomer(backend, 'beta');
  const id = await addDraft(backend, customer);
  const other = await addDraft(backend, foreign);
  await backend.stub.settled();
  const alpha = await listen(backend, 'alpha-viewer');
  const beta = await listen(backend, 'beta-admin');
  assert.equal(alpha.status, 200);

  await backend.as('alpha-admin').post(`/invoices/${id}/finalize`);
  await backend.as('beta-admin').post(`/invoices/${other}/finalize`);
  await backend.stub.settled();
  const heard = await alpha.changes(2);
  assert.ok(heard.some(({ type }) => type === 'invoice.finalized'));
  assert.ok(heard.every(({ invoice }) => invoice === id));
  assert.deepEqual(Object.keys(heard[0]!).sort(), ['created', 'id', 'invoice', 'type']);
  assert.ok((await beta.changes(2)).every(({ invoice }) => invoice === other));
  assert.ok(!beta.text().includes(id) && !alpha.text().includes(other));
  await alpha.close();
  await beta.close();
});

test('what happened between the first read of a page and its stream is not missed', async () => {
  const backend = await withWebhook();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  await backend.as('alpha-admin').post(`/invoices/${id}/finalize`);
  await backend.stub.settled();
  const late = await listen(backend, 'alpha-viewer');
  const foreign = await listen(backend, 'beta-admin');
  await late.hears(({ type, invoice }) => type === 'invoice.finalized' && invoice === id);
  assert.ok(!foreign.text().includes(id));
  await late.close();
  await foreign.close();
});

test('a scope of metadata hears of invoices whose customer carries it; a deleted draft is heard of too', async () => {
  const backend = await withWebhook();
  for (const tenant of ['alpha', 'beta']) backend.scopes[tenant] = { metadata: { tenant } };
  const customer = await addCustomer(backend, 'alpha', { metadata: { tenant: 'alpha' } });
  const id = await addDraft(backend, customer);
  await backend.stub.settled();
  const alpha = await listen(backend, 'alpha-viewer');
  const beta = await listen(backend, 'beta-admin');
  await backend.as('alpha-admin').post(`/invoices/${id}`, { description: 'x' });
  await backend.as('alpha-admin').delete(`/invoices/${id}`);
  await backend.stub.settled();
  await alpha.hears(({ type }) => type === 'invoice.deleted');
  assert.ok((await alpha.changes(1)).every(({ invoice }) => invoice === id));
  assert.ok(!beta.text().includes(id));
  await alpha.close();
  await beta.close();
});

test('a customer who joined after the stream was opened is heard of', async () => {
  const backend = await withWebhook();
  const alpha = await listen(backend, 'alpha-viewer');
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'), 0);
  await backend.as('alpha-admin').post(`/invoices/${id}`, { description: 'x' });
  await backend.stub.settled();
  assert.ok((await alpha.changes(1)).every(({ invoice }) => invoice === id));
  await alpha.close();
});

test('an event is passed on once, however often and by whichever secret it comes', async () => {
  const backend = await createBackend({ webhookSecret: ['whsec_old', WEBHOOK_SECRET] });
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const alpha = await listen(backend, 'alpha-viewer');
  const nobody = backend.as(null);
  for (const [event, secret] of [
    ['evt_1', WEBHOOK_SECRET],
    ['evt_1', 'whsec_old'],
    ['evt_1', WEBHOOK_SECRET],
    ['evt_2', 'whsec_old'],
  ] as const) {
    const answer = await nobody.raw(
      '/webhook',
      await signed(backend, eventAbout(event, { id, customer }), secret),
    );
    assert.equal(answer.status, 200);
  }
  assert.deepEqual(
    (await alpha.changes(2)).map((change) => change['id']),
    ['evt_1', 'evt_2'],
  );
  await alpha.close();
});

test('forged, altered, stale and unsigned deliveries are refused, and nobody hears of them', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const alpha = await listen(backend, 'alpha-viewer');
  const event = eventAbout('evt_forged', { id, customer });
  const fine = await signed(backend, event);
  const attempts: RequestInit[] = [
    await signed(backend, event, 'whsec_wrong'),
    await signed(backend, event, WEBHOOK_SECRET, backend.stub.clock.now() - 301),
    { ...fine, body: fine.body.replace('invoice.updated', 'invoice.paid') },
    { ...fine, headers: {} },
    { ...fine, headers: { 'stripe-signature': 'nonsense' } },
    { ...fine, body: '' },
  ];
  for (const attempt of attempts) {
    const answer = await backend.as(null).raw('/webhook', attempt);
    assert.equal(answer.status, 400);
    assert.equal(((await answer.json()) as Json)['code'], 'signature_invalid');
  }
  await backend.as(null).raw('/webhook', await signed(backend, eventAbout('evt_true', { id, customer })));
  assert.deepEqual(
    (await alpha.changes(1)).map((change) => change['id']),
    ['evt_true'],
  );
  await alpha.close();
});

test('events of other kinds, modes and accounts are accepted and passed on to nobody here', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const alpha = await listen(backend, 'alpha-viewer');
  const others: Json[] = [
    eventAbout('evt_live', { id, customer }, { livemode: true }),
    eventAbout('evt_account', { id, customer }, { account: 'acct_other' }),
    eventAbout('evt_upcoming', { customer }),
    {
      id: 'evt_unknown',
      object: 'event',
      type: 'radar.early_fraud_warning.created',
      livemode: false,
      data: { object: { object: 'radar' } },
    },
    { id: 'evt_empty', object: 'event', type: 'x', livemode: false },
    eventAbout('evt_gone', { id: 'in_gone', customer }),
    {
      ...eventAbout('evt_payment', {}),
      data: { object: { object: 'invoice_payment', id: 'inpay_1', invoice: id } },
      type: 'invoice_payment.paid',
    },
  ];
  for (const event of others)
    assert.equal((await backend.as(null).raw('/webhook', await signed(backend, event))).status, 200);
  assert.deepEqual(
    (await alpha.changes(1)).map((change) => change['id']),
    ['evt_payment'],
  );
  await alpha.close();
});

test('who signed out hears nothing more; who may not read never listens', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const alpha = await listen(backend, 'alpha-viewer');
  const scope = backend.scopes['alpha']!;
  delete backend.scopes['alpha'];
  await backend.as(null).raw('/webhook', await signed(backend, eventAbout('evt_after', { id, customer })));
  backend.scopes['alpha'] = scope;
  await backend.as(null).raw('/webhook', await signed(backend, eventAbout('evt_back', { id, customer })));
  assert.deepEqual(
    (await alpha.changes(1)).map((change) => change['id']),
    ['evt_back'],
  );
  await alpha.close();

  const strict = await createBackend({ authorize: () => false });
  assert.equal((await strict.as('alpha-admin').get('/events')).status, 403);
  assert.equal((await strict.as(null).get('/events')).status, 401);
});

test('closing the handler ends every stream; without a webhook there is none to open', async () => {
  const backend = await createBackend();
  const streams = [await listen(backend, 'alpha-viewer'), await listen(backend, 'alpha-admin')];
  await backend.handler.close();
  await Promise.all(streams.map(({ ended }) => ended));
  const deaf = await createBackend({ webhookSecret: undefined });
  assert.equal((await deaf.as('alpha-admin').get('/events')).status, 204);
  assert.equal((await deaf.as(null).post('/webhook', {}, newKey())).status, 404);
});

test('a stream says that it is alive, and ends after a while so that the page signs in anew', async (context) => {
  const backend = await createBackend();
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const stream = await listen(backend, 'alpha-viewer');
  context.mock.timers.tick(25_000);
  context.mock.timers.tick(15 * 60_000);
  await stream.ended;
  assert.match(stream.text(), /^: connected\n\nid: at_\d+\n\n: still here\nid: at_\d+\n\n/);
});

test('who does not read what was sent is let go before it fills the memory', async () => {
  const bus = createLocalBus();
  const backend = await createBackend({ bus });
  const customer = await addCustomer(backend, 'alpha');
  const invoice = await addDraft(backend, customer, 0);
  const slow = await backend.as('alpha-viewer').raw('/events');
  const fast = await listen(backend, 'alpha-admin');
  for (let index = 0; index < 300; index++) {
    const message = {
      id: `evt_${index}`,
      type: 'invoice.updated',
      invoice,
      customer,
      created: 1,
      account: null,
    };
    void bus.publish(message);
    if (index % 50 === 49) await fast.changes(index);
  }
  await fast.changes(300);
  // It ends, which an open stream never would.
  const kept = (await slow.text()).split('event: change').length;
  assert.ok(kept > 200 && kept < 300, String(kept));
  await fast.close();
});
