/**
 * Searching invoices under a scope. Stripe joins clauses by AND or by OR, never both; so a page's OR is asked as one
 * query for each of its clauses, each of which the scope is added to by AND, and the answers are merged in order.
 *
 * What it costs: one call for each clause of an OR and each customer of a small scope. Where these would be more than
 * ten, or the scope holds more customers than that, the page's own query is walked and what is out of scope left out:
 * one call for each hundred hits on the account until the page is full. A query that names a customer is one call.
 */
import { readInvoice } from '../invoice/shape.js';
import type { Access } from './authorize.js';
import { walkPage, type Accepts, type Fetch, type Rows } from './paging.js';
import { badParameter } from './problems.js';
import { invoiceInScope, isListed, needsCustomers, reachesAll, scopePairs } from './scope.js';
import { alternatives, equals, parseSearch, written, type Clause, type Search } from './search-query.js';
import { rowsOf, type Json } from './stripe.js';

/** Stripe answers 20 searches a second for the whole account. */
const MAX_QUERIES = 10;

/** The fields that Stripe searches invoices by; all of them may also be seen. */
export function parseInvoiceSearch(query: string, reserved: readonly string[]): Search {
  return parseSearch(query, {
    fields: {
      created: 'numeric',
      currency: 'token',
      customer: 'token',
      last_finalization_error_code: 'token',
      last_finalization_error_type: 'token',
      number: 'string',
      receipt_number: 'string',
      status: 'string',
      subscription: 'string',
      total: 'numeric',
    },
    metadata: { reserved },
    maxClauses: 10,
    example: 'status:"open" AND total>1000',
  });
}

/** A page of the hits in scope, newest first. */
export async function searchInvoices(
  access: Access,
  search: Search,
  query: Json,
  signal: AbortSignal,
): Promise<Rows> {
  const { scope } = access.session;
  const seen = new Set<unknown>();
  // Two clauses of an OR may find the same invoice; and whatever was asked, what is delivered is in scope.
  const accepts: Accepts = async (row) => {
    if (seen.has(row['id'])) return false;
    seen.add(row['id']);
    return invoiceInScope(row, scope) && access.may('read', readInvoice(row));
  };
  const after = placeOf(query['page']);
  return walkPage({
    fetch: fetchHits(access),
    query: { limit: query['limit'] },
    filters: (await queriesFor(access, search)).map((text) => ({ text })),
    accepts,
    ...(after && { after }),
    signal,
  });
}

/** Search has pages of its own: the token of the next one is kept where a list would name its last row. */
function fetchHits(access: Access): Fetch {
  const expand = needsCustomers(access.session.scope) ? { expand: ['data.customer'] } : {};
  const nextPages = new Map<string, string>();
  return async ({ text, created, starting_after }) => {
    const until = (created as { lte?: number } | undefined)?.lte;
    const query = until === undefined ? String(text) : `${String(text)} AND created<=${until}`;
    const page = starting_after === undefined ? undefined : nextPages.get(query);
    const found = await access.stripe.json((stripe, options) =>
      stripe.invoices.search({ query, limit: 100, ...(page && { page }), ...expand }, options),
    );
    const next = found['next_page'];
    if (typeof next === 'string') nextPages.set(query, next);
    return { data: rowsOf(found), has_more: typeof next === 'string' };
  };
}

async function queriesFor(access: Access, search: Search): Promise<string[]> {
  const asked = alternatives(search).filter((clauses) => !namesForeign(access, clauses));
  if (asked.length === 0) return [];
  const bounds = asked.every(namesCustomer) ? null : await boundsOf(access);
  const tooMany = bounds === null || bounds.length * asked.length > MAX_QUERIES;
  const within = (clauses: Clause[]): string[] => (tooMany || namesCustomer(clauses) ? [''] : bounds);
  return asked.flatMap((clauses) =>
    within(clauses).map((bound) => [bound, ...clauses.map(written)].filter(Boolean).join(' AND ')),
  );
}

const customerClause = (clauses: Clause[]): Clause | undefined =>
  clauses.find(({ field, operator, negated, value }) => field === 'customer' && operator === ':' && !negated && value !== null); // prettier-ignore

const namesCustomer = (clauses: Clause[]): boolean => customerClause(clauses) !== undefined;

/** A scope that only lists its customers can tell without asking; letter case aside, as Stripe compares. */
function namesForeign({ session: { scope } }: Access, clauses: Clause[]): boolean {
  const named = customerClause(clauses)?.value?.toLowerCase();
  if (named === undefined || reachesAll(scope) || needsCustomers(scope)) return false;
  return !(scope.customers ?? []).some((id) => isListed(id, scope) && id.toLowerCase() === named);
}

/**
 * The clauses of which each hit in scope meets one; null where there are too many. Pairs may stand on the invoice or
 * on its customer, so the customers that carry them are looked up.
 */
async function boundsOf(access: Access): Promise<string[] | null> {
  const { scope } = access.session;
  if (reachesAll(scope)) return [''];
  const customers = new Set(scope.customers);
  const pairs = scopePairs(scope)?.map(([key, value]) => equals('metadata', value, key)).join(' AND '); // prettier-ignore
  if (customers.size > MAX_QUERIES) return null;
  if (pairs) {
    const carrying = await access.stripe.json((stripe, options) =>
      stripe.customers.search({ query: pairs, limit: MAX_QUERIES }, options),
    );
    if (carrying['has_more'] === true) return null;
    for (const { id } of rowsOf(carrying)) customers.add(String(id));
  }
  return [...(pairs ? [pairs] : []), ...[...customers].map((id) => equals('customer', id))];
}

/** Where the next page begins: after the second and the id of the last row. Says nothing that the page does not know. */
export function nextPage({ data, has_more }: Rows): string | null {
  const last = data.at(-1);
  return has_more && last ? `${String(last['created'])}.${String(last['id'])}` : null;
}

function placeOf(page: unknown): Json | null {
  if (page === undefined) return null;
  const [, created, id] = /^(\d{1,12})\.([\w-]{1,255})$/.exec(typeof page === 'string' ? page : '') ?? [];
  if (created === undefined) {
    throw badParameter('parameter_invalid', 'page', 'page must be the next_page of the answer before.');
  }
  return { created: Number(created), id };
}
