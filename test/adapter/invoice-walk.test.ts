import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isProblem } from '../../src/adapter/adapter.js';
import { InvoiceWalk, walkInvoices } from '../../src/adapter/invoice-walk.js';
import { QUICK_VIEWS, type InvoiceFilter } from '../../src/invoice/list-filter.js';
import { planFor, type PlanContext } from '../../src/invoice/list-plan.js';
import { readInvoice } from '../../src/invoice/shape.js';
import type { Invoice } from '../../src/invoice/types.js';
import type { Customer, Session } from '../../src/invoice/wire.js';
import { filterOf } from '../invoice/any-filter.js';
import { anyContext, anyInvoice, CONTEXT, NOW, someFilter } from '../invoice/any-invoice.js';
import { reads } from '../invoice/plain-reading.js';
import { Shelf } from './shelf.js';
import { adapterOf, problem } from './support.js';

const someInvoices = fc
  .array(anyInvoice, { maxLength: 60 })
  .map((invoices) => invoices.map((invoice, index) => ({ ...invoice, id: `in_${index}` })));

const anyPageSize = fc.integer({ min: 1, max: 30 });

function walkOf(shelf: Shelf, filter: InvoiceFilter, context: PlanContext, pageSize: number): InvoiceWalk {
  const { adapter } = adapterOf(shelf.methods);
  return new InvoiceWalk(adapter, planFor(filter, context), { pageSize });
}

/** To its end; `between` the pages something may happen. A page that failed is asked for again. */
async function walked(walk: InvoiceWalk, pageSize: number, between = () => {}): Promise<Invoice[]> {
  const all: Invoice[] = [];
  for (let pages = 0; pages < 1_000; pages++) {
    const page = await walk.next().catch((error: unknown) => {
      if (isProblem(error)) return null;
      throw error;
    });
    assert.ok((page?.invoices.length ?? 0) <= pageSize);
    all.push(...(page?.invoices ?? []));
    if (page?.done) return all;
    between();
  }
  return assert.fail('It never ends.');
}

const idsOf = (invoices: readonly Invoice[]): string[] => invoices.map(({ id }) => id).sort();

function assertNewestFirst(invoices: readonly Invoice[]): void {
  invoices.forEach(({ created }, index) => {
    assert.ok((created ?? 0) <= (invoices[index - 1]?.created ?? Infinity));
  });
}

test('whatever the filter, the walk gives what a look at every invoice gives, each once, the newest first', async () => {
  await fc.assert(
    fc.asyncProperty(someInvoices, someFilter, anyContext, anyPageSize, async (invoices, filter, context, size) => {
      const shelf = new Shelf(invoices);
      const found = await walked(walkOf(shelf, filter, context, size), size);
      assert.deepEqual(idsOf(found), idsOf(invoices.filter((invoice) => reads(filter, invoice, context))));
      assertNewestFirst(found);
    }),
    { numRuns: 400 },
  ); // prettier-ignore
});

test('each quick view holds exactly what is meant by it', async () => {
  const everything = fc.sample(anyInvoice, { numRuns: 250, seed: 1 });
  const shelf = new Shelf(everything.map((invoice, index) => ({ ...invoice, id: `in_${index}` })));
  for (const view of QUICK_VIEWS) {
    const filter = filterOf({ view });
    const found = await walked(walkOf(shelf, filter, CONTEXT, 50), 50);
    assert.ok(found.length > 5, view);
    const meant = shelf.invoices.filter((invoice) => reads(filter, invoice, CONTEXT));
    assert.deepEqual(idsOf(found), idsOf(meant), view);
  }
});

test('whatever fails on the way, nothing is lost and nothing comes twice', async () => {
  const failing = fc.infiniteStream(fc.integer({ min: 0, max: 2 }));
  await fc.assert(
    fc.asyncProperty(someInvoices, someFilter, anyPageSize, failing, async (invoices, filter, size, luck) => {
      const shelf = new Shelf(invoices);
      shelf.before = () => {
        if (luck.next().value === 0) throw problem(503, 'stripe_unreachable');
      };
      const found = await walked(walkOf(shelf, filter, CONTEXT, size), size);
      assert.deepEqual(idsOf(found), idsOf(invoices.filter((invoice) => reads(filter, invoice, CONTEXT))));
      assertNewestFirst(found);
    }),
    { numRuns: 300 },
  ); // prettier-ignore
});

test('while invoices come and go, what stays is found, each once, the newest first', async () => {
  const happening = fc.array(fc.nat(59), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(someInvoices, someFilter, anyPageSize, happening, async (invoices, filter, size, gone) => {
      const shelf = new Shelf(invoices);
      const ids = gone.values();
      let made = 0;
      const found = await walked(walkOf(shelf, filter, CONTEXT, size), size, () => {
        const id = `in_${ids.next().value ?? ''}`;
        shelf.invoices = shelf.invoices.filter((invoice) => invoice.id !== id);
        if (invoices[0]) shelf.invoices.push({ ...invoices[0], id: `in_new${made++}`, created: NOW + made });
      });
      assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
      assertNewestFirst(found);
      const stayed = shelf.invoices.filter((each) => invoices.includes(each) && reads(filter, each, CONTEXT));
      for (const { id } of stayed) assert.ok(found.some((invoice) => invoice.id === id), id);
    }),
    { numRuns: 400 },
  ); // prettier-ignore
});

const draft = (id: string, created: number): Invoice =>
  readInvoice({ id, object: 'invoice', status: 'draft', created, currency: 'eur' });

test('it goes on from a draft that was deleted, among others of the same second', async () => {
  const drafts = Array.from({ length: 9 }, (_, index) => draft(`in_${index}`, NOW - Math.floor(index / 4)));
  const shelf = new Shelf(drafts);
  const walk = walkOf(shelf, filterOf({ view: 'draft' }), CONTEXT, 2);
  const { invoices } = await walk.next();
  shelf.invoices = shelf.invoices.filter(({ id }) => id !== invoices[1]?.id);
  const rest = await walked(walk, 2);
  assert.equal(rest.length, 7);
  assert.deepEqual(idsOf([...invoices, ...rest]), idsOf(drafts));
});

test('where few match, a page ends after four requests, and says that there is more', async () => {
  const drafts = Array.from({ length: 1_000 }, (_, index) => draft(`in_${index}`, NOW - index));
  const shelf = new Shelf(drafts);
  const walk = walkOf(shelf, filterOf({ view: 'scheduled' }), CONTEXT, 50);
  assert.deepEqual(await walk.next(), { invoices: [], done: false });
  assert.equal(shelf.asked.length, 4);
  assert.equal(walk.looked, 400);
  assert.deepEqual(await walked(walk, 50), []);
  assert.equal(shelf.asked.length, 10);
  assert.equal(walk.looked, 1_000);
});

test('a page that is full asks for no more than it shows', async () => {
  const drafts = Array.from({ length: 60 }, (_, index) => draft(`in_${index}`, NOW - index));
  const shelf = new Shelf(drafts);
  await walkOf(shelf, filterOf({}), CONTEXT, 25).next();
  assert.deepEqual(shelf.asked, ['list {"limit":25}']);
});

test('where the payments could not be read, they are asked for again; where nobody may see them, it goes on without', async () => {
  const open = { ...draft('in_1', NOW), status: 'open', payments: [{ status: 'open', intent_status: 'requires_action' }] } as Invoice; // prettier-ignore
  const shelf = new Shelf([open]);
  const needy = filterOf({ view: 'needs_attention' });
  const refusing = (status: number, times: number) => {
    shelf.before = () => {
      if (shelf.asked.at(-1)?.startsWith('payments') && times-- > 0) throw problem(status, 'refused');
    };
    return walkOf(shelf, needy, CONTEXT, 10);
  };
  const later = refusing(503, 1);
  await assert.rejects(later.next(), isProblem);
  assert.deepEqual(idsOf(await walked(later, 10)), ['in_1']);
  assert.deepEqual(await walked(refusing(403, Infinity), 10), []);
});

test('a walk that was given up in the middle goes on where it stood', async () => {
  const stop = new AbortController();
  const shelf = new Shelf([draft('in_1', NOW)]);
  const walk = walkOf(shelf, filterOf({ view: 'draft' }), CONTEXT, 10);
  shelf.before = () => stop.signal.throwIfAborted();
  stop.abort();
  await assert.rejects(walk.next({ signal: stop.signal }), { name: 'AbortError' });
  shelf.before = () => {};
  assert.deepEqual(idsOf(await walked(walk, 10)), ['in_1']);
});

const session = (country = 'US'): Session =>
  ({ account: { country, default_currency: 'eur', timezone: 'Etc/UTC' } }) as Session;

function customers(count: number): Customer[] {
  return Array.from({ length: count }, (_, index) => ({ id: `cus_${index}` }) as Customer);
}

async function begin(some: Partial<InvoiceFilter>, found: Customer[], country?: string) {
  const asked: string[] = [];
  const { adapter } = adapterOf({
    ...new Shelf([]).methods,
    searchCustomers: (text) => {
      asked.push(text);
      return Promise.resolve(found);
    },
  });
  const options = { session: session(country), now: NOW, lang: 'de' };
  return { walk: await walkInvoices(adapter, filterOf(some), options), asked };
}

test('a text may be a number, a customer, or an amount as it is written in the reader’s language', async () => {
  const { walk, asked } = await begin({ text: ' 1.234,50 ' }, customers(2));
  assert.deepEqual(asked, ['1.234,50']);
  assert.deepEqual(walk.plan.sources, [
    { by: 'search', query: 'number~"1.234,50"' },
    { by: 'search', query: 'total:123450' },
    // As dinars it has three decimals, and as yen it is none.
    { by: 'search', query: 'total:1234500' },
    { by: 'list', params: { customer: 'cus_0' } },
    { by: 'list', params: { customer: 'cus_1' } },
  ]);
  assert.equal(walk.moreCustomers, false);
});

test('with more customers than are asked for, it says so', async () => {
  assert.equal((await begin({ text: 'a' }, customers(6))).walk.moreCustomers, false);
  const { walk } = await begin({ text: 'a' }, customers(7));
  assert.equal(walk.moreCustomers, true);
  assert.equal(walk.plan.sources.filter(({ by }) => by === 'list').length, 6);
});

test('no customer is looked up for an id, for a query, or where one was chosen', async () => {
  for (const some of [{ text: 'in_1' }, { text: 'cus_1' }, { text: 'a', query: 'total>1' }, { text: 'a', customer: 'cus_1' }])
    assert.deepEqual((await begin(some, customers(1))).asked, [], JSON.stringify(some)); // prettier-ignore
  assert.deepEqual((await begin({ text: 'cus_1' }, [])).walk.plan.sources.at(-1), {
    by: 'list',
    params: { customer: 'cus_1' },
  });
});

test('in India nothing is searched', async () => {
  const { walk } = await begin({ text: '12', currency: 'eur' }, customers(2), 'IN');
  assert.deepEqual(walk.plan.sources, [{ by: 'list', params: {} }]);
  assert.deepEqual(walk.plan.here, ['currency', 'text']);
});
