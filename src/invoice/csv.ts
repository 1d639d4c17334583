/**
 * Invoices as a table that spreadsheets and scripts read alike: RFC 4180, columns by Stripe's own names, amounts as plain
 * decimals beside their currency, times in UTC. No cell that holds what somebody typed can be taken for a formula.
 */
import { minorUnits } from './money.js';
import { standing } from './state.js';
import type { Invoice } from './types.js';

/** What somebody may have typed, which is made harmless, or what we wrote ourselves: numbers and times. */
export type CsvCell = string | { plain: string };

/** Spreadsheets take what begins so for a formula, behind blanks and marks without width too, in either width. */
const FORMULA = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
/** Other separators than ours are quoted as well: not every program splits at the comma alone. */
const QUOTED = /[",;\t\r\n]|^\s|\s$/;
const BOM = '\ufeff';

/** Rows as text, each with its end of line. @param bom - begins with the mark by which Excel knows UTF-8 */
export function writeCsv(rows: readonly (readonly CsvCell[])[], { bom = false } = {}): string {
  const lines = rows.map((row) => `${row.map(written).join(',')}\r\n`);
  return (bom ? BOM : '') + lines.join('');
}

function written(cell: CsvCell): string {
  const text = typeof cell === 'string' ? harmless(cell) : cell.plain;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Minor units as a plain decimal with a point: 1234 of `usd` is `12.34`. */
export function plainAmount(amount: number, currency: string): string {
  const places = minorUnits(currency);
  const digits = String(Math.abs(amount)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places);
  return `${amount < 0 ? '-' : ''}${whole}${places ? `.${fraction}` : ''}`;
}

type Column = (invoice: Invoice, now: number) => CsvCell;

const text =
  (read: (invoice: Invoice) => string | null): Column =>
  (invoice) =>
    read(invoice) ?? '';

const money =
  (read: (invoice: Invoice) => number | null): Column =>
  (invoice) => {
    const amount = read(invoice);
    return { plain: amount === null ? '' : plainAmount(amount, invoice.currency) };
  };

const time =
  (read: (invoice: Invoice) => number | null): Column =>
  (invoice) => {
    const at = read(invoice);
    return { plain: at === null ? '' : new Date(at * 1000).toISOString().replace('.000Z', 'Z') };
  };

const COLUMNS: Readonly<Record<string, Column>> = {
  id: text(({ id }) => id),
  number: text(({ number }) => number),
  status: text(({ status }) => status),
  state: (invoice, now) => standing(invoice, invoice.payments, now).state,
  customer: text(({ customer }) => customer),
  customer_name: text(({ customer_name }) => customer_name),
  customer_email: text(({ customer_email }) => customer_email),
  currency: text(({ currency }) => currency),
  subtotal: money(({ subtotal }) => subtotal),
  total_excluding_tax: money(({ total_excluding_tax }) => total_excluding_tax),
  total: money(({ total }) => total),
  amount_due: money(({ amount_due }) => amount_due),
  amount_paid: money(({ amount_paid }) => amount_paid),
  amount_remaining: money(({ amount_remaining }) => amount_remaining),
  collection_method: text(({ collection_method }) => collection_method),
  created: time(({ created }) => created),
  due_date: time(({ due_date }) => due_date),
  automatically_finalizes_at: time(({ automatically_finalizes_at }) => automatically_finalizes_at),
  finalized_at: time(({ status_transitions }) => status_transitions.finalized_at),
  paid_at: time(({ status_transitions }) => status_transitions.paid_at),
  voided_at: time(({ status_transitions }) => status_transitions.voided_at),
  marked_uncollectible_at: time(({ status_transitions }) => status_transitions.marked_uncollectible_at),
  description: text(({ description }) => description),
};

/** The names of the columns, as the first row. */
export const invoiceHeadings: readonly string[] = Object.keys(COLUMNS);

/** An invoice as a row beneath {@link invoiceHeadings}. @param now - Unix seconds, on which its state depends */
export const invoiceCells = (invoice: Invoice, now: number): CsvCell[] =>
  Object.values(COLUMNS).map((column) => column(invoice, now));
