/** Cuts what was pasted into rows and cells: tab-separated as spreadsheets put it, or CSV. */

export interface TableRow {
  /** Which row of the paste it is, from 1, empty ones counted. */
  readonly source: number;
  readonly cells: readonly string[];
}

export interface Table {
  /** Rows that have anything in them, all of the same width. */
  readonly rows: readonly TableRow[];
  /** How many lines stand behind what was read. */
  readonly unread: number;
}

type Delimiter = '\t' | ';' | ',' | null;

const MAX_LENGTH = 1_000_000;
const MAX_ROWS = 2000;
const MAX_COLUMNS = 100;
/** As much as tells what parts the cells. */
const SAMPLE = 50_000;

/** Whether a paste is more than one cell. */
export const isBlock = (text: string): boolean => /[\t\r\n]/.test(text.trim());

export function readTable(text: string): Table {
  const body = text.replace(/^\ufeff/, '');
  const delimiter = delimiterOf(body.slice(0, SAMPLE));
  const rows: TableRow[] = [];
  let at = 0;
  for (let source = 1; at < body.length && source <= MAX_ROWS; source++) {
    const row = readRow(body, at, delimiter);
    // A row that is cut off would have half a number in it.
    if (row.end > MAX_LENGTH) break;
    if (row.cells.some(Boolean)) rows.push({ source, cells: row.cells.slice(0, MAX_COLUMNS) });
    at = row.end;
  }
  return { rows: evened(rows), unread: linesIn(body.slice(at)) };
}

/** A tab outside of quotes decides; a semicolon or comma only if every line has one. */
function delimiterOf(sample: string): Delimiter {
  const bare = sample.replace(/"[^"]*"/g, '""');
  if (bare.includes('\t')) return '\t';
  const lines = bare.split(/[\r\n]+/).filter((line) => line.trim());
  if (lines.length === 0) return null;
  // The last line of the sample may be cut off.
  const whole = lines.slice(0, Math.max(1, lines.length - 1));
  if (whole.every((line) => line.includes(';'))) return ';';
  return whole.every((line) => line.includes(',')) && whole.some(isCommaSeparated) ? ',' : null;
}

/** Whether the commas of a line part cells: some of them quoted or numbers, unlike in `12,50` and `Design, layout`. */
function isCommaSeparated(line: string): boolean {
  if (/"" ?,|, ?""/.test(line)) return true;
  const cells = line.split(',').map((cell) => cell.trim());
  const besideWords = cells.some((cell, index) => index > 0 && !/\d,\d/.test(`${cells[index - 1]},${cell}`));
  const many = cells.length > 2 && !/\d,\d{3}(?!\d)/.test(line);
  return (besideWords || many) && cells.some((cell) => /\d/.test(cell) && !/\p{L}/u.test(cell));
}

interface ReadRow {
  cells: string[];
  /** Where the next row begins. */
  end: number;
}

function readRow(text: string, from: number, delimiter: Delimiter): ReadRow {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const cell = quotedCell(text, at, delimiter) ?? bareCell(text, at, delimiter);
    cells.push(cell.value.trim());
    if (delimiter === null || text[cell.end] !== delimiter) return { cells, end: lineEnd(text, cell.end) };
    at = cell.end + 1;
  }
}

interface ReadCell {
  value: string;
  end: number;
}

/** A cell in quotes; null where the quotes are a part of the text (`5" pipe`, `"Best" deal`). */
function quotedCell(text: string, from: number, delimiter: Delimiter): ReadCell | null {
  let open = from;
  while (text[open] === ' ') open++;
  if (text[open] !== '"') return null;
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  const next = text[close + 1];
  if (close < 0 || !(next === undefined || next === delimiter || next === '\r' || next === '\n')) return null;
  return { value: text.slice(open + 1, close).replaceAll('""', '"'), end: close + 1 };
}

function bareCell(text: string, from: number, delimiter: Delimiter): ReadCell {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\r' && text[end] !== '\n') end++;
  return { value: text.slice(from, end), end };
}

const lineEnd = (text: string, at: number): number => at + (text.startsWith('\r\n', at) ? 2 : 1);

/** Without the columns at the end that no row has anything in, and with cells for all the others. */
function evened(rows: readonly TableRow[]): TableRow[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.findLastIndex(Boolean) + 1));
  return rows.map(({ source, cells }) => ({
    source,
    cells: Array.from({ length: width }, (_, column) => cells[column] ?? ''),
  }));
}

function linesIn(text: string): number {
  const rest = text.trim();
  let lines = rest ? 1 : 0;
  for (let at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n', at + 1)) lines++;
  return lines;
}
