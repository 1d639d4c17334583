/** The figures on the screen add up, and say where the money went. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { givenBackBy, sumsOf } from '../../../src/components/invoice-credit-note/sums.js';
import { noteOf } from './given.js';

const tax = (amount: number, tax_behavior: 'exclusive' | 'inclusive', rate = 'txr_1') => ({
  amount,
  tax_behavior,
  tax_rate_details: { tax_rate: rate },
});

test('items, less discounts, with shipping and the taxes on top, are the total', () => {
  const note = noteOf({
    // Stripe's own subtotal is without the discounts of single items already.
    subtotal: 9500,
    discount_amount: 1500,
    amount_shipping: 690,
    total_taxes: [tax(1700, 'exclusive'), tax(30, 'inclusive', 'txr_2'), tax(0, 'exclusive', 'txr_3')],
    total: 10_890,
  });
  const { subtotal, discounts, shipping, taxes, included, total } = sumsOf(note);
  assert.equal(subtotal, 10_000);
  assert.equal(subtotal - discounts + shipping + taxes.reduce((all, { amount }) => all + amount, 0), total);
  assert.deepEqual(taxes, [{ rate: 'txr_1', amount: 1700 }]);
  assert.deepEqual(included, [{ rate: 'txr_2', amount: 30 }]);
});

test('an amount alone is nothing but itself', () => {
  const { subtotal, total, taxes } = sumsOf(noteOf({ total: 500 }));
  assert.deepEqual([subtotal, total, taxes], [500, 500, []]);
});

test('what was neither refunded nor given back outside went to the balance', () => {
  const note = noteOf({
    post_payment_amount: 600,
    refunds: [{ amount_refunded: 100 }],
    out_of_band_amount: 300,
  });
  assert.deepEqual(givenBackBy(note), { refund: 100, outside: 300, balance: 200 });
  assert.deepEqual(givenBackBy(noteOf()), { refund: 0, outside: 0, balance: 0 });
});
