/**
 * What an invoice adds up to. Discounts on a line come before those on the invoice, taxes after both; each line's tax
 * is rounded by itself, half up, and the rounded amounts are added (recorded: 295 and 750 at 21 % are taxed 62 + 158).
 * All amounts are integers in minor units.
 */
import type { Coupon, DiscountAmount, Tax } from '../objects.js';
import { add, decimal, share, type Decimal } from './decimal.js';

/** A discount with its coupon. */
export interface Reduction {
  id: string;
  coupon: Coupon;
}
export interface Rate {
  id: string;
  /** Percent, up to four places. */
  percentage: number;
  inclusive: boolean;
  /** Why this much is taxed; `customer_exempt` and `reverse_charge` tax nothing. */
  reason: string;
  /** An amount that was worked out elsewhere and is taken as it is. */
  fixed?: { amount: number; taxable: number };
}
export interface ChargedLine {
  amount: number;
  product: string;
  discountable: boolean;
  discounts: Reduction[];
  rates: Rate[];
}
/** What is added for shipping. */
export interface ChargedShipping {
  amount: number;
  rates: Rate[];
}
export interface LineTotals {
  discount_amounts: DiscountAmount[];
  taxes: Tax[];
}
export interface Totals {
  lines: LineTotals[];
  /** The taxes on shipping, which `total_taxes` has in it. */
  shippingTaxes: Tax[];
  amount_shipping: number;
  subtotal: number;
  subtotal_excluding_tax: number;
  total: number;
  total_excluding_tax: number;
  total_discount_amounts: DiscountAmount[];
  total_taxes: Tax[];
}

const HUNDRED = decimal('100');
const UNTAXED = new Set(['customer_exempt', 'reverse_charge']);

/** The totals of an invoice from its lines, the discounts on the whole, and shipping, which no discount lowers. */
export function computeTotals(
  lines: ChargedLine[],
  discounts: Reduction[],
  shipping: ChargedShipping = { amount: 0, rates: [] },
): Totals {
  const own = lines.map(lineDiscounts);
  const afterOwn = lines.map((line, index) => line.amount - sum(own[index] ?? []));
  const shared = invoiceDiscounts(lines, afterOwn, discounts);
  const net = afterOwn.map((amount, index) => amount - sum(shared[index] ?? []));
  const taxes = lines.map((line, index) => lineTaxes(net[index] ?? 0, line.rates));
  const shippingTaxes = lineTaxes(shipping.amount, shipping.rates);
  const allTaxes = [...taxes.flat(), ...shippingTaxes];

  const subtotal = total(afterOwn);
  const includedInSubtotal = lines
    .flatMap((line, index) => lineTaxes(afterOwn[index] ?? 0, line.rates))
    .filter(inclusive);
  const grandTotal = total(net) + shipping.amount + sum(allTaxes.filter((tax) => !inclusive(tax)));
  return {
    lines: lines.map((_, index) => ({
      discount_amounts: [...(own[index] ?? []), ...(shared[index] ?? [])],
      taxes: taxes[index] ?? [],
    })),
    shippingTaxes,
    amount_shipping: shipping.amount,
    subtotal,
    subtotal_excluding_tax: subtotal - sum(includedInSubtotal),
    total: grandTotal,
    total_excluding_tax: grandTotal - sum(allTaxes),
    total_discount_amounts: addDiscounts([...own.flat(), ...shared.flat()]),
    total_taxes: addTaxes(allTaxes),
  };
}

function lineDiscounts(line: ChargedLine): DiscountAmount[] {
  let left = line.discountable ? Math.max(0, line.amount) : 0;
  return line.discounts.map(({ id, coupon }) => {
    const amount = reduction(left, coupon);
    left -= amount;
    return { amount, discount: id };
  });
}

/** Spreads each discount on the invoice over the lines it applies to, by their amounts, without losing a unit. */
function invoiceDiscounts(
  lines: ChargedLine[],
  amounts: number[],
  discounts: Reduction[],
): DiscountAmount[][] {
  const left = [...amounts];
  const spread: DiscountAmount[][] = lines.map(() => []);
  for (const { id, coupon } of discounts) {
    const pool = lines.map((line, index) => (applies(line, coupon) ? Math.max(0, left[index] ?? 0) : 0));
    const parts = allocate(reduction(total(pool), coupon), pool);
    parts.forEach((amount, index) => {
      if ((pool[index] ?? 0) === 0) return;
      left[index] = (left[index] ?? 0) - amount;
      spread[index]?.push({ amount, discount: id });
    });
  }
  return spread;
}

function applies(line: ChargedLine, coupon: Coupon): boolean {
  const products = coupon.applies_to?.products;
  return line.discountable && (products === undefined || products.includes(line.product));
}

function reduction(base: number, coupon: Coupon): number {
  if (coupon.percent_off !== null) return share(base, decimal(String(coupon.percent_off)), HUNDRED);
  return Math.min(base, coupon.amount_off ?? 0);
}

/** Splits an amount in proportion to weights; what rounding leaves over goes to the largest remainders. */
export function allocate(amount: number, weights: number[]): number[] {
  const whole = BigInt(total(weights));
  if (whole === 0n) return weights.map(() => 0);
  const products = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = products.map((product) => Number(product / whole));
  const byRemainder = products
    .map((product, index) => ({ index, remainder: product % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of byRemainder.slice(0, amount - total(parts))) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** Inclusive taxes are part of the amount, together; exclusive ones come on top of what is left without them. */
function lineTaxes(amount: number, rates: Rate[]): Tax[] {
  const taxed = rates.filter((rate) => !UNTAXED.has(rate.reason));
  const included = taxed.filter((rate) => rate.inclusive);
  const gross = included
    .filter((rate) => !rate.fixed)
    .reduce<Decimal>((all, rate) => add(all, percent(rate)), HUNDRED);
  const inclusiveAmounts = new Map(
    included.map((rate) => [rate, rate.fixed?.amount ?? share(amount, percent(rate), gross)]),
  );
  const base = amount - total([...inclusiveAmounts.values()]);
  return rates.map((rate) => {
    const free = UNTAXED.has(rate.reason) && !rate.fixed;
    const exclusive = () => rate.fixed?.amount ?? share(base, percent(rate), HUNDRED);
    const amountOfTax = free ? 0 : (inclusiveAmounts.get(rate) ?? exclusive());
    return {
      amount: amountOfTax,
      tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: rate.reason,
      taxable_amount: free ? 0 : (rate.fixed?.taxable ?? base),
      type: 'tax_rate_details',
    };
  });
}

const percent = (rate: Rate): Decimal => decimal(String(rate.percentage));
export const inclusive = (tax: Tax): boolean => tax.tax_behavior === 'inclusive';
const total = (amounts: number[]): number => amounts.reduce((all, amount) => all + amount, 0);
const sum = (parts: { amount: number }[]): number => total(parts.map((part) => part.amount));

export function addDiscounts(parts: DiscountAmount[]): DiscountAmount[] {
  const sums = new Map<string, DiscountAmount>();
  for (const part of parts) {
    const before = sums.get(part.discount)?.amount ?? 0;
    sums.set(part.discount, { amount: before + part.amount, discount: part.discount });
  }
  return [...sums.values()];
}

export function addTaxes(parts: Tax[]): Tax[] {
  const sums = new Map<string, Tax>();
  for (const part of parts) {
    const key = `${part.tax_rate_details.tax_rate} ${part.tax_behavior} ${part.taxability_reason}`;
    const before = sums.get(key);
    sums.set(key, {
      ...part,
      amount: part.amount + (before?.amount ?? 0),
      taxable_amount: part.taxable_amount + (before?.taxable_amount ?? 0),
    });
  }
  return [...sums.values()];
}
