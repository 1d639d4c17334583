/**
 * Discounts: a coupon applied to an invoice or to one of its items.
 */
import { list, object, text, unsettable, type Kind } from '../core/params.js';
import { must } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import type { Context } from '../core/world.js';
import type { Coupon, Discount } from '../objects.js';
import type { Reduction } from '../money/totals.js';

export interface DiscountInput {
  coupon?: string;
  discount?: string;
}
export const discountList: Kind<DiscountInput[] | null> = unsettable(
  list(object({ coupon: text, discount: text })),
);

/** Makes (or keeps) the discounts of a parameter and returns their ids. */
export function applyDiscounts(
  context: Context,
  inputs: DiscountInput[] | null,
  target: { customer: string; currency: string; invoice: string | null; invoice_item: string | null },
  at: string,
): string[] {
  return (inputs ?? []).map((input, index) => {
    const name = `${at}[${index}]`;
    if (input.discount !== undefined) {
      return must(context.world.discounts, 'discount', input.discount, `${name}[discount]`, 400).id;
    }
    if (input.coupon === undefined)
      throw refuse('missing_parameter', { name: `${name}[coupon]` }, `${name}[coupon]`);
    const coupon = usable(context, input.coupon, target.currency, `${name}[coupon]`);
    coupon.times_redeemed += 1;
    const discount: Discount = {
      id: context.world.shared.newId('di'),
      object: 'discount',
      checkout_session: null,
      customer: target.customer,
      customer_account: null,
      end: null,
      invoice: target.invoice,
      invoice_item: target.invoice_item,
      promotion_code: null,
      source: { coupon: coupon.id, type: 'coupon' },
      start: context.now,
      subscription: null,
      subscription_item: null,
    };
    return context.world.discounts.insert(discount).id;
  });
}

function usable(context: Context, id: string, currency: string, at: string): Coupon {
  const coupon = must(context.world.coupons, 'coupon', id, at, 400);
  if (coupon.redeem_by !== null && coupon.redeem_by < context.now) throw refuse('coupon_expired', { id }, at);
  if (coupon.currency !== null && coupon.currency !== currency) {
    throw refuse(
      'coupon_invalid',
      { id, why: `it is in ${coupon.currency} and the invoice in ${currency}` },
      at,
    );
  }
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions) {
    throw refuse('coupon_invalid', { id, why: 'it was redeemed as often as allowed' }, at);
  }
  return coupon;
}

export function reductions(context: Context, ids: string[]): Reduction[] {
  return ids.flatMap((id) => {
    const coupon = context.world.coupons.get(context.world.discounts.get(id)?.source.coupon ?? '');
    return coupon ? [{ id, coupon }] : [];
  });
}
