/** Numbers in a pasted table: which mark is the decimal one in all of it, and what each cell says. */
import { multiplyDecimals, normaliseDecimal, roundDecimal, shiftDecimal } from '../../invoice/decimal.js';
import { minorUnits } from '../../invoice/money.js';
import { numberMarks, readNumber } from '../../invoice/parse-number.js';

export type CellKind = 'blank' | 'number' | 'percent' | 'date' | 'text';

export interface Decimals {
  readonly decimal: '.' | ',';
  /** Numbers as `1,234` could be read either way, and nothing else told which. */
  readonly ambiguous: boolean;
}

export interface NumberReader {
  /** A plain decimal string, or null for what is no number. */
  readonly value: (cell: string) => string | null;
  /** Currencies that the cell names, as they stand there. */
  readonly signs: (cell: string) => readonly string[];
  readonly isForeign: (sign: string) => boolean;
}

/** Longer ones are no numbers that anybody charges. */
const MAX_LENGTH = 40;
/** Signs, also with letters before them (`US$`), and words that may be a currency's. */
const SIGNS = /\p{L}{0,3}\p{Sc}|\p{L}+\.?/gu;
/** Signs that are words, and the currencies that go by them. */
const SIGN_WORDS = new Map(
  Object.entries({
    kr: 'sek nok dkk isk',
    zł: 'pln',
    kč: 'czk',
    ft: 'huf',
    fr: 'chf',
    sfr: 'chf',
    lei: 'ron',
    лв: 'bgn',
    руб: 'rub',
    грн: 'uah',
    rs: 'inr pkr lkr npr',
    rm: 'myr',
    tl: 'try',
  }),
);

/** A dash is how spreadsheets write nothing. */
const DASH = /^[\p{Sc}\s]*[-\u2010-\u2015\u2212]?[\p{Sc}\s]*$/u;
const isBlank = (cell: string): boolean => cell.length <= MAX_LENGTH && DASH.test(cell);
const PERCENT = /^[^\p{L}]*\d[^\p{L}]*%$|^%[^\p{L}]*\d[^\p{L}]*$/u;
const DATE =
  /^(\d{1,4}[./-] ?\d{1,2}[./-] ?(\d{1,4})?|\d{1,2}[/-]\d{1,2}|\d{1,2}:\d{2}(:\d{2})?|\d{1,2}\.?[ -]\p{L}{3,9}\.?,?[ -]\d{2,4}|\p{L}{3,9}\.? \d{1,2},? \d{4})\b/u;

export function kindOf(cell: string, reader: NumberReader): CellKind {
  if (isBlank(cell)) return 'blank';
  if (cell.length > MAX_LENGTH) return 'text';
  if (PERCENT.test(cell)) return 'percent';
  if (reader.value(cell) !== null) return 'number';
  return DATE.test(cell) ? 'date' : 'text';
}

/** Reads cells in the locale's digits and the signs of any currency. */
export function numberReader(locale: string, currency: string, decimal?: Decimals['decimal']): NumberReader {
  const own = numberMarks(locale, currency);
  // Where a locale has a mark of its own, that one is told from both.
  const marks = decimal && ',.'.includes(own.decimal) ? { ...own, decimal } : own;
  const codes = new Set(Intl.supportedValuesOf('currency'));
  // The escudo's $ is a decimal mark.
  const isSign = (sign: string): boolean =>
    sign !== own.decimal &&
    (/\p{Sc}/u.test(sign) || codes.has(sign) || SIGN_WORDS.has(bare(sign)) || isOwn(sign));
  const isOwn = (sign: string): boolean => own.symbols.some((symbol) => bare(symbol) === bare(sign));
  /** `US$` and `Fr.` are the dollar's and the franc's, whatever the locale calls them. */
  const isForeign = (sign: string): boolean => {
    const [, letters = '', symbol] = /^(\p{L}*)(\p{Sc})$/u.exec(sign) ?? [];
    const begins = currency.toUpperCase().startsWith(letters.toUpperCase());
    const known = SIGN_WORDS.get(bare(sign))?.includes(currency.toLowerCase()) ?? false;
    return !isOwn(sign) && !known && !(letters && symbol && begins && isOwn(symbol));
  };
  const signs = (cell: string): string[] => (cell.match(SIGNS) ?? []).filter(isSign);
  const value = (cell: string): string | null => {
    if (cell.length > MAX_LENGTH || isBlank(cell)) return null;
    const plain = signs(cell)
      .filter((sign) => !own.symbols.includes(sign))
      .reduce((rest, sign) => rest.replace(sign, ' '), cell);
    const read = readNumber(plain, marks);
    return read && normaliseDecimal(`${read.sign}${read.whole}.${read.fraction}`);
  };
  return { value, signs, isForeign };
}

const bare = (sign: string): string => sign.normalize('NFKC').toLowerCase().replace(/\.$/, '');

/** The decimal mark of numbers that stand together: what most of those say that can mean one thing only. */
export function decimalsOf(numbers: readonly string[], locale: string): Decimals {
  const said = numbers.map(decimalMark);
  const commas = said.filter((mark) => mark === ',').length;
  const points = said.filter((mark) => mark === '.').length;
  const own = numberMarks(locale).decimal === ',' ? ',' : '.';
  return {
    decimal: commas > points ? ',' : points > commas ? '.' : own,
    ambiguous: said.includes('either') && commas > 0 === points > 0,
  };
}

/** What a number tells of the decimal mark; null where it tells nothing. */
function decimalMark(number: string): '.' | ',' | 'either' | null {
  const body = number
    .replace(/\p{L}+\.?/gu, '')
    .replace(/[\u066b\uff0e]/g, '.')
    .replace(/[\u060c\uff0c]/g, ',');
  const marks = body.match(/[.,]/g) ?? [];
  const last = marks.at(-1) === ',' ? ',' : '.';
  if (marks.length === 0) return null;
  if (new Set(marks).size > 1) return last;
  if (marks.length > 1) return last === ',' ? '.' : ',';
  return /^\P{Nd}*(?!0)\p{Nd}{1,3}[.,]\p{Nd}{3}\P{Nd}*$/u.test(body) ? 'either' : last;
}

/** The nearest amount in minor units; it is for comparing, not for charging. */
export const inMinor = (value: string, currency: string): bigint =>
  roundDecimal(shiftDecimal(value, minorUnits(currency)) ?? '') ?? 0n;

/** Whether the product is the amount, as far as rounding to the currency lets it be told. */
export function isProduct(a: string, b: string, amount: string, currency: string): boolean {
  const off = inMinor(multiplyDecimals(a, b) ?? '', currency) - inMinor(amount, currency);
  return off >= -1n && off <= 1n;
}
