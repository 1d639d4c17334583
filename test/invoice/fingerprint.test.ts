import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareFingerprints, fingerprint } from '../../src/invoice/fingerprint.js';
import { readInvoice } from '../../src/invoice/shape.js';
import { project } from '../../src/server/output.js';

const lineNow = {
  id: 'il_1',
  object: 'line_item',
  amount: 20000,
  currency: 'eur',
  description: 'Consulting',
  discountable: true,
  discounts: ['di_2'],
  quantity: 2,
  quantity_decimal: '2.5',
  pricing: {
    type: 'price_details',
    unit_amount_decimal: '8000',
    price_details: { price: 'price_1', product: 'prod_1' },
  },
  parent: { type: 'invoice_item_details', invoice_item_details: { invoice_item: 'ii_1' } },
  period: { start: 1_790_000_000, end: 1_790_000_000 },
  taxes: [
    {
      amount: 3800,
      tax_behavior: 'exclusive',
      tax_rate_details: { tax_rate: 'txr_1' },
      taxable_amount: 20000,
    },
  ],
  metadata: {},
};
const other = { ...lineNow, id: 'il_2', description: 'Hosting', amount: 4990 };
const draft = {
  id: 'in_1',
  object: 'invoice',
  status: 'draft',
  customer: 'cus_1',
  customer_email: 'billing@acme.example',
  currency: 'eur',
  collection_method: 'send_invoice',
  auto_advance: false,
  due_date: 1_791_000_000,
  discounts: ['di_1'],
  total_taxes: [
    {
      amount: 3800,
      tax_behavior: 'exclusive',
      tax_rate_details: { tax_rate: 'txr_1' },
      taxable_amount: 20000,
    },
  ],
  subtotal: 24990,
  total: 28790,
  amount_due: 28790,
  lines: { object: 'list', data: [lineNow, other], has_more: false, total_count: 2 },
};
const shown = fingerprint(draft);

test('the same draft has the same fingerprint', () => {
  assert.deepEqual(fingerprint(structuredClone(draft)), shown);
  assert.deepEqual(fingerprint(readInvoice(draft)), shown);
  assert.deepEqual(JSON.parse(JSON.stringify(shown)), shown);
  assert.deepEqual(compareFingerprints(JSON.parse(JSON.stringify(shown)), shown), []);
});

test('the same draft in the shape before basil has the same fingerprint', () => {
  const { total_taxes, ...rest } = draft;
  const tax = { amount: 3800, inclusive: false, tax_rate: { id: 'txr_1' }, taxable_amount: 20000 };
  const old = {
    ...rest,
    paid: false,
    tax: total_taxes[0]?.amount,
    total_tax_amounts: [tax],
    customer: { id: 'cus_1', object: 'customer' },
    lines: draft.lines.data.map(({ pricing, parent, taxes, quantity_decimal, ...line }) => ({
      ...line,
      quantity: Number(quantity_decimal),
      price: {
        id: pricing.price_details.price,
        product: pricing.price_details.product,
        unit_amount_decimal: '8000',
      },
      invoice_item: parent.invoice_item_details.invoice_item,
      type: 'invoiceitem',
      tax_amounts: taxes.map(() => tax),
    })),
  };
  assert.deepEqual(fingerprint(old), shown);
});

test('it is the same on both sides of the HTTP contract', () => {
  const sent = project(structuredClone(draft), 'invoice', []);
  assert.deepEqual(fingerprint(JSON.parse(JSON.stringify(sent)) as object), shown);
});

test('each field that counts makes a difference, and is named', () => {
  const changes: [string, object, unknown, unknown][] = [
    ['customer', { customer: 'cus_2' }, 'cus_1', 'cus_2'],
    ['customer_email', { customer_email: null }, 'billing@acme.example', null],
    ['currency', { currency: 'usd' }, 'eur', 'usd'],
    [
      'collection_method',
      { collection_method: 'charge_automatically' },
      'send_invoice',
      'charge_automatically',
    ],
    ['auto_advance', { auto_advance: true }, false, true],
    ['due_date', { due_date: 1_791_086_400 }, 1_791_000_000, 1_791_086_400],
    ['discounts', { discounts: [] }, ['di_1'], []],
    ['taxes', { total_taxes: [] }, shown.taxes, []],
    ['subtotal', { subtotal: 1 }, 24990, 1],
    ['total', { total: 1 }, 28790, 1],
    ['amount_due', { amount_due: 1 }, 28790, 1],
    ['lines_complete', { lines: { ...draft.lines, has_more: true } }, true, false],
  ];
  for (const [field, change, before, after] of changes) {
    const differences = compareFingerprints(shown, fingerprint({ ...draft, ...change }));
    assert.deepEqual(differences, [{ field, shown: before, now: after }]);
  }
  assert.deepEqual([...changes.map(([field]) => field), 'lines'].sort(), Object.keys(shown).sort());
});

test('each field of a line that counts makes a difference, and is named', () => {
  const changes: [string, object][] = [
    ['description', { description: 'Other work' }],
    ['quantity_decimal', { quantity_decimal: '3' }],
    ['unit_amount_decimal', { pricing: { unit_amount_decimal: '8000.5' } }],
    ['amount', { amount: 1 }],
    ['discounts', { discounts: [] }],
    ['taxes', { taxes: [] }],
    ['period_start', { period: { start: 1, end: 1_790_000_000 } }],
    ['period_end', { period: { start: 1_790_000_000, end: 1_790_000_001 } }],
  ];
  for (const [field, change] of changes) {
    const differences = compareFingerprints(
      shown,
      fingerprint({ ...draft, lines: [{ ...lineNow, ...change }, other] }),
    );
    assert.deepEqual(differences.map((each) => [each.field, each.line]), [[field, 'il_1']]); // prettier-ignore
  }
  assert.deepEqual(
    [...changes.map(([field]) => field), 'id'].sort(),
    Object.keys(shown.lines[0] ?? {}).sort(),
  );
});

test('what is not agreed to makes none', () => {
  const changes = [{ metadata: { a: 'b' } }, { description: 'memo' }, { hosted_invoice_url: 'https://x.example' }, { lines: [other, lineNow] }]; // prettier-ignore
  for (const change of changes)
    assert.deepEqual(compareFingerprints(shown, fingerprint({ ...draft, ...change })), []);
});

test('lines that came and went', () => {
  const third = { ...lineNow, id: 'il_3' };
  const differences = compareFingerprints(shown, fingerprint({ ...draft, lines: [third, other] }));
  assert.deepEqual(differences, [
    { field: 'line', line: 'il_3', shown: null, now: fingerprint({ lines: [third] }).lines[0] },
    { field: 'line', line: 'il_1', shown: shown.lines[0], now: null },
  ]);
});

test('all lines may be given beside an invoice that has only the first', () => {
  const first = { ...draft, lines: { ...draft.lines, data: [lineNow], has_more: true } };
  assert.equal(fingerprint(first).lines_complete, false);
  assert.deepEqual(fingerprint(first, [lineNow, other]), shown);
  assert.deepEqual(fingerprint(first, readInvoice(draft).lines), shown);
});

test('what a stranger sends never passes and never throws', () => {
  const rows = [null, undefined, '', 5, [], {}, { lines: 5 }, { ...shown, lines: 'il_1' }, { ...shown, lines: [null, {}] }, { ...shown, total: '28790' }, { ...shown, discounts: ['di_1', {}] }, { ...shown, taxes: [[[]]] }]; // prettier-ignore
  for (const row of rows) assert.notDeepEqual(compareFingerprints(row, shown), [], JSON.stringify(row));
  let deep: unknown = 'x';
  for (let level = 0; level < 100_000; level++) deep = { lines: [deep], taxes: [deep], discounts: [deep] };
  assert.notDeepEqual(compareFingerprints({ ...shown, customer: deep, taxes: [deep] }, shown), []);
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      JSON.stringify(compareFingerprints(anything, shown));
      assert.notEqual(compareFingerprints(anything, fingerprint({})).length, 0);
    }),
  );
});

test('what was shown is told back only where a fingerprint can hold it', () => {
  const [difference] = compareFingerprints({ ...shown, customer: { secret: 'x' } }, shown);
  assert.deepEqual(difference, { field: 'customer', shown: null, now: 'cus_1' });
});
