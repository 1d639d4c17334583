/** The people who get the invoices: found, looked at, and made. */
import type Stripe from 'stripe';
import type { Customer } from '../../invoice/wire.js';
import type { Access } from '../authorize.js';
import { matches, parseCustomerSearch, stripeQueries } from '../customer-search.js';
import { BODIES, QUERIES } from '../input-tables.js';
import { forgetCustomer, listCustomers, loadListed } from '../lists.js';
import { defaultPaymentMethod, envelope } from '../output.js';
import { limitOf } from '../paging.js';
import { Refusal } from '../problems.js';
import type { Context, Params, Reached, Route } from '../route.js';
import { customerInScope, reachesAll, scopePairs } from '../scope.js';
import type { Search } from '../search-query.js';
import { rowsOf, type Json } from '../stripe.js';
import { marked } from './invoices.js';

async function list({ access, query, memory, config, request }: Context): Promise<Json> {
  const page = await listCustomers(access, query, memory, config.now(), request.signal);
  return envelope(
    page.data.map((customer) => access.deliverCustomer(customer)),
    page.has_more,
  );
}

async function search(context: Context): Promise<Json> {
  const { access, query, memory, config } = context;
  const search = parseCustomerSearch(String(query['query']));
  const limit = limitOf(query);
  const listed = reachesAll(access.session.scope) ? null : await loadListed(access, memory, config.now());
  const found = listed
    ? listed.filter((customer) => matches(customer, search))
    : await searchAtStripe(context, search, limit);
  const data = found.slice(0, limit).map((customer) => access.deliverCustomer(customer));
  return { object: 'search_result', data, has_more: found.length > limit, next_page: null };
}

/** The first hits in scope, one more than fit; Stripe cannot mix AND with OR, so each alternative is a query of its own. */
async function searchAtStripe(
  { access, stripe, request }: Context,
  search: Search,
  limit: number,
): Promise<Json[]> {
  const { scope } = access.session;
  const found = new Map<unknown, Json>();
  const pairs = reachesAll(scope) || scope.customers ? [] : (scopePairs(scope) ?? []);
  for (const query of stripeQueries(search, pairs)) {
    for (let page: string | undefined; found.size <= limit && !request.signal.aborted;) {
      const result = await stripe.json((sdk, options) =>
        sdk.customers.search({ query, limit: 100, ...(page && { page }) }, options),
      );
      for (const row of rowsOf(result)) if (customerInScope(row, scope)) found.set(row['id'], row);
      if (typeof result['next_page'] !== 'string') break;
      page = result['next_page'];
    }
  }
  return [...found.values()];
}

const retrieve = async ({ access, customer }: Context): Promise<Json> =>
  access.deliverCustomer(customer ?? {});

async function create(context: Context): Promise<Json> {
  const { access, stripe, body, config } = context;
  const { scope } = access.session;
  if (!reachesAll(scope) && !scopePairs(scope) && !config.onCustomerCreated) {
    const mend = 'Give the handler `onCustomerCreated`, which adds the new id to the customers of the scope.';
    throw new Refusal(
      400,
      'customer_out_of_scope',
      `The new customer would be out of reach at once. ${mend}`,
    );
  }
  const params = marked(body, access) as Stripe.CustomerCreateParams;
  const made = await stripe.json((sdk, options) => sdk.customers.create(params, options), context.key());
  const customer = access.deliverCustomer(made);
  await config.onCustomerCreated?.(access.session, customer as unknown as Customer);
  return customer;
}

async function update(context: Context): Promise<Json> {
  const { access, stripe, body, memory, params } = context;
  const id = params['id'] ?? '';
  const changes = body as Stripe.CustomerUpdateParams;
  const changed = await stripe.json(
    (sdk, options) => sdk.customers.update(id, changes, options),
    context.key(),
  );
  forgetCustomer(access, memory, id);
  return access.deliverCustomer(changed);
}

/** What the customer can be charged with. Only for those who may charge it. */
async function paymentMethods({ access, stripe, params, query, customer = {} }: Context): Promise<Json> {
  const page = await stripe.json((sdk, options) =>
    sdk.customers.listPaymentMethods(params['id'] ?? '', query, options),
  );
  const first = defaultPaymentMethod(customer);
  const data = rowsOf(page).map((method) => ({ ...method, is_default: method['id'] === first }));
  return envelope(
    data.map((method) => access.deliver(method, 'payment_method')),
    page['has_more'] === true,
  );
}

const reachCustomer = async (access: Access, _given: Json, params: Params): Promise<Reached> => ({
  customer: await access.customer(params['id'] ?? ''),
});

export const customerRoutes: Route[] = [
  { method: 'GET', path: 'customers', query: QUERIES.customers, actions: ['read'], run: list },
  {
    method: 'POST',
    path: 'customers',
    body: BODIES.createCustomer,
    writes: true,
    actions: ['create'],
    run: create,
  },
  { method: 'GET', path: 'customers/search', query: QUERIES.search, actions: ['read'], run: search },
  {
    method: 'GET',
    path: 'customers/:id',
    reach: reachCustomer,
    actions: ['read'],
    run: retrieve,
  },
  {
    method: 'POST',
    path: 'customers/:id',
    body: BODIES.updateCustomer,
    writes: true,
    reach: reachCustomer,
    actions: ['edit'],
    run: update,
  },
  {
    method: 'GET',
    path: 'customers/:id/payment_methods',
    query: QUERIES.paging,
    reach: reachCustomer,
    actions: ['pay'],
    run: paymentMethods,
  },
];
