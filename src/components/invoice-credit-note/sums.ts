/** The figures of a credit note, so that they add up on the screen. Amounts are minor units. */
import type { CreditNote } from '../../invoice/wire.js';

export interface Sums {
  /** The items before any discount. */
  subtotal: number;
  discounts: number;
  shipping: number;
  /** On top of the items. */
  taxes: readonly { rate: string; amount: number }[];
  /** In the items. */
  included: readonly { rate: string; amount: number }[];
  total: number;
}

export function sumsOf(note: CreditNote): Sums {
  const taxes = taxesOf(note, 'exclusive');
  const shipping = note.amount_shipping ?? 0;
  const onTop = taxes.reduce((all, { amount }) => all + amount, 0);
  return {
    // Stripe's own subtotal is without the discounts of single items.
    subtotal: note.total - onTop - shipping + note.discount_amount,
    discounts: note.discount_amount,
    shipping,
    taxes,
    included: taxesOf(note, 'inclusive'),
    total: note.total,
  };
}

function taxesOf({ total_taxes }: CreditNote, behavior: 'exclusive' | 'inclusive') {
  return (total_taxes ?? [])
    .filter(({ tax_behavior, amount }) => amount !== 0 && (tax_behavior ?? 'exclusive') === behavior)
    .map(({ amount, tax_rate_details }) => ({ rate: tax_rate_details?.tax_rate ?? '', amount }));
}

/** How what was paid is given back by a credit note; the customer's balance gets what goes no other way. */
export function givenBackBy({ refunds, out_of_band_amount, post_payment_amount }: CreditNote) {
  const refund = (refunds ?? []).reduce((all, { amount_refunded }) => all + amount_refunded, 0);
  const outside = out_of_band_amount ?? 0;
  return { refund, outside, balance: Math.max(0, post_payment_amount - refund - outside) };
}
