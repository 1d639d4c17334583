/** Previews: asked for once it is quiet, never an older one over a newer one, and with a split that fits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Previewer, type Question } from '../../../src/components/invoice-credit-note/preview.js';
import type { InvoiceAdapter } from '../../../src/adapter/adapter.js';
import type { CreditNote, CreditNoteParams } from '../../../src/invoice/wire.js';
import { adapterOf, deferred, problem, quiet } from '../../adapter/support.js';
import { invoiceOf, noteOf } from './given.js';

const question = (amount: number, more: Partial<Question> = {}): Question => ({
  params: { invoice: 'in_1', amount },
  invoice: invoiceOf([{ amount: 5000 }]),
  back: 0,
  refundable: 0,
  wishes: [],
  ...more,
});

/** An adapter that answers each question by hand or by rule, and a previewer that counts how often it has changed. */
function begin(answer: (params: CreditNoteParams) => CreditNote | Promise<CreditNote>) {
  const asked: CreditNoteParams[] = [];
  const { adapter } = adapterOf({
    previewCreditNote: async (params: CreditNoteParams) => {
      asked.push(params);
      return answer(params);
    },
  } satisfies Partial<InvoiceAdapter>);
  return { asked, adapter, previewer: new Previewer(() => {}) };
}

/** What is shown, where something is. */
const shownIn = ({ state }: Previewer) => (state.name === 'shown' ? state.shown : null);

const amountsOf = (asked: CreditNoteParams[]) => asked.map(({ amount }) => amount);

test('keys that follow quickly are one question', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { previewer, adapter, asked } = begin(({ amount = 0 }) => noteOf({ amount }));
  for (const amount of [1, 12, 123]) {
    previewer.ask(adapter, question(amount));
    t.mock.timers.tick(399);
  }
  assert.deepEqual(asked, []);
  assert.equal(previewer.state.name, 'asking');
  t.mock.timers.tick(1);
  await quiet();
  assert.deepEqual(amountsOf(asked), [123]);
  assert.equal(shownIn(previewer)?.params.amount, 123);
});

test('the same question is not asked twice, unless the invoice is another', async () => {
  const { previewer, adapter, asked } = begin(({ amount = 0 }) => noteOf({ amount }));
  previewer.ask(adapter, question(100), true);
  previewer.hurry();
  await quiet();
  previewer.ask(adapter, question(100), true);
  previewer.hurry();
  assert.equal(asked.length, 1);
  const invoice = invoiceOf([{ amount: 5000 }], { amount_remaining: 3000, amount_paid: 2000 });
  previewer.ask(adapter, question(100, { invoice }), true);
  previewer.hurry();
  await quiet();
  assert.equal(asked.length, 2);
});

test('an older answer never takes the place of a newer one', async () => {
  const answers = [deferred<CreditNote>(), deferred<CreditNote>()];
  const { previewer, adapter } = begin(({ amount }) => answers[amount === 1 ? 0 : 1]!.promise);
  previewer.ask(adapter, question(1), true);
  previewer.hurry();
  previewer.ask(adapter, question(2), true);
  previewer.hurry();
  answers[1]?.resolve(noteOf({ amount: 2 }));
  await quiet();
  answers[0]?.resolve(noteOf({ amount: 1 }));
  await quiet();
  assert.equal(shownIn(previewer)?.note.amount, 2);
});

test('meanwhile, and where there is nothing to ask, what was shown last stays, as such', async () => {
  const { previewer, adapter } = begin(({ amount = 0 }) => noteOf({ amount }));
  previewer.ask(adapter, question(100), true);
  previewer.hurry();
  await quiet();
  previewer.ask(adapter, question(200));
  assert.equal(previewer.state.name === 'asking' && previewer.state.over?.note.amount, 100);
  previewer.ask(adapter, null);
  assert.equal(previewer.state.name === 'none' && previewer.state.over?.note.amount, 100);
  previewer.reset();
  assert.deepEqual(previewer.state, { name: 'none', over: null });
});

/** Stripe's own rule: what goes beyond 300 was paid; a split that is none of that is refused. */
function stripe({ amount = 0, ...params }: CreditNoteParams): CreditNote {
  const post_payment_amount = Math.max(0, amount - 300);
  const { refund_amount = 0, credit_amount = 0, out_of_band_amount = 0 } = params;
  if (refund_amount + credit_amount + out_of_band_amount > post_payment_amount)
    throw problem(400, 'credit_split');
  return noteOf({ amount, post_payment_amount });
}

const splits: [name: string, Partial<Question>, CreditNoteParams[]][] = [
  [
    'known: one question',
    { back: 700 },
    [{ invoice: 'in_1', amount: 1000, refund_amount: 500, credit_amount: 200 }],
  ],
  [
    'not known: Stripe tells, then it is asked with the split',
    { back: null },
    [
      { invoice: 'in_1', amount: 1000 },
      { invoice: 'in_1', amount: 1000, refund_amount: 500, credit_amount: 200 },
    ],
  ],
  [
    'too little: mended with what Stripe tells',
    { back: 100 },
    [
      { invoice: 'in_1', amount: 1000, refund_amount: 100 },
      { invoice: 'in_1', amount: 1000, refund_amount: 500, credit_amount: 200 },
    ],
  ],
  [
    'too much is refused: asked without a split, and mended',
    { back: 900 },
    [
      { invoice: 'in_1', amount: 1000, refund_amount: 500, credit_amount: 400 },
      { invoice: 'in_1', amount: 1000 },
      { invoice: 'in_1', amount: 1000, refund_amount: 500, credit_amount: 200 },
    ],
  ],
];
for (const [name, more, expected] of splits) {
  test(`how much is to be given back is ${name}`, async () => {
    const { previewer, adapter, asked } = begin(stripe);
    previewer.ask(adapter, question(1000, { refundable: 500, ...more }), true);
    previewer.hurry();
    await quiet();
    assert.deepEqual(asked, expected);
    assert.deepEqual(shownIn(previewer)?.params, expected.at(-1));
  });
}

test('a refusal is told with what was asked, and what could not be told is asked again', async () => {
  for (const [failure, again] of [
    [problem(400, 'invalid_request', false), 1],
    [problem(0, 'network_error'), 2],
  ] as const) {
    const { previewer, adapter, asked } = begin(() => {
      throw failure;
    });
    previewer.ask(adapter, question(100), true);
    previewer.hurry();
    await quiet();
    assert.deepEqual(previewer.state, {
      name: 'refused',
      problem: failure,
      params: { invoice: 'in_1', amount: 100 },
    });
    previewer.ask(adapter, question(100), true);
    previewer.hurry();
    await quiet();
    assert.equal(asked.length, again);
  }
});

test('an adapter without previews says so', async () => {
  const { adapter } = adapterOf({});
  const previewer = new Previewer(() => {});
  previewer.ask(adapter, question(100), true);
  previewer.hurry();
  await quiet();
  assert.equal(previewer.state.name === 'refused' && previewer.state.problem.code, 'not_supported');
});
