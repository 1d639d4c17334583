/** Events to listeners and webhooks: signed as the SDK verifies them, in order, to those who listen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { asker, newDraft, newStub, sdk } from './support.js';

test('a registered endpoint gets what it listens to, in order, and the SDK verifies it', async () => {
  const received: Request[] = [];
  const stub = newStub({
    deliver: async (request) => {
      received.push(request);
      return new Response('{}');
    },
  });
  const stripe = sdk(stub);
  const endpoint = await stripe.webhookEndpoints.create({
    url: 'https://shop.example/hook',
    enabled_events: ['invoice.finalized', 'invoice.paid'],
  });
  assert.match(endpoint.secret ?? '', /^whsec_/);
  assert.equal((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret, undefined);
  const draft = await newDraft(stripe, 900);
  await stripe.invoices.pay(draft.id, { payment_method: 'pm_card_visa' });
  await stub.settled();

  const events: Stripe.Event[] = [];
  for (const request of received) {
    assert.equal(request.url, 'https://shop.example/hook');
    const signature = request.headers.get('stripe-signature') ?? '';
    const tolerance = Number.MAX_SAFE_INTEGER;
    events.push(
      await stripe.webhooks.constructEventAsync(
        await request.text(),
        signature,
        endpoint.secret ?? '',
        tolerance,
      ),
    );
  }
  assert.deepEqual(
    events.map((event) => event.type),
    ['invoice.finalized', 'invoice.paid'],
  );
  assert.equal(events[0]?.pending_webhooks, 1);
  await stripe.webhookEndpoints.del(endpoint.id);
  await stripe.invoices.finalizeInvoice((await newDraft(stripe, 900)).id);
  await stub.settled();
  assert.equal(received.length, 2);
});

test('an endpoint in process, and one that fails: the calls do not notice', async () => {
  const stub = newStub();
  const bodies: string[] = [];
  stub.addWebhook({ handler: () => Promise.reject(new Error('down')) });
  const { secret } = stub.addWebhook({
    events: ['invoice.*'],
    secret: 'whsec_known',
    handler: async (request) => {
      bodies.push(await request.text());
      return new Response(null, { status: 204 });
    },
  });
  assert.equal(secret, 'whsec_known');
  await newDraft(sdk(stub), 900);
  await stub.settled();
  assert.deepEqual(
    bodies.map((body) => (JSON.parse(body) as Stripe.Event).type),
    ['invoice.created', 'invoice.updated'],
  );
});

test('a listener hears every event until it stops', async () => {
  const stub = newStub();
  const types: string[] = [];
  const stop = stub.onEvent((event) => types.push(event.type));
  const ask = asker(stub);
  await ask('POST', '/v1/customers', { name: 'Ada' });
  stop();
  await ask('POST', '/v1/customers', { name: 'Bob' });
  assert.deepEqual(types, ['customer.created']);
});
