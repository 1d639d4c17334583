/** Credit notes: before and after payment, voided, previewed, listed, told, refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { amounts, opened, paid, paymentOf } from './credit-support.js';
import { customerOf, eventTypes, newCustomer, newDraft, newStub, sdk, START } from './support.js';

test('before payment it lowers what is due, and the payment asks for less (recorded: 2000 less 1000)', async () => {
  const stripe = sdk(newStub());
  const { id, number } = await opened(stripe, 2000);
  const note = await stripe.creditNotes.create({
    invoice: id,
    lines: [{ type: 'custom_line_item', description: 'Courtesy', quantity: 1, unit_amount: 1000 }],
    memo: 'Sorry',
    reason: 'order_change',
    metadata: { a: 'b' },
  });
  assert.deepEqual(
    [note.number, note.type, note.status, note.amount, note.pre_payment_amount, note.post_payment_amount],
    [`${number ?? ''}-CN-01`, 'pre_payment', 'issued', 1000, 1000, 0],
  );
  assert.deepEqual(
    [note.memo, note.reason, note.metadata, note.out_of_band_amount, note.refunds, note.effective_at],
    ['Sorry', 'order_change', { a: 'b' }, null, [], START],
  );
  const [line] = note.lines.data;
  assert.deepEqual(
    [line?.amount, line?.description, line?.quantity, line?.unit_amount, line?.type, line?.invoice_line_item],
    [1000, 'Courtesy', 1, 1000, 'custom_line_item', undefined],
  );
  const invoice = await stripe.invoices.retrieve(id);
  assert.deepEqual(amounts(invoice), {
    status: 'open',
    due: 1000,
    paid: 0,
    remaining: 1000,
    pre: 1000,
    post: 0,
  });
  assert.equal(invoice.total, 2000);
  const { payment, intent } = await paymentOf(stripe, id);
  assert.deepEqual([payment.amount_requested, intent.amount], [1000, 1000]);
  const settled = await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  assert.deepEqual(amounts(settled), {
    status: 'paid',
    due: 1000,
    paid: 1000,
    remaining: 0,
    pre: 1000,
    post: 0,
  });
  assert.equal(
    (await stripe.creditNotes.create({ invoice: id, amount: 1, out_of_band_amount: 1 })).number,
    `${number ?? ''}-CN-02`,
  );
});

test('a note over all that is due pays the invoice, uncollectible or open, and cancels its payment', async () => {
  for (const uncollectible of [false, true]) {
    const stripe = sdk(newStub());
    const { id } = await opened(stripe, 2000);
    if (uncollectible) await stripe.invoices.markUncollectible(id);
    const before = (await eventTypes(stripe)).length;
    await stripe.creditNotes.create({ invoice: id, amount: 2000 });
    const invoice = await stripe.invoices.retrieve(id);
    assert.deepEqual(amounts(invoice), { status: 'paid', due: 0, paid: 0, remaining: 0, pre: 2000, post: 0 });
    assert.equal(invoice.status_transitions.paid_at, START);
    const { payment, intent } = await paymentOf(stripe, id);
    assert.deepEqual([payment.status, intent.status], ['canceled', 'canceled']);
    assert.deepEqual(await eventTypes(stripe, before), [
      'invoice.updated',
      'credit_note.created',
      'invoice.paid',
      'payment_intent.canceled',
    ]);
  }
});

test('an amount alone has no lines and no taxes, as recorded', async () => {
  const stripe = sdk(newStub());
  const { id } = await paid(stripe, 1200);
  const note = await stripe.creditNotes.create({ invoice: id, amount: 100, out_of_band_amount: 100 });
  assert.deepEqual(
    [note.lines.data, note.subtotal, note.total, note.total_taxes, note.type, note.out_of_band_amount],
    [[], 100, 100, [], 'post_payment', 100],
  );
  assert.match(note.pdf, /\/credit_notes\/acct_\w+\/\w+\/pdf\?s=ap$/);
});

test('after payment it is given back to the card, the balance and outside Stripe; the invoice keeps its amounts', async () => {
  const stripe = sdk(newStub());
  const invoice = await paid(stripe, 1000);
  const before = (await eventTypes(stripe)).length;
  const note = await stripe.creditNotes.create({
    invoice: invoice.id,
    amount: 600,
    refund_amount: 100,
    credit_amount: 200,
    out_of_band_amount: 300,
    expand: ['refunds.refund', 'customer_balance_transaction', 'invoice', 'customer'],
  });
  const refund = note.refunds[0]?.refund as Stripe.Refund;
  assert.deepEqual([note.refunds[0]?.amount_refunded, refund.amount, refund.status], [100, 100, 'succeeded']);
  const moved = note.customer_balance_transaction as Stripe.CustomerBalanceTransaction;
  assert.deepEqual(
    [moved.amount, moved.type, moved.credit_note, moved.ending_balance],
    [-200, 'credit_note', note.id, -200],
  );
  assert.equal((note.customer as Stripe.Customer).balance, -200);
  assert.deepEqual(amounts(note.invoice as Stripe.Invoice), {
    status: 'paid',
    due: 1000,
    paid: 1000,
    remaining: 0,
    pre: 0,
    post: 600,
  });
  const { intent } = await paymentOf(stripe, invoice.id);
  assert.equal((intent.latest_charge as Stripe.Charge).amount_refunded, 100);
  assert.deepEqual(await eventTypes(stripe, before), [
    'charge.refunded',
    'refund.created',
    'invoice.updated',
    'customer.updated',
    'credit_note.created',
  ]);
  const { data } = await stripe.events.list({ limit: 5 });
  assert.equal(new Set(data.map(({ request }) => request?.id)).size, 1);
  assert.deepEqual(data[2]?.data.previous_attributes, { post_payment_credit_notes_amount: 0 });
  assert.deepEqual(data[1]?.data.previous_attributes, { balance: 0 });
});

test('credit on the balance is used by the next invoice', async () => {
  const stripe = sdk(newStub());
  const invoice = await paid(stripe, 1000);
  const draft = await newDraft(stripe, 1500, { customer: customerOf(invoice) });
  await stripe.creditNotes.create({ invoice: invoice.id, amount: 1000, credit_amount: 1000 });
  assert.equal((await stripe.invoices.retrieve(draft.id)).amount_due, 500);
  assert.equal((await stripe.invoices.finalizeInvoice(draft.id)).amount_due, 500);
});

test('a draft owes what the balance leaves of it, also after another invoice has used that, or given it back', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe, { balance: -300 })).id;
  const draft = await newDraft(stripe, 1000, { customer });
  const owed = async (): Promise<number[]> => {
    const { starting_balance, amount_due, amount_remaining } = await stripe.invoices.retrieve(draft.id);
    return [starting_balance, amount_due, amount_remaining];
  };
  assert.deepEqual(await owed(), [-300, 700, 700]);
  const other = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 500, { customer })).id);
  assert.deepEqual([other.amount_due, ...(await owed())], [200, 0, 1000, 1000]);
  await stripe.invoices.voidInvoice(other.id);
  assert.deepEqual(await owed(), [-300, 700, 700]);
  const third = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 800, { customer })).id);
  const much = await stripe.paymentIntents.create({
    amount: 650,
    currency: 'usd',
    customer,
    payment_method: 'pm_card_visa',
    confirm: true,
  });
  await stripe.invoices.attachPayment(third.id, { payment_intent: much.id });
  assert.deepEqual(await owed(), [-150, 850, 850], 'overpaid by 150');
});

test('where a balance paid a part, the note is mixed: first what remains, then what the balance gave', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  await stripe.invoices.finalizeInvoice((await newDraft(stripe, -15_000, { customer })).id);
  const { id, amount_due } = await opened(stripe, 20_000, { customer });
  assert.equal(amount_due, 5000);
  await assert.rejects(
    stripe.creditNotes.create({ invoice: id, amount: 8000 }),
    /must equal the credit note amount \(\$30\.00\)/,
  );
  const note = await stripe.creditNotes.create({ invoice: id, amount: 8000, credit_amount: 3000 });
  assert.deepEqual([note.type, note.pre_payment_amount, note.post_payment_amount], ['mixed', 5000, 3000]);
  assert.deepEqual(amounts(await stripe.invoices.retrieve(id)), {
    status: 'paid',
    due: 0,
    paid: 0,
    remaining: 0,
    pre: 5000,
    post: 3000,
  });
  await assert.rejects(stripe.creditNotes.voidCreditNote(note.id), /associated invoice is open/);
});

test('refunds made before are linked, and unlinked ones lower what can be credited', async () => {
  const stripe = sdk(newStub());
  const { id } = await paid(stripe, 1000);
  const { intent } = await paymentOf(stripe, id);
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 400 });
  await assert.rejects(
    stripe.creditNotes.create({ invoice: id, amount: 601, out_of_band_amount: 601 }),
    /more than can still be credited on the invoice \(\$6\.00\)/,
  );
  const note = await stripe.creditNotes.create({
    invoice: id,
    amount: 500,
    refunds: [{ refund: refund.id, amount_refunded: 300 }],
    refund_amount: 200,
  });
  assert.deepEqual(
    note.refunds.map(({ amount_refunded }) => amount_refunded),
    [300, 200],
  );
  await assert.rejects(
    stripe.creditNotes.create({
      invoice: id,
      amount: 101,
      refunds: [{ refund: refund.id, amount_refunded: 101 }],
    }),
    { param: 'refunds[0][amount_refunded]' },
  );
  const rest = await stripe.creditNotes.create({
    invoice: id,
    amount: 100,
    refunds: [{ refund: refund.id }],
  });
  assert.deepEqual([rest.refunds[0]?.amount_refunded, rest.refunds[0]?.type], [100, 'refund']);
  const foreign = await paid(stripe, 1000);
  await assert.rejects(
    stripe.creditNotes.create({ invoice: foreign.id, amount: 100, refunds: [{ refund: refund.id }] }),
    { param: 'refunds[0][refund]' },
  );
});

test('voiding raises what is due again, and gives the lines back', async () => {
  const stripe = sdk(newStub());
  const { id, lines } = await opened(stripe, 2000);
  const credit = () =>
    stripe.creditNotes.create({
      invoice: id,
      lines: [{ type: 'invoice_line_item', invoice_line_item: lines.data[0]?.id ?? '', amount: 1500 }],
    });
  const note = await credit();
  const before = (await eventTypes(stripe)).length;
  const voided = await stripe.creditNotes.voidCreditNote(note.id);
  assert.deepEqual([voided.status, voided.voided_at, voided.number], ['void', START, note.number]);
  assert.deepEqual(await eventTypes(stripe, before), ['invoice.updated', 'credit_note.voided']);
  assert.deepEqual(amounts(await stripe.invoices.retrieve(id)), {
    status: 'open',
    due: 2000,
    paid: 0,
    remaining: 2000,
    pre: 0,
    post: 0,
  });
  assert.equal((await paymentOf(stripe, id)).intent.amount, 2000);
  await assert.rejects(stripe.creditNotes.voidCreditNote(note.id), /already been voided/);
  const again = await credit();
  assert.match(again.number, /-CN-02$/);
  await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  await assert.rejects(stripe.creditNotes.voidCreditNote(again.id), {
    message: 'You can only void a credit note if the associated invoice is open.',
  });
});

test('a preview is what the note would be, and changes nothing', async () => {
  const stripe = sdk(newStub());
  const { id, number } = await opened(stripe, 2000);
  const before = await eventTypes(stripe);
  const params = {
    invoice: id,
    lines: [1, 2, 3].map((unit_amount) => ({ type: 'custom_line_item' as const, quantity: 1, unit_amount })),
  };
  const preview = await stripe.creditNotes.preview(params);
  assert.deepEqual(
    [preview.total, preview.number, preview.pre_payment_amount],
    [6, `${number ?? ''}-CN-01`, 6],
  );
  const pages = [];
  for await (const line of stripe.creditNotes.listPreviewLineItems({ ...params, limit: 2 }))
    pages.push(line.amount);
  assert.deepEqual(pages, [1, 2, 3]);
  assert.deepEqual(await eventTypes(stripe), before);
  assert.equal((await stripe.invoices.retrieve(id)).amount_due, 2000);
  assert.equal((await stripe.creditNotes.list({ invoice: id })).data.length, 0);
  await assert.rejects(stripe.creditNotes.preview({ invoice: id, amount: 2001 }), /still be credited/);
});

test('a preview takes what is not said how to give back for given back outside Stripe, so that it tells how much that is', async () => {
  const stripe = sdk(newStub());
  const { id } = await paid(stripe, 1000);
  const preview = await stripe.creditNotes.preview({ invoice: id, amount: 600, refund_amount: 250 });
  assert.deepEqual(
    [preview.pre_payment_amount, preview.post_payment_amount, preview.out_of_band_amount],
    [0, 600, 350],
  );
  await assert.rejects(
    stripe.creditNotes.preview({ invoice: id, amount: 600, credit_amount: 601 }),
    /must equal the credit note amount \(\$6\.00\)/,
  );
  await assert.rejects(
    stripe.creditNotes.create({ invoice: id, amount: 600, refund_amount: 250 }),
    /must equal the credit note amount \(\$6\.00\)/,
  );
});

test('notes are listed, read with more than ten lines, and changed in memo and metadata', async () => {
  const stripe = sdk(newStub());
  const first = await opened(stripe, 2000);
  const second = await opened(stripe, 2000);
  const line = { type: 'custom_line_item' as const, quantity: 1, unit_amount: 1 };
  const long = await stripe.creditNotes.create({
    invoice: first.id,
    lines: Array.from({ length: 12 }, () => line),
  });
  const short = await stripe.creditNotes.create({ invoice: second.id, amount: 1 });
  const ids = async (params: Stripe.CreditNoteListParams) =>
    (await stripe.creditNotes.list(params)).data.map((note) => note.id);
  assert.deepEqual(await ids({}), [short.id, long.id]);
  assert.deepEqual(await ids({ invoice: first.id }), [long.id]);
  assert.deepEqual(await ids({ customer: customerOf(second) }), [short.id]);
  assert.deepEqual(await ids({ created: { gt: START } }), []);
  const read = await stripe.creditNotes.retrieve(long.id);
  assert.deepEqual([read.lines.data.length, read.lines.has_more], [10, true]);
  assert.equal((await stripe.creditNotes.listLineItems(long.id, { limit: 100 })).data.length, 12);
  await stripe.creditNotes.update(long.id, { memo: 'Thanks', metadata: { a: 'b' } });
  await stripe.creditNotes.update(long.id, { memo: 'Thanks' });
  const { data } = await stripe.events.list({ type: 'credit_note.updated' });
  assert.deepEqual(
    data.map((event) => event.data.previous_attributes),
    [{ memo: null, metadata: { a: null } }],
  );
  await assert.rejects(stripe.creditNotes.retrieve('cn_nope'), {
    message: "No such credit_note: 'cn_nope'",
    statusCode: 404,
  });
});

test('what cannot be credited is refused, and leaves nothing behind', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 1000);
  await assert.rejects(
    stripe.creditNotes.create({ invoice: draft.id, amount: 1 }),
    /finalized invoices that are not void/,
  );
  const gone = await opened(stripe, 1000);
  await stripe.invoices.voidInvoice(gone.id);
  await assert.rejects(
    stripe.creditNotes.create({ invoice: gone.id, amount: 1 }),
    /finalized invoices that are not void/,
  );
  const { id, lines } = await opened(stripe, 1000);
  const line = lines.data[0]?.id ?? '';
  const rows: [Omit<Stripe.CreditNoteCreateParams, 'invoice'>, string | undefined][] = [
    [{}, undefined],
    [{ amount: 0 }, 'amount'],
    [{ amount: 1, lines: [{ type: 'custom_line_item', quantity: 1, unit_amount: 1 }] }, 'amount'],
    [{ amount: 1001 }, undefined],
    [{ amount: 100, credit_amount: 100 }, undefined],
    [{ amount: 100, refund_amount: -1 }, 'refund_amount'],
    [{ shipping_cost: { shipping_rate: 'shr_1' } }, 'shipping_cost[shipping_rate]'],
    [{ lines: [{ type: 'invoice_line_item', amount: 1 }] }, 'lines[0][invoice_line_item]'],
    [
      { lines: [{ type: 'invoice_line_item', invoice_line_item: 'il_nope', amount: 1 }] },
      'lines[0][invoice_line_item]',
    ],
    [{ lines: [{ type: 'invoice_line_item', invoice_line_item: line }] }, 'lines[0][amount]'],
    [
      { lines: [{ type: 'invoice_line_item', invoice_line_item: line, amount: 1, quantity: 1 }] },
      'lines[0][amount]',
    ],
    [{ lines: [{ type: 'invoice_line_item', invoice_line_item: line, quantity: 2 }] }, 'lines[0][quantity]'],
    [
      { lines: [{ type: 'invoice_line_item', invoice_line_item: line, unit_amount: 1 }] },
      'lines[0][unit_amount]',
    ],
    [{ lines: [{ type: 'custom_line_item', unit_amount: 1 }] }, 'lines[0][quantity]'],
    [{ lines: [{ type: 'custom_line_item', quantity: 1, unit_amount: -1 }] }, 'lines[0][unit_amount]'],
    [{ lines: [{ type: 'custom_line_item', quantity: 1, amount: 1 }] }, 'lines[0][amount]'],
  ];
  for (const [params, param] of rows) {
    await assert.rejects(stripe.creditNotes.create({ invoice: id, ...params }), { statusCode: 400, param });
  }
  await assert.rejects(stripe.creditNotes.create({ invoice: 'in_nope', amount: 1 }), {
    param: 'invoice',
    statusCode: 400,
  });
  await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  await assert.rejects(stripe.creditNotes.create({ invoice: id, amount: 200, refund_amount: 100 }), {
    message:
      'The sum of credit amount, refund amount and out of band amount ($1.00) must equal the credit note amount ($2.00).',
  });
  const outside = await opened(stripe, 1000);
  await stripe.invoices.pay(outside.id, { paid_out_of_band: true });
  await assert.rejects(stripe.creditNotes.create({ invoice: outside.id, amount: 100, refund_amount: 100 }), {
    param: 'refund_amount',
  });
  assert.equal((await stripe.creditNotes.list()).data.length, 0);
  assert.equal((await stripe.refunds.list()).data.length, 0);
});
