/** Money that goes back: whole and in parts, what the charge, the invoice and the events say of it, what is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import type { Charge } from '../../server-stub/stripe/index.js';
import { planRefunds } from '../../server-stub/stripe/invoices/refunds.js';
import { eventTypes, newDraft, newStub, sdk, START } from './support.js';

/** A paid invoice of this amount, with the ids of its intent and charge. */
async function paid(stripe: Stripe, amount: number) {
  const { id } = await newDraft(stripe, amount);
  const invoice = await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  const intent = await intentOf(stripe, id);
  const charge = intent.latest_charge as string;
  return { invoice, intent: intent.id, charge };
}

async function intentOf(stripe: Stripe, invoice: string): Promise<Stripe.PaymentIntent> {
  const { data } = await stripe.invoicePayments.list({ invoice, expand: ['data.payment.payment_intent'] });
  return data[0]?.payment.payment_intent as Stripe.PaymentIntent;
}

test('a refund of part of a charge, then of the rest; the invoice stays as it was', async () => {
  const stripe = sdk(newStub());
  const { invoice, intent, charge } = await paid(stripe, 1000);
  const part = await stripe.refunds.create({
    charge,
    amount: 400,
    reason: 'duplicate',
    metadata: { why: 'twice' },
  });
  assert.deepEqual(
    [part.object, part.amount, part.charge, part.payment_intent, part.currency, part.status, part.reason],
    ['refund', 400, charge, intent, 'usd', 'succeeded', 'duplicate'],
  );
  assert.deepEqual([part.metadata, part.created, part.customer], [{ why: 'twice' }, START, invoice.customer]);
  const rest = await stripe.refunds.create({ payment_intent: intent, expand: ['charge'] });
  const after = rest.charge as Stripe.Charge;
  assert.deepEqual([rest.amount, after.amount_refunded, after.refunded], [600, 1000, true]);
  const { lastResponse: _before, ...was } = invoice;
  const { lastResponse: _after, ...is } = await stripe.invoices.retrieve(invoice.id);
  assert.deepEqual(is, was);
});

test('the invoice payments tell what was given back, as deep as one can ask', async () => {
  const stripe = sdk(newStub());
  const { invoice, charge } = await paid(stripe, 1000);
  await stripe.refunds.create({ charge, amount: 250 });
  const { data } = await stripe.invoicePayments.list({
    invoice: invoice.id,
    expand: ['data.payment.payment_intent.latest_charge'],
  });
  const intent = data[0]?.payment.payment_intent as Stripe.PaymentIntent;
  const told = intent.latest_charge as Stripe.Charge;
  assert.deepEqual([data[0]?.status, told.amount_refunded, told.refunded], ['paid', 250, false]);
});

test('refunds are listed, read, and changed in their metadata only', async () => {
  const stripe = sdk(newStub());
  const { charge } = await paid(stripe, 1000);
  const other = await paid(stripe, 1000);
  const first = await stripe.refunds.create({ charge, amount: 100 });
  const second = await stripe.refunds.create({ charge, amount: 200 });
  await stripe.refunds.create({ charge: other.charge });
  const ids = async (params: Stripe.RefundListParams) =>
    (await stripe.refunds.list(params)).data.map(({ id }) => id);
  assert.deepEqual(await ids({ charge }), [second.id, first.id]);
  assert.deepEqual(await ids({ payment_intent: other.intent, limit: 1 }), [(await ids({}))[0]]);
  assert.deepEqual(await ids({ created: { gt: START } }), []);
  const changed = await stripe.refunds.update(first.id, { metadata: { note: 'late' } });
  assert.deepEqual(changed.metadata, { note: 'late' });
  assert.deepEqual((await stripe.refunds.retrieve(first.id)).metadata, { note: 'late' });
  const { refunds } = await stripe.charges.retrieve(charge, { expand: ['refunds'] });
  assert.deepEqual(
    refunds?.data.map(({ id }) => id),
    [second.id, first.id],
  );
});

test('a refund is told on the charge first, with what was refunded before', async () => {
  const stripe = sdk(newStub());
  const { charge } = await paid(stripe, 1000);
  const before = (await eventTypes(stripe)).length;
  const refund = await stripe.refunds.create({ charge, amount: 300 });
  await stripe.refunds.update(refund.id, { metadata: { a: 'b' } });
  await stripe.refunds.update(refund.id, { metadata: { a: 'b' } });
  assert.deepEqual(await eventTypes(stripe, before), ['charge.refunded', 'refund.created', 'refund.updated']);
  const { data } = await stripe.events.list({ type: 'charge.refunded' });
  assert.deepEqual(data[0]?.data.previous_attributes, { amount_refunded: 0 });
  assert.ok(data[0]?.request?.id);
});

test('what cannot be refunded is refused, and nothing happens', async () => {
  const stripe = sdk(newStub());
  const { charge, intent } = await paid(stripe, 1000);
  await stripe.refunds.create({ charge, amount: 400 });
  await assert.rejects(stripe.refunds.create({ charge, amount: 601 }), {
    message: 'Refund amount ($6.01) is greater than unrefunded amount on charge ($6.00)',
    param: 'amount',
    code: undefined,
  });
  await assert.rejects(stripe.refunds.create({ charge, amount: 0 }), { param: 'amount' });
  assert.equal((await stripe.charges.retrieve(charge)).amount_refunded, 400);
  await stripe.refunds.create({ payment_intent: intent });
  await assert.rejects(stripe.refunds.create({ charge }), {
    message: `Charge ${charge} has already been refunded.`,
    code: 'charge_already_refunded',
  });
  await assert.rejects(stripe.refunds.create({ amount: 1 }), {
    message: 'One of the following params should be provided for this request: payment_intent or charge.',
  });
  await assert.rejects(stripe.refunds.create({ charge: 'ch_nope' }), {
    code: 'resource_missing',
    statusCode: 400,
  });
  await assert.rejects(stripe.refunds.retrieve('re_nope'), { code: 'resource_missing', statusCode: 404 });
});

test('an intent that was declined has nothing to refund', async () => {
  const stripe = sdk(newStub());
  const { id } = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 1000)).id);
  await assert.rejects(stripe.invoices.pay(id, { payment_method: 'pm_card_chargeDeclined' }));
  const intent = await intentOf(stripe, id);
  const message = `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`;
  await assert.rejects(stripe.refunds.create({ payment_intent: intent.id }), { message });
  await assert.rejects(stripe.refunds.create({ charge: intent.latest_charge as string }), { message });
});

test('an amount is taken from several charges, newest first, as far as each goes', () => {
  const charge = (id: string, amount_captured: number, amount_refunded: number) =>
    ({ id, amount_captured, amount_refunded, currency: 'usd' }) as Charge;
  const charges = [charge('newest', 500, 100), charge('spent', 200, 200), charge('oldest', 300, 0)];
  const parts = (amount: number) =>
    planRefunds(charges, amount, 'refund_amount').map((part) => [part.charge.id, part.amount]);
  assert.deepEqual(parts(400), [['newest', 400]]);
  assert.deepEqual(parts(650), [
    ['newest', 400],
    ['oldest', 250],
  ]);
  assert.throws(
    () => parts(701),
    /Refund amount \(\$7\.01\) is greater than unrefunded amount on charge \(\$7\.00\)/,
  );
});
