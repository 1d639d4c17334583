/** What is told of an invoice's past: each step once, in order, and nothing that nobody knows. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { invoiceHistory, type HistorySources } from '../../src/invoice/history.js';

const DAY = 86_400;
const NOW = 1_800_000_000;
const MADE = NOW - 5 * DAY;
const FINALIZED = NOW - 4 * DAY;

const invoice = (fields: object = {}) => ({
  id: 'in_1',
  object: 'invoice',
  currency: 'usd',
  created: MADE,
  ...fields,
});
const open = (fields: object = {}, transitions: object = {}) =>
  invoice({
    status: 'open',
    number: 'ACME-0001',
    amount_due: 1000,
    amount_remaining: 1000,
    status_transitions: { finalized_at: FINALIZED, ...transitions },
    ...fields,
  });
let count = 0;
const event = (type: string, created: number, changed: string[] = [], about = 'in_1') => ({
  id: `evt_${++count}`,
  type,
  created,
  data: { object: { id: about, object: 'invoice' }, previous_attributes: changed },
});
const payment = (fields: object) => ({ id: 'inpay_1', status: 'paid', amount_paid: 1000, ...fields });
const tell = (json: object, sources: Partial<HistorySources> = {}) =>
  invoiceHistory(json, { now: NOW, ...sources });
const kinds = (json: object, sources: Partial<HistorySources> = {}) =>
  tell(json, sources).entries.map(({ kind }) => kind);
const find = (json: object, kind: string, sources: Partial<HistorySources> = {}) =>
  tell(json, sources).entries.find((each) => each.kind === kind);

describe('from the invoice alone', () => {
  test('a draft was made, perhaps in the place of another', () => {
    assert.deepEqual(tell(invoice({ status: 'draft' })).entries, [
      { kind: 'created', revises: null, key: 'created', at: MADE },
    ]);
    const revision = invoice({ status: 'draft', from_invoice: { action: 'revision', invoice: 'in_0' } });
    assert.equal(find(revision, 'created')?.kind === 'created' && tell(revision).entries[0]?.key, 'created');
    assert.deepEqual(tell(revision).entries[0], {
      kind: 'created',
      revises: 'in_0',
      key: 'created',
      at: MADE,
    });
  });

  test('each transition is a step', () => {
    assert.deepEqual(kinds(open()), ['created', 'finalized']);
    assert.deepEqual(kinds(open({ status: 'uncollectible' }, { marked_uncollectible_at: NOW - DAY })), [
      'created',
      'finalized',
      'uncollectible',
    ]);
    assert.deepEqual(
      tell(open({ status: 'void', latest_revision: 'in_2' }, { voided_at: NOW - 1 })).entries.at(-1),
      {
        kind: 'voided',
        replaced_by: 'in_2',
        key: 'voided',
        at: NOW - 1,
      },
    );
  });

  test('how it became paid is told as far as it is known', () => {
    const how = (fields: object) => {
      const last = find(open({ status: 'paid', ...fields }, { paid_at: NOW - 1 }), 'paid');
      return last?.kind === 'paid' && [last.how, last.amount];
    };
    assert.deepEqual(how({ amount_paid: 1000 }), ['paid', 1000]);
    assert.deepEqual(how({ amount_paid: 1000, amount_paid_off_stripe: 1000 }), ['outside', 1000]);
    assert.deepEqual(how({ amount_paid: 0, pre_payment_credit_notes_amount: 1000, amount_due: 0 }), [
      'credit',
      0,
    ]);
    assert.deepEqual(how({ amount_paid: 0, amount_due: 0 }), ['nothing_due', 0]);
  });

  test('the day that it was due is a step once it has passed unpaid', () => {
    const due = (at: number, fields: object = {}, transitions: object = {}) =>
      find(open({ due_date: at, ...fields }, transitions), 'overdue')?.at;
    assert.equal(due(NOW - DAY), NOW - DAY);
    assert.equal(due(NOW), undefined);
    assert.equal(due(NOW - DAY, { status: 'paid' }, { paid_at: NOW - 1 }), NOW - DAY);
    assert.equal(due(NOW - DAY, { status: 'paid' }, { paid_at: NOW - 2 * DAY }), undefined);
    assert.equal(due(NOW - DAY, { status: 'void' }, { voided_at: NOW - 2 * DAY }), undefined);
    assert.equal(
      due(NOW - DAY, { status: 'uncollectible' }, { marked_uncollectible_at: NOW - 2 * DAY }),
      undefined,
    );
    assert.equal(due(NOW - DAY, { amount_due: 0 }), undefined);
    // Due on the day that it was made, and finalized the day after.
    assert.equal(due(MADE), FINALIZED);
  });

  test('a failed finalization has a reason and no time', () => {
    const error = {
      type: 'invalid_request_error',
      code: 'customer_tax_location_invalid',
      message: null,
      param: null,
    };
    assert.deepEqual(tell(invoice({ status: 'draft', last_finalization_error: error })).entries.at(-1), {
      kind: 'finalization_failed',
      error,
      key: 'finalization_failed',
      at: null,
    });
  });

  test('Stripe tries again only after a failure', () => {
    const retrying = { attempted: true, attempt_count: 1, next_payment_attempt: NOW + DAY };
    assert.equal(find(open(retrying), 'payment_failed')?.at, null);
    assert.equal(find(open({ ...retrying, next_payment_attempt: null }), 'payment_failed'), undefined);
  });

  test('credit and deletion', () => {
    assert.deepEqual(find(open({ post_payment_credit_notes_amount: 300 }), 'credited'), {
      kind: 'credited',
      number: null,
      amount: 300,
      refunded: 0,
      key: 'credited',
      at: null,
    });
    assert.deepEqual(kinds({ id: 'in_1', deleted: true }), ['deleted']);
  });

  test('an old object tells the same', () => {
    const old = {
      id: 'in_1',
      date: MADE,
      paid: true,
      status: 'paid',
      amount_paid: 500,
      payment_intent: { id: 'pi_1', status: 'succeeded' },
      status_transitions: { finalized_at: FINALIZED, paid_at: NOW - 1 },
    };
    const { entries } = tell(old);
    assert.deepEqual(entries.map(({ kind, at }) => [kind, at]).slice(-1), [['payment', NOW - 1]]);
  });
});

describe('what is to come', () => {
  test('is the time that is set, the day that it is due, and the next try', () => {
    const { upcoming } = tell(
      invoice({ status: 'draft', automatically_finalizes_at: NOW + 5, auto_advance: true }),
    );
    assert.deepEqual(upcoming, [{ kind: 'finalizes', key: 'finalizes', at: NOW + 5 }]);
    const both = tell(open({ due_date: NOW + 9, next_payment_attempt: NOW + 7 })).upcoming;
    assert.deepEqual(
      both.map(({ kind, at }) => [kind, at]),
      [
        ['next_attempt', NOW + 7],
        ['due', NOW + 9],
      ],
    );
    assert.deepEqual(tell(open({ due_date: NOW + 9, amount_remaining: 0 })).upcoming, []);
    assert.deepEqual(tell(open({ status: 'void', due_date: NOW + 9 })).upcoming, []);
  });
});

describe('with payments', () => {
  test('the payment that settled it stands for its being paid; parts are parts', () => {
    const card = { type: 'card', brand: 'visa', last4: '4242' };
    const paid = open({ status: 'paid', amount_paid: 1000 }, { paid_at: NOW - 10 });
    const { entries } = tell(paid, {
      payments: [
        payment({ id: 'inpay_2', amount_paid: 700, paid_at: NOW - 9, method: card }),
        payment({ id: 'inpay_1', amount_paid: 300, paid_at: NOW - DAY, method: { type: 'outside' } }),
      ],
    });
    assert.deepEqual(
      entries
        .slice(2)
        .map((each) => each.kind === 'payment' && [each.amount, each.settles, each.method?.type]),
      [
        [300, false, 'outside'],
        [700, true, 'card'],
      ],
    );
  });

  test('one under way is told without a time, and only while it can come', () => {
    const debit = payment({
      status: 'open',
      intent_status: 'processing',
      amount_requested: 1000,
      amount_paid: null,
    });
    assert.deepEqual(find(open(), 'payment_pending', { payments: [debit] })?.at, null);
    assert.equal(find(open({ status: 'void' }), 'payment_pending', { payments: [debit] }), undefined);
  });

  test('the reason of a failure is that of the last one, where it is clear which that is', () => {
    const failure = { code: 'card_declined', decline_code: 'insufficient_funds', message: 'No.' };
    const failed = (id: string) => payment({ id, status: 'open', failure, amount_paid: null });
    const events = [
      event('invoice.payment_failed', NOW - 2 * DAY),
      event('invoice.payment_failed', NOW - DAY),
    ];
    const reasons = (payments: object[]) =>
      tell(open(), { payments, events }).entries.flatMap((each) =>
        each.kind === 'payment_failed' ? [each.failure?.decline_code ?? null] : [],
      );
    assert.deepEqual(reasons([failed('inpay_1')]), [null, 'insufficient_funds']);
    assert.deepEqual(reasons([failed('inpay_1'), failed('inpay_2')]), [null, null]);
    assert.equal(find(open(), 'payment_failed', { payments: [failed('inpay_1')] })?.at, null);
  });

  test('what the bank wants confirmed is no failure beside that', () => {
    const events = [
      event('invoice.payment_action_required', NOW - DAY),
      event('invoice.payment_failed', NOW - DAY),
    ];
    assert.deepEqual(kinds(open(), { events }), ['created', 'finalized', 'action_required']);
    const waiting = payment({ status: 'open', intent_status: 'requires_action' });
    assert.equal(find(open(), 'action_required', { payments: [waiting] })?.at, null);
  });

  test('money that was given back is told, though not when', () => {
    const paid = open({ status: 'paid', amount_paid: 1000 }, { paid_at: NOW - 10 });
    const back = find(paid, 'refunded', { payments: [payment({ paid_at: NOW - 10, amount_refunded: 250 })] });
    assert.deepEqual(back && [back.kind === 'refunded' && back.amount, back.at], [250, null]);
  });
});

describe('with events', () => {
  test('an event and a transition of the same thing are one step', () => {
    const paid = open({ status: 'paid', amount_paid: 1000 }, { paid_at: NOW - 10 });
    const events = [
      event('invoice.created', MADE),
      event('invoice.finalized', FINALIZED + 1),
      event('invoice.sent', FINALIZED + 2),
      event('invoice_payment.paid', NOW - 10, [], 'inpay_1'),
      event('invoice.paid', NOW - 9),
      event('invoice.payment_succeeded', NOW - 9),
      event('invoice.updated', NOW - 9, ['status', 'amount_paid']),
    ];
    assert.deepEqual(kinds(paid, { events }), ['created', 'finalized', 'sent', 'paid']);
    const payments = [payment({ paid_at: NOW - 10 })];
    assert.deepEqual(kinds(paid, { events, payments }), ['created', 'finalized', 'sent', 'payment']);
    assert.deepEqual(kinds(paid, { events: [...events, ...events], payments }), [
      'created',
      'finalized',
      'sent',
      'payment',
    ]);
  });

  test('of changes of the time only the last is known for what it is, and only of a draft', () => {
    const changed = ['automatically_finalizes_at', 'auto_advance'];
    const events = [event('invoice.updated', NOW - 30, changed), event('invoice.updated', NOW - 20, changed)];
    const draft = (at: number | null) =>
      tell(invoice({ status: 'draft', automatically_finalizes_at: at }), { events }).entries.slice(1);
    assert.deepEqual(
      draft(NOW + DAY).map(({ kind }) => kind),
      ['rescheduled', 'scheduled'],
    );
    assert.deepEqual(
      draft(null).map(({ kind }) => kind),
      ['rescheduled', 'unscheduled'],
    );
    const done = [...events, event('invoice.updated', FINALIZED, ['status', ...changed])];
    assert.deepEqual(
      kinds(open(), { events: done }).filter((kind) => /sched/.test(kind)),
      ['rescheduled', 'rescheduled'],
    );
    assert.deepEqual(draft(NOW + DAY)[1], {
      kind: 'scheduled',
      for: NOW + DAY,
      key: events[1]?.id,
      at: NOW - 20,
    });
  });

  test('each failure is a step, and the reason that of the last one', () => {
    const error = { type: 'x', code: 'taxes_calculation_failed', message: null, param: null };
    const events = [
      event('invoice.finalization_failed', NOW - 30),
      event('invoice.finalization_failed', NOW - 20),
    ];
    const { entries } = tell(invoice({ status: 'draft', last_finalization_error: error }), { events });
    assert.deepEqual(
      entries.flatMap((each) => (each.kind === 'finalization_failed' ? [each.error?.code ?? null] : [])),
      [null, 'taxes_calculation_failed'],
    );
  });

  test('say from when on they tell everything', () => {
    const since = (json: object, events: unknown) => tell(json, { events }).told_since;
    assert.equal(since(invoice(), []), null);
    assert.equal(since(invoice(), undefined), NOW);
    assert.equal(since(invoice({ created: NOW - 31 * DAY }), []), NOW - 30 * DAY);
    const many = Array.from({ length: 100 }, (_, at) => event('invoice.updated', NOW - DAY + at));
    assert.equal(since(invoice(), many), NOW - DAY);
  });

  test('Stripe’s own events serve as well', () => {
    const raw = {
      object: 'list',
      data: [
        {
          id: 'evt_1',
          type: 'invoice.updated',
          created: NOW - 5,
          data: { object: { id: 'in_1' }, previous_attributes: { automatically_finalizes_at: null } },
        },
      ],
    };
    const draft = invoice({ status: 'draft', automatically_finalizes_at: NOW + 1 });
    assert.deepEqual(kinds(draft, { events: raw }), ['created', 'scheduled']);
  });
});

test('what a credit note gave back is told once, with that', () => {
  const paid = open({ status: 'paid', amount_paid: 1000 }, { paid_at: NOW - 10 });
  const creditNotes = [
    { id: 'cn_1', total: 300, created: NOW - 5, status: 'issued', refunds: [{ amount_refunded: 300 }] },
  ];
  const back = (amount_refunded: number) =>
    tell(paid, { creditNotes, payments: [payment({ paid_at: NOW - 10, amount_refunded })] }).entries.flatMap(
      (each) => (each.kind === 'refunded' ? [each.amount] : []),
    );
  assert.deepEqual([back(300), back(450)], [[], [150]]);
});

test('credit notes are told with number and amount, and their voiding', () => {
  const creditNotes = {
    data: [
      { id: 'cn_1', number: 'A-CN-01', total: 300, created: NOW - 9, status: 'issued' },
      { id: 'cn_2', number: 'A-CN-02', total: 200, created: NOW - 8, status: 'void', voided_at: NOW - 7 },
    ],
  };
  const events = [
    event('credit_note.created', NOW - 9, [], 'cn_1'),
    event('credit_note.created', NOW - 8, [], 'cn_2'),
  ];
  assert.deepEqual(
    tell(open(), { creditNotes, events })
      .entries.slice(2)
      .map(({ kind, at }) => [kind, at]),
    [
      ['credited', NOW - 9],
      ['credited', NOW - 8],
      ['credit_voided', NOW - 7],
    ],
  );
  assert.deepEqual(kinds(open(), { events }), ['created', 'finalized', 'credited', 'credited']);
});
