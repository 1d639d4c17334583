/** Version changes of objects, held against Stripe's own samples of these versions: the newest sample, taken back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createWorld } from '../../server-stub/stripe/core/world.js';
import { inDialect } from '../../server-stub/stripe/dialects/index.js';
import { FOLDER } from './schema-versions.js';
import { skipReason } from './schema.js';

type Json = Record<string, unknown>;
const NEWEST_SAMPLE = '2026-07-29.dahlia';
const samples = (version: string) =>
  (
    JSON.parse(readFileSync(`${FOLDER}fixtures-${version}.json`, 'utf8')) as {
      resources: Record<string, Json>;
    }
  ).resources;
const world = createWorld({} as never, {} as never, false);

/** Keys that a version knew last and its sample, which is of an earlier day, does not. */
const later: Record<string, string[]> = {
  '2022-11-15': ['amount_shipping', 'effective_at', 'shipping_cost'],
  '2023-10-16': ['owner'],
};

for (const version of [
  '2020-08-27',
  '2022-11-15',
  '2023-10-16',
  '2024-06-20',
  '2025-01-27.acacia',
  '2025-06-30.basil',
  '2025-12-15.clover',
  '2026-03-25.dahlia',
]) {
  test(`credit notes and promotions of ${version}`, { skip: skipReason ?? false }, () => {
    const [newest, then] = [samples(NEWEST_SAMPLE), samples(version)];
    for (const type of ['credit_note', 'credit_note_line_item', 'promotion_code', 'tax_id']) {
      const told = inDialect(world, version, newest[type] ?? {});
      const expected = [...Object.keys(then[type] ?? {}), ...(later[version] ?? [])];
      const keys = Object.keys(told);
      assert.deepEqual(
        Object.keys(then[type] ?? {}).filter((key) => !keys.includes(key)),
        [],
        `${type} misses`,
      );
      assert.deepEqual(
        keys.filter((key) => !expected.includes(key)),
        [],
        `${type} has more`,
      );
    }
  });
}

test('taxes, refunds and excluded taxes of a credit note before basil', () => {
  const tax = {
    amount: 210,
    tax_behavior: 'inclusive',
    tax_rate_details: { tax_rate: 'txr_1' },
    taxability_reason: 'standard_rated',
    taxable_amount: 1000,
    type: 'tax_rate_details',
  };
  const line = {
    object: 'credit_note_line_item',
    amount: 1210,
    quantity: 3,
    unit_amount_decimal: null,
    taxes: [tax],
  };
  const note = {
    object: 'credit_note',
    refunds: [{ amount_refunded: 1210, refund: 're_1', payment_record_refund: null, type: 'refund' }],
    total_taxes: [tax],
    lines: { object: 'list', data: [line] },
  };
  const before = JSON.stringify(note);
  const old = inDialect<Json>(world, '2024-06-20', note);
  const oldTax = {
    amount: 210,
    inclusive: true,
    tax_rate: 'txr_1',
    taxability_reason: 'standard_rated',
    taxable_amount: 1000,
  };
  assert.deepEqual(old, {
    object: 'credit_note',
    refund: 're_1',
    tax_amounts: [oldTax],
    lines: {
      object: 'list',
      data: [
        {
          object: 'credit_note_line_item',
          amount: 1210,
          amount_excluding_tax: 1000,
          quantity: 3,
          unit_amount_decimal: null,
          unit_amount_excluding_tax: '333.333333333333',
          tax_amounts: [oldTax],
        },
      ],
    },
  });
  assert.deepEqual(inDialect<Json>(world, '2025-09-30.clover', note)['refunds'], [
    { amount_refunded: 1210, refund: 're_1' },
  ]);
  assert.equal(JSON.stringify(note), before, 'what is given stays as it is');
  assert.equal(inDialect(world, '2026-10-28.endive', note), note);
});
