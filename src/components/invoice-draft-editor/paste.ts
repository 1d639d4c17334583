/** Reads a block of cells that was pasted from a spreadsheet into lines of an invoice. Never throws. */
import { compareDecimals, decimalPlaces, multiplyDecimals } from '../../invoice/decimal.js';
import { calculate } from './arithmetic.js';
import { columnOf, columnsOf, isHeader, type Columns, type PastedColumn } from './paste-columns.js';
import { decimalsOf, inMinor, isProduct, kindOf, numberReader, type NumberReader } from './paste-numbers.js';
import { readTable, type TableRow } from './paste-table.js';

export type { PastedColumn } from './paste-columns.js';
export { isBlock } from './paste-table.js';

/** Decimal places that Stripe keeps of a price. */
const MAX_PLACES = 12;

export interface PasteFault {
  readonly column: PastedColumn;
  /**
   * `mismatch`: the amount is not quantity times price. `indivisible`: the amount cannot be parted by the quantity, so
   * that the line has one of the whole.
   */
  readonly problem: 'unreadable' | 'mismatch' | 'indivisible';
  /** The cell as it was pasted. */
  readonly text: string;
}

export interface PastedRow {
  /** Which row of the paste it is, from 1, the header and empty rows counted. */
  readonly source: number;
  readonly cells: readonly string[];
  readonly description: string;
  /** A plain decimal: `1` where the cell is empty or there is none, empty where it could not be read. */
  readonly quantity: string;
  /** A plain decimal in major units, empty where the cell is empty or could not be read. */
  readonly price: string;
  readonly faults: readonly PasteFault[];
}

export interface Pasted {
  readonly rows: readonly PastedRow[];
  /** What each column was taken for; null for one that is not used. */
  readonly columns: readonly (PastedColumn | null)[];
  /** The first row, where it names the columns. */
  readonly header: readonly string[] | null;
  /** Rows that were left out because they add up the rows above. */
  readonly totals: readonly TableRow[];
  readonly decimal: '.' | ',';
  /** Some numbers, as `1,234`, could be read either way, and nothing but the locale told which. */
  readonly ambiguous: boolean;
  /** Signs and codes of other currencies that stood beside the prices. */
  readonly currencies: readonly string[];
  /** How many lines were too many to be read. */
  readonly unread: number;
}

interface Setting {
  locale: string;
  /** The invoice's currency, a code of either case. */
  currency: string;
}

export function readPasted(text: string, { locale, currency }: Setting): Pasted {
  const table = readTable(text);
  const kinds = numberReader(locale, currency);
  const columnsIn = (rows: readonly TableRow[]) =>
    (rows[0]?.cells ?? []).map((_, index) => columnOf(index, rows.map(({ cells }) => cells[index] ?? ''), kinds)); // prettier-ignore
  const [first, ...below] = table.rows;
  const empty = (first?.cells ?? []).map((_, index) => columnOf(index, [], kinds));
  const headed =
    first !== undefined && isHeader(first.cells, below.length > 0 ? columnsIn(below) : empty, kinds);
  const header = headed ? first.cells : null;
  const body = headed ? below : table.rows;

  const found = columnsIn(body);
  const numbers = found
    .filter(({ kind }) => kind === 'number')
    .flatMap(({ cells }) => cells.filter((cell) => kindOf(cell, kinds) === 'number'));
  const decimals = decimalsOf(numbers, locale);
  const reader = numberReader(locale, currency, decimals.decimal);
  const columns = columnsOf(header, found, reader, currency);
  const { lines, totals } = withoutTotals(
    body.filter(({ cells }) =>
      columns.some((role, index) => role && kindOf(cells[index] ?? '', kinds) !== 'blank'),
    ),
    (row) => rowOf(row, columns, reader, currency),
    ({ cells }) => reader.value(cells[columns.indexOf('amount')] ?? ''),
    reader,
    currency,
  );
  return {
    rows: lines,
    columns,
    header,
    totals,
    ...decimals,
    currencies: foreignIn(body, columns, reader),
    unread: table.unread,
  };
}

function rowOf(
  { source, cells }: TableRow,
  columns: Columns,
  reader: NumberReader,
  currency: string,
): PastedRow {
  const faults: PasteFault[] = [];
  const cell = (column: PastedColumn): string => cells[columns.indexOf(column)] ?? '';
  /** Null for an empty cell; a fault for what is no number. */
  const number = (column: PastedColumn): string | null => {
    const value = reader.value(cell(column));
    if (value !== null || kindOf(cell(column), reader) === 'blank') return value;
    faults.push({ column, problem: 'unreadable', text: cell(column) });
    return '';
  };
  const values = valuesOf(number('quantity'), number('price'), number('amount'), currency);
  if (values.fault) {
    const { column, problem } = values.fault;
    faults.push({ column, problem, text: cell(column) });
  }
  const { quantity, price } = values;
  const description = cell('description').replace(/\s+/g, ' ');
  return { source, cells, description, quantity, price, faults };
}

interface Values {
  quantity: string;
  price: string;
  fault?: Pick<PasteFault, 'column' | 'problem'>;
}

/** Null is a cell that is not there, empty one that could not be read. */
function valuesOf(
  quantity: string | null,
  price: string | null,
  amount: string | null,
  currency: string,
): Values {
  if (price !== null || !amount) {
    const row: Values = { quantity: quantity ?? '1', price: price ?? '' };
    const agrees =
      !amount || !row.price || !row.quantity || isProduct(row.quantity, row.price, amount, currency);
    return agrees ? row : { ...row, fault: { column: 'amount', problem: 'mismatch' } };
  }
  if (quantity === null) return { quantity: '1', price: amount };
  if (quantity === '') return { quantity, price: '' };
  const each = quotient(amount, quantity);
  if (each !== null) return { quantity, price: each };
  return { quantity: '1', price: amount, fault: { column: 'quantity', problem: 'indivisible' } };
}

/** The exact quotient, or null where there is none that Stripe could keep. */
function quotient(amount: string, quantity: string): string | null {
  const each = calculate(`${amount}/${quantity}`, 'en');
  if (each === null || decimalPlaces(each) > MAX_PLACES) return null;
  return compareDecimals(multiplyDecimals(each, quantity) ?? '', amount) === 0 ? each : null;
}

const TOTAL =
  /^((grand|sub|net|netto|gross|brutto|invoice|order) )*(total|totals|subtotal|sum|summe|gesamt(summe|betrag|preis)?|zwischensumme|nettosumme|nettobetrag|bruttosumme|endsumme|endbetrag|rechnungsbetrag)( (net|netto|gross|brutto|due|amount|betrag|sum|summe|\p{L}{3}))*$/u;

/** Parts the rows from those that only add up the ones above, by their words and their amount. */
function withoutTotals(
  rows: readonly TableRow[],
  read: (row: TableRow) => PastedRow,
  amountOf: (row: TableRow) => string | null,
  reader: NumberReader,
  currency: string,
): { lines: PastedRow[]; totals: TableRow[] } {
  const lines: PastedRow[] = [];
  const totals: TableRow[] = [];
  let sum = 0n;
  for (const row of rows) {
    const total = totalIn(row.cells, reader);
    const off = total === null ? 2n : inMinor(total, currency) - sum;
    if (lines.length > 0 && off >= -1n && off <= 1n) {
      totals.push(row);
      continue;
    }
    const line = read(row);
    lines.push(line);
    sum += inMinor(amountOf(row) ?? multiplyDecimals(line.quantity, line.price) ?? '', currency);
  }
  return { lines, totals };
}

/** The amount of a row that says to be a total, wherever its words and its amount stand. */
function totalIn(cells: readonly string[], reader: NumberReader): string | null {
  const said = cells.filter(Boolean);
  const last = said.at(-1) ?? '';
  if (last.length > 60) return null;
  const [label = ''] = /^[^\p{Nd}]*/u.exec(said.join(' ').slice(0, 100)) ?? [];
  const words = label.toLowerCase().replace(/[^\p{L}]+/gu, ' ').trim(); // prettier-ignore
  if (!TOTAL.test(words)) return null;
  return reader.value(last) ?? reader.value(last.replace(/^[\p{L}\s:-]*[\s:]/u, ''));
}

function foreignIn(rows: readonly TableRow[], columns: Columns, reader: NumberReader): string[] {
  const amounts = rows.flatMap(({ cells }) =>
    cells.filter(
      (cell, index) => ['price', 'amount'].includes(columns[index] ?? '') && reader.value(cell) !== null,
    ),
  );
  return [...new Set(amounts.flatMap((cell) => reader.signs(cell).filter(reader.isForeign)))];
}
