/** Payments of many invoices in one answer: whose they are, that they are whole, and what that costs at Stripe. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { MOST_CALLS } from '../../src/server/payments-of-many.js';
import {
  addCustomer,
  addOpen,
  createBackend,
  type Backend,
  type Caller,
  type Json,
  type Reply,
} from './harness.js';
import { tenants } from './rows.js';

const ask = (caller: Caller, ids: readonly string[], more = ''): Promise<Reply> =>
  caller.get(`/invoice_payments?${ids.map((id) => `invoices[]=${id}`).join('&')}${more}`);

const invoicesIn = ({ body }: Reply): string[] => body['data'].map(({ invoice }: Json) => invoice);

/** Calls to Stripe that list payments, since the last time. */
function counter({ calls }: Backend): () => number {
  let seen = calls.length;
  return () => {
    const made = calls.slice(seen).filter((call) => call === 'GET /v1/invoice_payments').length;
    seen = calls.length;
    return made;
  };
}

test('the payments of a hundred invoices come in one answer, for one call to Stripe', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const ids: string[] = [];
  for (let index = 0; index < 100; index++) ids.push(await addOpen(backend, customer));
  await backend.stripe.invoices.pay(ids[0]!, { payment_method: 'pm_card_visa' });
  const calls = counter(backend);
  const total = backend.calls.length;
  const answer = await ask(backend.as('alpha-admin'), ids);
  assert.deepEqual([answer.status, answer.body['has_more'], calls()], [200, false, 1]);
  assert.equal(backend.calls.length - total, 1, 'no call of any other kind');
  assert.deepEqual(invoicesIn(answer).sort(), [...ids].sort());
  const paid = answer.body['data'].find(({ invoice }: Json) => invoice === ids[0]);
  assert.deepEqual([paid.status, paid.payment.payment_intent.latest_charge.amount_refunded], ['paid', 0]);
});

for (const scoped of ['customers', 'metadata'] as const) {
  test(`what is foreign or missing is left out, both alike (scope by ${scoped})`, async () => {
    const { backend, own, foreign } = await tenants(scoped);
    for (const person of ['alpha-admin', 'alpha-viewer']) {
      const caller = backend.as(person);
      // As many as are asked for one by one, and more.
      for (const fill of [[], ['in_x1', 'in_x2', 'in_x3']]) {
        const alone = await ask(caller, [own.open, ...fill]);
        assert.deepEqual(invoicesIn(alone), [own.open]);
        const withForeign = await ask(caller, [own.open, foreign.open, ...fill]);
        const withMissing = await ask(caller, [own.open, 'in_none', ...fill]);
        assert.deepEqual(withForeign.body, alone.body);
        assert.deepEqual(withMissing.body, alone.body);
        const only = [await ask(caller, [foreign.open, ...fill]), await ask(caller, ['in_none', ...fill])];
        for (const { status, body } of only)
          assert.deepEqual([status, body], [200, { object: 'list', data: [], has_more: false }]);
      }
    }
    const text = JSON.stringify(
      (await ask(backend.as('beta-admin'), [own.open, foreign.open, own.other])).body,
    );
    assert.ok(text.includes(foreign.open) && !text.includes(own.open) && !text.includes(own.other));
    backend.handler.close();
  });
}

test('who may read nothing, or not this one, is told nothing of it', async () => {
  let hidden = '';
  const backend = await createBackend({
    authorize: (session, action, invoice) =>
      action === 'read' && !session.user.id.endsWith('-nobody') && invoice?.id !== hidden,
  });
  const customer = await addCustomer(backend, 'alpha');
  const ids = await Promise.all(Array.from({ length: 4 }, () => addOpen(backend, customer)));
  hidden = ids[1]!;
  assert.equal((await ask(backend.as(null), ids)).status, 401);
  assert.equal((await ask(backend.as('alpha-nobody'), ids)).status, 403);
  const expected = ids.filter((id) => id !== hidden).sort();
  assert.deepEqual(invoicesIn(await ask(backend.as('alpha-viewer'), ids)).sort(), expected);
  assert.deepEqual(invoicesIn(await ask(backend.as('alpha-viewer'), [hidden, ids[0]!])), [ids[0]]);
});

test('an invoice is named once, however often it was asked for, and drafts have nothing', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const open = await addOpen(backend, customer);
  const { id: draft } = await backend.stripe.invoices.create({ customer, currency: 'usd' });
  assert.deepEqual(invoicesIn(await ask(backend.as('alpha-admin'), [open, open, draft, open])), [open]);
});

test('what is not well-formed is refused', async () => {
  const backend = await createBackend();
  const id = await addOpen(backend, await addCustomer(backend, 'alpha'));
  const admin = backend.as('alpha-admin');
  const refusals: [string, string, string][] = [
    ['', 'parameter_missing', 'invoice'],
    ['invoices=in_1', 'parameter_invalid', 'invoices'],
    [`invoices[]=${id}&limit=3`, 'parameter_invalid', 'limit'],
    [`invoices[]=${id}&invoice=${id}`, 'parameter_invalid', 'invoice'],
    [`invoices[]=${id}&status=paid`, 'parameter_invalid', 'status'],
    ['invoices[]=in%2F..', 'parameter_invalid', 'invoices[0]'],
    [
      Array.from({ length: 101 }, (_, index) => `invoices[]=in_${index}`).join('&'),
      'parameter_invalid',
      'invoices',
    ],
  ];
  for (const [query, code, param] of refusals) {
    const { status, body } = await admin.get(`/invoice_payments?${query}`);
    assert.deepEqual([status, body['code'], body['param']], [400, code, param], query);
  }
});

/** An account of so many invoices, each a second older than the one before it, with one payment each or more. */
async function longHistory(count: number, paymentsOf: (index: number) => number = () => 1) {
  const backend = await createBackend();
  backend.scopes['alpha'] = { customers: ['cus_1'] };
  const start = 1_790_000_000;
  const rows = Array.from({ length: count }, (_, index) => {
    const created = start - index;
    const invoice = { id: `in_${index}`, object: 'invoice', customer: 'cus_1', status: 'open', created };
    // The later ones are of later days: they stand before those of newer invoices.
    return Array.from({ length: paymentsOf(index) }, (_, nth) => ({
      id: `inpay_${index}_${nth}`, object: 'invoice_payment', invoice, created: created + nth * 150, status: 'open', payment: {},
    })); // prettier-ignore
  })
    .flat()
    .sort((a, b) => b.created - a.created);
  let calls = 0;
  backend.stub.fetch = async (request) => {
    const { pathname, searchParams: query } = new URL(request.url);
    assert.equal(pathname, '/v1/invoice_payments');
    calls++;
    const one = query.get('invoice');
    const since = Number(query.get('created[gte]') ?? 0);
    const all = rows.filter((row) => (!one || row.invoice.id === one) && row.created >= since);
    const from = all.findIndex(({ id }) => id === query.get('starting_after')) + 1;
    const data = all.slice(from, from + Number(query.get('limit')));
    return Response.json({ object: 'list', data, has_more: from + data.length < all.length, url: pathname });
  };
  const counted = (): number => {
    const made = calls;
    calls = 0;
    return made;
  };
  return { admin: backend.as('alpha-admin'), counted, start };
}

const range = (from: number, count: number, step = 1): string[] =>
  Array.from({ length: count }, (_, index) => `in_${from + index * step}`);

test('the newest are read without the rest of the account', async () => {
  const { admin, counted } = await longHistory(5000);
  const ids = range(0, 80);
  assert.deepEqual(invoicesIn(await ask(admin, ids)).sort(), ids.sort());
  assert.equal(counted(), 1);
  const older = range(150, 100);
  assert.deepEqual(invoicesIn(await ask(admin, older)).sort(), older.sort());
  assert.equal(counted(), 3);
});

test('all payments of an invoice are there, also where others stand between them', async () => {
  const { admin, counted } = await longHistory(900, (index) => (index % 50 ? 1 : 3));
  const ids = range(0, 8, 50);
  const { body } = await ask(admin, ids);
  const ofEach = ids.map((id) => body['data'].filter(({ invoice }: Json) => invoice === id).length);
  assert.deepEqual(
    ofEach,
    ids.map(() => 3),
  );
  const keys = body['data'].map(({ id }: Json) => id);
  assert.equal(new Set(keys).size, keys.length, 'none of them twice');
  assert.ok(counted() <= MOST_CALLS);
});

test('what lies deep in the past is asked for one by one, and never with more calls than were promised', async () => {
  const { admin, counted } = await longHistory(5000);
  const few = range(4000, 3);
  assert.deepEqual(invoicesIn(await ask(admin, few)).sort(), few.sort());
  assert.equal(counted(), 3);
  const mixed = [...range(0, 40), ...range(4000, 15)];
  assert.deepEqual(invoicesIn(await ask(admin, mixed)).sort(), mixed.sort());
  assert.equal(counted(), 5 + 15);
  const old = range(3000, 100, 17);
  const first = await ask(admin, old);
  assert.deepEqual([invoicesIn(first).length, first.body['has_more']], [20, true]);
  assert.equal(counted(), MOST_CALLS);
  const found = new Set(invoicesIn(first));
  const second = await ask(
    admin,
    old.filter((id) => !found.has(id)),
  );
  assert.equal(invoicesIn(second).filter((id) => found.has(id)).length, 0, 'the next answer goes on');
});

test('a range ends the walk, and who is not within it has nothing', async () => {
  const { admin, counted, start } = await longHistory(5000);
  const ids = [...range(0, 50), 'in_4000'];
  const { body } = await ask(admin, ids, `&created[gte]=${start - 60}`);
  assert.deepEqual([body['data'].length, body['has_more'], counted()], [50, false, 1]);
});
