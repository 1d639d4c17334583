/** Which way a list is read under a scope: by Stripe's own filter where it has one, else by walking and filtering. */
import { readInvoice } from '../invoice/shape.js';
import type { Access } from './authorize.js';
import { directPage, limitOf, order, walkPage, type Accepts, type Fetch, type Rows } from './paging.js';
import type { Memory } from './memory.js';
import { isRefused } from './problems.js';
import type { Places } from './route.js';
import { customerInScope, invoiceInScope, needsCustomers, reachesAll } from './scope.js';
import type { Json } from './stripe.js';

/** Up to so many customers are asked for one by one; with more, the account's list is walked. */
const MAX_BY_CUSTOMER = 20;
const MAX_LOADED = 100;
/** Seconds that a customer of a list is remembered, so that typing in a picker does not load all of them each time. */
const CUSTOMER_AGE = 10;

/** A page of the invoices in scope. The query was checked; what it names (customer, cursors) is in scope. */
export async function listInvoices(access: Access, query: Json, signal: AbortSignal): Promise<Rows> {
  const { scope } = access.session;
  const expand = needsCustomers(scope) ? { expand: ['data.customer'] } : {};
  const fetch: Fetch = (page) =>
    access.stripe.json((stripe, options) => stripe.invoices.list({ ...page, ...expand }, options));
  const accepts: Accepts = async (row) => invoiceInScope(row, scope) && access.may('read', readInvoice(row));
  if (reachesAll(scope) || query['customer'] !== undefined) return directPage(fetch, query, accepts);
  const customers = needsCustomers(scope) ? null : (scope.customers ?? []);
  if (customers?.length === 1) return directPage(fetch, { ...query, customer: customers[0] }, accepts);
  const oneByOne = customers && customers.length <= MAX_BY_CUSTOMER;
  return walkPage({
    fetch,
    query,
    filters: oneByOne ? customers.map((customer) => ({ customer })) : [{}],
    accepts,
    ...(await cursors(query, (id, param) => access.invoice(id, param))),
    signal,
  });
}

/** A page of the customers in scope. */
export async function listCustomers(
  access: Access,
  query: Json,
  memory: Memory,
  now: number,
  signal: AbortSignal,
): Promise<Rows> {
  const { scope } = access.session;
  const fetch: Fetch = (page) =>
    access.stripe.json((stripe, options) => stripe.customers.list(page, options));
  if (reachesAll(scope)) return directPage(fetch, query, () => true);
  const customers = await loadListed(access, memory, now);
  const places = await cursors(query, (id, param) => access.customer(id, param));
  if (customers) return pageOfLoaded(customers, query, places);
  return walkPage({
    fetch,
    query,
    filters: [{}],
    accepts: (row) => customerInScope(row, scope),
    ...places,
    signal,
  });
}

/** A page of the credit notes whose invoices are in scope; Stripe filters by customer or invoice where one is named. */
export async function listCreditNotes(
  access: Access,
  query: Json,
  places: Places,
  signal: AbortSignal,
): Promise<Rows> {
  const { scope } = access.session;
  const expand = [needsCustomers(scope) ? 'data.invoice.customer' : 'data.invoice'];
  const fetch: Fetch = (page) =>
    access.stripe.json((stripe, options) => stripe.creditNotes.list({ ...page, expand }, options));
  const accepts: Accepts = async ({ invoice }) =>
    invoiceInScope(invoice as Json, scope) && access.may('read', readInvoice(invoice as Json));
  const named = query['customer'] !== undefined || query['invoice'] !== undefined;
  if (reachesAll(scope) || named) return directPage(fetch, query, accepts);
  const customers = needsCustomers(scope) ? null : (scope.customers ?? []);
  const oneByOne = customers && customers.length <= MAX_BY_CUSTOMER;
  const filters = oneByOne ? customers.map((customer) => ({ customer })) : [{}];
  return walkPage({ fetch, query, filters, accepts, ...places, signal });
}

/** A page of a list of the account, without the rows that are another tenant's; without `accepts` there are none. */
export async function listCatalog(
  query: Json,
  { fetch, accepts, fromTop }: { fetch: Fetch; accepts?: Accepts; fromTop?: boolean },
  places: Places,
  signal: AbortSignal,
): Promise<Rows> {
  if (!accepts) return directPage(fetch, query, () => true);
  return walkPage({ fetch, query, filters: [{}], accepts, ...places, ...(fromTop && { fromTop }), signal });
}

/**
 * Every customer of a scope that only lists them, newest first; null where there are too many to load, or the scope is
 * another one.
 */
export async function loadListed(access: Access, memory: Memory, now: number): Promise<Json[] | null> {
  const { scope } = access.session;
  const ids = [...new Set(scope.customers)];
  if (needsCustomers(scope) || ids.length > MAX_LOADED) return null;
  const customers: (Json | null)[] = [];
  for (let start = 0; start < ids.length; start += 10) {
    customers.push(
      ...(await Promise.all(ids.slice(start, start + 10).map((id) => loadOne(access, id, memory, now)))),
    );
  }
  return customers.filter((customer) => customer !== null).sort(order);
}

/** Null for one that was deleted. */
async function loadOne(access: Access, id: string, memory: Memory, now: number): Promise<Json | null> {
  const key = memoryKey(access, id);
  const known = memory.customers.get(key);
  if (known && Math.abs(now - known.at) < CUSTOMER_AGE) return known.customer;
  const customer = await access.customer(id).catch((error: unknown) => {
    if (isRefused(error, 404)) return null;
    throw error;
  });
  memory.customers.set(key, { at: now, customer });
  return customer;
}

const memoryKey = (access: Access, id: string): string => `${access.stripe.account ?? ''}/${id}`;

/** The customer has changed here; what was remembered is old. */
export const forgetCustomer = (access: Access, memory: Memory, id: string): void =>
  memory.customers.delete(memoryKey(access, id));

type Find = (id: string, param: string) => Promise<Json>;

/** The rows that the cursors name; 404 for one that is out of scope. */
export async function cursors({ starting_after, ending_before }: Json, find: Find): Promise<Places> {
  if (typeof starting_after === 'string') return { after: await find(starting_after, 'starting_after') };
  if (typeof ending_before === 'string') return { before: await find(ending_before, 'ending_before') };
  return {};
}

function pageOfLoaded(customers: Json[], query: Json, { after, before }: Places): Rows {
  const limit = limitOf(query);
  const rows = customers.filter(
    (row) =>
      (query['email'] === undefined || row['email'] === query['email']) &&
      (!after || order(row, after) > 0) &&
      (!before || order(row, before) < 0),
  );
  return { data: before ? rows.slice(-limit) : rows.slice(0, limit), has_more: rows.length > limit };
}
