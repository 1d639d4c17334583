/** What has happened to an invoice, and nothing of what was in it. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { InvoiceEvent } from '../../src/invoice/wire.js';
import { addCustomer, addDraft, addOpen, createBackend, type Json } from './harness.js';

test('the events of an invoice, its payments and its credit notes are told, and of no other', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const foreign = await addOpen(backend, await addCustomer(backend, 'beta'));
  await backend.stripe.invoices.update(id, { description: 'Confidential words' });
  await backend.stripe.invoices.finalizeInvoice(id);
  await backend.stripe.creditNotes.create({ invoice: foreign, amount: 100 });
  const note = await backend.stripe.creditNotes.create({
    invoice: id,
    amount: 100,
    memo: 'Confidential memo',
  });
  await backend.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  await addOpen(backend, customer);

  const { body } = await backend.as('alpha-viewer').get(`/invoices/${id}/events?limit=100`);
  const events = body['data'] as InvoiceEvent[];
  const types = events.map(({ type }) => type);
  for (const type of [
    'invoice.created',
    'invoice.finalized',
    'credit_note.created',
    'invoice_payment.paid',
    'invoice.paid',
  ]) {
    assert.equal(types.filter((each) => each === type).length, 1, type);
  }
  const about = new Set(events.map(({ data }) => data.object.id));
  assert.ok(about.has(id) && about.has(note.id));
  assert.ok(!JSON.stringify(body).includes(foreign));
  const described = events.findLast(({ type }) => type === 'invoice.updated')!;
  assert.deepEqual(described.data.previous_attributes.includes('description'), true);
  for (const event of events) {
    assert.deepEqual(Object.keys(event).sort(), ['created', 'data', 'id', 'livemode', 'object', 'type']);
    assert.deepEqual(Object.keys(event.data.object).sort(), ['id', 'object']);
    assert.ok(event.data.previous_attributes.every((name) => typeof name === 'string'));
  }
  assert.doesNotMatch(JSON.stringify(body), /Confidential|webhook|request|hosted_invoice_url|invoice_pdf/);
});

test('its pages hold each event once, whatever else happened on the account', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  const other = await addDraft(backend, await addCustomer(backend, 'beta'));
  for (let index = 0; index < 130; index++) {
    if (index % 10 === 0) await backend.stripe.invoices.update(id, { description: `words ${index}` });
    await backend.stripe.invoices.update(other, { description: `words ${index}` });
    if (index % 3 === 0) backend.stub.clock.advance(1);
  }
  const viewer = backend.as('alpha-viewer');
  const all = (await viewer.get(`/invoices/${id}/events?limit=100`)).body['data'] as Json[];
  assert.ok(all.length >= 14);
  const seen: Json[] = [];
  for (let more = true; more;) {
    const cursor = seen.length > 0 ? `&starting_after=${seen.at(-1)!['id']}` : '';
    const { body } = await viewer.get(`/invoices/${id}/events?limit=5${cursor}`);
    assert.ok(body['data'].length === 5 || !body['has_more']);
    seen.push(...body['data']);
    more = body['has_more'];
  }
  assert.deepEqual(seen, all);
});

test('an event of another invoice is no cursor, and told as one that there is not', async () => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  await addDraft(backend, await addCustomer(backend, 'beta'));
  const [latest] = (await backend.stripe.events.list({ type: 'invoice.created' })).data;
  const viewer = backend.as('alpha-viewer');
  const told = [];
  for (const event of [latest!.id, 'evt_nope']) {
    const refused = await viewer.get(`/invoices/${id}/events?starting_after=${event}`);
    told.push(JSON.stringify([refused.status, refused.body]).replaceAll(event, '*'));
  }
  assert.equal(told[0], told[1]);
  assert.match(told[0]!, /^\[404/);
});
