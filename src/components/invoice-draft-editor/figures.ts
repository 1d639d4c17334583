/** The amounts beside what is typed: Stripe's own while the draft is as Stripe has it, our estimate while it is not. */
import { minorUnits } from '../../invoice/money.js';
import { estimateTotals, type DraftLine } from '../../invoice/totals.js';
import type { Invoice } from '../../invoice/types.js';
import type { TaxRate } from '../../invoice/wire.js';
import { isDirty, isRowDirty, type Draft, type Row } from './draft.js';
import { shiftPoint } from './numbers.js';

export interface TaxFigure {
  /** Null where Stripe worked the tax out by itself, or the rate is not known here. */
  rate: TaxRate | null;
  /** Minor units. */
  amount: number;
  inclusive: boolean;
}

/** Amounts are integers in minor units. */
export interface Figures {
  /** Not Stripe's own numbers. */
  estimated: boolean;
  /** One for each row, null where it cannot be worked out yet. */
  amounts: readonly (number | null)[];
  subtotal: number;
  discount: number;
  shipping: number;
  taxes: readonly TaxFigure[];
  total: number;
}

export type Rates = ReadonlyMap<string, TaxRate>;

export function figuresOf(draft: Draft, invoice: Invoice | null, rates: Rates): Figures {
  return invoice && !isDirty(draft)
    ? stripesFigures(draft, invoice, rates)
    : estimatedFigures(draft, invoice, rates);
}

function stripesFigures(draft: Draft, invoice: Invoice, rates: Rates): Figures {
  return {
    estimated: false,
    amounts: draft.rows.map((row) => row.line?.amount ?? null),
    subtotal: invoice.subtotal,
    discount: discountOf(invoice),
    shipping: invoice.amount_shipping,
    taxes: invoice.total_taxes.map(({ tax_rate, amount, tax_behavior }) => ({
      rate: rates.get(tax_rate ?? '') ?? null,
      amount,
      inclusive: tax_behavior === 'inclusive',
    })),
    total: invoice.total,
  };
}

function estimatedFigures(draft: Draft, invoice: Invoice | null, rates: Rates): Figures {
  const known = (ids: readonly string[]): TaxRate[] => ids.flatMap((id) => rates.get(id) ?? []);
  const discount = invoice ? discountOf(invoice) : 0;
  const shipping = invoice?.amount_shipping ?? 0;
  const lines = draft.rows.map((row) => estimatedLine(row, draft.currency, known));
  const estimate = estimateTotals({
    currency: draft.currency,
    lines,
    default_tax_rates: known(invoice?.default_tax_rates ?? []),
    discounts: discount ? [{ amount_off: discount }] : [],
  });
  return {
    estimated: true,
    amounts: estimate.lines.map(({ amount }) => amount),
    subtotal: estimate.subtotal,
    discount: estimate.discount,
    shipping,
    taxes: estimate.taxes.map(({ rate, amount, inclusive }) => ({
      rate: rates.get(rate.id) ?? null,
      amount,
      inclusive,
    })),
    total: estimate.total + shipping,
  };
}

function estimatedLine(row: Row, currency: string, known: (ids: readonly string[]) => TaxRate[]): DraftLine {
  const carried = row.line?.tax_rates.length ? { tax_rates: known(row.line.tax_rates) } : {};
  const discountable = row.line?.discountable ?? true;
  if (row.line && !isRowDirty(row)) return { amount: row.line.amount, discountable, ...carried };
  const { quantity, price } = row.mine;
  if (!quantity || !price) return { amount: null };
  const unit_amount_decimal = shiftPoint(price, minorUnits(currency));
  return { quantity_decimal: quantity, unit_amount_decimal, discountable, ...carried };
}

const discountOf = (invoice: Invoice): number =>
  invoice.total_discount_amounts.reduce((sum, { amount }) => sum + amount, 0);

/** Ids of the tax rates that the draft carries somewhere. */
export function carriedRates(invoice: Invoice): string[] {
  return [
    ...invoice.default_tax_rates,
    ...invoice.lines.flatMap((line) => line.tax_rates),
    ...invoice.total_taxes.flatMap(({ tax_rate }) => tax_rate ?? []),
  ];
}

/** When the draft would be due by what is chosen; Unix seconds, null for a charge. */
export function dueDate({ header }: Draft, created: number): number | null {
  if (header.collection !== 'send_invoice') return null;
  const [unit, count] = header.terms.split(':');
  return unit === 'date' ? Number(count) : created + Number(count) * 86_400;
}
