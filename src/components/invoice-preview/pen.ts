/** What the document is written with: its language, and the names of what the invoice carries by id. */
import { dateTimeFormat, safeLocale } from '../../invoice/intl.js';
import { formatMoney } from '../../invoice/money.js';
import type { AppliedDiscount, TaxRate } from '../../invoice/wire.js';
import { invoicePaper } from '../../translations/en/invoice-paper.js';
import { wordsIn } from '../../translations/registry.js';
import { percentText } from '../internal/names.js';

/** By id, as far as they are known. */
export interface Names {
  rates: ReadonlyMap<string, TaxRate>;
  discounts: ReadonlyMap<string, AppliedDiscount>;
}

export interface Pen extends Names {
  lang: string;
  words: typeof invoicePaper;
  /** An amount in minor units of the invoice's currency. */
  money(amount: number): string;
  /** A day, from Unix seconds. */
  date(seconds: number): string;
  country(code: string): string;
  discount(id: string): string;
}

export function penFor(lang: string, currency: string, names: Names): Pen {
  const words = wordsIn(lang, 'invoicePaper', invoicePaper);
  const countries = new Intl.DisplayNames(safeLocale(lang), { type: 'region' });
  return {
    ...names,
    lang,
    words,
    money: (amount) => formatMoney(amount, currency, lang),
    date: (seconds) => dateTimeFormat(lang, { dateStyle: 'long' }).format(seconds * 1000),
    // A made-up code is shown as it is.
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    discount(id) {
      const { name = null, percent_off = null } = names.discounts.get(id)?.coupon ?? {};
      const said = name ?? words.discount;
      return percent_off === null ? said : words.discount_percent(said, percentText(percent_off, lang));
    },
  };
}
