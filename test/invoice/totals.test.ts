import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { estimateTotals } from '../../src/invoice/totals.js';
import type { DraftInput, DraftTaxRate } from '../../src/invoice/totals.js';

const rate = (percentage: number, inclusive = false): DraftTaxRate => ({ id: `txr_${percentage}_${inclusive}`, percentage, inclusive }); // prettier-ignore

const line = fc.record({
  unit_amount_decimal: fc
    .tuple(fc.integer({ min: -99999, max: 999999 }), fc.nat(999))
    .map(([whole, rest]) => `${whole}.${rest}`),
  quantity_decimal: fc.tuple(fc.nat(999), fc.nat(99)).map(([whole, rest]) => `${whole}.${rest}`),
  discountable: fc.boolean(),
  tax_rates: fc.subarray([rate(19), rate(7.25), rate(0), rate(20, true), rate(2.1, true)]),
});
const discount = fc.oneof(
  fc.record({ percent_off: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ amount_off: fc.nat(99999) }),
);
const drafts: fc.Arbitrary<DraftInput> = fc.record({
  currency: fc.constant('usd'),
  lines: fc.array(line, { maxLength: 12 }),
  default_tax_rates: fc.subarray([rate(21)]),
  discounts: fc.array(discount, { maxLength: 2 }),
});

test('the tax of each line is rounded by itself, as Stripe recorded it', () => {
  const draft = {
    currency: 'eur',
    lines: [{ amount: 295 }, { amount: 750 }],
    default_tax_rates: [rate(21)],
  };
  const estimate = estimateTotals(draft);
  assert.deepEqual(estimate.lines.map((each) => each.taxes[0]?.amount), [62, 158]); // prettier-ignore
  assert.equal(estimate.subtotal, 1045);
  assert.equal(estimate.tax, 220);
  assert.equal(estimate.total, 1265);
  assert.deepEqual(estimate.taxes, [{ rate: rate(21), amount: 220, inclusive: false }]);
});

test('everything adds up', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const { lines, subtotal, discount: off, tax, taxes, total } = estimateTotals(draft);
      const all = [subtotal, off, tax, total, ...taxes.map((each) => each.amount)];
      assert.ok(all.every(Number.isSafeInteger));
      const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
      const lineTaxes = lines.flatMap((each) => each.taxes);
      assert.equal(subtotal, sum(lines.map((each) => each.amount ?? 0)));
      assert.equal(off, sum(lines.map((each) => each.discount)));
      assert.equal(tax, sum(lineTaxes.map((each) => each.amount)));
      assert.equal(tax, sum(taxes.map((each) => each.amount)));
      assert.equal(
        total,
        subtotal - off + sum(lineTaxes.filter((each) => !each.inclusive).map((each) => each.amount)),
      );
      draft.lines.forEach((each, index) => {
        if (!each.discountable) assert.equal(lines[index]?.discount, 0);
      });
    }),
  );
});

test('a fixed discount is taken to the last unit, and no further than there is', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 99999 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(amounts, fc.nat(999_999), (lines, amount_off) => {
      const estimate = estimateTotals({
        currency: 'usd',
        lines: lines.map((amount) => ({ amount })),
        discounts: [{ amount_off }],
      });
      assert.equal(estimate.discount, Math.min(amount_off, estimate.subtotal));
    }),
  );
});

test('an inclusive tax is inside the total', () => {
  const estimate = estimateTotals({
    currency: 'eur',
    lines: [{ amount: 11900, tax_rates: [rate(19, true)] }],
  });
  assert.equal(estimate.tax, 1900);
  assert.equal(estimate.total, 11900);
  const both = estimateTotals({
    currency: 'eur',
    lines: [{ amount: 11900, tax_rates: [rate(19, true), rate(10)] }],
  });
  assert.deepEqual(both.taxes.map((each) => each.amount), [1900, 1000]); // prettier-ignore
  assert.equal(both.total, 12900);
});

test('lines, one by one', () => {
  const rows: [object, number | null][] = [
    [{ unit_amount_decimal: '8000', quantity_decimal: '2.5' }, 20000],
    [{ unit_amount_decimal: '8000' }, 8000],
    [{ unit_amount_decimal: '8000', quantity_decimal: '' }, 8000],
    [{ unit_amount_decimal: '0.5', quantity_decimal: '1' }, 1],
    [{ unit_amount_decimal: '-0.5', quantity_decimal: '1' }, -1],
    [{ unit_amount_decimal: '0.1', quantity_decimal: '3' }, 0],
    [{ unit_amount_decimal: '1.005', quantity_decimal: '100' }, 101],
    [{ amount: -300 }, -300],
    [{ amount: 0 }, 0],
    [{ unit_amount_decimal: '999999999999', quantity_decimal: '1' }, 999999999999],
    [{ unit_amount_decimal: '999999999999', quantity_decimal: '2' }, null],
    [{ unit_amount_decimal: 'abc', quantity_decimal: '1' }, null],
    [{ unit_amount_decimal: '5', quantity_decimal: '-' }, null],
    [{ amount: 1.5 }, null],
    [{ amount: NaN }, null],
    [{}, null],
  ];
  for (const [each, amount] of rows) {
    const estimate = estimateTotals({
      currency: 'usd',
      lines: [each, { amount: 7 }],
      default_tax_rates: [rate(10)],
    });
    assert.equal(estimate.lines[0]?.amount, amount, JSON.stringify(each));
    assert.equal(estimate.subtotal, (amount ?? 0) + 7);
    if (amount === null) assert.deepEqual(estimate.lines[0]?.taxes, []);
  }
});

test('percentages with decimals are exact', () => {
  // 8.875 % of 1,000,000 is 88,750; as floats 1e6 * 8.875 / 100 happens to be, 4.35 % of 100 * 100 is not.
  for (const [percentage, amount, tax] of [[8.875, 1_000_000, 88_750], [4.35, 10_000, 435], [0.0001, 1_000_000, 1], [1.005, 100_000, 1005]] as const) {
    assert.equal(estimateTotals({ currency: 'usd', lines: [{ amount }], default_tax_rates: [rate(percentage)] }).tax, tax);
  } // prettier-ignore
});

test("a line's own rates stand instead of the draft's", () => {
  const estimate = estimateTotals({
    currency: 'eur',
    lines: [{ amount: 100, tax_rates: [rate(7)] }, { amount: 100 }],
    default_tax_rates: [rate(19)],
  });
  assert.deepEqual(estimate.taxes.map((each) => each.amount), [7, 19]); // prettier-ignore
});
