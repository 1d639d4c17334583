/** What a request names beside its invoice: somebody else's is the same 404 as what there is not. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import type Stripe from 'stripe';
import {
  addCustomer,
  addDraft,
  addOpen,
  addPaymentRecord,
  createBackend,
  type Backend,
  type Json,
} from './harness.js';

type Scoped = 'customers' | 'metadata';

async function world(scoped: Scoped) {
  const backend = await createBackend();
  const customers: Record<string, string> = {};
  for (const tenant of ['alpha', 'beta']) {
    if (scoped === 'metadata') backend.scopes[tenant] = { metadata: { tenant } };
    customers[tenant] = await addCustomer(backend, tenant, { metadata: { tenant } });
  }
  const coupon = await backend.stripe.coupons.create({ percent_off: 10, duration: 'once' });
  return { backend, alpha: customers['alpha']!, beta: customers['beta']!, coupon: coupon.id };
}

/** Asks with the foreign id and with one that there is not, and compares every word. */
async function alike(
  backend: Backend,
  path: string,
  body: (id: string) => object,
  foreign: string,
  param: string,
) {
  const told = [];
  for (const id of [foreign, foreign.replace(/_.*/, '_nope')]) {
    const refused = await backend.as('alpha-admin').post(path, body(id));
    assert.deepEqual([refused.status, refused.body['param']], [404, param], JSON.stringify(refused.body));
    told.push(JSON.stringify(refused.body).replaceAll(id, '*'));
  }
  assert.equal(told[0], told[1]);
}

const code = (stripe: Stripe, coupon: string, rest: object) =>
  stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, ...rest });

for (const scoped of ['customers', 'metadata'] as const) {
  test(`a payment intent of a foreign customer cannot be attached, one's own can (scope by ${scoped})`, async () => {
    const { backend, alpha, beta } = await world(scoped);
    const open = await addOpen(backend, alpha);
    const intent = (customer?: string) =>
      backend.stripe.paymentIntents.create({ currency: 'usd', amount: 1000, payment_method: 'pm_card_visa', ...(customer && { customer }) }); // prettier-ignore
    const path = `/invoices/${open}/attach_payment`;
    const body = (id: string): object => ({ payment_intent: id });
    await alike(backend, path, body, (await intent(beta)).id, 'payment_intent');
    await alike(backend, path, body, (await intent()).id, 'payment_intent');
    const own = await intent(alpha);
    await backend.stripe.paymentIntents.confirm(own.id, { return_url: 'https://panel.example' });
    const attached = await backend.as('alpha-admin').post(path, body(own.id));
    assert.deepEqual(
      [attached.status, attached.body['status']],
      [200, 'paid'],
      JSON.stringify(attached.body),
    );
  });

  test(`a payment made elsewhere is attached by the action mark_paid (scope by ${scoped})`, async () => {
    const { backend, alpha, beta } = await world(scoped);
    const open = await addOpen(backend, alpha);
    const path = `/invoices/${open}/attach_payment`;
    await alike(
      backend,
      path,
      (id) => ({ payment_record: id }),
      (await addPaymentRecord(backend, beta)).id,
      'payment_record',
    );
    const own = await addPaymentRecord(backend, alpha);
    const attached = await backend.as('alpha-admin').post(path, { payment_record: own.id });
    assert.deepEqual(
      [attached.status, attached.body['status']],
      [200, 'paid'],
      JSON.stringify(attached.body),
    );
    assert.deepEqual(backend.log.at(-1)!.actions, ['mark_paid']);
  });

  test(`a payment method of a foreign customer pays nothing (scope by ${scoped})`, async () => {
    const { backend, alpha, beta } = await world(scoped);
    const open = await addOpen(backend, alpha);
    const attach = async (customer: string): Promise<string> =>
      (await backend.stripe.paymentMethods.attach('pm_card_visa', { customer })).id;
    const path = `/invoices/${open}/pay`;
    await alike(backend, path, (id) => ({ payment_method: id }), await attach(beta), 'payment_method');
    const paid = await backend.as('alpha-admin').post(path, { payment_method: await attach(alpha) });
    assert.deepEqual([paid.status, paid.body['status']], [200, 'paid'], JSON.stringify(paid.body));
  });

  test(`a promotion code for a foreign customer is neither listed nor taken (scope by ${scoped})`, async () => {
    const { backend, alpha, beta, coupon } = await world(scoped);
    const { stripe } = backend;
    const foreign = await code(stripe, coupon, { code: 'THEIRS', customer: beta });
    const own = await code(stripe, coupon, { code: 'OURS', customer: alpha });
    const all = await code(stripe, coupon, { code: 'ALL' });
    const draft = await addDraft(backend, alpha);
    const discounts = (id: string): object => ({ discounts: [{ promotion_code: id }] });
    const param = 'discounts[0][promotion_code]';
    await alike(backend, `/invoices/${draft}`, discounts, foreign.id, param);
    await alike(backend, '/invoices', (id) => ({ customer: alpha, ...discounts(id) }), foreign.id, param);
    const lines = (id: string): object => ({ lines: [{ description: 'x', amount: 1, ...discounts(id) }] });
    await alike(backend, `/invoices/${draft}/add_lines`, lines, foreign.id, `lines[0]${param.replace('discounts', '[discounts]')}`); // prettier-ignore
    const taken = await backend.as('alpha-admin').post(`/invoices/${draft}`, discounts(own.id));
    assert.deepEqual([taken.status, taken.body['total']], [200, 900]);

    const viewer = backend.as('alpha-viewer');
    const list = async (rest = ''): Promise<Json[]> => (await viewer.get(`/promotion_codes?limit=1${rest}`)).body['data']; // prettier-ignore
    const [first] = await list();
    const [second] = await list(`&starting_after=${first!['id']}`);
    assert.deepEqual([first!['id'], second!['id']].sort(), [all.id, own.id].sort());
    assert.deepEqual(await list(`&starting_after=${second!['id']}`), []);
    assert.deepEqual(await list('&code=THEIRS'), []);
    assert.equal(first!['promotion'].coupon, coupon);
    const [expanded] = await list('&expand[]=data.promotion.coupon');
    assert.equal(expanded!['promotion'].coupon.percent_off, 10);
  });

  test(`a discount that the invoice has can be sent again, a foreign one not (scope by ${scoped})`, async () => {
    const { backend, alpha, beta, coupon } = await world(scoped);
    const draft = await addDraft(backend, alpha);
    const theirs = await addDraft(backend, beta);
    const discount = async (id: string): Promise<string> =>
      (await backend.stripe.invoices.update(id, { discounts: [{ coupon }] })).discounts[0] as string;
    const discounts = (id: string): object => ({ discounts: [{ discount: id }] });
    const [own, foreign] = [await discount(draft), await discount(theirs)];
    await alike(backend, `/invoices/${draft}`, discounts, foreign, 'discounts[0][discount]');
    assert.equal((await backend.as('alpha-admin').post(`/invoices/${draft}`, discounts(own))).status, 200);
  });
}

test('what is marked as another tenant’s in the catalog is neither listed nor taken', async () => {
  const { backend, alpha } = await world('metadata');
  const { stripe } = backend;
  const metadata = { tenant: 'beta' };
  const price = await stripe.prices.create({ currency: 'usd', unit_amount: 5, product_data: { name: 'Hour' }, metadata }); // prettier-ignore
  const rate = await stripe.taxRates.create({
    display_name: 'VAT',
    percentage: 10,
    inclusive: false,
    metadata,
  });
  const fixed_amount = { amount: 500, currency: 'usd' };
  const shipping = await stripe.shippingRates.create({ display_name: 'Post', type: 'fixed_amount', fixed_amount, metadata }); // prettier-ignore
  const coupon = await stripe.coupons.create({ percent_off: 5, duration: 'once', metadata });
  const draft = await addDraft(backend, alpha);
  const path = `/invoices/${draft}`;
  await alike(backend, `${path}/add_lines`, (id) => ({ lines: [{ pricing: { price: id } }] }), price.id, 'lines[0][pricing][price]'); // prettier-ignore
  await alike(backend, path, (id) => ({ default_tax_rates: [id] }), rate.id, 'default_tax_rates');
  await alike(backend, path, (id) => ({ shipping_cost: { shipping_rate: id } }), shipping.id, 'shipping_cost[shipping_rate]'); // prettier-ignore
  await alike(backend, path, (id) => ({ discounts: [{ coupon: id }] }), coupon.id, 'discounts[0][coupon]');
  await code(stripe, coupon.id, { code: 'THEIRS' });
  const viewer = backend.as('alpha-viewer');
  for (const shelf of ['prices', 'tax_rates', 'shipping_rates', 'coupons', 'promotion_codes']) {
    const { body } = await viewer.get(`/${shelf}?limit=100`);
    const ids = body['data'].map(({ id }: Json) => id);
    for (const id of [price.id, rate.id, shipping.id, coupon.id]) assert.ok(!ids.includes(id), shelf);
    if (shelf === 'promotion_codes') assert.deepEqual(ids, []);
  }
});

test('a scope that lists its customers costs no call for what is in the catalog', async () => {
  const { backend, alpha, coupon } = await world('customers');
  const draft = await addDraft(backend, alpha);
  backend.calls.length = 0;
  await backend.as('alpha-admin').post(`/invoices/${draft}`, { discounts: [{ coupon }] });
  assert.deepEqual(backend.calls, [`GET /v1/invoices/${draft}`, `POST /v1/invoices/${draft}`]);
});

test('naming more than can be looked up is refused before Stripe is asked', async () => {
  const { backend, alpha } = await world('metadata');
  const draft = await addDraft(backend, alpha);
  backend.calls.length = 0;
  const discounts = Array.from({ length: 5000 }, (_, index) => ({ promotion_code: `promo_${index}` }));
  const refused = await backend.as('alpha-admin').post(`/invoices/${draft}`, { discounts });
  assert.equal(refused.status, 400);
  assert.deepEqual(backend.calls, [`GET /v1/invoices/${draft}`]);
});
