/** Names of what a draft carries by id: tax rates, discounts, periods, dates. */
import { dateTimeFormat, numberFormat } from '../../invoice/intl.js';
import { formatMoney } from '../../invoice/money.js';
import type { Period } from '../../invoice/types.js';
import type { Coupon, DiscountParams, TaxRate } from '../../invoice/wire.js';
import type { View } from './view.js';

type Naming = Pick<View, 'words' | 'lang' | 'catalog' | 'draft'>;

const percentText = (percent: number, lang: string): string =>
  numberFormat(lang, { style: 'percent', maximumFractionDigits: 4 }).format(percent / 100);

/** `VAT (19%)`; of a rate that is not known only that it is a tax. */
export const taxName = (
  rate: TaxRate | null | undefined,
  { words, lang }: Pick<Naming, 'words' | 'lang'>,
): string => (rate ? words.tax_rate(rate.display_name, percentText(rate.percentage, lang)) : words.tax);

export const rateName = (id: string, view: Pick<Naming, 'words' | 'lang' | 'catalog'>): string =>
  taxName(view.catalog.rates.get(id), view);

/** `Spring sale · 10 %` */
export function couponName({ id, name, percent_off, amount_off, currency }: Coupon, lang: string): string {
  const off =
    percent_off !== null
      ? percentText(-percent_off, lang)
      : amount_off !== null && currency
        ? formatMoney(-amount_off, currency, lang)
        : '';
  return [name || id, off].filter(Boolean).join(' · ');
}

export function discountName(given: DiscountParams, { catalog, words, lang, draft }: Naming): string {
  const discount = draft.madeFrom[given.discount ?? ''] ?? given;
  const coupon = catalog.couponOf(given, draft.madeFrom);
  const code = discount.promotion_code && catalog.codes.get(discount.promotion_code)?.code;
  if (!coupon) return code || words.discount;
  return code ? couponName({ ...coupon, name: code }, lang) : couponName(coupon, lang);
}

/** `1 – 30 Nov 2026`; days are those of UTC, as Stripe prints them. */
export function periodText({ start, end }: Period, lang: string): string {
  const format = dateTimeFormat(lang, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.formatRange(start * 1000, end * 1000);
}
