/** Search: its language as the docs have it, how far it lags behind where asked to, and where there is none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCustomer, newDraft, newStub, sdk } from './support.js';

test('values: quoted text in any case, numbers with or without quotes, escapes, null, metadata', async () => {
  const stripe = sdk(newStub());
  const plain = await newCustomer(stripe, { name: 'Ada "The First"', email: 'ada@x.example' });
  const tagged = await newCustomer(stripe, { name: 'Bob', metadata: { "it's": 'Gold' } });
  const find = async (query: string) => (await stripe.customers.search({ query })).data.map(({ id }) => id);
  assert.deepEqual(await find('name:"ada \\"the first\\""'), [plain.id]);
  assert.deepEqual(await find(`name:'ADA "THE FIRST"'`), [plain.id]);
  assert.deepEqual(await find(`metadata['it\\'s']:'gold'`), [tagged.id]);
  assert.deepEqual(await find(`-metadata["it's"]:null`), [tagged.id]);
  assert.deepEqual(await find('phone:NULL and -name:"bob"'), [plain.id]);
  assert.deepEqual(await find(`created:${plain.created} or name:"nobody"`), [tagged.id, plain.id]);
  assert.deepEqual(await find(`created:'${plain.created + 1}'`), []);
  assert.deepEqual(await find(`created<='${plain.created}' name~"ada"`), [plain.id]);
});

test('what a field cannot be asked is refused: parts of numbers and tokens, order of text, too short a part', async () => {
  const stripe = sdk(newStub());
  for (const [query, why] of [
    ['currency~"usd"', /only be compared by ":"/],
    ['number~"ab"', /at least 3 characters/],
    ['total~"100"', /is a number/],
    ['number>"A"', /is not a number/],
    ['total>"A"', /"A" is not a number/],
    ['total:0x10', /is not a number/],
    ['status:open', /quotation marks/],
    ['metadata["a"]~"abc"', /only be compared by ":"/],
    ['metadata:"abc"', /metadata needs a key/],
    ['total>null', /null can only/],
    ['status:"open" AND total>5 OR total<3', /cannot be combined/],
  ] as const) {
    await assert.rejects(
      stripe.invoices.search({ query }),
      { statusCode: 400, param: 'query', message: why },
      query,
    );
  }
});

test('prices are searched by what they are for', async () => {
  const stripe = sdk(newStub());
  const { id: product } = await stripe.products.create({ name: 'Hour' });
  const price = await stripe.prices.create({
    product,
    currency: 'usd',
    unit_amount: 900,
    lookup_key: 'hour_usd',
    metadata: { tier: 'a' },
  });
  await stripe.prices.create({ product, currency: 'eur', unit_amount: 800, active: false });
  for (const query of [
    `product:'${product}' AND currency:'usd'`,
    "active:'true' AND type:'one_time'",
    "lookup_key~'hour'",
    "metadata['tier']:'a'",
  ]) {
    const found = await stripe.prices.search({ query });
    assert.deepEqual(
      found.data.map(({ id }) => id),
      [price.id],
      query,
    );
  }
});

test('with a delay rows are found as they were, or not yet, in their order, and pages stay whole', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const old = await newCustomer(stripe, { name: 'Old Name' });
  stub.search.delay(60);
  const found = async () =>
    (await stripe.customers.search({ query: 'created>0' })).data.map(({ name }) => name);
  assert.deepEqual(await found(), ['Old Name']);
  await newCustomer(stripe, { name: 'Second' });
  await stripe.customers.update(old.id, { name: 'New Name' });
  assert.deepEqual(await found(), ['Old Name']);
  assert.equal(((await stripe.customers.retrieve(old.id)) as { name: string }).name, 'New Name');
  assert.equal((await stripe.customers.list()).data.length, 2);
  stub.clock.advance(30);
  const third = await newCustomer(stripe, { name: 'Third' });
  stub.clock.advance(29);
  assert.deepEqual(await found(), ['Old Name']);
  stub.clock.advance(1);
  assert.deepEqual(await found(), ['Second', 'New Name']);
  stub.clock.advance(30);
  assert.deepEqual(await found(), ['Third', 'Second', 'New Name']);
  await stripe.customers.del(third.id);
  assert.deepEqual((await found()).length, 3);
  stub.search.delay(0);
  assert.deepEqual(await found(), ['Second', 'New Name']);
});

test('what happens by itself is found late too, and a deleted draft for a while still', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  stub.search.delay(60);
  const draft = await newDraft(stripe, 900, {
    auto_advance: true,
    collection_method: 'send_invoice',
    days_until_due: 3,
  });
  const gone = await newDraft(stripe, 100);
  stub.clock.advance(60);
  await stripe.invoices.del(gone.id);
  const statuses = async () =>
    (await stripe.invoices.search({ query: 'total>0' })).data.map(({ status }) => status);
  assert.deepEqual(await statuses(), ['draft', 'draft']);
  stub.clock.advance(3541);
  assert.equal((await stripe.invoices.retrieve(draft.id)).status, 'open');
  assert.deepEqual(await statuses(), ['draft']);
  stub.clock.advance(60);
  assert.deepEqual(await statuses(), ['open']);
});

test('there is no search for merchants in India', async () => {
  const stripe = sdk(newStub({ account: { country: 'IN', default_currency: 'inr' } }));
  await newCustomer(stripe);
  await assert.rejects(stripe.customers.search({ query: 'name~"ada"' }), {
    statusCode: 400,
    message: /not available to merchants in India/,
  });
  assert.equal((await stripe.customers.list()).data.length, 1);
});
