/** Paying: which payment methods may, what a decline does, retries, intents on their own, and keys of pages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { asker, customerOf, eventTypes, newCustomer, newDraft, newStub, ORIGIN, sdk } from './support.js';

const DAY = 86_400;

async function openInvoice(stripe: Stripe, amount = 1000, params: Partial<Stripe.InvoiceCreateParams> = {}) {
  const draft = await newDraft(stripe, amount, params);
  const invoice = await stripe.invoices.finalizeInvoice(draft.id);
  return { id: invoice.id, customer: customerOf(invoice) };
}

test("a customer's payment methods: attached, listed by type, read, made the default, detached", async () => {
  const stripe = sdk(newStub());
  const { id } = await newCustomer(stripe);
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
  const bank = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: id });
  const listed = async (type?: 'card' | 'us_bank_account') =>
    (await stripe.customers.listPaymentMethods(id, type ? { type } : {})).data.map((method) => method.id);
  assert.deepEqual(await listed(), [bank.id, card.id]);
  assert.deepEqual(await listed('us_bank_account'), [bank.id]);
  assert.equal((await stripe.customers.retrievePaymentMethod(id, card.id)).card?.last4, '4242');
  const other = await newCustomer(stripe);
  await assert.rejects(stripe.customers.retrievePaymentMethod(other.id, card.id), { statusCode: 404 });
  await assert.rejects(
    stripe.paymentMethods.attach(card.id, { customer: other.id }),
    /already been attached/,
  );
  const invoice_settings = { default_payment_method: card.id };
  await assert.rejects(stripe.customers.update(other.id, { invoice_settings }), { code: 'resource_missing' });
  await stripe.customers.update(id, { invoice_settings });
  const { customer: open } = await openInvoice(stripe, 1000, { customer: id });
  assert.equal(open, id);
  await stripe.paymentMethods.detach(card.id);
  const left = (await stripe.customers.retrieve(id)) as Stripe.Customer;
  assert.equal(left.invoice_settings.default_payment_method, null);
  assert.deepEqual(await listed(), [bank.id]);
  await assert.rejects(stripe.paymentMethods.detach(card.id), /not attached to a customer/);
});

test('a test token that is payment method and default at once becomes the default', async () => {
  const stripe = sdk(newStub());
  const customer = await newCustomer(stripe, {
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  assert.match(customer.invoice_settings.default_payment_method as string, /^pm_1/);
  const { id } = await openInvoice(stripe, 1000, { customer: customer.id });
  assert.equal((await stripe.invoices.pay(id)).status, 'paid');
});

test('somebody else’s payment method, and one of a type that is not wanted, may not pay', async () => {
  const stripe = sdk(newStub());
  const { id } = await openInvoice(stripe, 1000, {
    payment_settings: { payment_method_types: ['us_bank_account'] },
  });
  const stranger = (await newCustomer(stripe)).id;
  const theirs = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: stranger });
  await assert.rejects(stripe.invoices.pay(id, { payment_method: theirs.id }), {
    statusCode: 400,
    message: /does not belong to the Customer you supplied/,
    param: 'payment_method',
  });
  await assert.rejects(stripe.invoices.pay(id, { payment_method: 'pm_card_visa' }), {
    code: 'payment_intent_incompatible_payment_method',
    message: /^The PaymentMethod provided \(card\) is not allowed for this PaymentIntent\./,
  });
  const euros = await openInvoice(stripe, 1000, { currency: 'eur' });
  await assert.rejects(stripe.invoices.pay(euros.id, { payment_method: 'pm_usBankAccount_success' }), {
    code: 'payment_intent_incompatible_payment_method',
  });
  const untouched = await stripe.invoices.retrieve(id);
  assert.deepEqual([untouched.attempted, untouched.attempt_count], [false, 0]);
});

test('types that leave nothing to pay with in the currency stop finalization', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 1000, {
    currency: 'eur',
    payment_settings: { payment_method_types: ['us_bank_account'] },
  });
  for (const finalize of [
    () => stripe.invoices.finalizeInvoice(draft.id),
    () => stripe.invoices.pay(draft.id, { payment_method: 'pm_card_visa' }),
  ]) {
    await assert.rejects(finalize(), { statusCode: 400, code: 'invoice_no_payment_method_types' });
  }
  const failed = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual(
    [failed.status, failed.last_finalization_error?.code],
    ['draft', 'invoice_no_payment_method_types'],
  );
  await stripe.invoices.update(draft.id, {
    payment_settings: { payment_method_types: ['us_bank_account', 'card'] },
  });
  const open = await stripe.invoices.finalizeInvoice(draft.id, {
    expand: ['payments.data.payment.payment_intent'],
  });
  const intent = open.payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent;
  assert.deepEqual([open.status, intent.payment_method_types], ['open', ['card']]);
});

test('source and mandate: what belongs together pays, anything else is refused', async () => {
  const stripe = sdk(newStub());
  const { id, customer } = await openInvoice(stripe);
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await assert.rejects(stripe.invoices.pay(id, { source: 'src_nope' }), {
    code: 'resource_missing',
    param: 'source',
  });
  await assert.rejects(
    stripe.invoices.pay(id, { source: card.id, payment_method: card.id }),
    /only specify one of these parameters/,
  );
  await assert.rejects(stripe.invoices.pay(id, { payment_method: card.id, mandate: 'mandate_nope' }), {
    code: 'payment_intent_mandate_invalid',
  });
  const paid = await stripe.invoices.pay(id, {
    source: card.id,
    mandate: '',
    off_session: false,
    forgive: true,
  });
  assert.deepEqual([paid.status, paid.amount_paid], ['paid', 1000]);

  const debited = await openInvoice(stripe, 1000, { customer });
  await stripe.invoices.pay(debited.id, { payment_method: 'pm_usBankAccount_processing' });
  const [charge] = (await stripe.charges.list({ customer, limit: 1 })).data;
  const { mandate } = charge?.payment_method_details?.us_bank_account ?? {};
  const bank = String(charge?.payment_method);
  const again = await openInvoice(stripe, 1000, { customer });
  const accepted = await stripe.invoices.pay(again.id, { payment_method: bank, mandate: mandate as string });
  assert.equal(accepted.attempted, true);
});

test('declines: any attempt is the first, only retries count on, the last one leaves the invoice alone', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const customer = await newCustomer(stripe, {
    payment_method: 'pm_card_chargeCustomerFail',
    invoice_settings: { default_payment_method: 'pm_card_chargeCustomerFail' },
  });
  const { id } = await openInvoice(stripe, 1000, { customer: customer.id, auto_advance: true });
  const counts = async () => {
    const { attempt_count, next_payment_attempt } = await stripe.invoices.retrieve(id);
    return [attempt_count, next_payment_attempt && (next_payment_attempt - stub.clock.now()) / DAY];
  };
  for (let click = 0; click < 2; click++) {
    await assert.rejects(stripe.invoices.pay(id), { code: 'card_declined' });
    assert.equal((await counts())[0], 1);
  }
  const { next_payment_attempt: first } = await stripe.invoices.retrieve(id);
  stub.clock.advance((first ?? 0) - stub.clock.now());
  assert.deepEqual(await counts(), [2, 5]);
  stub.clock.advance(5 * DAY);
  assert.deepEqual(await counts(), [3, 7]);
  stub.clock.advance(7 * DAY);
  assert.deepEqual(await counts(), [4, null]);
  const left = await stripe.invoices.retrieve(id);
  assert.deepEqual([left.status, left.amount_remaining], ['open', 1000]);
});

test('a retry takes the payment method that is the default by then', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const customer = await newCustomer(stripe, {
    payment_method: 'pm_card_chargeCustomerFail',
    invoice_settings: { default_payment_method: 'pm_card_chargeCustomerFail' },
  });
  const { id } = await openInvoice(stripe, 1000, { customer: customer.id, auto_advance: true });
  stub.clock.advance(3600);
  const declined = await stripe.invoices.retrieve(id);
  assert.deepEqual([declined.status, declined.attempt_count], ['open', 1]);
  assert.equal(declined.next_payment_attempt, stub.clock.now() + 3 * DAY);
  const good = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: good.id } });
  stub.clock.advance(3 * DAY);
  const paid = await stripe.invoices.retrieve(id);
  assert.deepEqual(
    [paid.status, paid.attempt_count, paid.status_transitions.paid_at],
    ['paid', 2, stub.clock.now()],
  );
});

test('an intent on its own: made, changed, confirmed, cancelled', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  const made = await stripe.paymentIntents.create({
    amount: 500,
    currency: 'usd',
    customer,
    description: 'Deposit',
    metadata: { order: '6' },
  });
  assert.deepEqual(
    [made.status, made.payment_method_types, made.automatic_payment_methods, made.capture_method],
    [
      'requires_payment_method',
      ['card', 'us_bank_account'],
      { allow_redirects: 'always', enabled: true },
      'automatic_async',
    ],
  );
  const changed = await stripe.paymentIntents.update(made.id, {
    amount: 700,
    payment_method: 'pm_card_visa',
    metadata: { order: '', step: '2' },
  });
  assert.deepEqual(
    [changed.amount, changed.status, changed.metadata, changed.description],
    [700, 'requires_confirmation', { step: '2' }, 'Deposit'],
  );
  const before = (await eventTypes(stripe)).length;
  const paid = await stripe.paymentIntents.confirm(made.id, { expand: ['latest_charge'] });
  assert.deepEqual(
    [paid.status, paid.amount_received, (paid.latest_charge as Stripe.Charge).amount],
    ['succeeded', 700, 700],
  );
  assert.deepEqual(await eventTypes(stripe, before), ['charge.succeeded', 'payment_intent.succeeded']);
  const code = 'payment_intent_unexpected_state';
  await assert.rejects(stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_visa' }), { code });
  await assert.rejects(stripe.paymentIntents.cancel(made.id), { code });
  await assert.rejects(stripe.paymentIntents.update(made.id, { amount: 800 }), { code, param: 'amount' });
  const charges = await stripe.charges.list({ payment_intent: made.id });
  assert.deepEqual(
    charges.data.map(({ id, status }) => [id, status]),
    [[(paid.latest_charge as Stripe.Charge).id, 'succeeded']],
  );

  const dropped = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
  const canceled = await stripe.paymentIntents.cancel(dropped.id, { cancellation_reason: 'abandoned' });
  assert.deepEqual([canceled.status, canceled.cancellation_reason], ['canceled', 'abandoned']);
  assert.equal((await stripe.paymentIntents.list({ customer })).data.length, 1);
});

test('an intent that cannot be is not made', async () => {
  const stripe = sdk(newStub());
  const [ada, bob] = [(await newCustomer(stripe)).id, (await newCustomer(stripe)).id];
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: bob });
  const create = (params: Partial<Stripe.PaymentIntentCreateParams>) =>
    stripe.paymentIntents.create({ amount: 500, currency: 'usd', ...params });
  await assert.rejects(create({ amount: 49 }), { code: 'parameter_invalid_integer', param: 'amount' });
  await assert.rejects(create({ allowed_payment_method_types: ['sepa_debit'] }), {
    code: 'payment_intent_invalid_parameter',
  });
  await assert.rejects(create({ customer: 'cus_nope' }), { code: 'resource_missing', statusCode: 400 });
  await assert.rejects(create({ customer: ada, payment_method: card.id }), { param: 'payment_method' });
  await assert.rejects(create({ payment_method: card.id }), { code: 'parameter_missing', param: 'source' });
  await assert.rejects(create({ customer: ada, confirm: true }), /missing a payment method/);
  assert.equal((await stripe.paymentIntents.list()).data.length, 0);
  await assert.rejects(create({ payment_method: 'pm_card_chargeDeclined', confirm: true }), {
    code: 'card_declined',
    statusCode: 402,
  });
  const [declined] = (await stripe.paymentIntents.list()).data;
  assert.deepEqual(
    [declined?.status, declined?.payment_method, declined?.last_payment_error?.code],
    ['requires_payment_method', null, 'card_declined'],
  );
});

test('the types that are allowed for an intent are narrowed to its currency', async () => {
  const stripe = sdk(newStub());
  const intent = await stripe.paymentIntents.create({
    amount: 500,
    currency: 'usd',
    allowed_payment_method_types: ['sepa_debit', 'us_bank_account'],
  });
  assert.deepEqual(intent.payment_method_types, ['us_bank_account']);
  await assert.rejects(stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }), {
    code: 'payment_intent_incompatible_payment_method',
  });
  const wider = await stripe.paymentIntents.update(intent.id, { allowed_payment_method_types: ['card'] });
  assert.deepEqual(wider.payment_method_types, ['card']);
  const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
  assert.equal(paid.status, 'succeeded');
  const any = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
  const euros = await stripe.paymentIntents.update(any.id, { currency: 'eur' });
  assert.deepEqual(euros.payment_method_types, ['card', 'sepa_debit']);
});

test('a page with a publishable key reads and confirms the intent whose secret it has, and does no more', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const { id, customer } = await openInvoice(stripe);
  const secret = (await stripe.invoices.retrieve(id, { expand: ['confirmation_secret'] }))
    .confirmation_secret;
  const client_secret = secret?.client_secret ?? '';
  const intentId = client_secret.split('_secret_')[0] ?? '';
  const ask = asker(stub);
  const page = (method: string, path: string, params: Record<string, string> = {}) =>
    ask(method, path, params, { authorization: 'Bearer pk_test_page' });
  const intentPath = `/v1/payment_intents/${intentId}`;

  for (const [method, path] of [
    ['GET', '/v1/payment_intents'],
    ['POST', '/v1/payment_intents'],
    ['POST', intentPath],
    ['POST', `${intentPath}/cancel`],
    ['GET', `/v1/invoices/${id}`],
    ['POST', `/v1/invoices/${id}/pay`],
    ['GET', `/v1/customers/${customer}`],
    ['GET', '/v1/payment_methods'],
  ] as const) {
    const { status, body } = await page(method, path);
    assert.deepEqual([status, body.error?.['code']], [403, 'secret_key_required'], `${method} ${path}`);
  }
  const nameless = await page('GET', intentPath);
  assert.equal(nameless.body.error?.['param'], 'client_secret');
  const wrong = await page('GET', intentPath, { client_secret: `${client_secret}x` });
  assert.deepEqual([wrong.status, wrong.body.error?.['param']], [400, 'client_secret']);

  const { body: intent } = await page('GET', intentPath, { client_secret });
  assert.deepEqual([intent['status'], intent['amount']], ['requires_payment_method', 1000]);
  for (const hidden of ['customer', 'metadata', 'latest_charge', 'amount_received'])
    assert.ok(!(hidden in intent), hidden);

  const { body: method } = await page('POST', '/v1/payment_methods', {
    'type': 'card',
    'card[number]': '4242 4242 4242 4242',
    'card[exp_month]': '12',
    'card[exp_year]': '2030',
    'card[cvc]': '123',
    'billing_details[name]': 'Ada Example',
  });
  assert.equal((method['billing_details'] as unknown as { name: string }).name, 'Ada Example');
  const confirmed = await page('POST', `${intentPath}/confirm`, {
    client_secret,
    payment_method: String(method['id']),
  });
  assert.equal(confirmed.body['status'], 'succeeded');
  assert.equal((await stripe.invoices.retrieve(id)).status, 'paid');
});

test('a page may describe the payment method as it confirms', async () => {
  const stub = newStub();
  const intent = await sdk(stub).paymentIntents.create({ amount: 500, currency: 'usd' });
  // Not validated: the schema of an error has no place for an intent as a page is told of it.
  const confirm = async (card: string) => {
    const response = await stub.fetch(
      new Request(`${ORIGIN}/v1/payment_intents/${intent.id}/confirm`, {
        method: 'POST',
        headers: { authorization: 'Bearer pk_test_page' },
        body: new URLSearchParams({
          'client_secret': String(intent.client_secret),
          'payment_method_data[type]': 'card',
          'payment_method_data[card][number]': card,
          'return_url': 'https://shop.example/done',
        }),
      }),
    );
    return { status: response.status, body: await response.json() };
  };
  const unknown = await confirm('4000000000000000');
  assert.deepEqual([unknown.status, unknown.body.error.code], [402, 'incorrect_number']);
  const declined = await confirm('4000000000009995');
  assert.deepEqual([declined.status, declined.body.error.decline_code], [402, 'insufficient_funds']);
  assert.ok(!('customer' in declined.body.error.payment_intent));
  assert.equal((await confirm('4242424242424242')).body.status, 'succeeded');
});
