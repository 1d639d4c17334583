import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_FILTER, type Days, type InvoiceFilter } from '../../src/invoice/list-filter.js';
import { planFor, planSince, type Plan, type PlanContext, type Source } from '../../src/invoice/list-plan.js';
import type { RangeParams } from '../../src/invoice/sent.js';
import { readInvoice } from '../../src/invoice/shape.js';
import { filterOf } from './any-filter.js';
import { anyContext, anyInvoice, anyTime, CONTEXT, NOW, someFilter } from './any-invoice.js';
import { holds, reads } from './plain-reading.js';

const DAY = 86_400;

const everything = { numRuns: 1_000 };

test('an invoice matches where the filter says so, read part by part', () => {
  fc.assert(
    fc.property(someFilter, anyInvoice, anyContext, (filter, invoice, context) => {
      assert.equal(planFor(filter, context).matches(invoice), reads(filter, invoice, context));
    }),
    everything,
  );
});

test('whatever matches is in one of the lists that are asked for', () => {
  fc.assert(
    fc.property(someFilter, anyInvoice, anyContext, (filter, invoice, context) => {
      const plan = planFor(filter, context);
      if (!plan.matches(invoice)) return;
      assert.ok(plan.sources.some((source) => holds(source, invoice)));
    }),
    everything,
  );
});

test('where nothing has to be looked for here, all that comes matches', () => {
  fc.assert(
    fc.property(someFilter, anyInvoice, anyContext, (filter, invoice, context) => {
      const plan = planFor(filter, context);
      // An amount is asked for in any currency, and then read in that of the invoice.
      const isMeant = context.totals?.some(({ amount }) => amount === invoice.total);
      if (plan.here.length || filter.text.startsWith('in_') || (filter.text && isMeant)) return;
      if (plan.sources.some((source) => holds(source, invoice))) assert.ok(plan.matches(invoice));
    }),
    everything,
  );
});

test('no list is asked for twice, nor more than ten side by side', () => {
  fc.assert(
    fc.property(someFilter, anyContext, (filter, context) => {
      const asked = planFor(filter, context).sources.map((source) => JSON.stringify(source));
      assert.equal(new Set(asked).size, asked.length);
      assert.ok(asked.length <= 10, `${asked.length}`);
    }),
    everything,
  );
});

test('from a moment on, all that is older is still in it, and nothing newer', () => {
  fc.assert(
    fc.property(someFilter, anyInvoice, anyContext, anyTime, (filter, invoice, context, latest) => {
      const plan = planFor(filter, context);
      const since = planSince(plan, latest);
      const isThere = (sources: readonly Source[]): boolean =>
        sources.some((source) => source.by !== 'id' && holds(source, invoice));
      assert.equal(isThere(since.sources), isThere(plan.sources) && (invoice.created ?? 0) <= latest);
    }),
    everything,
  );
});

const plan = (some: Partial<InvoiceFilter>, context: Partial<PlanContext> = {}): Plan =>
  planFor(filterOf(some), { ...CONTEXT, ...context });

test('all of them are one list, and each status another', () => {
  assert.deepEqual(plan({}).sources, [{ by: 'list', params: {} }]);
  assert.deepEqual(plan({ status: ['open', 'void'] }).sources, [
    { by: 'list', params: { status: 'open' } },
    { by: 'list', params: { status: 'void' } },
  ]);
});

test('statuses that rule each other out give nothing, and nothing is asked', () => {
  const inVain: Partial<InvoiceFilter>[] = [
    { view: 'open', status: ['paid'] },
    { view: 'paid', scheduled: 'any' },
    { status: ['open'], scheduled: { from: '2026-11-01', to: null } },
  ];
  for (const some of inVain) assert.deepEqual(plan(some).sources, [], JSON.stringify(some));
  assert.notDeepEqual(plan({ status: ['open'], scheduled: 'none' }).sources, []);
});

test('of what a text may mean, only what the rest of the filter leaves possible is asked for', () => {
  const context = {
    customers: ['cus_a', 'cus_b'],
    totals: [{ amount: 3, in: (code: string) => code === 'eur' }],
  };
  const number = 'number~"Acme"';
  assert.deepEqual(plan({ text: 'Acme', customer: 'cus_a' }, context).sources, [
    { by: 'search', query: `customer:"cus_a" AND ${number}` },
    { by: 'search', query: 'customer:"cus_a" AND total:3' },
    { by: 'list', params: { customer: 'cus_a' } },
  ]);
  assert.deepEqual(plan({ text: 'Acme', customer: 'cus_c', currency: 'usd' }, context).sources, [
    { by: 'search', query: `customer:"cus_c" AND currency:"usd" AND ${number}` },
  ]);
});

test('the due date of the filter and that of the view both hold', () => {
  const from = Date.UTC(2026, 10, 1) / 1000;
  const until = (days: Days) => plan({ view: 'past_due', due: days }).sources;
  const listed = (due_date: RangeParams) => [{ by: 'list', params: { status: 'open', due_date } }];
  assert.deepEqual(until({ from: '2026-11-01', to: null }), listed({ gte: from, lt: NOW }));
  assert.deepEqual(until({ from: null, to: '2026-12-31' }), listed({ lt: NOW }));
  assert.deepEqual(until({ from: '2026-11-01', to: '2026-11-01' }), listed({ gte: from, lt: from + DAY }));
});

test('search is asked for what only it knows, and said to be late', () => {
  const { sources, here, delayed } = plan({ currency: 'eur', amount: { from: 1, to: 5 }, status: ['open'] });
  assert.deepEqual(sources, [
    { by: 'search', query: 'status:"open" AND currency:"eur" AND total>=1 AND total<=5' },
  ]);
  assert.deepEqual([here, delayed], [[], true]);
});

test('what neither knows is looked for here, and said to be', () => {
  assert.deepEqual(plan({ view: 'scheduled' }).here, ['view']);
  assert.deepEqual(plan({ scheduled: 'none' }).here, ['scheduled']);
  assert.deepEqual(plan({ currency: 'eur', collection: 'send_invoice' }).here, ['collection']);
  assert.deepEqual(plan({ currency: 'eur', text: 'INV' }, { canSearch: false }).here, ['currency', 'text']);
});

test('without search one list is looked through for whatever a text may mean', () => {
  const { sources, delayed } = plan(
    { text: 'acme', status: ['open'] },
    { canSearch: false, customers: ['cus_a', 'cus_b'], totals: [{ amount: 1, in: () => true }] },
  );
  assert.deepEqual(sources, [{ by: 'list', params: { status: 'open' } }]);
  assert.equal(delayed, false);
});

test('a quote in a text stays in it', () => {
  const { sources } = plan({ text: 'A "1" \\ OR total>0' });
  assert.deepEqual(sources, [{ by: 'search', query: String.raw`number~"A \"1\" \\ OR total>0"` }]);
  assert.deepEqual(planSince(plan({ text: '" OR x' }), 5).sources, [
    { by: 'search', query: String.raw`number~"\" OR x" AND created<=5` },
  ]);
});

test('a text longer than any number is looked for among the customers only', () => {
  const text = 'a'.repeat(500);
  assert.deepEqual(plan({ text }).sources, []);
  assert.ok(!plan({ text }).matches(readInvoice({ id: 'in_1', object: 'invoice', number: text })));
  assert.deepEqual(plan({ text }, { customers: ['cus_a'] }).sources, [
    { by: 'list', params: { customer: 'cus_a' } },
  ]);
});

test('a query of the person’s own is asked as it stands, and alone', () => {
  const query = 'status:"open" OR total>5';
  const own = plan({ query: ` ${query} `, view: 'paid', customer: 'cus_a', text: 'x' });
  assert.deepEqual(own.sources, [{ by: 'search', query }]);
  assert.ok(own.matches(readInvoice({ id: 'in_1', object: 'invoice' })));
  assert.deepEqual(plan({ query }, { canSearch: false }).sources, []);
});

test('a query has room for one more clause, but not beside an OR, nor beside ten', () => {
  const since = (query: string) => planSince(plan({ query }), 5).sources[0];
  const longer = (query: string) => ({ by: 'search', query: `${query} AND created<=5` });
  for (const query of ['total>5', 'number:"a OR b"', "metadata['a or b']:'<<<<<<<<<<'"])
    assert.deepEqual(since(query), longer(query), query);
  const nine = Array.from({ length: 9 }, (_, at) => `total>=${at}`).join(' AND ');
  assert.deepEqual(since(nine), longer(nine));
  for (const query of ['total>5 OR total<2', 'total>5\nor\ntotal<2', 'status:"open"OR total<2', `${nine} total<99`])
    assert.deepEqual(since(query), { by: 'search', query }, query); // prettier-ignore
});

test('a day so long ago that Stripe knows no time for it is taken as the beginning', () => {
  assert.deepEqual(plan({ created: { from: '1066-10-14', to: '1969-12-31' } }).sources, [
    { by: 'list', params: { created: { gte: 0, lt: 0 } } },
  ]);
});

test('a deleted draft matches nothing', () => {
  const draft = readInvoice({ id: 'in_1', object: 'invoice', status: 'draft' });
  assert.ok(planFor(NO_FILTER, CONTEXT).matches(draft));
  assert.ok(!planFor(NO_FILTER, CONTEXT).matches({ ...draft, deleted: true }));
});
