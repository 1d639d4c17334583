/** Every operation of the description, done by a page and held against it: what is asked, and what is answered. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpAdapter } from '../../src/adapter/http.js';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import {
  addCustomer,
  addDraft,
  addOpen,
  BASE,
  createBackend,
  newKey,
  NOW,
  WEBHOOK_SECRET,
  type Backend,
  type Json,
} from './harness.js';
import { described, operations, type Operation } from './openapi.js';

/** What the tests below did with success, by name of the operation. */
const driven: Set<string>[] = [];

/** The adapter as a page has it, every request and answer of which is held against the description. */
async function begin() {
  const backend = await createBackend();
  const seen = new Set<string>();
  driven.push(seen);
  const send = described(backend.handler, BASE, seen);
  const adapter = new HttpAdapter({
    url: BASE,
    headers: { 'x-person': 'alpha-admin' },
    fetch: send,
    retry: { attempts: 1, baseDelay: 1, maxDelay: 1 },
  });
  const customer = await addCustomer(backend, 'alpha');
  const ask = (
    method: string,
    path: string,
    body?: object,
    key: string | null = newKey(),
  ): Promise<Response> =>
    send(
      new Request(BASE + path, {
        method,
        headers: {
          'x-person': 'alpha-admin',
          'content-type': 'application/json',
          ...(key && { 'idempotency-key': key }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
  return { backend, seen, adapter, customer, ask, send };
}

const write = () => ({ key: newKey() });
const LINE = {
  description: 'Design',
  quantity_decimal: '2.5',
  price_data: { currency: 'usd', product_data: { name: 'Design' }, unit_amount_decimal: '10000' },
  period: { start: 1_790_000_000, end: 1_790_086_400 },
};

test('what the adapter asks, and what it is answered, is as described', async () => {
  const { adapter, customer, seen, ask } = await begin();
  const draft = await adapter.create(
    {
      customer,
      currency: 'usd',
      collection_method: 'send_invoice',
      days_until_due: 14,
      custom_fields: [{ name: 'PO', value: '7' }],
    },
    write(),
  );
  await adapter.update(
    draft.id,
    { description: 'Thank you', custom_fields: '', metadata: { po: '7' } },
    write(),
  );
  const added = await adapter.addLines(draft.id, [LINE, { description: 'Travel', amount: 4200 }], write());
  const [first, second] = added.lines;
  await adapter.updateLines(draft.id, [{ id: first!.id, quantity_decimal: '3' }], write());
  assert.equal(
    (await ask('POST', `/invoices/${draft.id}/lines/${first!.id}`, { description: 'More' })).status,
    200,
  );
  const shown = await adapter.removeLines(draft.id, [second!.id], write());
  await assert.rejects(adapter.send(draft.id, write()), { code: 'not_finalized' });
  await assert.rejects(
    adapter.finalize(draft.id, { expected: { ...fingerprint(shown), total: 1 } }, write()),
    { code: 'draft_changed' },
  );
  await adapter.finalize(draft.id, { auto_advance: false, expected: fingerprint(shown) }, write());
  await assert.rejects(adapter.finalize(draft.id, {}, write()), { code: 'already_finalized' });
  await adapter.send(draft.id, write());
  await adapter.markUncollectible(draft.id, write());
  await adapter.void(draft.id, write());
  const other = await adapter.createAndFinalize({ customer, currency: 'usd', lines: [LINE] }, write());
  assert.equal((await ask('POST', `/invoices/${other.id}/pay`, { paid_out_of_band: true })).status, 200);
  const bought = { customer, currency: 'usd', invoice_items: [{ amount: 5, currency: 'usd' }] };
  await adapter.preview({ ...bought, automatic_tax: { enabled: false }, discounts: '' });
  await adapter.discounts(other.id);
  await adapter.coupons();
  const gone = await adapter.create(
    { customer, pending_invoice_items_behavior: 'include', automatic_tax: { enabled: false } },
    write(),
  );
  await adapter.delete(gone.id, write());
  for (const text of ['', customer, 'alpha@customer.example', 'Cust', 'Cu'])
    await adapter.searchCustomers(text);
  await Promise.all([adapter.session(), adapter.list({ status: 'open', limit: 2 }), adapter.lines(other.id)]);
  await Promise.all([adapter.prices('usd'), adapter.taxRates(), adapter.retrieve(other.id)]);
  assert.ok(seen.size >= 20, [...seen].join('\n'));
});

/** What has to be asked for with a path. */
const QUERIES: Record<string, string> = {
  '/customers/search': 'query=name~"Cust"',
  '/invoices/search': 'query=status:"open" OR status:"paid"',
  '/invoice_payments': 'invoice={invoices}',
  '/credit_notes/preview':
    'invoice={invoices}&lines[0][type]=custom_line_item&lines[0][description]=x&lines[0][quantity]=1&lines[0][unit_amount]=100&out_of_band_amount=100',
};

/** With the ids for what stands in braces; `ids` has them by the first word of the path. */
function pathOf({ parts }: Operation, ids: Record<string, string>): string {
  const path = `/${parts.join('/')}`;
  const query = (QUERIES[path] ?? '').replace('{invoices}', ids['invoices']!);
  return `${path.replace('{id}', ids[parts[0]!] ?? '')}?${query}`;
}

/** Something for each list of the catalog. */
async function fill({ stripe, stub }: Backend): Promise<void> {
  const product = await stripe.products.create({ name: 'Hour' });
  await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 100 });
  await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'AUTUMN' });
  await stripe.shippingRates.create({
    display_name: 'Post',
    type: 'fixed_amount',
    fixed_amount: { amount: 500, currency: 'usd' },
    delivery_estimate: { minimum: { unit: 'business_day', value: 2 } },
  });
  stub.addTemplate();
}

test('every read is answered as described', async () => {
  const { backend, customer, seen, ask } = await begin();
  await fill(backend);
  const invoices = await addOpen(backend, customer);
  const note = await backend.stripe.creditNotes.create({ invoice: invoices, amount: 100 });
  await backend.stripe.invoices.pay(invoices, { paid_out_of_band: true });
  const ids = { invoices, customers: customer, credit_notes: note.id };
  await backend.stripe.paymentMethods.attach('pm_card_visa', { customer });
  const reads = operations.filter(({ method }) => method === 'GET');
  for (const operation of reads) {
    const answer = await ask('GET', pathOf(operation, ids));
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
    const told = isStream ? '{}' : await answer.clone().text();
    assert.equal(answer.status, 200, `${operation.name} ${told}`);
    const { data } = JSON.parse(told) as { data?: unknown[] };
    assert.ok(data?.length !== 0, `${operation.name}: an empty list proves nothing`);
    await answer.body?.cancel();
  }
  assert.equal(seen.size, reads.length);
  for (const path of [
    '/prices?expand[]=data.product&active=true&type=one_time',
    `/invoices/${invoices}?expand[]=payments&expand[]=payments.data.payment.payment_intent`,
    '/invoices?created[gte]=1&status=paid&limit=1',
    '/promotion_codes?active=true&code=AUTUMN&created[gte]=1&expand[]=data.promotion.coupon',
    '/shipping_rates?active=true&currency=usd&created[gte]=1',
    '/invoice_rendering_templates?status=active',
    `/credit_notes?invoice=${invoices}&created[gte]=1`,
    `/invoices/${invoices}/events?limit=1`,
  ])
    assert.equal((await ask('GET', path)).status, 200, path);
});

test('what is given to a draft, and what is done to an open invoice, is as described', async () => {
  const { backend, customer, ask } = await begin();
  const done = async (path: string, body: object): Promise<Json> => {
    const answer = await ask('POST', path, body);
    const told = (await answer.json()) as Json;
    assert.equal(answer.status, 200, `${path} ${JSON.stringify(told)}`);
    return told;
  };
  const address = { line1: 'Harbor Street 1', city: 'Eugene', country: 'US' };
  const shipping = { name: 'Ann', phone: '+49', address };
  await done(`/customers/${customer}`, {
    shipping,
    address: '',
    tax_exempt: 'none',
    preferred_locales: ['en'],
  });
  const bound = { unit: 'day', value: 2 };
  const rate = {
    display_name: 'Courier',
    type: 'fixed_amount',
    fixed_amount: { amount: 500, currency: 'usd' },
    delivery_estimate: { minimum: bound, maximum: bound },
    metadata: { by: 'bike' },
  };
  const template = backend.stub.addTemplate();
  const code = await backend.stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: (await backend.stripe.coupons.create({ amount_off: 100, currency: 'usd', duration: 'once' })).id },
  }); // prettier-ignore
  const draft = await done('/invoices', {
    customer,
    currency: 'usd',
    discounts: [{ promotion_code: code.id }],
    shipping_cost: { shipping_rate_data: rate },
    shipping_details: shipping,
    payment_settings: { payment_method_types: ['card'] },
    rendering: { template, template_version: 1, pdf: { page_size: 'a4' } },
  });
  const path = `/invoices/${draft['id']}`;
  const shown = await done(`${path}/add_lines`, { lines: [LINE] });
  await done(path, {
    description: 'x',
    shipping_cost: '',
    shipping_details: '',
    expected: fingerprint(shown),
  });
  const coupon = (await backend.stripe.coupons.create({ percent_off: 10, duration: 'once', name: 'Ten' })).id;
  const line = shown['lines'].data[0].id as string;
  await done(`${path}/update_lines`, { lines: [{ id: line, tax_rates: '', discounts: [{ coupon }] }] });
  for (const expanded of [
    `${path}?expand[]=discounts.source.coupon&expand[]=payments`,
    `${path}/lines?expand[]=data.discounts.source.coupon`,
  ])
    assert.equal((await ask('GET', expanded)).status, 200, expanded);
  const finalized = await done(`${path}/finalize`, {});
  const note = await done('/credit_notes', {
    invoice: draft['id'],
    lines: [
      { type: 'invoice_line_item', invoice_line_item: finalized['lines'].data[0].id, amount: 400 },
      { type: 'custom_line_item', description: 'Late', quantity: 1, unit_amount: 100, tax_rates: '' },
    ],
    reason: 'order_change',
    memo: 'Sorry',
    email_type: 'none',
    metadata: { ticket: '7' },
  });
  await done(`/credit_notes/${note['id']}/void`, {});
  await done('/invoices', { from_invoice: { action: 'revision', invoice: draft['id'] } });
  const intent = await backend.stripe.paymentIntents.create({ amount: finalized['total'], currency: 'usd', customer, payment_method: 'pm_card_visa', confirm: true, return_url: BASE }); // prettier-ignore
  await done(`${path}/attach_payment`, { payment_intent: intent.id });
});

test('a webhook is answered as described', async () => {
  const { backend, send } = await begin();
  const payload = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'invoice.paid',
    data: { object: {} },
  });
  const signature = await backend.stripe.webhooks.generateTestHeaderStringAsync({
    payload,
    secret: WEBHOOK_SECRET,
    timestamp: NOW,
  });
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  const answer = await send(new Request(`${BASE}/webhook`, { method: 'POST', headers, body: payload }));
  assert.equal(answer.status, 200);
});

test('a busy invoice, too many requests and a server that shuts down are told as described, and when to come again', async () => {
  const headers = {
    'x-person': 'alpha-admin',
    'content-type': 'application/json',
    'idempotency-key': newKey(),
  };
  const turns = { take: () => Promise.resolve(null) };
  const backend = await createBackend({ turns, limits: { person: { all: { requests: 1, seconds: 60 } } } });
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const send = described(backend.handler, BASE);
  const edit = async (): Promise<unknown[]> => {
    const body = JSON.stringify({ description: 'x' });
    const answer = await send(new Request(`${BASE}/invoices/${id}`, { method: 'POST', headers, body }));
    const { code } = (await answer.json()) as Json;
    assert.match(answer.headers.get('retry-after') ?? '', /^\d{1,5}$/);
    return [answer.status, code];
  };
  assert.deepEqual(await edit(), [409, 'invoice_busy']);
  assert.deepEqual(await edit(), [429, 'too_many_requests']);
  await backend.handler.close();
  assert.deepEqual(await edit(), [503, 'shutting_down']);
});

test('previews, new customers and refusals of each kind are as described', async () => {
  const { backend, customer, ask } = await begin();
  const id = await addDraft(backend, customer);
  const statuses = async (...asked: Promise<Response>[]): Promise<number[]> =>
    (await Promise.all(asked)).map(({ status }) => status);
  const address = { line1: 'Harbor Street 1', city: 'Eugene', country: 'US' };
  const soon = { automatically_finalizes_at: NOW + 60 };
  assert.deepEqual(
    await statuses(
      ask(
        'POST',
        '/invoices/create_preview',
        { customer, invoice_items: [{ description: 'x', amount: 1, currency: 'usd' }] },
        null,
      ),
      ask('POST', '/invoices', { customer, auto_advance: true }),
    ),
    [200, 200],
  );
  assert.deepEqual(
    await statuses(
      ask('GET', '/invoices/in_nope'),
      ask('POST', '/customers', { name: 'x', address }),
      ask('POST', `/invoices/${id}`, { nonsense: 1 }),
      ask('POST', `/invoices/${id}`, { description: 'x' }, null),
      ask('POST', `/invoices/${id}/finalize`, { expected: {} }),
      ask('POST', `/invoices/${id}`, soon),
      ask('POST', `/invoices/${id}`, { description: 'x', ...soon }),
      ask('POST', `/invoices/${id}`, { description: 'x', expected: {} }),
      ask('POST', '/credit_notes', { invoice: 'in_nope', amount: 1 }),
      ask('POST', `/invoices/${id}/pay`, {}),
      ask('POST', `/invoices/${id}`, { description: 'x'.repeat(2_000_000) }),
      ask('POST', '/webhook', {}),
    ),
    [404, 400, 400, 400, 409, 400, 400, 409, 404, 409, 413, 400],
  );
  const whole = await createBackend({
    session: () => ({ user: { id: 'a' }, scope: { everything: true } }),
    authorize: () => true,
  });
  const seen = new Set<string>();
  driven.push(seen);
  const made = await described(
    whole.handler,
    BASE,
    seen,
  )(
    new Request(`${BASE}/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
      body: JSON.stringify({ name: 'New', address, metadata: { note: 'x' } }),
    }),
  );
  assert.equal(made.status, 200);
});

test('all that is described was done above, and held against the description', () => {
  const done = new Set(driven.flatMap((seen) => [...seen]));
  assert.deepEqual([...done].sort(), operations.map(({ name }) => name).sort());
});
