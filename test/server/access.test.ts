/** Every route × role × own, foreign, missing id; refusals come in the order 401, 404, 403, 400. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  addCustomer,
  addDraft,
  createBackend,
  newKey,
  type Backend,
  type Caller,
  type Reply,
} from './harness.js';

type Target = { invoice: string; customer: string };

interface Row {
  name: string;
  /** What a viewer may do as well. */
  reads?: true;
  /** A request that is not well-formed, to see what is said first. */
  malformed?: true;
  call: (caller: Caller, target: Target, bad: boolean) => Promise<Reply>;
}

const post =
  (action: string, body: (target: Target) => object): Row['call'] =>
  (caller, target, bad) =>
    caller.post(`/invoices/${target.invoice}${action}`, bad ? { nonsense: 1 } : body(target));

const line = { lines: [{ description: 'x', amount: 1 }] };
const preview = { invoice_items: [{ description: 'x', amount: 100, currency: 'usd' }] };
const ROWS: Row[] = [
  { name: 'retrieve', reads: true, call: (caller, { invoice }) => caller.get(`/invoices/${invoice}`) },
  { name: 'lines', reads: true, call: (caller, { invoice }, bad) => caller.get(`/invoices/${invoice}/lines${bad ? '?nonsense=1' : ''}`) },
  { name: 'payments', reads: true, call: (caller, { invoice }, bad) => caller.get(`/invoice_payments?invoice=${invoice}${bad ? '&nonsense=1' : ''}`) },
  { name: 'list of a customer', reads: true, call: (caller, { customer }, bad) => caller.get(`/invoices?customer=${customer}${bad ? '&nonsense=1' : ''}`) },
  { name: 'list from a cursor', reads: true, call: (caller, { invoice }, bad) => caller.get(`/invoices?starting_after=${invoice}${bad ? '&nonsense=1' : ''}`) },
  { name: 'customer', reads: true, call: (caller, { customer }) => caller.get(`/customers/${customer}`) },
  { name: 'update', call: post('', () => ({ description: 'x' })) },
  { name: 'schedule', call: post('', () => ({ auto_advance: true })) },
  { name: 'finalize', call: post('/finalize', () => ({})) },
  { name: 'send', call: post('/send', () => ({})) },
  { name: 'pay', call: post('/pay', () => ({})) },
  { name: 'mark paid', call: post('/pay', () => ({ paid_out_of_band: true })) },
  { name: 'void', call: post('/void', () => ({})) },
  { name: 'mark uncollectible', call: post('/mark_uncollectible', () => ({})) },
  { name: 'add_lines', call: post('/add_lines', () => line) },
  { name: 'update_lines', call: post('/update_lines', () => ({ lines: [{ id: 'il_1', amount: 1 }] })) },
  { name: 'remove_lines', call: post('/remove_lines', () => ({ lines: [{ id: 'il_1', behavior: 'delete' }] })) },
  { name: 'update line', call: post('/lines/il_1', () => ({ amount: 1 })) },
  { name: 'delete', call: (caller, { invoice }) => caller.delete(`/invoices/${invoice}`) },
  { name: 'create', call: (caller, { customer }, bad) => caller.post('/invoices', { customer, ...(bad && { nonsense: 1 }) }) },
  { name: 'revise', call: (caller, { customer, invoice }, bad) => caller.post('/invoices', { customer, from_invoice: { action: 'revision', invoice }, ...(bad && { nonsense: 1 }) }) },
  { name: 'preview', call: (caller, { customer }, bad) => caller.post('/invoices/create_preview', { customer, ...preview, ...(bad && { nonsense: 1 }) }) },
  { name: 'create_and_finalize', call: (caller, { customer }, bad) => caller.post('/invoices/create_and_finalize', { customer, ...line, ...(bad && { nonsense: 1 }) }) },
]; // prettier-ignore

async function tenants(
  scope: 'customers' | 'metadata',
): Promise<{ backend: Backend; own: Target; foreign: Target; missing: Target }> {
  const backend = await createBackend();
  const target = async (tenant: string): Promise<Target> => {
    if (scope === 'metadata') backend.scopes[tenant] = { metadata: { tenant } };
    const customer = await addCustomer(backend, tenant, scope === 'metadata' ? { metadata: { tenant } } : {});
    return { customer, invoice: await addDraft(backend, customer) };
  };
  const own = await target('alpha');
  const foreign = await target('beta');
  return { backend, own, foreign, missing: { customer: 'cus_nope', invoice: 'in_nope' } };
}

/** The problem without the id that was asked for. */
const told = ({ status, body }: Reply, { invoice, customer }: Target): string =>
  JSON.stringify({ status, body }).replaceAll(invoice, '*').replaceAll(customer, '*');

for (const scope of ['customers', 'metadata'] as const) {
  for (const row of ROWS) {
    test(`${row.name} (scope by ${scope}): 401, then 404, then 403, then 400`, async () => {
      const { backend, own, foreign, missing } = await tenants(scope);
      const as = (person: string | null): Caller => backend.as(person);
      for (const bad of [false, true]) {
        for (const target of [own, foreign, missing]) {
          assert.equal((await row.call(as(null), target, bad)).status, 401, 'nobody');
          assert.equal((await row.call(as('gamma-admin'), target, bad)).status, 401, 'unknown tenant');
        }
        for (const person of ['alpha-admin', 'alpha-viewer']) {
          const answers = [];
          for (const target of [foreign, missing]) {
            const answer = await row.call(as(person), target, bad);
            assert.equal(answer.status, 404, `${person}, not theirs`);
            assert.equal(answer.body['code'], 'resource_missing');
            answers.push(told(answer, target));
          }
          assert.equal(answers[0], answers[1], 'foreign and missing are told alike');
        }
        if (!row.reads) {
          const refused = await row.call(as('alpha-viewer'), own, bad);
          assert.equal(refused.status, 403);
          assert.equal(refused.body['code'], 'forbidden');
        }
      }
      const untouched = await backend.stripe.invoices.retrieve(foreign.invoice);
      assert.equal(untouched.status, 'draft');
      const allowed = await row.call(as('alpha-admin'), own, false);
      assert.ok(
        ![401, 403, 404].includes(allowed.status) || /line/.test(row.name),
        `${allowed.status} ${JSON.stringify(allowed.body)}`,
      );
      assert.ok(allowed.status < 500, JSON.stringify(allowed.body));
    });
  }
}

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
