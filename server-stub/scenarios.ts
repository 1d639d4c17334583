/**
 * One builder for each invoice state: the only place where a fake invoice is made.
 *
 * Each drives the stand-in through the real SDK, moving the world's clock where time has to pass, and answers the
 * invoice as raw JSON, in the shape of the API version that was asked for. Where a state hangs on payments the object
 * carries them: under `payments`, or in older shapes as its expanded `payment_intent` and `charge`.
 */
import Stripe from 'stripe';
import type { InvoiceState } from '../src/invoice/state.js';
import { whyImpossible } from './combinations.js';
import { currencyOf, type CustomerName } from './customers.js';
import { isBefore } from './stripe/dialects/index.js';
import { NEWEST_VERSION } from './stripe/index.js';
import type { World } from './world.js';

export interface ScenarioOptions {
  /** One of the world's customers by name. Default `acme`, who is invoiced in eur. */
  customer?: CustomerName;
  /** Lower-case code; default that of the customer. */
  currency?: string;
  /** Default `send_invoice`, except for states that only a charge leads to. */
  collection_method?: 'send_invoice' | 'charge_automatically';
  /** The API version whose shape the invoice is answered in. Default: the newest. */
  apiVersion?: string;
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

/** Rejects where the options ask for what cannot exist (see `combinations`), with the reason. */
export type Scenario = (world: World, options?: ScenarioOptions) => Promise<ScenarioInvoice>;

const DAY = 86_400;

/** What the three usual lines cost, in minor units: a day's workshop, an hour of design, a month of hosting. */
const UNIT_AMOUNTS: Record<string, [string, string, string]> = {
  jpy: ['180000', '12000', '6500'],
  kwd: ['380000', '29500', '15250'],
  isk: ['16500000', '1300000', '680000'],
  ugx: ['480000000', '38000000', '19600000'],
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
    { collection_method: 'charge_automatically', ...options },
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

/** The invoice as Stripe sends it now, in the version that was asked for. */
async function read(world: World, id: string, options: ScenarioOptions = {}): Promise<ScenarioInvoice> {
  const { apiVersion = NEWEST_VERSION } = options;
  return plain(await world.stripe.invoices.retrieve(id, {}, { apiVersion })) as ScenarioInvoice;
}

/** The same with its payments, as deep as a state may depend on them. */
async function readPayments(
  world: World,
  id: string,
  options: ScenarioOptions = {},
): Promise<ScenarioInvoice> {
  const { apiVersion = NEWEST_VERSION } = options;
  if (isBefore(apiVersion, '2025-03-31.basil')) {
    const expand = ['charge', 'payment_intent'];
    return plain(await world.stripe.invoices.retrieve(id, { expand }, { apiVersion })) as ScenarioInvoice;
  }
  // Asked for by themselves: below the invoice the charge would lie deeper than Stripe expands.
  const payments = await world.stripe.invoicePayments.list(
    { invoice: id, expand: ['data.payment.payment_intent.latest_charge'] },
    { apiVersion },
  );
  return { ...(await read(world, id, options)), payments: plain(payments) };
}

/** JSON as it travels, the SDK's decimals as strings again. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Test bank accounts by the currency that they pay in. */
const DEBITED: Record<string, string> = { eur: 'pm_success_de', usd: 'pm_usBankAccount_processing' };

/** A paid invoice of whose charge so many quarters were given back, rounded down to the minor unit. */
async function givenBack(
  world: World,
  options: ScenarioOptions | undefined,
  quarters: bigint,
): Promise<ScenarioInvoice> {
  const { id, ...invoice } = await builders.paid(world, { ...options, apiVersion: NEWEST_VERSION });
  const { data } = await world.stripe.invoicePayments.list({ invoice: id, status: 'paid' });
  const payment_intent = data[0]?.payment.payment_intent;
  if (typeof payment_intent !== 'string') throw new Error(`${id} should have been paid by a card.`);
  await world.stripe.refunds.create({
    payment_intent,
    amount: Number((BigInt(Number(invoice['amount_due'])) * quarters) / 4n),
  });
  return readPayments(world, id, options);
}

const builders: Record<InvoiceState, Scenario> = {
  draft: async (world, options) => read(world, await draft(world, options), options),

  /** Finalizes itself in five days. */
  scheduled: async (world, options) => {
    const at = world.clock.now() + 5 * DAY;
    const id = await draft(world, options, { auto_advance: true, automatically_finalizes_at: at });
    return read(world, id, options);
  },

  /** Its time has come, and Stripe is late. Moves the clock by half a minute. */
  finalizing: async (world, options) => {
    const at = world.clock.now() + 1;
    const id = await draft(world, options, { auto_advance: true, automatically_finalizes_at: at });
    world.stub.postpone(id, DAY);
    world.clock.advance(31);
    return read(world, id, options);
  },

  /** Automatic tax does not know where the customer is; the default customer `nimbus` has no address. */
  finalization_failed: async (world, options) => {
    const id = await draft(world, { customer: 'nimbus', ...options }, { automatic_tax: { enabled: true } });
    const refusal: unknown = await world.stripe.invoices.finalizeInvoice(id).catch((error: unknown) => error);
    if (!(refusal instanceof Stripe.errors.StripeInvalidRequestError)) {
      throw new Error(`Finalizing ${id} should have been refused: choose a customer without an address.`);
    }
    return read(world, id, options);
  },

  open: async (world, options) => readPayments(world, await finalized(world, options), options),

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
    return readPayments(world, id, options);
  },

  /** The card was declined and nothing tries again by itself. */
  payment_failed: async (world, options) =>
    readPayments(world, await declined(world, options, false), options),

  /** The card was declined and Stripe tries again on its own schedule. */
  retrying: async (world, options) => readPayments(world, await declined(world, options, true), options),

  /** Sent with seven days to pay, ten days ago. Moves the clock. */
  past_due: async (world, options) => {
    const id = await finalized(world, { daysUntilDue: 7, ...options });
    world.clock.advance(10 * DAY);
    return readPayments(world, id, options);
  },

  /** A bank account is debited: for ever in usd, for minutes of the world's clock in eur. */
  pending: async (world, options) => {
    const id = await finalized(world, options);
    const { currency } = await world.stripe.invoices.retrieve(id);
    await paidBy(world, id, DEBITED[currency] ?? '');
    return readPayments(world, id, options);
  },

  /** The card asks for its holder. */
  action_required: async (world, options) => {
    const id = await finalized(world, { collection_method: 'charge_automatically', ...options });
    await refusedPayment(world, id, 'pm_card_authenticationRequired');
    return readPayments(world, id, options);
  },

  paid: async (world, options) => {
    const id = await finalized(world, options);
    await paidBy(world, id, 'pm_card_visa');
    return readPayments(world, id, options);
  },

  /** A credit note over all that was due. */
  credited: async (world, options) => {
    const id = await finalized(world, options);
    const { amount_due } = await world.stripe.invoices.retrieve(id);
    await world.stripe.creditNotes.create({ invoice: id, amount: amount_due, reason: 'order_change' });
    return readPayments(world, id, options);
  },

  partially_refunded: (world, options) => givenBack(world, options, 1n),

  refunded: (world, options) => givenBack(world, options, 4n),

  uncollectible: async (world, options) => {
    const id = await finalized(world, options);
    await world.stripe.invoices.markUncollectible(id);
    return read(world, id, options);
  },

  void: async (world, options) => {
    const id = await finalized(world, options);
    await world.stripe.invoices.voidInvoice(id);
    return read(world, id, options);
  },

  /** The answer to a deletion: an id, and that it is gone. */
  deleted: async (world, options = {}) => {
    const { apiVersion = NEWEST_VERSION } = options;
    const id = await draft(world, options);
    return plain(await world.stripe.invoices.del(id, {}, { apiVersion })) as ScenarioInvoice;
  },

  /** An open invoice whose status is one that Stripe may have tomorrow. */
  unknown: async (world, options) => {
    const id = await finalized(world, options);
    world.stub.override(id, { status: 'under_review' });
    return read(world, id, options);
  },
};

export const scenarios = Object.fromEntries(
  Object.entries(builders).map(([state, build]): [string, Scenario] => [
    state,
    async (world, options) => {
      const reason = whyImpossible({
        state: state as InvoiceState,
        ...options,
        currency: currencyFor(options),
      });
      if (reason !== null) throw new RangeError(`No invoice can be ${state} like this: ${reason}`);
      return build(world, options);
    },
  ]),
) as Record<InvoiceState, Scenario>;

const currencyFor = ({ customer = 'acme', currency }: ScenarioOptions = {}): string =>
  currency ?? currencyOf(customer);
