/** The recorded refusals: one row each (facts of Stripe at 2026-08-26.dahlia), with status, text, code and parameter. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { asker, customerOf, eventTypes, newCustomer, newDraft, newStub, sdk } from './support.js';

type State = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void' | 'deleted' | 'none';
interface Row {
  state: State;
  call: string;
  params?: Record<string, string>;
  status?: number;
  message: string;
  code?: string;
  param?: string;
}

const notOpen = "You can only pass in open invoices. This invoice isn't open.";
const refinalized = "This invoice is already finalized, you can't re-finalize a non-draft invoice.";
const frozen = "Finalized invoices can't be updated in this way";
const notEditable = {
  message: 'Invalid invoice: This invoice is no longer editable',
  code: 'invoice_not_editable',
};
const missing = (param: string) => ({
  state: 'none' as const,
  status: 404,
  message: "No such invoice: 'in_nope'",
  code: 'resource_missing',
  param,
});

const rows: Row[] = [
  ...(['open', 'paid', 'uncollectible', 'void'] as const).map((state): Row => ({
    state,
    call: 'POST /finalize',
    message: refinalized,
  })),
  {
    state: 'paid',
    call: 'POST /send',
    message:
      'This invoice cannot be sent right now. Please contact us via https://support.stripe.com/contact with details, so we can help.',
  },
  {
    state: 'open',
    call: 'POST /send',
    message: "You can only manually send an invoice if its collection method is 'send_invoice'.",
  },
  { state: 'paid', call: 'POST /pay', message: 'Invoice is already paid' },
  { state: 'void', call: 'POST /pay', message: notOpen },
  { state: 'draft', call: 'POST /void', message: notOpen },
  { state: 'void', call: 'POST /void', message: notOpen },
  { state: 'paid', call: 'POST /void', message: 'Invoices with `paid` payments cannot be voided.' },
  ...(['draft', 'paid', 'void'] as const).map((state): Row => ({
    state,
    call: 'POST /mark_uncollectible',
    message: notOpen,
  })),
  {
    state: 'uncollectible',
    call: 'POST /mark_uncollectible',
    message: 'This invoice has already been marked uncollectible.',
  },
  ...(['open', 'paid', 'uncollectible', 'void'] as const).map((state): Row => ({
    state,
    call: 'DELETE ',
    message: 'You can only delete draft invoices.',
  })),
  { state: 'paid', call: 'POST ', params: { description: 'New' }, message: frozen, param: 'description' },
  { state: 'open', call: 'POST ', params: { footer: 'New' }, message: frozen, param: 'footer' },
  { state: 'paid', call: 'POST ', params: { auto_advance: 'true' }, message: frozen, param: 'auto_advance' },
  { state: 'open', call: 'POST /add_lines', params: { 'lines[0][amount]': '1' }, ...notEditable },
  { state: 'open', call: 'POST /update_lines', params: { 'lines[0][id]': 'il_1' }, ...notEditable },
  {
    state: 'open',
    call: 'POST /remove_lines',
    params: { 'lines[0][id]': 'il_1', 'lines[0][behavior]': 'delete' },
    ...notEditable,
  },
  {
    state: 'deleted',
    call: 'DELETE item',
    message: "Can't delete an invoice item that is attached to an invoice that is no longer editable",
  },
  {
    state: 'open',
    call: 'DELETE item',
    message: "Can't delete an invoice item that is attached to an invoice that is no longer editable",
  },
  {
    state: 'deleted',
    call: 'POST item',
    params: { amount: '5' },
    message: 'This invoice item has been deleted.',
  },

  { ...missing('invoice'), call: 'GET ' },
  { ...missing('invoice'), call: 'DELETE ' },
  { ...missing('invoice'), call: 'POST /send' },
  { ...missing('invoice'), call: 'POST /add_lines', params: { 'lines[0][amount]': '1' } },
  { ...missing('id'), call: 'POST ' },
  { ...missing('id'), call: 'POST /pay' },
  { ...missing('id'), call: 'POST /finalize' },
  { ...missing('id'), call: 'POST /void' },
  { ...missing('id'), call: 'POST /mark_uncollectible' },
  {
    state: 'none',
    call: 'POST /v1/invoices',
    params: { customer: 'cus_nope' },
    message: "No such customer: 'cus_nope'",
    code: 'resource_missing',
    param: 'customer',
  },
  {
    state: 'none',
    call: 'GET /v1/invoiceitems/ii_nope',
    status: 404,
    message: "No such Invoice Item: 'ii_nope'(livemode=false)",
    code: 'resource_missing',
    param: 'id',
  },
  {
    state: 'none',
    call: 'POST /v1/invoices',
    params: { customer: 'CUSTOMER', nope: '1' },
    message: 'Received unknown parameter: nope',
    code: 'parameter_unknown',
    param: 'nope',
  },
  {
    state: 'draft',
    call: 'POST /add_lines',
    params: { 'lines[0][amount]': '1', 'lines[0][nope]': '1' },
    message: 'Received unknown parameter: lines[0][nope]',
    code: 'parameter_unknown',
    param: 'lines[0][nope]',
  },
  {
    state: 'none',
    call: 'POST /v1/invoices',
    params: { customer: 'CUSTOMER', pending_invoice_items_behavior: 'bogus' },
    message: 'Invalid pending_invoice_items_behavior: must be one of include or exclude',
    param: 'pending_invoice_items_behavior',
  },
  {
    state: 'none',
    call: 'GET /v1/invoices',
    params: { status: 'bogus' },
    message: 'Invalid status: must be one of draft, open, void, paid, or uncollectible',
    param: 'status',
  },
  {
    state: 'none',
    call: 'POST /v1/invoices',
    params: { customer: 'CUSTOMER', collection_method: 'send_invoice' },
    message:
      "If invoice collection method is 'send_invoice', you must specify 'due_date' or 'days_until_due'.",
  },
  {
    state: 'none',
    call: 'POST /v1/invoices',
    params: { customer: 'CUSTOMER', days_until_due: '7' },
    message:
      "You can only specify 'due_date' or 'days_until_due' if invoice collection method is 'send_invoice'.",
  },
  {
    state: 'draft',
    call: 'POST /add_lines',
    params: { 'lines[0][amount]': '1', 'lines[0][quantity]': '2' },
    message: 'You may only specify one of these parameters: amount, quantity.',
    param: 'lines[0][amount]',
  },
  {
    state: 'draft',
    call: 'POST /remove_lines',
    params: { 'lines[0][id]': 'il_1' },
    message: 'Missing required param: lines[0][behavior].',
    code: 'parameter_missing',
    param: 'lines[0][behavior]',
  },
  {
    state: 'none',
    call: 'POST /v1/payment_intents',
    params: { amount: '10', currency: 'usd' },
    message:
      'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).',
    code: 'parameter_invalid_integer',
    param: 'amount',
  },
  {
    state: 'draft',
    call: 'POST /pay',
    message:
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    code: 'resource_missing',
  },
];

for (const row of rows) {
  const words = row.params ? ` ${new URLSearchParams(row.params).toString()}` : '';
  test(`${row.state}: ${row.call}${words}`, async () => {
    const stub = newStub();
    const ask = asker(stub);
    const { method, path, customer } = await prepare(sdk(stub), row);
    const params = Object.fromEntries(
      Object.entries(row.params ?? {}).map(([name, value]) => [
        name,
        value === 'CUSTOMER' ? customer : value,
      ]),
    );

    const { status, body } = await ask(method, path, params);

    const { request_log_url, ...error } = body.error ?? {};
    assert.match(String(request_log_url), /^https:\/\/dashboard\.stripe\.com\//);
    assert.deepEqual(error, {
      type: 'invalid_request_error',
      message: row.message,
      ...(row.code && {
        code: row.code,
        doc_url: `https://stripe.com/docs/error-codes/${row.code.replaceAll('_', '-')}`,
      }),
      ...(row.param && { param: row.param }),
    });
    assert.equal(status, row.status ?? 400);
  });
}

/** Drives an invoice into the state and says where the call goes. */
async function prepare(
  stripe: Stripe,
  row: Row,
): Promise<{ method: string; path: string; customer: string }> {
  const [method = '', target = ''] = row.call.split(' ');
  const customer = await newCustomer(stripe);
  if (row.state === 'none') {
    const path = target.startsWith('/v1') ? target : `/v1/invoices/in_nope${target}`;
    return { method, path, customer: customer.id };
  }
  const draft = await newDraft(stripe, 1000, { customer: customer.id });
  const item = draft.lines.data[0]?.parent?.invoice_item_details?.invoice_item;
  if (row.state === 'deleted') await stripe.invoices.del(draft.id);
  else if (row.state !== 'draft') await stripe.invoices.finalizeInvoice(draft.id);
  if (row.state === 'paid') await stripe.invoices.pay(draft.id, { payment_method: 'pm_card_visa' });
  if (row.state === 'void') await stripe.invoices.voidInvoice(draft.id);
  if (row.state === 'uncollectible') await stripe.invoices.markUncollectible(draft.id);
  const path = target === 'item' ? `/v1/invoiceitems/${item ?? ''}` : `/v1/invoices/${draft.id}${target}`;
  return { method, path, customer: customer.id };
}

test('a declined card answers 402 with charge, intent and method, and the invoice stays open', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const ask = asker(stub);
  const draft = await newDraft(stripe, 1000);
  await stripe.invoices.finalizeInvoice(draft.id);
  const before = (await eventTypes(stripe)).length;

  const { status, body } = await ask('POST', `/v1/invoices/${draft.id}/pay`, {
    payment_method: 'pm_card_chargeDeclined',
  });

  assert.equal(status, 402);
  const error = body.error ?? {};
  assert.equal(error['type'], 'card_error');
  assert.equal(error['code'], 'card_declined');
  assert.equal(error['decline_code'], 'generic_decline');
  assert.equal(error['message'], 'Your card was declined.');
  assert.match(String(error['charge']), /^ch_/);
  assert.equal((error['payment_intent'] as { status: string }).status, 'requires_payment_method');
  const after = await stripe.invoices.retrieve(draft.id);
  assert.deepEqual(
    [after.status, after.attempted, after.attempt_count, after.amount_remaining],
    ['open', true, 1, 1000],
  );
  assert.deepEqual(await eventTypes(stripe, before), [
    'charge.failed',
    'payment_intent.payment_failed',
    'invoice.updated',
    'invoice.payment_failed',
  ]);
});

test('automatic tax without a usable address refuses to finalize and keeps the reason', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const draft = await newDraft(stripe, 1000, { automatic_tax: { enabled: true } });
  assert.equal(draft.automatic_tax.status, 'requires_location_inputs');

  await assert.rejects(stripe.invoices.finalizeInvoice(draft.id), {
    statusCode: 400,
    code: 'customer_tax_location_invalid',
    message:
      "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
  });

  const after = await stripe.invoices.retrieve(draft.id);
  assert.equal(after.status, 'draft');
  assert.equal(after.last_finalization_error?.code, 'customer_tax_location_invalid');
  const failed = await stripe.events.list({ type: 'invoice.finalization_failed' });
  assert.equal(failed.data.length, 1);

  await stripe.customers.update(customerOf(draft), { address: { country: 'DE', postal_code: '10115' } });
  const final = await stripe.invoices.finalizeInvoice(draft.id);
  assert.deepEqual([final.status, final.total, final.last_finalization_error], ['open', 1190, null]);
});

test('keys: none and unusable ones answer 401, Basic and restricted ones are let in', async () => {
  const ask = asker(newStub());
  const none = await ask('GET', '/v1/account', '', { authorization: '' });
  assert.equal(none.status, 401);
  assert.match(String(none.body.error?.['message']), /^You did not provide an API key\./);
  const wrong = await ask('GET', '/v1/account', '', { authorization: 'Bearer sk_test_' });
  assert.equal(wrong.status, 401);
  assert.equal(wrong.body.error?.['message'], 'Invalid API Key provided: sk_test_***');
  const basic = await ask('GET', '/v1/account', '', { authorization: `Basic ${btoa('sk_test_x:')}` });
  const restricted = await ask('GET', '/v1/account', '', { authorization: 'Bearer rk_test_x' });
  assert.deepEqual([basic.status, restricted.status], [200, 200]);
});

test('bodies in JSON and unknown calls are refused', async () => {
  const ask = asker(newStub());
  const json = await ask('POST', '/v1/customers', '{"name":"x"}', { 'content-type': 'application/json' });
  assert.equal(json.status, 400);
  assert.match(
    String(json.body.error?.['message']),
    /check that your POST content type is application\/x-www-form/,
  );
  const nowhere = await ask('GET', '/v1/nowhere');
  assert.equal(nowhere.status, 404);
  assert.match(String(nowhere.body.error?.['message']), /^Unrecognized request URL \(GET: \/v1\/nowhere\)\./);
});
