/** Routes that a backend may go without: how they are asked for, and what is told where they are not there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validWorld } from '../server-stub/valid-world.js';
import { isProblem } from '../../src/adapter/adapter.js';
import { adapterForUrl } from '../../src/adapter/context.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { newKey } from '../../src/adapter/intent.js';
import type { HttpAdapterOptions } from '../../src/adapter/options.js';
import type { Feature } from '../../src/invoice/wire.js';
import { HASTY, json, page, refused, scripted } from './support.js';
import type { Reply } from './support.js';

const BACKEND = 'https://shop.test/api';
const KEY = { key: 'k1' };
const list = (...data: object[]) => json({ object: 'list', data, has_more: false });
const object = () => json({ id: 'in_1', object: 'invoice' });

function adapterWith(replies: Reply[], options: Partial<HttpAdapterOptions> = {}) {
  const script = scripted(...replies);
  return {
    adapter: new HttpAdapter({ url: BACKEND, fetch: script.fetch, retry: HASTY, ...options }),
    ...script,
  };
}

const lines = [{ type: 'invoice_line_item' as const, invoice_line_item: 'il_1', quantity: 1 }];

test('each call goes to its own path with its parameters', async () => {
  const calls: [(adapter: HttpAdapter) => Promise<unknown>, string, Response, object?][] = [
    [
      (a) => a.search({ query: 'total>5', page: 'p2' }),
      'GET /invoices/search?query=total>5&page=p2',
      list({}),
    ],
    [(a) => a.invoiceEvents('in/1'), 'GET /invoices/in%2F1/events?limit=100', list()],
    [
      (a) => a.paymentsOf(['in_1', 'in_2'], 5),
      'GET /invoice_payments?invoices[0]=in_1&invoices[1]=in_2&created[gte]=5',
      list({ id: 'inpay_1', invoice: 'in_2' }),
    ],
    [(a) => a.coupons(), 'GET /coupons?limit=100', list()],
    [(a) => a.promotionCodes('SPRING'), 'GET /promotion_codes?active=true&code=SPRING&limit=100', list()],
    [(a) => a.shippingRates(), 'GET /shipping_rates?active=true&limit=100', list()],
    [(a) => a.renderingTemplates(), 'GET /invoice_rendering_templates?status=active&limit=100', list()],
    [(a) => a.creditNotes({ invoice: 'in_1', limit: 3 }), 'GET /credit_notes?invoice=in_1&limit=3', list()],
    [
      (a) => a.previewCreditNote({ invoice: 'in_1', lines }),
      'GET /credit_notes/preview?invoice=in_1&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=il_1&lines[0][quantity]=1',
      object(),
    ],
    [
      (a) => a.createCustomer({ name: 'Ann' }, KEY),
      'POST /customers',
      json({ id: 'cus_1' }),
      { name: 'Ann' },
    ],
    [
      (a) => a.revise({ from_invoice: { action: 'revision', invoice: 'in_1' } }, KEY),
      'POST /invoices',
      object(),
      { from_invoice: { action: 'revision', invoice: 'in_1' } },
    ],
    [
      (a) => a.attachPayment('in_1', { payment_intent: 'pi_1' }, KEY),
      'POST /invoices/in_1/attach_payment',
      object(),
      { payment_intent: 'pi_1' },
    ],
    [
      (a) => a.pay('in_1', { payment_method: 'pm_1', off_session: false }, KEY),
      'POST /invoices/in_1/pay',
      object(),
      { payment_method: 'pm_1', off_session: false },
    ],
    [(a) => a.payments('in_1'), 'GET /invoice_payments?invoice=in_1&limit=100', list()],
    [(a) => a.paymentMethods('cus/1'), 'GET /customers/cus%2F1/payment_methods?limit=100', list()],
    [(a) => a.confirmationSecret('in_1'), 'GET /invoices/in_1?expand[]=confirmation_secret', object()],
    [(a) => a.updateCustomer('cus_1', { name: '' }, KEY), 'POST /customers/cus_1', object(), { name: '' }],
    [
      (a) => a.createCreditNote({ invoice: 'in_1', lines }, KEY),
      'POST /credit_notes',
      object(),
      { invoice: 'in_1', lines },
    ],
    [(a) => a.voidCreditNote('cn_1', KEY), 'POST /credit_notes/cn_1/void', object(), {}],
  ];
  for (const [call, line, reply, body] of calls) {
    const { adapter, requests } = adapterWith([reply]);
    await call(adapter);
    const [request] = requests;
    const { pathname, search } = new URL(request!.url);
    const query = search && `?${[...new URLSearchParams(search)].map((pair) => pair.join('=')).join('&')}`;
    assert.equal(`${request?.method} ${pathname.replace('/api', '')}${query}`, line);
    assert.equal(request?.headers.get('idempotency-key'), body ? 'k1' : null, line);
    assert.equal(await request?.text(), body ? JSON.stringify(body) : '', line);
  }
});

test('a route that is not there is told once, and not asked for again', async () => {
  for (const no of [
    refused(404, 'route_unknown'),
    refused(405, 'method_not_allowed'),
    refused(501, 'not_implemented', { retryable: false }),
    page('Method not allowed', 405),
  ]) {
    const told: Feature[] = [];
    const { adapter, requests } = adapterWith([no], { onUnsupported: (feature) => told.push(feature) });
    assert.equal(adapter.supports('credit_notes'), true);
    const calls = [
      () => adapter.creditNotes({ invoice: 'in_1' }),
      () => adapter.createCreditNote({ invoice: 'in_1' }, KEY),
      () => adapter.voidCreditNote('cn_1', KEY),
    ];
    for (const call of calls)
      await assert.rejects(call(), { name: 'InvoiceProblem', code: 'not_supported', retryable: false });
    assert.equal(adapter.supports('credit_notes'), false);
    assert.equal(adapter.supports('shipping_rates'), true);
    assert.deepEqual([told, requests.length], [['credit_notes'], 1]);
  }
});

test('a 404 for what asks about no object is a missing route, whoever answers it', async () => {
  // A backend without the longer path takes its last word for an id.
  for (const no of [refused(404, 'resource_missing', { param: 'id' }), page('Cannot GET', 404)]) {
    const { adapter } = adapterWith([no]);
    await assert.rejects(adapter.search({ query: 'x' }), { code: 'not_supported' });
  }
});

test('payments of several invoices come by invoice, and from whoever understands the question', async () => {
  const rows = [
    { id: 'inpay_3', invoice: 'in_2', status: 'open' },
    { id: 'inpay_2', invoice: 'in_1', status: 'paid' },
    { id: 'inpay_1', invoice: 'in_2', status: 'canceled' },
  ];
  const { adapter } = adapterWith([list(...rows)]);
  const { payments, more } = await adapter.paymentsOf(['in_1', 'in_2', 'in_3'], null);
  const ids = [...payments].map(([id, each]) => [id, ...each.map((payment) => payment.id)]);
  assert.deepEqual(
    [ids, more],
    [
      [
        ['in_2', 'inpay_3', 'inpay_1'],
        ['in_1', 'inpay_2'],
      ],
      false,
    ],
  );
  // One knows payments of one invoice only, the other answers with whatever it has.
  for (const no of [
    refused(400, 'parameter_unknown', { param: 'invoices' }),
    refused(400, 'parameter_missing', { param: 'invoice' }),
    refused(404, 'resource_missing', { param: 'invoice' }),
    list({ id: 'inpay_9', invoice: 'in_other' }),
  ]) {
    const { adapter: other } = adapterWith([no]);
    await assert.rejects(other.paymentsOf(['in_1'], null), { code: 'not_supported' });
    assert.equal(other.supports('payment_batches'), false);
  }
});

test('an object that is not there is no route that is not there', async () => {
  const { adapter } = adapterWith([refused(404, 'resource_missing', { param: 'invoice' }), list()]);
  await assert.rejects(adapter.creditNotes({ invoice: 'in_foreign' }), { code: 'resource_missing' });
  await adapter.creditNotes({ invoice: 'in_1' });
  const foreign = refused(404, 'resource_missing', { param: 'id' });
  const { adapter: other } = adapterWith([refused(403, 'forbidden'), foreign]);
  await assert.rejects(other.voidCreditNote('cn_1', KEY), { code: 'forbidden' });
  await assert.rejects(other.voidCreditNote('cn_2', KEY), { code: 'resource_missing' });
  assert.equal(other.supports('credit_notes'), true);
});

test('what the session does not name is not asked for', async () => {
  const { adapter, left } = adapterWith([json({ features: ['invoice_events'] }), list()]);
  await adapter.session();
  assert.deepEqual([adapter.supports('invoice_events'), adapter.supports('invoice_search')], [true, false]);
  await assert.rejects(adapter.search({ query: 'x' }), { code: 'not_supported' });
  await adapter.invoiceEvents('in_1');
  assert.equal(left.length, 0);
});

test('the adapter that is made from a URL has all of it too', async (t) => {
  const answers = [refused(404, 'route_unknown'), refused(401, 'x'), object()];
  t.mock.method(globalThis, 'fetch', async () => answers.shift());
  const adapter = adapterForUrl('https://lazy.test/api');
  assert.deepEqual([adapter.connection, adapter.supports?.('credit_notes')], ['online', true]);
  const states: string[] = [];
  adapter.watchConnection?.((state) => states.push(state));
  const stop = adapter.watchConnection?.(() => assert.fail());
  stop?.();
  await assert.rejects(adapter.creditNotes!({ invoice: 'in_1' }), { code: 'not_supported' });
  assert.equal(adapter.supports?.('credit_notes'), false);
  await assert.rejects(adapter.retrieve('in_1'), { status: 401 });
  assert.equal(adapter.connection, 'signed-out');
  adapter.resume?.();
  assert.deepEqual(states, ['signed-out', 'online']);
});

test('over the real handler each one answers, or is known not to be there', async () => {
  const world = await validWorld();
  const adapter = new HttpAdapter({ url: '/api/billing', fetch: world.asUser('alpha-admin'), retry: HASTY });
  const { id } = await adapter.create({ customer: world.customers.acme.id }, { key: newKey() });
  const calls: [Feature, () => Promise<unknown>][] = [
    ['invoice_search', () => adapter.search({ query: `customer:"${world.customers.acme.id}"` })],
    ['invoice_events', () => adapter.invoiceEvents(id)],
    [
      'update_customer',
      () => adapter.updateCustomer(world.customers.acme.id, { name: 'New' }, { key: newKey() }),
    ],
    ['create_customer', () => adapter.createCustomer({ name: 'Ann' }, { key: newKey() })],
    [
      'invoice_preview',
      () => adapter.preview({ customer: world.customers.acme.id, invoice_items: [{ amount: 1 }] }),
    ],
    ['payment_batches', () => adapter.paymentsOf([id], null)],
    ['coupons', () => adapter.coupons()],
    ['promotion_codes', () => adapter.promotionCodes()],
    ['shipping_rates', () => adapter.shippingRates()],
    ['invoice_rendering_templates', () => adapter.renderingTemplates()],
    ['credit_notes', () => adapter.creditNotes({ invoice: id })],
  ];
  for (const [feature, call] of calls) {
    const outcome = await call().then(
      () => 'there',
      (error: unknown) => (isProblem(error) ? error.code : String(error)),
    );
    assert.equal(outcome, adapter.supports(feature) ? 'there' : 'not_supported', feature);
  }
});
