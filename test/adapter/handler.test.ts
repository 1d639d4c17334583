/** The page's end and the backend's end together: the real handler over the stand-in, carried by a `fetch`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validWorld } from '../server-stub/valid-world.js';
import type { World } from '../../server-stub/world.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { finalizeInvoice, newKey } from '../../src/adapter/intent.js';
import { storeFor } from '../../src/adapter/store.js';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import type { LineParams } from '../../src/invoice/wire.js';
import { HASTY, deferred } from './support.js';

const LINE: LineParams = {
  description: 'Design',
  quantity_decimal: '2.5',
  price_data: { currency: 'eur', product_data: { name: 'Design' }, unit_amount_decimal: '10000' },
};

/** A draft of `acme` with one line, and an adapter whose requests go through `carry`. */
async function begin(
  carry?: (request: Request, send: (request: Request) => Promise<Response>) => Promise<Response>,
) {
  const world = await validWorld();
  const send = world.asUser('alpha-admin');
  const fetch = carry ? (request: Request) => carry(request, send) : send;
  const adapter = new HttpAdapter({ url: '/api/billing', fetch, retry: HASTY });
  const { id } = await adapter.create(
    { customer: world.customers.acme.id, currency: 'eur' },
    { key: newKey() },
  );
  const draft = await adapter.addLines(id, [LINE], { key: newKey() });
  return { world, adapter, draft };
}

const finalizedEvents = async ({ stripe }: World) =>
  (await stripe.events.list({ type: 'invoice.finalized', limit: 100 })).data.length;

test('a draft is written, finalized as shown, and read', async () => {
  const { adapter, draft } = await begin();
  assert.deepEqual([draft.status, draft.total], ['draft', 25_000]);
  const more = await adapter.addLines(draft.id, [{ description: 'Travel', amount: 4200 }], { key: newKey() });
  const travel = more.lines.find(({ description }) => description === 'Travel');
  const less = await adapter.removeLines(draft.id, [travel!.id], { key: newKey() });
  assert.equal(less.total, 25_000);
  const { invoice, already } = await finalizeInvoice(adapter, draft.id, {
    expected: fingerprint(less),
    autoAdvance: false,
  });
  assert.deepEqual([invoice.status, already], ['open', false]);
  assert.ok(invoice.hosted_invoice_url);
  assert.deepEqual(await adapter.lines(draft.id), invoice.lines);
  assert.deepEqual(
    (await adapter.list({ customer: draft.customer!, limit: 100 })).data.map(({ id }) => id),
    [draft.id],
  );
});

test('customers, session and catalog are found', async () => {
  const { world, adapter } = await begin();
  const { id, name, email } = world.customers.acme;
  for (const text of ['', id, email!, name!.slice(0, 4), name!.slice(0, 2)]) {
    const found = await adapter.searchCustomers(text);
    assert.ok(
      found.some((customer) => customer.id === id),
      `by “${text}”`,
    );
  }
  assert.equal((await adapter.session()).livemode, false);
  assert.equal((await adapter.customer(id)).email, email);
  await Promise.all([adapter.prices('eur'), adapter.taxRates()]);
});

test('an answer that is lost after the work was done is found by reading back', async () => {
  let lost = 0;
  const { world, adapter, draft } = await begin(async (request, send) => {
    const response = await send(request);
    if (request.url.endsWith('/finalize') && !lost++) throw new TypeError('connection reset');
    return response;
  });
  const { invoice, already } = await finalizeInvoice(adapter, draft.id);
  assert.deepEqual([invoice.status, already, lost], ['open', false, 1]);
  assert.equal(await finalizedEvents(world), 1);
});

test('finalized by someone else is told as what it is', async () => {
  const { world, adapter, draft } = await begin();
  await world.stripe.invoices.finalizeInvoice(draft.id);
  const { invoice, already } = await finalizeInvoice(adapter, draft.id);
  assert.deepEqual([invoice.status, already], ['open', true]);
});

test('a draft that has changed since it was shown is not finalized', async () => {
  const { adapter, draft } = await begin();
  await adapter.addLines(draft.id, [{ description: 'Travel', amount: 1 }], { key: newKey() });
  await assert.rejects(finalizeInvoice(adapter, draft.id, { expected: fingerprint(draft) }), {
    code: 'draft_changed',
  });
  const live = storeFor(adapter).peek(draft.id);
  assert.equal(live.status === 'loaded' && live.invoice.total, 25_001);
});

test('a change made elsewhere reaches those who watch', async () => {
  const { world, adapter, draft } = await begin();
  const store = storeFor(adapter);
  store.apply(draft);
  const open = deferred<void>();
  const opened = deferred<void>();
  const stopWaiting = adapter.subscribe(() => opened.resolve());
  const stop = store.watch(draft.id, (live) => {
    if (live.status === 'loaded' && live.invoice.status === 'open') open.resolve();
  });
  // The line opens in its own time: change something until it is heard of.
  let heard = false;
  void opened.promise.then(() => (heard = true));
  while (!heard) {
    await world.stripe.invoices.update(draft.id, { description: String(await finalizedEvents(world)) });
    await world.settled();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await world.stripe.invoices.finalizeInvoice(draft.id);
  await open.promise;
  stop();
  stopWaiting();
});
