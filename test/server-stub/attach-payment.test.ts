/** Several payments on one invoice: attached intents and records, what remains, and what was too much. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { customerOf, eventTypes, newCustomer, newDraft, newStub, sdk, START } from './support.js';

async function openInvoice(stripe: Stripe, amount = 1000, params: Partial<Stripe.InvoiceCreateParams> = {}) {
  const draft = await newDraft(stripe, amount, params);
  const invoice = await stripe.invoices.finalizeInvoice(draft.id);
  return { id: invoice.id, customer: customerOf(invoice) };
}

const paidIntent = (stripe: Stripe, customer: string, amount: number, currency = 'usd') =>
  stripe.paymentIntents.create({ amount, currency, customer, payment_method: 'pm_card_visa', confirm: true });

const report = (stripe: Stripe, customer: string, value: number, outcome = 'guaranteed') =>
  stripe.paymentRecords.reportPayment({
    amount_requested: { currency: 'usd', value },
    initiated_at: START,
    customer_details: { customer },
    payment_method_details: { type: 'custom', custom: { display_name: 'Cheque' } },
    processor_details: { type: 'custom', custom: { payment_reference: 'cheque 12' } },
    outcome,
    guaranteed: { guaranteed_at: START },
  });

const amounts = (invoice: Stripe.Invoice) => [
  invoice.status,
  invoice.amount_paid,
  invoice.amount_remaining,
  invoice.amount_overpaid,
];

const paymentsOf = async (stripe: Stripe, invoice: string) =>
  (await stripe.invoicePayments.list({ invoice, expand: ['data.payment.payment_intent'] })).data;

const defaultIntent = async (stripe: Stripe, invoice: string) => {
  const payment = (await paymentsOf(stripe, invoice)).find((each) => each.is_default);
  assert.ok(payment);
  return { payment, intent: payment.payment.payment_intent as Stripe.PaymentIntent };
};

test('a part that was paid is credited at once, and the default payment asks for the rest', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  const part = await paidIntent(stripe, customer, 300);
  const before = (await eventTypes(stripe)).length;

  const invoice = await stripe.invoices.attachPayment(id, { payment_intent: part.id });

  assert.deepEqual(amounts(invoice), ['open', 300, 700, 0]);
  assert.deepEqual([invoice.attempted, invoice.attempt_count], [false, 0]);
  assert.deepEqual(await eventTypes(stripe, before), ['invoice_payment.paid', 'invoice.updated']);
  const { payment, intent } = await defaultIntent(stripe, id);
  assert.deepEqual([payment.status, payment.amount_requested, intent.amount], ['open', 700, 700]);

  const paid = await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  assert.deepEqual(amounts(paid), ['paid', 1000, 0, 0]);
  assert.deepEqual(
    (await paymentsOf(stripe, id)).map((each) => [each.is_default, each.status, each.amount_paid]),
    [
      [false, 'paid', 300],
      [true, 'paid', 700],
    ],
  );
});

test('an intent that is not paid yet is credited when it succeeds', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  const part = await stripe.paymentIntents.create({ amount: 400, currency: 'usd', customer });
  const attached = await stripe.invoices.attachPayment(id, { payment_intent: part.id });
  assert.deepEqual(amounts(attached), ['open', 0, 1000, 0]);
  await assert.rejects(stripe.paymentIntents.update(part.id, { currency: 'eur' }), { param: 'currency' });
  await stripe.paymentIntents.update(part.id, { amount: 450 });
  const [payment] = await paymentsOf(stripe, id);
  assert.deepEqual([payment?.status, payment?.amount_requested], ['open', 450]);
  const before = (await eventTypes(stripe)).length;

  await stripe.paymentIntents.confirm(part.id, { payment_method: 'pm_card_visa' });

  assert.deepEqual(amounts(await stripe.invoices.retrieve(id)), ['open', 450, 550, 0]);
  assert.deepEqual(await eventTypes(stripe, before), [
    'invoice_payment.paid',
    'charge.succeeded',
    'payment_intent.succeeded',
    'invoice.updated',
  ]);
});

test('an attached intent that is declined leaves the invoice as it was', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  const part = await stripe.paymentIntents.create({ amount: 400, currency: 'usd', customer });
  await stripe.invoices.attachPayment(id, { payment_intent: part.id });
  const before = (await eventTypes(stripe)).length;
  await assert.rejects(stripe.paymentIntents.confirm(part.id, { payment_method: 'pm_card_chargeDeclined' }), {
    code: 'card_declined',
  });
  const invoice = await stripe.invoices.retrieve(id);
  assert.deepEqual([invoice.attempted, invoice.amount_remaining], [false, 1000]);
  assert.deepEqual(await eventTypes(stripe, before), ['charge.failed', 'payment_intent.payment_failed']);
});

test('once parts have paid all of it the invoice is paid and the default payment cancelled', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  await stripe.invoices.attachPayment(id, { payment_intent: (await paidIntent(stripe, customer, 999)).id });
  const last = await paidIntent(stripe, customer, 50);
  const before = (await eventTypes(stripe)).length;

  const invoice = await stripe.invoices.attachPayment(id, {
    payment_intent: last.id,
    expand: ['payments.data.payment.payment_intent'],
  });

  assert.deepEqual(amounts(invoice), ['paid', 1000, 0, 49]);
  assert.deepEqual(await eventTypes(stripe, before), [
    'invoice_payment.paid',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
    'invoice.overpaid',
    'payment_intent.canceled',
  ]);
  const open = invoice.payments?.data.find((payment) => payment.is_default);
  const intent = open?.payment.payment_intent as Stripe.PaymentIntent;
  assert.deepEqual([open?.status, intent.status], ['canceled', 'canceled']);
  assert.equal(((await stripe.customers.retrieve(customer)) as Stripe.Customer).balance, -49);
});

test('what was paid too much is used by the next invoice', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  await stripe.invoices.attachPayment(id, { payment_intent: (await paidIntent(stripe, customer, 1200)).id });
  const next = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 500, { customer })).id);
  assert.deepEqual([next.starting_balance, next.amount_due], [-200, 300]);
});

test('a reported payment counts as paid outside Stripe, beside others', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  const record = await report(stripe, customer, 600);
  assert.deepEqual(
    [record.amount_guaranteed.value, record.amount_failed.value, record.processor_details.custom],
    [600, 0, { payment_reference: 'cheque 12' }],
  );
  const invoice = await stripe.invoices.attachPayment(id, {
    payment_record: record.id,
    expand: ['payments.data.payment.payment_record'],
  });
  assert.deepEqual(amounts(invoice), ['open', 600, 400, 0]);
  assert.equal(invoice.amount_paid_off_stripe, 600);
  const [newest] = invoice.payments?.data ?? [];
  assert.equal(newest?.payment.type, 'payment_record');
  assert.equal((newest?.payment.payment_record as Stripe.PaymentRecord).id, record.id);
  const before = (await eventTypes(stripe)).length;
  const rest = await report(stripe, customer, 400);
  const paid = await stripe.invoices.attachPayment(id, { payment_record: rest.id });
  assert.deepEqual([...amounts(paid), paid.amount_paid_off_stripe], ['paid', 1000, 0, 0, 1000]);
  assert.deepEqual(await eventTypes(stripe, before), [
    'invoice_payment.paid',
    'invoice.updated',
    'invoice.paid',
    'payment_intent.canceled',
  ]);
});

test('the rest of a partly paid invoice may be paid outside Stripe', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  await stripe.invoices.attachPayment(id, { payment_intent: (await paidIntent(stripe, customer, 250)).id });
  const paid = await stripe.invoices.pay(id, { paid_out_of_band: true });
  assert.deepEqual([...amounts(paid), paid.amount_paid_off_stripe], ['paid', 1000, 0, 0, 750]);
  assert.equal((await defaultIntent(stripe, id)).payment.status, 'canceled');
});

test('what does not fit the invoice is refused and changes nothing', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  const other = (await newCustomer(stripe)).id;
  const attach = (params: Stripe.InvoiceAttachPaymentParams) => stripe.invoices.attachPayment(id, params);
  const refused = async (params: Stripe.InvoiceAttachPaymentParams, expected: object) =>
    assert.rejects(attach(params), { statusCode: 400, type: 'StripeInvalidRequestError', ...expected });

  await refused({}, { code: 'parameter_missing' });
  const intent = await paidIntent(stripe, customer, 100);
  const record = await report(stripe, customer, 100);
  await refused(
    { payment_intent: intent.id, payment_record: record.id },
    { message: /only specify one of these parameters: payment_intent, payment_record/ },
  );
  await refused({ payment_intent: 'pi_nope' }, { code: 'resource_missing', param: 'payment_intent' });
  const euros = await paidIntent(stripe, customer, 100, 'eur');
  await refused({ payment_intent: euros.id }, { message: /another currency/ });
  const theirs = await paidIntent(stripe, other, 100);
  await refused({ payment_intent: theirs.id }, { message: /another customer/ });
  const gone = await stripe.paymentIntents.create({ amount: 100, currency: 'usd', customer });
  await stripe.paymentIntents.cancel(gone.id);
  await refused({ payment_intent: gone.id }, { message: /was canceled/ });
  const failed = await report(stripe, customer, 100, 'failed');
  await refused({ payment_record: failed.id }, { message: /is not guaranteed/ });
  assert.deepEqual(amounts(await stripe.invoices.retrieve(id)), ['open', 0, 1000, 0]);

  await attach({ payment_intent: intent.id });
  await refused({ payment_intent: intent.id }, { message: /already attached/ });
  const second = await openInvoice(stripe, 1000, { customer });
  await assert.rejects(
    stripe.invoices.attachPayment(second.id, { payment_intent: intent.id }),
    /already attached/,
  );
});

test('only an open or uncollectible invoice takes a payment', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  const draft = await newDraft(stripe, 1000, { customer });
  const paid = await openInvoice(stripe, 1000, { customer });
  await stripe.invoices.pay(paid.id, { payment_method: 'pm_card_visa' });
  const voided = await openInvoice(stripe, 1000, { customer });
  await stripe.invoices.voidInvoice(voided.id);
  const intent = await paidIntent(stripe, customer, 1000);
  for (const { id } of [draft, paid, voided]) {
    await assert.rejects(stripe.invoices.attachPayment(id, { payment_intent: intent.id }), {
      message: "You can only pass in open invoices. This invoice isn't open.",
    });
  }
  const lost = await openInvoice(stripe, 1000, { customer });
  await stripe.invoices.markUncollectible(lost.id);
  const found = await stripe.invoices.attachPayment(lost.id, { payment_intent: intent.id });
  assert.deepEqual(amounts(found), ['paid', 1000, 0, 0]);
});

test('a partly paid invoice cannot be voided, one with an attached open payment cannot be closed', async () => {
  const stripe = sdk(newStub());
  const partly = await openInvoice(stripe);
  const part = await paidIntent(stripe, partly.customer, 100);
  await stripe.invoices.attachPayment(partly.id, { payment_intent: part.id });
  await assert.rejects(stripe.invoices.voidInvoice(partly.id), {
    message: 'Invoices with `paid` payments cannot be voided.',
  });
  assert.equal((await stripe.invoices.markUncollectible(partly.id)).status, 'uncollectible');

  const { id, customer } = await openInvoice(stripe);
  const open = await stripe.paymentIntents.create({ amount: 100, currency: 'usd', customer });
  await stripe.invoices.attachPayment(id, { payment_intent: open.id });
  for (const close of [() => stripe.invoices.voidInvoice(id), () => stripe.invoices.markUncollectible(id)]) {
    await assert.rejects(close(), {
      message:
        'Invoices with pending payments waiting to clear cannot be paid, voided, or marked uncollectible.',
    });
  }
  await stripe.paymentIntents.cancel(open.id);
  assert.equal((await paymentsOf(stripe, id))[0]?.status, 'canceled');
  assert.equal((await stripe.invoices.voidInvoice(id)).status, 'void');
});

test('the default payment cannot be cancelled or edited by itself', async () => {
  const stripe = sdk(newStub());
  const { id } = await openInvoice(stripe);
  const { intent } = await defaultIntent(stripe, id);
  const code = 'payment_intent_unexpected_state';
  await assert.rejects(stripe.paymentIntents.cancel(intent.id), { code });
  await assert.rejects(stripe.paymentIntents.update(intent.id, { amount: 100 }), { code, param: 'amount' });
  const noted = await stripe.paymentIntents.update(intent.id, { metadata: { note: 'x' } });
  assert.deepEqual([noted.metadata, noted.amount], [{ note: 'x' }, 1000]);
});

test('the payments of an invoice are filtered by type, status and time', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const { id, customer } = await openInvoice(stripe);
  stub.clock.advance(60);
  const intent = await paidIntent(stripe, customer, 100);
  await stripe.invoices.attachPayment(id, { payment_intent: intent.id });
  const record = await report(stripe, customer, 100);
  await stripe.invoices.attachPayment(id, { payment_record: record.id });
  const found = async (params: Stripe.InvoicePaymentListParams) =>
    (await stripe.invoicePayments.list({ invoice: id, ...params })).data.map(
      ({ payment, is_default, status }) => `${payment.type}${is_default ? ' default' : ''} ${status}`,
    );
  assert.deepEqual(await found({}), [
    'payment_record paid',
    'payment_intent paid',
    'payment_intent default open',
  ]);
  assert.deepEqual(await found({ payment: { type: 'payment_record' } }), ['payment_record paid']);
  assert.deepEqual(await found({ payment: { type: 'payment_intent', payment_intent: intent.id } }), [
    'payment_intent paid',
  ]);
  assert.deepEqual(await found({ payment: { type: 'payment_record', payment_record: 'pr_none' } }), []);
  assert.deepEqual(await found({ status: 'open' }), ['payment_intent default open']);
  assert.deepEqual(await found({ created: { lte: START } }), ['payment_intent default open']);
});
