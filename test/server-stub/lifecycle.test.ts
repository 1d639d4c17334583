/** What happens to an invoice: numbers, totals that pay themselves, due dates, freezing, and the clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { customerOf, eventTypes, newCustomer, newDraft, newStub, sdk, START } from './support.js';

const DAY = 86_400;

test('numbers count up per customer, on every way to finalization', async () => {
  const stripe = sdk(newStub());
  const ada = await newCustomer(stripe);
  const bob = await newCustomer(stripe);
  const numberOf = async (customer: string, finalize: (id: string) => Promise<Stripe.Invoice>) =>
    (await finalize((await newDraft(stripe, 100, { customer })).id)).number;
  const first = await numberOf(ada.id, (id) => stripe.invoices.finalizeInvoice(id));
  const second = await numberOf(ada.id, (id) => stripe.invoices.pay(id, { payment_method: 'pm_card_visa' }));
  const other = await numberOf(bob.id, (id) => stripe.invoices.finalizeInvoice(id));
  assert.deepEqual(
    [first, second, other],
    [
      `${ada.invoice_prefix ?? ''}-0001`,
      `${ada.invoice_prefix ?? ''}-0002`,
      `${bob.invoice_prefix ?? ''}-0001`,
    ],
  );
  assert.match(ada.invoice_prefix ?? '', /^[A-Z0-9]{8}$/);
  assert.equal(((await stripe.customers.retrieve(ada.id)) as Stripe.Customer).next_invoice_sequence, 3);
});

test('nothing due is paid at once, with its events and without a payment', async () => {
  const stripe = sdk(newStub());
  const customer = await newCustomer(stripe);
  const draft = await stripe.invoices.create({ customer: customer.id });
  const final = await stripe.invoices.finalizeInvoice(draft.id, { expand: ['payments'] });
  assert.deepEqual(
    [final.status, final.attempted, final.attempt_count, final.amount_due, final.status_transitions.paid_at],
    ['paid', true, 0, 0, final.status_transitions.finalized_at],
  );
  assert.equal(final.payments?.data.length, 0);
  assert.ok(final.hosted_invoice_url);
  assert.deepEqual(await eventTypes(stripe, 2), [
    'invoice.updated',
    'invoice.finalized',
    'invoice.paid',
    'invoice.payment_succeeded',
  ]);
});

test('a negative total becomes credit, which the next invoice uses', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  const refund = await stripe.invoices.finalizeInvoice((await newDraft(stripe, -300, { customer })).id);
  assert.deepEqual(
    [refund.status, refund.amount_due, refund.starting_balance, refund.ending_balance],
    ['paid', 0, 0, -300],
  );
  const next = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 500, { customer })).id);
  assert.deepEqual([next.amount_due, next.starting_balance, next.ending_balance], [200, -300, 0]);
  const voided = await stripe.invoices.voidInvoice(next.id);
  assert.deepEqual([voided.status, voided.amount_remaining, voided.number], ['void', 200, next.number]);
  assert.equal(((await stripe.customers.retrieve(customer)) as Stripe.Customer).balance, -300);
});

test('less than the smallest charge is paid and owed with the next invoice', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  const tiny = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 20, { customer })).id);
  assert.deepEqual([tiny.status, tiny.amount_due, tiny.ending_balance], ['paid', 0, 20]);
  const next = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 500, { customer })).id);
  assert.equal(next.amount_due, 520);
});

test('a draft has no number, no links and the defaults of a manual draft', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 100);
  assert.deepEqual(
    [
      draft.number,
      draft.hosted_invoice_url,
      draft.invoice_pdf,
      draft.effective_at,
      draft.ending_balance,
      draft.auto_advance,
    ],
    [null, null, null, null, null, false],
  );
  assert.deepEqual(
    [draft.period_start, draft.period_end, draft.created, draft.webhooks_delivered_at],
    [START, START, START, START],
  );
});

test('pending items stay away, or all come, newest first', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  for (const amount of [100, 200]) await stripe.invoiceItems.create({ customer, amount, currency: 'usd' });
  assert.equal((await stripe.invoices.create({ customer })).lines.data.length, 0);
  const taken = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' });
  assert.deepEqual(
    taken.lines.data.map((line) => line.amount),
    [200, 100],
  );
  assert.equal((await stripe.invoiceItems.list({ customer, pending: true })).data.length, 0);
});

test('due dates: exact days, only for sent invoices, gone when the method changes', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 100, { collection_method: 'send_invoice', days_until_due: 7 });
  assert.equal(draft.due_date, START + 7 * DAY);
  const charged = await stripe.invoices.update(draft.id, { collection_method: 'charge_automatically' });
  assert.equal(charged.due_date, null);
  await assert.rejects(
    stripe.invoices.update(draft.id, { collection_method: 'send_invoice' }),
    /you must specify 'due_date'/,
  );
  const today = await newDraft(stripe, 100, { collection_method: 'send_invoice', days_until_due: 0 });
  assert.equal(today.due_date, START);
  const nameless = await stripe.customers.create({});
  await assert.rejects(
    stripe.invoices.create({ customer: nameless.id, collection_method: 'send_invoice', days_until_due: 7 }),
    /^.*Missing email\./,
  );
});

test('sending a draft finalizes it; sending again changes nothing; both are told', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 100, { collection_method: 'send_invoice', days_until_due: 7 });
  const sent = await stripe.invoices.sendInvoice(draft.id);
  assert.equal(sent.status, 'open');
  const again = await stripe.invoices.sendInvoice(draft.id);
  assert.deepEqual({ ...again, lastResponse: null }, { ...sent, lastResponse: null });
  assert.equal((await stripe.events.list({ type: 'invoice.sent' })).data.length, 2);
});

test('the customer is followed by a draft and frozen by finalization; metadata can still change', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 100);
  const customer = customerOf(draft);
  await stripe.customers.update(customer, { name: 'Before' });
  assert.equal((await stripe.invoices.retrieve(draft.id)).customer_name, 'Before');
  await stripe.invoices.finalizeInvoice(draft.id);
  await stripe.customers.update(customer, { name: 'After' });
  const frozen = await stripe.invoices.update(draft.id, { metadata: { order: '7' } });
  assert.deepEqual([frozen.customer_name, frozen.metadata], ['Before', { order: '7' }]);
  const cleared = await stripe.invoices.update(draft.id, { metadata: { order: '' } });
  assert.deepEqual(cleared.metadata, {});
});

test('an update that changes nothing is not told', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 100, { description: 'Same' });
  const before = (await eventTypes(stripe)).length;
  await stripe.invoices.update(draft.id, { description: 'Same' });
  assert.equal((await eventTypes(stripe)).length, before);
});

test('automatic advancement: times, and what happens when the clock passes them', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const customer = await newCustomer(stripe, { payment_method: 'pm_card_visa' });
  const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
  await stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: method?.id ?? '' },
  });
  const charged = await newDraft(stripe, 900, { customer: customer.id, auto_advance: true });
  assert.deepEqual(
    [charged.automatically_finalizes_at, charged.next_payment_attempt],
    [START + 3601, START + 3600],
  );
  const sent = await newDraft(stripe, 900, {
    auto_advance: true,
    collection_method: 'send_invoice',
    days_until_due: 7,
  });
  assert.deepEqual([sent.automatically_finalizes_at, sent.next_payment_attempt], [START + 3601, null]);
  const off = await stripe.invoices.update(charged.id, { auto_advance: false });
  assert.deepEqual([off.automatically_finalizes_at, off.next_payment_attempt], [null, null]);
  await stripe.invoices.update(charged.id, { auto_advance: true });

  stub.clock.advance(3600);
  assert.equal((await stripe.invoices.retrieve(charged.id)).status, 'draft');
  stub.clock.advance(100);
  const paid = await stripe.invoices.retrieve(charged.id);
  assert.deepEqual(
    [paid.status, paid.status_transitions.finalized_at, paid.attempt_count],
    ['paid', START + 3601, 1],
  );
  const open = await stripe.invoices.retrieve(sent.id);
  assert.deepEqual([open.status, open.auto_advance, open.next_payment_attempt], ['open', true, null]);
});

test('a time of its own needs automatic advancement and lies within five years', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const at = START + 30 * DAY;
  await assert.rejects(newDraft(stripe, 100, { automatically_finalizes_at: at }), {
    param: 'automatically_finalizes_at',
  });
  await assert.rejects(newDraft(stripe, 100, { auto_advance: true, automatically_finalizes_at: START - 1 }), {
    param: 'automatically_finalizes_at',
  });
  await assert.rejects(
    newDraft(stripe, 100, { auto_advance: true, automatically_finalizes_at: START + 6 * 366 * DAY }),
    { param: 'automatically_finalizes_at' },
  );
  const draft = await newDraft(stripe, 100, { auto_advance: true, automatically_finalizes_at: at });
  assert.equal(draft.automatically_finalizes_at, at);
  stub.clock.advance(31 * DAY);
  const final = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual(
    [final.status, final.status_transitions.finalized_at, final.automatically_finalizes_at],
    ['open', at, null],
  );
});

test('a scheduled finalization that fails leaves its reason and is not tried again', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 100, { auto_advance: true, automatic_tax: { enabled: true } });
  stub.clock.advance(2 * DAY);
  const failed = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual(
    [failed.status, failed.last_finalization_error?.code],
    ['draft', 'customer_tax_location_invalid'],
  );
  assert.equal((await stripe.events.list({ type: 'invoice.finalization_failed' })).data.length, 1);
});

test('without a payment method automatic collection fails, retries and gives up', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 900, { auto_advance: true });
  stub.clock.advance(3601);
  const first = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual([first.status, first.attempted, first.attempt_count], ['open', true, 1]);
  assert.ok(first.next_payment_attempt);
  stub.clock.advance(60 * DAY);
  const last = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual([last.status, last.attempt_count, last.next_payment_attempt], ['open', 4, null]);
});

test('paid outside Stripe: no attempt, the intent is cancelled, its events in the recorded order', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 900, { auto_advance: true });
  await stripe.invoices.finalizeInvoice(draft.id);
  const before = (await eventTypes(stripe)).length;
  const paid = await stripe.invoices.pay(draft.id, { paid_out_of_band: true });
  assert.deepEqual(
    [
      paid.status,
      paid.attempted,
      paid.attempt_count,
      paid.amount_paid,
      paid.amount_paid_off_stripe,
      paid.auto_advance,
    ],
    ['paid', false, 0, 900, 900, false],
  );
  assert.deepEqual(await eventTypes(stripe, before), [
    'invoice.updated',
    'invoice.paid',
    'payment_intent.canceled',
  ]);
  const [payment] = (await stripe.invoicePayments.list({ invoice: draft.id })).data;
  assert.equal(payment?.status, 'canceled');
});

test('uncollectible can still be paid or voided; void keeps amounts, number and links', async () => {
  const stripe = sdk(newStub());
  const [one, two] = [await newDraft(stripe, 900), await newDraft(stripe, 900)];
  for (const { id } of [one, two]) {
    await stripe.invoices.finalizeInvoice(id);
    await stripe.invoices.markUncollectible(id);
  }
  await assert.rejects(stripe.invoices.pay(one.id, { payment_method: 'pm_card_chargeDeclined' }), {
    statusCode: 402,
  });
  assert.equal((await stripe.invoices.retrieve(one.id)).status, 'uncollectible');
  assert.equal((await stripe.invoices.pay(one.id, { payment_method: 'pm_card_visa' })).status, 'paid');
  const voided = await stripe.invoices.voidInvoice(two.id);
  assert.deepEqual([voided.status, voided.amount_due, voided.amount_remaining], ['void', 900, 900]);
  assert.ok(voided.number && voided.hosted_invoice_url && voided.invoice_pdf);
});

test('a card that wants the customer leaves the invoice open and the intent waiting', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 900);
  await assert.rejects(stripe.invoices.pay(draft.id, { payment_method: 'pm_card_threeDSecure2Required' }), {
    code: 'invoice_payment_intent_requires_action',
  });
  const open = await stripe.invoices.retrieve(draft.id, { expand: ['payments.data.payment.payment_intent'] });
  const intent = open.payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent;
  assert.deepEqual([open.status, intent.status], ['open', 'requires_action']);
  assert.ok((await eventTypes(stripe)).includes('invoice.payment_action_required'));
});

test('a deleted draft is gone', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 100);
  assert.deepEqual(
    { ...(await stripe.invoices.del(draft.id)), lastResponse: null },
    { id: draft.id, object: 'invoice', deleted: true, lastResponse: null },
  );
  await assert.rejects(stripe.invoices.retrieve(draft.id), { statusCode: 404 });
  assert.equal((await eventTypes(stripe)).at(-1), 'invoice.deleted');
});

test('250 lines fit, one more does not, and a refused batch adds nothing', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 1);
  const lines = Array.from({ length: 249 }, (_, index) => ({ amount: index, description: 'Many' }));
  const full = await stripe.invoices.addLines(draft.id, { lines });
  assert.deepEqual(
    [full.lines.data.length, full.lines.has_more, await lineCount(stripe, draft.id)],
    [10, true, 250],
  );
  await assert.rejects(stripe.invoices.addLines(draft.id, { lines: [{ amount: 1 }] }), { statusCode: 400 });
  const seen: string[] = [];
  for await (const line of stripe.invoices.listLineItems(draft.id, { limit: 100 })) seen.push(line.id);
  assert.equal(new Set(seen).size, 250);

  const other = await newDraft(stripe, 1);
  await assert.rejects(
    stripe.invoices.addLines(other.id, { lines: [{ amount: 1 }, { pricing: { price: 'price_nope' } }] }),
    {
      code: 'resource_missing',
      param: 'lines[1][pricing][price]',
    },
  );
  assert.equal(await lineCount(stripe, other.id), 1);
  assert.equal((await stripe.invoiceItems.list({ pending: true })).data.length, 0);
});

for (const currency of ['usd', 'jpy', 'kwd'] as const) {
  test(`${currency}: whole minor units all the way`, async () => {
    const stripe = sdk(newStub());
    const customer = (await newCustomer(stripe)).id;
    const draft = await stripe.invoices.create({ customer, currency });
    await stripe.invoices.addLines(draft.id, {
      lines: [
        { amount: 1230 },
        { price_data: { currency, unit_amount: 100, product_data: { name: 'Hour' } }, quantity: 3 },
      ],
    });
    const final = await stripe.invoices.finalizeInvoice(draft.id);
    assert.deepEqual([final.currency, final.total, final.amount_due], [currency, 1530, 1530]);
    await assert.rejects(
      stripe.invoiceItems.create({
        customer,
        invoice: (await stripe.invoices.create({ customer, currency })).id,
        amount: 1,
        currency: 'eur',
      }),
      { param: 'currency' },
    );
  });
}

test('a preview adds up and leaves nothing behind', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  await stripe.invoiceItems.create({ customer, amount: 100, currency: 'usd' });
  const preview = await stripe.invoices.createPreview({
    customer,
    invoice_items: [{ amount: 250, currency: 'usd', description: 'Extra' }],
  });
  assert.deepEqual([preview.total, preview.lines.data.length, preview.status], [350, 2, 'draft']);
  assert.equal((await stripe.invoices.list()).data.length, 0);
  assert.equal((await stripe.invoiceItems.list({ customer })).data.length, 1);
  const nobody = (await newCustomer(stripe)).id;
  await assert.rejects(stripe.invoices.createPreview({ customer: nobody }), {
    code: 'invoice_upcoming_none',
  });
});

async function lineCount(stripe: Stripe, invoice: string): Promise<number> {
  return stripe.invoices
    .listLineItems(invoice, { limit: 100 })
    .autoPagingToArray({ limit: 1000 })
    .then((lines) => lines.length);
}
