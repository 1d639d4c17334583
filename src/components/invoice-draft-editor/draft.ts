/**
 * The draft as it stands in the editor: what a person typed beside what Stripe last said. Pure and immutable; each
 * function returns a new draft. See {@link merge} for how the two are kept together, {@link nextStep} for what is sent.
 */
import { minorUnits } from '../../invoice/money.js';
import type { CollectionMethod, Invoice, Line } from '../../invoice/types.js';
import type { Price } from '../../invoice/wire.js';
import { decimalPlaces } from '../../invoice/decimal.js';
import { readDecimal, shiftPoint } from './numbers.js';

/** Decimal places that Stripe keeps of a quantity, and of a unit price in minor units. */
const MAX_PLACES = 12;
/** Stripe's limit on the lines of one invoice. */
export const MAX_LINES = 250;
/** Digits before the point of what Stripe can work with. */
const MAX_DIGITS = 12;
const DAY = 86_400;

/** What one line says. Numbers are decimal strings; empty is nothing typed, null is something that is no number. */
export interface LineValues {
  description: string;
  quantity: string | null;
  /** Price of one unit in major units, so that it stays what was typed when the currency is changed. */
  price: string | null;
  /** The price in the catalog (`price_…`) that `price` comes from; empty for a one-off. */
  catalog: string;
}

export type Field = 'description' | 'quantity' | 'price';
export const FIELDS: readonly Field[] = ['description', 'quantity', 'price'];

/** What keeps a cell from being sent. `refused` is what Stripe said of the values that it was sent. */
export type CellFault = 'needed' | 'unreadable' | 'too_precise' | 'too_large' | 'refused';

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
    readonly field: Field | null;
    readonly detail: string;
    readonly values: LineValues;
  } | null;
}

/** Due terms: `days:14` from the making of the draft, `date:1796558400` (Unix seconds), or nothing. */
export type Terms = `days:${number}` | `date:${number}` | '';

/** The draft's own fields, as far as they are edited here. */
export interface Header {
  collection: CollectionMethod;
  terms: Terms;
  memo: string;
}

/** A line that was sent to be added, by the row it was typed in. */
export interface Added {
  key: number;
  values: LineValues;
}

export interface Draft {
  /** Lower-case code. */
  readonly currency: string;
  readonly header: Header;
  readonly baseHeader: Header;
  readonly headerRefusal: { readonly param: string; readonly detail: string; readonly values: Header } | null;
  readonly rows: readonly Row[];
  /** Lines that were removed here and are still at Stripe. */
  readonly removed: readonly string[];
  /** Lines on their way to Stripe, or sent and never answered. */
  readonly adding: readonly Added[];
  /** Somebody else changed what was being edited here. */
  readonly conflict: boolean;
  readonly nextKey: number;
}

const BLANK: LineValues = { description: '', quantity: '1', price: '', catalog: '' };
const NEW_HEADER: Header = { collection: 'send_invoice', terms: 'days:30', memo: '' };

/** A draft that is not at Stripe yet, with one empty row. */
export function newDraft(currency: string): Draft {
  return addRow({
    currency,
    header: NEW_HEADER,
    baseHeader: NEW_HEADER,
    headerRefusal: null,
    rows: [],
    removed: [],
    adding: [],
    conflict: false,
    nextKey: 1,
  });
}

/** What Stripe says of a line. A line that is only an amount is read as one of that price. */
export function valuesOf(line: Line): LineValues {
  const minor = line.unit_amount_decimal ?? String(line.amount);
  return {
    description: line.description ?? '',
    quantity: line.unit_amount_decimal === null ? '1' : shiftPoint(line.quantity_decimal, 0),
    price: shiftPoint(minor, -minorUnits(line.currency)),
    catalog: line.price ?? '',
  };
}

/** What Stripe says of the draft's own fields. It keeps a due date only; whole days from the making are days again. */
export function headerOf(invoice: Invoice): Header {
  const due = invoice.collection_method === 'send_invoice' ? invoice.due_date : null;
  const days = due !== null && invoice.created !== null ? (due - invoice.created) / DAY : NaN;
  return {
    collection: invoice.collection_method,
    terms: due === null ? '' : Number.isInteger(days) && days >= 0 ? `days:${days}` : `date:${due}`,
    memo: invoice.description ?? '',
  };
}

/** A row for a line that is at Stripe. */
export function rowOf(line: Line, key: number): Row {
  const values = valuesOf(line);
  return { key, id: line.id, mine: values, typed: {}, base: values, line, product: '', refusal: null };
}

/** Puts an empty row at the end. */
export function addRow(draft: Draft): Draft {
  const row: Row = {
    key: draft.nextKey,
    id: '',
    mine: BLANK,
    typed: {},
    base: null,
    line: null,
    product: '',
    refusal: null,
  };
  return { ...draft, rows: [...draft.rows, row], nextKey: draft.nextKey + 1 };
}

/** Takes a row away; one that Stripe knows is removed there by the next save. */
export function removeRow(draft: Draft, key: number): Draft {
  const row = draft.rows.find((each) => each.key === key);
  if (!row) return draft;
  return {
    ...draft,
    rows: draft.rows.filter((each) => each !== row),
    removed: row.id ? [...draft.removed, row.id] : draft.removed,
  };
}

/** Takes what was typed into a cell; `locale` says how its numbers are meant. */
export function typeInto(draft: Draft, key: number, field: Field, text: string, locale: string): Draft {
  return changeRow(draft, key, (row) => {
    if (field === 'description') return { ...row, mine: { ...row.mine, description: text } };
    const currency = field === 'price' ? draft.currency : undefined;
    const value = text.trim() === '' ? '' : readDecimal(text, locale, currency);
    const mine = { ...row.mine, [field]: value };
    // A price of one's own is no longer the catalog's.
    if (field === 'price' && value !== row.mine.price) mine.catalog = '';
    return { ...row, mine, typed: { ...row.typed, [field]: text } };
  });
}

/** The person is done with a cell: a number that was understood is drawn anew, so that it is seen how; others stay. */
export function leaveCell(draft: Draft, key: number, field: Field): Draft {
  const row = draft.rows.find((each) => each.key === key);
  if (!row || field === 'description' || row.typed[field] === undefined || row.mine[field] === null)
    return draft;
  const { [field]: _, ...typed } = row.typed;
  return changeRow(draft, key, () => ({ ...row, typed }));
}

/** Fills a row from the catalog. */
export function pickPrice(draft: Draft, key: number, price: Price): Draft {
  const product = typeof price.product === 'string' ? null : price.product;
  const units = minorUnits(price.currency);
  return changeRow(draft, key, (row) => {
    const { price: _, ...typed } = row.typed;
    const mine: LineValues = {
      description: price.nickname || product?.name || row.mine.description,
      quantity: row.mine.quantity || '1',
      price: price.unit_amount_decimal === null ? '' : shiftPoint(price.unit_amount_decimal, -units),
      catalog: price.unit_amount_decimal === null ? '' : price.id,
    };
    return { ...row, mine, typed, product: product?.id ?? '' };
  });
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
    (mine.quantity === '1' || mine.quantity === '')
  );
}

/** What keeps a row from being sent, by cell. A blank row that is not at Stripe is no fault. */
export function faultsOf(row: Row, currency: string): Partial<Record<Field, CellFault>> {
  if (!row.id && isBlank(row)) return {};
  const { description, quantity, price } = row.mine;
  const faults: Partial<Record<Field, CellFault>> = {};
  if (!description.trim()) faults.description = 'needed';
  const quantityFault = numberFault(quantity, MAX_PLACES);
  const priceFault = numberFault(price, MAX_PLACES + minorUnits(currency));
  if (quantityFault) faults.quantity = quantityFault;
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
export function isRowDirty(row: Row): boolean {
  return row.base ? !sameValues(row.mine, row.base) : !isBlank(row);
}

/** Whether anything here is not at Stripe. */
export function isDirty(draft: Draft): boolean {
  return (
    draft.removed.length > 0 ||
    draft.adding.length > 0 ||
    !sameHeader(draft.header, draft.baseHeader) ||
    draft.rows.some(isRowDirty)
  );
}

/** Whether a row is to be sent and can be. */
export const waits = (row: Row, currency: string): boolean => isRowDirty(row) && isSound(row, currency);

const headerIsRefused = ({ header, headerRefusal }: Draft): boolean =>
  headerRefusal !== null && sameHeader(headerRefusal.values, header);

export const headerWaits = (draft: Draft): boolean =>
  !sameHeader(draft.header, draft.baseHeader) && !headerIsRefused(draft);

/** Whether there is anything that can be sent; a draft is made once there is. */
export function hasWork(draft: Draft): boolean {
  return (
    headerWaits(draft) || draft.removed.length > 0 || draft.rows.some((row) => waits(row, draft.currency))
  );
}

/** Whether everything that is not at Stripe can be sent. */
export function isSendable(draft: Draft): boolean {
  return (
    !headerIsRefused(draft) && draft.rows.every((row) => !isRowDirty(row) || isSound(row, draft.currency))
  );
}

/** The same price once more, typed by hand, is no change. */
const samePrice = (mine: LineValues, other: LineValues): boolean =>
  mine.price === other.price && (mine.catalog === other.catalog || !mine.catalog);

export function sameValues(mine: LineValues, other: LineValues): boolean {
  return mine.description === other.description && mine.quantity === other.quantity && samePrice(mine, other);
}

const sameHeader = (a: Header, b: Header): boolean =>
  a.collection === b.collection &&
  a.memo === b.memo &&
  (a.terms === b.terms || a.collection !== 'send_invoice');

export function changeRow(draft: Draft, key: number, change: (row: Row) => Row): Draft {
  return { ...draft, rows: draft.rows.map((row) => (row.key === key ? change(row) : row)) };
}
