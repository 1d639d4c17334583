/** Rubbish of every kind, at every call: an answer in Stripe's envelope each time, and nothing that breaks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { knownVersions } from '../../server-stub/stripe/index.js';
import { routes } from '../../server-stub/stripe/rooms/routes.js';
import { asker, newCustomer, newDraft, newStub, sdk } from './support.js';

/** Names that calls know, so that the rubbish gets further than their door. */
const NAMES = [
  'amount',
  'auto_advance',
  'automatic_tax[enabled]',
  'automatically_finalizes_at',
  'card[token]',
  'collection_method',
  'confirm',
  'coupon',
  'created[gte]',
  'currency',
  'customer',
  'days_until_due',
  'description',
  'discounts[0][coupon]',
  'duration',
  'expand[]',
  'expand[0]',
  'from_invoice[invoice]',
  'invoice',
  'limit',
  'lines[0][amount]',
  'lines[0][id]',
  'lines[0][price_data][unit_amount_decimal]',
  'lines[0][quantity_decimal]',
  'lines[][discounts][][promotion_code]',
  'metadata[a]',
  'metadata',
  'page',
  'payment_intent',
  'payment_method',
  'percent_off',
  'query',
  'refund_amount',
  'shipping_cost[shipping_rate_data][fixed_amount][amount]',
  'starting_after',
  'type',
  '__proto__[a]',
  'constructor',
  'lines[__proto__][amount]',
  '[][][]',
  ']',
  '',
];

async function setUp() {
  const stub = newStub();
  const stripe = sdk(stub);
  const customer = (await newCustomer(stripe)).id;
  const draft = (await newDraft(stripe, 1000, { customer })).id;
  const open = (await stripe.invoices.finalizeInvoice((await newDraft(stripe, 1000, { customer })).id)).id;
  return { stub, ids: [customer, draft, open, 'in_nope', 'pm_card_visa', '%00', '..', 'a'.repeat(300)] };
}

test('rubbish is answered, whatever it is and wherever it goes', async () => {
  const { stub, ids } = await setUp();
  const ask = asker(stub);
  const id = fc.constantFrom(...ids);
  const value = fc.oneof(
    id,
    fc.string({ maxLength: 12, unit: 'binary' }),
    fc.constantFrom(
      '',
      'true',
      '0',
      '-1',
      '1',
      '2.5',
      '1e9',
      '99999999999999999999',
      'null',
      'usd',
      'JPY',
      '🧾',
    ),
    fc.constantFrom('data.customer', 'lines.data.discounts', 'a.b.c.d.e', 'total>5', "status:'open'", 'once'),
  );
  const request = fc.record({
    route: fc.constantFrom(...routes.filter(({ path }) => path !== '/v1/webhook_endpoints')),
    ids: fc.array(id, { minLength: 3, maxLength: 3 }),
    params: fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 6 }),
    version: fc.constantFrom(undefined, ...knownVersions),
    key: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ route, ids: parts, params, version, key }) => {
      let part = 0;
      const path = route.path.replace(/:\w+/g, () => encodeURIComponent(parts[part++] ?? 'x'));
      const { status, body } = await ask(route.method, path, new URLSearchParams(params).toString(), {
        ...(version !== undefined && { 'stripe-version': version }),
        ...(key !== undefined && { 'idempotency-key': key }),
      });
      if (status === 200) return;
      assert.ok(status >= 400 && status < 500, `${status}`);
      assert.equal(typeof body.error?.['type'], 'string');
      assert.equal(typeof body.error?.['message'], 'string');
    }),
    { numRuns: 4000, seed: 20261125, includeErrorInReport: true },
  );
});

test('paths and headers that make no sense are refused like everything else', async () => {
  const stub = newStub();
  const ask = asker(stub);
  for (const path of ['/v1/', '/v1/%', '/v1/invoices/%E0%A4%A', '/v1//invoices', '/v1/invoices/a/b/c/d/e']) {
    const { status, body } = await ask('GET', path);
    assert.equal(status, 404, path);
    assert.equal(typeof body.error?.['message'], 'string', path);
  }
  for (const authorization of [
    'Basic %%%',
    'Bearer',
    'Digest sk_test_x',
    'Bearer sk_live_x',
    'Bearer pk_test_x',
  ]) {
    const { status } = await ask('GET', '/v1/invoices', '', { authorization });
    assert.ok(status === 401 || status === 403, `${authorization}: ${status}`);
  }
  const versioned = await ask('GET', '/v1/invoices', '', { 'stripe-version': 'yesterday' });
  assert.equal(versioned.status, 400);
  const elsewhere = await ask('GET', '/v1/invoices', '', { 'stripe-account': 'not an account' });
  assert.equal(elsewhere.status, 403);
});
