/** What a draft can hold beyond its lines: shipping, codes, tax ids, templates, automatic tax and its troubles, fees. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { asker, customerOf, newCustomer, newDraft, newStub, sdk, START } from './support.js';

const german = { address: { country: 'DE', postal_code: '10115' } };

test('shipping: by a rate or one made on the spot; no discount lowers it, automatic tax taxes it', async () => {
  const stripe = sdk(newStub());
  const rate = await stripe.shippingRates.create({
    display_name: 'Ground',
    type: 'fixed_amount',
    fixed_amount: { amount: 700, currency: 'usd' },
  });
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' });
  const plain = await newDraft(stripe, 1000, {
    currency: 'usd',
    discounts: [{ coupon: coupon.id }],
    shipping_cost: { shipping_rate: rate.id },
  });
  assert.deepEqual([plain.subtotal, plain.amount_shipping, plain.total], [1000, 700, 1200]);
  assert.deepEqual(plain.shipping_cost, {
    amount_subtotal: 700,
    amount_tax: 0,
    amount_total: 700,
    shipping_rate: rate.id,
  });
  const expanded = await stripe.invoices.retrieve(plain.id, { expand: ['shipping_cost.shipping_rate'] });
  assert.equal((expanded.shipping_cost?.shipping_rate as Stripe.ShippingRate).display_name, 'Ground');

  const customer = (await newCustomer(stripe, german)).id;
  const taxed = await newDraft(stripe, 1000, {
    customer,
    currency: 'eur',
    automatic_tax: { enabled: true },
    shipping_cost: {
      shipping_rate_data: {
        display_name: 'Post',
        fixed_amount: { amount: 595, currency: 'eur' },
        tax_behavior: 'inclusive',
      },
    },
  });
  assert.deepEqual(
    [
      taxed.shipping_cost?.amount_subtotal,
      taxed.shipping_cost?.amount_tax,
      taxed.shipping_cost?.amount_total,
    ],
    [500, 95, 595],
  );
  assert.deepEqual([taxed.total, taxed.total_excluding_tax], [1000 + 190 + 595, 1500]);
  const without = await stripe.invoices.update(taxed.id, { shipping_cost: '' });
  assert.deepEqual([without.shipping_cost, without.amount_shipping, without.total], [null, 0, 1190]);
  await assert.rejects(stripe.invoices.update(taxed.id, { shipping_cost: { shipping_rate: rate.id } }), {
    param: 'shipping_cost',
  });
});

test('promotion codes: applied once each as often as allowed, for whom and when they say', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const coupon = await stripe.coupons.create({ amount_off: 300, currency: 'usd', duration: 'once' });
  const codeFor = (params: Partial<Stripe.PromotionCodeCreateParams>) =>
    stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, ...params });
  const code = await codeFor({ code: 'FALL20', max_redemptions: 1 });
  const use = (promotion_code: string, params: Partial<Stripe.InvoiceCreateParams> = {}) =>
    newDraft(stripe, 1000, { currency: 'usd', discounts: [{ promotion_code }], ...params });
  const draft = await use(code.id);
  assert.equal(draft.total, 700);
  const { discounts } = await stripe.invoices.retrieve(draft.id, {
    expand: ['discounts.promotion_code', 'discounts.source.coupon'],
  });
  const [discount] = discounts as Stripe.Discount[];
  assert.equal((discount?.promotion_code as Stripe.PromotionCode).code, 'FALL20');
  await assert.rejects(use(code.id), { param: 'discounts[0][promotion_code]' });
  await assert.rejects(codeFor({ code: 'fall20' }), { param: 'code' });
  const own = await codeFor({ customer: (await newCustomer(stripe)).id });
  await assert.rejects(use(own.id), /for another customer/);
  const brief = await codeFor({ expires_at: START + 10 });
  stub.clock.advance(60);
  await assert.rejects(use(brief.id), /has expired/);
  await stripe.promotionCodes.update(code.id, { active: false });
  assert.deepEqual(
    (await stripe.promotionCodes.list({ active: true })).data.map((row) => row.id),
    [brief.id, own.id],
  );
  await assert.rejects(use('promo_nope'), { code: 'resource_missing' });
});

test('tax ids: on the customer, on drafts as they change, frozen by finalization; bad numbers are refused', async () => {
  const stripe = sdk(newStub());
  const customer = await stripe.customers.create({
    email: 'a@example.com',
    tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }],
  });
  const draft = await newDraft(stripe, 500, { customer: customer.id });
  assert.deepEqual(draft.customer_tax_ids, [{ type: 'eu_vat', value: 'DE123456789' }]);
  const second = await stripe.customers.createTaxId(customer.id, { type: 'gb_vat', value: 'GB123456789' });
  assert.deepEqual([second.country, second.verification?.status], ['GB', 'pending']);
  await stripe.invoices.finalizeInvoice(draft.id);
  await stripe.customers.deleteTaxId(customer.id, second.id);
  const final = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual(
    final.customer_tax_ids?.map(({ type }) => type),
    ['eu_vat', 'gb_vat'],
  );
  const expanded = await stripe.customers.retrieve(customer.id, { expand: ['tax_ids'] });
  assert.deepEqual(
    (expanded as Stripe.Customer).tax_ids?.data.map(({ value }) => value),
    ['DE123456789'],
  );
  await assert.rejects(stripe.customers.createTaxId(customer.id, { type: 'eu_vat', value: '12' }), {
    code: 'tax_id_invalid',
    param: 'value',
  });
  const own = await stripe.taxIds.create({ type: 'eu_vat', value: 'IE000000000' });
  assert.equal(own.verification?.status, 'verified');
  const issued = await newDraft(stripe, 500, { account_tax_ids: [own.id] });
  assert.deepEqual(issued.account_tax_ids, [own.id]);
  await assert.rejects(newDraft(stripe, 500, { account_tax_ids: ['txi_nope'] }), {
    param: 'account_tax_ids[0]',
  });
});

test('rendering templates: listed, set on invoices in their version, archived ones refused', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const template = stub.addTemplate({ nickname: 'Letterhead' });
  const draft = await newDraft(stripe, 500, { rendering: { template } });
  assert.deepEqual([draft.rendering?.template, draft.rendering?.template_version], [template, 1]);
  await stripe.invoiceRenderingTemplates.archive(template);
  await assert.rejects(newDraft(stripe, 500, { rendering: { template } }), { param: 'rendering[template]' });
  const { data } = await stripe.invoiceRenderingTemplates.list({ status: 'archived' });
  assert.deepEqual(
    data.map(({ nickname }) => nickname),
    ['Letterhead'],
  );
  assert.equal((await stripe.invoiceRenderingTemplates.unarchive(template)).status, 'active');
  assert.equal(
    (await stripe.invoices.update(draft.id, { rendering: { template: '' } })).rendering?.template,
    null,
  );
});

test('the balance has a ledger: by hand, used by an invoice, too little to charge, given back', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe, { balance: -300 })).id;
  const adjusted = await stripe.customers.createBalanceTransaction(customer, {
    amount: -200,
    currency: 'usd',
    description: 'Sorry',
  });
  assert.deepEqual([adjusted.type, adjusted.ending_balance], ['adjustment', -500]);
  const open = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 1000, { customer })).id);
  assert.equal(open.amount_due, 500);
  await stripe.invoices.voidInvoice(open.id);
  await stripe.customers.update(customer, { balance: 0 });
  await stripe.invoices.finalizeInvoice((await newDraft(stripe, 20, { customer })).id);
  const { data } = await stripe.customers.listBalanceTransactions(customer);
  assert.deepEqual(data.map(({ type, amount, ending_balance }) => [type, amount, ending_balance]).reverse(), [
    ['initial', -300, -300],
    ['adjustment', -200, -500],
    ['applied_to_invoice', 500, 0],
    ['unapplied_from_invoice', -500, -500],
    ['adjustment', 500, 0],
    ['invoice_too_small', 20, 20],
  ]);
  await assert.rejects(stripe.customers.createBalanceTransaction(customer, { amount: 5, currency: 'eur' }), {
    param: 'currency',
  });
});

test('automatic tax out of order: the draft says so, finalization fails for that reason, and works again after', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const customer = (await newCustomer(stripe, german)).id;
  const draft = await newDraft(stripe, 1000, { customer, automatic_tax: { enabled: true } });
  assert.equal(draft.automatic_tax.status, 'complete');
  stub.tax.set('down');
  await assert.rejects(stripe.invoices.finalizeInvoice(draft.id), { code: 'taxes_calculation_failed' });
  const failed = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual(
    [failed.automatic_tax.status, failed.last_finalization_error?.code],
    ['failed', 'taxes_calculation_failed'],
  );
  stub.tax.set('active');
  assert.equal((await stripe.invoices.finalizeInvoice(draft.id)).total, 1190);
});

test('automatic tax not activated cannot be turned on; places it cannot use are told early or late', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  stub.tax.set('inactive');
  await assert.rejects(newDraft(stripe, 1000, { automatic_tax: { enabled: true } }), {
    code: 'stripe_tax_inactive',
    param: 'automatic_tax[enabled]',
  });
  stub.tax.set('active');
  const nowhere = { country: 'US', postal_code: 'not a code' };
  await assert.rejects(
    stripe.customers.create({ address: nowhere, tax: { validate_location: 'immediately' } }),
    {
      code: 'customer_tax_location_invalid',
    },
  );
  const customer = (await newCustomer(stripe, { address: nowhere })).id;
  const draft = await newDraft(stripe, 1000, { customer, automatic_tax: { enabled: true } });
  assert.equal(draft.automatic_tax.status, 'requires_location_inputs');
  const { tax } = (await stripe.customers.retrieve(customer, { expand: ['tax'] })) as Stripe.Customer;
  assert.equal(tax?.automatic_tax, 'unrecognized_location');
});

test('taxes that were worked out elsewhere are taken as they are, and not beside rates', async () => {
  const stripe = sdk(newStub());
  const taxes = (inclusive: boolean) => [
    {
      amount: 77,
      taxable_amount: 900,
      tax_rate_data: { display_name: 'City', percentage: 8.5, inclusive },
    },
  ];
  const draft = await newDraft(stripe, 500);
  const invoice = await stripe.invoices.addLines(draft.id, {
    lines: [
      { amount: 1000, tax_amounts: taxes(false) },
      { amount: 1000, tax_amounts: taxes(true) },
    ],
  });
  assert.deepEqual([invoice.subtotal, invoice.total, invoice.total_excluding_tax], [2500, 2577, 2423]);
  assert.deepEqual(
    invoice.lines.data.map((line) => line.taxes?.map((tax) => [tax.amount, tax.taxable_amount])),
    [[], [[77, 900]], [[77, 900]]],
  );
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false });
  await stripe.invoices.update(draft.id, { default_tax_rates: [rate.id] });
  await assert.rejects(
    stripe.invoices.addLines(draft.id, { lines: [{ amount: 1, tax_amounts: taxes(false) }] }),
    { param: 'lines[0][tax_amounts]' },
  );
});

test('shillings of Uganda are charged whole, and the difference is owed or credited', async () => {
  const stripe = sdk(newStub());
  const invoice = await stripe.invoices.finalizeInvoice(
    (await newDraft(stripe, 1_250_049, { currency: 'ugx' })).id,
  );
  assert.deepEqual([invoice.total, invoice.amount_due, invoice.ending_balance], [1_250_049, 1_250_000, 49]);
  const other = await stripe.invoices.finalizeInvoice(
    (await newDraft(stripe, 1_250_050, { currency: 'ugx' })).id,
  );
  assert.deepEqual([other.amount_due, other.ending_balance], [1_250_100, -50]);
  const krona = await stripe.invoices.finalizeInvoice(
    (await newDraft(stripe, 1_250_049, { currency: 'isk' })).id,
  );
  assert.equal(krona.amount_due, 1_250_049);
});

test('what belongs to connected accounts is checked and kept', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 1000, {
    on_behalf_of: 'acct_shop',
    transfer_data: { destination: 'acct_shop', amount: 800 },
    application_fee_amount: 50,
    issuer: { type: 'account', account: 'acct_shop' },
  });
  assert.deepEqual(
    [draft.on_behalf_of, draft.issuer],
    ['acct_shop', { type: 'account', account: 'acct_shop' }],
  );
  await assert.rejects(newDraft(stripe, 1000, { application_fee_amount: 50 }), {
    code: 'application_fees_not_allowed',
  });
  await assert.rejects(newDraft(stripe, 1000, { on_behalf_of: 'nobody' }), { param: 'on_behalf_of' });
  await assert.rejects(newDraft(stripe, 1000, { issuer: { type: 'account' } }), { param: 'issuer[account]' });
  const { payments } = await stripe.invoices.finalizeInvoice(draft.id, {
    expand: ['payments.data.payment.payment_intent'],
  });
  const intent = payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent;
  assert.deepEqual(
    [intent.application_fee_amount, intent.on_behalf_of, intent.transfer_data],
    [50, 'acct_shop', { amount: 800, destination: 'acct_shop' }],
  );
  const { body: older } = await asker(stub)('GET', `/v1/invoices/${draft.id}`, '', {
    'stripe-version': '2024-06-20',
  });
  assert.deepEqual(
    [older['application_fee_amount'], older['transfer_data']],
    [50, { amount: 800, destination: 'acct_shop' }],
  );
  await assert.rejects(stripe.invoices.update(draft.id, { on_behalf_of: '' }), {
    code: 'invoice_on_behalf_of_not_editable',
  });
  const connected = sdk(stub, { stripeAccount: 'acct_shop' });
  const fee = await newDraft(connected, 1000, { application_fee_amount: 50 });
  assert.equal((await connected.invoices.finalizeInvoice(fee.id)).status, 'open');
});

test('lengths and counts are limited as Stripe limits them, and each refusal names its field', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const { id: customer } = await newCustomer(stripe);
  const field = (name: string, value: string) => ({ custom_fields: [{ name, value }] });
  const cases: [Partial<Stripe.InvoiceCreateParams>, string][] = [
    [{ description: 'x'.repeat(1501) }, 'description'],
    [{ footer: 'x'.repeat(5001) }, 'footer'],
    [{ statement_descriptor: 'x'.repeat(23) }, 'statement_descriptor'],
    [field('x'.repeat(41), 'y'), 'custom_fields[0][name]'],
    [field('x', 'y'.repeat(141)), 'custom_fields[0][value]'],
    [{ custom_fields: Array.from({ length: 5 }, () => ({ name: 'a', value: 'b' })) }, 'custom_fields'],
    [{ metadata: { key: 'x'.repeat(501) } }, 'metadata[key]'],
    [{ metadata: { ['k'.repeat(41)]: 'x' } }, `metadata[${'k'.repeat(41)}]`],
    [
      { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'x'])) },
      'metadata',
    ],
  ];
  for (const [params, param] of cases) {
    await assert.rejects(stripe.invoices.create({ customer, ...params }), { statusCode: 400, param }, param);
  }
  assert.equal((await stripe.invoices.list()).data.length, 0);
});

test('currencies are those that Stripe charges in, in either letter case', async () => {
  const stripe = sdk(newStub());
  await assert.rejects(newDraft(stripe, 100, { currency: 'xyz' }), {
    param: 'currency',
    message: /^Invalid currency: xyz\. Stripe currently supports these currencies: usd, aed, /,
  });
  assert.equal((await newDraft(stripe, 100, { currency: 'CHF' })).currency, 'chf');
});

test('a parameter of Stripe that is not modelled is named as such', async () => {
  const stub = newStub();
  const { id: customer } = await newCustomer(sdk(stub));
  const { status, body } = await asker(stub)('POST', '/v1/invoices', { customer, subscription: 'sub_1' });
  assert.equal(status, 400);
  assert.match(String(body.error?.['message']), /this stand-in does not model it/);
  assert.equal(body.error?.['param'], 'subscription');
});

test('a preview can be of somebody who is only described, or of a known customer elsewhere', async () => {
  const stripe = sdk(newStub());
  const items = [{ amount: 1000, currency: 'eur' as const }];
  const described = await stripe.invoices.createPreview({
    customer_details: { address: { country: 'DE' } },
    automatic_tax: { enabled: true },
    invoice_items: items,
  });
  assert.equal(described.total, 1190);
  const known = await newCustomer(stripe, { address: { country: 'AT' } });
  const item = await stripe.invoiceItems.create({ customer: known.id, amount: 500, currency: 'eur' });
  const moved = await stripe.invoices.createPreview({
    customer: known.id,
    customer_details: { address: { country: 'DE' }, tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }] },
    automatic_tax: { enabled: true },
    invoice_items: [{ invoiceitem: item.id, amount: 700 }, ...items],
  });
  assert.equal(moved.total, 2023);
  assert.deepEqual(moved.customer_tax_ids, [{ type: 'eu_vat', value: 'DE123456789' }]);
  const after = (await stripe.customers.retrieve(known.id)) as Stripe.Customer;
  assert.equal(after.address?.country, 'AT');
  assert.equal((await stripe.invoiceItems.retrieve(item.id)).amount, 500);
  assert.equal((await stripe.customers.list()).data.length, 1);
});

test('a draft follows its customer: a new address brings tax, and the draft says so', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 1000, { automatic_tax: { enabled: true } });
  await stripe.customers.update(customerOf(draft), german);
  const after = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual([after.automatic_tax.status, after.total], ['complete', 1190]);
});

test('a lookup key names one price, and can be moved', async () => {
  const stripe = sdk(newStub());
  const product = (await stripe.products.create({ name: 'Seat', shippable: true })).id;
  const price = (transfer_lookup_key?: boolean) =>
    stripe.prices.create({
      product,
      currency: 'usd',
      unit_amount: 5,
      lookup_key: 'seat',
      ...(transfer_lookup_key !== undefined && { transfer_lookup_key }),
    });
  const first = await price();
  await assert.rejects(price(), { param: 'lookup_key' });
  const second = await price(true);
  const { data } = await stripe.prices.list({ lookup_keys: ['seat'] });
  assert.deepEqual(
    data.map(({ id }) => id),
    [second.id],
  );
  assert.equal((await stripe.prices.retrieve(first.id)).lookup_key, null);
  assert.equal((await stripe.products.list({ shippable: true })).data.length, 1);
});
