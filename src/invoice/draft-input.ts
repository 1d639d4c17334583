/** Reads a draft for the estimate: one that is being typed, or the JSON of one that Stripe has worked out. */
import { readInvoice, readLine } from './shape.js';
import type { EstimatedTax, DraftDiscount, DraftInput, DraftLine, DraftTaxRate } from './totals.js';
import type { InvoiceInput, Line, TaxAmount } from './types.js';

/** A line with what Stripe worked out for it, where it did: then that stands instead of the draft's rates and discounts. */
export interface ReadDraftLine extends DraftLine {
  /** Its share of all discounts, minor units. */
  taken?: number;
  taxes?: EstimatedTax[];
}

export interface ReadDraft {
  lines: ReadDraftLine[];
  default_tax_rates: DraftTaxRate[];
  discounts: DraftDiscount[];
}

type Json = Record<string, unknown>;

const fields = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Json;
const items = (value: unknown): unknown[] => {
  const list = Array.isArray(value) ? value : fields(value)['data'];
  return Array.isArray(list) ? list : [];
};

const isRate = (value: unknown): value is DraftTaxRate => typeof fields(value)['percentage'] === 'number';

/** A coupon, or a discount around one; before 2025-09-30.clover it stood there without `source`. */
function discountOf(value: unknown): DraftDiscount {
  const discount = fields(value);
  const coupon = fields(discount['source'])['coupon'] ?? discount['coupon'];
  return typeof coupon === 'object' && coupon !== null ? coupon : discount;
}

const isWritten = (value: unknown): value is string | number =>
  value !== undefined && value !== null && value !== '';

/** What people or forms write: a text, a number, or a decimal of the SDK; undefined for nothing at all. */
function written(...values: unknown[]): string | undefined {
  return values.find(isWritten)?.toString();
}

/** Stripe's lines name their taxes and discounts, even where there are none. */
const isWorkedOut = (line: Json) =>
  ['taxes', 'tax_amounts', 'discount_amounts'].some((name) => Array.isArray(line[name]));

/** Of a rate that is only named, the percentage is not known. */
function taxOf({ tax_rate, amount, tax_behavior }: TaxAmount, rates: DraftTaxRate[]): EstimatedTax {
  const inclusive = tax_behavior === 'inclusive';
  const rate = rates.find(({ id }) => id === tax_rate) ?? { id: tax_rate ?? '', percentage: 0, inclusive };
  return { rate, amount, inclusive };
}

function workedOut(line: Line, rates: DraftTaxRate[]): ReadDraftLine {
  return {
    amount: line.amount,
    taken: line.discount_amounts.reduce((sum, { amount }) => sum + amount, 0),
    taxes: line.taxes.map((tax) => taxOf(tax, rates)),
  };
}

function typed(line: Json): ReadDraftLine {
  const amount = Number.isInteger(line['amount']) ? (line['amount'] as number) : null;
  const price = fields(line['price_data']);
  const own = [line['unit_amount_decimal'], line['unit_amount']];
  const unit = written(...own, price['unit_amount_decimal'], price['unit_amount']);
  return {
    amount,
    unit_amount_decimal: unit ?? (amount === null ? readLine(line).unit_amount_decimal : null),
    quantity_decimal: written(line['quantity_decimal'], line['quantity']) ?? null,
    discountable: line['discountable'] !== false,
    discounts: items(line['discounts']).map(discountOf),
    tax_rates: items(line['tax_rates']).filter(isRate),
  };
}

/** Never throws: what is missing or malformed counts nothing. */
export function readDraft(json: DraftInput | InvoiceInput): ReadDraft {
  const raw = fields(fields(json)['object'] === 'event' ? readInvoice(json) : json);
  const default_tax_rates = items(raw['default_tax_rates']).filter(isRate);
  const lines = items(raw['lines']).map(fields);
  return {
    lines: lines.map((line) =>
      isWorkedOut(line) ? workedOut(readLine(line), default_tax_rates) : typed(line),
    ),
    default_tax_rates,
    discounts: [...items(raw['discounts']), raw['discount']].map(discountOf),
  };
}
