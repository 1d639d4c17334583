/**
 * A year of invoices for both tenants: some thousands, the same every time, for lists, search, reports and whatever else
 * needs many. Like everything here it is made by calls to the stand-in, on the days on which they would have been made.
 */
import type Stripe from 'stripe';
import { currencyOf, FIRST_CUSTOMERS, type CustomerName } from './customers.js';
import type { TenantName } from './people.js';
import type { World } from './world.js';

const DAY = 86_400;
const DAYS = 365;
/** Many of the last days' invoices are still being written. */
const FRESH = 10 * DAY;

/** How long before the end of the year a world must begin, in seconds. */
export const YEAR_SPAN = DAYS * DAY;

export interface YearOptions {
  /** When the year ends (Unix seconds); the world's clock is brought there. */
  until: number;
  /** How many invoices in all. Default 2,500. */
  invoices?: number;
  /** Customers besides those that every world begins with. Default 60. */
  customers?: number;
  /** Another number, another year. Default 1. */
  seed?: number;
}

/** What becomes of an invoice, and how many of a thousand. */
const FATES = {
  paid_by_card: 420,
  paid_after_days: 330,
  paid_outside: 40,
  charged: 60,
  declined: 25,
  left_open: 40,
  uncollectible: 15,
  void: 30,
  credited_in_part: 10,
  refunded: 10,
  draft: 20,
} as const;
type Fate = keyof typeof FATES;

/** What comes true on a later day. */
interface Later {
  at: number;
  happen: () => Promise<unknown>;
}

/** Fills a world with a year that ends at `until`. The world's clock must stand {@link YEAR_SPAN} before that, or earlier. */
export async function yearOfInvoices(world: World, options: YearOptions): Promise<void> {
  const { until, invoices = 2500, customers = 60, seed = 1 } = options;
  const begin = until - YEAR_SPAN;
  if (world.clock.now() > begin) {
    throw new RangeError('The clock must stand a year before `until`: make the world with an earlier clock.');
  }
  const chance = dice(seed);
  moveTo(world, begin);
  const everybody = await moveIn(world, customers, chance);
  const later: Later[] = [];
  for (let index = 0; index < invoices; index++) {
    const at = begin + Math.floor((index * YEAR_SPAN) / invoices);
    await catchUp(world, later, at);
    moveTo(world, at);
    const fate = until - at < FRESH && chance.below(3) === 0 ? 'draft' : chance.fate();
    later.push(...(await oneInvoice(world, everybody, chance, { fate, order: 1000 + index })));
  }
  await catchUp(world, later, until);
  moveTo(world, until);
  await world.settled();
}

function moveTo({ clock, stub }: World, time: number): void {
  clock.advance(Math.max(0, time - clock.now()));
  stub.tick();
}

/** Lets happen what was to happen by now, in the order of time. */
async function catchUp(world: World, later: Later[], until: number): Promise<void> {
  later.sort((a, b) => a.at - b.at);
  while (later[0] && later[0].at <= until) {
    const { at, happen } = later.shift() as Later;
    moveTo(world, at);
    await happen();
  }
}

interface Somebody {
  id: string;
  currency: string;
}

const FIRST_WORDS =
  'Alder Amber Birch Cedar Clover Coral Delta Ember Fjord Harbor Juniper Lumen Maple Meadow'.split(' ');
const LAST_WORDS = 'Analytics Bakery Books Clinic Foods Games Labs Logistics Media Motors Optics Press'.split(
  ' ',
);
const CURRENCIES = ['usd', 'usd', 'eur', 'eur', 'gbp', 'jpy', 'kwd'];
const COUNTRIES: Record<string, string> = { usd: 'US', eur: 'DE', gbp: 'GB', jpy: 'JP', kwd: 'KW' };

async function moveIn(world: World, count: number, chance: Dice): Promise<Somebody[]> {
  const everybody: Somebody[] = (Object.keys(FIRST_CUSTOMERS) as CustomerName[]).map((name) => ({
    id: world.customers[name].id,
    currency: currencyOf(name),
  }));
  for (let index = 0; index < count; index++) {
    const tenant: TenantName = index % 2 === 0 ? 'alpha' : 'beta';
    const currency = chance.one(CURRENCIES);
    const name = `${FIRST_WORDS[index % FIRST_WORDS.length] ?? ''} ${chance.one(LAST_WORDS)}`;
    const { id } = await world.stripe.customers.create({
      name,
      email: `billing+${index}@${name.toLowerCase().replace(' ', '-')}.example`,
      address: { country: COUNTRIES[currency] ?? 'US', postal_code: '10115' },
    });
    world.tenants[tenant].customers.add(id);
    everybody.push({ id, currency });
  }
  return everybody;
}

/** Minor units of what things cost, for a hundred of the currency's main unit. */
const UNIT: Record<string, number> = { jpy: 100, kwd: 1000 };
const THINGS = ['Consulting', 'Design sprint', 'Hosting', 'Licences', 'Support hours', 'Training day'];

function linesFor(currency: string, chance: Dice): Stripe.InvoiceAddLinesParams.Line[] {
  return Array.from({ length: 1 + chance.below(3) }, () => ({
    description: chance.one(THINGS),
    quantity: 1 + chance.below(8),
    price_data: {
      currency,
      product_data: { name: 'Services' },
      unit_amount: (20 + chance.below(480)) * (UNIT[currency] ?? 100),
    },
  }));
}

/** Makes one, as far as its first day goes, and says what comes later. */
async function oneInvoice(
  world: World,
  everybody: Somebody[],
  chance: Dice,
  { fate, order }: { fate: Fate; order: number },
): Promise<Later[]> {
  const { stripe } = world;
  const { id: customer, currency } = chance.one(everybody);
  const charged = fate === 'charged' || fate === 'declined';
  const { id } = await stripe.invoices.create({
    customer,
    currency,
    ...(charged
      ? { collection_method: 'charge_automatically' as const }
      : { collection_method: 'send_invoice' as const, days_until_due: chance.one([7, 14, 30]) }),
    metadata: { order: String(order) },
  });
  await stripe.invoices.addLines(id, { lines: linesFor(currency, chance) });
  if (fate === 'draft') return tidyUp(world, id);
  await stripe.invoices.finalizeInvoice(id);
  return becoming(world, fate, id, chance);
}

/** Drafts that nobody wanted after all. */
function tidyUp({ stripe, clock }: World, id: string): Later[] {
  return [{ at: clock.now() + 40 * DAY, happen: () => stripe.invoices.del(id) }];
}

function becoming({ stripe, clock }: World, fate: Fate, id: string, chance: Dice): Later[] {
  const day = (days: number, happen: () => Promise<unknown>): Later[] => [
    { at: clock.now() + days * DAY, happen },
  ];
  const pay = (payment_method: string) => stripe.invoices.pay(id, { payment_method });
  switch (fate) {
    case 'paid_by_card':
      return day(chance.below(3), () => pay('pm_card_visa'));
    case 'paid_after_days':
      return day(2 + chance.below(40), () => pay('pm_card_mastercard'));
    case 'paid_outside':
      return day(5 + chance.below(30), () => stripe.invoices.pay(id, { paid_out_of_band: true }));
    case 'charged':
      return day(0, () => pay('pm_card_visa'));
    case 'declined':
      return day(0, () => pay('pm_card_chargeDeclined').catch(declinedOnly));
    case 'uncollectible':
      return day(60 + chance.below(30), () => stripe.invoices.markUncollectible(id));
    case 'void':
      return day(1 + chance.below(10), () => stripe.invoices.voidInvoice(id));
    case 'credited_in_part':
      return day(3, async () => {
        const { amount_due } = await stripe.invoices.retrieve(id);
        await stripe.creditNotes.create({ invoice: id, amount: amount_due - Math.floor(amount_due / 2) });
      });
    case 'refunded':
      return [...day(1, () => pay('pm_card_visa')), ...day(9, () => refund(stripe, id))];
    default:
      return [];
  }
}

function declinedOnly(error: unknown): void {
  if ((error as { statusCode?: number }).statusCode !== 402) throw error;
}

async function refund(stripe: Stripe, invoice: string): Promise<void> {
  const { data } = await stripe.invoicePayments.list({ invoice, status: 'paid' });
  const intent = data[0]?.payment.payment_intent;
  if (typeof intent === 'string') await stripe.refunds.create({ payment_intent: intent });
}

interface Dice {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  one<T>(choices: readonly T[]): T;
  fate(): Fate;
}

/** The same throws for the same seed (mulberry32, whole numbers only). */
function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    one: (choices) => choices[below(choices.length)] as (typeof choices)[number],
    fate() {
      let left = below(Object.values(FATES).reduce((all, weight) => all + weight, 0));
      for (const [fate, weight] of Object.entries(FATES)) {
        if (left < weight) return fate as Fate;
        left -= weight;
      }
      return 'left_open';
    },
  };
}
