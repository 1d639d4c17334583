/**
 * What credit notes take of an invoice's lines. Discounts and taxes go along in proportion to what is left of the line,
 * rounded once: so over several notes, voided ones included, nothing is taken twice, and the last note takes all that
 * is left. All amounts are integers in minor units; those of a negative line are negative.
 */
import type { LineItem } from '../objects.js';
import { add, decimal, share, type Decimal } from './decimal.js';
import { allocate, computeTotals, type Rate } from './totals.js';

/** A line, or a part of one. */
export interface Portion {
  /** Before discounts and exclusive taxes. */
  amount: number;
  /** In the order of the line's `discount_amounts`. */
  discounts: number[];
  /** In the order of the line's `taxes`, as are the amounts that they tax. */
  taxes: number[];
  taxable: number[];
  /** What the line adds to the invoice's `subtotal_excluding_tax`. */
  untaxed: number;
}

/** All of a line; `rates` are those behind its taxes. */
export function wholeLine(
  line: Pick<LineItem, 'amount' | 'discount_amounts' | 'discounts' | 'taxes'>,
  rates: Rate[],
): Portion {
  const discounts = line.discount_amounts.map(({ amount }) => amount);
  const undiscounted = {
    amount: line.amount - ownDiscounts(line, discounts),
    product: '',
    discountable: false,
    discounts: [],
    rates,
  };
  return {
    amount: line.amount,
    discounts,
    taxes: line.taxes.map(({ amount }) => amount),
    taxable: line.taxes.map(({ taxable_amount }) => taxable_amount),
    untaxed: computeTotals([undiscounted], []).subtotal_excluding_tax,
  };
}

/** Those of a line's discounts that are on the line itself and not on the invoice: its subtotal is without them. */
export function ownDiscounts(
  line: Pick<LineItem, 'discount_amounts' | 'discounts'>,
  amounts: number[],
): number {
  return sum(
    amounts.filter((_, index) => line.discounts.includes(line.discount_amounts[index]?.discount ?? '')),
  );
}

/** What is left of a line after a part was taken. */
export function without(whole: Portion, taken: Portion): Portion {
  const less = (parts: number[], others: number[]) => parts.map((part, index) => part - (others[index] ?? 0));
  return {
    amount: whole.amount - taken.amount,
    discounts: less(whole.discounts, taken.discounts),
    taxes: less(whole.taxes, taken.taxes),
    taxable: less(whole.taxable, taken.taxable),
    untaxed: whole.untaxed - taken.untaxed,
  };
}

/** The part of what is left that `amount` is, with its discounts and taxes. */
export function partOf(left: Portion, amount: number): Portion {
  const inProportion = (value: number) =>
    left.amount === 0 ? 0 : share(value, integer(amount), integer(left.amount));
  return {
    amount,
    discounts: allocate(inProportion(sum(left.discounts)), left.discounts),
    taxes: left.taxes.map(inProportion),
    taxable: left.taxable.map(inProportion),
    untaxed: inProportion(left.untaxed),
  };
}

/** What so many units are of the amount that is left for `unitsLeft` of them. */
export function amountOfUnits(left: Portion, units: number, unitsLeft: Decimal): number {
  return share(left.amount, integer(units), unitsLeft);
}

/** Units that are left of a line's quantity, or null where it has not as many as are wanted. */
export function unitsLeft(quantity: string, taken: number, wanted: number): Decimal | null {
  const left = add(decimal(quantity), integer(-taken));
  return add(left, integer(-wanted)).digits < 0n ? null : left;
}

/** How much of what is left is no inclusive tax: as large as an amount can be that is given without tax. */
export function taxFreeAmount(left: Portion, inclusiveTaxes: number): number {
  const net = left.amount - sum(left.discounts);
  return net === 0 ? left.amount : share(left.amount, integer(net - inclusiveTaxes), integer(net));
}

/** The amount with inclusive tax that an amount without it stands for. */
export function withInclusiveTax(left: Portion, amount: number, inclusiveTaxes: number): number {
  return share(left.amount, integer(amount), integer(taxFreeAmount(left, inclusiveTaxes)));
}

/** How far an amount goes into what an invoice still asks for; the rest was paid before, and is to be given back. */
export function splitByPayment(
  amount: number,
  remaining: number,
): { pre: number; post: number; type: 'mixed' | 'post_payment' | 'pre_payment' } {
  const pre = Math.min(amount, Math.max(0, remaining));
  const post = amount - pre;
  return { pre, post, type: post === 0 ? 'pre_payment' : pre === 0 ? 'post_payment' : 'mixed' };
}

const integer = (value: number): Decimal => decimal(String(value));
export const sum = (amounts: number[]): number => amounts.reduce((all, amount) => all + amount, 0);
