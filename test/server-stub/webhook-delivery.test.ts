/** Deliveries that fail, are tried again, go wrong on demand, and what a new draft waits for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import type { StripeStub, WebhookDisturbance } from '../../server-stub/stripe/index.js';
import { newCustomer, newDraft, newStub, sdk, START } from './support.js';

interface Received {
  type: string;
  id: string;
  genuine: boolean;
}

/** An endpoint in process that answers with `status()`, and keeps what it received. */
function listen(stub: StripeStub, events: string[], status: () => number = () => 200) {
  const received: Received[] = [];
  const stripe = sdk(stub);
  const { id, secret } = stub.addWebhook({
    events,
    handler: async (request) => {
      const body = await request.text();
      const signature = request.headers.get('stripe-signature') ?? '';
      const genuine = await stripe.webhooks
        .constructEventAsync(body, signature, secret, 300, undefined, stub.clock.now() * 1000)
        .then(() => true)
        .catch(() => false);
      const event = JSON.parse(body) as Stripe.Event;
      received.push({ type: event.type, id: event.id, genuine });
      return new Response(null, { status: genuine ? status() : 400 });
    },
  });
  return { id, received, types: () => received.map(({ type }) => type) };
}

/** Moves the clock once all is quiet, runs what is due, and waits for the answers. */
async function move(stub: StripeStub, seconds: number): Promise<void> {
  await stub.settled();
  stub.clock.advance(seconds);
  stub.tick();
  await stub.settled();
}

const created = ['customer.created'];

test('what fails is tried three times more over a few hours of the clock, then given up', async () => {
  const stub = newStub();
  const { received } = listen(stub, created, () => 500);
  const stripe = sdk(stub);
  await newCustomer(stripe);
  await stub.settled();
  const tries: number[] = [received.length];
  for (const seconds of [599, 1, 3599, 1, 3 * 3600, 72 * 3600]) {
    await move(stub, seconds);
    tries.push(received.length);
  }
  assert.deepEqual(tries, [1, 1, 2, 2, 3, 4, 4]);
  assert.equal(new Set(received.map(({ id }) => id)).size, 1);
  const failed = await stripe.events.list({ delivery_success: false });
  assert.deepEqual(
    failed.data.map(({ pending_webhooks }) => pending_webhooks),
    [1],
  );
});

test('a clock that jumps over all tries has them all made', async () => {
  const stub = newStub();
  const { received } = listen(stub, created, () => 500);
  await newCustomer(sdk(stub));
  await stub.settled();
  await move(stub, 72 * 3600);
  assert.equal(received.length, 4);
});

test('a clock that is moved during a delivery makes no failure of it', async () => {
  const stub = newStub();
  const { received } = listen(stub, ['invoice.created']);
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 900);
  stub.clock.advance(3 * 24 * 3600);
  await stub.settled();
  assert.equal(received.at(-1)?.genuine, true);
  assert.equal((await stripe.invoices.retrieve(draft.id)).webhooks_delivered_at, START);
});

test('pending_webhooks counts down as endpoints answer, and events are filtered by it', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  let down = true;
  const good = listen(stub, created);
  const bad = listen(stub, created, () => (down ? 503 : 204));
  await newCustomer(stripe);
  await stub.settled();
  const pending = async (delivery_success: boolean) =>
    (await stripe.events.list({ delivery_success })).data.map((event) => event.pending_webhooks);
  assert.deepEqual([await pending(true), await pending(false)], [[], [1]]);
  down = false;
  await move(stub, 600);
  assert.deepEqual([await pending(true), await pending(false)], [[0], []]);
  assert.deepEqual([good.received.length, bad.received.length], [1, 2]);
});

test('a disabled endpoint gets nothing, also not what was to be tried again; nor does a deleted one', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const disabled = listen(stub, created, () => 500);
  const deleted = listen(stub, created, () => 500);
  await newCustomer(stripe);
  await stub.settled();
  await stripe.webhookEndpoints.update(disabled.id, { disabled: true });
  await stripe.webhookEndpoints.del(deleted.id);
  await newCustomer(stripe);
  await move(stub, 600);
  assert.deepEqual([disabled.received.length, deleted.received.length], [1, 1]);
  await stripe.webhookEndpoints.update(disabled.id, { disabled: false });
  await newCustomer(stripe);
  await stub.settled();
  assert.equal(disabled.received.length, 2);
});

/** Disturbs, makes three customers and a product, and tells what came. */
async function disturbed(disturbance: WebhookDisturbance) {
  const stub = newStub();
  const heard = listen(stub, ['*']);
  const stripe = sdk(stub);
  stub.webhooks.disturb(disturbance);
  await newCustomer(stripe);
  await stripe.products.create({ name: 'Thing' });
  await stub.settled();
  return { stub, stripe, ...heard };
}

test('twice: the same event comes once more', async () => {
  const { received, types } = await disturbed({ kind: 'twice', match: 'customer.*' });
  assert.deepEqual(types(), ['customer.created', 'customer.created', 'product.created']);
  assert.equal(received[0]?.id, received[1]?.id);
  assert.ok(received.every(({ genuine }) => genuine));
});

test('forged: a delivery with a wrong signature, and then the genuine one', async () => {
  const { stripe, received } = await disturbed({ kind: 'forged' });
  assert.deepEqual(
    received.map(({ type, genuine }) => [type, genuine]),
    [
      ['customer.created', false],
      ['customer.created', true],
      ['product.created', true],
    ],
  );
  assert.deepEqual((await stripe.events.list({ delivery_success: false })).data, []);
});

test('out of order: held until the next event has come', async () => {
  const { types } = await disturbed({ kind: 'out_of_order', match: 'customer.created' });
  assert.deepEqual(types(), ['product.created', 'customer.created']);
});

test('late: held until the clock has passed', async () => {
  const { stub, types } = await disturbed({ kind: 'late', seconds: 120 });
  assert.deepEqual(types(), ['product.created']);
  await move(stub, 119);
  assert.deepEqual(types(), ['product.created']);
  await move(stub, 1);
  assert.deepEqual(types(), ['product.created', 'customer.created']);
});

test('lost: never comes, counts as failed, and only as often as asked', async () => {
  const { stub, stripe, types } = await disturbed({ kind: 'lost', times: 2, match: 'customer.created' });
  assert.deepEqual(stub.webhooks.list(), [{ kind: 'lost', match: 'customer.created', left: 1 }]);
  await newCustomer(stripe);
  await newCustomer(stripe);
  await move(stub, 72 * 3600);
  assert.deepEqual(types(), ['product.created', 'customer.created']);
  assert.equal((await stripe.events.list({ delivery_success: false })).data.length, 2);
});

test('clear ends it and sends what is held', async () => {
  const { stub, stripe, types } = await disturbed({ kind: 'late', times: 5 });
  assert.deepEqual(types(), []);
  stub.webhooks.clear();
  await newCustomer(stripe);
  await stub.settled();
  assert.deepEqual(types(), ['customer.created', 'product.created', 'customer.created']);
});

const advancing = { auto_advance: true, collection_method: 'send_invoice', days_until_due: 7 } as const;

test('a new draft tells when its endpoints have heard of it, by no event', async () => {
  const stub = newStub();
  const { types } = listen(stub, ['invoice.*']);
  const stripe = sdk(stub);
  const { id: customer } = await newCustomer(stripe);
  const draft = await stripe.invoices.create({ customer });
  assert.equal(draft.webhooks_delivered_at, null);
  await stub.settled();
  assert.equal((await stripe.invoices.retrieve(draft.id)).webhooks_delivered_at, START);
  assert.deepEqual(types(), ['invoice.created']);
  const { data } = await stripe.events.list({ type: 'invoice.created' });
  assert.equal((data[0]?.data.object as Stripe.Invoice).webhooks_delivered_at, null);
});

test('where nobody listens to invoice.created a draft counts as delivered at once', async () => {
  const stub = newStub();
  listen(stub, ['invoice.finalized']);
  const stripe = sdk(stub);
  const draft = await stripe.invoices.create({ customer: (await newCustomer(stripe)).id });
  assert.equal(draft.webhooks_delivered_at, START);
});

test('a draft that advances waits an hour from the answer', async () => {
  const stub = newStub();
  let down = true;
  listen(stub, ['invoice.created'], () => (down ? 500 : 200));
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 900, advancing);
  await stub.settled();
  const status = async () => (await stripe.invoices.retrieve(draft.id)).status;
  down = false;
  await move(stub, 600);
  assert.equal((await stripe.invoices.retrieve(draft.id)).webhooks_delivered_at, START + 600);
  await move(stub, 3600);
  assert.equal(await status(), 'draft');
  await move(stub, 1);
  const open = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual([open.status, open.status_transitions.finalized_at], ['open', START + 600 + 3601]);
});

test('it waits at most 72 hours, and a time that was set by hand is not delayed', async () => {
  const stub = newStub();
  listen(stub, ['invoice.created'], () => 500);
  const stripe = sdk(stub);
  const own = await newDraft(stripe, 900, advancing);
  const set = await newDraft(stripe, 900, { ...advancing, automatically_finalizes_at: START + 7200 });
  await stub.settled();
  const statuses = async () =>
    Promise.all([own, set].map(async ({ id }) => (await stripe.invoices.retrieve(id)).status));
  await move(stub, 7200);
  assert.deepEqual(await statuses(), ['draft', 'open']);
  await move(stub, 70 * 3600 - 1);
  assert.deepEqual(await statuses(), ['draft', 'open']);
  await move(stub, 1);
  assert.deepEqual(await statuses(), ['open', 'open']);
  assert.equal((await stripe.invoices.retrieve(own.id)).webhooks_delivered_at, null);
});

test('a delivery under way does not hold a draft up', async () => {
  const stub = newStub();
  let answer = (): void => undefined;
  const answered = new Promise<Response>((resolve) => {
    answer = () => resolve(new Response());
  });
  stub.addWebhook({ events: ['invoice.created'], handler: () => answered });
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 900, advancing);
  stub.clock.advance(3601);
  assert.equal((await stripe.invoices.retrieve(draft.id)).status, 'open');
  answer();
  await stub.settled();
  assert.equal((await stripe.invoices.retrieve(draft.id)).webhooks_delivered_at, START);
});

test('reset empties the accounts and keeps the endpoints', async () => {
  const stub = newStub({ limits: true });
  const { received } = listen(stub, created);
  const stripe = sdk(stub);
  stub.search.delay(60);
  stub.faults.next({ kind: '500', match: '/v1/none' });
  stub.webhooks.disturb({ kind: 'late', match: 'customer.*' });
  stub.limits.set(false);
  await newCustomer(stripe);
  stub.reset();
  assert.deepEqual([stub.faults.list(), stub.webhooks.list(), stub.search.seconds], [[], [], 0]);
  assert.equal(stub.limits.current()?.global, 25);
  assert.deepEqual((await stripe.customers.list()).data, []);
  assert.equal((await stripe.accounts.retrieveCurrent()).id, stub.accountId);
  await newCustomer(stripe);
  await move(stub, 7200);
  assert.equal(received.length, 1);
});
