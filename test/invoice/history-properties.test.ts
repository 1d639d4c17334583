/** What holds of the history of any invoice, whatever is known of it, and from whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { invoiceHistory, type HistorySources } from '../../src/invoice/history.js';

const DAY = 86_400;
const NOW = 1_800_000_000;

const tell = (json: object, sources: Partial<HistorySources> = {}) =>
  invoiceHistory(json, { now: NOW, ...sources });

const moment = fc.integer({ min: NOW - 60 * DAY, max: NOW });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const amount = fc.integer({ min: 0, max: 5000 });
const json = fc.record({
  id: fc.constant('in_1'),
  created: maybe(moment),
  deleted: fc.boolean(),
  status: fc.constantFrom('draft', 'open', 'paid', 'void', 'uncollectible', 'new_word', null),
  number: maybe(fc.constant('A-1')),
  due_date: maybe(fc.integer({ min: NOW - 60 * DAY, max: NOW + 60 * DAY })),
  automatically_finalizes_at: maybe(fc.integer({ min: NOW - DAY, max: NOW + 60 * DAY })),
  next_payment_attempt: maybe(fc.integer({ min: NOW - DAY, max: NOW + 60 * DAY })),
  attempted: fc.boolean(),
  amount_due: amount,
  amount_paid: amount,
  amount_remaining: amount,
  amount_overpaid: amount,
  amount_paid_off_stripe: amount,
  pre_payment_credit_notes_amount: amount,
  post_payment_credit_notes_amount: amount,
  latest_revision: maybe(fc.constant('in_2')),
  last_finalization_error: maybe(fc.constant({ type: 'x', code: 'y' })),
  status_transitions: fc.record({
    finalized_at: maybe(moment),
    paid_at: maybe(moment),
    voided_at: maybe(moment),
    marked_uncollectible_at: maybe(moment),
  }),
});
const payments = fc.array(
  fc.record({
    id: fc.constantFrom('inpay_1', 'inpay_2', 'inpay_3'),
    status: fc.constantFrom('open', 'paid', 'canceled'),
    amount_paid: maybe(amount),
    intent_status: fc.constantFrom('processing', 'requires_action', 'succeeded', null),
    amount_refunded: maybe(amount),
    paid_at: maybe(moment),
    failure: maybe(fc.constant({ code: 'card_declined' })),
  }),
  { maxLength: 4 },
);
const types = [
  'invoice.created', 'invoice.updated', 'invoice.finalized', 'invoice.finalization_failed', 'invoice.sent', 'invoice.paid',
  'invoice.payment_failed', 'invoice.payment_action_required', 'invoice.overpaid', 'invoice.overdue', 'invoice.voided',
  'invoice.marked_uncollectible', 'invoice_payment.paid', 'credit_note.created', 'credit_note.voided', 'new.type',
]; // prettier-ignore
const events = fc.array(
  fc.record({
    id: fc.stringMatching(/^evt_[a-f]$/),
    type: fc.constantFrom(...types),
    created: moment,
    data: fc.record({
      object: fc.record({ id: fc.constantFrom('in_1', 'inpay_1', 'cn_1') }),
      previous_attributes: fc.subarray(['automatically_finalizes_at', 'status', 'lines']),
    }),
  }),
  { maxLength: 12 },
);
const creditNotes = fc.array(
  fc.record({
    id: fc.constantFrom('cn_1', 'cn_2'),
    number: fc.constant('CN'),
    total: amount,
    created: moment,
    status: fc.constantFrom('issued', 'void'),
    voided_at: maybe(moment),
  }),
  { maxLength: 3 },
);
const sources = fc.record({
  payments: maybe(payments),
  events: maybe(events),
  creditNotes: maybe(creditNotes),
});

test('steps are in order, each once, none in the future; what is to come is in order too', () => {
  fc.assert(
    fc.property(json, sources, (invoice, told) => {
      const { entries, upcoming, told_since } = tell(invoice, told);
      const times = entries.map(({ at }) => at ?? Infinity);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => (a === b ? 0 : a - b)),
      );
      assert.equal(new Set(entries.map(({ key }) => key)).size, entries.length);
      for (const { at } of entries) assert.ok(at === null || at <= NOW);
      const next = upcoming.map(({ at }) => at);
      assert.deepEqual(
        next,
        next.toSorted((a, b) => a - b),
      );
      for (const { kind, at } of upcoming) if (kind === 'due') assert.ok(at >= NOW);
      assert.ok(told_since === null || told_since <= NOW);
    }),
    { numRuns: 500 },
  );
});

test('steps that come once come once, whoever tells of them', () => {
  const single = [
    'created',
    'finalized',
    'paid',
    'voided',
    'uncollectible',
    'overdue',
    'deleted',
    'overpaid',
  ];
  fc.assert(
    fc.property(json, sources, (invoice, told) => {
      const all = tell(invoice, told).entries;
      for (const kind of single) assert.ok(all.filter((each) => each.kind === kind).length <= 1, kind);
      const settled = all.filter((each) => each.kind === 'payment' && each.settles).length;
      assert.ok(settled + all.filter(({ kind }) => kind === 'paid').length <= 1);
    }),
    { numRuns: 500 },
  );
});

test('more sources never take a dated step of the invoice’s own away', () => {
  const own = ['created', 'finalized', 'voided', 'uncollectible', 'overdue'];
  fc.assert(
    fc.property(json, sources, (invoice, told) => {
      const more = new Map(tell(invoice, told).entries.map((each) => [each.key, each]));
      for (const each of tell(invoice).entries) {
        if (own.includes(each.kind)) assert.deepEqual(more.get(each.key), each);
      }
    }),
  );
});

test('nothing throws', () => {
  fc.assert(
    fc.property(
      fc.object(),
      fc.anything(),
      fc.anything(),
      fc.anything(),
      (invoice, payments, events, creditNotes) => {
        const { entries } = invoiceHistory(invoice, { payments, events, creditNotes, now: NOW });
        assert.ok(Array.isArray(entries));
      },
    ),
    { numRuns: 300 },
  );
});
