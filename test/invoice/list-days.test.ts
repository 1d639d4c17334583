/** Days as people name them, and a filter that goes into another currency. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dayIn, DAY_PRESETS, presetDays } from '../../src/invoice/list-days.js';
import { inCurrency, isDay, NO_FILTER, without } from '../../src/invoice/list-filter.js';
import { minorUnits } from '../../src/invoice/money.js';

describe('presets', () => {
  test('count from today, which is among them', () => {
    const of = (name: (typeof DAY_PRESETS)[number]) => presetDays(name, '2026-03-01');
    assert.deepEqual(of('today'), { from: '2026-03-01', to: '2026-03-01' });
    assert.deepEqual(of('last_7'), { from: '2026-02-23', to: '2026-03-01' });
    assert.deepEqual(of('this_month'), { from: '2026-03-01', to: '2026-03-31' });
    assert.deepEqual(of('last_month'), { from: '2026-02-01', to: '2026-02-28' });
    assert.deepEqual(of('next_7'), { from: '2026-03-01', to: '2026-03-07' });
    assert.deepEqual(of('next_30'), { from: '2026-03-01', to: '2026-03-30' });
    assert.deepEqual(presetDays('last_month', '2026-01-31'), { from: '2025-12-01', to: '2025-12-31' });
    assert.deepEqual(presetDays('this_month', '2028-02-29'), { from: '2028-02-01', to: '2028-02-29' });
  });

  test('are real days in order, whatever day it is', () => {
    const day = fc
      .integer({ min: 0, max: 40_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.constantFrom(...DAY_PRESETS), (today, name) => {
        const { from, to } = presetDays(name, today);
        assert.ok(from !== null && to !== null && isDay(from) && isDay(to) && from <= to);
        if (name !== 'last_month') assert.ok(from <= today && today <= to);
      }),
    );
  });

  test('today is another day elsewhere', () => {
    const at = Date.UTC(2026, 10, 20, 23) / 1000;
    assert.equal(dayIn(at, 'UTC'), '2026-11-20');
    assert.equal(dayIn(at, 'Asia/Tokyo'), '2026-11-21');
    assert.equal(dayIn(at, 'America/New_York'), '2026-11-20');
  });
});

describe('a filter of amounts', () => {
  const euros = { ...NO_FILTER, currency: 'eur', amount: { from: 10_000, to: 25_050 } };

  test('keeps what it says in another currency, and leaves nothing out', () => {
    assert.deepEqual(inCurrency(euros, 'usd').amount, { from: 10_000, to: 25_050 });
    assert.deepEqual(inCurrency(euros, 'kwd').amount, { from: 100_000, to: 250_500 });
    assert.deepEqual(inCurrency(euros, 'jpy').amount, { from: 100, to: 251 });
    const credit = { ...euros, amount: { from: -150, to: null } };
    assert.deepEqual(inCurrency(credit, 'jpy').amount, { from: -2, to: null });
  });

  test('loses them with its currency, and nothing else', () => {
    assert.deepEqual(without(euros, 'currency'), NO_FILTER);
    assert.deepEqual(without(euros, 'amount'), { ...NO_FILTER, currency: 'eur' });
    assert.deepEqual(without({ ...NO_FILTER, status: ['open'] }, 'status'), NO_FILTER);
  });

  test('there and back it is at least as wide', () => {
    const code = fc.constantFrom('eur', 'jpy', 'kwd');
    const amount = fc.integer({ min: -10_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(amount, code, code, (from, one, other) => {
        const there = inCurrency({ ...NO_FILTER, currency: one, amount: { from, to: from } }, other);
        const back = inCurrency(there, one).amount;
        assert.ok(back !== null && (back.from ?? 0) <= from && (back.to ?? 0) >= from);
        if (minorUnits(other) >= minorUnits(one)) assert.deepEqual(back, { from, to: from });
      }),
    );
  });
});
