/** Tells which column of a pasted table is what: by the words of its header, else by what stands in it. */
import { isProduct, kindOf, type CellKind, type NumberReader } from './paste-numbers.js';

export type PastedColumn = 'description' | 'quantity' | 'price' | 'amount';
export type Columns = (PastedColumn | null)[];

export interface Column {
  readonly index: number;
  readonly cells: readonly string[];
  /** What most of its cells are. */
  readonly kind: CellKind;
}

interface Guess extends Column {
  readonly values: readonly (string | null)[];
  /** Whether most of its numbers name a currency, which quantities never do. */
  readonly signed: boolean;
}

/** More columns than these are not tried against each other, nor more rows. */
const TRIED_COLUMNS = 6;
const TRIED_ROWS = 50;

/** In this order: `Tax amount` is none of ours, `Unit amount` is a price, `Total hours` are a quantity. */
const HEADERS: readonly (readonly [PastedColumn | null, RegExp])[] = [
  [
    null,
    /\b(tax|vat|gst|mwst|ust|discount|rabatt|sku|code|id|date|currency)\b|steuer|datum|währung|nummer|nr\b|^(unit|einheit|me|pos|no)$|\b(no|number)$/,
  ],
  ['price', /price (per|each)|\bper\b|unit (amount|cost|price)|(einzel|stück|einheits)(preis|betrag)|^ep$/],
  ['quantity', /\b(qty|quantity|quantities|hours|hrs)\b(?!.*\brate\b)|^(no|number) of |menge|anzahl|^(stunden|std|stk|units|days|tage|stück|count)$/], // prettier-ignore
  ['amount', /\b(amount|total|subtotal|sum|betrag|summe)\b|gesamt|(netto|zeilen|brutto)(betrag|summe)/],
  ['price', /\b(price|rate|cost)s?\b|preis|satz$/],
  ['description', /^(\p{L}+ )?(description|beschreibung|bezeichnung)$/u],
  ['description', /^(details?|services?|leistung(en)?|products?|produkte?|articles?|artikel|items?|position(en)?|tasks?|tätigkeit)( name)?$/], // prettier-ignore
];

const plain = (cell: string): string =>
  cell
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Which entry of the list above a header cell matches, -1 for none. */
const headerRank = (cell: string): number =>
  cell.length > 40 ? -1 : HEADERS.findIndex(([, words]) => words.test(plain(cell)));

export function columnOf(index: number, cells: readonly string[], reader: NumberReader): Column {
  const counts = new Map<CellKind, number>();
  for (const cell of cells) {
    const kind = kindOf(cell, reader);
    if (kind !== 'blank') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [kind = 'blank'] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return { index, cells, kind };
}

/** Whether the first row names the columns below it. A row that is taken for one is lost, so it takes some proof. */
export function isHeader(first: readonly string[], below: readonly Column[], reader: NumberReader): boolean {
  if (first.some((cell) => ['number', 'percent', 'date'].includes(kindOf(cell, reader)))) return false;
  const numbers = below.filter(({ kind }) => kind === 'number');
  const named = numbers.every(({ index }) => /\p{L}/u.test(first[index] ?? ''));
  const known = below.filter(({ index, kind }) => {
    const role = HEADERS[headerRank(first[index] ?? '')]?.[0];
    return role && (kind === 'blank' || (role === 'description') === (kind === 'text'));
  });
  const isAlone = below.every(({ kind }) => kind === 'blank');
  return known.length >= 2 || (named && !isAlone && (known.length === 1 || numbers.length >= 2));
}

export function columnsOf(
  header: readonly string[] | null,
  columns: readonly Column[],
  reader: NumberReader,
  currency: string,
): Columns {
  const found: Columns = columns.map(() => null);
  const set = (role: PastedColumn, column: Column | undefined): void => {
    if (column && !found.includes(role)) found[column.index] = role;
  };
  const ranks = columns.map(({ index }) => headerRank(header?.[index] ?? ''));
  for (const column of columns) {
    const role = HEADERS[ranks[column.index] ?? -1]?.[0];
    if (role && role !== 'description' && column.kind !== 'percent' && column.kind !== 'text')
      set(role, column);
  }
  const free = columns.filter(({ index }) => !found[index] && HEADERS[ranks[index] ?? -1]?.[0] !== null);
  const texts = free.filter(({ kind }) => kind === 'text');
  // `Description` goes before `Item`, and either before a column that is text.
  for (const rank of HEADERS.keys())
    if (HEADERS[rank]?.[0] === 'description')
      set(
        'description',
        texts.find(({ index }) => ranks[index] === rank),
      );
  set('description', texts[0] ?? free.find(({ kind }) => kind === 'date'));
  if (found.includes('price') || found.includes('amount')) return found;
  const guesses = free
    .filter(({ index, kind }) => kind === 'number' && !found[index])
    .map((column) => guessOf(column, reader));
  const others = columns.filter(({ kind }) => kind !== 'blank').length > 1;
  const roles = found.includes('quantity') ? { price: guesses[0] } : byContent(guesses, others, currency);
  for (const role of ['quantity', 'price', 'amount'] as const) set(role, roles[role]);
  return found;
}

function guessOf(column: Column, reader: NumberReader): Guess {
  const values = column.cells.slice(0, TRIED_ROWS).map(reader.value);
  const numbers = values.filter((value) => value !== null).length;
  const signed = column.cells.slice(0, TRIED_ROWS).filter((cell) => reader.signs(cell).length > 0).length;
  return { ...column, values, signed: signed * 2 > numbers };
}

type Roles = Partial<Record<PastedColumn, Column>>;

function byContent(numbers: readonly Guess[], others: boolean, currency: string): Roles {
  const product = productAmong(numbers.slice(0, TRIED_COLUMNS), currency);
  if (product) return product;
  const [first, ...more] = numbers;
  if (first && first.index === 0 && others && areRowNumbers(first.values))
    return byContent(more, false, currency);
  const [second] = more;
  if (!first || !second) return { price: first };
  if (first.signed && second.signed) return { price: first, amount: second };
  return inOrder(first, second);
}

const inOrder = (a: Guess, b: Guess): Roles =>
  a.signed && !b.signed ? { quantity: b, price: a } : { quantity: a, price: b };

/** The first three columns of which two multiplied are the third, in nearly every row. */
function productAmong(numbers: readonly Guess[], currency: string): Roles | null {
  for (const [i, a] of numbers.entries())
    for (const [j, b] of numbers.entries())
      for (const c of numbers.slice(j + 1))
        if (i < j && areProducts(a, b, c, currency)) return { ...inOrder(a, b), amount: c };
  return null;
}

function areProducts(a: Guess, b: Guess, c: Guess, currency: string): boolean {
  const rows = a.values.flatMap((left, row) => {
    const right = b.values[row] ?? null;
    const amount = c.values[row] ?? null;
    return left === null || right === null || amount === null
      ? []
      : [isProduct(left, right, amount, currency)];
  });
  return rows.length > 0 && rows.filter(Boolean).length >= rows.length * 0.8;
}

/** 1, 2, 3 and on, with gaps where a row has none. */
function areRowNumbers(values: readonly (string | null)[]): boolean {
  const numbers = values.filter((value) => value !== null);
  return numbers.length > 1 && numbers.every((value, index) => value === String(index + 1));
}
