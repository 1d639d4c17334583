/** Numbers as people type them and as Stripe takes them: plain decimal strings. */
import { normaliseDecimal, shiftDecimal } from '../../invoice/decimal.js';
import { numberFormat } from '../../invoice/intl.js';
import { numberMarks, readNumber } from '../../invoice/parse-number.js';

/** Reads a number in the locale's digits and marks, or the other decimal mark; null for what is none. */
export function readDecimal(text: string, locale: string, currency?: string): string | null {
  const read = readNumber(text, numberMarks(locale, currency));
  return read && normaliseDecimal(`${read.sign}${read.whole}.${read.fraction}`);
}

/** Writes a decimal string in the locale, with at least so many decimal places. Read back it is the same. */
export function showDecimal(value: string, locale: string, places = 0): string {
  const format = numberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: 20 });
  return format.format(value as Intl.StringNumericLiteral);
}

/** Moves the decimal point of a decimal string to the right. */
export const shiftPoint = (value: string, places: number): string => shiftDecimal(value, places) ?? '';
