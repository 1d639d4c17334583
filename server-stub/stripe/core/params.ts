/**
 * Parameter lists as data: each call names its parameters once, and gets them typed, or refuses as Stripe does
 * (unknown names, missing ones, wrong types, words outside an enum), nested names written `lines[0][amount]`.
 */
import type { Raw, RawNode } from './form.js';
import { currencyList, isCurrency } from '../money/currencies.js';
import { refuse } from './refusals.js';

export interface Kind<T> {
  read(raw: Raw, at: string): T;
  readonly required?: true;
}
export type Shape = Record<string, Kind<unknown>>;
type TypeOf<K> = K extends Kind<infer T> ? T : never;
type RequiredKeys<S> = { [K in keyof S]: S[K] extends { required: true } ? K : never }[keyof S];
/** What a shape reads to: required names are there, all others may be undefined. */
export type Read<S extends Shape> = { [K in RequiredKeys<S>]: TypeOf<S[K]> } & {
  [K in Exclude<keyof S, RequiredKeys<S>>]?: TypeOf<S[K]>;
};

/** Reads a decoded form by its shape. */
export function readParams<S extends Shape>(shape: S, raw: RawNode, at = ''): Read<S> {
  const unknown = [...raw.keys()]
    .filter((name) => !Object.hasOwn(shape, name))
    .map((name) => inside(at, name));
  if (unknown[0] !== undefined) {
    throw refuse(
      unknown.length > 1 ? 'unknown_parameters' : 'unknown_parameter',
      { name: unknown.join(', ') },
      unknown[0],
    );
  }
  const values: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(shape)) {
    const value = raw.get(name);
    if (value !== undefined) values[name] = kind.read(value, inside(at, name));
    else if (kind.required) throw refuse('missing_parameter', { name: inside(at, name) }, inside(at, name));
  }
  return values as Read<S>;
}

const inside = (at: string, name: string): string => (at === '' ? name : `${at}[${name}]`);

const kind = <T>(read: (raw: Raw, at: string) => T): Kind<T> => ({ read });

function scalar(raw: Raw, at: string, wanted: string): string {
  if (typeof raw !== 'string') throw refuse('invalid_value', { what: wanted, value: 'an object' }, at);
  if (raw === '') throw refuse('empty_value', { name: at }, at);
  return raw;
}

function checked<T>(wanted: string, pattern: RegExp, convert: (text: string) => T): Kind<T> {
  return kind((raw, at) => {
    const value = scalar(raw, at, wanted);
    if (!pattern.test(value)) {
      throw refuse(wanted === 'integer' ? 'invalid_integer' : 'invalid_value', { what: wanted, value }, at);
    }
    return convert(value);
  });
}

/** A string that cannot be unset. */
export const text: Kind<string> = kind((raw, at) => scalar(raw, at, 'string'));

/** The same with a length that Stripe limits. */
export function textUpTo(limit: number): Kind<string> {
  return kind((raw, at) => {
    const value = scalar(raw, at, 'string');
    if (value.length > limit) throw refuse('too_long', { limit }, at);
    return value;
  });
}

/** A parameter of Stripe's that the stand-in knows by name only: said so, lest it be taken for one that Stripe refuses. */
export const unmodelled: Kind<never> = kind((_raw, at) => {
  throw refuse('unmodelled', { name: at }, at);
});
/** A whole number; also times in Unix seconds and amounts in minor units. */
export const integer: Kind<number> = checked('integer', /^-?\d{1,15}$/, Number);
export const number: Kind<number> = checked('number', /^-?\d+(\.\d+)?$/, Number);
export const boolean: Kind<boolean> = checked('boolean', /^(true|false)$/, (value) => value === 'true');
/** A decimal string with at most 12 places, kept as text so that no digit is lost. */
export const decimal: Kind<string> = checked('decimal', /^-?\d{1,15}(\.\d{1,12})?$/, (value) => value);
/** A currency that Stripe charges in, in lower case. */
export const currency: Kind<string> = kind((raw, at) => {
  const code = scalar(raw, at, 'currency').toLowerCase();
  if (!isCurrency(code)) throw refuse('bad_currency', { code, currencies: currencyList }, at);
  return code;
});

/** The same, and an empty string unsets it (null). */
export function unsettable<T>(inner: Kind<T>): Kind<T | null> {
  return kind((raw, at) => (raw === '' ? null : inner.read(raw, at)));
}

/** A string that an empty string unsets. */
export const textOrNull: Kind<string | null> = unsettable(text);

export function required<T>(inner: Kind<T>): Kind<T> & { required: true } {
  return { read: inner.read, required: true };
}

/** One of a few words, refused in the order they are listed. */
export function oneOf<const W extends string>(...words: W[]): Kind<W> {
  return kind((raw, at) => {
    const word = words.find((candidate) => candidate === raw);
    if (word === undefined) throw refuse('bad_enum', { name: at, words: spoken(words) }, at);
    return word;
  });
}

function spoken(words: readonly string[]): string {
  if (words.length < 3) return words.join(' or ');
  return `${words.slice(0, -1).join(', ')}, or ${words.at(-1) ?? ''}`;
}

export function list<T>(inner: Kind<T>): Kind<T[]> {
  return kind((raw, at) => {
    if (typeof raw === 'string' || [...raw.keys()].some((key) => !/^\d+$/.test(key))) {
      throw refuse('invalid_container', { what: 'array' }, at);
    }
    return [...raw]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([index, value]) => inner.read(value, inside(at, index)));
  });
}

export function object<S extends Shape>(shape: S): Kind<Read<S>> {
  return kind((raw, at) => {
    if (typeof raw === 'string') throw refuse('invalid_container', { what: 'object' }, at);
    return readParams(shape, raw, at);
  });
}

/** Stripe's limits of metadata. */
const METADATA = { keys: 50, key: 40, value: 500 };

/** Metadata: string values; an empty string unsets one key (null), or the whole map. */
export const metadata: Kind<Record<string, string | null> | null> = unsettable(
  kind((raw, at) => {
    if (typeof raw === 'string') throw refuse('invalid_container', { what: 'object' }, at);
    if (raw.size > METADATA.keys) throw refuse('too_many', { limit: METADATA.keys }, at);
    const values: Record<string, string | null> = {};
    for (const [key, value] of raw) {
      const name = inside(at, key);
      if (typeof value !== 'string')
        throw refuse('invalid_value', { what: 'string', value: 'an object' }, name);
      if (key.length > METADATA.key) throw refuse('metadata_key', { limit: METADATA.key, key }, name);
      if (value.length > METADATA.value) throw refuse('too_long', { limit: METADATA.value }, name);
      values[key] = value === '' ? null : value;
    }
    return values;
  }),
);

/** A time, or a range of times by `gt`, `gte`, `lt`, `lte` (Unix seconds). */
export interface Range {
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
}
const range = object({ gt: integer, gte: integer, lt: integer, lte: integer });
export const timeRange: Kind<Range> = kind((raw, at) => {
  if (typeof raw !== 'string') return range.read(raw, at);
  const exact = integer.read(raw, at);
  return { gte: exact, lte: exact };
});

export const expandable = { expand: list(text) } satisfies Shape;
export const paging = {
  ...expandable,
  limit: integer,
  starting_after: text,
  ending_before: text,
} satisfies Shape;

/** Merges metadata as Stripe does: keys are added or replaced, null removes one, a null map removes all. */
export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string | null> | null | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === null) return {};
  const merged = Object.entries({ ...current, ...change });
  return Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The given values without the undefined ones: an update changes only what was sent. */
export function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
