/** Names of what an invoice carries by id, as every element writes them. */
import { dateTimeFormat, numberFormat } from '../../invoice/intl.js';
import { formatMoney } from '../../invoice/money.js';
import type { Period } from '../../invoice/types.js';
import type { Coupon } from '../../invoice/wire.js';

/** @param percent - such as `19` or `8.875` */
export const percentText = (percent: number, lang: string): string =>
  numberFormat(lang, { style: 'percent', maximumFractionDigits: 4 }).format(percent / 100);

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

/** `1 – 30 Nov 2026`; days are those of UTC, as Stripe prints them. */
export function periodText({ start, end }: Period, lang: string): string {
  const format = dateTimeFormat(lang, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.formatRange(start * 1000, end * 1000);
}
