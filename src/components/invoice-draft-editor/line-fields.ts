/** What one line says: how it is read from an invoice, and what of Stripe's parameters sets it. */
import { minorUnits } from '../../invoice/money.js';
import type { Line, Period } from '../../invoice/types.js';
import type { DiscountParams, LineParams } from '../../invoice/wire.js';
import { same } from './equal.js';
import { shiftPoint } from './numbers.js';

/** Numbers are decimal strings; empty is nothing typed, null is something that is no number. */
export interface LineValues {
  description: string;
  quantity: string | null;
  /** Price of one unit in major units, so that it stays what was typed when the currency is changed. */
  price: string | null;
  /** The price in the catalog (`price_…`) that `price` comes from; empty for a one-off. */
  catalog: string;
  /** Ids of the line's own tax rates; none means those of the draft. */
  taxes: readonly string[];
  discounts: readonly DiscountParams[];
  /** When the service was or will be given, Unix seconds; null for the day of the invoice. */
  period: Period | null;
}

/** What of a line changes by itself; the catalog's price goes with the price. */
export type LineName = Exclude<keyof LineValues, 'catalog'>;
const LINE_NAMES: readonly LineName[] = ['description', 'quantity', 'price', 'taxes', 'discounts', 'period'];

export const BLANK: LineValues = {
  description: '', quantity: '1', price: '', catalog: '', taxes: [], discounts: [], period: null,
}; // prettier-ignore

/**
 * What Stripe says of a line. A line that is only an amount is read as one of that price; taxes that are those of the
 * draft are none of its own, since Stripe tells only which ones apply.
 */
export function valuesOf(line: Line, defaultTaxes: readonly string[] = []): LineValues {
  const minor = line.unit_amount_decimal ?? String(line.amount);
  const { period } = line;
  return {
    description: line.description ?? '',
    quantity: line.unit_amount_decimal === null ? '1' : shiftPoint(line.quantity_decimal, 0),
    price: shiftPoint(minor, -minorUnits(line.currency)),
    catalog: line.price ?? '',
    taxes: same([...line.tax_rates].sort(), [...defaultTaxes].sort()) ? [] : line.tax_rates,
    discounts: line.discounts.map((discount) => ({ discount })),
    // Stripe gives every line a period; that of a line without one is the moment of its making.
    period: period && period.end > period.start ? period : null,
  };
}

/** Whether a part of a line says the same; the same price once more, typed by hand, is no change. */
export function sameValue(name: LineName, mine: LineValues, other: LineValues): boolean {
  if (name === 'price')
    return mine.price === other.price && (mine.catalog === other.catalog || !mine.catalog);
  // Stripe takes a period back from no line.
  if (name === 'period' && mine.period === null) return true;
  return same(mine[name], other[name]);
}

export const changedValues = (mine: LineValues, other: LineValues): LineName[] =>
  LINE_NAMES.filter((name) => !sameValue(name, mine, other));

export const sameValues = (mine: LineValues, other: LineValues): boolean =>
  changedValues(mine, other).length === 0;

/** The value of a part, and the price's place in the catalog with it. */
export function partOf(name: LineName, from: LineValues): Partial<LineValues> {
  return name === 'price' ? { price: from.price, catalog: from.catalog } : { [name]: from[name] };
}

interface Priced {
  mine: LineValues;
  product: string;
  currency: string;
}

/** What makes a line that says this. */
export function newLineParams(priced: Priced): LineParams {
  const { mine } = priced;
  return {
    description: mine.description.trim(),
    quantity_decimal: mine.quantity ?? '',
    ...priceParams(priced),
    ...(mine.taxes.length && { tax_rates: [...mine.taxes] }),
    ...(mine.discounts.length && { discounts: [...mine.discounts] }),
    ...(mine.period && { period: mine.period }),
  };
}

/** Only what changed; a line that was only an amount gets quantity and price together. */
export function changedLineParams(priced: Priced, base: LineValues, line: Line | null): LineParams {
  const { mine } = priced;
  const changed = new Set(changedValues(mine, base));
  const numbers = changed.has('quantity') || changed.has('price');
  const whole = line?.unit_amount_decimal === null && numbers;
  return {
    ...(changed.has('description') && { description: mine.description.trim() }),
    ...((whole || changed.has('quantity')) && { quantity_decimal: mine.quantity ?? '' }),
    ...((whole || changed.has('price')) && priceParams(priced)),
    ...(changed.has('taxes') && { tax_rates: mine.taxes.length ? [...mine.taxes] : '' }),
    ...(changed.has('discounts') && { discounts: mine.discounts.length ? [...mine.discounts] : '' }),
    ...(changed.has('period') && mine.period && { period: mine.period }),
  };
}

function priceParams({ mine, product, currency }: Priced): LineParams {
  if (mine.catalog) return { pricing: { price: mine.catalog } };
  const unit_amount_decimal = shiftPoint(mine.price ?? '', minorUnits(currency));
  const of = product ? { product } : { product_data: { name: mine.description.trim() } };
  return { price_data: { currency, ...of, unit_amount_decimal } };
}

/** The part of a line that a refused parameter (`price_data`) sets. */
export function valueOfParam(name: string): LineName | null {
  if (name.startsWith('quantity')) return 'quantity';
  if (name === 'price_data' || name === 'pricing' || name === 'amount') return 'price';
  if (name === 'tax_rates') return 'taxes';
  return LINE_NAMES.find((each) => each === name) ?? null;
}
