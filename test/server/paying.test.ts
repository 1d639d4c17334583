/** Charging a customer: with what, whose it must be, and why it was refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer, addOpen, createBackend } from './harness.js';

async function begin() {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const foreigner = await addCustomer(backend, 'beta');
  const id = await addOpen(backend, customer);
  const { stripe } = backend;
  const own = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const foreign = await stripe.paymentMethods.attach('pm_card_visa', { customer: foreigner });
  return { backend, customer, foreigner, id, own, foreign, admin: backend.as('alpha-admin') };
}

test('what a customer can be charged with is told with the default one marked, and no more than its looks', async () => {
  const { backend, customer, own, admin } = await begin();
  await backend.stripe.customers.update(customer, { invoice_settings: { default_payment_method: own.id } });
  const other = await backend.stripe.paymentMethods.attach('pm_card_mastercard', { customer });
  const { status, body } = await admin.get(`/customers/${customer}/payment_methods`);
  assert.equal(status, 200);
  const rows = body['data'] as Record<string, unknown>[];
  assert.deepEqual(Object.fromEntries(rows.map((row) => [row['id'], row['is_default']])), {
    [own.id]: true,
    [other.id]: false,
  });
  const visa = rows.find((row) => row['id'] === own.id);
  assert.deepEqual(Object.keys(visa?.['card'] as object).sort(), ['brand', 'exp_month', 'exp_year', 'last4']);
  assert.ok(!JSON.stringify(body).includes('fingerprint'));
});

test('a source is taken as a payment method is: of the customer only, foreign and missing alike', async () => {
  const { id, own, foreign, admin } = await begin();
  for (const param of ['payment_method', 'source']) {
    for (const theirs of [foreign.id, 'pm_nope']) {
      const refused = await admin.post(`/invoices/${id}/pay`, { [param]: theirs });
      assert.deepEqual(
        [refused.status, refused.body['code'], refused.body['param']],
        [404, 'resource_missing', param],
      );
    }
  }
  const paid = await admin.post(`/invoices/${id}/pay`, { source: own.id, forgive: true, off_session: true });
  assert.deepEqual([paid.status, paid.body['status']], [200, 'paid']);
});

test('a mandate that is not that of the method is refused, whoever’s it is', async () => {
  const { backend, foreigner, id, own, admin } = await begin();
  const account = await backend.stripe.paymentMethods.attach('pm_usBankAccount_success', {
    customer: foreigner,
  });
  const answers = [];
  for (const mandate of ['mandate_nope', `mandate_of_${account.id}`]) {
    const { status, body } = await admin.post(`/invoices/${id}/pay`, { payment_method: own.id, mandate });
    answers.push([status, body['code'], body['param'], body['detail']]);
  }
  assert.deepEqual(answers[0]?.slice(0, 3), [400, 'payment_intent_mandate_invalid', 'mandate']);
  assert.deepEqual(answers[0], answers[1]);
});

test('a decline tells what the bank said', async () => {
  const { backend, customer, id, admin } = await begin();
  const empty = await backend.stripe.paymentMethods.attach('pm_card_chargeDeclinedInsufficientFunds', {
    customer,
  });
  const { status, body } = await admin.post(`/invoices/${id}/pay`, { payment_method: empty.id });
  assert.deepEqual(
    [status, body['code'], body['decline_code'], body['retryable']],
    [402, 'card_declined', 'insufficient_funds', false],
  );
});

test('what was paid, with what and why not, is in the payments', async () => {
  const { backend, customer, id, admin } = await begin();
  const bad = await backend.stripe.paymentMethods.attach('pm_card_chargeDeclinedInsufficientFunds', {
    customer,
  });
  await admin.post(`/invoices/${id}/pay`, { payment_method: bad.id });
  const payment = async () => {
    const { body } = await admin.get(`/invoice_payments?invoice=${id}`);
    return (body['data'] as { payment: { payment_intent: Record<string, Record<string, unknown>> } }[])[0]!
      .payment.payment_intent;
  };
  assert.deepEqual(Object.keys((await payment())['last_payment_error']!).sort(), [
    'code',
    'decline_code',
    'message',
  ]);
  await admin.post(`/invoices/${id}/pay`, { payment_method: 'pm_card_visa' });
  const paid = await payment();
  assert.equal(paid['last_payment_error'], null);
  assert.deepEqual(paid['latest_charge']!['payment_method_details'], {
    type: 'card',
    card: { brand: 'visa', last4: '4242' },
  });
});

test('what Stripe refuses without a code has one of ours', async () => {
  const { backend, customer, id, admin } = await begin();
  const told = async (path: string, body: object = {}) => (await admin.post(path, body)).body['code'];
  await admin.post(`/invoices/${id}/pay`, { paid_out_of_band: true });
  assert.equal(await told(`/invoices/${id}/pay`), 'invoice_already_paid');
  assert.equal(await told(`/invoices/${id}/void`), 'invoice_has_payments');
  assert.equal(await told(`/invoices/${id}/mark_uncollectible`), 'invoice_not_open');
  assert.equal(await told(`/invoices/${id}/send`), 'cannot_be_sent');
  assert.equal(await told(`/invoices/${id}`, { description: 'x' }), 'invoice_not_editable');
  assert.equal((await admin.delete(`/invoices/${id}`)).body['code'], 'invoice_not_draft');

  const bad = await addOpen(backend, customer);
  await admin.post(`/invoices/${bad}/mark_uncollectible`);
  assert.equal(await told(`/invoices/${bad}/mark_uncollectible`), 'already_uncollectible');

  const debited = await addOpen(backend, customer);
  const account = await backend.stripe.paymentMethods.attach('pm_usBankAccount_processing', { customer });
  await admin.post(`/invoices/${debited}/pay`, { payment_method: account.id });
  assert.equal(await told(`/invoices/${debited}/void`), 'payment_pending');
});
