/** What the draft editor asks for beside the draft itself, over the real handler. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validWorld } from '../server-stub/valid-world.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { newKey } from '../../src/adapter/intent.js';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import type { LineParams } from '../../src/invoice/wire.js';
import { HASTY, json, scripted } from './support.js';

const write = () => ({ key: newKey() });

async function begin() {
  const world = await validWorld();
  const asked: string[] = [];
  const send = world.asUser('alpha-admin');
  const fetch = (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    asked.push(`${request.method} ${pathname} ${searchParams.getAll('expand[]').join()}`.trim());
    return send(request);
  };
  const adapter = new HttpAdapter({ url: '/api/billing', fetch, retry: HASTY });
  return { world, adapter, asked, customer: world.customers.acme.id };
}

test('the coupons that can still be used, page by page, and no more than 300', async () => {
  const coupon = (count: number) => ({ id: `c${count}`, object: 'coupon', valid: count % 2 === 0 });
  const page = (first: number) =>
    json({
      object: 'list',
      has_more: true,
      data: Array.from({ length: 100 }, (_, index) => coupon(first + index)),
    });
  const { fetch, requests, left } = scripted(page(0), page(100), page(200), page(300));
  const adapter = new HttpAdapter({ url: 'https://shop.test', fetch, retry: HASTY });
  const coupons = await adapter.coupons();
  assert.deepEqual([coupons.length, coupons.at(-1)?.id, left.length], [150, 'c298', 1]);
  assert.match(requests[2]!.url, /starting_after=c199/);
});

test('a new customer is the tenant’s, and can be invoiced', async () => {
  const { adapter } = await begin();
  const made = await adapter.createCustomer({ name: 'Ann', email: 'ann@new.example' }, write());
  assert.deepEqual([made.name, made.has_default_payment_method], ['Ann', false]);
  const draft = await adapter.create({ customer: made.id, currency: 'eur' }, write());
  assert.equal(draft.customer_email, 'ann@new.example');
});

test('discounts of an invoice and of its lines are told, each once, however many lines there are', async () => {
  const { world, adapter, asked, customer } = await begin();
  const { stripe } = world;
  const ten = await stripe.coupons.create({ percent_off: 10, duration: 'once', name: 'Ten', metadata: { secret: 'x' } }); // prettier-ignore
  const five = await stripe.coupons.create({ amount_off: 500, currency: 'usd', duration: 'once' });
  const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: five.id } });
  const draft = await adapter.create(
    { customer, currency: 'usd', discounts: [{ promotion_code: code.id }] },
    write(),
  );
  const whole = await adapter.discounts(draft.id);
  assert.deepEqual(
    whole.map(({ coupon, promotion_code }) => [coupon?.amount_off, promotion_code]),
    [[500, code.id]],
  );
  const none = `/api/billing/invoices/${draft.id}/lines`;
  assert.ok(!asked.some((each) => each.includes(none)), 'no line has one');

  const lines: LineParams[] = Array.from({ length: 24 }, (_, index) => ({
    description: `Item ${index}`,
    amount: 1000,
    ...(index % 12 === 11 && { discounts: [{ coupon: ten.id }] }),
  }));
  const longer = await adapter.addLines(draft.id, lines, write());
  const told = await adapter.discounts(draft.id);
  const all = await adapter.lines(draft.id);
  const onLines = all.flatMap(({ discounts }) => discounts);
  assert.equal(onLines.length, 2);
  assert.deepEqual(told.map(({ id }) => id).sort(), [...longer.discounts, ...onLines].sort());
  assert.deepEqual(
    told.map(({ coupon, promotion_code }) => [coupon?.name, coupon?.percent_off, promotion_code]).slice(1),
    [['Ten', 10, null], ['Ten', 10, null]],
  ); // prettier-ignore
  assert.doesNotMatch(JSON.stringify(told), /secret|metadata/);

  const [discounted] = all.filter(({ discounts }) => discounts.length > 0);
  const { total } = await adapter.retrieve(draft.id);
  const cleared = await adapter.updateLines(draft.id, [{ id: discounted!.id, discounts: '' }], write());
  assert.equal(cleared.total, total + 100);
  assert.deepEqual(
    fingerprint(await adapter.retrieve(draft.id), await adapter.lines(draft.id)).discounts,
    longer.discounts,
  );
});

test('a discount that a backend leaves as an id has no coupon to show', async () => {
  const invoice = { id: 'in_1', object: 'invoice', discounts: ['di_1', null], lines: { data: [] } };
  const { fetch } = scripted(json(invoice));
  const adapter = new HttpAdapter({ url: 'https://shop.test', fetch, retry: HASTY });
  assert.deepEqual(await adapter.discounts('in_1'), [{ id: 'di_1', coupon: null, promotion_code: null }]);
});

test('an open invoice is revised, and takes the place of the first when it is finalized', async () => {
  const { adapter, customer } = await begin();
  const lines: LineParams[] = [{ description: 'Work', amount: 5000 }];
  const first = await adapter.createAndFinalize({ customer, currency: 'usd', lines }, write());
  const revision = await adapter.revise(
    { from_invoice: { action: 'revision', invoice: first.id }, description: 'Second try' },
    write(),
  );
  assert.deepEqual(
    [revision.status, revision.total, revision.description, revision.from_invoice?.invoice],
    ['draft', 5000, 'Second try', first.id],
  );
  await adapter.finalize(revision.id, {}, write());
  const replaced = await adapter.retrieve(first.id);
  assert.deepEqual([replaced.status, replaced.latest_revision], ['void', revision.id]);
});

test('a preview comes to what the invoice would, and what is pending in its currency is in both', async () => {
  const { world, adapter, customer } = await begin();
  const { stripe } = world;
  for (const currency of ['usd', 'eur'])
    await stripe.invoiceItems.create({ customer, currency, amount: 700, description: `Left in ${currency}` });
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' });
  const preview = await adapter.preview({
    customer,
    currency: 'usd',
    discounts: [{ coupon: coupon.id }],
    invoice_items: [{ description: 'Work', amount: 1300, currency: 'usd' }],
  });
  assert.deepEqual([preview.total, preview.lines.length], [1000, 2]);
  assert.equal((await adapter.list({ customer, limit: 100 })).data.length, 0, 'nothing was made');

  const draft = await adapter.create(
    { customer, currency: 'usd', pending_invoice_items_behavior: 'include' },
    write(),
  );
  assert.deepEqual(
    draft.lines.map(({ description }) => description),
    ['Left in usd'],
  );
  const left = await stripe.invoiceItems.list({ customer, pending: true });
  assert.deepEqual(
    left.data.map(({ currency }) => currency),
    ['eur'],
  );
});

test('what a draft is given is read back from it', async () => {
  const { world, adapter, customer } = await begin();
  const rate = await world.stripe.shippingRates.create({ display_name: 'Post', type: 'fixed_amount', fixed_amount: { amount: 500, currency: 'usd' } }); // prettier-ignore
  const template = world.stub.addTemplate({ nickname: 'Plain' });
  const address = { line1: 'Street 1', city: 'Eugene', country: 'US' };
  const draft = await adapter.create(
    {
      customer,
      currency: 'usd',
      automatic_tax: { enabled: false },
      statement_descriptor: 'NORTHWIND',
      shipping_cost: { shipping_rate: rate.id },
      shipping_details: { name: 'Ann', phone: '+49', address },
      payment_settings: { payment_method_types: ['card'] },
      rendering: { template, pdf: { page_size: 'a4' } },
    },
    write(),
  );
  assert.deepEqual(draft.shipping_cost, { amount_subtotal: 500, amount_tax: 0, amount_total: 500, shipping_rate: rate.id }); // prettier-ignore
  assert.deepEqual(
    [draft.shipping_details?.name, draft.shipping_details?.address?.city, draft.statement_descriptor],
    ['Ann', 'Eugene', 'NORTHWIND'],
  );
  assert.deepEqual([draft.rendering?.template, draft.rendering?.pdf?.page_size], [template, 'a4']);
  assert.deepEqual(draft.payment_method_types, ['card']);
  const freed = await adapter.update(
    draft.id,
    { shipping_cost: '', shipping_details: '', payment_settings: { payment_method_types: '' } },
    write(),
  );
  assert.deepEqual(
    [freed.shipping_cost, freed.shipping_details, freed.payment_method_types],
    [null, null, null],
  );
});
