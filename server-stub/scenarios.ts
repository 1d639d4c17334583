/**
 * One builder for each invoice state: the only place where a fake invoice is made.
 *
 * Each drives the stand-in through the real SDK, moving the world's clock where time has to pass, and answers the
 * invoice as raw JSON. Where a state hangs on payments the object carries them under `payments`. What the stand-in's
 * calls cannot reach is made by hand from an invoice that they can, and says why: such an object is told from its JSON
 * alone, and an element that reads the invoice again through an adapter sees the one that it was made from.
 */
import Stripe from 'stripe';
import type { InvoiceState } from '../src/invoice/state.js';
import { currencyOf, type CustomerName } from './customers.js';
import type { World } from './world.js';

export interface ScenarioOptions {
  /** One of the world's customers by name. Default `acme`, who is invoiced in eur. */
  customer?: CustomerName;
  /** Lower-case code; default that of the customer. */
  currency?: string;
  /** Default `send_invoice`, except for states that only a charge leads to. */
  collection_method?: 'send_invoice' | 'charge_automatically';
  /** Days from creation to the due date of a `send_invoice` invoice. Default 14. */
  daysUntilDue?: number;
  /** The memo. */
  description?: string;
  /** Default three lines, of which one has a broken quantity. */
  lines?: ScenarioLine[];
}

export interface ScenarioLine {
  description: string;
  /** Decimal string. */
  quantity: string;
  /** Minor units of the invoice's currency, as a decimal string. */
  unitAmount: string;
}

/** Raw JSON of an invoice; all that is promised of it is its id. */
export type ScenarioInvoice = Record<string, unknown> & { id: string; object: 'invoice' };

export type Scenario = (world: World, options?: ScenarioOptions) => Promise<ScenarioInvoice>;

const DAY = 86_400;

/** What the three usual lines cost, in minor units: a day's workshop, an hour of design, a month of hosting. */
const UNIT_AMOUNTS: Record<string, [string, string, string]> = {
  jpy: ['180000', '12000', '6500'],
  kwd: ['380000', '29500', '15250'],
};
const TWO_DECIMALS: [string, string, string] = ['120000', '9500', '4900'];

function usualLines(currency: string): ScenarioLine[] {
  const [workshop, design, hosting] = UNIT_AMOUNTS[currency] ?? TWO_DECIMALS;
  return [
    { description: 'Brand workshop, two days', quantity: '2', unitAmount: workshop },
    { description: 'Interface design, November', quantity: '12.5', unitAmount: design },
    { description: 'Hosting and support', quantity: '1', unitAmount: hosting },
  ];
}

/** A draft with its lines. */
async function draft(
  world: World,
  options: ScenarioOptions = {},
  more: Stripe.InvoiceCreateParams = {},
): Promise<string> {
  const { customer = 'acme', collection_method = 'send_invoice', daysUntilDue = 14 } = options;
  const currency = options.currency ?? currencyOf(customer);
  const { id } = await world.stripe.invoices.create({
    customer: world.customers[customer].id,
    currency,
    collection_method,
    ...(collection_method === 'send_invoice' && { days_until_due: daysUntilDue }),
    ...(options.description !== undefined && { description: options.description }),
    ...more,
  });
  const lines = options.lines ?? usualLines(currency);
  if (lines.length > 0) {
    await world.stripe.invoices.addLines(id, {
      lines: lines.map(({ description, quantity, unitAmount }) => ({
        description,
        quantity_decimal: Stripe.Decimal.from(quantity),
        price_data: {
          currency,
          product_data: { name: description },
          unit_amount_decimal: Stripe.Decimal.from(unitAmount),
        },
      })),
    });
  }
  return id;
}

async function finalized(
  world: World,
  options?: ScenarioOptions,
  more?: Stripe.InvoiceCreateParams,
): Promise<string> {
  const id = await draft(world, options, more);
  await world.stripe.invoices.finalizeInvoice(id);
  return id;
}

async function paidBy(world: World, id: string, payment_method: string): Promise<void> {
  await world.stripe.invoices.pay(id, { payment_method });
}

/** An open invoice that a card was tried on and declined. */
async function declined(
  world: World,
  options: ScenarioOptions | undefined,
  auto_advance: boolean,
): Promise<string> {
  const id = await finalized(
    world,
    { ...options, collection_method: 'charge_automatically' },
    { auto_advance },
  );
  await refusedPayment(world, id, 'pm_card_chargeDeclined');
  return id;
}

async function refusedPayment(world: World, id: string, payment_method: string): Promise<void> {
  const refusal = await paidBy(world, id, payment_method).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refusal instanceof Stripe.errors.StripeCardError)) {
    throw new Error(`Paying ${id} with ${payment_method} should have been refused by the card.`, {
      cause: refusal,
    });
  }
}

/** The invoice as Stripe sends it now. */
async function read(world: World, id: string): Promise<ScenarioInvoice> {
  return plain(await world.stripe.invoices.retrieve(id)) as ScenarioInvoice;
}

/** The same with its payments, as deep as a state may depend on them. */
async function readPayments(world: World, id: string): Promise<ScenarioInvoice> {
  // Asked for by themselves: below the invoice the charge would lie deeper than Stripe expands.
  const payments = await world.stripe.invoicePayments.list({
    invoice: id,
    expand: ['data.payment.payment_intent.latest_charge'],
  });
  return { ...(await read(world, id)), payments: plain(payments) };
}

/** JSON as it travels, the SDK's decimals as strings again. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A payment made by hand: its own status, that of its intent, and what of its charge was given back. */
interface HandMadePayment {
  status: string;
  amount_paid: number | null;
  intent: string;
  refunded?: number;
}

function withPayment(invoice: ScenarioInvoice, payment: HandMadePayment): ScenarioInvoice {
  return {
    ...invoice,
    payments: {
      object: 'list',
      has_more: false,
      url: `/v1/invoice_payments?invoice=${invoice.id}`,
      data: [
        {
          id: `inpay_${invoice.id.slice(3)}`,
          object: 'invoice_payment',
          status: payment.status,
          is_default: true,
          amount_paid: payment.amount_paid,
          amount_requested: invoice['amount_due'],
          currency: invoice['currency'],
          invoice: invoice.id,
          payment: {
            type: 'payment_intent',
            payment_intent: {
              id: `pi_${invoice.id.slice(3)}`,
              object: 'payment_intent',
              status: payment.intent,
              latest_charge:
                payment.refunded === undefined
                  ? null
                  : { id: `ch_${invoice.id.slice(3)}`, object: 'charge', amount_refunded: payment.refunded },
            },
          },
        },
      ],
    },
  };
}

/** Test bank accounts by the currency that they pay in. */
const DEBITED: Record<string, string> = { eur: 'pm_success_de', usd: 'pm_usBankAccount_processing' };

const amountDue = (invoice: ScenarioInvoice): number => Number(invoice['amount_due']);

/** The stand-in has no refunds yet, so the charge is changed by hand. */
async function givenBack(
  world: World,
  options: ScenarioOptions | undefined,
  part: bigint,
): Promise<ScenarioInvoice> {
  const invoice = await scenarios.paid(world, options);
  const refunded = Number((BigInt(amountDue(invoice)) * part) / 4n);
  return withPayment(invoice, {
    status: 'paid',
    amount_paid: amountDue(invoice),
    intent: 'succeeded',
    refunded,
  });
}

export const scenarios: Record<InvoiceState, Scenario> = {
  draft: async (world, options) => read(world, await draft(world, options)),

  /** Finalizes itself in five days. */
  scheduled: async (world, options) =>
    read(
      world,
      await draft(world, options, {
        auto_advance: true,
        automatically_finalizes_at: world.clock.now() + 5 * DAY,
      }),
    ),

  /** By hand: the stand-in finalizes on the second, so no request ever finds a draft that is late. */
  finalizing: async (world, options) => ({
    ...(await scenarios.draft(world, options)),
    auto_advance: true,
    automatically_finalizes_at: world.clock.now() - 30,
  }),

  /** Automatic tax does not know where the customer is; the default customer `nimbus` has no address. */
  finalization_failed: async (world, options) => {
    const id = await draft(world, { customer: 'nimbus', ...options }, { automatic_tax: { enabled: true } });
    const refusal: unknown = await world.stripe.invoices.finalizeInvoice(id).catch((error: unknown) => error);
    if (!(refusal instanceof Stripe.errors.StripeInvalidRequestError)) {
      throw new Error(`Finalizing ${id} should have been refused: choose a customer without an address.`);
    }
    return read(world, id);
  },

  open: async (world, options) => readPayments(world, await finalized(world, options)),

  /** A quarter was paid, with a payment of its own. */
  partially_paid: async (world, options) => {
    const id = await finalized(world, options);
    const { amount_due, currency, customer } = await world.stripe.invoices.retrieve(id);
    const part = await world.stripe.paymentIntents.create({
      amount: Math.floor(amount_due / 4),
      currency,
      customer: customer as string,
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    await world.stripe.invoices.attachPayment(id, { payment_intent: part.id });
    return readPayments(world, id);
  },

  /** The card was declined and nothing tries again by itself. */
  payment_failed: async (world, options) => readPayments(world, await declined(world, options, false)),

  /** The card was declined and Stripe tries again on its own schedule. */
  retrying: async (world, options) => readPayments(world, await declined(world, options, true)),

  /** Sent with seven days to pay, ten days ago. Moves the clock. */
  past_due: async (world, options) => {
    const id = await finalized(world, { daysUntilDue: 7, ...options, collection_method: 'send_invoice' });
    world.clock.advance(10 * DAY);
    return readPayments(world, id);
  },

  /** A bank account is debited: for ever in usd, for minutes of the world's clock in eur; other currencies have none. */
  pending: async (world, options) => {
    const id = await finalized(world, options);
    const { currency } = await world.stripe.invoices.retrieve(id);
    const account = DEBITED[currency];
    if (account === undefined) throw new Error(`No bank account can be debited in ${currency}.`);
    await paidBy(world, id, account);
    return readPayments(world, id);
  },

  /** The card asks for its holder. */
  action_required: async (world, options) => {
    const id = await finalized(world, { ...options, collection_method: 'charge_automatically' });
    await refusedPayment(world, id, 'pm_card_authenticationRequired');
    return readPayments(world, id);
  },

  paid: async (world, options) => {
    const id = await finalized(world, options);
    await paidBy(world, id, 'pm_card_visa');
    return readPayments(world, id);
  },

  /** By hand: the stand-in has no credit notes yet. */
  credited: async (world, options) => {
    const invoice = await scenarios.open(world, options);
    return {
      ...invoice,
      status: 'paid',
      amount_due: 0,
      amount_remaining: 0,
      attempted: true,
      pre_payment_credit_notes_amount: amountDue(invoice),
      payments: null,
    };
  },

  /** By hand, see {@link givenBack}. */
  partially_refunded: (world, options) => givenBack(world, options, 1n),

  /** By hand, see {@link givenBack}. */
  refunded: (world, options) => givenBack(world, options, 4n),

  uncollectible: async (world, options) => {
    const id = await finalized(world, options);
    await world.stripe.invoices.markUncollectible(id);
    return read(world, id);
  },

  void: async (world, options) => {
    const id = await finalized(world, options);
    await world.stripe.invoices.voidInvoice(id);
    return read(world, id);
  },

  /** The answer to a deletion: an id, and that it is gone. */
  deleted: async (world, options) =>
    plain(await world.stripe.invoices.del(await draft(world, options))) as ScenarioInvoice,

  /** By hand: a status that Stripe may have tomorrow. */
  unknown: async (world, options) => ({
    ...(await scenarios.open(world, options)),
    status: 'under_review',
    payments: null,
  }),
};
