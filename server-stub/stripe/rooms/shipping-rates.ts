/** Shipping rates: what it costs to have goods brought. */
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
  currency,
  expandable,
  given,
  integer,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  paging,
  required,
  textUpTo,
  text,
  timeRange,
  unmodelled,
  type Read,
} from '../core/params.js';
import { id, route, type Route } from '../core/route.js';
import type { Context } from '../core/world.js';
import type { ShippingRate } from '../objects.js';

const bound = object({
  unit: required(oneOf('business_day', 'day', 'hour', 'month', 'week')),
  value: required(integer),
});
/** The parameters of a new rate; an invoice may carry them under `shipping_cost[shipping_rate_data]`. */
export const shippingRateShape = {
  delivery_estimate: object({ maximum: bound, minimum: bound }),
  display_name: required(textUpTo(100)),
  fixed_amount: required(
    object({ amount: required(integer), currency: required(currency), currency_options: unmodelled }),
  ),
  metadata,
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  tax_code: text,
  type: oneOf('fixed_amount'),
};

export const shippingRateRoutes: Route[] = [
  route(
    'GET',
    '/v1/shipping_rates',
    listOf('shipping_rate'),
    { ...paging, active: boolean, created: timeRange, currency },
    (call) => {
      const { active, created, currency: wanted } = call.params;
      return listPage(call.world.shippingRates, call.params, {
        url: '/v1/shipping_rates',
        kind: 'shipping rate',
        match: (rate) =>
          (active === undefined || rate.active === active) &&
          (wanted === undefined || rate.fixed_amount.currency === wanted) &&
          within(rate.created, created),
      });
    },
  ),
  route('POST', '/v1/shipping_rates', one('shipping_rate'), { ...expandable, ...shippingRateShape }, (call) =>
    createShippingRate(call, call.params),
  ),
  route('GET', '/v1/shipping_rates/:rate', one('shipping_rate'), expandable, (call) =>
    must(call.world.shippingRates, 'shipping rate', id(call, 'rate'), 'shipping_rate_token'),
  ),
  route(
    'POST',
    '/v1/shipping_rates/:rate',
    one('shipping_rate'),
    {
      ...expandable,
      active: boolean,
      fixed_amount: unmodelled,
      metadata,
      tax_behavior: shippingRateShape.tax_behavior,
    },
    (call) => {
      const rate = must(call.world.shippingRates, 'shipping rate', id(call, 'rate'), 'shipping_rate_token');
      const { active, metadata: meta, tax_behavior } = call.params;
      return Object.assign(rate, given({ active, tax_behavior }), {
        metadata: mergeMetadata(rate.metadata, meta),
      });
    },
  ),
];

export function createShippingRate(
  { world, now }: Context,
  input: Read<typeof shippingRateShape>,
): ShippingRate {
  const { maximum = null, minimum = null } = input.delivery_estimate ?? {};
  return world.shippingRates.insert({
    id: world.shared.newId('shr'),
    object: 'shipping_rate',
    active: true,
    created: now,
    delivery_estimate: maximum || minimum ? { maximum, minimum } : null,
    display_name: input.display_name,
    fixed_amount: { amount: input.fixed_amount.amount, currency: input.fixed_amount.currency },
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    tax_behavior: input.tax_behavior ?? 'unspecified',
    tax_code: input.tax_code ?? null,
    type: 'fixed_amount',
  });
}
