/**
 * What is told, in which order, and with which `previous_attributes`: the recorded orders (2025-11-17.clover, and
 * 2020-08-27 for totals of zero), and for calls that were not recorded the order that Stripe's docs imply.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import type { StripeEvent, StripeStub } from '../../server-stub/stripe/index.js';
import { newCustomer, newDraft, newStub, sdk } from './support.js';

/** A type of event, with the names under `previous_attributes` where it has them. */
type Told = string | [type: string, ...previous: string[]];

interface Row {
  name: string;
  /** What comes before, untold. */
  given: (stripe: Stripe, stub: StripeStub) => Promise<string>;
  when: (stripe: Stripe, id: string) => Promise<unknown>;
  told: Told[];
}

const SENT = { collection_method: 'send_invoice', days_until_due: 7 } as const;
const draft = async (stripe: Stripe) => (await newDraft(stripe, 1000)).id;
const empty = async (stripe: Stripe) =>
  (await stripe.invoices.create({ customer: (await newCustomer(stripe)).id, currency: 'usd' })).id;
const open = async (stripe: Stripe) => (await stripe.invoices.finalizeInvoice(await draft(stripe))).id;
const advancing = async (stripe: Stripe) =>
  (await stripe.invoices.finalizeInvoice((await newDraft(stripe, 1000, { auto_advance: true, ...SENT })).id))
    .id;
const refused = (promise: Promise<unknown>) => assert.rejects(promise);

const FINALIZED: Told = [
  'invoice.updated',
  'effective_at',
  'ending_balance',
  'hosted_invoice_url',
  'invoice_pdf',
  'number',
  'rendering',
  'status',
  'status_transitions',
];
const PAID: Told = [
  'invoice.updated',
  'amount_paid',
  'amount_remaining',
  'attempt_count',
  'attempted',
  'status',
  'status_transitions',
];

const rows: Row[] = [
  {
    name: 'a draft is made',
    given: async (stripe) => (await newCustomer(stripe)).id,
    when: (stripe, customer) => stripe.invoices.create({ customer }),
    told: ['invoice.created'],
  },
  {
    name: 'an item is made on the draft',
    given: empty,
    when: async (stripe, invoice) => {
      const { customer } = await stripe.invoices.retrieve(invoice);
      return stripe.invoiceItems.create({
        customer: customer as string,
        invoice,
        amount: 5,
        currency: 'usd',
      });
    },
    told: [
      'invoiceitem.created',
      [
        'invoice.updated',
        'amount_due',
        'amount_remaining',
        'lines',
        'subtotal',
        'subtotal_excluding_tax',
        'total',
        'total_excluding_tax',
      ],
    ],
  },
  {
    name: 'it is finalized',
    given: draft,
    when: (stripe, id) => stripe.invoices.finalizeInvoice(id),
    told: ['payment_intent.created', FINALIZED, 'invoice.finalized'],
  },
  {
    name: 'it is finalized before its time',
    given: async (stripe) => (await newDraft(stripe, 1000, { auto_advance: true, ...SENT })).id,
    when: (stripe, id) => stripe.invoices.finalizeInvoice(id),
    told: [
      'payment_intent.created',
      ['invoice.updated', 'automatically_finalizes_at', ...FINALIZED.slice(1)],
      'invoice.finalized',
    ],
  },
  {
    name: 'it is finalized with nothing to pay',
    given: empty,
    when: (stripe, id) => stripe.invoices.finalizeInvoice(id),
    told: [
      ['invoice.updated', 'attempted', ...FINALIZED.slice(1)],
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ],
  },
  {
    name: 'it is paid by card',
    given: open,
    when: (stripe, id) => stripe.invoices.pay(id, { payment_method: 'pm_card_visa' }),
    told: [
      'invoice_payment.paid',
      'charge.succeeded',
      'payment_intent.succeeded',
      PAID,
      'invoice.paid',
      'invoice.payment_succeeded',
    ],
  },
  {
    name: 'it is paid outside Stripe',
    given: advancing,
    when: (stripe, id) => stripe.invoices.pay(id, { paid_out_of_band: true }),
    told: [
      [
        'invoice.updated',
        'amount_paid',
        // Newer than the recording.
        'amount_paid_off_stripe',
        'amount_remaining',
        'auto_advance',
        'status',
        'status_transitions',
      ],
      'invoice.paid',
      'payment_intent.canceled',
    ],
  },
  {
    name: 'its payment fails',
    given: open,
    when: (stripe, id) => refused(stripe.invoices.pay(id, { payment_method: 'pm_card_chargeDeclined' })),
    told: [
      'charge.failed',
      'payment_intent.payment_failed',
      ['invoice.updated', 'attempt_count', 'attempted'],
      'invoice.payment_failed',
    ],
  },
  {
    name: 'its payment wants the customer',
    given: open,
    when: (stripe, id) =>
      refused(stripe.invoices.pay(id, { payment_method: 'pm_card_threeDSecure2Required' })),
    told: [
      'payment_intent.requires_action',
      ['invoice.updated', 'attempt_count', 'attempted'],
      'invoice.payment_action_required',
    ],
  },
  {
    name: 'its finalization fails',
    given: async (stripe) => (await newDraft(stripe, 1000, { automatic_tax: { enabled: true } })).id,
    when: (stripe, id) => refused(stripe.invoices.finalizeInvoice(id)),
    told: ['invoice.finalization_failed'],
  },
  {
    name: 'a draft is sent',
    given: async (stripe) => (await newDraft(stripe, 1000, SENT)).id,
    when: (stripe, id) => stripe.invoices.sendInvoice(id),
    told: ['payment_intent.created', FINALIZED, 'invoice.finalized', 'invoice.sent'],
  },
  {
    name: 'it is voided',
    given: open,
    when: (stripe, id) => stripe.invoices.voidInvoice(id),
    told: [['invoice.updated', 'status', 'status_transitions'], 'invoice.voided', 'payment_intent.canceled'],
  },
  {
    name: 'it is marked uncollectible',
    given: open,
    when: (stripe, id) => stripe.invoices.markUncollectible(id),
    told: [['invoice.updated', 'status', 'status_transitions'], 'invoice.marked_uncollectible'],
  },
  {
    name: 'the draft is deleted',
    given: draft,
    when: (stripe, id) => stripe.invoices.del(id),
    told: ['invoice.deleted'],
  },
  {
    name: 'too much is paid',
    given: async (stripe) => open(stripe),
    when: async (stripe, id) => {
      const { customer, currency } = await stripe.invoices.retrieve(id);
      const { id: payment_intent } = await stripe.paymentIntents.create({
        amount: 1500,
        currency,
        customer: customer as string,
        payment_method: 'pm_card_visa',
        confirm: true,
      });
      return stripe.invoices.attachPayment(id, { payment_intent });
    },
    told: [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      [
        'invoice.updated',
        'amount_overpaid',
        'amount_paid',
        'amount_remaining',
        'status',
        'status_transitions',
      ],
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice.overpaid',
      'payment_intent.canceled',
    ],
  },
];

const asTold = ({ type, data }: StripeEvent): Told =>
  data.previous_attributes ? [type, ...Object.keys(data.previous_attributes).sort()] : type;

for (const { name, given, when, told } of rows) {
  test(`${name}: ${told.map((each) => (typeof each === 'string' ? each : each[0])).join(', ')}`, async () => {
    const stub = newStub();
    const stripe = sdk(stub);
    const id = await given(stripe, stub);
    const events: StripeEvent[] = [];
    stub.onEvent((event) => events.push(event));
    await when(stripe, id);
    assert.deepEqual(events.map(asTold), told);
  });
}

test('all events of one call carry its request id and its key', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  const id = await draft(stripe);
  const requests: StripeEvent['request'][] = [];
  stub.onEvent(({ request }) => requests.push(request));
  const { lastResponse } = await stripe.invoices.finalizeInvoice(id, {}, { idempotencyKey: 'once' });
  assert.equal(requests.length, 3);
  for (const request of requests) {
    assert.deepEqual(request, { id: lastResponse.requestId, idempotency_key: 'once' });
  }
});

test('what the clock brings about was asked for by nobody', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  await newDraft(stripe, 1000, { auto_advance: true, ...SENT });
  const told: [string, string | null][] = [];
  stub.onEvent(({ type, request }) => told.push([type, request.id]));
  stub.clock.advance(3601);
  stub.tick();
  assert.deepEqual(told, [
    ['payment_intent.created', null],
    ['invoice.updated', null],
    ['invoice.finalized', null],
  ]);
});

test('events are kept for thirty days', async () => {
  const stub = newStub();
  const stripe = sdk(stub);
  await draft(stripe);
  stub.clock.advance(30 * 86_400 + 1);
  await newCustomer(stripe);
  const { data } = await stripe.events.list();
  assert.deepEqual(
    data.map(({ type }) => type),
    ['customer.created'],
  );
});
