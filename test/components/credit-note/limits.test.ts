/** How much can still be credited, before and after payments, refunds and other credit notes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limitsOf, type Account } from '../../../src/components/invoice-credit-note/limits.js';
import { readPayments } from '../../../src/invoice/shape.js';
import { creditLine, invoiceOf, noteOf } from './given.js';

const of = (account: Partial<Account> & Pick<Account, 'invoice'>) =>
  limitsOf({ notes: [], payments: [], ...account });

const paidBy = (amount_paid: number, amount_refunded: number, type = 'payment_intent') =>
  readPayments([
    {
      id: 'inpay_1',
      status: 'paid',
      amount_paid,
      payment:
        type === 'payment_intent'
          ? { type, payment_intent: { latest_charge: { amount_refunded } } }
          : { type: 'payment_record' },
    },
  ]);

describe('in all', () => {
  test('an open invoice can be credited whole, and that lowers what is due', () => {
    const limits = of({ invoice: invoiceOf([{ amount: 3000 }, { amount: 2000 }]) });
    assert.deepEqual([limits.creditable, limits.remaining, limits.refundable], [5000, 5000, 0]);
  });

  test('credit notes take from it, those that are void do not', () => {
    const invoice = invoiceOf([{ amount: 5000 }], {
      amount_remaining: 4000,
      pre_payment_credit_notes_amount: 1000,
    });
    const notes = [
      noteOf({ amount: 1000, pre_payment_amount: 1000 }),
      noteOf({ status: 'void', amount: 2000, pre_payment_amount: 2000 }),
    ];
    assert.equal(of({ invoice, notes }).creditable, 4000);
  });

  test('of a paid invoice what was paid through Stripe can be refunded, but for what was', () => {
    const invoice = invoiceOf([{ amount: 5000 }], { status: 'paid', amount_paid: 5000, amount_remaining: 0 });
    const limits = of({ invoice, payments: paidBy(5000, 1200) });
    assert.deepEqual([limits.creditable, limits.remaining, limits.refundable], [3800, 0, 3800]);
  });

  test('a refund that belongs to a credit note is not counted twice', () => {
    const invoice = invoiceOf([{ amount: 5000 }], {
      status: 'paid',
      amount_paid: 5000,
      amount_remaining: 0,
      post_payment_credit_notes_amount: 1500,
    });
    const notes = [noteOf({ amount: 1500, post_payment_amount: 1500, refunds: [{ amount_refunded: 1200 }] })];
    const limits = of({ invoice, notes, payments: paidBy(5000, 1200) });
    assert.deepEqual([limits.creditable, limits.refundable], [3500, 3800]);
  });

  test('what was paid outside Stripe cannot be refunded there', () => {
    const invoice = invoiceOf([{ amount: 5000 }], {
      status: 'paid',
      amount_paid: 5000,
      amount_paid_off_stripe: 5000,
      amount_remaining: 0,
    });
    assert.equal(of({ invoice, payments: paidBy(5000, 0, 'payment_record') }).refundable, 0);
    assert.equal(of({ invoice, payments: null }).refundable, 0);
  });

  test('without payments to look at, what credit notes may have refunded is taken off', () => {
    const invoice = invoiceOf([{ amount: 5000 }], {
      status: 'paid',
      amount_paid: 5000,
      amount_remaining: 0,
      post_payment_credit_notes_amount: 1500,
    });
    assert.equal(of({ invoice, payments: null }).refundable, 3500);
  });

  test('never less than nothing', () => {
    const invoice = invoiceOf([{ amount: 500 }], {
      pre_payment_credit_notes_amount: 900,
      amount_remaining: -400,
    });
    const limits = of({ invoice });
    assert.deepEqual([limits.creditable, limits.remaining], [0, 0]);
  });
});

describe('of an item', () => {
  const lineOf = (
    line: Parameters<typeof invoiceOf>[0][number],
    ...parts: Parameters<typeof creditLine>[1][]
  ) =>
    of({
      invoice: invoiceOf([{ ...line, id: 'il_1' }]),
      notes: [
        noteOf(
          {},
          parts.map((part) => creditLine('il_1', part)),
        ),
      ],
    }).lines.get('il_1');

  const rows: [string, Parameters<typeof lineOf>, ReturnType<typeof lineOf>][] = [
    ['several units: by quantity first', [{ amount: 600, quantity: '3' }], { quantity: 3, amount: 600, by: ['quantity', 'amount'] }],
    ['one of them: by amount first', [{ amount: 600 }], { quantity: 1, amount: 600, by: ['amount', 'quantity'] }],
    ['a part of a unit: whole units, and all by amount', [{ amount: 600, quantity: '2.5' }], { quantity: 2, amount: 600, by: ['amount', 'quantity'] }],
    ['less than a unit: by amount only', [{ amount: 600, quantity: '0.5' }], { quantity: 0, amount: 600, by: ['amount'] }],
    ['once by quantity, then by quantity only', [{ amount: 600, quantity: '3' }, { amount: 200, quantity: 1 }], { quantity: 2, amount: 400, by: ['quantity'] }],
    ['once by amount, then by amount only', [{ amount: 600, quantity: '3' }, { amount: 250 }], { quantity: 3, amount: 350, by: ['amount'] }],
    ['all of it is credited', [{ amount: 600 }, { amount: 600 }], { quantity: 1, amount: 0, by: [] }],
    ['a discount as an item: by quantity only', [{ amount: -600 }], { quantity: 1, amount: -600, by: ['quantity'] }],
    ['nothing to credit', [{ amount: 0 }], { quantity: 1, amount: 0, by: [] }],
  ]; // prettier-ignore
  for (const [name, given, left] of rows) test(name, () => assert.deepEqual(lineOf(...given), left));

  test('with automatic tax an amount is without the tax in it', () => {
    const invoice = invoiceOf([{ id: 'il_1', amount: 11_900, inclusive: 1900 }], {
      automatic_tax: { enabled: true },
    });
    assert.equal(of({ invoice }).lines.get('il_1')?.amount, 10_000);
    const discounted = invoiceOf([{ id: 'il_1', amount: 11_900, inclusive: 950, discount: 5950 }], {
      automatic_tax: { enabled: true },
    });
    assert.equal(of({ invoice: discounted }).lines.get('il_1')?.amount, 10_000);
    const byHand = invoiceOf([{ id: 'il_1', amount: 11_900, inclusive: 1900 }]);
    assert.equal(of({ invoice: byHand }).lines.get('il_1')?.amount, 11_900);
  });

  test('shipping is credited whole, and once', () => {
    const shipping_cost = { shipping_rate: 'shr_1', amount_subtotal: 500, amount_tax: 95, amount_total: 595 };
    const invoice = invoiceOf([{ amount: 1000 }], { shipping_cost });
    assert.equal(of({ invoice }).shipping, 595);
    const credited = noteOf({ shipping_cost: { shipping_rate: 'shr_1' } });
    assert.equal(of({ invoice, notes: [credited] }).shipping, null);
    assert.equal(of({ invoice, notes: [{ ...credited, status: 'void' }] }).shipping, 595);
    assert.equal(of({ invoice: invoiceOf([{ amount: 1000 }]) }).shipping, null);
  });
});
