/** Minor units and the text that people write and read for them. */
import { decimalPlaces, normaliseDecimal, shiftDecimal } from './decimal.js';
import { numberFormat } from './intl.js';
import { numberMarks, readNumber } from './parse-number.js';

/**
 * Stripe's own exponents (docs.stripe.com/currencies), which differ from ISO 4217 and thus from Intl: ISK and UGX are
 * sent with two decimals that are always 00, HUF and TWD are whole only in payouts.
 */
const EXPONENTS = new Map([
  ...'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'bhd jod kwd omr tnd'.split(' ').map((code) => [code, 3] as const),
]);

/** How many decimals Stripe's amounts in this currency have. Codes may be of either case; unknown ones have two. */
export function minorUnits(currency: string): 0 | 2 | 3 {
  return EXPONENTS.get(currency.toLowerCase()) ?? 2;
}

/**
 * Amounts in minor units must be multiples of this to be charged: ISK and UGX have no fractions, and the last digit of
 * three-decimal currencies must be 0 (docs.stripe.com/currencies).
 */
export function chargeStep(currency: string): 1 | 10 | 100 {
  if (/^(isk|ugx)$/i.test(currency)) return 100;
  return minorUnits(currency) === 3 ? 10 : 1;
}

/** Stripe's least charges in minor units (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const MINIMUMS: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

/**
 * The least amount that Stripe charges in this currency, in minor units, or null where it is not known. Stripe counts in
 * the currency of the account's bank, so that an account may have a higher one.
 */
export function minimumCharge(currency: string): number | null {
  return MINIMUMS[currency.toLowerCase()] ?? null;
}

/** Intl takes exact decimals as strings; its type wants them to look like a number literal. */
const exact = (decimal: string) => decimal as `${number}`;

function formatMajor(major: string, currency: string, locale: string, places: number): string {
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  if (!/^[a-z]{3}$/i.test(currency)) return numberFormat(locale, digits).format(exact(major));
  return numberFormat(locale, { style: 'currency', currency: currency.toUpperCase(), ...digits }).format(
    exact(major),
  );
}

/**
 * Writes an amount of money: `formatMoney(1099, 'usd', 'en')` is `$10.99`.
 *
 * @param amount integer in minor units; anything else is shown as not a number
 * @param currency ISO code of either case
 * @param locale BCP 47; a bad one is read as English
 */
export function formatMoney(amount: number | bigint, currency: string, locale: string): string {
  const places = minorUnits(currency);
  const integer = typeof amount === 'bigint' || Number.isInteger(amount) ? String(BigInt(amount)) : 'NaN';
  return formatMajor(shiftDecimal(integer, -places) ?? 'NaN', currency, locale, places);
}

/**
 * Writes the price of one unit, which may be finer than the currency: `formatUnitAmount('0.5', 'usd', 'en')` is `$0.005`.
 *
 * @param amount decimal string in minor units, up to 12 decimal places
 */
export function formatUnitAmount(amount: string, currency: string, locale: string): string {
  const major = shiftDecimal(amount, -minorUnits(currency)) ?? 'NaN';
  return formatMajor(
    major,
    currency,
    locale,
    Math.max(minorUnits(currency), Math.min(20, decimalPlaces(major))),
  );
}

/** Writes a decimal string, such as a quantity, the way the locale does, with all of its decimals (20 at most). */
export function formatDecimal(decimal: string, locale: string): string {
  return numberFormat(locale, { maximumFractionDigits: 20 }).format(
    exact(normaliseDecimal(decimal) ?? 'NaN'),
  );
}

/**
 * Reads an amount of money that a person wrote, or {@link formatMoney}: with or without symbol or code, grouping and
 * sign, in the locale's digits or 0-9. Both `,` and `.` are understood; where a text could mean two things (`1,234`),
 * the locale decides.
 *
 * @returns an integer in minor units; null where the text is no amount in this currency, or has more decimals than it
 */
export function parseMoney(text: string, currency: string, locale: string): number | null {
  const major = readNumber(text, numberMarks(locale, currency));
  if (major === null || major.fraction.length > minorUnits(currency)) return null;
  const minor = Number(major.sign + major.whole + major.fraction.padEnd(minorUnits(currency), '0'));
  // Adding zero makes a plain 0 of -0.
  return Number.isSafeInteger(minor) ? minor + 0 : null;
}

/**
 * Reads the price of one unit, which may be finer than the currency: `parseUnitAmount('0.005', 'usd', 'en')` is `'0.5'`.
 *
 * @returns a decimal string in minor units; null where the text is none, or has more than 12 places in minor units
 */
export function parseUnitAmount(text: string, currency: string, locale: string): string | null {
  const major = readNumber(text, numberMarks(locale, currency));
  const minor = major && shiftDecimal(`${major.sign}${major.whole}.${major.fraction}`, minorUnits(currency));
  return minor === null || decimalPlaces(minor) > 12 ? null : minor;
}

/** Reads a decimal, such as a quantity, as {@link parseMoney} does; null where it is none or has more than 12 places. */
export function parseDecimal(text: string, locale: string): string | null {
  const read = readNumber(text, numberMarks(locale));
  return read === null || read.fraction.length > 12
    ? null
    : normaliseDecimal(`${read.sign}${read.whole}.${read.fraction}`);
}
