/**
 * Exact arithmetic on decimal strings: a whole number of 10^-scale parts. No floats anywhere.
 */
export interface Decimal {
  digits: bigint;
  scale: number;
}

/** Reads `12`, `-0.5` or `33.333333333333`. */
export function decimal(text: string): Decimal {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** The nearest whole number, halves away from zero. */
export function round(value: Decimal): number {
  return Number(divideRounded(value.digits, 10n ** BigInt(value.scale)));
}

/** Digits behind the point cut off. */
export function truncate(value: Decimal): number {
  return Number(value.digits / 10n ** BigInt(value.scale));
}

/** `amount × numerator / denominator`, rounded once, halves away from zero. */
export function share(amount: number, numerator: Decimal, denominator: Decimal): number {
  const scale = 10n ** BigInt(denominator.scale);
  const over = BigInt(amount) * numerator.digits * scale;
  const under = denominator.digits * 10n ** BigInt(numerator.scale);
  return Number(divideRounded(over, under));
}

/** The sum of two decimals. */
export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const raised = (value: Decimal) => value.digits * 10n ** BigInt(scale - value.scale);
  return { digits: raised(a) + raised(b), scale };
}

/** `over / under` as a decimal string, rounded to so many places; null when nothing is divided by. */
export function divide(over: Decimal, under: Decimal, places: number): string | null {
  if (under.digits === 0n) return null;
  const top = over.digits * 10n ** BigInt(under.scale + places);
  const digits = divideRounded(top, under.digits * 10n ** BigInt(over.scale));
  const written = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  return plain(`${digits < 0n ? '-' : ''}${written.slice(0, -places)}.${written.slice(-places)}`);
}

function divideRounded(over: bigint, under: bigint): bigint {
  const negative = over < 0n !== under < 0n;
  const [top, bottom] = [over < 0n ? -over : over, under < 0n ? -under : under];
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return negative ? -rounded : rounded;
}

/** A decimal string as Stripe writes it: no zeros at the end. */
export function plain(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
