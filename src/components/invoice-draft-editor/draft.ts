/**
 * The draft as it stands in the editor: what a person typed beside what Stripe last said. Pure and immutable; each
 * function returns a new draft. See {@link merge} for how the two are kept together, {@link nextStep} for what is sent.
 */
import { minorUnits } from '../../invoice/money.js';
import type { Line } from '../../invoice/types.js';
import type { DiscountParams, Price } from '../../invoice/wire.js';
import { decimalPlaces } from '../../invoice/decimal.js';
import { calculate } from './arithmetic.js';
import {
  changedFields,
  headerFault,
  NEW_HEADER,
  sameField,
  sameHeader,
  type Header,
  type HeaderName,
} from './header-fields.js';
import { once } from './memo.js';
import { isReordered, misplaced } from './order.js';
import { BLANK, partOf, sameValues, valuesOf, type LineName, type LineValues } from './line-fields.js';
import { readDecimal, shiftPoint } from './numbers.js';

/** Decimal places that Stripe keeps of a quantity, and of a unit price in minor units. */
const MAX_PLACES = 12;
/** Stripe's limit on the lines of one invoice. */
export const MAX_LINES = 250;
/** Digits before the point of what Stripe can work with. */
const MAX_DIGITS = 12;

/** The cells of a row, in the order in which they are filled. */
export type Field = 'description' | 'quantity' | 'price';
export const FIELDS: readonly Field[] = ['description', 'quantity', 'price'];

/** What keeps a part of a line from being sent. `refused` is what Stripe said of the values that it was sent. */
export type CellFault = 'needed' | 'unreadable' | 'too_precise' | 'too_large' | 'negative' | 'refused';

export interface Row {
  /** Holds for as long as the row is on the screen. */
  readonly key: number;
  /** Id of the line at Stripe; empty until it is there. */
  readonly id: string;
  readonly mine: LineValues;
  /** Numbers as they were typed; a cell that is not in here is drawn from `mine`. */
  readonly typed: { readonly quantity?: string; readonly price?: string };
  /** What Stripe last said of the line; null until it is there. */
  readonly base: LineValues | null;
  /** The line as Stripe has it: its amount and taxes. */
  readonly line: Line | null;
  /** Product of the picked catalog price; a changed price stays with it. */
  readonly product: string;
  /** Stripe's refusal of these very values. */
  readonly refusal: {
    readonly field: LineName | null;
    readonly detail: string;
    readonly values: LineValues;
  } | null;
}

/** A line that was sent to be added, by the row it was typed in. */
export interface Added {
  key: number;
  values: LineValues;
}

/** Stripe's refusal of this very value of a field of the draft; of any where it did not say of which. */
export interface HeaderRefusal {
  readonly field: HeaderName | null;
  readonly detail: string;
  readonly values: Header;
}

/**
 * Something that was being edited here and was changed elsewhere too. What was typed here stands in the draft and wins
 * when it is saved; what it was before, and what somebody else made of it, is kept here to be taken instead.
 */
export type Conflict =
  | { readonly row: null; readonly field: HeaderName; readonly before: Header; readonly theirs: Header }
  | {
      /** Key of the row. */
      readonly row: number;
      readonly field: LineName;
      readonly before: LineValues;
      readonly theirs: LineValues;
    }
  /** The line was removed elsewhere; the row stays, as a new one. */
  | { readonly row: number; readonly field: null; readonly before: LineValues; readonly theirs: null };

export interface Draft {
  /** Lower-case code. */
  readonly currency: string;
  readonly header: Header;
  readonly baseHeader: Header;
  readonly headerRefusals: readonly HeaderRefusal[];
  readonly rows: readonly Row[];
  /** Ids of the lines at Stripe, in Stripe's order. */
  readonly order: readonly string[];
  /** Lines that were removed here and are still at Stripe. */
  readonly removed: readonly string[];
  /** Lines on their way to Stripe, or sent and never answered. */
  readonly adding: readonly Added[];
  readonly conflicts: readonly Conflict[];
  /** What the discounts (`di_…`) that the draft has were made from, as far as is known. */
  readonly madeFrom: Readonly<Record<string, DiscountParams>>;
  /** Prices that are known to be of the catalog: they can be given again, one-off prices of lines cannot. */
  readonly picked: readonly string[];
  readonly nextKey: number;
}

/** A draft that is not at Stripe yet, with one empty row. */
export function newDraft(currency: string): Draft {
  return withTail({
    currency,
    header: NEW_HEADER,
    baseHeader: NEW_HEADER,
    headerRefusals: [],
    rows: [],
    order: [],
    removed: [],
    adding: [],
    conflicts: [],
    madeFrom: {},
    picked: [],
    nextKey: 1,
  });
}

/** A row for a line that is at Stripe. */
export function rowOf(line: Line, key: number, defaultTaxes: readonly string[]): Row {
  const values = valuesOf(line, defaultTaxes);
  return { key, id: line.id, mine: values, typed: {}, base: values, line, product: '', refusal: null };
}

const blankRow = (key: number, mine: LineValues = BLANK): Row => ({
  key, id: '', mine, typed: {}, base: null, line: null, product: '', refusal: null,
}); // prettier-ignore

/** Exactly one empty row at the end, to write on in; none where the invoice is full. */
export function withTail(draft: Draft): Draft {
  const { rows } = draft;
  let end = rows.length;
  while (end > 0 && isEmptyNew(rows[end - 1])) end--;
  const tail = rows[end] ?? blankRow(draft.nextKey);
  const kept = rows.slice(0, end);
  if (kept.length < MAX_LINES) kept.push(tail);
  if (kept.length === rows.length && kept.at(-1) === rows.at(-1)) return draft;
  return { ...draft, rows: kept, nextKey: Math.max(draft.nextKey, tail.key + 1) };
}

const isEmptyNew = (row: Row | undefined): boolean => row !== undefined && !row.id && isBlank(row);

/** The rows that say something, or stand for a line at Stripe. */
export const written = ({ rows }: Draft): readonly Row[] => rows.filter((row) => !isEmptyNew(row));

/** Takes a row away; one that Stripe knows is removed there by the next save. */
export function removeRow(draft: Draft, key: number): Draft {
  const row = draft.rows.find((each) => each.key === key);
  if (!row) return draft;
  return withTail({
    ...draft,
    rows: draft.rows.filter((each) => each !== row),
    removed: row.id ? [...draft.removed, row.id] : draft.removed,
    conflicts: draft.conflicts.filter((conflict) => conflict.row !== key),
  });
}

/** Moves a row by so many places, within the rows that are written in. */
export function moveRow(draft: Draft, key: number, by: number): Draft {
  const from = draft.rows.findIndex((row) => row.key === key);
  const row = draft.rows[from];
  const to = from + by;
  if (!row || isEmptyNew(row) || to < 0 || to >= written(draft).length) return draft;
  const rows = draft.rows.filter((each) => each !== row);
  rows.splice(to, 0, row);
  return { ...draft, rows };
}

/** Puts rows that say this behind what is written; those that no longer fit are left out. */
export function addRows(draft: Draft, lines: readonly Partial<LineValues>[]): Draft {
  const before = written(draft);
  const fitting = lines.slice(0, MAX_LINES - before.length);
  const added = fitting.map((values, index) => blankRow(draft.nextKey + index, { ...BLANK, ...values }));
  return withTail({ ...draft, rows: [...before, ...added], nextKey: draft.nextKey + added.length });
}

/** Takes what was typed into a cell; `locale` says how its numbers are meant. */
export function typeInto(draft: Draft, key: number, field: Field, text: string, locale: string): Draft {
  const changed = changeRow(draft, key, (row) => {
    if (field === 'description') return { ...row, mine: { ...row.mine, description: text } };
    const currency = field === 'price' ? draft.currency : undefined;
    const value =
      text.trim() === '' ? '' : (calculate(text, locale, currency) ?? readDecimal(text, locale, currency));
    const mine = { ...row.mine, [field]: value };
    // A price of one's own is no longer the catalog's.
    if (field === 'price' && value !== row.mine.price) mine.catalog = '';
    return { ...row, mine, typed: { ...row.typed, [field]: text } };
  });
  return withTail(changed);
}

/** The person is done with a cell: a number that was understood is drawn anew, so that it is seen how; others stay. */
export function leaveCell(draft: Draft, key: number, field: Field): Draft {
  const row = draft.rows.find((each) => each.key === key);
  if (!row || field === 'description' || row.typed[field] === undefined || row.mine[field] === null)
    return draft;
  const { [field]: _, ...typed } = row.typed;
  return changeRow(draft, key, () => ({ ...row, typed }));
}

/** A part of a line as others, or an earlier state, have it; a one-off price is given again by its amount. */
export function partAgain(
  draft: Draft,
  { base }: Row,
  name: LineName,
  from: LineValues,
): Partial<LineValues> {
  const part = partOf(name, from);
  const known = from.catalog === base?.catalog || draft.picked.includes(from.catalog);
  return name === 'price' && !known ? { ...part, catalog: '' } : part;
}

/** Gives a cell back as it was. */
export function restoreCell(draft: Draft, key: number, field: Field, was: Row): Draft {
  const restored = changeRow(draft, key, (row) => {
    const { catalog } = field === 'price' ? was.mine : row.mine;
    const { [field as 'price']: _, ...typed } = row.typed;
    return { ...row, mine: { ...row.mine, [field]: was.mine[field], catalog }, typed };
  });
  return withTail(restored);
}

/** Changes what a line says beside its cells: taxes, discounts, period. */
export function changeLine(draft: Draft, key: number, change: Partial<LineValues>): Draft {
  return withTail(changeRow(draft, key, (row) => ({ ...row, mine: { ...row.mine, ...change } })));
}

/** Fills a row from the catalog. */
export function pickPrice(draft: Draft, key: number, price: Price): Draft {
  const product = typeof price.product === 'string' ? null : price.product;
  const units = minorUnits(price.currency);
  const knowing = { ...draft, picked: [...draft.picked, price.id] };
  const picked = changeRow(knowing, key, (row) => {
    const { price: _, ...typed } = row.typed;
    const known = price.unit_amount_decimal !== null;
    const mine: LineValues = {
      ...row.mine,
      description: price.nickname || product?.name || row.mine.description,
      quantity: row.mine.quantity || '1',
      price: known ? shiftPoint(price.unit_amount_decimal ?? '', -units) : '',
      catalog: known ? price.id : '',
    };
    return { ...row, mine, typed, product: product?.id ?? '' };
  });
  return withTail(picked);
}

/** Changes the draft's own fields. */
export function changeHeader(draft: Draft, change: Partial<Header>): Draft {
  const header = { ...draft.header, ...change };
  if (header.collection === 'send_invoice' && !header.terms) header.terms = NEW_HEADER.terms;
  return { ...draft, header };
}

/** Another currency, which is possible until the draft is at Stripe. Amounts stay as typed, catalog prices become one-offs. */
export function changeCurrency(draft: Draft, currency: string): Draft {
  const rows = draft.rows.map((row) => ({ ...row, mine: { ...row.mine, catalog: '' }, product: '' }));
  return { ...draft, currency, rows };
}

/** Whether nothing was typed into the row. */
export function isBlank({ mine, typed }: Row): boolean {
  return (
    !mine.description.trim() &&
    mine.price === '' &&
    !typed.price?.trim() &&
    (mine.quantity === '1' || mine.quantity === '') &&
    !mine.taxes.length &&
    !mine.discounts.length &&
    !mine.period
  );
}

export type Faults = Readonly<Partial<Record<LineName, CellFault>>>;

/** What keeps a row from being sent, by cell. A blank row that is not at Stripe is no fault. */
export function faultsOf(row: Row, currency: string): Faults {
  const known = faultsByCurrency(row);
  return (known[currency] ??= findFaults(row, currency));
}

const faultsByCurrency = once((_: Row): Record<string, Faults> => ({}));

function findFaults(row: Row, currency: string): Faults {
  if (!row.id && isBlank(row)) return {};
  const { description, quantity, price } = row.mine;
  const faults: Partial<Record<LineName, CellFault>> = {};
  if (!description.trim()) faults.description = 'needed';
  const quantityFault = numberFault(quantity, MAX_PLACES);
  const priceFault = numberFault(price, MAX_PLACES + minorUnits(currency));
  // Stripe takes a credit as a negative price, never as a negative quantity.
  if (quantityFault ?? quantity?.startsWith('-')) faults.quantity = quantityFault ?? 'negative';
  if (priceFault) faults.price = priceFault;
  if (row.refusal && sameValues(row.refusal.values, row.mine))
    faults[row.refusal.field ?? 'description'] = 'refused';
  return faults;
}

function numberFault(value: string | null, places: number): CellFault | null {
  if (value === null) return 'unreadable';
  if (value === '') return 'needed';
  if (value.replace(/^-|\..*$/g, '').length > MAX_DIGITS) return 'too_large';
  return decimalPlaces(value) > places ? 'too_precise' : null;
}

export const isSound = (row: Row, currency: string): boolean => !Object.keys(faultsOf(row, currency)).length;

/** Whether Stripe does not have the row as it is here. */
export const isRowDirty = once((row: Row): boolean =>
  row.base ? !sameValues(row.mine, row.base) : !isBlank(row),
);

/** Whether anything here is not at Stripe. */
export const isDirty = once(
  (draft: Draft): boolean =>
    draft.removed.length > 0 ||
    draft.adding.length > 0 ||
    !sameHeader(draft.header, draft.baseHeader) ||
    draft.rows.some(isRowDirty) ||
    isReordered(draft),
);

/** Whether a row is to be sent and can be. */
export const waits = (row: Row, currency: string): boolean => isRowDirty(row) && isSound(row, currency);

const isRefused = ({ header, headerRefusals }: Draft, name: HeaderName): boolean =>
  headerRefusals.some(({ field, values }) =>
    field === null ? sameHeader(values, header) : field === name && sameField(name, values, header),
  );

/** The refusals of what the fields still say. */
export const refusalsOf = (draft: Draft): readonly HeaderRefusal[] =>
  draft.headerRefusals.filter(({ field, values }) =>
    field === null ? sameHeader(values, draft.header) : sameField(field, values, draft.header),
  );

/** The header as it can be sent: what was refused, or is not finished, stays as Stripe has it. */
export function sendableHeader(draft: Draft): Header {
  const { header, baseHeader } = draft;
  const refused = changedFields(header, baseHeader).filter(
    (name) => headerFault(name, header) || isRefused(draft, name),
  );
  return { ...header, ...Object.fromEntries(refused.map((name) => [name, baseHeader[name]])) };
}

export const headerWaits = (draft: Draft): boolean => !sameHeader(sendableHeader(draft), draft.baseHeader);

/** Whether there is anything that can be sent; a draft is made once there is. */
export function hasWork(draft: Draft): boolean {
  return (
    headerWaits(draft) ||
    draft.removed.length > 0 ||
    draft.rows.some((row) => waits(row, draft.currency)) ||
    misplaced(draft).length > 0
  );
}

/** Whether everything that is not at Stripe can be sent. */
export function isSendable(draft: Draft): boolean {
  return (
    sameHeader(sendableHeader(draft), draft.header) &&
    draft.rows.every((row) => !isRowDirty(row) || isSound(row, draft.currency))
  );
}

export function changeRow(draft: Draft, key: number, change: (row: Row) => Row): Draft {
  return { ...draft, rows: draft.rows.map((row) => (row.key === key ? change(row) : row)) };
}
