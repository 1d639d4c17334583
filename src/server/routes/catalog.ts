/** What a line can be made of: prices, products, tax rates and coupons, to be read only. */
import type Stripe from 'stripe';
import { QUERIES } from '../input-tables.js';
import { listCatalog } from '../lists.js';
import { envelope, type OutputKind } from '../output.js';
import { isStripeFailure, missing } from '../problems.js';
import type { Route } from '../route.js';
import type { Json } from '../stripe.js';

interface Shelf {
  path: 'prices' | 'products' | 'tax_rates' | 'coupons';
  kind: Exclude<OutputKind, 'invoice'>;
  query: Route['query'];
  list: (stripe: Stripe, query: Json, options: Stripe.RequestOptions) => Promise<unknown>;
  retrieve: (stripe: Stripe, id: string, options: Stripe.RequestOptions) => Promise<unknown>;
}

const SHELVES: Shelf[] = [
  {
    path: 'prices',
    kind: 'price',
    query: QUERIES.prices,
    list: async (stripe, query, options) => stripe.prices.list(query, options),
    retrieve: (stripe, id, options) => stripe.prices.retrieve(id, {}, options),
  },
  {
    path: 'products',
    kind: 'product',
    query: QUERIES.products,
    list: async (stripe, query, options) => stripe.products.list(query, options),
    retrieve: (stripe, id, options) => stripe.products.retrieve(id, {}, options),
  },
  {
    path: 'tax_rates',
    kind: 'tax_rate',
    query: QUERIES.taxRates,
    list: async (stripe, query, options) => stripe.taxRates.list(query, options),
    retrieve: (stripe, id, options) => stripe.taxRates.retrieve(id, {}, options),
  },
  {
    path: 'coupons',
    kind: 'coupon',
    query: QUERIES.paging,
    list: async (stripe, query, options) => stripe.coupons.list(query, options),
    retrieve: (stripe, id, options) => stripe.coupons.retrieve(id, {}, options),
  },
];

function route({ path, kind, query, list, retrieve }: Shelf): Route {
  return {
    method: 'GET',
    path,
    query,
    actions: ['read'],
    run: async ({ access, stripe, query: asked, request }) => {
      const fetch = (page: Json): Promise<Json> => stripe.json((sdk, options) => list(sdk, page, options));
      const find = (id: string, param: string): Promise<Json> =>
        stripe
          .json((sdk, options) => retrieve(sdk, id, options))
          .catch((error: unknown) => {
            throw isStripeFailure(error) && error.statusCode === 404 ? missing(kind, id, param) : error;
          });
      const page = await listCatalog(access, asked, fetch, find, request.signal);
      return envelope(
        page.data.map((row) => access.deliver(row, kind)),
        page.has_more,
      );
    },
  };
}

export const catalogRoutes: Route[] = SHELVES.map(route);
