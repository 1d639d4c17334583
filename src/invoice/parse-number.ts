/** Reads numbers that people write, in any locale's digits and marks. */
import { numberFormat } from './intl.js';

/** How numbers look in a locale, and in a currency there. */
export interface NumberMarks {
  decimal: string;
  /** Empty where groups are parted by space. */
  group: string;
  /** The locale's digits from 0 to 9. */
  digits: string[];
  /** Ways to write the currency, the longest first. */
  symbols: string[];
}

/** What was read: plain digits, so that nothing is lost on the way. */
export interface ReadNumber {
  sign: '' | '-';
  whole: string;
  fraction: string;
}

/** Marks that steer the direction of text and other things without width. */
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

export const visible = (text: string) => text.replace(INVISIBLE, '');

/** The marks of a locale for plain numbers, or for amounts of a currency, which may have others. */
export function numberMarks(locale: string, currency = ''): NumberMarks {
  const isCurrency = /^[a-z]{3}$/i.test(currency);
  const displays = isCurrency ? (['symbol', 'narrowSymbol', 'code'] as const) : [];
  const symbols = displays.map((currencyDisplay) =>
    part(locale, { style: 'currency', currency: currency.toUpperCase(), currencyDisplay }, 'currency'),
  );
  const style: Intl.NumberFormatOptions = {
    ...(isCurrency && { style: 'currency', currency: currency.toUpperCase() }),
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  };
  return {
    decimal: part(locale, style, 'decimal'),
    group: part(locale, style, 'group'),
    digits: [...numberFormat(locale, { useGrouping: false }).format(9876543210)].reverse(),
    symbols: [...symbols.filter(Boolean), ...(isCurrency ? [currency] : [])].sort(
      (a, b) => b.length - a.length,
    ),
  };
}

function part(locale: string, options: Intl.NumberFormatOptions, type: Intl.NumberFormatPartTypes): string {
  // Long enough to be grouped where four digits are not (Spanish, Polish).
  const parts = numberFormat(locale, options).formatToParts(1234567.89);
  return visible(parts.find((each) => each.type === type)?.value ?? '').trim();
}

/** A digit of any script as 0 to 9, anything else as it is. The ten digits of a script follow one another. */
function plainDigit(character: string, own: string[]): string {
  const known = own.indexOf(character);
  if (known >= 0) return String(known);
  if (!/\p{Nd}/u.test(character)) return character;
  const last = character.codePointAt(0) ?? 0;
  let first = last;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String((last - first) % 10);
}

const MINUS = '[-\\u2010-\\u2013\\u2212\\ufe63\\uff0d]';
const NEGATIVE = new RegExp(`^${MINUS}\\s*(.+)$|^(.+?)\\s*${MINUS}$|^\\(\\s*(.+?)\\s*\\)$`, 's');

/** Cuts out each way to write the currency, in either case, once. */
function withoutSymbols(text: string, symbols: string[]): string {
  return symbols.reduce((rest, symbol) => {
    const at = rest.toUpperCase().indexOf(symbol.toUpperCase());
    return at < 0 ? rest : `${rest.slice(0, at)} ${rest.slice(at + symbol.length)}`.trim();
  }, text);
}

/** Whether digits are grouped as numbers are: threes, or twos before the last three (India). */
const isGrouped = (groups: string[]) =>
  /^\d{1,3}$/.test(groups[0] ?? '') &&
  groups.slice(1, -1).every((group) => /^\d{2,3}$/.test(group)) &&
  /^\d{3}$/.test(groups.at(-1) ?? '');

/**
 * Where the decimal mark stands, -1 for nowhere. Of two kinds of marks the last is the decimal one; a lone mark that is
 * not the locale's decimal one is a group mark only if it stands where one can.
 */
function decimalMarkAt(body: string, own: string): number {
  const marks = body.match(/[.,]/g) ?? [];
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','));
  const mark = body[last];
  if (marks.filter((each) => each === mark).length > 1) return -1;
  if (marks.length > 1 || mark === own) return last;
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(body) ? -1 : last;
}

/** Marks of other scripts as the ones that everybody knows; `_` for those that only ever group. */
const plainMarks = (text: string, group: string) =>
  (',.'.includes(group) ? text : text.replaceAll(group, '_'))
    .replace(/[\u066b\uff0e]/g, '.')
    .replace(/[\u060c\uff0c]/g, ',')
    .replace(/[\s'\u2019\u066c]/g, '_');

/** Reads a number, or gives null. Never rounds, never guesses past what the marks can mean. */
export function readNumber(text: string, marks: NumberMarks): ReadNumber | null {
  const shown = visible(text).trim();
  // A decimal mark that may be a currency's sign as well, as the escudo's $ is.
  const marked = ',.'.includes(marks.decimal) ? shown : shown.replace(marks.decimal, '.');
  const bare = withoutSymbols(marked, marks.symbols);
  const negative = NEGATIVE.exec(bare);
  const unsigned = negative ? (negative[1] ?? negative[2] ?? negative[3] ?? '') : bare.replace(/^\+\s*/, '');
  const body = plainMarks([...unsigned].map((each) => plainDigit(each, marks.digits)).join(''), marks.group);
  if (!/^[\d.,_]*\d[\d.,_]*$/.test(body)) return null;

  const at = decimalMarkAt(body, marks.decimal === ',' ? ',' : '.');
  const whole = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? '' : body.slice(at + 1);
  const groups = whole.split(/\D/);
  const separators = new Set(whole.match(/\D/g));
  if (/\D/.test(fraction) || separators.size > 1 || (groups.length > 1 && !isGrouped(groups))) return null;
  return { sign: negative ? '-' : '', whole: groups.join('') || '0', fraction };
}
