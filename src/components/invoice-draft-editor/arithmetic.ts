/** Arithmetic in amount cells, `3*49.90`: exact, in the locale's digits and marks, and never by `eval`. */
import { divideRounded, shiftDecimal } from '../../invoice/decimal.js';
import { numberMarks } from '../../invoice/parse-number.js';
import { readDecimal } from './numbers.js';

const MAX_LENGTH = 200;
/** Digits before the point of what Stripe can work with. */
const MAX_DIGITS = 12;
/** Where a division that does not end is rounded. */
const PLACES = 12;
/** More places than any division that ends can need: a text of 200 characters holds no greater power of two. */
const ENDLESS = 1000;

type Operator = '+' | '-' | '*' | '/' | '(' | ')';

/** An exact number: `bottom` is positive. */
interface Fraction {
  top: bigint;
  bottom: bigint;
}

type Token = Operator | Fraction;

/** Each way to write an operator. A letter x is one only where it is no part of a word. */
const SPELLINGS: readonly (readonly [Operator, string])[] = [
  ['+', '\\+'],
  ['-', '[-\\u2010-\\u2013\\u2212\\ufe63]'],
  ['*', '[*×∗⋅✕]|(?<!\\p{L})x(?!\\p{L})'],
  ['/', '[/÷:∕⁄]'],
  ['(', '\\('],
  [')', '\\)'],
];
const OPERATORS = SPELLINGS.map(([, spelling]) => `(${spelling})`).join('|');
const BETWEEN = SPELLINGS.slice(0, 4).map(([, spelling]) => spelling).join('|'); // prettier-ignore
const CALCULATION = new RegExp(`\\p{Nd}.*?(?:${BETWEEN}).*?\\p{Nd}`, 'isu');

/** Without marks that have no width, and with the full-width forms as the ones that everybody knows. */
const plain = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, '')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .trim();

/** Whether the text has an operator beyond a leading sign, so that its result is worth telling. */
export function isCalculation(text: string): boolean {
  return text.length <= MAX_LENGTH && CALCULATION.test(plain(text));
}

/**
 * The result of what was typed, as a plain decimal string. A plain number is read as {@link readDecimal} does, so that
 * `(5.00)` is negative there; behind a leading `=` parentheses only ever group.
 *
 * @returns null for what is no arithmetic, a division by zero, and results too large for Stripe
 */
export function calculate(text: string, locale: string, currency?: string): string | null {
  if (text.length > MAX_LENGTH) return null;
  const shown = plain(text);
  const number = readDecimal(shown, locale, currency);
  if (number !== null && !shown.startsWith('=')) return number;
  const tokens = tokensOf(shown.replace(/^=/, ''), locale, currency);
  const result = tokens && evaluate(tokens);
  return result && written(result);
}

/** Cuts the text into operators and numbers; null where something between operators is no number. */
function tokensOf(text: string, locale: string, currency?: string): Token[] | null {
  const { symbols } = numberMarks(locale, currency);
  // Symbols go first: an operator inside of one is none (`S/` of the sol, the x of `MXN`).
  const pattern = new RegExp([...symbols.map(escaped), OPERATORS].join('|'), 'giu');
  const tokens: Token[] = [];
  let from = 0;
  const read = (until: number): boolean => {
    const piece = text.slice(from, until).trim();
    // A lone symbol stands beside a parenthesis: `$(3 + 4)`.
    if (!piece || symbols.some((symbol) => symbol.toUpperCase() === piece.toUpperCase())) return true;
    const decimal = readDecimal(piece, locale, currency);
    if (decimal !== null) tokens.push(fraction(decimal));
    return decimal !== null;
  };
  for (const match of text.matchAll(pattern)) {
    const operator = SPELLINGS[match.slice(1).findIndex((found) => found !== undefined)]?.[0];
    if (!operator) continue;
    if (!read(match.index)) return null;
    tokens.push(operator);
    from = match.index + match[0].length;
  }
  return read(text.length) ? tokens : null;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function fraction(decimal: string): Fraction {
  const [whole = '', behind = ''] = decimal.split('.');
  return { top: BigInt(whole + behind), bottom: 10n ** BigInt(behind.length) };
}

/** Products before sums, from left to right; null where the tokens are no expression. */
function evaluate(tokens: readonly Token[]): Fraction | null {
  let at = 0;

  const sum = (): Fraction | null => {
    let result = product();
    while (result && (tokens[at] === '+' || tokens[at] === '-')) {
      const negative = tokens[at++] === '-';
      const next = product();
      result = next && add(result, negative ? negate(next) : next);
    }
    return result;
  };

  const product = (): Fraction | null => {
    let result = signed();
    while (result && (tokens[at] === '*' || tokens[at] === '/')) {
      const divides = tokens[at++] === '/';
      const next = signed();
      result = next && (divides ? divide(result, next) : multiply(result, next));
    }
    return result;
  };

  const signed = (): Fraction | null => {
    const sign = tokens[at];
    if (sign === '-' || sign === '+') at++;
    const value = operand();
    return value && sign === '-' ? negate(value) : value;
  };

  const operand = (): Fraction | null => {
    const token = tokens[at++];
    if (typeof token === 'object') return token;
    const value = token === '(' ? sum() : null;
    return value && tokens[at++] === ')' ? value : null;
  };

  const result = sum();
  return at === tokens.length ? result : null;
}

const negate = ({ top, bottom }: Fraction): Fraction => ({ top: -top, bottom });

const add = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.bottom + b.top * a.bottom,
  bottom: a.bottom * b.bottom,
});

const multiply = (a: Fraction, b: Fraction): Fraction => ({
  top: a.top * b.top,
  bottom: a.bottom * b.bottom,
});

function divide(a: Fraction, { top, bottom }: Fraction): Fraction | null {
  if (top === 0n) return null;
  return multiply(a, top < 0n ? { top: -bottom, bottom: -top } : { top: bottom, bottom: top });
}

/** The exact decimal where there is one, else the nearest of {@link PLACES}. */
function written({ top, bottom }: Fraction): string | null {
  const long = top * 10n ** BigInt(ENDLESS);
  const decimal =
    long % bottom === 0n
      ? shiftDecimal(String(long / bottom), -ENDLESS)
      : shiftDecimal(String(divideRounded(top * 10n ** BigInt(PLACES), bottom)), -PLACES);
  const whole = decimal?.replace('-', '').split('.')[0] ?? '';
  return whole.length > MAX_DIGITS ? null : decimal;
}
