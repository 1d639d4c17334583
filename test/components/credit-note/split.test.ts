/** Whatever is wished for: the three amounts are all of it, none is below zero, and no more is refunded than can be. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  mostOf,
  splitOf,
  WAYS_BACK,
  withWish,
  type Wishes,
} from '../../../src/components/invoice-credit-note/split.js';

const back = fc.record({ total: fc.nat(1_000_000), refundable: fc.integer({ min: -10, max: 1_200_000 }) });
const wish = fc.record({
  way: fc.constantFrom(...WAYS_BACK),
  amount: fc.integer({ min: -1000, max: 1_500_000 }),
});
const wishes = fc
  .array(wish, { maxLength: 6 })
  .map((all) => all.reduce<Wishes>((so, { way, amount }) => withWish(so, way, amount), []));

test('the split is always all of it, within its limits', () => {
  fc.assert(
    fc.property(back, wishes, (given, wished) => {
      const split = splitOf(given, wished);
      assert.equal(split.refund + split.balance + split.outside, given.total);
      for (const way of WAYS_BACK) assert.ok(split[way] >= 0 && split[way] <= mostOf(way, given));
    }),
    { numRuns: 2000 },
  );
});

test('the latest wish is met as far as it can be, whatever was wished before', () => {
  fc.assert(
    fc.property(back, wishes, wish, (given, before, { way, amount }) => {
      const split = splitOf(given, withWish(before, way, amount));
      const most = mostOf(way, given);
      // What no other way can take comes on top: there is none but the refund that is limited.
      assert.equal(split[way], Math.max(0, Math.min(amount, most)));
    }),
    { numRuns: 2000 },
  );
});

const rows: [name: string, total: number, refundable: number, Wishes, [number, number, number]][] = [
  ['all is refunded where it can be', 1000, 5000, [], [1000, 0, 0]],
  ['the balance takes what cannot be refunded', 1000, 300, [], [300, 700, 0]],
  ['all of it goes to the balance where nothing can be refunded', 1000, 0, [], [0, 1000, 0]],
  ['less of a refund is more on the balance', 1000, 1000, [{ way: 'refund', amount: 400 }], [400, 600, 0]],
  [
    'a third wish takes from what nobody has asked for',
    1000,
    1000,
    [
      { way: 'outside', amount: 100 },
      { way: 'refund', amount: 400 },
    ],
    [400, 500, 100],
  ],
  [
    'where all are asked for, the oldest gives way',
    1000,
    1000,
    [
      { way: 'balance', amount: 0 },
      { way: 'outside', amount: 100 },
      { way: 'refund', amount: 400 },
    ],
    [900, 0, 100],
  ],
  [
    'and where that one is full, the next',
    1000,
    500,
    [
      { way: 'balance', amount: 0 },
      { way: 'outside', amount: 100 },
      { way: 'refund', amount: 400 },
    ],
    [500, 0, 500],
  ],
  ['of nothing there is nothing', 0, 1000, [{ way: 'refund', amount: 400 }], [0, 0, 0]],
];
for (const [name, total, refundable, wished, [refund, balance, outside]] of rows) {
  test(name, () => assert.deepEqual(splitOf({ total, refundable }, wished), { refund, balance, outside }));
}
