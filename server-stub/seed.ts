/**
 * What the demo begins with: a catalog, and for both tenants invoices in every state that a running clock can hold,
 * made in the order of the days on which they would have come about.
 */
import type { InvoiceState } from '../src/invoice/state.js';
import { currencyOf, type CustomerName } from './customers.js';
import { scenarios, type ScenarioLine } from './scenarios.js';
import type { World } from './world.js';

const DAY = 86_400;

interface Past {
  /** Days before now. */
  daysAgo: number;
  make: InvoiceState;
  customer: CustomerName;
  /** How many of each thing in the catalog. */
  items: [consulting: string, workshops: string, hosting: string, photos: string];
  daysUntilDue?: number;
  description?: string;
}

/** Past due is made as `open` long enough ago: what has to pass is the time until now. */
const HISTORY: readonly Past[] = [
  { daysAgo: 34, make: 'paid', customer: 'globex', items: ['8', '1', '', ''] },
  { daysAgo: 33, make: 'paid', customer: 'sakura', items: ['12', '', '1', '3'] },
  { daysAgo: 31, make: 'void', customer: 'acme', items: ['', '2', '', ''] },
  { daysAgo: 30, make: 'uncollectible', customer: 'globex', items: ['', '', '1', ''], daysUntilDue: 30 },
  { daysAgo: 28, make: 'paid', customer: 'dana', items: ['', '1', '1', ''] },
  { daysAgo: 26, make: 'paid', customer: 'initech', items: ['20', '', '', ''] },
  { daysAgo: 25, make: 'void', customer: 'initech', items: ['2', '', '', '1'] },
  { daysAgo: 24, make: 'uncollectible', customer: 'tulip', items: ['', '', '2', '4'], daysUntilDue: 30 },
  { daysAgo: 21, make: 'open', customer: 'globex', items: ['14.5', '', '', ''], daysUntilDue: 7 },
  { daysAgo: 18, make: 'open', customer: 'tulip', items: ['6', '', '1', ''], daysUntilDue: 10 },
  { daysAgo: 12, make: 'paid', customer: 'acme', items: ['3.25', '', '1', '2'] },
  {
    daysAgo: 6,
    make: 'open',
    customer: 'acme',
    items: ['10', '1', '1', ''],
    description: 'Thank you for a good autumn together.',
  },
  { daysAgo: 6, make: 'partially_paid', customer: 'tulip', items: ['8', '', '', ''], daysUntilDue: 30 },
  { daysAgo: 6, make: 'partially_paid', customer: 'globex', items: ['', '2', '', ''], daysUntilDue: 30 },
  { daysAgo: 5, make: 'payment_failed', customer: 'globex', items: ['', '', '1', ''] },
  { daysAgo: 4, make: 'payment_failed', customer: 'initech', items: ['', '', '1', ''] },
  { daysAgo: 3, make: 'open', customer: 'sakura', items: ['', '2', '', '5'], daysUntilDue: 30 },
  { daysAgo: 3, make: 'open', customer: 'initech', items: ['7.5', '', '', ''] },
  { daysAgo: 2, make: 'pending', customer: 'globex', items: ['4', '', '', ''] },
  { daysAgo: 2, make: 'pending', customer: 'initech', items: ['', '', '2', ''] },
  { daysAgo: 2, make: 'action_required', customer: 'acme', items: ['', '', '1', '6'] },
  { daysAgo: 2, make: 'action_required', customer: 'tulip', items: ['', '', '1', ''] },
  { daysAgo: 1, make: 'retrying', customer: 'globex', items: ['1', '', '1', ''] },
  { daysAgo: 1, make: 'retrying', customer: 'initech', items: ['', '', '3', ''] },
  { daysAgo: 1, make: 'finalization_failed', customer: 'nimbus', items: ['4', '', '', '1'] },
  { daysAgo: 1, make: 'finalization_failed', customer: 'pixel', items: ['', '1', '', ''] },
  { daysAgo: 1, make: 'open', customer: 'dana', items: ['9', '', '1', ''] },
  { daysAgo: 0, make: 'scheduled', customer: 'tulip', items: ['5', '', '1', ''] },
  { daysAgo: 0, make: 'scheduled', customer: 'globex', items: ['', '', '1', ''] },
  { daysAgo: 0, make: 'draft', customer: 'initech', items: ['11', '', '', '2'] },
  { daysAgo: 0, make: 'draft', customer: 'acme', items: ['6', '1', '', ''] },
];

/** How long before now a world that is to be seeded must begin, in seconds. */
export const SEED_SPAN = 35 * DAY;

/** Fills a world and brings its clock to `now` (Unix seconds); it stands {@link SEED_SPAN} earlier at the beginning. */
export async function seed(world: World, now: number): Promise<void> {
  await makeCatalog(world);
  for (const { daysAgo, make, items, ...options } of HISTORY) {
    moveTo(world, now - daysAgo * DAY);
    await scenarios[make](world, { ...options, lines: linesOf(items, currencyOf(options.customer)) });
  }
  moveTo(world, now);
  await world.settled();
}

function moveTo({ clock, stub }: World, time: number): void {
  clock.advance(time - clock.now());
  stub.tick();
}

/** What one unit costs in each currency, in minor units. */
const CATALOG: readonly { name: string; description: string; prices: Record<string, number> }[] = [
  {
    name: 'Consulting hour',
    description: 'One hour with a senior designer',
    prices: { usd: 14_000, eur: 12_500, jpy: 19_000, kwd: 43_000 },
  },
  {
    name: 'Brand workshop',
    description: 'One day, up to eight people',
    prices: { usd: 130_000, eur: 120_000, jpy: 180_000, kwd: 380_000 },
  },
  {
    name: 'Hosting and support',
    description: 'One month',
    prices: { usd: 5_500, eur: 4_900, jpy: 6_500, kwd: 15_250 },
  },
  {
    name: 'Stock photo',
    description: 'Single licence',
    prices: { usd: 1_200, eur: 1_100, jpy: 1_800, kwd: 3_700 },
  },
];

function linesOf(items: Past['items'], currency: string): ScenarioLine[] {
  return CATALOG.flatMap(({ name, prices }, index) => {
    const quantity = items[index];
    return quantity ? [{ description: name, quantity, unitAmount: String(prices[currency]) }] : [];
  });
}

async function makeCatalog({ stripe }: World): Promise<void> {
  for (const { name, description, prices } of CATALOG) {
    const product = await stripe.products.create({ name, description });
    for (const [currency, unit_amount] of Object.entries(prices)) {
      await stripe.prices.create({ product: product.id, currency, unit_amount });
    }
  }
}
