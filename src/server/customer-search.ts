/**
 * The part of Stripe's search language that finding a customer needs: `name~"ann" OR email:"a@b.c"`. Read and written
 * again rather than passed on, so that a query can neither ask for other fields nor step out of its scope.
 */
import { badParameter } from './problems.js';
import type { Json } from './stripe.js';

interface Clause {
  field: 'name' | 'email';
  /** `~` holds the text somewhere, `:` is the text; neither minds upper or lower case (Stripe, search syntax). */
  operator: '~' | ':';
  text: string;
}

/** Stripe joins all clauses of a query by the same word. */
export interface Search {
  join: 'AND' | 'OR';
  clauses: Clause[];
}

const CLAUSE = /\s*(name|email)\s*([~:])\s*"((?:[^"\\]|\\.)*)"\s*/y;
const JOIN = /(AND|OR)(?=\s)/iy;
const MAX_CLAUSES = 5;

export function parseSearch(query: string): Search {
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  for (let at = 0; ;) {
    CLAUSE.lastIndex = at;
    const [, field, operator, text] = CLAUSE.exec(query) ?? refuse();
    clauses.push({ field, operator, text: text!.replace(/\\(.)/g, '$1') } as Clause);
    at = CLAUSE.lastIndex;
    if (at === query.length) break;
    JOIN.lastIndex = at;
    joins.add((JOIN.exec(query) ?? refuse())[1]!.toUpperCase());
    at = JOIN.lastIndex;
  }
  if (joins.size > 1 || clauses.length > MAX_CLAUSES) refuse();
  return { join: joins.has('AND') ? 'AND' : 'OR', clauses };
}

function refuse(): never {
  const detail = `query must be up to ${MAX_CLAUSES} clauses such as name~"ann" or email:"ann@example.com", all joined by OR or all by AND.`;
  throw badParameter('parameter_invalid', 'query', detail);
}

/** Whether a customer that was loaded already would be found. */
export function matches(customer: Json, { join, clauses }: Search): boolean {
  const holds = ({ field, operator, text }: Clause): boolean => {
    const known = customer[field];
    const value = typeof known === 'string' ? known.toLowerCase() : '';
    return operator === '~' ? value.includes(text.toLowerCase()) : value === text.toLowerCase();
  };
  return join === 'AND' ? clauses.every(holds) : clauses.some(holds);
}

/** The queries for Stripe that together find what the search means, each held to the pairs of the scope. */
export function stripeQueries({ join, clauses }: Search, pairs: readonly [string, string][]): string[] {
  const scope = pairs.map(([key, value]) => `metadata[${quoted(key)}]:${quoted(value)}`);
  const written = clauses.map(({ field, operator, text }) => `${field}${operator}${quoted(text)}`);
  if (scope.length === 0) return [written.join(` ${join} `)];
  const alternatives = join === 'AND' ? [written] : written.map((clause) => [clause]);
  return alternatives.map((all) => [...scope, ...all].join(' AND '));
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
