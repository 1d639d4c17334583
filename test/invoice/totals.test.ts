import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readInvoice } from '../../src/invoice/shape.js';
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

test('of a draft that Stripe has worked out, its own amounts are taken, in every shape', () => {
  const vat = { id: 'txr_1', object: 'tax_rate', percentage: 21, inclusive: false };
  const now = {
    object: 'invoice',
    currency: 'eur',
    default_tax_rates: [vat],
    discounts: ['di_1'],
    lines: {
      object: 'list',
      has_more: false,
      data: [
        // A price by the package: 3 of them cost as much as 10.
        {
          amount: 1000,
          quantity: 3,
          quantity_decimal: '3',
          pricing: { unit_amount_decimal: '100' },
          discount_amounts: [{ amount: 100, discount: 'di_1' }],
          taxes: [{ amount: 189, tax_behavior: 'exclusive', tax_rate_details: { tax_rate: 'txr_1' } }],
        },
        { amount: 50, discount_amounts: [], taxes: [] },
      ],
    },
  };
  const { subtotal, discount, tax, total, taxes } = estimateTotals(now);
  assert.deepEqual({ subtotal, discount, tax, total }, { subtotal: 1050, discount: 100, tax: 189, total: 1139 }); // prettier-ignore
  assert.equal(taxes[0]?.rate.percentage, 21);

  const old = {
    ...now,
    default_tax_rates: [],
    discounts: undefined,
    discount: { id: 'di_1', coupon: { percent_off: 50 } },
    lines: {
      data: [
        {
          amount: 1000,
          discount_amounts: [{ amount: 100, discount: 'di_1' }],
          tax_amounts: [{ amount: 150, inclusive: true, tax_rate: 'txr_2' }],
        },
      ],
    },
  };
  const before = estimateTotals(old);
  assert.deepEqual([before.subtotal, before.discount, before.tax, before.total], [1000, 100, 150, 900]);
  for (const shape of [now, old]) {
    const { lines, total: whole } = estimateTotals(readInvoice(shape));
    assert.deepEqual([lines.length, whole], [shape.lines.data.length, estimateTotals(shape).total]);
  }
});

test('a draft may be written in the words of the API', () => {
  const estimate = estimateTotals({
    currency: 'usd',
    lines: {
      data: [
        { quantity: 3, unit_amount: 250 },
        { quantity_decimal: '2.5', price_data: { currency: 'usd', unit_amount_decimal: '10.2' } },
        { quantity: 2, price: { unit_amount: 40 } },
        { amount: 7 },
      ],
    },
    default_tax_rates: { data: [rate(10)] },
    discounts: [{ source: { coupon: { percent_off: 50 } } }, { coupon: { amount_off: 31 } }],
  });
  assert.deepEqual(estimate.lines.map(({ amount }) => amount), [750, 26, 80, 7]); // prettier-ignore
  assert.equal(estimate.subtotal - estimate.discount, 400);
  assert.equal(estimate.total, 440);
});

test('what is no draft at all comes to nothing', () => {
  for (const nonsense of [
    null,
    undefined,
    5,
    '',
    [],
    {},
    { lines: null },
    { lines: 'x' },
    { lines: [null, 3] },
  ])
    assert.equal(estimateTotals(nonsense as never).total, 0, JSON.stringify(nonsense));
});
