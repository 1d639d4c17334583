import type { Invoice } from '../../invoice/types.js';
import type { TaxRate } from '../../invoice/wire.js';
import { percentText } from './names.js';

/** How taxes are named where they are listed. */
export interface TaxWords {
  /** Of a rate that is not known. */
  tax: string;
  tax_included: (name: string) => string;
  tax_added: (name: string) => string;
}

/** Amounts are minor units. */
export interface TaxLine {
  label: string;
  amount: number;
  /** The prices have it in them already. */
  included: boolean;
}

/** The taxes of an invoice, one row for each rate and way of adding it. */
export function taxLines(
  { total_taxes }: Invoice,
  rates: ReadonlyMap<string, TaxRate>,
  words: TaxWords,
  lang: string,
): TaxLine[] {
  const rows = new Map<string, TaxLine>();
  for (const { tax_rate, tax_behavior, amount } of total_taxes) {
    const name = rateName(rates.get(tax_rate ?? ''), lang) ?? words.tax;
    const included = tax_behavior === 'inclusive';
    const label = included ? words.tax_included(name) : words.tax_added(name);
    rows.set(label, { label, amount: (rows.get(label)?.amount ?? 0) + amount, included });
  }
  return [...rows.values()];
}

/** `VAT 19%`; null of a rate that is not known. */
export function rateName(rate: TaxRate | undefined, lang: string): string | null {
  return rate ? `${rate.display_name} ${percentText(rate.percentage, lang)}` : null;
}
