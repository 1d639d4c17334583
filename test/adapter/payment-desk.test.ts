/** Payments of many invoices: asked for together, kept beside the live copy, and dropped when they may not hold any more. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { PaymentBatch } from '../../src/adapter/adapter.js';
import { watchPayments } from '../../src/adapter/payment-desk.js';
import { InvoiceStore } from '../../src/adapter/store.js';
import { readInvoice, readPayments } from '../../src/invoice/shape.js';
import type { Invoice, Payment } from '../../src/invoice/types.js';
import { adapterOf, deferred, pretend, problem, quiet } from './support.js';

const invoice = (id: string, more: object = {}): Invoice =>
  readInvoice({ id, object: 'invoice', status: 'open', created: 100, ...more });

const payment = (status: string): Payment[] =>
  readPayments([{ id: 'inpay_1', status: 'open', payment: { payment_intent: { status } } }]) ?? [];

const batch = (found: Record<string, Payment[]>, more = false): PaymentBatch => ({
  payments: new Map(Object.entries(found)),
  more,
});

type Answer = (ids: readonly string[], since: number | null) => Promise<PaymentBatch>;

/** A store of invoices that are read as `current` has them, and whose payments are answered as the test says. */
function storeOf(current: Record<string, Invoice>, answer: Answer, more: object = {}) {
  const asked: { ids: string[]; since: number | null }[] = [];
  const { adapter, change, listeners } = adapterOf({
    retrieve: async (id) => current[id] ?? assert.fail(id),
    paymentsOf: (ids, since) => {
      asked.push({ ids: [...ids], since });
      return answer(ids, since);
    },
    ...more,
  });
  const store = new InvoiceStore(adapter);
  for (const each of Object.values(current)) store.offer(each);
  const paymentsOf = (id: string): string | null => {
    const live = store.peek(id);
    return live.status === 'loaded' ? (live.invoice.payments?.[0]?.intent_status ?? null) : live.status;
  };
  return { store, asked, change, listeners, paymentsOf };
}

/** Time that passes when it is told to; the returned function waits until wishes have been asked for and answered. */
function timers(t: TestContext): () => Promise<void> {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  return async () => {
    t.mock.timers.tick(30);
    await quiet();
    await quiet();
  };
}

const all =
  (status: string): Answer =>
  async (ids) =>
    batch(Object.fromEntries(ids.map((id) => [id, payment(status)])));

test('all who wish in the same moment share one request, and everybody who watches has the payments', async (t) => {
  const answered = timers(t);
  const { store, asked, paymentsOf } = storeOf(
    { in_1: invoice('in_1'), in_2: invoice('in_2', { created: 50 }), in_3: invoice('in_3') },
    all('processing'),
  );
  const heard: (string | null)[] = [];
  store.watch('in_2', (live) =>
    heard.push(live.status === 'loaded' ? (live.invoice.payments?.[0]?.intent_status ?? null) : null),
  );
  watchPayments(store, 'in_1');
  watchPayments(store, 'in_2');
  watchPayments(store, 'in_2');
  await answered();
  assert.deepEqual(asked, [{ ids: ['in_1', 'in_2'], since: 50 }]);
  assert.deepEqual(['in_1', 'in_2', 'in_3'].map(paymentsOf), ['processing', 'processing', null]);
  assert.deepEqual(heard, ['processing']);
});

test('more than a hundred are asked for a hundred at a time, one request after the other', async (t) => {
  const answered = timers(t);
  const ids = Array.from({ length: 230 }, (_, index) => `in_${index}`);
  let under = 0;
  const { store, asked } = storeOf(Object.fromEntries(ids.map((id) => [id, invoice(id)])), async (wanted) => {
    assert.equal(++under, 1);
    await quiet();
    under--;
    return all('processing')(wanted, null);
  });
  for (const id of ids) watchPayments(store, id);
  for (let step = 0; step < 6; step++) await answered();
  assert.deepEqual(
    asked.map((each) => each.ids.length),
    [100, 100, 30],
  );
});

test('who does not wait any more is not asked for, and may wish again', async (t) => {
  const answered = timers(t);
  const { store, asked } = storeOf({ in_1: invoice('in_1'), in_2: invoice('in_2') }, all('processing'));
  watchPayments(store, 'in_1')();
  const stop = watchPayments(store, 'in_2');
  await answered();
  assert.deepEqual(
    asked.map(({ ids }) => ids),
    [['in_2']],
  );
  stop();
  stop();
  watchPayments(store, 'in_1');
  await answered();
  assert.deepEqual(
    asked.map(({ ids }) => ids),
    [['in_2'], ['in_1']],
  );
});

test('the payments of an invoice that has changed are dropped at once and asked for anew', async (t) => {
  const answered = timers(t);
  const next = deferred<PaymentBatch>();
  const answers = [all('processing')(['in_1'], null), next.promise];
  const { store, asked, paymentsOf } = storeOf({ in_1: invoice('in_1') }, () => answers.shift()!);
  watchPayments(store, 'in_1');
  await answered();
  assert.equal(paymentsOf('in_1'), 'processing');
  store.apply(invoice('in_1', { attempt_count: 1 }));
  assert.equal(paymentsOf('in_1'), null);
  await answered();
  next.resolve(batch({ in_1: payment('requires_payment_method') }));
  await answered();
  assert.equal(paymentsOf('in_1'), 'requires_payment_method');
  assert.equal(asked.length, 2);
});

test('after a hint they stay until they are known anew; the same invoice read once more changes nothing', async (t) => {
  const answered = timers(t);
  const current = { in_1: invoice('in_1') };
  const statuses = ['processing', 'requires_payment_method'];
  const { store, asked, change, paymentsOf } = storeOf(current, (ids) => all(statuses.shift()!)(ids, null));
  store.watch('in_1', () => undefined);
  watchPayments(store, 'in_1');
  await answered();
  await store.refresh('in_1');
  await answered();
  assert.deepEqual([asked.length, paymentsOf('in_1')], [1, 'processing']);
  current.in_1 = invoice('in_1');
  change('in_1');
  await quiet();
  assert.equal(paymentsOf('in_1'), 'processing');
  await answered();
  assert.deepEqual([asked.length, paymentsOf('in_1')], [2, 'requires_payment_method']);
  change('in_other');
  await answered();
  assert.equal(asked.length, 2);
});

test('an answer about an invoice that has changed meanwhile is not believed', async (t) => {
  const answered = timers(t);
  const first = deferred<PaymentBatch>();
  const answers = [first.promise, all('succeeded')(['in_1'], null)];
  const { store, asked, paymentsOf } = storeOf({ in_1: invoice('in_1') }, () => answers.shift()!);
  watchPayments(store, 'in_1');
  await answered();
  store.apply(invoice('in_1', { status: 'paid' }));
  first.resolve(batch({ in_1: payment('processing') }));
  await quiet();
  assert.equal(paymentsOf('in_1'), null);
  await answered();
  assert.deepEqual([asked.length, paymentsOf('in_1')], [2, 'succeeded']);
});

test('a failed read of the invoice keeps its payments', async (t) => {
  const answered = timers(t);
  let dead = false;
  const known = invoice('in_1');
  const { store, paymentsOf } = storeOf({ in_1: known }, all('processing'), {
    retrieve: async () => (dead ? Promise.reject(problem(500, 'server')) : known),
  });
  store.watch('in_1', () => undefined);
  watchPayments(store, 'in_1');
  await answered();
  dead = true;
  await store.refresh('in_1');
  const live = store.peek('in_1');
  assert.ok(live.status === 'loaded' && live.problem);
  assert.equal(paymentsOf('in_1'), 'processing');
});

test('an invoice that the page gives again, without payments, is no other one', async (t) => {
  const answered = timers(t);
  let reads = 0;
  const { store, paymentsOf } = storeOf({ in_1: invoice('in_1') }, all('processing'), {
    retrieve: async () => (reads++, invoice('in_1')),
  });
  watchPayments(store, 'in_1');
  await answered();
  store.offer(invoice('in_1'));
  await answered();
  assert.deepEqual([reads, paymentsOf('in_1')], [0, 'processing']);
});

test('what was not looked at is asked for again, as long as that brings something', async (t) => {
  const answered = timers(t);
  const answers = [batch({ in_1: payment('processing') }, true), batch({}, true)];
  const { store, asked, paymentsOf } = storeOf(
    { in_1: invoice('in_1'), in_2: invoice('in_2'), in_3: invoice('in_3') },
    async () => answers.shift()!,
  );
  for (const id of ['in_1', 'in_2', 'in_3']) watchPayments(store, id);
  for (let step = 0; step < 4; step++) await answered();
  assert.deepEqual(
    asked.map(({ ids }) => ids),
    [
      ['in_1', 'in_2', 'in_3'],
      ['in_2', 'in_3'],
    ],
  );
  assert.deepEqual(['in_1', 'in_2'].map(paymentsOf), ['processing', null]);
});

test('what could not be read is tried again when there is new hope, and not before', async (t) => {
  const answered = timers(t);
  const page = pretend({});
  let dead = true;
  const { store, asked, paymentsOf } = storeOf({ in_1: invoice('in_1') }, (ids) =>
    dead ? Promise.reject(problem(0, 'network_error')) : all('processing')(ids, null),
  );
  const stop = watchPayments(store, 'in_1');
  await answered();
  await answered();
  assert.deepEqual([asked.length, paymentsOf('in_1')], [1, null]);
  dead = false;
  page.window.dispatchEvent(new Event('online'));
  await answered();
  assert.deepEqual([asked.length, paymentsOf('in_1')], [2, 'processing']);
  page.window.dispatchEvent(new Event('online'));
  await answered();
  assert.equal(asked.length, 2, 'what is known is not asked for again');
  stop();
  page.restore();
});

test('a backend that cannot tell is asked once', async (t) => {
  const answered = timers(t);
  const { store, asked } = storeOf({ in_1: invoice('in_1'), in_2: invoice('in_2') }, () =>
    Promise.reject(problem(501, 'not_supported', false)),
  );
  watchPayments(store, 'in_1');
  await answered();
  watchPayments(store, 'in_2');
  store.apply(invoice('in_1', { attempt_count: 1 }));
  await answered();
  assert.equal(asked.length, 1);
  const without = storeOf({ in_1: invoice('in_1') }, all('processing'), { supports: () => false });
  watchPayments(without.store, 'in_1');
  const old = storeOf({ in_1: invoice('in_1') }, all('processing'), { paymentsOf: undefined });
  watchPayments(old.store, 'in_1');
  await answered();
  assert.deepEqual([without.asked.length, old.paymentsOf('in_1')], [0, null]);
});

test('hangs up behind the last, and does not believe what it knew when somebody comes back later', async (t) => {
  const answered = timers(t);
  let now = 10_000;
  t.mock.method(performance, 'now', () => now);
  const { store, asked, listeners } = storeOf({ in_1: invoice('in_1') }, all('processing'));
  const stop = watchPayments(store, 'in_1');
  assert.equal(listeners.size, 1);
  await answered();
  stop();
  assert.equal(listeners.size, 0);
  watchPayments(store, 'in_1')();
  await answered();
  assert.equal(asked.length, 1, 'only moved');
  now += 5_000;
  watchPayments(store, 'in_1');
  await answered();
  assert.equal(asked.length, 2);
});
