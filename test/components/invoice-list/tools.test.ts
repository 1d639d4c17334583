/** Filters in an address and in words. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placeOf } from '../../../src/components/internal/zone-text.js';
import { filterIn, withFilter } from '../../../src/components/invoice-list/filters/address.js';
import { valueText, type ValueWords } from '../../../src/components/invoice-list/filters/value-text.js';
import { NO_FILTER, readFilter, type FilterName } from '../../../src/invoice/list-filter.js';
import { listFilters } from '../../../src/translations/en/list-filters.js';
import { statusBadge } from '../../../src/translations/en/status-badge.js';

describe('the address', () => {
  const filter = readFilter('view=open&created=2026-11-01..&currency=eur&text=a b&q');

  test('what was written is read again, with a prefix and without', () => {
    for (const prefix of ['', 'inv'])
      assert.deepEqual(filterIn(withFilter('?tab=1', filter, prefix), prefix), filter);
  });

  test('what else it holds stays letter by letter', () => {
    const search = '?flag&a=b%20c&view=paid&d=%E4&text=old';
    assert.equal(withFilter(search, NO_FILTER, ''), '?flag&a=b%20c&d=%E4');
    assert.equal(withFilter(search, NO_FILTER, 'inv'), search);
    assert.equal(
      withFilter(search, readFilter('view=open'), 'inv'),
      '?flag&a=b%20c&view=paid&d=%E4&text=old&inv-view=open',
    );
  });

  test('nothing is written where nothing is left out, unless it has to be said', () => {
    assert.equal(withFilter('?view=paid', NO_FILTER, ''), '');
    assert.equal(withFilter('?view=paid', NO_FILTER, '', true), '?view=all');
    assert.deepEqual(filterIn('?view=all', ''), NO_FILTER);
  });

  test('an address that says nothing of a filter, or of another list, gives none', () => {
    assert.equal(filterIn('', ''), null);
    assert.equal(filterIn('?view=open', 'inv'), null);
    assert.equal(filterIn('?inv-view=open', ''), null);
  });
});

describe('filters in words', () => {
  const context: ValueWords = {
    words: listFilters,
    badge: statusBadge,
    lang: 'en',
    today: '2026-11-20',
    customerName: (id) => (id === 'cus_1' ? 'Acme GmbH' : id),
  };

  const rows: [string, FilterName, string][] = [
    ['', 'status', ''],
    ['status=open,draft', 'status', 'Draft, Open'],
    ['customer=cus_1', 'customer', 'Acme GmbH'],
    ['created=2026-11-01..2026-11-30', 'created', 'This month'],
    ['created=2026-11-20..2026-11-20', 'created', 'Today'],
    ['created=2026-11-02..2026-11-03', 'created', 'Nov 2 – 3, 2026'],
    ['due=2026-11-02..', 'due', 'from Nov 2, 2026'],
    ['due=..2026-11-02', 'due', 'until Nov 2, 2026'],
    ['scheduled=any', 'scheduled', 'at any time'],
    ['scheduled=none', 'scheduled', 'not scheduled'],
    ['scheduled=2026-11-20..2026-11-26', 'scheduled', 'Next 7 days'],
    ['currency=jpy&amount=100..5000', 'amount', '¥100 – ¥5,000'],
    ['currency=kwd&amount=1000..1000', 'amount', 'KWD 1.000'],
    ['currency=eur&amount=..100', 'amount', 'at most €1.00'],
    ['amount=..100', 'amount', 'counts only with a currency'],
    ['currency=eur', 'currency', 'EUR'],
    ['collection=send_invoice', 'collection', 'Emailed to pay'],
  ];
  for (const [filter, name, text] of rows) {
    test(`${filter || 'nothing'} → ${text}`, () => {
      const said = valueText(readFilter(filter), name, context).replaceAll(/[\u2009\u202f\u00a0]/g, ' ');
      assert.equal(said, text);
    });
  }
});

test('a zone is told by its place; that of the world’s clock is none', () => {
  assert.equal(placeOf('America/New_York'), 'New York (America/New_York)');
  assert.deepEqual(['Etc/UTC', 'UTC'].map(placeOf), ['UTC', 'UTC']);
});
