/** What a list shows in stories: some invoices of many customers, in the states that come up in any month. */
import type { InvoiceState } from '../../src/invoice/state.js';
import { scenarios } from '../../server-stub/scenarios.js';
import type { World } from '../../server-stub/world.js';
import type { CustomerName } from '../../server-stub/customers.js';

const MONTH: readonly [InvoiceState, CustomerName][] = [
  ['paid', 'acme'],
  ['refunded', 'globex'],
  ['past_due', 'sakura'],
  ['uncollectible', 'acme'],
  ['partially_paid', 'globex'],
  ['payment_failed', 'acme'],
  ['paid', 'sakura'],
  ['void', 'globex'],
  ['open', 'acme'],
  ['pending', 'globex'],
  ['scheduled', 'acme'],
  ['draft', 'sakura'],
  ['draft', 'acme'],
  ['draft', 'globex'],
];
const HOUR = 3600;

/** One after the other, some hours apart. */
export async function aMonth(world: World): Promise<void> {
  for (const [state, customer] of MONTH) {
    await scenarios[state](world, { customer });
    world.clock.advance(HOUR);
  }
}

/** As many drafts, over a euro, two euros and so on. */
export const drafts =
  (count: number) =>
  async ({ stripe, customers }: World): Promise<void> => {
    for (let made = 1; made <= count; made++) {
      const { id } = await stripe.invoices.create({
        customer: customers.acme.id,
        currency: 'eur',
        collection_method: 'send_invoice',
        days_until_due: 14,
      });
      await stripe.invoices.addLines(id, {
        lines: [{ description: 'Seats', quantity: made, price_data: SEAT }],
      });
    }
  };

const SEAT = { currency: 'eur', product_data: { name: 'Seats' }, unit_amount: 100 };
