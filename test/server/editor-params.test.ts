/** What an editor of invoices and customers may send, what of it comes back, and what is refused by name. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import type Stripe from 'stripe';
import { addCustomer, addDraft, addOpen, createBackend, NOW, type Json } from './harness.js';

test('a draft takes everything that an editor can set, and answers with it', async () => {
  const backend = await createBackend();
  const { stripe } = backend;
  const customer = await addCustomer(backend, 'alpha');
  const draft = await addDraft(backend, customer);
  const admin = backend.as('alpha-admin');
  const rate = await stripe.shippingRates.create({ display_name: 'Post', type: 'fixed_amount', fixed_amount: { amount: 500, currency: 'usd' } }); // prettier-ignore
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } });
  const template = backend.stub.addTemplate({ nickname: 'Plain' });
  const address = { line1: 'Street 1', city: 'Berlin', postal_code: '10115', country: 'DE' };
  const body = {
    number: 'MINE-1',
    effective_at: NOW - 86400,
    custom_fields: [{ name: 'PO', value: '42' }],
    discounts: [{ promotion_code: code.id }],
    shipping_cost: { shipping_rate: rate.id },
    shipping_details: { name: 'Ann', phone: '+49', address },
    payment_settings: { payment_method_types: ['card', 'customer_balance'] },
    rendering: { template, amount_tax_display: 'exclude_tax', pdf: { page_size: 'a4' } },
    statement_descriptor: 'NORTHWIND',
  };
  const changed = await admin.post(`/invoices/${draft}`, body);
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const got = changed.body;
  assert.deepEqual([got['number'], got['effective_at'], got['custom_fields']], ['MINE-1', NOW - 86400, body.custom_fields]); // prettier-ignore
  assert.deepEqual([got['shipping_cost'].shipping_rate, got['shipping_cost'].amount_total], [rate.id, 500]);
  assert.equal(got['shipping_details'].address.city, 'Berlin');
  assert.deepEqual(got['payment_settings'], body.payment_settings);
  assert.deepEqual(got['rendering'], { ...body.rendering, template_version: 1 });
  assert.equal(got['total'], 1000 - 100 + 500);

  const made = await admin.post('/invoices', { customer, currency: 'usd', ...body, number: 'MINE-2' });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const cleared = await admin.post(`/invoices/${draft}`, {
    effective_at: '', custom_fields: '', discounts: '', shipping_cost: '', shipping_details: '',
    payment_settings: { payment_method_types: '' },
  }); // prettier-ignore
  assert.equal(cleared.status, 200, JSON.stringify(cleared.body));
  const { shipping_cost, shipping_details, custom_fields, total } = cleared.body;
  assert.deepEqual([shipping_cost, shipping_details, custom_fields, total], [null, null, null, 1000]);
});

test('shipping made on the spot, and a revision of an open invoice', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const admin = backend.as('alpha-admin');
  const draft = await addDraft(backend, customer);
  const shipping_rate_data = {
    display_name: 'Courier',
    type: 'fixed_amount',
    fixed_amount: { amount: 700, currency: 'usd' },
    delivery_estimate: { maximum: { unit: 'day', value: 3 } },
  };
  const shipped = await admin.post(`/invoices/${draft}`, { shipping_cost: { shipping_rate_data } });
  assert.deepEqual(
    [shipped.status, shipped.body['amount_shipping']],
    [200, 700],
    JSON.stringify(shipped.body),
  );

  const open = await addOpen(backend, customer);
  const revised = await admin.post('/invoices', { from_invoice: { action: 'revision', invoice: open } });
  assert.equal(revised.status, 200, JSON.stringify(revised.body));
  assert.deepEqual(revised.body['from_invoice'], { action: 'revision', invoice: open });
  assert.deepEqual(backend.log.at(-1)!.actions, ['create', 'revise']);
});

test('what neither an invoice nor a customer may be given is refused by name', async () => {
  const backend = await createBackend();
  backend.scopes['alpha'] = { metadata: { tenant: 'alpha' } };
  const customer = await addCustomer(backend, 'alpha', { metadata: { tenant: 'alpha' } });
  const draft = await addDraft(backend, customer);
  const cases: [string, Json, string, string][] = [
    ['invoices', { transfer_data: { destination: 'acct_1' } }, 'transfer_data', 'parameter_forbidden'],
    ['invoices', { application_fee_amount: 1 }, 'application_fee_amount', 'parameter_forbidden'],
    ['invoices', { on_behalf_of: 'acct_1' }, 'on_behalf_of', 'parameter_forbidden'],
    ['invoices', { issuer: { type: 'self' } }, 'issuer', 'parameter_forbidden'],
    ['invoices', { metadata: { tenant: 'beta' } }, 'metadata[tenant]', 'parameter_forbidden'],
    ['invoices', { default_payment_method: 'pm_1' }, 'default_payment_method', 'parameter_unknown'],
    ['invoices', { account_tax_ids: ['txi_1'] }, 'account_tax_ids', 'parameter_unknown'],
    ['invoices', { payment_settings: { default_mandate: 'm' } }, 'payment_settings[default_mandate]', 'parameter_unknown'],
    ['invoices', { payment_settings: { payment_method_types: [1] } }, 'payment_settings[payment_method_types][0]', 'parameter_invalid'],
    ['invoices', { number: 'x'.repeat(27) }, 'number', 'parameter_invalid'],
    ['invoices', { shipping_cost: { shipping_rate_data: { display_name: 'x' } } }, 'shipping_cost[shipping_rate_data][fixed_amount]', 'parameter_missing'],
    ['invoices', { shipping_details: { name: 'Ann' } }, 'shipping_details[address]', 'parameter_missing'],
    ['customers', { metadata: { tenant: '' } }, 'metadata[tenant]', 'parameter_forbidden'],
    ['customers', { metadata: '' }, 'metadata', 'parameter_invalid'],
    ['customers', { balance: -1 }, 'balance', 'parameter_unknown'],
    ['customers', { source: 'tok_1' }, 'source', 'parameter_forbidden'],
    ['customers', { invoice_settings: {} }, 'invoice_settings', 'parameter_unknown'],
    ['customers', { email: 'x'.repeat(513) }, 'email', 'parameter_invalid'],
  ]; // prettier-ignore
  for (const [kind, body, param, code] of cases) {
    const path = kind === 'invoices' ? `/invoices/${draft}` : `/customers/${customer}`;
    const refused = await backend.as('alpha-admin').post(path, body);
    assert.deepEqual([refused.status, refused.body['param'], refused.body['code']], [400, param, code]);
  }
});

test('a customer is changed, cleared, keeps its tenant, and is seen changed at once', async () => {
  const backend = await createBackend();
  const id = await addCustomer(backend, 'alpha', { metadata: { tenant: 'alpha' } });
  const admin = backend.as('alpha-admin');
  await admin.get('/customers');
  const address = { line1: 'Street 1', city: 'Berlin', country: 'DE' };
  const changed = await admin.post(`/customers/${id}`, { name: 'New name', address, shipping: { name: 'Ann', address }, tax_exempt: 'reverse', description: 'internal', metadata: { note: 'x' } }); // prettier-ignore
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.deepEqual([changed.body['name'], changed.body['address'].city, changed.body['tax_exempt']], ['New name', 'Berlin', 'reverse']); // prettier-ignore
  assert.equal(changed.body['description'], undefined);
  assert.equal((await admin.get('/customers')).body['data'][0].name, 'New name');
  const cleared = await admin.post(`/customers/${id}`, { address: '', shipping: '' });
  assert.deepEqual([cleared.body['address'], cleared.body['shipping']], [null, null]);
  const kept = (await backend.stripe.customers.retrieve(id)) as Stripe.Customer;
  assert.deepEqual(kept.metadata, { tenant: 'alpha', note: 'x' });
});

test('whether a customer has something to charge is told, and never what', async () => {
  const backend = await createBackend();
  const id = await addCustomer(backend, 'alpha');
  const admin = backend.as('alpha-admin');
  const told = async (): Promise<unknown[]> => {
    const [one, listed, found] = await Promise.all(
      [`/customers/${id}`, '/customers', '/customers/search?query=name~"Cust"'].map((path) =>
        admin.get(path),
      ),
    );
    assert.doesNotMatch(JSON.stringify([one!.body, listed!.body, found!.body]), /pm_|invoice_settings/);
    return [one!.body, listed!.body['data'][0], found!.body['data'][0]].map(
      (customer: Json) => customer['has_default_payment_method'],
    );
  };
  assert.deepEqual(await told(), [false, false, false]);
  const method = await backend.stripe.paymentMethods.attach('pm_card_visa', { customer: id });
  await admin.post(`/customers/${id}`, { name: 'Customer' });
  assert.deepEqual(await told(), [false, false, false]);
  await backend.stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
  const changed = await admin.post(`/customers/${id}`, { name: 'Customer' });
  assert.equal(changed.body['has_default_payment_method'], true);
  assert.deepEqual(await told(), [true, true, true]);
});

test('rates and templates are listed page by page', async () => {
  for (const scope of [{ metadata: { tenant: 'alpha' } }, { customers: [] }]) {
    const backend = await createBackend();
    backend.scopes['alpha'] = scope;
    const ids = [1, 2, 3].map((count) => {
      backend.stub.clock.advance(1);
      return backend.stub.addTemplate({ nickname: `Template ${count}` });
    });
    const viewer = backend.as('alpha-viewer');
    const first = (await viewer.get('/invoice_rendering_templates?limit=2&status=active')).body;
    assert.deepEqual([first['data'].map(({ id }: Json) => id), first['has_more']], [[ids[2], ids[1]], true]);
    const last = (await viewer.get(`/invoice_rendering_templates?limit=2&starting_after=${ids[1]}`)).body;
    assert.deepEqual([last['data'].map(({ id }: Json) => id), last['has_more']], [[ids[0]], false]);
    assert.equal(last['data'][0].nickname, 'Template 1');
    const rate = { display_name: 'Post', type: 'fixed_amount' as const };
    for (const currency of ['usd', 'eur']) {
      await backend.stripe.shippingRates.create({ ...rate, fixed_amount: { amount: 500, currency } });
    }
    const rates = (await viewer.get('/shipping_rates?currency=eur&active=true')).body['data'];
    assert.deepEqual(
      rates.map(({ fixed_amount }: Json) => fixed_amount),
      [{ amount: 500, currency: 'eur' }],
    );
  }
});
