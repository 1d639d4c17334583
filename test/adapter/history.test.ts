/** The history of an invoice in every state, told from what the handler answers over the stand-in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpAdapter } from '../../src/adapter/http.js';
import { invoiceHistory } from '../../src/invoice/history.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { createWorld, type World } from '../../server-stub/world.js';

const adapterOf = (world: World) =>
  new HttpAdapter({
    url: `${world.origin()}${world.basePath}`,
    fetch: (request) => world.handler(request),
  });

async function told(world: World, id: string) {
  const adapter = adapterOf(world);
  const [invoice, payments, events, creditNotes] = await Promise.all([
    adapter.retrieve(id),
    adapter.payments(id),
    adapter.invoiceEvents(id),
    adapter.creditNotes({ invoice: id, limit: 100 }),
  ]);
  return invoiceHistory(invoice, { payments, events, creditNotes, now: world.clock.now() });
}

const STORIES: Partial<Record<InvoiceState, [past: string, next: string]>> = {
  draft: ['created', ''],
  scheduled: ['created', 'finalizes'],
  finalizing: ['created', 'finalizes'],
  finalization_failed: ['created, finalization_failed', ''],
  open: ['created, finalized', 'due'],
  partially_paid: ['created, finalized, payment', 'due'],
  payment_failed: ['created, finalized, payment_failed', ''],
  retrying: ['created, finalized, payment_failed', 'next_attempt'],
  past_due: ['created, finalized, overdue', ''],
  pending: ['created, finalized, payment_pending', 'due'],
  action_required: ['created, finalized, action_required', ''],
  paid: ['created, finalized, payment', ''],
  credited: ['created, finalized, credited, paid', ''],
  partially_refunded: ['created, finalized, payment, refunded', ''],
  refunded: ['created, finalized, payment, refunded', ''],
  uncollectible: ['created, finalized, uncollectible', ''],
  void: ['created, finalized, voided', ''],
};

for (const [state, [past, next]] of Object.entries(STORIES)) {
  test(`an invoice that is ${state} has gone through ${past}`, async () => {
    const world = await createWorld();
    const { id } = await scenarios[state as InvoiceState](world);
    const { entries, upcoming, told_since } = await told(world, id);
    assert.equal(entries.map(({ kind }) => kind).join(', '), past);
    assert.equal(upcoming.map(({ kind }) => kind).join(', '), next);
    assert.equal(told_since, null);
  });
}

test('a long life is told in order: scheduled, changed, finalized by itself, sent, tried, paid, credited', async () => {
  const world = await createWorld();
  const { stripe, stub, clock } = world;
  const day = 86_400;
  const { id } = await scenarios.draft(world, { collection_method: 'send_invoice' });
  const at = (days: number) => clock.now() + days * day;
  await stripe.invoices.update(id, { auto_advance: true, automatically_finalizes_at: at(3) });
  clock.advance(60);
  await stripe.invoices.update(id, { automatically_finalizes_at: at(1) });
  clock.advance(day);
  stub.tick();
  clock.advance(60);
  await stripe.invoices.sendInvoice(id);
  clock.advance(day);
  await stripe.invoices.pay(id, { payment_method: 'pm_card_chargeDeclined' }).catch(() => undefined);
  clock.advance(60);
  await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  clock.advance(day);
  await stripe.creditNotes.create({ invoice: id, amount: 1000, refund_amount: 1000 });
  const { entries } = await told(world, id);
  assert.equal(
    entries.map(({ kind }) => kind).join(', '),
    'created, rescheduled, rescheduled, finalized, sent, payment_failed, payment, credited',
  );
  const credit = entries.at(-1);
  assert.deepEqual(credit?.kind === 'credited' && [credit.amount, credit.refunded], [1000, 1000]);
});

test('a revision and the invoice whose place it takes know of each other', async () => {
  const world = await createWorld();
  const { id } = await scenarios.open(world);
  const revision = await world.stripe.invoices.create({ from_invoice: { invoice: id, action: 'revision' } });
  await world.stripe.invoices.finalizeInvoice(revision.id);
  const before = (await told(world, id)).entries.at(-1);
  const after = (await told(world, revision.id)).entries[0];
  assert.deepEqual(
    [before?.kind === 'voided' && before.replaced_by, after?.kind === 'created' && after.revises],
    [revision.id, id],
  );
});

test('what is marked as paid outside Stripe is told as that', async () => {
  const world = await createWorld();
  const { id } = await scenarios.open(world);
  await world.stripe.invoices.pay(id, { paid_out_of_band: true });
  const last = (await told(world, id)).entries.at(-1);
  assert.ok(
    (last?.kind === 'paid' && last.how === 'outside') ||
      (last?.kind === 'payment' && last.method?.type === 'outside'),
    JSON.stringify(last),
  );
});
