/** The tax ids of a customer, as invoices show them and as the customer carries them. */
import { snapshot } from '../core/events.js';
import type { Context, World } from '../core/world.js';
import type { TaxId } from '../objects.js';

/** What invoices show of a customer's tax ids, oldest first. */
export function taxIdsOf(world: World, customer: string): { type: string; value: string }[] {
  return rowsOf(world, customer)
    .map(({ type, value }) => ({ type, value }))
    .reverse();
}

function rowsOf(world: World, customer: string): TaxId[] {
  return [...world.taxIds.newestFirst()].filter((row) => row.customer === customer);
}

/** The list that a customer carries when asked by `expand`. */
export function includeTaxIds({ world }: Context, customer: string): object {
  const rows = rowsOf(world, customer);
  return {
    object: 'list',
    data: rows.slice(0, 10).map(snapshot),
    has_more: rows.length > 10,
    total_count: rows.length,
    url: `/v1/customers/${customer}/tax_ids`,
  };
}
