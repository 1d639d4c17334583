/**
 * The allow-list in: what a page may send, as tables of rules. A parameter that no rule names never reaches Stripe,
 * and each refusal names its parameter as Stripe would (`lines[0][quantity_decimal]`).
 */
import { badParameter } from './problems.js';
import type { Json } from './stripe.js';

/** One parameter. `clearable` ones also take the empty string, which unsets a value at Stripe. */
export type Rule = { clearable?: true } & (
  | { type: 'string'; max: number; oneOf?: readonly string[]; pattern?: RegExp }
  | { type: 'integer'; min?: number; max?: number }
  | { type: 'boolean' }
  /** A decimal number as a string, at most 12 decimal places. */
  | { type: 'decimal' }
  | { type: 'array'; max: number; of: Rule }
  | { type: 'object'; fields: Fields; required?: readonly string[] }
  | { type: 'metadata' }
  /** Passed to our own code only, never to Stripe. */
  | { type: 'json' }
);
export type Fields = Readonly<Record<string, Rule>>;

/** Where a value stands: `[]` is the body itself. */
type Path = readonly (string | number)[];

export interface CheckOptions {
  /** Values come from a query string, so numbers and booleans are still text. */
  fromQuery?: boolean;
  /** Metadata keys that the page may not write. */
  reserved?: readonly string[];
}

/** What a browser must never decide, by the name it would have (OWASP API3, property-level authorization). */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'transfer_data',
  'application_fee_amount',
  'application_fee_percent',
  'on_behalf_of',
  'issuer',
  'liability',
  'account',
  'stripe_account',
  'source',
  'mandate',
  'subscription',
  'invoice_metadata',
]);

/** The largest integer that Stripe takes as an amount. */
const MAX_INTEGER = 999_999_999_999;
const DECIMAL = /^-?\d{1,15}(\.\d{1,12})?$/;
/** Bound on a JSON document; the deepest real parameter (`lines[0][price_data][product_data][name]`) is 5 deep. */
const MAX_DEPTH = 12;

/** The parameters, all of them known and well-formed; throws a 400 {@link Refusal} for the first one that is not. */
export function checkFields(
  value: unknown,
  rule: Extract<Rule, { type: 'object' }>,
  options: CheckOptions = {},
): Json {
  if (isDeep(value))
    throw badParameter('parameter_invalid', '', `The JSON body is nested deeper than ${MAX_DEPTH} levels.`);
  return checkObject(value, rule, [], options);
}

function check(value: unknown, rule: Rule, path: Path, options: CheckOptions): unknown {
  if (value === '' && rule.clearable) return '';
  switch (rule.type) {
    case 'string':
      return checkString(value, rule, path);
    case 'integer':
      return checkInteger(options.fromQuery ? numberFrom(value) : value, rule, path);
    case 'boolean':
      return checkBoolean(options.fromQuery ? booleanFrom(value) : value, path);
    case 'decimal':
      if (typeof value === 'string' && DECIMAL.test(value)) return value;
      throw invalid(
        path,
        'must be a decimal number as a string with at most 12 decimal places, such as "1.5"',
      );
    case 'array':
      return checkArray(value, rule, path, options);
    case 'object':
      return checkObject(value, rule, path, options);
    case 'metadata':
      return checkMetadata(value, path, options);
    case 'json':
      if (isObject(value)) return value;
      throw invalid(path, 'must be an object');
  }
}

function checkString(value: unknown, rule: Extract<Rule, { type: 'string' }>, path: Path): string {
  if (typeof value !== 'string') throw invalid(path, 'must be a string');
  if (value.length > rule.max) throw invalid(path, `must be at most ${rule.max} characters long`);
  if (rule.oneOf && !rule.oneOf.includes(value))
    throw invalid(path, `must be one of ${rule.oneOf.join(', ')}`);
  if (rule.pattern && !rule.pattern.test(value)) throw invalid(path, `must match ${rule.pattern.source}`);
  return value;
}

function checkInteger(value: unknown, rule: Extract<Rule, { type: 'integer' }>, path: Path): number {
  const { min = -MAX_INTEGER, max = MAX_INTEGER } = rule;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw notInteger(path, min, max);
}

const notInteger = (path: Path, min: number, max: number): Error =>
  badParameter(
    'parameter_invalid_integer',
    bracketed(path),
    `${bracketed(path)} must be an integer from ${min} to ${max}.`,
  );

function checkBoolean(value: unknown, path: Path): boolean {
  if (typeof value === 'boolean') return value;
  throw invalid(path, 'must be true or false');
}

function checkArray(
  value: unknown,
  rule: Extract<Rule, { type: 'array' }>,
  path: Path,
  options: CheckOptions,
): unknown[] {
  if (!Array.isArray(value)) throw invalid(path, 'must be an array');
  if (value.length > rule.max)
    throw invalid(path, `must hold at most ${rule.max} entries; this one holds ${value.length}`);
  return value.map((entry, index) => check(entry, rule.of, [...path, index], options));
}

function checkObject(
  value: unknown,
  rule: Extract<Rule, { type: 'object' }>,
  path: Path,
  options: CheckOptions,
): Json {
  if (!isObject(value)) throw invalid(path, 'must be an object');
  const checked: Json = {};
  for (const [name, entry] of Object.entries(value)) {
    const at = [...path, name];
    const field = Object.hasOwn(rule.fields, name) ? rule.fields[name] : undefined;
    if (!field) throw unknownParameter(at, rule.fields);
    checked[name] = check(entry, field, at, options);
  }
  for (const name of rule.required ?? []) {
    if (checked[name] === undefined) {
      const param = bracketed([...path, name]);
      throw badParameter('parameter_missing', param, `Missing required param: ${param}.`);
    }
  }
  return checked;
}

/** At most 50 keys of 40 characters, values of 500 (Stripe, metadata). */
function checkMetadata(value: unknown, path: Path, options: CheckOptions): Json {
  if (!isObject(value)) throw invalid(path, 'must be an object of strings');
  const entries = Object.entries(value);
  if (entries.length > 50) throw invalid(path, 'must have at most 50 keys');
  for (const [key, text] of entries) {
    const at = [...path, key];
    if (options.reserved?.includes(key)) {
      throw badParameter(
        'parameter_forbidden',
        bracketed(at),
        `${bracketed(at)} says whose this is; only your backend may set it. Leave it out.`,
      );
    }
    if (key.length > 40 || /[[\]]/.test(key) || key === '')
      throw invalid(at, 'must be 1 to 40 characters long, without square brackets');
    if (typeof text !== 'string' || text.length > 500)
      throw invalid(at, 'must be a string of at most 500 characters');
  }
  return Object.fromEntries(entries);
}

function unknownParameter(path: Path, fields: Fields): Error {
  const param = bracketed(path);
  const name = String(path.at(-1));
  if (FORBIDDEN.has(name)) {
    const detail = `${param} is never taken from a browser. Leave it out; where you need it, set it in your backend.`;
    return badParameter('parameter_forbidden', param, detail);
  }
  const known = Object.keys(fields).join(', ') || 'none';
  return badParameter(
    'parameter_unknown',
    param,
    `Received unknown parameter: ${param}. Known here: ${known}.`,
  );
}

const invalid = (path: Path, what: string): Error =>
  path.length === 0
    ? badParameter('parameter_invalid', '', `The JSON body ${what}.`)
    : badParameter('parameter_invalid', bracketed(path), `${bracketed(path)} ${what}.`);

/** `['lines', 0, 'amount']` → `lines[0][amount]`; names come from outside, so their length is bounded. */
function bracketed(path: Path): string {
  const [first = '', ...rest] = path.map((part) => String(part).slice(0, 60));
  return first + rest.map((part) => `[${part}]`).join('');
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const numberFrom = (text: unknown): unknown =>
  typeof text === 'string' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;

const booleanFrom = (text: unknown): unknown => (text === 'true' ? true : text === 'false' ? false : text);

/** Without recursion, so that depth itself can do no harm. */
function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    level = level.flatMap((entry): unknown[] =>
      entry && typeof entry === 'object' ? Object.values(entry) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** The deepest of a query: `lines[0][tax_amounts][0][amount]`. */
const MAX_NAME_PARTS = 5;
const NAME = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/** `?created[gte]=1&expand[]=a&expand[]=b` → `{created: {gte: '1'}, expand: ['a', 'b']}`; a name that is none stays one. */
export function queryObject(search: URLSearchParams): Json {
  const result = branch();
  for (const [name, value] of search) {
    const [, head = name, brackets = ''] = NAME.exec(name) ?? [];
    const parts = [head, ...[...brackets.matchAll(/\[([^\]]*)\]/g)].map(([, part = '']) => part)];
    put(result, parts.length > MAX_NAME_PARTS ? [name] : parts, value);
  }
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, withArrays(value)]));
}

/** Without a prototype, since its names come from outside. */
const branch = (): Json => Object.create(null) as Json;

function put(at: Json, [part = '', ...rest]: string[], value: string): void {
  const name = part === '' ? String(Object.keys(at).length) : part;
  if (rest.length === 0) at[name] = value;
  else put((at[name] = isObject(at[name]) ? at[name] : branch()), rest, value);
}

/** What has only numbers for names is an array; its order is theirs. */
function withArrays(value: unknown): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, withArrays(inner)] as const);
  const isArray = entries.every(([name]) => /^\d{1,3}$/.test(name));
  return isArray ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
