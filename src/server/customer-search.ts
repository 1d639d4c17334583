/** Finding a customer by name or email: in memory where the customers of the scope were loaded, else at Stripe. */
import { alternatives, equals, parseSearch, written, type Clause, type Search } from './search-query.js';
import type { Json } from './stripe.js';

export function parseCustomerSearch(query: string): Search {
  return parseSearch(query, {
    fields: { name: 'string', email: 'string' },
    maxClauses: 5,
    example: 'name~"ann" or email:"ann@example.com"',
  });
}

/** Whether a customer that was loaded already would be found; neither operator minds upper or lower case. */
export function matches(customer: Json, { join, clauses }: Search): boolean {
  const holds = ({ negated, field, operator, value }: Clause): boolean => {
    const known = customer[field];
    if (value === null || typeof known !== 'string') return (value === null && known == null) !== negated;
    const [actual, wanted] = [known.toLowerCase(), value.toLowerCase()];
    return (operator === '~' ? actual.includes(wanted) : actual === wanted) !== negated;
  };
  return join === 'AND' ? clauses.every(holds) : clauses.some(holds);
}

/** The queries for Stripe that together find what the search means, each held to the pairs of the scope. */
export function stripeQueries(search: Search, pairs: readonly [string, string][]): string[] {
  const scope = pairs.map(([key, value]) => equals('metadata', value, key));
  if (scope.length === 0) return [search.clauses.map(written).join(` ${search.join} `)];
  return alternatives(search).map((all) => [...scope, ...all.map(written)].join(' AND '));
}
