/**
 * Stripe's search language, read into clauses and written again (docs: search, query language). A page's query is never
 * passed on as text, so no quotation mark, joining word or minus in it can undo what the scope adds.
 */
import { badParameter } from './problems.js';

/** What a field can be asked: numbers take comparisons, strings also parts of themselves, tokens only the whole. */
type FieldType = 'numeric' | 'string' | 'token';

/** What may be searched for, and how much at once. */
export interface Searchable {
  fields: Readonly<Record<string, FieldType>>;
  /** Whether `metadata["key"]` may be asked for; all but these keys. */
  metadata?: { reserved: readonly string[] };
  maxClauses: number;
  /** A query that works, for the refusal. */
  example: string;
}

export interface Clause {
  negated: boolean;
  field: string;
  /** The key of a `metadata` clause. */
  key: string | null;
  operator: string;
  /** Null asks for the absence of a value. */
  value: string | null;
  /** Of a field that holds numbers, which are written without quotation marks. */
  numeric?: boolean;
}

/** Stripe joins all clauses of a query by the same word. */
export interface Search {
  join: 'AND' | 'OR';
  clauses: Clause[];
}

const QUOTED = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/.source;
const CLAUSE = new RegExp(
  `\\s*(-?)([a-z_]{1,40})(?:\\[\\s*(?:${QUOTED})\\s*\\])?\\s*(<=|>=|:|~|<|>)\\s*(?:${QUOTED}|(-?\\d{1,15}|null)(?![^\\s]))\\s*`,
  'y',
);
const JOIN = /(AND|OR)(?=\s)/iy;

/** The clauses of a query; a 400 for anything that is not one. Blanks between clauses mean AND, as at Stripe. */
export function parseSearch(query: string, searchable: Searchable): Search {
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  for (let at = 0; ;) {
    CLAUSE.lastIndex = at;
    clauses.push(readClause(CLAUSE.exec(query) ?? refuse(searchable), searchable));
    at = CLAUSE.lastIndex;
    if (at === query.length) break;
    JOIN.lastIndex = at;
    const join = JOIN.exec(query);
    joins.add(join ? join[1]!.toUpperCase() : 'AND');
    if (join) at = JOIN.lastIndex;
  }
  if (joins.size > 1 || clauses.length > searchable.maxClauses) refuse(searchable);
  return { join: joins.has('OR') ? 'OR' : 'AND', clauses };
}

function readClause(found: RegExpExecArray, searchable: Searchable): Clause {
  const [, minus, field = '', doubleKey, singleKey, operator = '', double, single, bare] = found;
  const key = plain(doubleKey ?? singleKey) ?? null;
  const quoted = plain(double ?? single);
  const clause: Clause = {
    negated: minus === '-',
    field,
    key,
    operator,
    value: quoted ?? (bare === 'null' ? null : (bare ?? '')),
    numeric: searchable.fields[field] === 'numeric',
  };
  if (!isAskable(clause, quoted !== undefined, searchable)) refuse(searchable);
  return clause;
}

function isAskable(
  { field, key, operator, value }: Clause,
  quoted: boolean,
  { fields, metadata }: Searchable,
): boolean {
  if (field === 'metadata') {
    if (!metadata || key === null || operator !== ':' || (value !== null && !quoted)) return false;
    if (metadata.reserved.some((name) => name.toLowerCase() === key.toLowerCase())) throw hidden(key);
    return true;
  }
  if (key !== null || !Object.hasOwn(fields, field)) return false;
  if (value === null) return operator === ':';
  if (fields[field] === 'numeric') return operator !== '~' && /^-?\d{1,15}$/.test(value);
  return quoted && (operator === ':' || (operator === '~' && fields[field] === 'string'));
}

/** What a page may not see, it may not ask about either. */
const hidden = (key: string): Error =>
  badParameter(
    'parameter_forbidden',
    'query',
    `metadata["${key.slice(0, 40)}"] says whose an invoice is; it cannot be searched for. Leave it out.`,
  );

function refuse({ fields, metadata, maxClauses, example }: Searchable): never {
  const names = [...Object.keys(fields), ...(metadata ? ['metadata["key"]'] : [])].join(', ');
  const detail = `query must be up to ${maxClauses} clauses such as ${example}, all joined by OR or all by AND. Fields: ${names}.`;
  throw badParameter('parameter_invalid', 'query', detail);
}

/** Quoted text without the backslashes that escape in it. */
const plain = (quoted: string | undefined): string | undefined => quoted?.replace(/\\([^])/g, '$1');

/** The clause as Stripe reads it; numbers bare, everything else in quotation marks. */
export function written({ negated, field, key, operator, value, numeric }: Clause): string {
  const asked = value === null ? 'null' : numeric ? value : quoted(value);
  return `${negated ? '-' : ''}${field}${key === null ? '' : `[${quoted(key)}]`}${operator}${asked}`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Clauses that a search must meet besides its own, as text for Stripe. */
export const equals = (field: string, value: string, key: string | null = null): string =>
  written({ negated: false, field, key, operator: ':', value });

/** The queries that together find what the search means, each of them joined by AND so that more can be asked of it. */
export function alternatives({ join, clauses }: Search): Clause[][] {
  return join === 'AND' ? [clauses] : clauses.map((clause) => [clause]);
}
