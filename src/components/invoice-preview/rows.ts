/** The lines of the invoice as rows of a table. */
import { formatDecimal, formatUnitAmount } from '../../invoice/money.js';
import type { Invoice, Line } from '../../invoice/types.js';
import { percentText, periodText } from '../internal/names.js';
import type { Pen } from './pen.js';

export interface PaperRow {
  description: string;
  /** What stands small below it: the period, discounts of this line alone with what they take off. */
  asides: { text: string; amount?: string }[];
  quantity: string;
  unitPrice: string;
  /** Null where every line is taxed alike. */
  tax: string | null;
  amount: string;
}

export function rowsOf({ lines }: Invoice, pen: Pen): PaperRow[] {
  const differ = new Set(lines.map(ratesKey)).size > 1;
  return lines.map((line) => ({
    description: line.description ?? '',
    asides: asidesOf(line, pen),
    quantity: formatDecimal(line.quantity_decimal, pen.lang),
    unitPrice: unitPrice(line, pen),
    tax: differ ? taxText(line, pen) : null,
    amount: pen.money(line.amount),
  }));
}

const ratesKey = ({ taxes }: Line): string =>
  taxes
    .map(({ tax_rate, tax_behavior }) => `${tax_rate} ${tax_behavior}`)
    .sort()
    .join();

function unitPrice({ unit_amount_decimal, quantity_decimal, amount, currency }: Line, pen: Pen): string {
  if (unit_amount_decimal !== null) return formatUnitAmount(unit_amount_decimal, currency, pen.lang);
  return quantity_decimal === '1' ? pen.money(amount) : '';
}

function asidesOf({ period, discounts, discount_amounts }: Line, pen: Pen): PaperRow['asides'] {
  // Stripe gives what has no period one that ends as it begins.
  const days = period && period.end > period.start ? [{ text: periodText(period, pen.lang) }] : [];
  const off = discount_amounts
    .filter(({ discount, amount }) => amount !== 0 && discounts.includes(discount))
    .map(({ discount, amount }) => ({ text: pen.discount(discount), amount: pen.money(-amount) }));
  return [...days, ...off];
}

/** The rates of one line; where a rate is not known, what it comes to. */
function taxText({ taxes }: Line, { words, lang, rates, money }: Pen): string {
  if (!taxes.length) return words.untaxed;
  return taxes
    .map(({ tax_rate, tax_behavior, amount }) => {
      const rate = rates.get(tax_rate ?? '');
      const text = rate ? percentText(rate.percentage, lang) : money(amount);
      return tax_behavior === 'inclusive' ? words.tax_included(text) : text;
    })
    .join(' + ');
}
