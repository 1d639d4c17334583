/** An amount that was typed into a search, where nobody has said in which currency. */
import { parseMoney } from './money.js';
import { visible } from './parse-number.js';

/** A total that may be meant, in minor units, and in which currencies it is what was typed. */
export interface TotalMeant {
  amount: number;
  /** @param currency - lower-case code */
  in(currency: string): boolean;
}

/** One currency for each number of decimals that there are: 2, 0 and 3. */
const DECIMALS = ['usd', 'jpy', 'kwd'];
/** The sign or the code of a currency: `€`, `US$`, `$US`, `CHF`, `kr`, `د.ك.`. */
const SIGN = String.raw`(?:\p{L}{0,3}\p{Sc}\p{L}{0,3}|\p{L}{1,3}|(?:(?![\p{Nd}٬٫])[\p{Script=Arabic}.]){1,6})?`;
const NUMBER = String.raw`[-−+]?\p{Nd}[\p{Nd}\p{Zs}.,'’٬٫]*`;
const AMOUNT = new RegExp(String.raw`^([-−(]?)\s*${SIGN}\s*(${NUMBER}?)\s*${SIGN}\s*\)?$`, 'u');

/** The totals that a text may be, `36.50` and `€36.50` as well as `36.50 EUR`; none where it is no amount. */
export function totalsMeant(text: string, lang: string): TotalMeant[] {
  const [, minus = '', number] = AMOUNT.exec(visible(text).trim()) ?? [];
  const code = /(?<!\p{L}|\p{Sc})\p{L}{3}(?!\p{L}|\p{Sc})/u.exec(text)?.[0].toLowerCase();
  if (!number || (code && !isCurrency(code))) return [];
  const amounts = (code ? [code] : DECIMALS).map((currency) =>
    parseMoney(minus ? `-${number}` : number, currency, lang),
  );
  return [...new Set(amounts.filter((amount) => amount !== null))].map((amount) => ({
    amount,
    in: (currency) => (code ?? currency) === currency && parseMoney(text, currency, lang) === amount,
  }));
}

const isCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code.toUpperCase());
