/** What you see is what you finalize: the facts of a draft that a person agrees to, to be compared on the server. */
import { readInvoice, readLine } from './shape.js';
import type { InvoiceInput, Line, TaxAmount } from './types.js';

export interface FingerprintTax {
  rate: string | null;
  amount: number | null;
  behavior: string | null;
}

export interface FingerprintLine {
  id: string | null;
  description: string | null;
  quantity_decimal: string | null;
  unit_amount_decimal: string | null;
  amount: number | null;
  discounts: string[];
  taxes: FingerprintTax[];
  period_start: number | null;
  period_end: number | null;
}

/** Plain JSON; amounts in minor units, times in Unix seconds. */
export interface Fingerprint {
  customer: string | null;
  customer_email: string | null;
  currency: string | null;
  collection_method: string | null;
  auto_advance: boolean | null;
  due_date: number | null;
  discounts: string[];
  taxes: FingerprintTax[];
  subtotal: number | null;
  total: number | null;
  amount_due: number | null;
  lines: FingerprintLine[];
  /** False where the invoice was read with only its first lines. */
  lines_complete: boolean | null;
}

/** Where a draft is not what was shown. */
export interface Difference {
  /** A field of {@link Fingerprint}, or of {@link FingerprintLine} with `line`; `line` where a whole line came or went. */
  field: string;
  /** Id of the line. */
  line?: string;
  shown: unknown;
  now: unknown;
}

const taxOf = ({ tax_rate, amount, tax_behavior }: TaxAmount): FingerprintTax => ({
  rate: tax_rate,
  amount,
  behavior: tax_behavior,
});

const lineOf = (line: Line): FingerprintLine => ({
  id: line.id,
  description: line.description,
  quantity_decimal: line.quantity_decimal,
  unit_amount_decimal: line.unit_amount_decimal,
  amount: line.amount,
  discounts: line.discounts,
  taxes: line.taxes.map(taxOf),
  period_start: line.period?.start ?? null,
  period_end: line.period?.end ?? null,
});

/**
 * The facts of an invoice that the person who finalizes it agrees to. The same for every API shape of the same invoice,
 * and on both sides of the HTTP contract.
 *
 * @param lines all lines, where the invoice itself carries only the first of them
 */
export function fingerprint(json: InvoiceInput, lines?: object[]): Fingerprint {
  const invoice = readInvoice(json);
  const all = lines?.map((line) => readLine(line)) ?? invoice.lines;
  return {
    customer: invoice.customer,
    customer_email: invoice.customer_email,
    currency: invoice.currency,
    collection_method: invoice.collection_method,
    auto_advance: invoice.auto_advance,
    due_date: invoice.due_date,
    discounts: invoice.discounts,
    taxes: invoice.total_taxes.map(taxOf),
    subtotal: invoice.subtotal,
    total: invoice.total,
    amount_due: invoice.amount_due,
    lines: all.map(lineOf),
    lines_complete: lines !== undefined || !invoice.lines_has_more,
  };
}

type Reader = (value: unknown) => unknown;

const record = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text: Reader = (value) => (typeof value === 'string' ? value : null);
const number: Reader = (value) => (Number.isSafeInteger(value) ? value : null);
const flag: Reader = (value) => (typeof value === 'boolean' ? value : null);
const texts: Reader = (value) => list(value).map(text);
const taxes: Reader = (value) => list(value).map((tax) => read(TAX, tax));

const TAX: Record<keyof FingerprintTax, Reader> = { rate: text, amount: number, behavior: text };

const LINE: Record<keyof FingerprintLine, Reader> = {
  id: text,
  description: text,
  quantity_decimal: text,
  unit_amount_decimal: text,
  amount: number,
  discounts: texts,
  taxes,
  period_start: number,
  period_end: number,
};

const INVOICE: Record<keyof Omit<Fingerprint, 'lines'>, Reader> = {
  customer: text,
  customer_email: text,
  currency: text,
  collection_method: text,
  auto_advance: flag,
  due_date: number,
  discounts: texts,
  taxes,
  subtotal: number,
  total: number,
  amount_due: number,
  lines_complete: flag,
};

/** Takes from a stranger's JSON what a fingerprint can hold, in one order, and nothing else. */
function read(readers: Record<string, Reader>, value: unknown): Record<string, unknown> {
  const from = record(value);
  return Object.fromEntries(Object.entries(readers).map(([name, reader]) => [name, reader(from[name])]));
}

function compareFields(
  readers: Record<string, Reader>,
  shown: unknown,
  now: unknown,
  line?: string,
): Difference[] {
  const before = read(readers, shown);
  const after = read(readers, now);
  return Object.keys(readers)
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({
      field,
      ...(line !== undefined && { line }),
      shown: before[field],
      now: after[field],
    }));
}

function compareLines(shown: unknown, now: FingerprintLine[]): Difference[] {
  const gone = list(record(shown).lines).map((line) => read(LINE, line));
  const changed = now.flatMap((line) => {
    const id = line.id ?? '';
    const at = gone.findIndex((each) => each.id === id);
    if (at < 0) return [{ field: 'line', line: id, shown: null, now: line }];
    return compareFields(LINE, gone.splice(at, 1)[0], line, id);
  });
  const lost = gone.map((line) => ({
    field: 'line',
    line: typeof line.id === 'string' ? line.id : '',
    shown: line,
    now: null,
  }));
  return [...changed, ...lost];
}

/**
 * Where the invoice differs from what was shown, field by field; empty where it does not. The order of the lines does
 * not count.
 *
 * @param shown what a browser sent: may be anything at all
 * @param now the fingerprint of the invoice as it is
 */
export function compareFingerprints(shown: unknown, now: Fingerprint): Difference[] {
  return [...compareFields(INVOICE, shown, now), ...compareLines(shown, now.lines)];
}
