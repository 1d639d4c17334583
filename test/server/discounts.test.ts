/** What the discounts of an invoice are: told to who may read it, as far as the list of fields goes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import { addCustomer, addDraft, createBackend, type Json } from './harness.js';

const INVOICE = '?expand[]=discounts.source.coupon';
const LINES = '?expand[]=data.discounts.source.coupon';
const FIELDS = ['id', 'object', 'promotion_code', 'source'];

/** A draft of alpha, under a scope of metadata, whose coupon is marked as beta's, on the invoice and on its line. */
async function begin() {
  const backend = await createBackend();
  backend.scopes['alpha'] = { metadata: { tenant: 'alpha' } };
  const metadata = { tenant: 'beta', note: 'internal' };
  const coupon = await backend.stripe.coupons.create({ percent_off: 10, duration: 'once', name: 'Ten', metadata }); // prettier-ignore
  const customer = await addCustomer(backend, 'alpha', { metadata: { tenant: 'alpha' } });
  const discounts = [{ coupon: coupon.id }];
  const id = await addDraft(backend, customer, 0, { discounts, metadata: { tenant: 'alpha' } });
  await backend.stripe.invoices.addLines(id, { lines: [{ amount: 1000, description: 'x', discounts }] });
  return { backend, id, admin: backend.as('alpha-admin') };
}

test('a discount is told with its coupon where that is asked for, and is an id where not', async () => {
  const { id, admin } = await begin();
  const plain = (await admin.get(`/invoices/${id}`)).body;
  const expanded = (await admin.get(`/invoices/${id}${INVOICE}`)).body;
  const [discount] = expanded['discounts'] as Json[];
  assert.deepEqual(plain['discounts'], [discount?.['id']]);
  assert.deepEqual(Object.keys(discount!).sort(), FIELDS);
  assert.deepEqual(discount?.['source'].coupon.name, 'Ten');
  assert.equal(discount?.['promotion_code'], null);
  assert.deepEqual(fingerprint(expanded), fingerprint(plain));

  const lines = (await admin.get(`/invoices/${id}/lines`)).body['data'] as Json[];
  const told = (await admin.get(`/invoices/${id}/lines${LINES}`)).body['data'] as Json[];
  const [ofLine] = told[0]?.['discounts'] as Json[];
  assert.deepEqual(lines[0]?.['discounts'], [ofLine?.['id']]);
  assert.deepEqual(Object.keys(ofLine!).sort(), FIELDS);
  assert.equal(ofLine?.['source'].coupon.percent_off, 10);
  assert.doesNotMatch(JSON.stringify([expanded, told]), /internal|beta/);
});

test('nothing else is expanded, and for nobody else', async () => {
  const { backend, id, admin } = await begin();
  for (const path of [
    `/invoices/${id}?expand[]=discounts.customer`,
    `/invoices/${id}?expand[]=lines.data.discounts.source.coupon`,
    `/invoices/${id}/lines?expand[]=data.discounts.promotion_code`,
    `/invoices${INVOICE}`,
  ])
    assert.equal((await admin.get(path)).status, 400, path);
  for (const path of [`/invoices/${id}${INVOICE}`, `/invoices/${id}/lines${LINES}`])
    assert.equal((await backend.as('beta-admin').get(path)).status, 404, path);
});
