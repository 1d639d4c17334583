import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { RESYNC } from '../../src/adapter/adapter.js';
import { InvoiceStore } from '../../src/adapter/store.js';
import { ListModel } from '../../src/components/invoice-list/list-model.js';
import { NO_FILTER, type InvoiceFilter } from '../../src/invoice/list-filter.js';
import { readInvoice } from '../../src/invoice/shape.js';
import type { Invoice, Payment } from '../../src/invoice/types.js';
import type { Session } from '../../src/invoice/wire.js';
import { Shelf } from '../adapter/shelf.js';
import { adapterOf, deferred, problem, quiet } from '../adapter/support.js';
import { filterOf } from '../invoice/any-filter.js';

const NOW = 1_800_000_000;
const SESSION = {
  now: NOW,
  account: { country: 'US', default_currency: 'eur', timezone: 'Etc/UTC' },
} as Session;

const invoice = (index: number, more: object = {}): Invoice =>
  readInvoice({ id: `in_${index}`, object: 'invoice', status: 'draft', created: NOW - index, ...more });

const drafts = (count: number): Invoice[] => Array.from({ length: count }, (_, index) => invoice(index + 1));

interface SceneOptions {
  invoices?: readonly Invoice[];
  filter?: InvoiceFilter;
  pageSize?: number;
}

/** A model over a shelf, with its first page; timers stand still until `gathered` lets what waits for them happen. */
async function scene(
  t: TestContext,
  { invoices = drafts(3), filter = NO_FILTER, pageSize = 50 }: SceneOptions,
) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const shelf = new Shelf(invoices);
  const { adapter, change } = adapterOf({ ...shelf.methods, session: () => Promise.resolve(SESSION) });
  const store = new InvoiceStore(adapter);
  const model = new ListModel(() => {});
  const ask = (other: InvoiceFilter): void => model.ask({ store, filter: other, lang: 'en', pageSize });
  ask(filter);
  await quiet();
  model.look(0, 30);
  const gathered = async (): Promise<void> => {
    t.mock.timers.tick(250);
    for (let turn = 0; turn < 5; turn++) await quiet();
  };
  await gathered();
  shelf.asked.length = 0;
  const ids = (): string[] => [...model.rows].map(({ id }) => id);
  const put = (changed: Invoice): void => {
    shelf.invoices = [...shelf.invoices.filter(({ id }) => id !== changed.id), changed];
  };
  return { shelf, change, store, model, ask, gathered, ids, put };
}

test('what is created at Stripe comes in at the top where it matches, and not where it does not', async (t) => {
  const { put, change, gathered, ids, model } = await scene(t, { filter: filterOf({ view: 'draft' }) });
  put(invoice(0));
  put(invoice(-1, { status: 'open' }));
  change('in_0');
  change('in_-1');
  await gathered();
  assert.deepEqual(ids(), ['in_0', 'in_1', 'in_2', 'in_3']);
  assert.equal(model.takeInserted(), 1);
  assert.equal(model.takeInserted(), 0);
});

test('what this page made comes in at once, without being asked for', async (t) => {
  const { store, shelf, ids } = await scene(t, { filter: filterOf({ view: 'draft' }) });
  store.tell(invoice(0));
  store.tell(invoice(-1, { status: 'paid' }));
  assert.deepEqual(ids(), ['in_0', 'in_1', 'in_2', 'in_3']);
  assert.deepEqual(shelf.asked, []);
});

test('what a query of the person’s own means only Stripe knows: it is asked, and nothing is put in by guess', async (t) => {
  const { store, shelf, gathered, ids, put } = await scene(t, { filter: filterOf({ query: 'total>5' }) });
  assert.deepEqual(ids(), []);
  store.tell(invoice(-1));
  assert.deepEqual(ids(), []);
  put(invoice(-2, { total: 9 }));
  await gathered();
  assert.deepEqual(shelf.asked, ['search total>5']);
  assert.deepEqual(ids(), ['in_-2']);
});

test('a row that has changed is read anew, and stays where it is though it matches no more', async (t) => {
  const { put, change, gathered, model, ids } = await scene(t, { filter: filterOf({ view: 'draft' }) });
  put(invoice(2, { status: 'open' }));
  change('in_2');
  await gathered();
  assert.deepEqual(ids(), ['in_1', 'in_2', 'in_3']);
  assert.equal(model.rows.get('in_2')?.invoice.status, 'open');
});

test('a deleted draft is shown as gone', async (t) => {
  const { shelf, change, gathered, model } = await scene(t, {});
  shelf.invoices = shelf.invoices.filter(({ id }) => id !== 'in_2');
  change('in_2');
  await gathered();
  assert.equal(model.rows.get('in_2')?.invoice.deleted, true);
});

test('after a long silence everything in view is read as a page, and no gap is left below what is new', async (t) => {
  const { shelf, change, gathered, ids } = await scene(t, { invoices: drafts(20) });
  const fresh = Array.from({ length: 250 }, (_, index) => invoice(-index));
  shelf.invoices.push(...fresh);
  change('*', RESYNC);
  await gathered();
  assert.deepEqual(ids(), shelf.sorted.map(({ id }) => id)); // prettier-ignore
  assert.ok(shelf.asked.length <= 4, shelf.asked.join('\n'));
});

test('of what happens while rows are read, nothing is overwritten by what was read', async (t) => {
  const { store, shelf, change, gathered, model } = await scene(t, {});
  const answer = deferred<Invoice>();
  const { retrieve } = store.adapter;
  store.adapter.retrieve = () => answer.promise;
  change('in_2');
  await gathered();
  store.tell(invoice(2, { status: 'open' }));
  answer.resolve(invoice(2));
  await quiet();
  assert.equal(model.rows.get('in_2')?.invoice.status, 'open');
  store.adapter.retrieve = retrieve;
  await gathered();
  assert.deepEqual(shelf.asked, ['payments in_2']);
});

test('what is heard of an invoice before its row comes has it read once more', async (t) => {
  const { shelf, change, ask, gathered, model, put } = await scene(t, {});
  shelf.before = () => {
    // The first page is on its way.
    shelf.before = () => {};
    change('in_2');
    queueMicrotask(() => put(invoice(2, { status: 'open' })));
  };
  ask(filterOf({ status: ['draft'] }));
  await quiet();
  assert.equal(model.rows.get('in_2')?.stale, true);
  await gathered();
  assert.equal(model.rows.get('in_2')?.invoice.status, 'open');
});

test('a hint that comes while the top is read is not lost, nor one after which reading failed', async (t) => {
  const { shelf, change, gathered, ids, put } = await scene(t, {});
  shelf.before = () => {
    shelf.before = () => {
      throw problem(503, 'stripe_unreachable');
    };
    change('in_-1');
    queueMicrotask(() => put(invoice(-1)));
  };
  put(invoice(0));
  change('in_0');
  await gathered();
  await gathered();
  assert.deepEqual(ids(), ['in_0', 'in_1', 'in_2', 'in_3']);
  shelf.before = () => {};
  change('in_3');
  await gathered();
  assert.deepEqual(ids(), ['in_-1', 'in_0', 'in_1', 'in_2', 'in_3']);
});

test('what was asked for another filter does not come in among the rows of this one', async (t) => {
  const { change, ask, gathered, ids, put, store } = await scene(t, {});
  const gate = deferred<undefined>();
  const { list } = store.adapter;
  store.adapter.list = async (...params) => {
    const page = await list.apply(store.adapter, params);
    await gate.promise;
    return page;
  };
  put(invoice(0, { status: 'open' }));
  change('in_0');
  await gathered();
  store.adapter.list = list;
  ask(filterOf({ view: 'draft' }));
  await quiet();
  gate.resolve(undefined);
  await gathered();
  assert.deepEqual(ids(), ['in_1', 'in_2', 'in_3']);
});

test('the payments of all rows in view are asked for at once, again where that failed, and not again without need', async (t) => {
  const payments = [{ status: 'open', intent_status: 'processing' }] as Payment[];
  const open = drafts(5).map((each) => ({ ...each, status: 'open', payments }));
  const { shelf, model, gathered, ask, change } = await scene(t, { invoices: open });
  assert.deepEqual(model.rows.at(0)?.invoice.payments, payments);
  shelf.before = () => {
    if (shelf.asked.at(-1)?.startsWith('payments')) throw problem(503, 'stripe_unreachable');
  };
  ask(filterOf({ view: 'open' }));
  await quiet();
  await gathered();
  assert.equal(model.rows.at(0)?.invoice.payments, null);
  shelf.before = () => {};
  change('in_9');
  await gathered();
  assert.deepEqual(model.rows.at(4)?.invoice.payments, payments);
  assert.equal(shelf.asked.filter((each) => each.startsWith('payments')).length, 2);
});

test('rows come page by page as one looks down, each once; a failure keeps what there is', async (t) => {
  const { shelf, model, ids } = await scene(t, { invoices: drafts(130), pageSize: 40 });
  shelf.before = () => {
    throw problem(503, 'stripe_unreachable');
  };
  model.look(50, 78);
  await quiet();
  assert.equal(model.phase, 'failed');
  assert.equal(model.rows.length, 80);
  shelf.before = () => {};
  model.goOn();
  await quiet();
  for (let end = 120; !model.done; end += 40) {
    model.look(end - 20, end);
    await quiet();
  }
  assert.deepEqual(ids(), drafts(130).map(({ id }) => id)); // prettier-ignore
});

test('much that is looked through in vain is paused, and gone on with when the person says so', async (t) => {
  const invoices = [...drafts(2_500), invoice(3_000, { automatically_finalizes_at: NOW })];
  const { model } = await scene(t, { invoices, filter: filterOf({ view: 'scheduled' }) });
  assert.equal(model.phase, 'paused');
  assert.equal(model.looked, 1_600);
  model.goOn();
  await quiet();
  assert.deepEqual([model.phase, model.rows.length, model.done], ['ready', 1, true]);
});
