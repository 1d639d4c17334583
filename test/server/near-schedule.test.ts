/** A time a moment away finalizes as surely as the button does, so it takes the same permission and the same proof. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import { addCustomer, addDraft, addOpen, createBackend, NOW, type Json } from './harness.js';

const HOUR = 3600;
const soon = { auto_advance: true, automatically_finalizes_at: NOW + 60 };
const later = { auto_advance: true, automatically_finalizes_at: NOW + HOUR };

async function start() {
  const backend = await createBackend({
    authorize: ({ user }, action) => user.id.endsWith('-admin') || action !== 'finalize',
  });
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  return { backend, customer, id, admin: backend.as('alpha-admin'), planner: backend.as('alpha-planner') };
}

test('a time that leaves people time to look takes the permission to schedule and no more', async () => {
  const { id, planner, admin } = await start();
  const set = await planner.post(`/invoices/${id}`, later);
  assert.deepEqual([set.status, set.body['automatically_finalizes_at']], [200, NOW + HOUR]);
  assert.equal((await admin.post(`/invoices/${id}`, { ...later, description: 'And a memo' })).status, 200);
  const off = await planner.post(`/invoices/${id}`, { auto_advance: false });
  assert.equal(off.body['automatically_finalizes_at'], null);
});

test('a near time needs the permission to finalize, and the fingerprint of what was shown', async () => {
  const { backend, id, admin, planner } = await start();
  const expected = fingerprint((await admin.get(`/invoices/${id}`)).body);
  const refusals: [Json, number, string, string | undefined][] = [
    [soon, 400, 'expected_missing', 'expected'],
    [{ ...soon, automatically_finalizes_at: NOW + 599 }, 400, 'expected_missing', 'expected'],
    [{ ...soon, expected, description: 'Unseen' }, 400, 'schedule_too_near', 'description'],
    [{ ...soon, expected: { ...expected, total: 1 } }, 409, 'draft_changed', undefined],
  ];
  for (const [body, status, code, param] of refusals) {
    const refused = await admin.post(`/invoices/${id}`, body);
    assert.deepEqual([refused.status, refused.body['code'], refused.body['param']], [status, code, param]);
  }
  const forbidden = await planner.post(`/invoices/${id}`, { ...soon, expected });
  assert.deepEqual(
    [forbidden.status, forbidden.body['detail']],
    [403, 'You are not allowed to do this (finalize).'],
  );
  assert.equal((await backend.stripe.invoices.retrieve(id)).automatically_finalizes_at, null);

  const set = await admin.post(`/invoices/${id}`, { ...soon, expected });
  assert.deepEqual([set.status, set.body['automatically_finalizes_at']], [200, NOW + 60]);
});

test('an old draft whose hour is over would finalize at once when Stripe may go on with it', async () => {
  const { backend, id, admin, planner } = await start();
  assert.equal((await planner.post(`/invoices/${id}`, { auto_advance: true })).status, 200);
  await planner.post(`/invoices/${id}`, { auto_advance: false });
  backend.stub.clock.advance(2 * HOUR);
  assert.equal((await planner.post(`/invoices/${id}`, { auto_advance: true })).status, 403);
  const refused = await admin.post(`/invoices/${id}`, { auto_advance: true });
  assert.deepEqual([refused.status, refused.body['code']], [400, 'expected_missing']);
  const expected = fingerprint((await admin.get(`/invoices/${id}`)).body);
  assert.equal((await admin.post(`/invoices/${id}`, { auto_advance: true, expected })).status, 200);
});

test('a new draft may not be due before anybody has seen it, nor does a revision finalize by itself', async () => {
  const { backend, customer, admin, planner } = await start();
  const body = { customer, currency: 'usd' };
  for (const who of [admin, planner]) {
    const refused = await who.post('/invoices', { ...body, ...soon });
    assert.deepEqual(
      [refused.status, refused.body['code'], refused.body['param']],
      [400, 'schedule_too_near', 'automatically_finalizes_at'],
    );
  }
  assert.equal((await admin.post('/invoices', { ...body, ...later })).status, 200);
  assert.equal((await admin.post('/invoices', { ...body, auto_advance: true })).status, 200);

  const from_invoice = { action: 'revision', invoice: await addOpen(backend, customer) };
  const revision = await admin.post('/invoices', { from_invoice });
  assert.deepEqual(
    [revision.status, revision.body['status'], revision.body['auto_advance']],
    [200, 'draft', false],
  );
  assert.equal(revision.body['automatically_finalizes_at'], null);
  const near = await admin.post('/invoices', { from_invoice, ...soon });
  assert.equal(near.body['code'], 'schedule_too_near');
});

test('an edit that sends what was shown is refused where the draft is another one by then', async () => {
  const { backend, id, admin } = await start();
  const expected = fingerprint((await admin.get(`/invoices/${id}`)).body);
  await backend.stripe.invoices.addLines(id, { lines: [{ description: 'Meanwhile', amount: 5 }] });
  const refused = await admin.post(`/invoices/${id}`, { description: 'Mine', expected });
  assert.deepEqual([refused.status, refused.body['code']], [409, 'draft_changed']);
});
