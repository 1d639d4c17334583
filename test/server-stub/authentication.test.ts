/** Cards that want their holder: what waits, what completes it, and what failing it leaves behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { customerOf, eventTypes, newCustomer, newDraft, newStub, sdk } from './support.js';

const TOKEN = 'pm_card_authenticationRequired';

/** An open invoice whose default intent waits for the customer. */
async function waiting(payment_method = TOKEN, params: Partial<Stripe.InvoiceCreateParams> = {}) {
  const stub = newStub();
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 1000, params);
  await stripe.invoices.finalizeInvoice(draft.id);
  await assert.rejects(stripe.invoices.pay(draft.id, { payment_method }), {
    statusCode: 402,
    code: 'invoice_payment_intent_requires_action',
  });
  const before = (await eventTypes(stripe)).length;
  const { confirmation_secret: secret } = await stripe.invoices.retrieve(draft.id, {
    expand: ['confirmation_secret'],
  });
  const intent = secret?.client_secret.split('_secret_')[0] ?? '';
  return { stub, stripe, id: draft.id, intent, secret, before };
}

test('an invoice that waits has a next action, a confirmation secret, and a counted attempt', async () => {
  const { stripe, id, intent: intentId, secret } = await waiting();
  const intent = await stripe.paymentIntents.retrieve(intentId);
  assert.deepEqual(
    [intent.status, intent.next_action?.type, intent.latest_charge],
    ['requires_action', 'use_stripe_sdk', null],
  );
  assert.deepEqual({ ...secret }, { client_secret: intent.client_secret, type: 'payment_intent' });
  const invoice = await stripe.invoices.retrieve(id);
  assert.deepEqual([invoice.status, invoice.attempted, invoice.attempt_count], ['open', true, 1]);
});

test('a completed authentication pays the invoice', async () => {
  const { stub, stripe, id, intent, before } = await waiting();
  assert.equal(stub.payments.authenticate(intent, 'succeed').status, 'succeeded');
  const paid = await stripe.invoices.retrieve(id);
  assert.deepEqual([paid.status, paid.amount_paid, paid.attempt_count], ['paid', 1000, 1]);
  assert.deepEqual(await eventTypes(stripe, before), [
    'invoice_payment.paid',
    'charge.succeeded',
    'payment_intent.succeeded',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
  ]);
});

test('a failed authentication wants another payment method, and says why', async () => {
  const { stub, stripe, id, intent, before } = await waiting();
  stub.payments.authenticate(intent, 'fail');
  const failed = await stripe.paymentIntents.retrieve(intent);
  assert.deepEqual(
    [failed.status, failed.payment_method, failed.next_action, failed.last_payment_error?.code],
    ['requires_payment_method', null, null, 'payment_intent_authentication_failure'],
  );
  assert.equal(failed.last_payment_error?.payment_method?.card?.last4, '3155');
  assert.deepEqual(await eventTypes(stripe, before), [
    'payment_intent.payment_failed',
    'invoice.payment_failed',
  ]);
  assert.throws(() => stub.payments.authenticate(intent, 'succeed'), /waits for no authentication/);
  assert.throws(() => stub.payments.authenticate('pi_nope', 'succeed'), /no payment intent/);
  const paid = await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  assert.equal(paid.status, 'paid');
});

test('a card may be declined after its holder has authenticated', async () => {
  const { stub, stripe, id, intent, before } = await waiting('pm_card_threeDSecureRequiredChargeDeclined');
  const after = stub.payments.authenticate(intent, 'succeed');
  assert.deepEqual(
    [after.status, after.last_payment_error?.['code']],
    ['requires_payment_method', 'card_declined'],
  );
  assert.equal((await stripe.invoices.retrieve(id)).status, 'open');
  assert.deepEqual(await eventTypes(stripe, before), [
    'charge.failed',
    'payment_intent.payment_failed',
    'invoice.payment_failed',
  ]);
});

test('while it waits another card may pay, and the invoice may be voided', async () => {
  const { stripe, id, intent } = await waiting();
  assert.equal((await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' })).status, 'paid');
  assert.equal((await stripe.paymentIntents.retrieve(intent)).next_action, null);
  const other = await waiting();
  assert.equal((await other.stripe.invoices.voidInvoice(other.id)).status, 'void');
  assert.equal((await other.stripe.paymentIntents.retrieve(other.intent)).status, 'canceled');
});

test('what is paid in part meanwhile has to be confirmed anew, over the rest', async () => {
  const { stub, stripe, id, intent } = await waiting();
  const customer = customerOf(await stripe.invoices.retrieve(id));
  const part = await stripe.paymentIntents.create({
    amount: 300,
    currency: 'usd',
    customer,
    payment_method: 'pm_card_visa',
    confirm: true,
  });
  await stripe.invoices.attachPayment(id, { payment_intent: part.id });
  const rest = await stripe.paymentIntents.retrieve(intent);
  assert.deepEqual([rest.amount, rest.status, rest.next_action], [700, 'requires_confirmation', null]);
  await stripe.paymentIntents.confirm(intent);
  stub.payments.authenticate(intent, 'succeed');
  assert.equal((await stripe.invoices.retrieve(id)).amount_paid, 1000);
});

test('an intent on its own waits for a customer who is there, and is declined for one who is not', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const customer = (await newCustomer(stripe)).id;
  const create = (off_session: boolean) =>
    stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      customer,
      payment_method: TOKEN,
      confirm: true,
      off_session,
    });
  await assert.rejects(create(true), {
    statusCode: 402,
    code: 'authentication_required',
    decline_code: 'authentication_required',
  });
  const there = await create(false);
  assert.equal(there.status, 'requires_action');
  stub.payments.authenticate(there.id, 'succeed');
  assert.equal((await stripe.paymentIntents.retrieve(there.id)).status, 'succeeded');
});

test('other accounts have their own intents to authenticate', async () => {
  const stub = newStub();
  const stripe = sdk(stub, { stripeAccount: 'acct_other' });
  const draft = await newDraft(stripe, 1000);
  await stripe.invoices.finalizeInvoice(draft.id);
  await assert.rejects(stripe.invoices.pay(draft.id, { payment_method: TOKEN }));
  const { data } = await stripe.paymentIntents.list();
  stub.payments.authenticate(data[0]?.id ?? '', 'succeed');
  assert.equal((await stripe.invoices.retrieve(draft.id)).status, 'paid');
});
