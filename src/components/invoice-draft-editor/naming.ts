/** Names of what a draft carries by id: tax rates and discounts. */
import type { DiscountParams, TaxRate } from '../../invoice/wire.js';
import { couponName, percentText } from '../internal/names.js';
import type { View } from './view.js';

type Naming = Pick<View, 'words' | 'lang' | 'catalog' | 'draft'>;

/** `VAT (19%)`; of a rate that is not known only that it is a tax. */
export const taxName = (
  rate: TaxRate | null | undefined,
  { words, lang }: Pick<Naming, 'words' | 'lang'>,
): string => (rate ? words.tax_rate(rate.display_name, percentText(rate.percentage, lang)) : words.tax);

export const rateName = (id: string, view: Pick<Naming, 'words' | 'lang' | 'catalog'>): string =>
  taxName(view.catalog.rates.get(id), view);

export function discountName(given: DiscountParams, { catalog, words, lang, draft }: Naming): string {
  const discount = draft.madeFrom[given.discount ?? ''] ?? given;
  const coupon = catalog.couponOf(given, draft.madeFrom);
  const code = discount.promotion_code && catalog.codes.get(discount.promotion_code)?.code;
  if (!coupon) return code || words.discount;
  return code ? couponName({ ...coupon, name: code }, lang) : couponName(coupon, lang);
}
