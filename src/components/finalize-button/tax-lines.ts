import { numberFormat } from '../../invoice/intl.js';
import type { Invoice } from '../../invoice/types.js';
import type { TaxRate } from '../../invoice/wire.js';
import type { finalizeDialog } from '../../translations/en/finalize-dialog.js';

/** The taxes of an invoice, one row for each rate and way of adding it; amounts in minor units. */
export function taxLines(
  { total_taxes }: Invoice,
  rates: ReadonlyMap<string, TaxRate>,
  words: typeof finalizeDialog,
  lang: string,
): { label: string; amount: number }[] {
  const rows = new Map<string, { label: string; amount: number }>();
  for (const { tax_rate, tax_behavior, amount } of total_taxes) {
    const name = rateName(rates.get(tax_rate ?? ''), lang) ?? words.tax;
    const label = tax_behavior === 'inclusive' ? words.tax_included(name) : words.tax_added(name);
    rows.set(label, { label, amount: (rows.get(label)?.amount ?? 0) + amount });
  }
  return [...rows.values()];
}

/** `VAT 19%`; null for a rate that is not known. */
export function rateName(rate: TaxRate | undefined, lang: string): string | null {
  if (!rate) return null;
  const percent = numberFormat(lang, { style: 'percent', maximumFractionDigits: 4 });
  return `${rate.display_name} ${percent.format(rate.percentage / 100)}`;
}
