/** Sums per currency: exact, whatever the order, and never across currencies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sumsPerCurrency } from '../../src/invoice/sums.js';

const amounts = fc.array(
  fc.record({
    currency: fc.constantFrom('eur', 'usd', 'USD', 'jpy', 'kwd'),
    amount: fc.maxSafeInteger(),
  }),
);

test('each currency has the sum of its own amounts, to the last unit', () => {
  fc.assert(
    fc.property(amounts, (all) => {
      const sums = sumsPerCurrency(all);
      for (const { currency, amount, count } of sums) {
        const own = all.filter((each) => each.currency.toLowerCase() === currency);
        assert.equal(count, own.length);
        assert.equal(
          amount,
          own.reduce((sum, each) => sum + BigInt(each.amount), 0n),
        );
      }
      assert.equal(
        sums.reduce((sum, { count }) => sum + count, 0),
        all.length,
      );
    }),
  );
});

test('the order of the invoices changes nothing, and that of the currencies is always the same', () => {
  fc.assert(
    fc.property(amounts, (all) => {
      const sums = sumsPerCurrency(all);
      assert.deepEqual(sumsPerCurrency([...all].reverse()), sums);
      const codes = sums.map(({ currency }) => currency);
      assert.deepEqual(codes, [...new Set(codes)].sort());
    }),
  );
});

test('two parts come to what the whole comes to', () => {
  fc.assert(
    fc.property(amounts, amounts, (one, other) => {
      const parts = [...sumsPerCurrency(one), ...sumsPerCurrency(other)];
      for (const { currency, amount } of sumsPerCurrency([...one, ...other])) {
        const own = parts.filter((part) => part.currency === currency);
        assert.equal(
          amount,
          own.reduce((sum, part) => sum + part.amount, 0n),
        );
      }
    }),
  );
});

test('nothing comes to nothing', () => assert.deepEqual(sumsPerCurrency([]), []));
