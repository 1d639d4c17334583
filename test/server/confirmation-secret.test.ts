/** The one client secret that a page gets: of the payment of an invoice that can be paid, for who may pay it, when asked. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { addCustomer, addDraft, addOpen, createBackend, newKey, type Backend } from './harness.js';

const ASK = '?expand[]=confirmation_secret';

async function secretOf(backend: Backend, person: string, id: string, ask = ASK): Promise<unknown> {
  const { status, body } = await backend.as(person).get(`/invoices/${id}${ask}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body['confirmation_secret'];
}

test('who may pay an open invoice gets the secret, and Stripe.js can pay with it', async () => {
  const backend = await createBackend();
  const open = await addOpen(backend, await addCustomer(backend, 'alpha'));
  const secret = (await secretOf(backend, 'alpha-admin', open)) as { client_secret: string; type: string };
  assert.deepEqual(Object.keys(secret).sort(), ['client_secret', 'type']);
  assert.equal(secret.type, 'payment_intent');
  // As Stripe.js does, with nothing but the publishable key.
  const intent = secret.client_secret.split('_secret_')[0]!;
  const form = {
    client_secret: secret.client_secret,
    payment_method: 'pm_card_visa',
    return_url: 'https://panel.example',
  };
  const confirmed = await backend.stub.fetch(
    new Request(`https://api.stripe.com/v1/payment_intents/${intent}/confirm`, {
      method: 'POST',
      headers: { authorization: 'Bearer pk_test_of_the_handler' },
      body: new URLSearchParams(form),
    }),
  );
  assert.equal(confirmed.status, 200);
  const { body } = await backend.as('alpha-admin').get(`/invoices/${open}`);
  assert.equal(body['status'], 'paid');
});

test('nobody else gets it: not unasked, not who may only look, not of what cannot be paid, not of a foreign invoice', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const open = await addOpen(backend, customer);
  assert.equal(await secretOf(backend, 'alpha-admin', open, ''), undefined);
  assert.equal(await secretOf(backend, 'alpha-admin', open, '?expand[]=payments'), undefined);
  assert.equal(await secretOf(backend, 'alpha-viewer', open), null);
  assert.equal(await secretOf(backend, 'alpha-admin', await addDraft(backend, customer)), null);
  const closed: ((id: string) => Promise<unknown>)[] = [
    (id) => backend.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' }),
    (id) => backend.stripe.invoices.voidInvoice(id),
  ];
  for (const close of closed) {
    const id = await addOpen(backend, customer);
    await close(id);
    assert.equal(await secretOf(backend, 'alpha-admin', id), null);
  }
  const foreign = await backend.as('beta-admin').get(`/invoices/${open}${ASK}`);
  assert.equal(foreign.status, 404);
  assert.doesNotMatch(JSON.stringify(foreign.body), /_secret_/);
});

test('`authorize` is asked about this invoice, and a change is answered without the secret', async () => {
  const own = new Set<string>();
  const backend = await createBackend({
    authorize: (_session, action, invoice) => action !== 'pay' || own.has(invoice?.id ?? ''),
  });
  const customer = await addCustomer(backend, 'alpha');
  const [mine, theirs] = [await addOpen(backend, customer), await addOpen(backend, customer)];
  own.add(mine);
  assert.notEqual(await secretOf(backend, 'alpha-admin', mine), null);
  assert.equal(await secretOf(backend, 'alpha-admin', theirs), null);
  const changed = await backend
    .as('alpha-admin')
    .post(`/invoices/${mine}${ASK}`, { metadata: { po: '7' } }, newKey());
  assert.doesNotMatch(JSON.stringify(changed.body), /_secret_/);
  assert.doesNotMatch(JSON.stringify(backend.log), /_secret_/);
});
