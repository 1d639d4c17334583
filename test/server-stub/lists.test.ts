/** Lists and search: cursors both ways, filters, the query language, and a page out of ten thousand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { asker, newCustomer, newStub, sdk, START } from './support.js';

test('pages run newest first, both ways, and auto-paging sees each once', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const made: string[] = [];
  for (let i = 0; i < 25; i++) made.unshift((await newCustomer(stripe)).id);
  const first = await stripe.customers.list();
  assert.deepEqual(
    [first.data.map((row) => row.id), first.has_more, first.url],
    [made.slice(0, 10), true, '/v1/customers'],
  );
  const last = await stripe.customers.list({ limit: 20, starting_after: made[9] ?? '' });
  assert.deepEqual([last.data.map((row) => row.id), last.has_more], [made.slice(10), false]);
  const before = await stripe.customers.list({ limit: 5, ending_before: made[10] ?? '' });
  assert.deepEqual([before.data.map((row) => row.id), before.has_more], [made.slice(5, 10), true]);
  const all: string[] = [];
  for await (const row of stripe.customers.list({ limit: 7 })) all.push(row.id);
  assert.deepEqual(all, made);
});

test('limits and cursors are checked', async () => {
  const stripe = sdk(newStub());
  await assert.rejects(stripe.invoices.list({ limit: 0 }), {
    message: 'This value must be greater than or equal to 1.',
    param: 'limit',
  });
  await assert.rejects(stripe.invoices.list({ limit: 101 }), { param: 'limit' });
  await assert.rejects(stripe.invoices.list({ starting_after: 'in_nope' }), {
    code: 'resource_missing',
    param: 'starting_after',
  });
});

test('invoices are filtered by customer, status, method, creation and due date', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const [ada, bob] = [await newCustomer(stripe), await newCustomer(stripe)];
  const one = await stripe.invoices.create({ customer: ada.id });
  stub.clock.advance(100);
  const two = await stripe.invoices.create({
    customer: bob.id,
    collection_method: 'send_invoice',
    days_until_due: 1,
  });
  await stripe.invoices.finalizeInvoice(two.id);
  const ids = async (params: Stripe.InvoiceListParams) =>
    (await stripe.invoices.list(params)).data.map((row) => row.id);
  assert.deepEqual(await ids({ customer: ada.id }), [one.id]);
  assert.deepEqual(await ids({ status: 'paid' }), [two.id]);
  assert.deepEqual(await ids({ collection_method: 'send_invoice' }), [two.id]);
  assert.deepEqual(await ids({ created: { gt: START } }), [two.id]);
  assert.deepEqual(await ids({ created: { gte: START, lt: START + 100 } }), [one.id]);
  assert.deepEqual(await ids({ created: START }), [one.id]);
  assert.deepEqual(await ids({ due_date: { lte: START + 100 + 86_400 } }), [two.id]);
  assert.deepEqual(await ids({ subscription: 'sub_1' }), []);
});

test('prices are filtered by product, activity, currency and type; one-off ones are inactive', async () => {
  const stripe = sdk(newStub());
  const product = await stripe.products.create({ name: 'Seat' });
  const usd = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 500 });
  const eur = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 500,
    recurring: { interval: 'month' },
  });
  const customer = (await newCustomer(stripe)).id;
  await stripe.invoiceItems.create({ customer, amount: 5, currency: 'usd' });
  const ids = async (params: Stripe.PriceListParams) =>
    (await stripe.prices.list(params)).data.map((row) => row.id);
  assert.deepEqual(await ids({ active: true, product: product.id }), [eur.id, usd.id]);
  assert.deepEqual(await ids({ active: true, currency: 'eur' }), [eur.id]);
  assert.deepEqual(await ids({ active: true, type: 'one_time' }), [usd.id]);
  assert.equal((await ids({ active: false })).length, 1);
});

test('search speaks the query language', async () => {
  const stripe = sdk(newStub());
  const ada = await newCustomer(stripe, {
    name: 'Ada Lovelace',
    email: 'ada@engines.example',
    metadata: { tier: 'gold' },
  });
  const bob = await newCustomer(stripe, { name: "Bob O'Neil", email: 'bob@engines.example' });
  const find = async (query: string) => (await stripe.customers.search({ query })).data.map((row) => row.id);
  assert.deepEqual(await find('name~"love"'), [ada.id]);
  assert.deepEqual(await find('email:"BOB@engines.example"'), [bob.id]);
  assert.deepEqual(await find('email~"engines" AND -name~"ada"'), [bob.id]);
  assert.deepEqual(await find('name~"ada" OR name~"bob"'), [bob.id, ada.id]);
  assert.deepEqual(await find("metadata['tier']:'gold'"), [ada.id]);
  assert.deepEqual(await find('metadata["tier"]:null'), [bob.id]);
  assert.deepEqual(await find(`name:'Bob O\\'Neil'`), [bob.id]);
  assert.deepEqual(await find(`created>=${START}`), [bob.id, ada.id]);
  assert.deepEqual(await find(`created<${START}`), []);
  for (const query of [
    'nope:"x"',
    'name~"a" AND email~"b" OR name~"c"',
    'name',
    'name>"x"',
    'name~"a" AND',
  ]) {
    await assert.rejects(find(query), { statusCode: 400, param: 'query' }, query);
  }
});

test('search pages, counts when asked, and auto-pages', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  for (let i = 0; i < 12; i++) await stripe.invoices.create({ customer, metadata: { run: 'a' } });
  const query = `metadata['run']:'a' AND status:'draft' AND total<=0`;
  const first = await stripe.invoices.search({ query, limit: 5, expand: ['total_count', 'data.customer'] });
  assert.deepEqual([first.data.length, first.has_more, first.total_count], [5, true, 12]);
  assert.equal((first.data[0]?.customer as { id: string }).id, customer);
  const seen = new Set<string>();
  for await (const invoice of stripe.invoices.search({ query, limit: 5 })) seen.add(invoice.id);
  assert.equal(seen.size, 12);
  await assert.rejects(stripe.invoices.search({ query: 'total>5', page: first.next_page ?? '' }), {
    param: 'page',
  });
});

test('arrays are read in both spellings', async () => {
  const stub = newStub();
  const ask = asker(stub);
  const customer = (await newCustomer(sdk(stub))).id;
  const id = (await sdk(stub).invoices.create({ customer })).id;
  const path = `/v1/invoices/${id}/add_lines`;
  await ask('POST', path, 'lines[0][amount]=1&lines[0][description]=a&lines[1][amount]=2');
  await ask('POST', path, 'lines[][amount]=3&lines[][description]=c&lines[][amount]=4&expand[]=customer');
  const { lines } = await sdk(stub).invoices.retrieve(id);
  assert.deepEqual(
    lines.data.map((line) => [line.amount, line.description]),
    [
      [1, 'a'],
      [2, null],
      [3, 'c'],
      [4, null],
    ],
  );
});
