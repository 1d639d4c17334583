/** Streams that break and come back, and thousands that listen at once. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { RESYNC } from '../../src/adapter/adapter.js';
import { EventParser } from '../../src/adapter/stream.js';
import { createLocalBus, type EventBus, type Message, type Published } from '../../src/server/index.js';
import { addCustomer, addDraft, createBackend, type Backend, type Json } from './harness.js';
import { listen, type Stream } from './live-harness.js';

interface Scene {
  backend: Backend;
  customer: string;
  invoice: string;
  /** Something changed about an invoice; the one of alpha where nothing else is said. */
  publish(id: string, more?: Partial<Message>): void;
  miss(): void;
}

async function scene(options: Parameters<typeof createBackend>[0] = {}): Promise<Scene> {
  const local = createLocalBus();
  let miss = (): void => {};
  const bus = {
    publish: (message: Message) => local.publish(message),
    subscribe: (listener: (message: Message) => void, missed: () => void) => {
      miss = missed;
      return local.subscribe(listener);
    },
  };
  const backend = await createBackend({ bus, ...options });
  const customer = await addCustomer(backend, 'alpha');
  const invoice = await addDraft(backend, customer, 0);
  backend.calls.length = 0;
  return {
    backend,
    customer,
    invoice,
    publish: (id, more = {}) =>
      void local.publish({
        id,
        type: 'invoice.updated',
        invoice,
        customer,
        created: 1,
        account: null,
        ...more,
      }),
    miss: () => miss(),
  };
}

const ids = (changes: Json[]): unknown[] => changes.map((change) => change['id']);

/** What the stream was told of, up to a last message. */
async function told(stream: Stream, { publish }: Scene): Promise<unknown[]> {
  publish('evt_end');
  await stream.says('evt_end');
  await stream.close();
  return ids(await stream.changes(0));
}

test('a page that was cut off is told what it missed, in order, once, and nothing of others', async () => {
  const it = await scene();
  const first = await listen(it.backend, 'alpha-viewer');
  it.publish('evt_1');
  await first.changes(1);
  await first.close();
  assert.equal(first.place(), 'evt_1');
  it.publish('evt_2');
  it.publish('evt_foreign', { customer: 'cus_of_beta', invoice: 'in_of_beta' });
  it.publish('evt_3', { type: 'invoice.finalized' });
  const again = await listen(it.backend, 'alpha-viewer', first.place());
  assert.deepEqual(await told(again, it), ['evt_2', 'evt_3', 'evt_end']);
  assert.ok(!again.text().includes('reset') && !again.text().includes('foreign'));
});

test('the reader of the page understands all of it', async () => {
  const it = await scene();
  const stream = await listen(it.backend, 'alpha-viewer', 'evt_unheard_of');
  it.publish('evt_1');
  await stream.changes(1);
  await stream.close();
  const types: string[] = [];
  const parser = new EventParser(({ type }) => types.push(type));
  parser.push(stream.text());
  assert.deepEqual(types, ['reset', 'change']);
  assert.equal(parser.lastEventId, 'evt_1');
});

test('a page that heard of nothing has its place too', async () => {
  const it = await scene();
  const first = await listen(it.backend, 'alpha-viewer');
  await first.says('id: at_');
  await first.close();
  it.publish('evt_1');
  const again = await listen(it.backend, 'alpha-viewer', first.place());
  assert.deepEqual(await told(again, it), ['evt_1', 'evt_end']);
  assert.ok(!again.text().includes('reset'));
});

test('whose place is too old, or of another process, is told to read everything again', async () => {
  const it = await scene();
  it.publish('evt_first');
  for (let index = 0; index < 1000; index++) it.publish(`evt_${index}`, { customer: 'cus_of_beta' });
  for (const place of ['evt_first', 'evt_unheard_of', 'at_1', 'nonsense', "at_'"]) {
    const stream = await listen(it.backend, 'alpha-viewer', place);
    await stream.says('event: reset');
    const data = /event: reset\nid: at_\d+\ndata: (.*)\n\n/.exec(stream.text())?.[1] ?? '';
    const { created, ...rest } = JSON.parse(data) as Json;
    assert.deepEqual(rest, { type: RESYNC, invoice: '*' });
    assert.equal(typeof created, 'number');
    await stream.close();
  }
  const kept = await listen(it.backend, 'alpha-viewer', 'evt_0');
  assert.deepEqual(await told(kept, it), ['evt_end']);
  assert.ok(!kept.text().includes('reset'));
});

test('where more was missed than Stripe should be asked for, the page reads what it shows', async () => {
  const it = await scene();
  it.publish('evt_first');
  for (let index = 0; index < 101; index++) it.publish(`evt_${index}`, { invoice: `in_${index}` });
  const stream = await listen(it.backend, 'alpha-viewer', 'evt_first');
  await stream.says('event: reset');
  assert.deepEqual(it.backend.calls, []);
  await stream.close();
});

test('when the bus may have lost something, every page reads everything again', async () => {
  const it = await scene();
  const streams = [await listen(it.backend, 'alpha-viewer'), await listen(it.backend, 'beta-admin')];
  it.publish('evt_1');
  await streams[0]!.changes(1);
  it.miss();
  for (const stream of streams) {
    await stream.says('event: reset');
    await stream.close();
  }
  const behind = await listen(it.backend, 'alpha-viewer', 'evt_1');
  await behind.says('event: reset');
  await behind.close();
});

test('a message that could not be judged is made up for: no place behind it, and a reset soon', async (context) => {
  const it = await scene();
  context.mock.timers.enable({ apis: ['setInterval'] });
  const stream = await listen(it.backend, 'alpha-viewer');
  await stream.says('id: at_');
  it.backend.stub.faults.next({ kind: '500', match: 'GET /v1/invoices/*' });
  it.publish('evt_lost');
  it.publish('evt_2', { invoice: await addDraft(it.backend, it.customer, 0) });
  await stream.says('event: change\ndata:');
  assert.match(stream.place(), /^at_/);
  assert.equal(it.backend.errors.length, 1);
  context.mock.timers.tick(25_000);
  await stream.says('event: reset');
  await stream.says(': still here\nid: at_');
  assert.ok(!stream.text().includes('evt_lost'));
  await stream.close();
});

test('a failure that concerns many streams is reported once, and a broken hook does not break them', async () => {
  const errors: unknown[] = [];
  const it = await scene({
    onError: (error) => {
      errors.push(error);
      throw new Error('The hook is broken.');
    },
  });
  const streams = await Promise.all(
    ['alpha-a', 'alpha-b', 'alpha-c'].map((person) => listen(it.backend, person)),
  );
  it.backend.stub.faults.next({ kind: '500', match: 'GET /v1/invoices/*' });
  it.publish('evt_lost');
  it.publish('evt_2', { invoice: await addDraft(it.backend, it.customer, 0) });
  for (const stream of streams) {
    await stream.says('event: change');
    await stream.close();
  }
  assert.equal(errors.length, 1);
});

test('a stream does not wait for Stripe with more than it holds', async () => {
  const it = await scene();
  const stream = await listen(it.backend, 'alpha-viewer');
  await stream.says('id: at_');
  it.backend.stub.fetch = () => new Promise<Response>(() => {});
  for (let index = 0; index < 257; index++) it.publish(`evt_${index}`);
  await stream.ended;
  assert.match(stream.place(), /^at_/);
});

test('messages are told in their order, whichever answer of Stripe comes first', async () => {
  const it = await scene();
  const other = await addDraft(it.backend, it.customer, 0);
  const { fetch } = it.backend.stub;
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  it.backend.stub.fetch = async (request) => {
    if (request.url.includes(it.invoice)) await held;
    const response = await fetch(request);
    if (request.url.includes(other)) setImmediate(answer);
    return response;
  };
  const stream = await listen(it.backend, 'alpha-viewer');
  it.publish('evt_slow');
  it.publish('evt_fast', { invoice: other });
  assert.deepEqual(ids(await stream.changes(2)), ['evt_slow', 'evt_fast']);
  await stream.close();
});

test('an invoice is read once for all listeners and all events of a moment, and never for none', async () => {
  let sessions = 0;
  const scopes = { alpha: { metadata: { tenant: 'alpha' } }, beta: { metadata: { tenant: 'beta' } } };
  const it = await scene({
    session: (request) => {
      sessions += 1;
      const tenant = request.headers.get('x-person')?.startsWith('alpha')
        ? ('alpha' as const)
        : ('beta' as const);
      return { user: { id: request.headers.get('x-person') ?? '' }, tenant, scope: scopes[tenant] };
    },
    authorize: () => true,
  });
  const { backend } = it;
  await backend.stripe.invoices.update(it.invoice, { metadata: { tenant: 'alpha' } });
  it.publish('evt_before');
  assert.equal(backend.calls.filter((call) => call.startsWith('GET')).length, 0);

  const people = Array.from({ length: 40 }, (_, index) => (index < 4 ? `alpha-${index}` : `beta-${index}`));
  const streams = await Promise.all(people.map((person) => listen(backend, person, 'evt_before')));
  backend.calls.length = 0;
  sessions = 0;
  it.publish('evt_1');
  it.publish('evt_2');
  for (const stream of streams.slice(0, 4))
    assert.deepEqual(ids(await stream.changes(2)), ['evt_1', 'evt_2']);
  // Beta's no from before the second event counts for nothing, so the second is read too.
  assert.ok(backend.calls.length <= 2, backend.calls.join());
  // Twice one of each tenant, and twice each of the four who hear of it.
  assert.equal(sessions, 12);
  for (const stream of streams) await stream.close();
  assert.ok(streams.slice(4).every((stream) => !stream.text().includes('event: change')));
});

test('an invoice that has just come into the scope is heard of, though it was read before', async () => {
  const it = await scene();
  it.backend.scopes['alpha'] = { metadata: { tenant: 'alpha' } };
  it.backend.scopes['beta'] = { metadata: { tenant: 'beta' } };
  const { stripe } = it.backend;
  await stripe.invoices.update(it.invoice, { metadata: { tenant: 'beta' } });
  const [alpha, beta] = [await listen(it.backend, 'alpha-viewer'), await listen(it.backend, 'beta-viewer')];
  it.publish('evt_1');
  await beta.changes(1);
  await stripe.invoices.update(it.invoice, { metadata: { tenant: 'alpha' } });
  it.publish('evt_2');
  assert.deepEqual(ids(await alpha.changes(1)), ['evt_2']);
  await alpha.close();
  await beta.close();
});

test('what others remember lets a page go on, and is told to streams that did not wait for it', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let answer = (_: Published[]): void => {};
  const bus: EventBus = {
    ...createLocalBus(),
    recall: () => new Promise((resolve) => (answer = resolve)),
  };
  const it = await scene({ bus });
  const said = (id: string, at: number): Published => ({
    message: { id, type: 'x', invoice: it.invoice, customer: it.customer, created: 1, account: null },
    at,
  });
  context.mock.timers.tick(5_000);
  const early = await listen(it.backend, 'alpha-viewer');
  answer([said('evt_old', Date.now() - 60_000), said('evt_new', Date.now())]);
  assert.deepEqual(ids(await early.changes(1)), ['evt_new']);
  await early.close();
  const back = await listen(it.backend, 'alpha-viewer', 'evt_old');
  assert.deepEqual(ids(await back.changes(1)), ['evt_new']);
  await back.close();
  assert.ok(!back.text().includes('reset'));
});

test('a closed handler keeps nobody waiting on a stream that says nothing', async () => {
  const it = await scene();
  it.backend.handler.close();
  const stream = await listen(it.backend, 'alpha-viewer');
  await stream.ended;
});
