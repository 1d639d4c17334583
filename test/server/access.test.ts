/** What a scope reaches, what `authorize` is asked, and what the log says; each route × role × id is in matrix.test.ts. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { addCustomer, addDraft, createBackend, newKey } from './harness.js';

test('a scope that names nothing, or only blanks, reaches nothing', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha', { metadata: { tenant: '' } });
  const id = await addDraft(backend, customer);
  const blanks = [
    {},
    { customers: undefined },
    { customers: [] },
    { metadata: {} },
    { metadata: { tenant: '' } },
    { metadata: { tenant: undefined } },
    { account: undefined },
    { account: '' },
  ];
  for (const scope of blanks) {
    backend.scopes['alpha'] = scope as never;
    const admin = backend.as('alpha-admin');
    assert.equal((await admin.get(`/invoices/${id}`)).status, 404, JSON.stringify(scope));
    assert.deepEqual((await admin.get('/invoices')).body['data'], [], JSON.stringify(scope));
    assert.deepEqual((await admin.get('/customers')).body['data'], [], JSON.stringify(scope));
    assert.deepEqual(
      (await admin.get(`/customers/search?query=${encodeURIComponent('name~"customer"')}`)).body['data'],
      [],
    );
  }
  backend.scopes['alpha'] = { everything: true };
  assert.equal((await backend.as('alpha-admin').get(`/invoices/${id}`)).status, 200);
});

test('a session without a scope reaches nothing, and the operator is told what is missing', async () => {
  const errors: unknown[] = [];
  const session = () => ({ user: { id: 'somebody' } }) as never;
  const backend = await createBackend({ session, onError: (error) => errors.push(error) });
  const answer = await backend.as(null).get('/invoices');
  assert.deepEqual([answer.status, answer.body['code']], [500, 'internal_error']);
  assert.match(String(errors[0]), /`session` gave no `scope`/);
  assert.deepEqual(backend.calls, []);
});

test('a connected account is chosen by the session and holds its own invoices', async () => {
  const backend = await createBackend();
  const account = { stripeAccount: 'acct_connected' };
  const customer = await backend.stripe.customers.create({ name: 'Theirs' }, account);
  const invoice = await backend.stripe.invoices.create({ customer: customer.id, currency: 'usd' }, account);
  backend.scopes['alpha'] = { account: 'acct_connected' };
  backend.scopes['beta'] = { everything: true };
  assert.equal((await backend.as('alpha-admin').get(`/invoices/${invoice.id}`)).status, 200);
  assert.equal(
    (await backend.as('alpha-admin').get('/invoices', { 'stripe-account': 'acct_other' })).body['data']
      .length,
    1,
  );
  assert.equal((await backend.as('beta-admin').get(`/invoices/${invoice.id}`)).status, 404);
});

test('the session says whether its account is a connected one, which Stripe.js has to be told', async () => {
  const backend = await createBackend();
  backend.scopes['alpha'] = { account: 'acct_connected' };
  const accountOf = async (person: string): Promise<unknown> => {
    const { id, connected } = (await backend.as(person).get('/session')).body['account'];
    return { id, connected };
  };
  assert.deepEqual(await accountOf('alpha-admin'), { id: 'acct_connected', connected: true });
  assert.deepEqual(await accountOf('beta-admin'), { id: backend.stub.accountId, connected: false });
});

test('what is made under a scope of metadata carries it, and a page can neither write nor see it', async () => {
  const backend = await createBackend();
  backend.scopes['alpha'] = { metadata: { tenant: 'alpha' } };
  const admin = backend.as('alpha-admin');
  const customer = await admin.post('/customers', { name: 'New', metadata: { note: 'x' } });
  assert.deepEqual(customer.body['metadata'], { note: 'x' });
  const made = await admin.post('/invoices', { customer: customer.body['id'], currency: 'usd' });
  assert.equal(made.status, 200);
  assert.deepEqual(made.body['metadata'], {});
  assert.deepEqual((await backend.stripe.invoices.retrieve(made.body['id'])).metadata, { tenant: 'alpha' });
  for (const tenant of ['beta', '']) {
    const refused = await admin.post(`/invoices/${made.body['id']}`, { metadata: { tenant } });
    assert.equal(refused.status, 400);
    assert.equal(refused.body['param'], 'metadata[tenant]');
    assert.equal(refused.body['code'], 'parameter_forbidden');
  }
});

test('the links of an invoice are a permission of their own', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  await backend.stripe.invoices.finalizeInvoice(id);
  const seen = (await backend.as('alpha-viewer').get(`/invoices/${id}`)).body;
  assert.deepEqual(
    [seen['hosted_invoice_url'], seen['invoice_pdf'], seen['allowed_actions']],
    [null, null, []],
  );
  const held = (await backend.as('alpha-admin').get(`/invoices/${id}`)).body;
  assert.match(held['hosted_invoice_url'], /^https:/);
  assert.ok(held['allowed_actions'].includes('void'));
});

test('each action is asked for by its own name, about the invoice as it is', async () => {
  const asked: string[] = [];
  const backend = await createBackend({
    authorize: (_session, action, invoice) => {
      asked.push(invoice ? `${action} ${invoice.status} ${invoice.total}` : action);
      return false;
    },
  });
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const admin = backend.as('alpha-admin');
  await admin.post(`/invoices/${id}`, { description: 'x' });
  await admin.post(`/invoices/${id}`, { auto_advance: true });
  await admin.post(`/invoices/${id}`, { automatically_finalizes_at: 1 });
  await admin.post(`/invoices/${id}/pay`, { paid_out_of_band: true });
  await admin.post(`/invoices/${id}/pay`);
  await admin.post('/invoices', { customer });
  await admin.get('/prices');
  assert.deepEqual(asked, [
    'edit draft 1000',
    'schedule draft 1000',
    'schedule draft 1000',
    'mark_paid draft 1000',
    'pay draft 1000',
    'create',
    'read',
  ]);
});

test('the audit trail says who did what to which invoice and how it ended, and nothing personal', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha', {
    name: 'Personal Name',
    email: 'personal@example.com',
  });
  const id = await addDraft(backend, customer);
  await backend.as('alpha-admin').post(`/invoices/${id}/finalize`, {}, newKey());
  await backend.as('alpha-viewer').post(`/invoices/${id}/void`);
  const [finalized, refused] = backend.log;
  assert.deepEqual(
    {
      ...finalized,
      idempotency_key: finalized!.idempotency_key?.slice(0, 3),
      stripe_requests: finalized!.stripe_requests.length,
      duration: 0,
    },
    {
      at: backend.stub.clock.now(),
      user: 'alpha-admin',
      tenant: 'alpha',
      actions: ['finalize'],
      route: 'POST /invoices/:id/finalize',
      invoice: id,
      status: 200,
      code: null,
      idempotency_key: 'ie_',
      stripe_requests: 2,
      duration: 0,
    },
  );
  assert.deepEqual([refused!.status, refused!.code, refused!.invoice], [403, 'forbidden', id]);
  assert.ok(!/Personal|personal@/.test(JSON.stringify(backend.log)));
});
