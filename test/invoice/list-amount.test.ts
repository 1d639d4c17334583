import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { totalsMeant } from '../../src/invoice/list-amount.js';
import { formatMoney } from '../../src/invoice/money.js';

/** Whether the text is taken for that total. */
const means = (text: string, lang: string, total: number, currency: string): boolean =>
  totalsMeant(text, lang).some((meant) => meant.amount === total && meant.in(currency));

const CURRENCIES = ['usd', 'eur', 'gbp', 'jpy', 'kwd', 'chf'];

test('any amount is found as it is written on the screen', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -9_999_999, max: 9_999_999_999 }),
      fc.constantFrom(...CURRENCIES),
      fc.constantFrom('en', 'de', 'fr', 'ar-EG', 'sv'),
      (total, currency, lang) =>
        assert.ok(
          means(formatMoney(total, currency, lang), lang, total, currency),
          formatMoney(total, currency, lang),
        ),
    ),
  );
});

test('a number without a currency is that amount in each, with as many decimals as it has', () => {
  assert.ok(means('36.50', 'en', 3650, 'usd'));
  assert.ok(means('36.50', 'en', 3650, 'eur'));
  assert.ok(means('36.50', 'en', 36_500, 'kwd'));
  assert.ok(!means('36.50', 'en', 3650, 'jpy'), 'yen have no decimals');
  assert.ok(means('3650', 'en', 3650, 'jpy'));
  assert.ok(!means('3650', 'en', 3650, 'usd'), 'that would be 36.50');
});

test('a sign or a code leaves out the other currencies', () => {
  assert.ok(means('€100', 'en', 10_000, 'eur'));
  assert.ok(!means('€100', 'en', 10_000, 'usd'));
  assert.ok(means('100 chf', 'en', 10_000, 'chf'));
  assert.ok(!means('100 chf', 'en', 10_000, 'eur'));
  assert.equal(totalsMeant('100 CHF', 'en').length, 1);
});

test('what is a number of an invoice or a name is no amount', () => {
  for (const text of ['INV-0042', 'OAHZVNVB-0001', 'Acme 24', '0042-A', 'in_1', '', '-', '12 rue', '1.2.3'])
    assert.deepEqual(totalsMeant(text, 'en'), [], text);
});
