/** Asking in an older API version: its parameters and paths, its events, and the real SDK speaking it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import { knownVersions, NEWEST_VERSION, type StripeStub } from '../../server-stub/stripe/index.js';
import type { Json } from '../json.js';
import { complaintsAboutRequest, validatingRequests } from './schema-requests.js';
import { insideEvents, skipReason, validatingFetch } from './schema.js';
import { asker, newStub, type Answer, type Ask } from './support.js';

const OLD = '2024-06-20';

async function start(version = OLD, stub: StripeStub = newStub()) {
  const now = asker(stub);
  const old: Ask = (method, path, params, headers) =>
    now(method, path, params, { 'stripe-version': version, ...headers });
  const make = async (path: string, params: Record<string, string>) =>
    String((await now('POST', path, params)).body['id']);
  const customer = await make('/v1/customers', { name: 'Ada', email: 'ada@example.com' });
  const product = await make('/v1/products', { name: 'Hosting' });
  const price = await make('/v1/prices', { product, currency: 'usd', unit_amount: '900' });
  const invoice = await make('/v1/invoices', { customer });
  return { stub, now, old, make, customer, price, invoice };
}

function refused({ status, body }: Answer, message: string | RegExp, param?: string): void {
  assert.equal(status, 400);
  assert.match(
    String(body.error?.['message']),
    typeof message === 'string' ? new RegExp(`^${message}$`) : message,
  );
  if (param !== undefined) assert.equal(body.error?.['param'], param);
}

test('items and lines take `price` before basil and `pricing` since', async () => {
  const { old, now, customer, price, invoice } = await start();
  const item = (await old('POST', '/v1/invoiceitems', { customer, price, quantity: '2' })).body as Json;
  assert.equal(item['price'].id, price);
  assert.equal(item['amount'], 1800);
  const add = `/v1/invoices/${invoice}/add_lines`;
  const added = (await old('POST', add, { 'lines[0][price]': price })).body as Json;
  const [line] = added['lines'].data;
  assert.equal(line.price.id, price);
  const path = `/v1/invoices/${invoice}/lines/${line.id}`;
  assert.equal((await old('POST', path, { price, quantity: '3' })).body['amount'], 2700);

  const pricing = { customer, 'pricing[price]': price };
  refused(await old('POST', '/v1/invoiceitems', pricing), 'Received unknown parameter: pricing', 'pricing');
  refused(await now('POST', '/v1/invoiceitems', { customer, price }), 'Received unknown parameter: price');
  refused(await now('POST', add, { 'lines[0][price]': price }), /unknown parameter/, 'lines[0][price]');
  refused(
    await old('POST', add, { 'lines[0][amount]': '1', 'lines[1][pricing][price]': price }),
    /unknown parameter/,
    'lines[1][pricing]',
  );
});

test('a refusal names the parameters as they were sent', async () => {
  const { old, customer, price, invoice } = await start();
  const items = '/v1/invoiceitems';
  refused(await old('POST', items, { customer, price: 'price_no' }), "No such price: 'price_no'", 'price');
  const lines = { 'lines[0][amount]': '1', 'lines[1][price]': 'price_no' };
  refused(await old('POST', `/v1/invoices/${invoice}/add_lines`, lines), /No such price/, 'lines[1][price]');
  refused(
    await old('POST', items, { customer, price, amount: '4' }),
    'You may only specify one of these parameters: amount, price.',
    'amount',
  );
  const deep = await old('POST', items, { customer, 'price[id]': price });
  refused(deep, /Invalid string/, 'price');
});

test('invoice items take a whole `unit_amount` before basil', async () => {
  const { old, now, customer } = await start();
  const items = '/v1/invoiceitems';
  const item = await old('POST', items, { customer, currency: 'usd', unit_amount: '250', quantity: '3' });
  assert.equal(item.body['amount'], 750);
  assert.equal(item.body['unit_amount'], 250);
  assert.equal(item.body['unit_amount_decimal'], '250');
  const changed = await old('POST', `${items}/${String(item.body['id'])}`, { unit_amount_decimal: '2.5' });
  assert.equal(changed.body['unit_amount'], null);
  refused(await old('POST', items, { customer, unit_amount: '2.5' }), 'Invalid integer: 2.5', 'unit_amount');
  refused(
    await old('POST', items, { customer, unit_amount: '2', unit_amount_decimal: '2' }),
    'You may only specify one of these parameters: unit_amount, unit_amount_decimal.',
  );
  refused(await now('POST', items, { customer, unit_amount: '2' }), /unknown parameter: unit_amount/);
});

test('the upcoming invoice is asked for by GET before basil, with a coupon beside the discounts', async () => {
  const { old, now, make, customer } = await start();
  const coupon = await make('/v1/coupons', { percent_off: '50' });
  await old('POST', '/v1/invoiceitems', { customer, amount: '800', currency: 'usd' });
  const upcoming = await old('GET', '/v1/invoices/upcoming', { customer, coupon });
  assert.equal(upcoming.body['total'], 400);
  assert.equal('id' in upcoming.body, false);
  assert.deepEqual([upcoming.body['paid'], upcoming.body['payment_intent']], [false, null]);
  const lines = (await old('GET', '/v1/invoices/upcoming/lines', { customer, limit: '1' })).body as Json;
  assert.equal(lines['data'][0].price.unit_amount, 800);
  const preview = await old('POST', '/v1/invoices/create_preview', { customer, coupon });
  assert.equal(preview.body['total'], 400);
  refused(
    await old('GET', '/v1/invoices/upcoming', { customer, coupon: 'gone' }),
    "No such coupon: 'gone'",
    'coupon',
  );
  const since = await now('GET', '/v1/invoices/upcoming', `customer=${customer}`);
  assert.equal(since.status, 400);
  assert.equal((await now('GET', '/v1/invoices/upcoming')).status, 404);
  refused(await now('POST', '/v1/invoices/create_preview', { customer, coupon }), /unknown parameter/);
});

test('parameters come with their version', async () => {
  const { now, customer } = await start();
  const rows: [string, string, string][] = [
    ['automatically_finalizes_at', '1792003600', '2024-10-28.acacia'],
    ['rendering[amount_tax_display]', 'exclude_tax', '2023-10-16'],
    ['number', 'N-1', '2023-10-16'],
    ['issuer[type]', 'self', '2023-10-16'],
    ['effective_at', '1792000000', '2022-11-15'],
  ];
  for (const [name, value, since] of rows) {
    for (const version of knownVersions) {
      const params = { customer, auto_advance: 'true', [name]: name === 'number' ? version : value };
      const answer = await now('POST', '/v1/invoices', params, { 'stripe-version': version });
      if (version >= since) assert.equal(answer.status, 200, `${name} in ${version}`);
      else refused(answer, /unknown parameter/, name.replace(/\[.*/, ''));
    }
  }
});

test('how tax is displayed had another name until 2024-04-10', async () => {
  const { old, customer } = await start('2023-08-16');
  const params = { customer, 'rendering_options[amount_tax_display]': 'exclude_tax' };
  const made = (await old('POST', '/v1/invoices', params)).body as Json;
  assert.deepEqual(made['rendering_options'], { amount_tax_display: 'exclude_tax' });
  assert.equal('rendering' in made, false);
  const wrong = { customer, 'rendering_options[amount_tax_display]': 'never' };
  refused(
    await old('POST', '/v1/invoices', wrong),
    /must be one of/,
    'rendering_options[amount_tax_display]',
  );
});

test('until 2022-08-01 an invoice took the pending items by itself', async () => {
  const { old, now, customer } = await start('2020-08-27');
  await now('POST', '/v1/invoiceitems', { customer, amount: '300', currency: 'usd' });
  assert.equal((await now('POST', '/v1/invoices', { customer })).body['total'], 0);
  const params = { customer, pending_invoice_items_behavior: 'exclude' };
  assert.equal((await old('POST', '/v1/invoices', params)).body['total'], 0);
  assert.equal((await old('POST', '/v1/invoices', { customer })).body['total'], 300);
});

const paths: { path: string; known: (version: string) => boolean }[] = [
  ...[
    'payment_intent',
    'payment_intent.payment_method',
    'charge',
    'subscription',
    'discount',
    'discount.coupon',
    'lines.data.price',
    'lines.data.price.product',
    'lines.data.tax_rates',
    'lines.data.invoice_item',
    'total_tax_amounts.tax_rate',
  ].map((path) => ({ path, known: (version: string) => version < '2025-03-31.basil' })),
  ...[
    'payments',
    'confirmation_secret',
    'payments.data.payment.payment_intent',
    'lines.data.pricing.price_details.price',
  ].map((path) => ({ path, known: (version: string) => version >= '2025-03-31.basil' })),
  { path: 'discounts.coupon', known: (version) => version < '2025-09-30.clover' },
  { path: 'discounts.source.coupon', known: (version) => version >= '2025-09-30.clover' },
  {
    path: 'payment_intent.latest_charge',
    known: (version) => version >= '2022-11-15' && version < '2025-03-31.basil',
  },
  { path: 'payment_intent.charges', known: (version) => version < '2022-11-15' },
  { path: 'customer', known: () => true },
];

test('what can be expanded depends on the version', async () => {
  const { now, invoice } = await start();
  for (const { path, known } of paths) {
    for (const version of knownVersions) {
      const asked = `expand[]=${path}`;
      const answer = await now('GET', `/v1/invoices/${invoice}`, asked, { 'stripe-version': version });
      if (known(version)) assert.equal(answer.status, 200, `${path} in ${version}`);
      else refused(answer, /^This property cannot be expanded/, 'expand[0]');
    }
  }
});

test('what is expanded is in the dialect of the request', async () => {
  const { old, now, price, invoice } = await start();
  await now('POST', `/v1/invoices/${invoice}/add_lines`, { 'lines[0][pricing][price]': price });
  await now('POST', `/v1/invoices/${invoice}/pay`, { payment_method: 'pm_card_visa' });
  const expand = [
    'payment_intent.payment_method',
    'payment_intent.invoice',
    'charge',
    'lines.data.price.product',
  ];
  const asked = expand.map((path) => `expand[]=${path}`).join('&');
  const told = (await old('GET', `/v1/invoices/${invoice}`, asked)).body as Json;
  assert.equal(told['payment_intent'].payment_method.card.brand, 'visa');
  assert.equal(told['payment_intent'].invoice.paid, true);
  assert.equal(told['charge'].invoice, invoice);
  assert.equal(told['lines'].data[0].price.product.name, 'Hosting');
  const early = { 'stripe-version': '2020-08-27' };
  const [listed] = ((await now('GET', '/v1/invoices', 'expand[]=data.payment_intent', early)).body as Json)[
    'data'
  ];
  assert.equal(listed.payment_intent.charges.data[0].paid, true);
});

test('events are told in the version of the account, and to each webhook in its own', async () => {
  const bodies: Json[] = [];
  const receive = async (request: Request) => {
    bodies.push((await request.json()) as Json);
    return new Response('{}');
  };
  const stub = newStub({ apiVersion: OLD, deliver: receive });
  const { now, invoice, price } = await start(OLD, stub);
  const hook = {
    'url': 'https://shop.example/hook',
    'enabled_events[0]': 'invoice.paid',
    'api_version': NEWEST_VERSION,
  };
  assert.equal((await now('POST', '/v1/webhook_endpoints', hook)).body['api_version'], NEWEST_VERSION);
  stub.addWebhook({ handler: receive, events: ['invoice.paid'], apiVersion: '2020-08-27' });
  stub.addWebhook({ handler: receive, events: ['invoice.paid'] });
  await now('POST', `/v1/invoices/${invoice}/add_lines`, { 'lines[0][price]': price });
  await now('POST', `/v1/invoices/${invoice}/pay`, { payment_method: 'pm_card_visa' });
  await stub.settled();

  const told = new Map(bodies.map((event) => [event['api_version'], event['data'].object as Json]));
  assert.deepEqual([...told.keys()].sort(), ['2020-08-27', OLD, NEWEST_VERSION]);
  if (skipReason === null) assert.deepEqual(bodies.flatMap(insideEvents), []);
  assert.equal(told.get(OLD)?.['paid'], true);
  assert.equal('paid' in (told.get(NEWEST_VERSION) ?? {}), false);
  assert.equal(new Set(bodies.map((event) => event['id'])).size, 1);

  // Asked for in another version, an event stays as it happened.
  const asked = await now('GET', '/v1/events', 'type=invoice.paid', { 'stripe-version': NEWEST_VERSION });
  const [event] = (asked.body as Json)['data'];
  assert.equal(event.api_version, OLD);
  assert.equal(event.data.object.paid, true);
  const updates = ((await now('GET', '/v1/events', 'type=invoice.updated')).body as Json)['data'];
  assert.equal(updates[0].data.previous_attributes.paid, false);
  assert.equal(updates[1].data.previous_attributes.payment_intent, null);
});

test('an event keeps the price that it was told with', async () => {
  const stub = newStub({ apiVersion: OLD });
  const { now, invoice, price } = await start(OLD, stub);
  await now('POST', `/v1/invoices/${invoice}/add_lines`, { 'lines[0][price]': price });
  await now('POST', `/v1/prices/${price}`, { nickname: 'changed' });
  const [event] = ((await now('GET', '/v1/events', 'type=invoice.updated')).body as Json)['data'];
  assert.equal(event.data.object.lines.data[0].price.nickname, null);
});

test('a webhook endpoint cannot ask for a version that nobody knows', async () => {
  const { now, stub } = await start();
  const hook = {
    'url': 'https://shop.example/hook',
    'enabled_events[0]': '*',
    'api_version': '2024-06-21.dahlia',
  };
  refused(await now('POST', '/v1/webhook_endpoints', hook), /^Invalid Stripe API version/, 'api_version');
  assert.throws(() => stub.addWebhook({ apiVersion: 'never' }), RangeError);
});

test('the real SDK speaks an older version', async () => {
  const stub = newStub();
  const stripe = new Stripe('sk_test_stand_in', {
    apiVersion: OLD as never,
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient(validatingFetch(stub)),
  });
  const customer = await stripe.customers.create({ email: 'ada@example.com' });
  const draft = await stripe.invoices.create({ customer: customer.id });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 900 });
  const paid = (await stripe.invoices.pay(draft.id, {
    payment_method: 'pm_card_visa',
    expand: ['payment_intent.latest_charge'],
  })) as unknown as Json;
  assert.equal(paid['paid'], true);
  assert.equal(paid['payment_intent'].latest_charge.amount, 900);
  assert.equal(paid['lines'].data[0].invoice_item.startsWith('ii_'), true);
  await assert.rejects(stripe.invoices.retrieve(draft.id, { expand: ['payments'] }), /cannot be expanded/);
});

test('a key replays what it answered first, in the version that was asked first', async () => {
  const { now, customer } = await start();
  const key = { 'idempotency-key': 'one' };
  const first = await now('POST', '/v1/invoices', { customer }, { ...key, 'stripe-version': OLD });
  const again = await now('POST', '/v1/invoices', { customer }, { ...key, 'stripe-version': OLD });
  assert.deepEqual(again.body, first.body);
  assert.equal('paid' in again.body, true);
});

test('requests are held against their description', { skip: skipReason ?? false }, async () => {
  const complaints = (method: string, path: string, body = '') =>
    complaintsAboutRequest(
      new Request(`http://127.0.0.1${path}`, { method, ...(method === 'POST' && { body }) }),
    );
  assert.deepEqual(await complaints('POST', '/v1/invoices', 'customer=cus_1&metadata[a]=&footer=x'), []);
  assert.deepEqual(await complaints('GET', '/v1/invoices?created[gte]=1&limit=3&expand[]=data.customer'), []);
  assert.deepEqual(await complaints('GET', '/v1/invoices?status=late&limit=three'), [
    'status: "late" is none of draft, open, paid, uncollectible, void',
    'limit: integer wanted, not "three"',
  ]);
  assert.deepEqual(await complaints('POST', '/v1/invoices/in_1/add_lines', 'lines[0][price]=price_1'), [
    'lines[0][price]: unknown',
  ]);
  assert.deepEqual(await complaints('POST', '/v1/invoices/in_1/remove_lines', 'lines[0][id]=il_1'), [
    'lines[0][behavior]: missing',
  ]);
  const fetch = validatingRequests(() => Promise.resolve(new Response()));
  await assert.rejects(fetch('http://127.0.0.1/v1/invoices?nope=1'), /nope: unknown/);
  assert.equal((await fetch('http://127.0.0.1/v1/invoices?limit=1')).status, 200);
});
