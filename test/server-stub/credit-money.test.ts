/** The arithmetic of credit notes over random lines, rates, coupons and notes: never too much, and in the end all of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  amountOfUnits,
  partOf,
  splitByPayment,
  sum,
  unitsLeft,
  wholeLine,
  without,
  type Portion,
} from '../../server-stub/stripe/money/credit.js';
import {
  computeTotals,
  type Rate,
  type Reduction,
  type Totals,
} from '../../server-stub/stripe/money/totals.js';
import type { Coupon } from '../../server-stub/stripe/index.js';

const rates: Rate[] = [
  { id: 'exclusive', percentage: 19, inclusive: false, reason: 'standard_rated' },
  { id: 'other', percentage: 8.375, inclusive: false, reason: 'standard_rated' },
  { id: 'inclusive', percentage: 21, inclusive: true, reason: 'standard_rated' },
  { id: 'exempt', percentage: 7, inclusive: false, reason: 'customer_exempt' },
];
const coupon = (percent_off: number | null, amount_off: number | null) =>
  ({ percent_off, amount_off }) as Coupon;
const reduction = fc.oneof(
  fc.integer({ min: 1, max: 10_000 }).map((hundredths) => coupon(hundredths / 100, null)),
  fc.integer({ min: 1, max: 20_000 }).map((amount) => coupon(null, amount)),
);
const reductions = (where: string) =>
  fc
    .array(reduction, { maxLength: 2 })
    .map((all) => all.map((of, index): Reduction => ({ id: `${where}_${index}`, coupon: of })));
const line = fc.record({
  amount: fc.integer({ min: -2000, max: 50_000 }),
  product: fc.constant('prod'),
  discountable: fc.boolean(),
  discounts: reductions('own'),
  rates: fc.subarray(rates),
});
const invoice = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  discounts: reductions('shared'),
});

/** Which of the lines, how much of what is left of it (in thousandths), and which of the notes so far is voided then. */
const steps = fc.array(
  fc.record({
    line: fc.nat(4),
    thousandths: fc.integer({ min: 0, max: 1000 }),
    voids: fc.option(fc.nat(), { freq: 3 }),
  }),
  { maxLength: 20 },
);

type Case = typeof invoice extends fc.Arbitrary<infer T> ? T : never;

function wholes({ lines }: Case, totals: Totals): Portion[] {
  return lines.map((of, index) =>
    wholeLine(
      {
        amount: of.amount,
        discounts: of.discounts.map(({ id }) => id),
        discount_amounts: totals.lines[index]?.discount_amounts ?? [],
        taxes: totals.lines[index]?.taxes ?? [],
      },
      of.rates,
    ),
  );
}

/** Every number of a portion, its whole's sign taken out, so that no part may be below 0. */
const magnitudes = (part: Portion, sign: number): number[] =>
  [part.amount, part.untaxed, ...part.discounts, ...part.taxes, ...part.taxable].map(
    (value) => value * sign || 0,
  );

const exclusiveTaxes = (of: { rates: Rate[] }, part: Portion): number =>
  sum(part.taxes.map((tax, index) => (of.rates[index]?.inclusive ? 0 : tax)));
const totalOf = (of: { rates: Rate[] }, part: Portion): number =>
  part.amount - sum(part.discounts) + exclusiveTaxes(of, part);

test('parts of lines never take more than there is, whatever is voided, and the last ones take all that is left', () => {
  fc.assert(
    fc.property(invoice, steps, (made, taking) => {
      const totals = computeTotals(made.lines, made.discounts);
      const whole = wholes(made, totals);
      let notes: { line: number; part: Portion }[] = [];
      const left = (index: number) =>
        notes
          .filter((note) => note.line === index)
          .reduce((rest, { part }) => without(rest, part), whole[index]!);
      const take = (index: number, amount: number) => {
        const part = partOf(left(index), amount);
        notes.push({ line: index, part });
        const sign = Math.sign(whole[index]!.amount) || 1;
        for (const value of [...magnitudes(part, sign), ...magnitudes(left(index), sign)])
          assert.ok(value >= 0);
        const of = made.lines[index]!;
        assert.ok(totalOf(of, part) * sign >= 0);
        assert.ok(totalOf(of, left(index)) * sign >= 0);
      };
      for (const step of taking) {
        const index = step.line % made.lines.length;
        take(index, Math.trunc((left(index).amount * step.thousandths) / 1000));
        if (step.voids !== null) notes = notes.filter((_, at) => at !== step.voids! % notes.length);
      }
      made.lines.forEach((_, index) => take(index, left(index).amount));

      const all = (read: (note: { line: number; part: Portion }) => number) => sum(notes.map(read));
      assert.equal(
        all(({ line: at, part }) => totalOf(made.lines[at]!, part)),
        totals.total,
      );
      assert.equal(
        all(({ part }) => part.untaxed),
        totals.subtotal_excluding_tax,
      );
      assert.equal(
        all(({ part }) => sum(part.discounts)),
        sum(totals.total_discount_amounts.map((d) => d.amount)),
      );
      for (const rate of rates) {
        const ofRate = (at: number, values: number[]) =>
          sum(values.filter((_, place) => made.lines[at]?.rates[place]?.id === rate.id));
        const taxed = totals.total_taxes.find((tax) => tax.tax_rate_details.tax_rate === rate.id);
        assert.equal(
          all(({ line: at, part }) => ofRate(at, part.taxes)),
          taxed?.amount ?? 0,
        );
        assert.equal(
          all(({ line: at, part }) => ofRate(at, part.taxable)),
          taxed?.taxable_amount ?? 0,
        );
      }
    }),
    { numRuns: 500 },
  );
});

test('units are worth what they cost, and together the whole line', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 100_000 }), (units, amount) => {
      let left: Portion = { amount, discounts: [], taxes: [], taxable: [], untaxed: amount };
      for (let taken = 0; taken < units; taken++) {
        const rest = unitsLeft(String(units), taken, 1);
        assert.ok(rest);
        const one = amountOfUnits(left, 1, rest);
        assert.ok(Math.abs(one - amount / units) < 1);
        left = without(left, partOf(left, one));
      }
      assert.equal(left.amount, 0);
      assert.equal(unitsLeft(String(units), units, 1), null);
    }),
  );
  assert.equal(unitsLeft('2.5', 2, 1), null);
});

test('an amount is split into what was still to be paid and what was paid', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(1000), (amount, remaining) => {
      const { pre, post, type } = splitByPayment(amount, remaining);
      assert.equal(pre + post, amount);
      assert.ok(pre >= 0 && pre <= remaining && post >= 0);
      assert.equal(type, post === 0 ? 'pre_payment' : pre === 0 ? 'post_payment' : 'mixed');
    }),
  );
});
