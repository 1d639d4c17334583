/** What a person has written for a credit note, field by field; immutable. Amounts are minor units. */
import type { CreditNote } from '../../invoice/wire.js';
import type { By, LineLeft, Limits } from './limits.js';
import { withWish, type WayBack, type Wishes } from './split.js';

/** How much is said: a total, or what of the items. */
export type Way = 'amount' | 'items';

/** What of an item is credited; null is all that is left of it. */
export interface Chosen {
  by: By;
  quantity: number | null;
  amount: number | null;
}

/** A line that stands for itself. */
export interface OwnLine {
  on: boolean;
  description: string;
  amount: number | null;
  /** Ids of tax rates. */
  taxes: readonly string[];
}

export interface Typed {
  way: Way;
  /** Null is all that can still be credited. */
  amount: number | null;
  /** By id of the line. */
  chosen: ReadonlyMap<string, Chosen>;
  shipping: boolean;
  own: OwnLine;
  wishes: Wishes;
  reason: CreditNote['reason'];
  memo: string;
  /** Whether Stripe emails it to the customer. */
  email: boolean;
  /** Numbers as they stand in their fields while they are written, by id of the field. */
  texts: ReadonlyMap<string, string>;
}

export const UNTOUCHED: Typed = {
  way: 'amount',
  amount: null,
  chosen: new Map(),
  shipping: false,
  own: { on: false, description: '', amount: null, taxes: [] },
  wishes: [],
  reason: null,
  memo: '',
  email: true,
  texts: new Map(),
};

/** The fields that numbers are written into. */
export type NumberField =
  { name: 'amount' } | { name: 'own' } | { name: 'quantity' | 'part'; line: string } | { name: WayBack };

/** The id that a field has on the page, by which labels and faults point to it. */
export const fieldId = (field: NumberField): string =>
  'line' in field ? `${field.name}-${field.line}` : field.name;

/** Writes a number into its field; text that is none leaves the value as it was. */
export function typeNumber(typed: Typed, field: NumberField, text: string, value: number | null): Typed {
  const texts = new Map(typed.texts).set(fieldId(field), text);
  return { ...(value === null ? typed : withNumber(typed, field, value)), texts };
}

/** What was written in a field is no longer being written: it is shown as the locale writes it. */
export function settle(typed: Typed, field: NumberField): Typed {
  return { ...typed, texts: without(typed.texts, fieldId(field)) };
}

/** Sets a number by a click; null takes all that is left. */
export function setNumber(typed: Typed, field: NumberField, value: number | null): Typed {
  return settle(withNumber(typed, field, value), field);
}

function withNumber(typed: Typed, field: NumberField, value: number | null): Typed {
  switch (field.name) {
    case 'amount':
      return { ...typed, amount: value };
    case 'own':
      return { ...typed, own: { ...typed.own, amount: value } };
    case 'quantity':
      return withChosen(typed, field.line, { quantity: value });
    case 'part':
      return withChosen(typed, field.line, { amount: value });
    default:
      return value === null ? typed : { ...typed, wishes: withWish(typed.wishes, field.name, value) };
  }
}

function withChosen(typed: Typed, line: string, change: Partial<Chosen>): Typed {
  const before = typed.chosen.get(line);
  if (!before) return typed;
  return { ...typed, chosen: new Map(typed.chosen).set(line, { ...before, ...change }) };
}

/** An item joins, all that is left of it, or leaves. */
export function choose(typed: Typed, line: string, left: LineLeft | undefined, on: boolean): Typed {
  const [by] = left?.by ?? [];
  const texts = without(without(typed.texts, `quantity-${line}`), `part-${line}`);
  if (!on || !by) return { ...typed, texts, chosen: without(typed.chosen, line) };
  return { ...typed, texts, chosen: new Map(typed.chosen).set(line, { by, quantity: null, amount: null }) };
}

/** Everything that is left of the invoice, or nothing of it. */
export function chooseAll(typed: Typed, { lines, shipping }: Limits, on: boolean): Typed {
  const all = [...lines].reduce((so, [line, left]) => {
    return on && so.chosen.has(line) ? so : choose(so, line, left, on);
  }, typed);
  return { ...all, shipping: on && shipping !== null };
}

export const setBy = (typed: Typed, line: string, by: By): Typed => withChosen(typed, line, { by });

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  const less = new Map(map);
  less.delete(key);
  return less;
}
