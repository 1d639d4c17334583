/** Shipping on an invoice: a rate that exists, or one made on the spot. */
import { must } from '../core/find.js';
import { object, text } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import type { Context } from '../core/world.js';
import type { Invoice, ShippingCost, ShippingRate, Tax } from '../objects.js';
import { createShippingRate, shippingRateShape } from '../rooms/shipping-rates.js';

export const shippingCost = object({ shipping_rate: text, shipping_rate_data: object(shippingRateShape) });

/** The id of the rate that the parameters name or describe. */
export function shippingRateOf(
  context: Context,
  input: ReturnType<typeof shippingCost.read>,
  currency: string,
): string {
  const { shipping_rate, shipping_rate_data } = input;
  if (shipping_rate !== undefined && shipping_rate_data) {
    throw refuse('exclusive', { names: 'shipping_rate, shipping_rate_data' }, 'shipping_cost[shipping_rate]');
  }
  if (shipping_rate_data) {
    checkCurrency(shipping_rate_data.fixed_amount.currency, currency);
    return createShippingRate(context, shipping_rate_data).id;
  }
  const param = 'shipping_cost[shipping_rate]';
  if (shipping_rate === undefined) throw refuse('missing_parameter', { name: param }, param);
  const rate = must(context.world.shippingRates, 'shipping rate', shipping_rate, param, 400);
  if (!rate.active) throw refuse('shipping_rate_inactive', { id: rate.id }, param);
  checkCurrency(rate.fixed_amount.currency, currency);
  return rate.id;
}

function checkCurrency(rate: string, invoice: string): void {
  if (rate !== invoice) throw refuse('shipping_currency', { rate, invoice }, 'shipping_cost');
}

/** The rate that an invoice is shipped by. */
export function shippingOf(context: Context, invoice: Invoice): ShippingRate | null {
  return context.world.shippingRates.get(invoice.shipping_cost?.shipping_rate ?? '') ?? null;
}

/** What shipping costs before and after its taxes. */
export function shippingCostOf(rate: ShippingRate, taxes: Tax[]): ShippingCost {
  const { amount } = rate.fixed_amount;
  const tax = taxes.reduce((sum, part) => sum + part.amount, 0);
  const included = taxes.reduce(
    (sum, part) => sum + (part.tax_behavior === 'inclusive' ? part.amount : 0),
    0,
  );
  return {
    amount_subtotal: amount - included,
    amount_tax: tax,
    amount_total: amount - included + tax,
    shipping_rate: rate.id,
  };
}
