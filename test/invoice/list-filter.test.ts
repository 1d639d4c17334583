import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  counting,
  FILTER_NAMES,
  isDay,
  isFiltered,
  isSet,
  LIST_STATUSES,
  NO_FILTER,
  QUICK_VIEWS,
  readFilter,
  sameFilter,
  writeFilter,
  type InvoiceFilter,
} from '../../src/invoice/list-filter.js';
import { anyFilter, filterOf } from './any-filter.js';

const days = (from: string | null, to: string | null) => ({ from, to });

test('what is written is read back', () => {
  fc.assert(
    fc.property(anyFilter(), (filter) => {
      assert.deepEqual(readFilter(writeFilter(filter)), filter);
      assert.deepEqual(readFilter(new URLSearchParams(`?${writeFilter(filter)}`)), filter);
    }),
  );
});

test('an address is short, and reads as it is meant', () => {
  assert.equal(writeFilter(NO_FILTER), '');
  const filter = filterOf({
    view: 'open',
    status: ['paid', 'open'],
    created: days('2026-11-01', null),
    scheduled: 'any',
    amount: { from: null, to: 1099 },
    currency: 'eur',
    text: ' Acme ',
  });
  assert.equal(
    writeFilter(filter),
    'view=open&status=open%2Cpaid&created=2026-11-01..&scheduled=any&amount=..1099&currency=eur&text=Acme',
  );
});

test('whatever stands in an address, it is read as a filter that could have been chosen', () => {
  const names = [...Object.keys(NO_FILTER), '__proto__', 'View', 'status[]'];
  const words = [
    ...QUICK_VIEWS, ...LIST_STATUSES, 'any', 'none', '..', '2026-11-01..', '..2026-02-30', '2026-11-01..2026-11-30..', '0002-11-01..',
    '-0..', '..1e9', '99999999999999999999..', '1.5..2', 'EUR', 'euro', 'in_1', 'send_invoice', 'open,open,nope', '%', '\ud800', '\0',
  ]; // prettier-ignore
  const piece = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary' }));
  const rubbish = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.tuple(fc.constantFrom(...names), piece)).map((pairs) => new URLSearchParams(pairs)),
    fc.array(fc.tuple(fc.constantFrom(...names), piece)).map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
  ); // prettier-ignore
  fc.assert(
    fc.property(rubbish, (address) => {
      const filter = readFilter(address);
      assert.deepEqual(Object.keys(filter), Object.keys(NO_FILTER));
      assertValid(filter);
      assert.deepEqual(readFilter(writeFilter(filter)), filter);
    }),
    { numRuns: 500 },
  );
});

function assertValid(filter: InvoiceFilter): void {
  const { view, status, customer, created, due, scheduled, amount, currency, collection } = filter;
  assert.ok(QUICK_VIEWS.includes(view));
  assert.ok(status.every((each) => LIST_STATUSES.includes(each)));
  assert.equal(new Set(status).size, status.length);
  assert.ok(customer === null || /^[\w-]+$/.test(customer));
  for (const range of [created, due, typeof scheduled === 'string' ? null : scheduled]) {
    if (range) assertSides(range, isDay);
  }
  if (amount) assertSides(amount, (side) => Number.isSafeInteger(side) && !Object.is(side, -0));
  assert.ok(currency === null || /^[a-z]{3}$/.test(currency));
  assert.ok([null, 'send_invoice', 'charge_automatically'].includes(collection));
}

function assertSides<T>({ from, to }: { from: T | null; to: T | null }, isGood: (side: T) => boolean): void {
  assert.ok(from !== null || to !== null);
  for (const side of [from, to]) assert.ok(side === null || isGood(side));
}

test('an old link still opens: what cannot be read is passed over, the rest is kept', () => {
  assert.deepEqual(
    readFilter('?view=late&status=open,lost&created=2026-02-30..2026-03-01&amount=x..5&currency=EUR&page=3'),
    filterOf({
      status: ['open'],
      created: days(null, '2026-03-01'),
      amount: { from: null, to: 5 },
      currency: 'eur',
    }),
  );
});

test('a day is a real one, and not what a year looks like while it is typed', () => {
  for (const day of ['2026-11-01', '2024-02-29', '1000-01-01']) assert.ok(isDay(day), day);
  for (const text of ['', '2026-1-1', '2026-02-29', '2026-13-01', '0002-11-01', '12026-11-01', '2026-11-01T00:00'])
    assert.ok(!isDay(text), text); // prettier-ignore
});

test('each filter alone leaves something out, and is known by its name', () => {
  const alone: InvoiceFilter[] = [
    filterOf({ status: ['open'] }),
    filterOf({ customer: 'cus_1' }),
    filterOf({ created: days('2026-11-01', null) }),
    filterOf({ due: days(null, '2026-11-01') }),
    filterOf({ scheduled: 'none' }),
    filterOf({ amount: { from: 0, to: null }, currency: 'eur' }),
    filterOf({ currency: 'eur' }),
    filterOf({ collection: 'send_invoice' }),
  ];
  alone.forEach((filter, index) => {
    const name = FILTER_NAMES[index]!;
    assert.ok(isSet(filter, name), name);
    assert.ok(isFiltered(filter), name);
    assert.ok(!isSet(NO_FILTER, name), name);
  });
  for (const more of [{ view: 'open' }, { text: 'a' }, { query: 'total>1' }] as const) {
    assert.ok(isFiltered(filterOf(more)));
    assert.deepEqual(
      FILTER_NAMES.filter((name) => isSet(filterOf(more), name)),
      [],
    );
  }
  assert.ok(!isFiltered(NO_FILTER));
});

test('what leaves nothing out does not count', () => {
  for (const nothing of [
    filterOf({ text: '  ', query: '\n' }),
    filterOf({ created: days(null, null), amount: { from: null, to: null } }),
    // Amounts of different currencies cannot be compared.
    filterOf({ amount: { from: 100, to: null } }),
    filterOf({ due: days('0002-11-01', null) }),
  ]) {
    assert.ok(!isFiltered(nothing), JSON.stringify(nothing));
    assert.ok(FILTER_NAMES.every((name) => !isSet(nothing, name)));
    assert.ok(sameFilter(nothing, NO_FILTER));
    assert.deepEqual(counting(nothing), NO_FILTER);
  }
});

test('a query stands alone', () => {
  const query = filterOf({ query: ' total>100 ', view: 'open', customer: 'cus_1', text: 'acme' });
  assert.deepEqual(counting(query), filterOf({ query: 'total>100' }));
  assert.ok(!isSet(query, 'customer'));
  assert.ok(sameFilter(query, filterOf({ query: 'total>100' })));
  assert.equal(
    readFilter(writeFilter(query)).customer,
    'cus_1',
    'and what it stands before is not forgotten',
  );
});

test('two filters are the same where they mean the same', () => {
  assert.ok(sameFilter(filterOf({ status: ['paid', 'open'] }), filterOf({ status: ['open', 'paid'] })));
  assert.ok(sameFilter(filterOf({ text: 'acme ' }), filterOf({ text: 'acme' })));
  assert.ok(!sameFilter(filterOf({ text: 'Acme' }), filterOf({ text: 'acme corp' })));
  fc.assert(
    fc.property(anyFilter(), anyFilter(), (one, other) => {
      assert.ok(sameFilter(one, { ...one }));
      assert.equal(sameFilter(one, other), sameFilter(other, one));
    }),
  );
});
