import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ALL_STATES, invoiceState, toneOf } from '../../src/invoice/state.js';
import type { Chip, InvoiceState } from '../../src/invoice/state.js';

const now = 1_790_000_000;
const DAY = 86400;

const payment = (status: string, intent: object | string, amount_paid: number | null = null) => ({
  id: 'inpay_1',
  object: 'invoice_payment',
  status,
  amount_paid,
  payment: { type: 'payment_intent', payment_intent: intent },
});
const paidWith = (amount_paid: number, amount_refunded: number) =>
  payment('paid', { status: 'succeeded', latest_charge: { amount_refunded } }, amount_paid);
const openWith = (status: string) => payment('open', { status });

const charge = {
  status: 'open',
  collection_method: 'charge_automatically',
  amount_due: 100,
  amount_remaining: 100,
};
const sent = { status: 'open', collection_method: 'send_invoice', amount_due: 100, amount_remaining: 100 };
const tried = { ...charge, attempted: true, attempt_count: 1 };
const late = { ...sent, due_date: now - 1 };
const partly = { amount_paid: 40, amount_remaining: 60 };
const paid = { status: 'paid', amount_due: 100, amount_paid: 100, amount_remaining: 0 };
const failure = { type: 'invalid_request_error', code: 'customer_tax_location_invalid' };

test('each state, and what it goes before', () => {
  const rows: [InvoiceState, object, unknown[]?][] = [
    ['deleted', { deleted: true }],
    ['deleted', { deleted: true, status: 'draft' }],
    ['void', { ...late, status: 'void' }],
    ['uncollectible', { ...late, status: 'uncollectible' }],
    ['refunded', paid, [paidWith(100, 100)]],
    ['refunded', paid, [paidWith(60, 60), paidWith(40, 40), openWith('canceled')]],
    ['partially_refunded', paid, [paidWith(100, 1)]],
    ['partially_refunded', paid, [paidWith(60, 60), paidWith(40, 0)]],
    ['credited', { ...paid, amount_paid: 0, pre_payment_credit_notes_amount: 100 }],
    ['paid', { ...paid, pre_payment_credit_notes_amount: 100 }],
    ['paid', paid],
    ['paid', paid, [paidWith(100, 0)]],
    ['paid', { ...paid, amount_due: 0, amount_paid: 0 }],
    ['paid', { paid: true }],
    ['action_required', late, [openWith('processing'), openWith('requires_action')]],
    ['pending', late, [openWith('processing')]],
    ['pending', { ...tried, next_payment_attempt: now + DAY }, [openWith('processing')]],
    ['past_due', late],
    ['past_due', late, [openWith('requires_payment_method')]],
    ['past_due', { ...late, ...partly }],
    ['open', { ...late, due_date: now }],
    ['open', { ...late, amount_remaining: 0 }],
    ['retrying', { ...tried, next_payment_attempt: now + DAY }],
    [
      'retrying',
      { ...tried, ...partly, next_payment_attempt: now + DAY },
      [openWith('requires_payment_method')],
    ],
    ['open', { ...charge, next_payment_attempt: now + DAY }],
    ['open', { ...sent, attempted: true, attempt_count: 1, next_payment_attempt: now + DAY }],
    ['payment_failed', tried, [openWith('requires_payment_method')]],
    ['payment_failed', { ...tried, ...partly }, [openWith('requires_payment_method')]],
    ['open', tried],
    ['open', tried, [payment('canceled', { status: 'requires_payment_method' })]],
    ['open', charge, [openWith('requires_payment_method')]],
    ['open', charge, [payment('canceled', { status: 'requires_action' })]],
    ['partially_paid', { ...sent, ...partly }],
    ['open', sent],
    ['open', { status: 'open' }],
    [
      'finalization_failed',
      { status: 'draft', last_finalization_error: failure, automatically_finalizes_at: now + 1 },
    ],
    ['finalizing', { status: 'draft', automatically_finalizes_at: now }],
    ['scheduled', { status: 'draft', automatically_finalizes_at: now + 1 }],
    ['draft', { status: 'draft' }],
    ['unknown', { status: 'settled_tomorrow' }],
    ['unknown', { paid: false }],
    ['unknown', {}],
  ];
  for (const [state, invoice, payments] of rows) {
    assert.equal(
      invoiceState(invoice, { now, payments }).state,
      state,
      JSON.stringify({ invoice, payments }),
    );
  }
  assert.deepEqual([...new Set(rows.map(([state]) => state))].sort(), [...ALL_STATES].sort());
  assert.equal(ALL_STATES.length, 19);
});

test('chips', () => {
  const rows: [Chip[], object, unknown[]?][] = [
    [['replaced'], { status: 'void', latest_revision: 'in_2' }],
    [[], { status: 'open', latest_revision: 'in_2' }],
    [['paid_outside_stripe'], { ...paid, amount_paid_off_stripe: 100 }],
    [['paid_outside_stripe'], { ...paid, paid_out_of_band: true }],
    [['overpaid'], { ...paid, amount_overpaid: 1 }],
    [['nothing_due'], { ...paid, amount_due: 0, amount_paid: 0 }],
    [[], { ...paid, amount_due: 0, amount_paid: 0, pre_payment_credit_notes_amount: 5 }],
    [['credit_note'], { ...paid, post_payment_credit_notes_amount: 1 }],
    [['partially_paid'], { ...late, ...partly }],
    [['partially_paid'], { ...sent, ...partly }, [openWith('processing')]],
    [[], { ...sent, ...partly }],
    [['due_soon'], { ...sent, due_date: now + DAY }],
    [[], { ...sent, due_date: now + 30 * DAY }],
    [['auto_collection_off'], { ...sent, auto_advance: false }],
    [[], { ...sent, auto_advance: true }],
    [['no_items'], { status: 'draft', lines: { data: [] } }],
    [[], { status: 'draft' }],
    [
      ['needs_tax_location'],
      { status: 'draft', automatic_tax: { enabled: true, status: 'requires_location_inputs' } },
    ],
    [['tax_failed'], { status: 'draft', automatic_tax: { enabled: true, status: 'failed' } }],
    [['revision'], { status: 'draft', from_invoice: { action: 'revision', invoice: 'in_1' } }],
    [['test_mode'], { ...sent, livemode: false }],
    [[], { ...sent, livemode: true }],
    [
      ['due_soon', 'auto_collection_off', 'test_mode'],
      { ...sent, due_date: now, auto_advance: false, livemode: false },
    ],
  ];
  for (const [chips, invoice, payments] of rows) {
    assert.deepEqual(
      invoiceState(invoice, { now, payments }).chips,
      chips,
      JSON.stringify({ invoice, payments }),
    );
  }
});

test('how sure it is', () => {
  const rows: ['certain' | 'likely', object, unknown?][] = [
    ['certain', { status: 'draft' }],
    ['certain', { status: 'void' }],
    ['certain', { status: 'uncollectible' }],
    ['certain', { deleted: true }],
    ['likely', sent],
    ['certain', sent, []],
    ['certain', sent, { object: 'list', data: [openWith('requires_payment_method')] }],
    ['likely', sent, [payment('open', 'pi_1')]],
    ['certain', sent, [payment('open', 'pi_1'), openWith('requires_action')]],
    ['likely', paid],
    ['likely', paid, [payment('paid', 'pi_1', 100)]],
    ['likely', paid, [paidWith(50, 10), payment('paid', 'pi_1', 50)]],
    ['certain', paid, [paidWith(100, 0)]],
    ['certain', paid, [paidWith(100, 100)]],
    ['certain', { ...paid, amount_due: 0, amount_paid: 0 }],
    ['certain', { ...paid, amount_paid_off_stripe: 100 }],
  ];
  for (const [certainty, invoice, payments] of rows) {
    assert.equal(
      invoiceState(invoice, { now, payments }).certainty,
      certainty,
      JSON.stringify({ invoice, payments }),
    );
  }
});

test('payments inside the invoice are seen without being given', () => {
  const invoice = { ...late, payments: { object: 'list', data: [openWith('processing')] } };
  assert.equal(invoiceState(invoice, { now }).state, 'pending');
});

test('any JSON has a state', () => {
  const status = fc.constantFrom(
    'draft',
    'open',
    'paid',
    'void',
    'uncollectible',
    'constructor',
    '__proto__',
    '',
  );
  const json = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(json, status, fc.anything(), (raw, word, payments) => {
      const answer = invoiceState({ ...raw, status: word }, { now, payments });
      assert.ok(ALL_STATES.includes(answer.state));
    }),
  );
});

test('every state has a tone, and only what is settled well is positive', () => {
  const tones = new Map(ALL_STATES.map((state) => [state, toneOf(state)]));
  assert.deepEqual([...tones].filter(([, tone]) => tone === 'positive').map(([state]) => state), ['paid']); // prettier-ignore
  assert.deepEqual(
    [...tones].filter(([, tone]) => tone === 'urgent').map(([state]) => state),
    ['finalization_failed', 'payment_failed', 'past_due'],
  );
  assert.equal(toneOf('unknown'), 'neutral');
  assert.equal(toneOf('retrying'), 'warning');
  assert.equal(toneOf('uncollectible'), 'negative');
  assert.equal(toneOf('partially_refunded'), 'info');
});
