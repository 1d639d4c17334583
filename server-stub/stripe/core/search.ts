/**
 * Search: Stripe's query language over the fields a resource names (docs: search). Clauses are joined by AND (or blanks)
 * or by OR, never both; `-` negates, `:` is equal (letter case aside), `~` contains at least three characters of a
 * string, `<` `>` `<=` `>=` compare numbers, `metadata['key']` looks inside, and `null` asks for the absence of a value.
 */
import { pageLimit } from './list.js';
import { expandable, integer, required, text, type Read } from './params.js';
import { refuse } from './refusals.js';
import type { Problem } from './problem.js';
import type { Table } from './table.js';
import type { Call } from './world.js';

export const searchShape = { ...expandable, limit: integer, page: text, query: required(text) };

type Value = string | number | boolean | null;
export interface Searchable<T> {
  fields: Record<string, (row: T) => Value>;
  metadata(row: T): Record<string, string>;
  match?(row: T): boolean;
  render?(row: T): object;
}

/** One page of matches, newest first. `page` of the answer leads to the next. */
export function searchPage<T extends { id: string }>(
  { params, world }: Call<Read<typeof searchShape>>,
  table: Table<T>,
  url: string,
  searchable: Searchable<T>,
): object {
  if (world.account.country === 'IN') throw refuse('no_search_in_india');
  const matches = compile(params.query, searchable);
  const found: T[] = [];
  for (const row of world.shared.search.rows(table)) {
    if ((searchable.match?.(row) ?? true) && matches(row)) found.push(row);
  }
  const first = firstOfPage(found, params);
  const limit = pageLimit(params.limit);
  const rows = found.slice(first, first + limit);
  const hasMore = found.length > first + limit;
  return {
    object: 'search_result',
    data: rows.map((row) => searchable.render?.(row) ?? row),
    has_more: hasMore,
    next_page: hasMore ? pageAfter(rows.at(-1)?.id ?? '', params.query) : null,
    url,
    ...(params.expand?.includes('total_count') && { total_count: found.length }),
  };
}

/** A page is named by the last row before it and the query it belongs to. */
function pageAfter(rowId: string, query: string): string {
  return btoa(encodeURIComponent(JSON.stringify([rowId, query])));
}

function firstOfPage<T extends { id: string }>(found: T[], params: { page?: string; query: string }): number {
  if (params.page === undefined) return 0;
  const last = found.findIndex((row) => pageAfter(row.id, params.query) === params.page);
  if (last < 0) throw refuse('bad_page');
  return last + 1;
}

interface Clause {
  negated: boolean;
  field: string;
  key: string | null;
  operator: string;
  value: string | null;
  quoted: boolean;
}

/**
 * What a field can be asked: a number takes comparisons, a string parts of itself, a token only the whole. By name,
 * because a name means the same in every resource; what is not here is a string.
 */
type FieldType = 'numeric' | 'string' | 'token';
const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  active: 'token',
  created: 'numeric',
  currency: 'token',
  customer: 'token',
  last_finalization_error_code: 'token',
  last_finalization_error_type: 'token',
  metadata: 'token',
  total: 'numeric',
  type: 'token',
};

function compile<T>(query: string, searchable: Searchable<T>): (row: T) => boolean {
  const { clauses, any } = parse(query);
  const tests = clauses.map((clause) => test(clause, searchable));
  return (row) => (any ? tests.some((passes) => passes(row)) : tests.every((passes) => passes(row)));
}

const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/.source;
const CLAUSE = new RegExp(
  `^\\s*(-?)([a-z_]+)(?:\\[\\s*(?:${QUOTED})\\s*\\])?\\s*(<=|>=|:|~|<|>)\\s*(?:${QUOTED}|([^\\s"']+))`,
  'i',
);
const JOIN = /^\s*(AND|OR)(?=\s)/i;

function parse(query: string): { clauses: Clause[]; any: boolean } {
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  let rest = query.trim();
  while (rest !== '') {
    const match = CLAUSE.exec(rest);
    if (!match) throw wrong(`unexpected "${rest.slice(0, 40)}"`);
    const [whole, minus, field = '', doubleKey, singleKey, operator = '', double, single, bare] = match;
    const quoted = double ?? single;
    clauses.push({
      negated: minus === '-',
      field,
      key: plain(doubleKey ?? singleKey) ?? null,
      operator,
      value: bare?.toLowerCase() === 'null' ? null : (plain(quoted) ?? bare ?? ''),
      quoted: quoted !== undefined,
    });
    rest = rest.slice(whole.length);
    const join = JOIN.exec(rest);
    if (join) {
      joins.add((join[1] ?? '').toUpperCase());
      rest = rest.slice(join[0].length);
      if (rest.trim() === '') throw wrong('it ends with a joining word');
    } else if (rest.trim() !== '') {
      joins.add('AND');
    }
  }
  if (clauses.length === 0) throw wrong('it is empty');
  if (joins.size > 1) throw wrong('AND and OR cannot be combined');
  return { clauses, any: joins.has('OR') };
}

/** Quoted text without the backslashes that escape in it. */
const plain = (quoted: string | undefined): string | undefined => quoted?.replace(/\\(.)/g, '$1');

function test<T>(clause: Clause, searchable: Searchable<T>): (row: T) => boolean {
  const read = reader(clause, searchable);
  const compare = comparison(clause);
  return (row) => compare(read(row)) !== clause.negated;
}

function reader<T>({ field, key }: Clause, searchable: Searchable<T>): (row: T) => Value {
  if (field === 'metadata') {
    if (key === null) throw wrong("metadata needs a key: metadata['key']");
    return (row) => searchable.metadata(row)[key] ?? null;
  }
  const read = searchable.fields[field];
  if (!read || key !== null) throw wrong(`"${field}" is not a field that can be searched`);
  return read;
}

function comparison(clause: Clause): (actual: Value) => boolean {
  const { field, operator, value } = clause;
  if (value === null) {
    if (operator !== ':') throw wrong('null can only be compared by ":"');
    return (actual) => actual === null;
  }
  const type = FIELD_TYPES[field] ?? 'string';
  if (type === 'numeric') return numericComparison(field, operator, value);
  if (!clause.quoted) throw wrong(`the value of "${field}" must be in quotation marks`);
  return textComparison(field, operator, value, type);
}

function textComparison(
  field: string,
  operator: string,
  value: string,
  type: FieldType,
): (actual: Value) => boolean {
  const wanted = value.toLowerCase();
  if (operator === ':') return (actual) => actual !== null && String(actual).toLowerCase() === wanted;
  if (operator !== '~') throw wrong(`"${field}" is not a number, so it cannot be compared by "${operator}"`);
  if (type === 'token') throw wrong(`"${field}" can only be compared by ":"`);
  if ([...wanted].length < MIN_PART) throw wrong(`"~" needs at least ${MIN_PART} characters`);
  return (actual) => actual !== null && String(actual).toLowerCase().includes(wanted);
}

function numericComparison(field: string, operator: string, value: string): (actual: Value) => boolean {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw wrong(`"${value}" is not a number`);
  const limit = Number(value);
  const passes: Record<string, (actual: number) => boolean> = {
    ':': (actual) => actual === limit,
    '<': (actual) => actual < limit,
    '<=': (actual) => actual <= limit,
    '>': (actual) => actual > limit,
    '>=': (actual) => actual >= limit,
  };
  const holds = passes[operator];
  if (!holds) throw wrong(`"${field}" is a number, so it cannot be compared by "${operator}"`);
  return (actual) => typeof actual === 'number' && holds(actual);
}

/** The shortest part of a string that can be searched for. */
const MIN_PART = 3;

const wrong = (why: string): Problem => refuse('bad_query', { why });
