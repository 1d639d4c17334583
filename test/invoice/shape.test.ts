import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readInvoice, readLine, readPayments } from '../../src/invoice/shape.js';

test('any JSON at all is read, and reading again changes nothing', () => {
  const names = 'id status lines data payments customer total due_date taxes price plan period metadata toString discounts payment_intent object event'; // prettier-ignore
  const key = fc.oneof(fc.constantFrom(...names.split(' ')), fc.string());
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(key, tie('json'), { maxKeys: 8 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, json, { maxKeys: 12 }), (raw) => {
      const invoice = readInvoice(raw);
      assert.equal(readInvoice(invoice), invoice);
      const copy = JSON.parse(JSON.stringify(invoice)) as object;
      assert.deepEqual(readInvoice(copy), invoice);
    }),
    { numRuns: 1000 },
  );
});

test('what is not there is null, zero or empty', () => {
  const invoice = readInvoice({});
  assert.equal(invoice.status, null);
  assert.equal(invoice.livemode, null);
  assert.equal(invoice.auto_advance, null);
  assert.equal(invoice.payments, null);
  assert.equal(invoice.lines_total, null);
  assert.equal(invoice.total, 0);
  assert.deepEqual(invoice.lines, []);
  assert.equal(invoice.collection_method, 'charge_automatically');
});

test('the answer to a deletion, and events', () => {
  assert.equal(readInvoice({ id: 'in_1', object: 'invoice', deleted: true }).deleted, true);
  const event = {
    object: 'event',
    type: 'invoice.deleted',
    data: { object: { id: 'in_1', status: 'draft' } },
  };
  assert.equal(readInvoice(event).deleted, true);
  assert.equal(readInvoice({ ...event, type: 'invoice.updated' }).deleted, false);
  assert.equal(readInvoice(event).id, 'in_1');
});

test('references are ids, expanded or not', () => {
  const plain = { customer: 'cus_1', discounts: ['di_1'], default_tax_rates: ['txr_1'], latest_revision: 'in_2', from_invoice: { action: 'revision', invoice: 'in_0' } }; // prettier-ignore
  const expanded = {
    customer: { id: 'cus_1', email: 'a@b.example' },
    discounts: [{ id: 'di_1', object: 'discount', source: { type: 'coupon', coupon: { id: 'c' } } }],
    default_tax_rates: [{ id: 'txr_1', percentage: 19 }],
    latest_revision: { id: 'in_2' },
    from_invoice: { action: 'revision', invoice: { id: 'in_0' } },
  };
  assert.deepEqual(readInvoice(expanded), readInvoice(plain));
  assert.equal(readInvoice(plain).customer, 'cus_1');
  assert.deepEqual(readInvoice(plain).from_invoice, { action: 'revision', invoice: 'in_0' });
});

test('shipping, looks and ways to pay, expanded or not, old and new', () => {
  const amounts = { amount_subtotal: 500, amount_tax: 95, amount_total: 595 };
  const address = { city: 'Eugene', country: 'US', line1: null, line2: null, postal_code: null, state: null };
  const read = readInvoice({
    shipping_cost: { ...amounts, shipping_rate: { id: 'shr_1' }, taxes: [] },
    shipping_details: { name: 'Ann', phone: '', address: { city: 'Eugene', country: 'US' }, carrier: 'x' },
    rendering: {
      amount_tax_display: null,
      pdf: { page_size: 'a4' },
      template: 'inrtem_1',
      template_version: 2,
    },
    payment_settings: { payment_method_types: ['card'], default_mandate: null },
    statement_descriptor: 'NORTHWIND',
  });
  assert.deepEqual(read.shipping_cost, { ...amounts, shipping_rate: 'shr_1' });
  assert.deepEqual(read.shipping_details, { name: 'Ann', phone: null, address });
  assert.deepEqual(read.rendering, { amount_tax_display: null, pdf: { page_size: 'a4' }, template: 'inrtem_1', template_version: 2 }); // prettier-ignore
  assert.deepEqual(read.payment_method_types, ['card']);
  assert.equal(read.statement_descriptor, 'NORTHWIND');
  assert.deepEqual(readInvoice(JSON.parse(JSON.stringify(read)) as object), read);
  const old = readInvoice({ rendering_options: { amount_tax_display: 'exclude_tax' } });
  assert.deepEqual(old.rendering, { amount_tax_display: 'exclude_tax', pdf: null, template: null, template_version: null }); // prettier-ignore
  const bare = readInvoice({ payment_settings: { payment_method_types: null } });
  assert.deepEqual(
    [bare.shipping_cost, bare.shipping_details, bare.rendering, bare.payment_method_types],
    [null, null, null, null],
  );
});

test('SDKs that write nothing as zero or as an empty text', () => {
  const invoice = readInvoice({
    due_date: 0,
    automatically_finalizes_at: 0,
    number: '',
    hosted_invoice_url: '',
  });
  assert.equal(invoice.due_date, null);
  assert.equal(invoice.automatically_finalizes_at, null);
  assert.equal(invoice.number, null);
  assert.equal(invoice.hosted_invoice_url, null);
});

test('paid, before there was a status', () => {
  assert.equal(readInvoice({ paid: true }).status, 'paid');
  assert.equal(readInvoice({ paid: false, closed: true }).status, null);
  assert.equal(readInvoice({ status: 'open', paid: true }).status, 'open');
});

test('paid outside Stripe, old and new', () => {
  const old = readInvoice({
    status: 'paid',
    paid: true,
    paid_out_of_band: true,
    amount_due: 500,
    amount_paid: 500,
  });
  assert.equal(old.amount_paid_off_stripe, 500);
  assert.equal(readInvoice({ status: 'paid', amount_paid_off_stripe: 300 }).amount_paid_off_stripe, 300);
});

test('an expanded payment intent of old tells what payments tell', () => {
  const [payment] = readInvoice({
    status: 'paid',
    amount_due: 500,
    amount_paid: 500,
    payment_intent: { id: 'pi_1', status: 'succeeded', charges: { data: [{ amount_refunded: 200 }] } },
  }).payments ?? [undefined];
  assert.equal(payment?.status, 'paid');
  assert.equal(payment?.amount_paid, 500);
  assert.equal(payment?.amount_refunded, 200);
  assert.equal(readInvoice({ status: 'open', payment_intent: 'pi_1' }).payments, null);
  assert.equal(
    readInvoice({ status: 'open', payment_intent: { status: 'requires_source_action' } }).payments?.[0]
      ?.intent_status,
    'requires_action',
  );
});

test('payments as a list, an array, expanded or not', () => {
  const charge = { id: 'ch_1', amount_refunded: 40 };
  const intent = { id: 'pi_1', status: 'succeeded', latest_charge: charge };
  const rows: [object, string | null, number | null][] = [
    [{ type: 'payment_intent', payment_intent: 'pi_1' }, null, null],
    [{ type: 'payment_intent', payment_intent: { ...intent, latest_charge: 'ch_1' } }, 'succeeded', null],
    [{ type: 'payment_intent', payment_intent: intent }, 'succeeded', 40],
    [{ type: 'charge', charge }, null, 40],
    [{ type: 'payment_record', payment_record: 'pr_1' }, null, 0],
  ];
  for (const [payment, status, refunded] of rows) {
    const raw = { id: 'inpay_1', object: 'invoice_payment', status: 'paid', is_default: true, amount_paid: 90, amount_requested: 90, payment }; // prettier-ignore
    for (const list of [[raw], { object: 'list', data: [raw] }]) {
      const [read] = readPayments(list) ?? [];
      assert.equal(read?.intent_status, status);
      assert.equal(read?.amount_refunded, refunded);
      assert.equal(read?.amount_paid, 90);
    }
  }
  for (const nothing of [null, undefined, 'x', {}, 5]) assert.equal(readPayments(nothing), null);
});

test('what a subscription or a quote made, old and new', () => {
  assert.equal(readInvoice({ subscription: 'sub_1' }).parent_type, 'subscription_details');
  assert.equal(readInvoice({ parent: { type: 'subscription_details' } }).parent_type, 'subscription_details');
  assert.equal(readInvoice({ quote: 'qt_1' }).parent_type, 'quote_details');
  assert.equal(readInvoice({ parent: null, subscription: null }).parent_type, null);
});

test('taxes and discounts, old and new', () => {
  const old = { tax: 19, total_tax_amounts: [{ amount: 19, inclusive: true, tax_rate: { id: 'txr_1' } }], discount: { id: 'di_1' } }; // prettier-ignore
  const now = { total_taxes: [{ amount: 19, tax_behavior: 'inclusive', tax_rate_details: { tax_rate: 'txr_1' }, taxable_amount: null }], discounts: ['di_1'] }; // prettier-ignore
  assert.deepEqual(readInvoice(old), readInvoice(now));
  assert.deepEqual(readInvoice({ tax: 19, tax_percent: 19 }).total_taxes, [
    { amount: 19, tax_behavior: 'exclusive', tax_rate: null, taxable_amount: null },
  ]);
});

test('whether collection goes on by itself, old and new', () => {
  assert.equal(readInvoice({ auto_advance: true }).auto_advance, true);
  assert.equal(readInvoice({ closed: true }).auto_advance, false);
  assert.equal(readInvoice({ closed: false }).auto_advance, true);
  assert.equal(readInvoice({ billing: 'send_invoice' }).collection_method, 'send_invoice');
});

test('lines as a list or an array, and how many there are', () => {
  const line = { id: 'il_1', amount: 5 };
  assert.equal(readInvoice({ lines: [line] }).lines_total, 1);
  assert.equal(readInvoice({ lines: { data: [line], has_more: false } }).lines_total, 1);
  assert.equal(readInvoice({ lines: { data: [] } }).lines_total, 0);
  const first = readInvoice({ lines: { data: [line], has_more: true } });
  assert.equal(first.lines_has_more, true);
  assert.equal(first.lines_total, null);
  assert.equal(readInvoice({ lines: { data: [line], has_more: true, total_count: 40 } }).lines_total, 40);
});

test('a line, old and new', () => {
  const common = { id: 'il_1', amount: 500, currency: 'usd', description: 'Work', discountable: true, metadata: { a: 'b' }, period: { start: 5, end: 9 } }; // prettier-ignore
  const old = {
    ...common,
    quantity: 2,
    price: { id: 'price_1', product: { id: 'prod_1' }, unit_amount: 250, unit_amount_decimal: '250' },
    invoice_item: 'ii_1',
    type: 'invoiceitem',
    tax_rates: [{ id: 'txr_1' }],
    tax_amounts: [{ amount: 95, inclusive: false, tax_rate: 'txr_1', taxable_amount: 500 }],
    discounts: [],
    discount_amounts: [{ amount: 1, discount: 'di_1' }],
  };
  const now = {
    ...common,
    quantity: 2,
    quantity_decimal: '2.0',
    pricing: {
      type: 'price_details',
      unit_amount_decimal: '250',
      price_details: { price: 'price_1', product: 'prod_1' },
    },
    parent: { type: 'invoice_item_details', invoice_item_details: { invoice_item: 'ii_1' } },
    taxes: [
      { amount: 95, tax_behavior: 'exclusive', tax_rate_details: { tax_rate: 'txr_1' }, taxable_amount: 500 },
    ],
    discounts: [],
    discount_amounts: [{ amount: 1, discount: { id: 'di_1' } }],
  };
  assert.deepEqual(readLine(old), readLine(now));
  assert.equal(readLine(now).quantity_decimal, '2');
  assert.deepEqual(readLine(now).tax_rates, ['txr_1']);
  assert.deepEqual(readInvoice({ automatic_tax: { enabled: true }, lines: [now] }).lines[0]?.tax_rates, []);
});

test('decimals as text, number or object', () => {
  const decimal = (value: unknown) => readLine({ quantity_decimal: value }).quantity_decimal;
  for (const [raw, read] of [['2.50', '2.5'], [2.5, '2.5'], [{ toString: () => '2.500' }, '2.5'], ['100', '100'], ['0.0', '0']] as const) assert.equal(decimal(raw), read); // prettier-ignore
  for (const raw of [null, 'two', {}, [], [{ toString: 1 }], NaN]) assert.equal(decimal(raw), '1');
});

test('times that went by other names', () => {
  assert.equal(readInvoice({ date: 1_394_731_307 }).created, 1_394_731_307);
  assert.equal(readInvoice({ finalized_at: 1_574_025_869 }).status_transitions.finalized_at, 1_574_025_869);
});
