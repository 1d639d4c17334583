/** The main way through the stand-in: three form-encoded calls, and the real SDK. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  asker,
  customerOf,
  eventTypes,
  newCustomer,
  newDraft,
  newStub,
  ORIGIN,
  sdk,
  START,
} from './support.js';
import { skipReason } from './schema.js';

if (skipReason !== null) test('schemas', { skip: skipReason }, () => undefined);

test('draft, item and finalize as three plain form-encoded calls', async () => {
  const ask = asker(newStub());
  const customer =
    (await ask('POST', '/v1/customers', { name: 'Ada', email: 'ada@example.com' })).body['id'] ?? '';
  const draft = await ask('POST', '/v1/invoices', { customer, auto_advance: 'false' });
  assert.equal(draft.body['status'], 'draft');
  const invoice = draft.body['id'] ?? '';
  const item = await ask('POST', '/v1/invoiceitems', {
    customer,
    invoice,
    amount: '1999',
    currency: 'usd',
    description: 'Seat',
  });
  assert.match(String(item.body['id']), /^ii_/);
  const { body } = await ask('POST', `/v1/invoices/${String(invoice)}/finalize`);
  assert.equal(body['status'], 'open');
  assert.equal(body['amount_due'], 1999);
  assert.match(String(body['number']), /^[A-Z0-9]{8}-0001$/);
  assert.match(String(body['hosted_invoice_url']), new RegExp(`^${ORIGIN}/i/acct_\\w+/test_\\w+\\?s=ap$`));
  assert.match(String(body['invoice_pdf']), new RegExp(`^${ORIGIN}/i/acct_\\w+/test_\\w+/pdf\\?s=ap$`));
});

test('the SDK drafts, adds, changes, removes and finalizes lines; line ids stay', async () => {
  const stripe = sdk(newStub());
  const customer = await newCustomer(stripe);
  const product = await stripe.products.create({ name: 'Seat' });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount_decimal: stripeDecimal('12.5'),
  });
  const draft = await stripe.invoices.create({ customer: customer.id });
  const added = await stripe.invoices.addLines(draft.id, {
    lines: [
      { amount: 999, description: 'One-off' },
      { pricing: { price: price.id }, quantity: 3 },
      {
        price_data: { currency: 'usd', unit_amount: 200, product_data: { name: 'Hours' } },
        quantity_decimal: stripeDecimal('1.5'),
      },
    ],
  });
  assert.deepEqual(
    added.lines.data.map((line) => [line.amount, line.quantity, String(line.quantity_decimal)]),
    [
      [999, 1, '1'],
      [38, 3, '3'],
      [300, 1, '1.5'],
    ],
  );
  assert.equal(added.total, 1337);

  const [first, second] = added.lines.data;
  assert.ok(first && second);
  const changed = await stripe.invoices.updateLines(draft.id, { lines: [{ id: first.id, amount: 1000 }] });
  assert.equal(changed.lines.data[0]?.id, first.id);
  assert.notEqual(changed.lines.data[0]?.pricing?.price_details?.price, first.pricing?.price_details?.price);
  const line = await stripe.invoices.updateLineItem(draft.id, second.id, {
    quantity: 4,
    description: 'Four seats',
  });
  assert.deepEqual([line.amount, line.description], [50, 'Four seats']);
  const removed = await stripe.invoices.removeLines(draft.id, {
    lines: [{ id: first.id, behavior: 'delete' }],
  });
  assert.equal(removed.total, 350);

  const final = await stripe.invoices.finalizeInvoice(draft.id);
  assert.deepEqual(
    [final.status, final.effective_at, final.rendering?.pdf?.page_size],
    ['open', START, 'letter'],
  );
  const paid = await stripe.invoices.pay(draft.id, { payment_method: 'pm_card_visa' });
  assert.deepEqual(
    [paid.status, paid.amount_paid, paid.amount_remaining, paid.attempt_count],
    ['paid', 350, 0, 1],
  );
});

test('events of a paid invoice come in the recorded order, with what changed and whose call it was', async () => {
  const stripe = sdk(newStub());
  const customer = await newCustomer(stripe);
  const draft = await stripe.invoices.create({ customer: customer.id });
  await stripe.invoiceItems.create({
    customer: customer.id,
    invoice: draft.id,
    amount: 500,
    currency: 'usd',
  });
  await stripe.invoices.finalizeInvoice(draft.id, {}, { idempotencyKey: 'finalize-once' });
  await stripe.invoices.pay(draft.id, { payment_method: 'pm_card_visa' });

  assert.deepEqual(await eventTypes(stripe, 1), [
    'invoice.created',
    'invoiceitem.created',
    'invoice.updated',
    'payment_intent.created',
    'invoice.updated',
    'invoice.finalized',
    'invoice_payment.paid',
    'charge.succeeded',
    'payment_intent.succeeded',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
  ]);
  const { data } = await stripe.events.list({ type: 'invoice.updated' });
  const [paying, finalizing, adding] = data.map((event) => event.data.previous_attributes ?? {});
  assert.deepEqual(paying, {
    amount_paid: 0,
    amount_remaining: 500,
    attempt_count: 0,
    attempted: false,
    status: 'open',
    status_transitions: { paid_at: null },
  });
  assert.deepEqual(Object.keys(finalizing ?? {}).sort(), [
    'effective_at',
    'ending_balance',
    'hosted_invoice_url',
    'invoice_pdf',
    'number',
    'rendering',
    'status',
    'status_transitions',
  ]);
  assert.deepEqual(adding, {
    amount_due: 0,
    amount_remaining: 0,
    lines: { data: [], total_count: 0 },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    total: 0,
    total_excluding_tax: 0,
  });
  const ofFinalize = (await stripe.events.list({ limit: 100 })).data.filter(
    (event) => event.request?.idempotency_key === 'finalize-once',
  );
  assert.deepEqual(ofFinalize.map((event) => event.type).sort(), [
    'invoice.finalized',
    'invoice.updated',
    'payment_intent.created',
  ]);
  assert.equal(new Set(ofFinalize.map((event) => event.request?.id)).size, 1);
});

test('expand reaches the payment behind an invoice, includes what is asked for, and refuses the rest', async () => {
  const stripe = sdk(newStub());
  const draft = await newDraft(stripe, 700);
  const expand = [
    'customer',
    'confirmation_secret',
    'payments.data.payment.payment_intent',
    'lines.data.pricing.price_details.price.product',
    'lines.data.parent.invoice_item_details.invoice_item.customer.default_source',
  ];
  const final = await stripe.invoices.finalizeInvoice(draft.id, { expand: expand.slice(0, 4) });
  assert.equal((final.customer as { email: string }).email, 'ada@example.com');
  assert.match(String(final.confirmation_secret?.client_secret), /^pi_\w+_secret_\w+$/);
  const intent = final.payments?.data[0]?.payment.payment_intent;
  assert.equal((intent as { status: string }).status, 'requires_payment_method');
  // Levels are fields that expand: the four names of this path after `lines.data` are two.
  const price = final.lines.data[0]?.pricing?.price_details?.price;
  assert.equal((price as { product: { name: string } }).product.name, 'Work');
  const plain = await stripe.invoices.retrieve(draft.id);
  assert.equal('payments' in plain, false);
  assert.equal(typeof plain.customer, 'string');
  const listed = await stripe.invoices.list({ expand: ['data.customer'] });
  assert.equal((listed.data[0]?.customer as { object: string }).object, 'customer');
  await assert.rejects(stripe.invoices.retrieve(draft.id, { expand: expand.slice(4) }), /4 levels/);
  await assert.rejects(
    stripe.invoices.create({ customer: customerOf(draft), expand: ['nope'] }),
    /cannot be expanded/,
  );
  assert.equal((await stripe.invoices.list()).data.length, 1, 'a refused expand creates nothing');
});

test('links lead to where the stand-in was asked, and to Stripe where an SDK believes it is there', async () => {
  const linkFrom = async (origin: string): Promise<string> => {
    const stub = newStub();
    const stripe = sdk(stub);
    const { id } = await stripe.invoices.finalizeInvoice((await newDraft(stripe, 100)).id);
    const headers = { authorization: 'Bearer sk_test_stand_in' };
    const answer = await stub.fetch(new Request(`${origin}/v1/invoices/${id}`, { headers }));
    return new URL(((await answer.json()) as { hosted_invoice_url: string }).hosted_invoice_url).origin;
  };
  assert.equal(await linkFrom('http://127.0.0.1:4242'), 'http://127.0.0.1:4242');
  assert.equal(await linkFrom('https://api.stripe.com'), 'https://invoice.stripe.com');
});

test('another account is another world', async () => {
  const stub = newStub();
  const draft = await newDraft(sdk(stub), 100);
  await assert.rejects(
    sdk(stub, { stripeAccount: 'acct_other' }).invoices.retrieve(draft.id),
    /No such invoice/,
  );
  assert.equal(
    (await sdk(stub).invoices.retrieve(draft.id, {}, { stripeAccount: stub.accountId })).id,
    draft.id,
  );
});

test('answers carry a request id and echo the version', async () => {
  const ask = asker(newStub());
  const plain = await ask('GET', '/v1/account');
  assert.match(plain.headers.get('request-id') ?? '', /^req_/);
  assert.equal(plain.headers.get('stripe-version'), '2026-10-28.endive');
  const older = await ask('GET', '/v1/account', '', { 'stripe-version': '2025-03-31.basil' });
  assert.equal(older.headers.get('stripe-version'), '2025-03-31.basil');
});

test('the same seed gives the same ids', async () => {
  const ids = async () => (await newDraft(sdk(newStub({ seed: 'x' })), 100)).id;
  assert.equal(await ids(), await ids());
});

function stripeDecimal(text: string): never {
  return text as never;
}
