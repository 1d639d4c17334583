/** The amounts beside what is typed: Stripe's own while the draft is as Stripe has it, our estimate while it is not. */
import { minorUnits } from '../../invoice/money.js';
import { estimateTotals, type DraftDiscount, type DraftLine } from '../../invoice/totals.js';
import type { Invoice } from '../../invoice/types.js';
import type { DiscountParams, TaxRate } from '../../invoice/wire.js';
import type { Catalog } from './catalog.js';
import { isDirty, isRowDirty, type Draft, type Row } from './draft.js';
import { same } from './equal.js';
import type { Header } from './header-fields.js';
import { shiftPoint } from './numbers.js';

export interface TaxFigure {
  /** Null where Stripe worked the tax out by itself, or the rate is not known here. */
  rate: TaxRate | null;
  /** Minor units. */
  amount: number;
  inclusive: boolean;
}

/** Amounts are integers in minor units. */
export interface Figures {
  /** Not Stripe's own numbers. */
  estimated: boolean;
  /** One for each row, null where it cannot be worked out yet. */
  amounts: readonly (number | null)[];
  subtotal: number;
  discount: number;
  shipping: number;
  taxes: readonly TaxFigure[];
  total: number;
}

export function figuresOf(draft: Draft, invoice: Invoice | null, catalog: Catalog): Figures {
  return invoice && !isDirty(draft)
    ? stripesFigures(draft, invoice, catalog)
    : estimatedFigures(draft, invoice, catalog);
}

function stripesFigures(draft: Draft, invoice: Invoice, { rates }: Catalog): Figures {
  return {
    estimated: false,
    amounts: draft.rows.map((row) => row.line?.amount ?? null),
    subtotal: invoice.subtotal,
    discount: discountOf(invoice),
    shipping: invoice.amount_shipping,
    taxes: invoice.total_taxes.map(({ tax_rate, amount, tax_behavior }) => ({
      rate: rates.get(tax_rate ?? '') ?? null,
      amount,
      inclusive: tax_behavior === 'inclusive',
    })),
    total: invoice.total,
  };
}

function estimatedFigures(draft: Draft, invoice: Invoice | null, catalog: Catalog): Figures {
  const { rates } = catalog;
  const known = (ids: readonly string[]): TaxRate[] => ids.flatMap((id) => rates.get(id) ?? []);
  const off = (discounts: readonly DiscountParams[]): DraftDiscount[] =>
    discounts.flatMap((discount) => takenOff(discount, draft, invoice, catalog) ?? []);
  const shipping = shippingOf(draft, invoice, catalog);
  const estimate = estimateTotals({
    currency: draft.currency,
    lines: draft.rows.map((row) => estimatedLine(row, draft.currency, known, off)),
    default_tax_rates: known(draft.header.taxes),
    discounts: off(draft.header.discounts),
  });
  return {
    estimated: true,
    amounts: estimate.lines.map(({ amount }) => amount),
    subtotal: estimate.subtotal,
    discount: estimate.discount,
    shipping,
    taxes: estimate.taxes.map(({ rate, amount, inclusive }) => ({
      rate: rates.get(rate.id) ?? null,
      amount,
      inclusive,
    })),
    total: estimate.total + shipping,
  };
}

function estimatedLine(
  row: Row,
  currency: string,
  known: (ids: readonly string[]) => TaxRate[],
  off: (discounts: readonly DiscountParams[]) => DraftDiscount[],
): DraftLine {
  const { quantity, price, taxes, discounts } = row.mine;
  const more = {
    // Stripe takes discounts off no negative item, unless it is told to (API reference, `discountable`).
    discountable: row.line?.discountable ?? !price?.startsWith('-'),
    ...(taxes.length && { tax_rates: known(taxes) }),
    ...(discounts.length && { discounts: off(discounts) }),
  };
  if (row.line && !isRowDirty(row)) return { amount: row.line.amount, ...more };
  if (!quantity || !price) return { amount: null };
  return {
    quantity_decimal: quantity,
    unit_amount_decimal: shiftPoint(price, minorUnits(currency)),
    ...more,
  };
}

/** What a discount takes off; one whose coupon is not known takes off what Stripe last said. */
function takenOff(
  discount: DiscountParams,
  { currency, madeFrom }: Draft,
  invoice: Invoice | null,
  catalog: Catalog,
): DraftDiscount | null {
  const coupon = catalog.couponOf(discount, madeFrom);
  if (coupon) return coupon.percent_off || coupon.currency === currency ? coupon : null;
  const amounts = invoice?.total_discount_amounts.filter((each) => each.discount === discount.discount) ?? [];
  return { amount_off: amounts.reduce((sum, { amount }) => sum + amount, 0) };
}

function shippingOf({ header, baseHeader }: Draft, invoice: Invoice | null, catalog: Catalog): number {
  const { shipping } = header;
  if (!shipping) return 0;
  if ('amount' in shipping) return shipping.amount ?? 0;
  const amount = catalog.shipping.get(shipping.rate)?.fixed_amount?.amount;
  return amount ?? (same(shipping, baseHeader.shipping) ? (invoice?.amount_shipping ?? 0) : 0);
}

const discountOf = (invoice: Invoice): number =>
  invoice.total_discount_amounts.reduce((sum, { amount }) => sum + amount, 0);

/** Where Stripe's numbers are others than those that were shown while it was typed. */
export interface Deviation {
  /** Index of the row; null for a figure of the whole. */
  row: number | null;
  figure: 'amount' | 'discount' | 'tax' | 'shipping' | 'total';
  /** Stripe's number less the estimate, minor units. */
  by: number;
}

export function deviations(estimate: Figures, stripes: Figures): Deviation[] {
  const tax = ({ taxes }: Figures): number => taxes.reduce((sum, { amount }) => sum + amount, 0);
  const pairs: [Deviation['figure'], number][] = [
    ['discount', stripes.discount - estimate.discount],
    ['tax', tax(stripes) - tax(estimate)],
    ['shipping', stripes.shipping - estimate.shipping],
    ['total', stripes.total - estimate.total],
  ];
  const rows = stripes.amounts.flatMap((amount, row): Deviation[] => {
    const by = (amount ?? 0) - (estimate.amounts[row] ?? 0);
    return by ? [{ row, figure: 'amount', by }] : [];
  });
  return [...rows, ...pairs.flatMap(([figure, by]) => (by ? [{ row: null, figure, by }] : []))];
}

/** Ids of the tax rates that the draft carries somewhere. */
export function carriedRates(invoice: Invoice): string[] {
  return [
    ...invoice.default_tax_rates,
    ...invoice.lines.flatMap((line) => line.tax_rates),
    ...invoice.total_taxes.flatMap(({ tax_rate }) => tax_rate ?? []),
  ];
}

/** Ids of the discounts that the draft carries somewhere. */
export const carriedDiscounts = (invoice: Invoice): string[] => [
  ...invoice.discounts,
  ...invoice.lines.flatMap((line) => line.discounts),
];

/** When the draft would be due by what is chosen; Unix seconds, null for a charge. */
export function dueDate({ header }: { header: Header }, created: number): number | null {
  if (header.collection !== 'send_invoice') return null;
  const [unit, count] = header.terms.split(':');
  return unit === 'date' ? Number(count) : created + Number(count) * 86_400;
}
