/** Prices: from the catalog, or made on the spot for one line (those are inactive and shared by equal lines). */
import { changeAndEmit, emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
  currency,
  decimal,
  expandable,
  given,
  integer,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  paging,
  required,
  text,
  textOrNull,
  timeRange,
  unmodelled,
  type Shape,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import { searchPage, searchShape } from '../core/search.js';
import type { World } from '../core/world.js';
import { createPrice } from './catalog.js';

const interval = oneOf('day', 'week', 'month', 'year');
const taxBehavior = oneOf('exclusive', 'inclusive', 'unspecified');
const shape = {
  ...expandable,
  active: boolean,
  currency_options: unmodelled,
  lookup_key: text,
  metadata,
  nickname: textOrNull,
  tax_behavior: taxBehavior,
  transfer_lookup_key: boolean,
} satisfies Shape;
const productData = object({
  id: text,
  active: boolean,
  metadata,
  name: required(text),
  statement_descriptor: text,
  tax_code: text,
  unit_label: text,
});
const filters = {
  ...paging,
  active: boolean,
  created: timeRange,
  currency,
  lookup_keys: list(text),
  product: text,
  recurring: object({ interval, meter: unmodelled, usage_type: oneOf('licensed', 'metered') }),
  type: oneOf('one_time', 'recurring'),
};

export const priceRoutes: Route[] = [
  route('GET', '/v1/prices/search', listOf('price'), searchShape, (call) =>
    searchPage(call, call.world.prices, '/v1/prices/search', {
      fields: {
        active: (price) => price.active,
        currency: (price) => price.currency,
        lookup_key: (price) => price.lookup_key,
        product: (price) => price.product,
        type: (price) => price.type,
      },
      metadata: (price) => price.metadata,
    }),
  ),
  route('GET', '/v1/prices', listOf('price'), filters, (call) => {
    const { params } = call;
    return listPage(call.world.prices, params, {
      url: '/v1/prices',
      kind: 'price',
      match: (price) =>
        (params.active === undefined || price.active === params.active) &&
        (params.currency === undefined || price.currency === params.currency) &&
        (params.product === undefined || price.product === params.product) &&
        (params.type === undefined || price.type === params.type) &&
        (params.lookup_keys === undefined || params.lookup_keys.includes(price.lookup_key ?? '')) &&
        (params.recurring?.interval === undefined ||
          price.recurring?.interval === params.recurring.interval) &&
        (params.recurring?.usage_type === undefined ||
          price.recurring?.usage_type === params.recurring.usage_type) &&
        within(price.created, params.created),
    });
  }),
  route(
    'POST',
    '/v1/prices',
    one('price'),
    {
      ...shape,
      billing_scheme: oneOf('per_unit'),
      custom_unit_amount: unmodelled,
      tiers: unmodelled,
      tiers_mode: unmodelled,
      transform_quantity: unmodelled,
      currency: required(currency),
      product: text,
      product_data: productData,
      recurring: object({
        interval: required(interval),
        interval_count: integer,
        usage_type: oneOf('licensed', 'metered'),
      }),
      unit_amount: integer,
      unit_amount_decimal: decimal,
    },
    (call) => {
      const { expand: _expand, transfer_lookup_key, ...input } = call.params;
      claimLookupKey(call.world, input.lookup_key, transfer_lookup_key);
      const price = createPrice(call, input, (name) => name);
      emit(call, 'price.created', price);
      return price;
    },
  ),
  route('GET', '/v1/prices/:price', one('price'), expandable, (call) =>
    must(call.world.prices, 'price', id(call, 'price'), 'price'),
  ),
  route('POST', '/v1/prices/:price', one('price'), shape, (call) => {
    const price = must(call.world.prices, 'price', id(call, 'price'), 'price');
    const { expand: _expand, metadata: meta, transfer_lookup_key, ...input } = call.params;
    if (input.lookup_key !== price.lookup_key)
      claimLookupKey(call.world, input.lookup_key, transfer_lookup_key);
    changeAndEmit(call, 'price.updated', price, {
      ...given(input),
      metadata: mergeMetadata(price.metadata, meta),
    });
    return price;
  }),
];

/** A lookup key names one price; it is moved on request, else refused. */
function claimLookupKey(world: World, key: string | undefined, transfer: boolean | undefined): void {
  if (key === undefined) return;
  for (const price of world.prices.newestFirst()) {
    if (price.lookup_key !== key) continue;
    if (!transfer) throw refuse('lookup_key_taken', { id: price.id }, 'lookup_key');
    price.lookup_key = null;
  }
}
