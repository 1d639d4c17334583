import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import { addCustomer, addDraft, addOpen, createBackend, newKey, NOW } from './harness.js';

test('a draft is made, given lines, finalized, sent and read through the handler', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const admin = backend.as('alpha-admin');

  const made = await admin.post('/invoices', {
    customer,
    currency: 'usd',
    collection_method: 'send_invoice',
    days_until_due: 14,
  });
  assert.equal(made.status, 200);
  assert.equal(made.body['status'], 'draft');
  assert.deepEqual(made.body['allowed_actions'], ['finalize', 'edit', 'schedule', 'duplicate', 'delete']);
  const path = `/invoices/${made.body['id']}`;

  const withLines = await admin.post(`${path}/add_lines`, {
    lines: [
      {
        description: 'Design',
        quantity_decimal: '2.5',
        price_data: { currency: 'usd', product_data: { name: 'Design' }, unit_amount_decimal: '10000' },
      },
      { description: 'Travel', amount: 4200 },
    ],
  });
  assert.equal(withLines.status, 200);
  assert.equal(withLines.body['total'], 29200);
  assert.equal(typeof withLines.body['lines'].data[0].quantity_decimal, 'string');

  const line = withLines.body['lines'].data.find(
    (each: { description: string }) => each.description === 'Travel',
  );
  const edited = await admin.post(`${path}/lines/${line.id}`, { amount: 5000 });
  assert.equal(edited.body['amount'], 5000);
  const memo = await admin.post(path, { description: 'Thank you', metadata: { po: '7' } });
  assert.equal(memo.body['description'], 'Thank you');
  const fewer = await admin.post(`${path}/remove_lines`, { lines: [{ id: line.id, behavior: 'delete' }] });
  assert.equal(fewer.body['total'], 25000);

  const finalized = await admin.post(`${path}/finalize`, {
    auto_advance: false,
    expected: fingerprint(fewer.body),
  });
  assert.equal(finalized.status, 200);
  assert.equal(finalized.body['status'], 'open');
  assert.match(finalized.body['hosted_invoice_url'], /^https:/);
  const sent = await admin.post(`${path}/send`);
  assert.equal(sent.status, 200);
  const listed = await admin.get('/invoices?status=open&limit=5');
  assert.deepEqual(
    listed.body['data'].map((each: { id: string }) => each.id),
    [made.body['id']],
  );
  const lines = await admin.get(`${path}/lines`);
  assert.equal(lines.body['data'].length, 1);
});

test('a finalized invoice is paid outside Stripe, voided or written off by its own action', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const admin = backend.as('alpha-admin');
  const paid = await admin.post(`/invoices/${await addOpen(backend, customer)}/pay`, {
    paid_out_of_band: true,
  });
  assert.equal(paid.body['status'], 'paid');
  const voided = await admin.post(`/invoices/${await addOpen(backend, customer)}/void`);
  assert.equal(voided.body['status'], 'void');
  const lost = await admin.post(`/invoices/${await addOpen(backend, customer)}/mark_uncollectible`);
  assert.equal(lost.body['status'], 'uncollectible');
  const payments = await admin.get(`/invoice_payments?invoice=${paid.body['id']}`);
  assert.equal(payments.status, 200);
});

test('a deletion done twice is a success twice, and stays a 404 for everybody else', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  await addCustomer(backend, 'beta');
  const id = await addDraft(backend, customer);
  for (const key of [newKey(), newKey()]) {
    const gone = await backend.as('alpha-admin').delete(`/invoices/${id}`, key);
    assert.equal(gone.status, 200);
    assert.deepEqual(gone.body, { id, object: 'invoice', deleted: true });
  }
  assert.equal((await backend.as('alpha-admin').get(`/invoices/${id}`)).status, 404);
  assert.equal((await backend.as('alpha-viewer').delete(`/invoices/${id}`)).status, 403);
  assert.equal((await backend.as('beta-admin').delete(`/invoices/${id}`)).status, 404);
});

test('the session tells who may do what, on which account, by which clock', async () => {
  const backend = await createBackend({ linkHosts: ['billing.example'] });
  const { body } = await backend.as('alpha-viewer').get('/session');
  assert.deepEqual(body['actions'], ['read']);
  assert.equal(body['now'], NOW);
  assert.equal(body['livemode'], false);
  assert.equal(body['account'].id, backend.stub.accountId);
  assert.equal(body['account'].timezone, 'Etc/UTC');
  assert.equal(body['account'].connected, false);
  assert.deepEqual(body['link_hosts'], ['billing.example']);
  assert.ok(body['currencies'].includes('kwd'));
  assert.equal(body['publishable_key'], 'pk_test_of_the_handler');
});

test('customers are found, made and read; prices come with their products', async () => {
  const joined: string[] = [];
  const backend = await createBackend({
    onCustomerCreated: (_session, customer) => void joined.push(customer.id),
  });
  await addCustomer(backend, 'alpha', { name: 'Ann Archer', email: 'ann@archer.example' });
  await addCustomer(backend, 'alpha', { name: 'Bob "Bee"', email: 'bob@bee.example' });
  await addCustomer(backend, 'beta', { name: 'Anna Foreign', email: 'anna@foreign.example' });
  const admin = backend.as('alpha-admin');
  const names = async (query: string): Promise<string[]> =>
    (await admin.get(`/customers/search?query=${encodeURIComponent(query)}`)).body['data'].map(
      (each: { name: string }) => each.name,
    );
  assert.deepEqual(await names('name~"ann" OR email~"ann"'), ['Ann Archer']);
  assert.deepEqual(await names('name~"\\"bee\\"" OR email~"zzz"'), ['Bob "Bee"']);
  assert.deepEqual(await names('email:"BOB@bee.example"'), ['Bob "Bee"']);
  assert.equal((await admin.get('/customers')).body['data'].length, 2);

  const made = await admin.post('/customers', { name: 'Carla', email: 'carla@example.com' });
  assert.equal(made.status, 200);
  assert.deepEqual(joined, [made.body['id']]);

  await backend.stripe.prices.create({ currency: 'usd', unit_amount: 500, product_data: { name: 'Hour' } });
  const prices = await admin.get('/prices?active=true&currency=usd&type=one_time&expand[]=data.product');
  assert.equal(prices.body['data'][0].product.name, 'Hour');
  assert.equal(prices.body['data'][0].unit_amount_decimal, '500');
});

test('without the three that nobody can guess there is no handler, and the error says what to give', async () => {
  const { stripe } = await createBackend();
  const { createInvoiceHandler } = await import('../../src/server/index.js');
  const all = { stripe, session: () => null, authorize: () => true };
  for (const name of ['stripe', 'session', 'authorize'] as const) {
    const options = { ...all, [name]: undefined };
    assert.throws(
      () => createInvoiceHandler(options),
      (error: Error) =>
        error instanceof TypeError &&
        error.message.includes(`\`${name}\``) &&
        error.message.includes('Give it'),
    );
  }
  assert.throws(() => createInvoiceHandler({ ...all, webhookSecret: ' whsec_x\n' }), /white space/);
  assert.throws(() => createInvoiceHandler({ ...all, publishableKey: 'sk_live_oops' }), /publishable/);
  assert.throws(() => createInvoiceHandler({ ...all, origins: ['https://app.example/'] }), /origins/);
});
