/** What the real `stripe` SDK does by itself: retries with their keys, pages, decimals, and webhooks that it verifies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import type { FaultKind, StripeStub } from '../../server-stub/stripe/index.js';
import { newCustomer, newStub, sdk } from './support.js';
import { validatingFetch } from './schema.js';

/** An SDK that tries again, without pausing: its pauses are Stripe's business, not ours. */
function patient(stub: StripeStub, tries: number): { stripe: Stripe; asked: () => number } {
  let asked = 0;
  const fetch = validatingFetch(stub);
  const stripe = new Stripe('sk_test_patient', {
    maxNetworkRetries: tries,
    httpClient: Stripe.createFetchHttpClient((input: RequestInfo | URL, init?: RequestInit) => {
      asked += 1;
      return fetch(input, init);
    }),
  });
  return { stripe, asked: () => asked };
}

for (const kind of ['drop_before', 'drop_after', '429', 'lock_timeout', '409'] satisfies FaultKind[]) {
  test(`the SDK tries again after "${kind}", with the same key: the work is done once`, async () => {
    const stub = newStub();
    const { id: customer } = await newCustomer(sdk(stub));
    const { stripe, asked } = patient(stub, 2);
    stub.faults.next({ kind, match: 'POST /v1/invoices' });
    const invoice = await stripe.invoices.create({ customer });
    assert.equal(asked(), 2);
    const { data } = await stripe.invoices.list({ customer });
    assert.deepEqual(
      data.map(({ id }) => id),
      [invoice.id],
    );
  });
}

test('a 500 is replayed by its key, so that the SDK gives up and nothing was done', async () => {
  const stub = newStub();
  const { id: customer } = await newCustomer(sdk(stub));
  const { stripe, asked } = patient(stub, 2);
  stub.faults.next({ kind: '500', match: 'POST /v1/invoices' });
  await assert.rejects(stripe.invoices.create({ customer }), { statusCode: 500 });
  assert.equal(asked(), 3);
  assert.equal((await stripe.invoices.list()).data.length, 0);
});

test('auto-paging and search paging see each invoice once, forwards and backwards', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  const made: string[] = [];
  for (let index = 0; index < 23; index++) made.unshift((await stripe.invoices.create({ customer })).id);
  const collect = async (pages: AsyncIterable<{ id: string }>) => {
    const ids: string[] = [];
    for await (const { id } of pages) ids.push(id);
    return ids;
  };
  assert.deepEqual(await collect(stripe.invoices.list({ customer, limit: 5 })), made);
  const oldest = made.at(-1) ?? '';
  assert.deepEqual(
    await collect(stripe.invoices.list({ customer, limit: 5, ending_before: oldest })),
    made.slice(0, -1).reverse(),
  );
  const query = `customer:'${customer}' AND status:'draft'`;
  assert.deepEqual(await collect(stripe.invoices.search({ query, limit: 5 })), made);
  assert.equal(
    (await stripe.invoices.list({ customer, limit: 5 }).autoPagingToArray({ limit: 12 })).length,
    12,
  );
});

test('decimals come back as they were sent, to the twelfth place', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  const draft = await stripe.invoices.create({ customer, currency: 'usd' });
  const { lines } = await stripe.invoices.addLines(draft.id, {
    lines: [
      {
        quantity_decimal: Stripe.Decimal.from('0.123456789012'),
        price_data: {
          currency: 'usd',
          product_data: { name: 'Dust' },
          unit_amount_decimal: Stripe.Decimal.from('99999.000000000001'),
        },
      },
    ],
  });
  const [line] = lines.data;
  assert.deepEqual(
    [line?.quantity_decimal?.toString(), line?.pricing?.unit_amount_decimal?.toString(), line?.amount],
    ['0.123456789012', '99999.000000000001', 12_346],
  );
});

test('what the SDK signs and what the stand-in signs are verified alike; what is forged is not', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const received: { body: string; signature: string }[] = [];
  const { secret } = stub.addWebhook({
    handler: async (request) => {
      received.push({
        body: await request.text(),
        signature: request.headers.get('stripe-signature') ?? '',
      });
      return new Response('{}');
    },
  });
  stub.webhooks.disturb({ kind: 'forged' });
  await newCustomer(stripe);
  await stub.settled();
  const verify = ({ body, signature }: { body: string; signature: string }) =>
    stripe.webhooks.constructEventAsync(body, signature, secret, 300, undefined, stub.clock.now() * 1000);
  assert.equal(received.length, 2);
  const [forged, genuine] = received as [(typeof received)[0], (typeof received)[0]];
  await assert.rejects(verify(forged), { type: 'StripeSignatureVerificationError' });
  assert.equal((await verify(genuine)).type, 'customer.created');
  await assert.rejects(verify({ ...genuine, body: genuine.body.replace('ada@', 'eve@') }), {
    type: 'StripeSignatureVerificationError',
  });
});
