import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXPLAINED_CODES, explainError } from '../../src/invoice/errors.js';
import { preflight } from '../../src/invoice/preflight.js';
import type { PreflightOptions } from '../../src/invoice/preflight.js';

const now = 1_790_000_000;
const line = { id: 'il_1', amount: 5000, currency: 'usd' };
const ready = {
  status: 'draft',
  customer: 'cus_1',
  customer_email: 'billing@acme.example',
  currency: 'usd',
  collection_method: 'send_invoice',
  due_date: now + 86400,
  total: 5000,
  amount_due: 5000,
  lines: { data: [line], has_more: false, total_count: 1 },
};
const charged = { ...ready, collection_method: 'charge_automatically', due_date: null };

test('nothing stands in the way of a draft that is ready', () => {
  assert.deepEqual(preflight(ready, { now }), []);
  assert.deepEqual(preflight(charged, { now, has_payment_method: true }), []);
  assert.deepEqual(preflight(charged, { now }), []);
});

test('each thing that stands in the way', () => {
  const tax = (status: string | null) => ({ automatic_tax: { enabled: true, status } });
  const rows: [string, object, PreflightOptions?][] = [
    ['error no_customer customer', { ...ready, customer: null }],
    ['error no_items lines', { ...ready, lines: { data: [] } }],
    ['error too_many_items lines', { ...ready, lines: { data: [line], has_more: true, total_count: 251 } }],
    ['error email_missing customer.email', { ...ready, customer_email: null }],
    ['error email_missing customer.email', { ...ready, customer_email: null }, { customer: { email: null } }],
    ['', { ...ready, customer_email: null }, { customer: { email: 'a@b.example' } }],
    ['', { ...charged, customer_email: null }],
    ['error tax_location_missing customer.address', { ...ready, ...tax('requires_location_inputs') }],
    ['error tax_location_missing customer.address', { ...ready, ...tax(null) }, { customer: { address: null } }],
    ['', { ...ready, ...tax('complete') }, { customer: { address: null } }],
    ['error tax_failed automatic_tax', { ...ready, ...tax('failed') }],
    ['error currency_mismatch lines', { ...ready, lines: [{ ...line, currency: 'eur' }] }],
    ['warning currency_mismatch currency', ready, { customer: { currency: 'eur' } }],
    ['', ready, { customer: { currency: 'USD' } }],
    ['warning amount_indivisible total', { ...ready, currency: 'kwd', amount_due: 5001, lines: [{ amount: 5001 }] }],
    ['warning amount_indivisible total', { ...ready, currency: 'isk', amount_due: 5050, lines: [{ amount: 5050 }] }],
    ['warning due_date_past due_date', { ...ready, due_date: now - 1 }, { now }],
    ['warning payment_method_missing customer.payment_method', charged, { has_payment_method: false }],
    ['', ready, { has_payment_method: false }],
    ['warning below_minimum total', { ...ready, amount_due: 49 }],
    ['', { ...ready, amount_due: 50 }],
    ['notice nothing_due total', { ...ready, total: 0, amount_due: 0 }],
    ['notice credits_customer total', { ...ready, total: -5, amount_due: 0 }],
    ['warning failed_before automatic_tax', { ...ready, last_finalization_error: { type: 'api_error', code: 'stripe_tax_inactive' } }],
    ['warning failed_before footer', { ...ready, last_finalization_error: { type: 'x', code: 'parameter_missing', param: 'footer' } }],
  ]; // prettier-ignore
  for (const [expected, draft, options] of rows) {
    const found = preflight(draft, options).map(
      ({ severity, code, field }) => `${severity} ${code} ${field}`,
    );
    assert.deepEqual(found, expected ? [expected] : [], JSON.stringify(draft));
  }
});

test('a fault is told once, and the gravest comes first', () => {
  const draft = {
    ...ready,
    amount_due: 10,
    automatic_tax: { enabled: true, status: 'requires_location_inputs' },
    last_finalization_error: { type: 'invalid_request_error', code: 'customer_tax_location_invalid' },
  };
  assert.deepEqual(preflight(draft).map(({ code }) => code), ['tax_location_missing', 'below_minimum']); // prettier-ignore
});

test('errors of finalization say where and how to mend them', () => {
  assert.deepEqual(explainError('customer_tax_location_invalid'), {
    field: 'customer.address',
    mend: 'add_address',
  });
  assert.deepEqual(explainError('stripe_tax_inactive'), { field: 'automatic_tax', mend: 'activate_tax' });
  assert.deepEqual(explainError('amount_too_small'), { field: 'total', mend: 'raise_amount' });
  assert.deepEqual(explainError('draft_changed'), { field: null, mend: 'review_changes' });
  const needed =
    'customer_tax_location_invalid invalid_tax_location taxes_calculation_failed failed_tax_calculation stripe_tax_inactive invoice_no_customer_line_items invoice_no_payment_method_types payment_method_currency_mismatch amount_too_small amount_too_large tax_id_invalid lock_timeout rate_limit idempotency_key_in_use invoice_not_editable'; // prettier-ignore
  for (const code of needed.split(' ')) assert.notEqual(explainError(code).mend, 'see_message', code);
  assert.equal(new Set(EXPLAINED_CODES).size, EXPLAINED_CODES.length);
});

test('of what nobody has heard of, the message must speak', () => {
  for (const code of ['tomorrows_code', '', null, undefined, 'constructor']) {
    assert.deepEqual(explainError(code), { field: null, mend: 'see_message' });
  }
});
