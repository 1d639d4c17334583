/** Bank debits: money that is on its way for a while, in the US and in the euro, and arrives or comes back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { DEBIT_SECONDS } from '../../server-stub/stripe/index.js';
import { customerOf, eventTypes, newCustomer, newDraft, newStub, sdk } from './support.js';

const DAY = 86_400;
const PENDING =
  'Invoices with pending payments waiting to clear cannot be paid, voided, or marked uncollectible.';

async function openInvoice(stripe: Stripe, amount = 1000, params: Partial<Stripe.InvoiceCreateParams> = {}) {
  const draft = await newDraft(stripe, amount, params);
  const invoice = await stripe.invoices.finalizeInvoice(draft.id);
  return { id: invoice.id, customer: customerOf(invoice) };
}

async function intentOf(stripe: Stripe, invoice: string): Promise<Stripe.PaymentIntent> {
  const { data } = await stripe.invoicePayments.list({
    invoice,
    expand: ['data.payment.payment_intent.latest_charge'],
  });
  return data.find((payment) => payment.is_default)?.payment.payment_intent as Stripe.PaymentIntent;
}

const chargeOf = async (stripe: Stripe, invoice: string) =>
  (await intentOf(stripe, invoice)).latest_charge as Stripe.Charge;

/** 4.00 usd, paid by card apart from any invoice. */
const paidByCard = (stripe: Stripe, customer: string): Promise<Stripe.PaymentIntent> =>
  stripe.paymentIntents.create({
    amount: 400,
    currency: 'usd',
    customer,
    payment_method: 'pm_card_visa',
    confirm: true,
  });

test('while the money is on its way the invoice is open and attempted, its charge pending', async () => {
  const stripe = sdk(newStub());
  const { id } = await openInvoice(stripe);
  const before = (await eventTypes(stripe)).length;

  const invoice = await stripe.invoices.pay(id, { payment_method: 'pm_usBankAccount_success' });

  assert.deepEqual(
    [invoice.status, invoice.attempted, invoice.attempt_count, invoice.amount_remaining],
    ['open', true, 1, 1000],
  );
  const intent = await intentOf(stripe, id);
  const charge = intent.latest_charge as Stripe.Charge;
  assert.deepEqual([intent.status, intent.amount_received], ['processing', 0]);
  assert.deepEqual([charge.status, charge.paid, charge.failure_code], ['pending', false, null]);
  assert.match(charge.id, /^py_/);
  assert.deepEqual(await eventTypes(stripe, before), [
    'charge.pending',
    'payment_intent.processing',
    'invoice.updated',
  ]);
});

test('it arrives when its time has come, and not before', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const { id } = await openInvoice(stripe);
  await stripe.invoices.pay(id, { payment_method: 'pm_usBankAccount_success' });
  const due = stub.clock.now() + DEBIT_SECONDS;
  stub.clock.advance(DEBIT_SECONDS - 1);
  assert.equal((await stripe.invoices.retrieve(id)).status, 'open');
  const before = (await eventTypes(stripe)).length;

  stub.clock.advance(DAY);

  const paid = await stripe.invoices.retrieve(id);
  assert.deepEqual(
    [paid.status, paid.amount_paid, paid.attempt_count, paid.status_transitions.paid_at],
    ['paid', 1000, 1, due],
  );
  assert.deepEqual((await chargeOf(stripe, id)).status, 'succeeded');
  assert.deepEqual(await eventTypes(stripe, before), [
    'invoice_payment.paid',
    'charge.succeeded',
    'payment_intent.succeeded',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
  ]);
});

for (const [token, code] of [
  ['pm_usBankAccount_insufficientFunds', 'insufficient_funds'],
  ['pm_usBankAccount_accountClosed', 'account_closed'],
  ['pm_usBankAccount_noAccount', 'no_account'],
  ['pm_usBankAccount_debitNotAuthorized', 'debit_not_authorized'],
  ['pm_insufficientFunds_de', 'insufficient_funds'],
  ['pm_failed_at', 'payment_intent_payment_attempt_failed'],
] as const) {
  test(`${token} comes back with ${code}, and the invoice can be paid again`, async () => {
    const stub = newStub();
    const stripe = sdk(stub);
    const currency = token.startsWith('pm_us') ? 'usd' : 'eur';
    const { id } = await openInvoice(stripe, 1000, { currency });
    await stripe.invoices.pay(id, { payment_method: token });
    const before = (await eventTypes(stripe)).length;
    stub.clock.advance(DEBIT_SECONDS);
    const failed = await stripe.invoices.retrieve(id);
    assert.deepEqual([failed.status, failed.attempt_count, failed.amount_remaining], ['open', 1, 1000]);
    const intent = await intentOf(stripe, id);
    const charge = intent.latest_charge as Stripe.Charge;
    assert.deepEqual(
      [intent.status, intent.payment_method, intent.last_payment_error?.code],
      ['requires_payment_method', null, code],
    );
    assert.deepEqual([charge.status, charge.failure_code], ['failed', code]);
    assert.deepEqual(await eventTypes(stripe, before), [
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
    ]);
    assert.equal((await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' })).status, 'paid');
  });
}

test('while it is on its way the invoice is not paid again, voided, written off or marked as paid', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const { id } = await openInvoice(stripe);
  await stripe.invoices.pay(id, { payment_method: 'pm_usBankAccount_processing' });
  for (const call of [
    () => stripe.invoices.pay(id, { payment_method: 'pm_card_visa' }),
    () => stripe.invoices.pay(id, { paid_out_of_band: true }),
    () => stripe.invoices.voidInvoice(id),
    () => stripe.invoices.markUncollectible(id),
  ]) {
    await assert.rejects(call(), { statusCode: 400, message: PENDING });
  }
  stub.clock.advance(365 * DAY);
  assert.equal((await intentOf(stripe, id)).status, 'processing');
});

test('automatic collection waits for a debit, and tries again on schedule when it comes back', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const customer = await newCustomer(stripe, {
    payment_method: 'pm_usBankAccount_insufficientFunds',
    invoice_settings: { default_payment_method: 'pm_usBankAccount_insufficientFunds' },
  });
  const { id } = await openInvoice(stripe, 1000, { customer: customer.id, auto_advance: true });
  stub.clock.advance(3600);
  const waiting = await stripe.invoices.retrieve(id);
  assert.deepEqual([waiting.attempt_count, waiting.next_payment_attempt], [1, null]);
  stub.clock.advance(DEBIT_SECONDS);
  const failed = await stripe.invoices.retrieve(id);
  assert.deepEqual([failed.attempt_count, failed.next_payment_attempt], [1, stub.clock.now() + 3 * DAY]);
  stub.clock.advance(60 * DAY);
  const left = await stripe.invoices.retrieve(id);
  assert.deepEqual([left.status, left.attempt_count, left.next_payment_attempt], ['open', 4, null]);
});

test('a retry waits while an attached payment is on its way', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const { id, customer } = await openInvoice(stripe, 1000, { auto_advance: true });
  const part = await stripe.paymentIntents.create({
    amount: 300,
    currency: 'usd',
    customer,
    payment_method: 'pm_usBankAccount_processing',
    confirm: true,
  });
  assert.equal(part.status, 'processing');
  await stripe.invoices.attachPayment(id, { payment_intent: part.id });
  stub.clock.advance(3600);
  const invoice = await stripe.invoices.retrieve(id);
  assert.deepEqual([invoice.attempted, invoice.next_payment_attempt], [false, stub.clock.now() + DAY]);
  await stripe.paymentIntents.cancel(part.id);
  const [charge] = (await stripe.charges.list({ payment_intent: part.id })).data;
  assert.equal(charge?.status, 'failed');
  assert.equal((await stripe.invoices.voidInvoice(id)).status, 'void');
});

test('parts paid while a debit is on its way: what arrives is credited, the excess to the customer', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const { id, customer } = await openInvoice(stripe);
  await stripe.invoices.pay(id, { payment_method: 'pm_usBankAccount_success' });
  const part = await paidByCard(stripe, customer);
  const partly = await stripe.invoices.attachPayment(id, { payment_intent: part.id });
  assert.deepEqual([partly.amount_remaining, (await intentOf(stripe, id)).amount], [600, 1000]);
  stub.clock.advance(DEBIT_SECONDS);
  const paid = await stripe.invoices.retrieve(id);
  assert.deepEqual([paid.status, paid.amount_paid, paid.amount_overpaid], ['paid', 1000, 400]);
  assert.equal(((await stripe.customers.retrieve(customer)) as Stripe.Customer).balance, -400);
});

test('parts paid while a debit is on its way that comes back: the default payment asks for the rest', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const { id, customer } = await openInvoice(stripe);
  await stripe.invoices.pay(id, { payment_method: 'pm_usBankAccount_insufficientFunds' });
  const part = await paidByCard(stripe, customer);
  await stripe.invoices.attachPayment(id, { payment_intent: part.id });
  stub.clock.advance(DEBIT_SECONDS);
  assert.equal((await intentOf(stripe, id)).amount, 600);
  assert.equal((await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' })).amount_paid, 1000);
});

test('bank accounts are made from test numbers, as the SDK describes them', async () => {
  const stripe = sdk(newStub());
  const us = await stripe.paymentMethods.create({
    type: 'us_bank_account',
    us_bank_account: {
      routing_number: '110000000',
      account_number: '000123456789',
      account_holder_type: 'company',
      account_type: 'savings',
    },
    billing_details: { name: 'Ada Example', email: 'ada@example.com' },
  });
  const { fingerprint, ...usBank } = us.us_bank_account ?? assert.fail();
  assert.ok(fingerprint);
  assert.deepEqual(usBank, {
    account_holder_type: 'company',
    account_type: 'savings',
    bank_name: 'STRIPE TEST BANK',
    financial_connections_account: null,
    last4: '6789',
    networks: { preferred: 'ach', supported: ['ach'] },
    routing_number: '110000000',
    status_details: null,
  } satisfies Omit<Stripe.PaymentMethod.UsBankAccount, 'fingerprint'>);
  const sepa = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89 3704 0044 0532 0130 00' },
  });
  const { fingerprint: print, ...account } = sepa.sepa_debit ?? assert.fail();
  assert.ok(print);
  assert.deepEqual(account, {
    bank_code: '37040044',
    branch_code: '',
    country: 'DE',
    generated_from: { charge: null, setup_attempt: null },
    last4: '3000',
  } satisfies Omit<Stripe.PaymentMethod.SepaDebit, 'fingerprint'>);

  const { id } = await openInvoice(stripe, 1000, { currency: 'eur' });
  assert.equal((await stripe.invoices.pay(id, { payment_method: sepa.id })).attempted, true);
  const details = (await chargeOf(stripe, id)).payment_method_details;
  assert.deepEqual([details?.type, details?.sepa_debit?.last4], ['sepa_debit', '3000']);
  assert.match(String(details?.sepa_debit?.mandate), /^mandate_/);
});

test('numbers that are no test numbers are refused by name', async () => {
  const stripe = sdk(newStub());
  const us = (routing_number: string, account_number: string) =>
    stripe.paymentMethods.create({
      type: 'us_bank_account',
      us_bank_account: { routing_number, account_number },
    });
  await assert.rejects(us('110000001', '000123456789'), {
    code: 'routing_number_invalid',
    param: 'us_bank_account[routing_number]',
  });
  await assert.rejects(us('110000000', '1'), {
    code: 'account_number_invalid',
    param: 'us_bank_account[account_number]',
  });
  await assert.rejects(stripe.paymentMethods.create({ type: 'sepa_debit', sepa_debit: { iban: 'DE00' } }), {
    code: 'account_number_invalid',
    param: 'sepa_debit[iban]',
  });
  await assert.rejects(stripe.paymentMethods.create({ type: 'sepa_debit' }), {
    code: 'parameter_missing',
    param: 'sepa_debit',
  });
});
