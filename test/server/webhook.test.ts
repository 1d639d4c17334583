/** `POST /webhook` under everything that Stripe, or somebody who is not Stripe, may send. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createLocalBus, type EventBus, type Message } from '../../src/server/index.js';
import {
  addCustomer,
  addDraft,
  addOpen,
  createBackend,
  BASE,
  NOW,
  WEBHOOK_SECRET,
  type Backend,
  type Json,
} from './harness.js';
import { eventAbout, listen, signed, withWebhook } from './live-harness.js';

const deliver = async (backend: Backend, event: Json): Promise<number> =>
  (await backend.as(null).raw('/webhook', await signed(backend, event))).status;

/** A bus that notes what is published, and refuses as long as it is told to. */
function watchedBus(): EventBus & { published: Message[]; refuses: boolean } {
  const local = createLocalBus();
  const bus = {
    published: [] as Message[],
    refuses: false,
    async publish(message: Message) {
      bus.published.push(message);
      await Promise.resolve();
      if (bus.refuses) throw new Error('The bus is down.');
      await local.publish(message);
    },
    subscribe: (listener: (message: Message) => void) => local.subscribe(listener),
  };
  return bus;
}

test('twins that come at once are one message, and share its fate', async () => {
  const bus = watchedBus();
  const backend = await createBackend({ bus });
  const event = eventAbout('evt_twin', { id: 'in_1', customer: 'cus_1' });
  bus.refuses = true;
  assert.deepEqual(await Promise.all([deliver(backend, event), deliver(backend, event)]), [500, 500]);
  assert.equal(bus.published.length, 1);
  assert.equal(backend.errors.length, 2);
  bus.refuses = false;
  assert.deepEqual(await Promise.all([deliver(backend, event), deliver(backend, event)]), [200, 200]);
  assert.equal(await deliver(backend, event), 200);
  assert.equal(bus.published.length, 2);
});

test('a message holds ids and times, and nothing of the object', async () => {
  const bus = watchedBus();
  const backend = await createBackend({ bus });
  const invoice = {
    id: 'in_1',
    customer: 'cus_1',
    customer_email: 'a@b.example',
    hosted_invoice_url: 'https://x',
  };
  await deliver(backend, eventAbout('evt_1', invoice, { account: 'acct_1' }));
  assert.deepEqual(bus.published, [
    {
      id: 'evt_1',
      type: 'invoice.updated',
      invoice: 'in_1',
      created: NOW,
      customer: 'cus_1',
      account: 'acct_1',
    },
  ]);
});

test('kinds of events that the SDK refuses are accepted, so that Stripe does not send them for days', async () => {
  const bus = watchedBus();
  const backend = await createBackend({ bus });
  const thin = {
    id: 'evt_thin',
    object: 'v2.core.event',
    type: 'v2.billing.x',
    livemode: false,
    related_object: { id: 'in_1' },
  };
  assert.equal(await deliver(backend, thin), 200);
  assert.equal(await deliver(backend, eventAbout('evt_odd', { id: 'in_1/../x', customer: null })), 200);
  assert.equal(await deliver(backend, eventAbout('evt_odd\nid: x', { id: 'in_1', customer: null })), 200);
  assert.deepEqual(bus.published, []);
  for (const body of ['not json', '[]', 'null']) {
    const headers = await backend.stripe.webhooks.generateTestHeaderStringAsync({
      payload: body,
      secret: WEBHOOK_SECRET,
      timestamp: NOW,
    });
    const answer = await backend
      .as(null)
      .raw('/webhook', { method: 'POST', body, headers: { 'stripe-signature': headers } });
    assert.equal(answer.status, 400);
    assert.equal(((await answer.json()) as Json)['code'], 'json_invalid');
  }
});

test('an event of the other mode is dropped as soon as the mode is known, however it came to be known', async () => {
  const bus = watchedBus();
  const backend = await createBackend({ bus, publishableKey: undefined });
  const { fetch } = backend.stub;
  backend.stub.fetch = async (request) =>
    request.url.endsWith('/v1/balance')
      ? Response.json({ object: 'balance', livemode: false })
      : fetch(request);
  const live = (id: string): Json => eventAbout(id, { id: 'in_1', customer: 'cus_1' }, { livemode: true });
  await deliver(backend, live('evt_early'));
  assert.equal((await backend.as('alpha-admin').get('/session')).body['livemode'], false);
  await deliver(backend, live('evt_late'));
  assert.deepEqual(
    bus.published.map(({ id }) => id),
    ['evt_early'],
  );
});

test('an event of a connected account is heard by the sessions of that account alone', async () => {
  const backend = await createBackend();
  const account = 'acct_connected';
  const customer = await backend.stripe.customers.create({ name: 'Theirs' }, { stripeAccount: account });
  const invoice = await backend.stripe.invoices.create({ customer: customer.id }, { stripeAccount: account });
  backend.scopes['alpha'] = { account };
  backend.scopes['beta'] = { everything: true };
  backend.scopes['gamma'] = { account: 'acct_else' };
  const streams = await Promise.all(
    ['alpha', 'beta', 'gamma'].map((tenant) => listen(backend, `${tenant}-viewer`)),
  );
  await deliver(backend, eventAbout('evt_1', { id: invoice.id, customer: customer.id }, { account }));
  await streams[0]!.changes(1);
  for (const stream of streams.slice(1)) {
    await stream.close();
    assert.ok(!stream.text().includes('event: change'));
  }
  await streams[0]!.close();
});

for (const apiVersion of ['2022-11-15', '2024-09-30.acacia', '2025-03-31.basil']) {
  test(`an endpoint of ${apiVersion} tells of invoices and payments in its own shapes; pages read today's`, async () => {
    const backend = await createBackend();
    backend.stub.addWebhook({
      apiVersion,
      url: `${BASE}/webhook`,
      secret: WEBHOOK_SECRET,
      handler: (request) => backend.handler(request),
    });
    const alpha = await listen(backend, 'alpha-viewer');
    const id = await addOpen(backend, await addCustomer(backend, 'alpha'));
    await backend.stripe.invoices.pay(id, { paid_out_of_band: true });
    await backend.stub.settled();
    await alpha.hears(({ type, invoice }) => type === 'invoice.paid' && invoice === id);
    assert.equal((await backend.as('alpha-viewer').get(`/invoices/${id}`)).body['status'], 'paid');
    await alpha.close();
  });
}

test('late, twice, out of order, forged and lost deliveries leave every page with the truth', async () => {
  const backend = await withWebhook();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  await backend.stub.settled();
  const alpha = await listen(backend, 'alpha-viewer', 'at_9999999999999');
  const { webhooks, clock } = backend.stub;
  const edit = async (description: string): Promise<void> => {
    await backend.as('alpha-admin').post(`/invoices/${id}`, { description });
    await backend.stub.settled();
  };
  const shown = async (): Promise<unknown> =>
    (await backend.as('alpha-viewer').get(`/invoices/${id}`)).body['description'];

  webhooks.disturb({ kind: 'twice' });
  await edit('twice');
  webhooks.disturb({ kind: 'forged' });
  await edit('forged');
  const heard = await alpha.changes(2);
  assert.equal(new Set(heard.map((change) => change['id'])).size, 2);

  webhooks.disturb({ kind: 'out_of_order' });
  await edit('held');
  await edit('overtakes it');
  assert.equal((await alpha.changes(4)).length, 4);
  assert.equal(await shown(), 'overtakes it');

  webhooks.disturb({ kind: 'lost' });
  await edit('lost');
  webhooks.disturb({ kind: 'late', seconds: 60 });
  await edit('late');
  await edit('last');
  await alpha.changes(5);
  clock.advance(61);
  // The stand-in looks at its clock when it is asked for something.
  assert.equal(await shown(), 'last');
  await backend.stub.settled();
  assert.equal((await alpha.changes(6)).length, 6);
  assert.equal(await shown(), 'last');
  await alpha.close();
  assert.equal(alpha.text().split('event: change').length - 1, 6);
});
