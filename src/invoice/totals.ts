/** The estimate that is shown while somebody types. Stripe's own totals replace it as soon as they are there. */
import { divideRounded, multiplyDecimals, roundDecimal, shiftDecimal } from './decimal.js';
import { readDraft, type ReadDraft } from './draft-input.js';
import type { InvoiceInput } from './types.js';
import type { TaxRate } from './wire.js';

/** What the estimate needs of a tax rate; the rest may be there for whoever shows it. */
export type DraftTaxRate = Pick<TaxRate, 'id' | 'percentage' | 'inclusive'> & Partial<TaxRate>;

export interface DraftLine {
  /** Up to 12 decimal places; 1 where it is missing or empty. */
  quantity_decimal?: string | null;
  /** Minor units, up to 12 decimal places. */
  unit_amount_decimal?: string | null;
  /** Minor units, for a line without a unit price. */
  amount?: number | null;
  /** True unless it says otherwise. */
  discountable?: boolean;
  /** On this line alone, taken before those of the draft. */
  discounts?: DraftDiscount[];
  /** Instead of the draft's own, where there are any. */
  tax_rates?: DraftTaxRate[];
}

/** As a coupon has it: one of the two. */
export interface DraftDiscount {
  percent_off?: number | null;
  /** Minor units. */
  amount_off?: number | null;
}

export interface DraftInput {
  currency: string;
  lines: DraftLine[];
  default_tax_rates?: DraftTaxRate[];
  /** On the whole invoice, in the order in which they are taken. */
  discounts?: DraftDiscount[];
}

export interface EstimatedTax {
  rate: DraftTaxRate;
  /** Minor units. */
  amount: number;
  inclusive: boolean;
}

export interface EstimatedLine {
  /** Minor units, before discounts and before tax is added; null where the line cannot be worked out (yet). */
  amount: number | null;
  /** Its share of the discounts, minor units. */
  discount: number;
  taxes: EstimatedTax[];
}

/** All amounts are integers in minor units. */
export interface Estimate {
  lines: EstimatedLine[];
  /** Sum of the lines that can be worked out. */
  subtotal: number;
  discount: number;
  /** All tax, that which the prices include as well. */
  tax: number;
  total: number;
  /** By rate, in the order in which they first appear. */
  taxes: EstimatedTax[];
}

/** Stripe's amounts have at most 12 digits (docs.stripe.com/currencies). */
const LARGEST = 999_999_999_999n;

const PERCENT = 1_000_000n;

/** A percentage in millionths of the whole; Stripe gives at most 4 decimals. */
function millionths(percentage: number): bigint {
  const exact = shiftDecimal(String(percentage), 4);
  return (exact === null ? null : roundDecimal(exact)) ?? 0n;
}

function lineAmount(line: DraftLine): bigint | null {
  const unit = line.unit_amount_decimal ?? '';
  const exact =
    unit === '' ? String(line.amount ?? '') : multiplyDecimals(unit, line.quantity_decimal || '1');
  const amount = exact === null || (unit === '' && !/^-?\d+$/.test(exact)) ? null : roundDecimal(exact);
  return amount === null || amount > LARGEST || amount < -LARGEST ? null : amount;
}

/** Shares an amount over the lines by their weight, to the last unit: what rounding leaves goes to the last line. */
function share(amount: bigint, weights: bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole <= 0n) return weights.map(() => 0n);
  const last = weights.findLastIndex((weight) => weight !== 0n);
  let left = amount;
  return weights.map((weight, index) => {
    const part = index === last ? left : divideRounded(amount * weight, whole);
    left -= part;
    return part;
  });
}

const percentOff = (amount: bigint, { percent_off }: DraftDiscount): bigint =>
  divideRounded(amount * millionths(percent_off ?? 0), PERCENT);

const amountOff = ({ amount_off }: DraftDiscount): bigint =>
  BigInt(Number.isSafeInteger(amount_off) ? (amount_off ?? 0) : 0);

/** What a discount takes off an amount: never more than there is, and nothing off a credit. */
function taken(left: bigint, discount: DraftDiscount): bigint {
  if (left <= 0n) return 0n;
  const off = discount.percent_off ? percentOff(left, discount) : amountOff(discount);
  return off < left ? off : left;
}

/** What each line has left after the discounts: Stripe's own, where it says so, else taken one after the other. */
function discounted(draft: ReadDraft, amounts: bigint[]): bigint[] {
  const takes = draft.lines.map((line) => line.taken === undefined && line.discountable !== false);
  const known = amounts.map((amount, index) => {
    const { taken: off = 0, discounts = [] } = draft.lines[index] ?? {};
    const rest = amount - BigInt(off);
    return takes[index] ? discounts.reduce((left, discount) => left - taken(left, discount), rest) : rest;
  });
  return draft.discounts.reduce((rest, discount) => {
    const open = rest.map((amount, index) => (takes[index] && amount > 0n ? amount : 0n));
    const sum = open.reduce((total, amount) => total + amount, 0n);
    const parts = share(taken(sum, discount), open);
    return rest.map((amount, index) => amount - (parts[index] ?? 0n));
  }, known);
}

/**
 * Each tax is rounded by itself, halves away from zero, as was recorded from Stripe: 295 and 750 at 21 % are 62 and 158.
 * Inclusive rates share the amount among them; exclusive ones are put on what they leave.
 */
function taxesOn(amount: bigint, rates: DraftTaxRate[]): EstimatedTax[] {
  const inside = rates.reduce((sum, rate) => sum + (rate.inclusive ? millionths(rate.percentage) : 0n), 0n);
  return rates.map((rate) => ({
    rate,
    amount: Number(divideRounded(amount * millionths(rate.percentage), PERCENT + inside)),
    inclusive: rate.inclusive,
  }));
}

function byRate(taxes: EstimatedTax[]): EstimatedTax[] {
  const sums = new Map<string, EstimatedTax>();
  for (const tax of taxes) {
    const sum = sums.get(tax.rate.id)?.amount ?? 0;
    sums.set(tax.rate.id, { ...tax, amount: sum + tax.amount });
  }
  return [...sums.values()];
}

const sumOf = (taxes: EstimatedTax[]) => taxes.reduce((sum, tax) => sum + tax.amount, 0);

/**
 * Works out what a draft will come to. Fast enough for every key; never throws: a line that cannot be worked out has a
 * null amount and counts nothing.
 *
 * An estimate, because Stripe may know more: automatic tax, credit, prices with tiers. Of lines that Stripe has worked
 * out already, in the JSON of any API shape, its amounts, taxes and discounts are taken over; only the lines that the
 * object carries are counted.
 */
export function estimateTotals(json: DraftInput | InvoiceInput): Estimate {
  const draft = readDraft(json);
  const amounts = draft.lines.map(lineAmount);
  const counted = amounts.map((amount) => amount ?? 0n);
  const rest = discounted(draft, counted);
  const lines = draft.lines.map((line, index): EstimatedLine => {
    const amount = amounts[index] ?? null;
    const left = rest[index] ?? 0n;
    const rates = line.tax_rates?.length ? line.tax_rates : draft.default_tax_rates;
    const taxes = line.taxes ?? taxesOn(left, rates);
    return {
      amount: amount === null ? null : Number(amount),
      discount: Number((counted[index] ?? 0n) - left),
      taxes: amount === null ? [] : taxes,
    };
  });
  const taxes = byRate(lines.flatMap((line) => line.taxes));
  const subtotal = lines.reduce((sum, line) => sum + (line.amount ?? 0), 0);
  const discount = lines.reduce((sum, line) => sum + line.discount, 0);
  const added = sumOf(taxes.filter((tax) => !tax.inclusive));
  return { lines, subtotal, discount, tax: sumOf(taxes), total: subtotal - discount + added, taxes };
}
