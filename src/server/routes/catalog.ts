/**
 * What an invoice can be made of, to be read only: prices, products, tax rates, coupons, promotion codes, shipping
 * rates and rendering templates. They are the account's, except those that are marked as another tenant's.
 */
import type Stripe from 'stripe';
import type { Access } from '../authorize.js';
import { QUERIES } from '../input-tables.js';
import { cursors, listCatalog } from '../lists.js';
import { envelope, type OutputKind } from '../output.js';
import type { Fetch } from '../paging.js';
import { missing } from '../problems.js';
import { promotionCodeExpand, promotionCodeInScope, reachReferences } from '../references.js';
import type { Context, Reached, Route } from '../route.js';
import { catalogInScope, reachesAll, scopePairs } from '../scope.js';
import { idOf, type Json } from '../stripe.js';
import { reachGivenCustomer } from './invoices.js';

type Options = Stripe.RequestOptions;

interface Shelf {
  path: string;
  kind: Exclude<OutputKind, 'invoice' | 'customer'>;
  query: Route['query'];
  list: (stripe: Stripe, query: Json, options: Options) => Promise<unknown>;
  retrieve: (stripe: Stripe, id: string, expand: { expand?: string[] }, options: Options) => Promise<unknown>;
  /** Where marks on the row itself do not tell whose it is. */
  inScope?: (row: Json, access: Access) => boolean;
  /** What has to be expanded in a row to tell; delivered as ids again unless the page asked for it. */
  expand?: (access: Access) => string[];
  /** See {@link Walk}. */
  fromTop?: true;
}

const SHELVES: Shelf[] = [
  {
    path: 'prices',
    kind: 'price',
    query: QUERIES.prices,
    list: async (stripe, query, options) => stripe.prices.list(query, options),
    retrieve: (stripe, id, expand, options) => stripe.prices.retrieve(id, expand, options),
  },
  {
    path: 'products',
    kind: 'product',
    query: QUERIES.products,
    list: async (stripe, query, options) => stripe.products.list(query, options),
    retrieve: (stripe, id, expand, options) => stripe.products.retrieve(id, expand, options),
  },
  {
    path: 'tax_rates',
    kind: 'tax_rate',
    query: QUERIES.taxRates,
    list: async (stripe, query, options) => stripe.taxRates.list(query, options),
    retrieve: (stripe, id, expand, options) => stripe.taxRates.retrieve(id, expand, options),
  },
  {
    path: 'coupons',
    kind: 'coupon',
    query: QUERIES.paging,
    list: async (stripe, query, options) => stripe.coupons.list(query, options),
    retrieve: (stripe, id, expand, options) => stripe.coupons.retrieve(id, expand, options),
  },
  {
    path: 'promotion_codes',
    kind: 'promotion_code',
    query: QUERIES.promotionCodes,
    list: async (stripe, query, options) => stripe.promotionCodes.list(query, options),
    retrieve: (stripe, id, expand, options) => stripe.promotionCodes.retrieve(id, expand, options),
    inScope: (row, { session }) => promotionCodeInScope(row, session.scope),
    expand: ({ session }) => promotionCodeExpand(session.scope),
  },
  {
    path: 'shipping_rates',
    kind: 'shipping_rate',
    query: QUERIES.shippingRates,
    list: async (stripe, query, options) => stripe.shippingRates.list(query, options),
    retrieve: (stripe, id, expand, options) => stripe.shippingRates.retrieve(id, expand, options),
  },
  {
    path: 'invoice_rendering_templates',
    kind: 'template',
    query: QUERIES.templates,
    list: async (stripe, query, options) => stripe.invoiceRenderingTemplates.list(query, options),
    retrieve: (stripe, id, expand, options) => stripe.invoiceRenderingTemplates.retrieve(id, expand, options),
    fromTop: true,
  },
];

function route(shelf: Shelf): Route {
  return {
    method: 'GET',
    path: shelf.path,
    query: shelf.query,
    reach: (access, given) => reachShelf(shelf, access, given),
    actions: ['read'],
    run: (context) => readShelf(shelf, context),
  };
}

/** Whether any row could be another tenant's. */
const isMixed = ({ inScope }: Shelf, { session: { scope } }: Access): boolean =>
  !reachesAll(scope) && (inScope !== undefined || scopePairs(scope) !== null);

const isInScope = ({ inScope }: Shelf, row: Json, access: Access): boolean =>
  inScope ? inScope(row, access) : catalogInScope(row, access.session.scope);

/** What the filters name, and the rows that the cursors name. */
async function reachShelf(shelf: Shelf, access: Access, given: Json): Promise<Reached> {
  await reachGivenCustomer(access, given);
  await reachReferences(access, given);
  if (!isMixed(shelf, access)) return {};
  const expand = shelf.expand?.(access) ?? [];
  const find = async (id: string, param: string): Promise<Json> => {
    const row = await access.find(shelf.kind, id, param, () =>
      access.stripe.json((sdk, options) =>
        shelf.retrieve(sdk, id, expand.length > 0 ? { expand } : {}, options),
      ),
    );
    if (!isInScope(shelf, row, access)) throw missing(shelf.kind, id, param);
    return row;
  };
  return { places: await cursors(given, find) };
}

async function readShelf(shelf: Shelf, { access, query, request, places = {} }: Context): Promise<Json> {
  const { expand: wanted = [], ...asked } = query as Json & { expand?: string[] };
  const expand = [...new Set([...wanted, ...(shelf.expand?.(access) ?? []).map((path) => `data.${path}`)])];
  const fetch: Fetch = (page) =>
    access.stripe.json((sdk, options) =>
      shelf.list(sdk, expand.length > 0 ? { ...page, expand } : page, options),
    );
  const accepts = (row: Json): boolean => isInScope(shelf, row, access);
  const reading = {
    fetch,
    ...(isMixed(shelf, access) && { accepts }),
    ...(shelf.fromTop && { fromTop: true }),
  };
  const page = await listCatalog(asked, reading, places, request.signal);
  return envelope(
    page.data.map((row) => access.deliver(wanted.length > 0 ? row : withCouponId(row), shelf.kind)),
    page.has_more,
  );
}

/** A coupon that was expanded for us only goes as its id. */
function withCouponId(row: Json): Json {
  const promotion = row['promotion'] as Json | null | undefined;
  return promotion ? { ...row, promotion: { ...promotion, coupon: idOf(promotion['coupon']) } } : row;
}

export const catalogRoutes: Route[] = SHELVES.map(route);
