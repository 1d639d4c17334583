/**
 * Exact arithmetic on decimal strings (`"2.5"`, `"-0.125"`): a BigInt and a scale, so that no float ever touches money.
 */

interface Scaled {
  digits: bigint;
  /** How many of the digits stand behind the point. */
  scale: number;
}

const pattern = /^([-+]?)(\d*)\.?(\d*)$/;

function scaled(text: string): Scaled | null {
  const [, sign, whole = '', fraction = ''] = pattern.exec(text) ?? [];
  if (whole + fraction === '') return null;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length };
}

function written({ digits, scale }: Scaled): string {
  const sign = digits < 0n ? '-' : '';
  const padded = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const fraction = padded.slice(padded.length - scale).replace(/0+$/, '');
  return sign + padded.slice(0, padded.length - scale) + (scale > 0 && fraction ? `.${fraction}` : '');
}

/** Divides and rounds to the nearest integer, halves away from zero. The divisor is positive. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const half = dividend < 0n ? -divisor : divisor;
  return (2n * dividend + half) / (2n * divisor);
}

/** The shortest way to write the same decimal (`"01.50"` is `"1.5"`), or null where the text is none. */
export function normaliseDecimal(text: string): string | null {
  const value = scaled(text);
  return value && written(value);
}

/** How many decimal places the shortest form has. */
export function decimalPlaces(text: string): number {
  return normaliseDecimal(text)?.split('.')[1]?.length ?? 0;
}

/** The exact product, or null where one of the texts is no decimal. */
export function multiplyDecimals(a: string, b: string): string | null {
  const left = scaled(a);
  const right = scaled(b);
  return left && right && written({ digits: left.digits * right.digits, scale: left.scale + right.scale });
}

/** Less than, equal to or greater than zero as `a` is to `b`; null where one of them is no decimal. */
export function compareDecimals(a: string, b: string): number | null {
  const left = scaled(a);
  const right = scaled(b);
  if (!left || !right) return null;
  const difference = left.digits * 10n ** BigInt(right.scale) - right.digits * 10n ** BigInt(left.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest integer, halves away from zero, or null where the text is no decimal. */
export function roundDecimal(text: string): bigint | null {
  const value = scaled(text);
  return value && divideRounded(value.digits, 10n ** BigInt(value.scale));
}

/**
 * Moves the decimal point: by 2, `"12.34"` becomes `"1234"`; by -2, `"1234"` becomes `"12.34"`.
 * Null where the text is no decimal.
 */
export function shiftDecimal(text: string, places: number): string | null {
  const value = scaled(text);
  if (!value) return null;
  const scale = value.scale - places;
  return scale >= 0
    ? written({ digits: value.digits, scale })
    : written({ digits: value.digits * 10n ** BigInt(-scale), scale: 0 });
}
