/** From what is written to parameters: in every currency and locale, never above the limits, never a float. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { limitsOf } from '../../../src/components/invoice-credit-note/limits.js';
import { amountText } from '../../../src/components/invoice-credit-note/number-field.js';
import {
  fieldOfParam,
  issueParams,
  MOST_ITEMS,
  readNumber,
  splitFaults,
  splitFor,
  splitParams,
  sumParams,
  type Fault,
  type Reading,
} from '../../../src/components/invoice-credit-note/params.js';
import {
  choose,
  chooseAll,
  fieldId,
  setBy,
  setNumber,
  settle,
  typeNumber,
  UNTOUCHED,
  type NumberField,
  type Typed,
} from '../../../src/components/invoice-credit-note/typed.js';
import { invoiceOf, type GivenLine } from './given.js';

function readingOf(
  lines: GivenLine[],
  {
    lang = 'en',
    currency = 'eur',
    ...more
  }: { lang?: string; currency?: string; [name: string]: unknown } = {},
): Reading {
  const invoice = invoiceOf(lines, { currency, ...more });
  const limits = limitsOf({ invoice, notes: [], payments: [] });
  return {
    invoice: { id: invoice.id, currency, shipping_rate: invoice.shipping_cost?.shipping_rate ?? null },
    limits,
    lang,
  };
}

const write = (typed: Typed, field: NumberField, text: string, reading: Reading): Typed =>
  typeNumber(typed, field, text, readNumber(field, text, reading));
const AMOUNT = { name: 'amount' } as const;
const faultOf = (typed: Typed, reading: Reading, id: string): Fault | undefined =>
  sumParams(typed, reading).faults.get(id);

describe('an amount', () => {
  test('is all that is left until something is written', () => {
    const reading = readingOf([{ amount: 5000 }]);
    assert.deepEqual(sumParams(UNTOUCHED, reading).params, { invoice: 'in_1', amount: 5000 });
    const less = { ...reading, limits: { ...reading.limits, creditable: 1200 } };
    assert.equal(sumParams(UNTOUCHED, less).params?.amount, 1200);
  });

  const faults: [text: string, Fault][] = [
    ['', { kind: 'needed' }],
    ['  ', { kind: 'needed' }],
    ['twelve', { kind: 'unreadable' }],
    ['12.345', { kind: 'too_high', most: 5000 }],
    ['0.001', { kind: 'unreadable' }],
    ['0', { kind: 'not_positive' }],
    ['-5', { kind: 'not_positive' }],
    ['50.01', { kind: 'too_high', most: 5000 }],
  ];
  for (const [text, fault] of faults) {
    test(`“${text}” is ${fault.kind}`, () => {
      const reading = readingOf([{ amount: 5000 }], { lang: text === '12.345' ? 'de' : 'en' });
      const typed = write(UNTOUCHED, AMOUNT, text, reading);
      assert.deepEqual(faultOf(typed, reading, 'amount'), fault);
      assert.equal(sumParams(typed, reading).params, null);
    });
  }

  test('that is unreadable leaves the last one alone, and a click on the maximum mends it', () => {
    const reading = readingOf([{ amount: 5000 }]);
    const good = settle(write(UNTOUCHED, AMOUNT, '20', reading), AMOUNT);
    const bad = write(good, AMOUNT, '20..', reading);
    assert.deepEqual([bad.amount, sumParams(bad, reading).params], [2000, null]);
    assert.equal(sumParams(setNumber(bad, AMOUNT, null), reading).params?.amount, 5000);
  });

  test('what was fine is too much once somebody else has credited', () => {
    const reading = readingOf([{ amount: 5000 }]);
    const typed = settle(write(UNTOUCHED, AMOUNT, '40', reading), AMOUNT);
    const less = { ...reading, limits: { ...reading.limits, creditable: 3000 } };
    assert.deepEqual(faultOf(typed, less, 'amount'), { kind: 'too_high', most: 3000 });
  });

  test('is read back from what the field shows, in every currency and language', () => {
    const currency = fc.constantFrom('eur', 'usd', 'jpy', 'kwd', 'isk', 'ugx', 'bhd', 'krw', 'huf');
    const lang = fc.constantFrom('en', 'de', 'de-CH', 'fr', 'hi', 'ar-EG', 'fa', 'sv', 'es', 'pl', 'ja');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), currency, lang, (amount, currency, lang) => {
        const reading = readingOf([{ amount }], { currency, lang });
        const typed = write(UNTOUCHED, AMOUNT, amountText(amount, currency, lang), reading);
        assert.deepEqual(sumParams(typed, reading), {
          params: { invoice: 'in_1', amount },
          faults: new Map(),
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('by items', () => {
  const items: Typed = { ...UNTOUCHED, way: 'items' };
  const reading = readingOf([{ amount: 3600, quantity: '3' }, { amount: 1250 }, { amount: 500 }]);
  const left = (line: string) => reading.limits.lines.get(line);

  test('nothing is chosen at first', () => {
    assert.deepEqual(faultOf(items, reading, 'items'), { kind: 'nothing' });
  });

  test('what is chosen is all that is left of it, by units or by an amount', () => {
    const typed = choose(choose(items, 'il_0', left('il_0'), true), 'il_1', left('il_1'), true);
    assert.deepEqual(sumParams(typed, reading).params, {
      invoice: 'in_1',
      lines: [
        { type: 'invoice_line_item', invoice_line_item: 'il_0', quantity: 3 },
        { type: 'invoice_line_item', invoice_line_item: 'il_1', amount: 1250 },
      ],
    });
    assert.equal(sumParams(choose(typed, 'il_0', left('il_0'), false), reading).params?.lines?.length, 1);
  });

  test('less of it, and in the other way', () => {
    const chosen = choose(items, 'il_0', left('il_0'), true);
    const two = write(chosen, { name: 'quantity', line: 'il_0' }, '2', reading);
    assert.equal(sumParams(two, reading).params?.lines?.[0]?.quantity, 2);
    const part = write(setBy(two, 'il_0', 'amount'), { name: 'part', line: 'il_0' }, '12.50', reading);
    assert.deepEqual(sumParams(part, reading).params?.lines, [
      { type: 'invoice_line_item', invoice_line_item: 'il_0', amount: 1250 },
    ]);
    // Back again, and the units are as they were.
    assert.equal(sumParams(setBy(part, 'il_0', 'quantity'), reading).params?.lines?.[0]?.quantity, 2);
  });

  const units: [string, Fault][] = [
    ['4', { kind: 'too_high', most: 3 }],
    ['1.5', { kind: 'not_whole' }],
    ['0', { kind: 'not_positive' }],
    ['two', { kind: 'unreadable' }],
    ['', { kind: 'needed' }],
  ];
  for (const [text, fault] of units) {
    test(`“${text}” units are ${fault.kind}`, () => {
      const field = { name: 'quantity', line: 'il_0' } as const;
      const typed = write(choose(items, 'il_0', left('il_0'), true), field, text, reading);
      assert.deepEqual(faultOf(typed, reading, fieldId(field)), fault);
    });
  }

  test('all of them with one click, shipping too, and none', () => {
    const shipping_cost = { shipping_rate: 'shr_1', amount_total: 595 };
    const shipped = readingOf([{ amount: 3600, quantity: '3' }, { amount: 1250 }, { amount: 0 }], {
      shipping_cost,
    });
    const all = chooseAll(items, shipped.limits, true);
    assert.deepEqual(sumParams(all, shipped).params, {
      invoice: 'in_1',
      lines: [
        { type: 'invoice_line_item', invoice_line_item: 'il_0', quantity: 3 },
        { type: 'invoice_line_item', invoice_line_item: 'il_1', amount: 1250 },
      ],
      shipping_cost: { shipping_rate: 'shr_1' },
    });
    assert.deepEqual(faultOf(chooseAll(all, shipped.limits, false), shipped, 'items'), { kind: 'nothing' });
  });

  test('what was written of an item stays when all are chosen', () => {
    const field = { name: 'quantity', line: 'il_0' } as const;
    const one = write(choose(items, 'il_0', left('il_0'), true), field, '1', reading);
    assert.equal(sumParams(chooseAll(one, reading.limits, true), reading).params?.lines?.[0]?.quantity, 1);
  });

  test('something else has a description and an amount of its own, and tax where that is chosen', () => {
    const own = (change: Partial<Typed['own']>): Typed => ({
      ...items,
      own: { ...items.own, on: true, ...change },
    });
    assert.deepEqual(
      [...sumParams(own({}), reading).faults],
      [
        ['own-description', { kind: 'needed' }],
        ['own', { kind: 'needed' }],
      ],
    );
    assert.deepEqual(
      sumParams(own({ description: ' Late ', amount: 700, taxes: ['txr_1'] }), reading).params?.lines,
      [
        {
          type: 'custom_line_item',
          description: 'Late',
          quantity: 1,
          unit_amount: 700,
          tax_rates: ['txr_1'],
        },
      ],
    );
  });

  test('no more at once than an address can hold', () => {
    const many = readingOf(Array.from({ length: MOST_ITEMS + 1 }, () => ({ amount: 100 })));
    const all = chooseAll(items, many.limits, true);
    assert.deepEqual(faultOf(all, many, 'items'), { kind: 'too_many', most: MOST_ITEMS });
  });

  test('what somebody else has credited meanwhile is left out', () => {
    const typed = choose(choose(items, 'il_0', left('il_0'), true), 'il_1', left('il_1'), true);
    const lines = new Map(reading.limits.lines).set('il_0', { quantity: 0, amount: 0, by: [] });
    const less = { ...reading, limits: { ...reading.limits, lines } };
    assert.deepEqual(
      sumParams(typed, less).params?.lines?.map((line) => line.invoice_line_item),
      ['il_1'],
    );
  });

  test('whatever is written, no parameter is above what is left, none is below one, and each is an integer', () => {
    const line = fc.record({
      amount: fc.integer({ min: 1, max: 900_000 }),
      quantity: fc.oneof(fc.integer({ min: 1, max: 40 }).map(String), fc.constant('2.5')),
    });
    const step = fc.record({
      line: fc.nat(4),
      text: fc.oneof(
        fc.float({ min: -10, max: 10_000, noNaN: true }).map((value) => value.toFixed(2)),
        fc.string({ maxLength: 6 }),
      ),
      by: fc.constantFrom('quantity', 'amount'),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.array(step, { maxLength: 8 }),
        (lines, steps) => {
          const given = readingOf(lines);
          const typed = steps.reduce((so, { line: at, text, by }) => {
            const id = `il_${at % lines.length}`;
            const chosen = setBy(
              so.chosen.has(id) ? so : choose(so, id, given.limits.lines.get(id), true),
              id,
              by,
            );
            return write(chosen, { name: by === 'quantity' ? 'quantity' : 'part', line: id }, text, given);
          }, items);
          for (const part of sumParams(typed, given).params?.lines ?? []) {
            const most = given.limits.lines.get(part.invoice_line_item ?? '');
            const value = part.quantity ?? part.amount ?? 0;
            assert.ok(Number.isInteger(value) && value >= 1);
            assert.ok(value <= (part.quantity === undefined ? most?.amount : most?.quantity)!);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what is given back', () => {
  const paid = readingOf([{ amount: 5000 }], { status: 'paid', amount_remaining: 0, amount_paid: 5000 });
  const reading = { ...paid, limits: { ...paid.limits, refundable: 3000 } };
  const back = { total: 5000, refundable: 3000 };

  const rows: [NumberField & { name: 'refund' | 'balance' | 'outside' }, string, Fault | undefined][] = [
    [{ name: 'refund' }, '30', undefined],
    [{ name: 'refund' }, '30.01', { kind: 'too_high', most: 3000 }],
    [{ name: 'balance' }, '50', undefined],
    [{ name: 'balance' }, '50.01', { kind: 'too_high', most: 5000 }],
    [{ name: 'outside' }, '0', undefined],
    [{ name: 'outside' }, '-1', { kind: 'negative' }],
    [{ name: 'outside' }, '', { kind: 'needed' }],
    [{ name: 'outside' }, 'x', { kind: 'unreadable' }],
  ];
  for (const [field, text, fault] of rows) {
    test(`“${text}” as ${field.name} is ${fault?.kind ?? 'fine'}`, () => {
      const typed = write(UNTOUCHED, field, text, reading);
      assert.deepEqual(splitFaults(typed, back, reading).get(field.name), fault);
    });
  }

  test('what is nothing is not sent', () => {
    const typed = write(UNTOUCHED, { name: 'refund' }, '20', reading);
    assert.deepEqual(splitParams(splitFor(5000, typed, reading.limits)), {
      refund_amount: 2000,
      credit_amount: 3000,
    });
    assert.deepEqual(splitParams(splitFor(0, typed, reading.limits)), {});
  });
});

test('what is issued is what was previewed, with what has no bearing on the numbers', () => {
  const previewed = { invoice: 'in_1', amount: 100, refund_amount: 100 };
  assert.deepEqual(issueParams(previewed, UNTOUCHED, true), { ...previewed, email_type: 'credit_note' });
  assert.deepEqual(
    issueParams(previewed, { ...UNTOUCHED, memo: ' Sorry ', reason: 'duplicate', email: false }, true),
    {
      ...previewed,
      memo: 'Sorry',
      reason: 'duplicate',
      email_type: 'none',
    },
  );
  assert.equal(issueParams(previewed, UNTOUCHED, false).email_type, 'none');
});

test('a refused parameter leads to its field', () => {
  const params = {
    invoice: 'in_1',
    lines: [
      { type: 'invoice_line_item', invoice_line_item: 'il_7', quantity: 1 },
      { type: 'invoice_line_item', invoice_line_item: 'il_8', amount: 1 },
      { type: 'custom_line_item' },
    ] as const,
  };
  const rows: [string | undefined, string | null][] = [
    ['amount', 'amount'],
    ['refund_amount', 'refund'],
    ['credit_amount', 'balance'],
    ['out_of_band_amount', 'outside'],
    ['shipping_cost[shipping_rate]', 'shipping'],
    ['lines[0][quantity]', 'quantity-il_7'],
    ['lines[1][amount]', 'part-il_8'],
    ['lines[2][unit_amount]', 'own'],
    ['lines[2][description]', 'own-description'],
    ['lines[3][amount]', null],
    ['invoice', null],
    [undefined, null],
  ];
  for (const [param, field] of rows)
    assert.equal(fieldOfParam(param, { ...params, lines: [...params.lines] }), field);
});
