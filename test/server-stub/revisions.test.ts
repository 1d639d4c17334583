/** Revisions: a draft that takes an invoice's place, which is voided when the draft is finalized. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { customerOf, eventTypes, newCustomer, newDraft, newStub, sdk } from './support.js';

const DAY = 86_400;

async function openInvoice(stripe: Stripe, params: Partial<Stripe.InvoiceCreateParams> = {}) {
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false });
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  const customer = (await newCustomer(stripe)).id;
  const draft = await stripe.invoices.create({
    customer,
    currency: 'eur',
    collection_method: 'send_invoice',
    days_until_due: 30,
    description: 'Thank you',
    default_tax_rates: [rate.id],
    discounts: [{ coupon: coupon.id }],
    metadata: { order: '6735' },
    ...params,
  });
  await stripe.invoices.addLines(draft.id, {
    lines: [
      { amount: 10_000, description: 'Design' },
      { amount: 333, description: 'Paper' },
    ],
  });
  return stripe.invoices.finalizeInvoice(draft.id);
}
const revise = (stripe: Stripe, invoice: string, params: Partial<Stripe.InvoiceCreateParams> = {}) =>
  stripe.invoices.create({ from_invoice: { invoice, action: 'revision' }, ...params });

test('a revision is a draft with the lines and settings of what it revises', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const original = await openInvoice(stripe);
  stub.clock.advance(3 * DAY);
  const revision = await revise(stripe, original.id, { footer: 'Corrected' });
  assert.deepEqual(revision.from_invoice, { action: 'revision', invoice: original.id });
  assert.equal(revision.status, 'draft');
  assert.equal(revision.number, null);
  for (const field of [
    'customer',
    'currency',
    'total',
    'description',
    'metadata',
    'collection_method',
  ] as const) {
    assert.deepEqual(revision[field], original[field], field);
  }
  assert.equal(revision.footer, 'Corrected');
  assert.equal((revision.due_date ?? 0) - revision.created, 30 * DAY);
  const told = (invoice: Stripe.Invoice) =>
    invoice.lines.data.map(({ amount, description }) => [amount, description]);
  assert.deepEqual(told(revision), told(original));
  const ids = (invoice: Stripe.Invoice) => invoice.lines.data.map((line) => line.id);
  assert.equal(new Set([...ids(revision), ...ids(original)]).size, 4, 'lines of its own');
});

test('the original can be paid until the revision is finalized, and then is void and names it', async () => {
  const stripe = sdk(newStub());
  const original = await openInvoice(stripe);
  const revision = await revise(stripe, original.id);
  const before = await stripe.invoices.retrieve(original.id);
  assert.deepEqual([before.status, before.latest_revision], ['open', null]);
  const mark = (await eventTypes(stripe)).length;

  const final = await stripe.invoices.finalizeInvoice(revision.id);

  assert.equal(final.status, 'open');
  const after = await stripe.invoices.retrieve(original.id, { expand: ['latest_revision'] });
  assert.equal(after.status, 'void');
  assert.equal((after.latest_revision as Stripe.Invoice).id, revision.id);
  assert.deepEqual(await eventTypes(stripe, mark), [
    'payment_intent.created',
    'invoice.updated',
    'invoice.finalized',
    'invoice.updated',
    'invoice.voided',
    'payment_intent.canceled',
  ]);
});

test('a revision whose original was paid meanwhile cannot be finalized, and says why', async () => {
  const stripe = sdk(newStub());
  const original = await openInvoice(stripe);
  const revision = await revise(stripe, original.id);
  await stripe.invoices.pay(original.id, { payment_method: 'pm_card_visa' });
  await assert.rejects(stripe.invoices.finalizeInvoice(revision.id), { statusCode: 400 });
  const kept = await stripe.invoices.retrieve(revision.id);
  assert.equal(kept.status, 'draft');
  assert.match(kept.last_finalization_error?.message ?? '', new RegExp(original.id));
});

test('only open and uncollectible invoices can be revised, and only for their own customer', async () => {
  const stripe = sdk(newStub());
  const other = (await newCustomer(stripe)).id;
  const draft = await newDraft(stripe, 1000);
  await assert.rejects(revise(stripe, draft.id), { param: 'from_invoice[invoice]' });
  await assert.rejects(revise(stripe, 'in_nope'), { code: 'resource_missing' });
  const invoice = await stripe.invoices.finalizeInvoice(draft.id);
  await assert.rejects(revise(stripe, invoice.id, { customer: other }), { param: 'customer' });
  await stripe.invoices.markUncollectible(invoice.id);
  const revision = await revise(stripe, invoice.id);
  assert.equal(customerOf(revision), customerOf(invoice));
  await stripe.invoices.voidInvoice(invoice.id);
  await assert.rejects(revise(stripe, invoice.id), { param: 'from_invoice[invoice]' });
  const paid = await stripe.invoices.pay((await newDraft(stripe, 1000)).id, {
    payment_method: 'pm_card_visa',
  });
  await assert.rejects(revise(stripe, paid.id), { param: 'from_invoice[invoice]' });
});

test('a refused revision leaves no items behind', async () => {
  const stripe = sdk(newStub());
  const original = await openInvoice(stripe);
  const count = async () => (await stripe.invoiceItems.list({ limit: 100 })).data.length;
  const before = await count();
  await assert.rejects(revise(stripe, original.id, { default_tax_rates: ['txr_nope'] }), { statusCode: 400 });
  assert.equal(await count(), before);
});
