/**
 * Discounts: a coupon applied to an invoice or to one of its items, by itself or by a promotion code.
 */
import { list, object, text, unsettable, type Kind } from '../core/params.js';
import { must } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import type { Context } from '../core/world.js';
import type { Coupon, Discount, PromotionCode } from '../objects.js';
import type { Reduction } from '../money/totals.js';

export interface DiscountInput {
  coupon?: string;
  discount?: string;
  promotion_code?: string;
}
export const discountList: Kind<DiscountInput[] | null> = unsettable(
  list(object({ coupon: text, discount: text, promotion_code: text })),
);

interface Target {
  customer: string;
  currency: string;
  invoice: string | null;
  invoice_item: string | null;
}

/** Makes (or keeps) the discounts of a parameter and returns their ids. */
export function applyDiscounts(
  context: Context,
  inputs: DiscountInput[] | null,
  target: Target,
  at: string,
): string[] {
  return (inputs ?? []).map((input, index) => {
    const name = `${at}[${index}]`;
    const given = (['coupon', 'discount', 'promotion_code'] as const).filter(
      (key) => input[key] !== undefined,
    );
    if (given.length > 1)
      throw refuse('exclusive', { names: given.join(', ') }, `${name}[${given[0] ?? ''}]`);
    if (input.discount !== undefined) {
      return must(context.world.discounts, 'discount', input.discount, `${name}[discount]`, 400).id;
    }
    const code =
      input.promotion_code === undefined
        ? null
        : usableCode(context, input.promotion_code, target, `${name}[promotion_code]`);
    const couponId = code?.promotion.coupon ?? input.coupon;
    const param = `${name}[${code ? 'promotion_code' : 'coupon'}]`;
    if (couponId === undefined) throw refuse('missing_parameter', { name: param }, param);
    const coupon = usable(context, couponId, target.currency, param);
    coupon.times_redeemed += 1;
    if (code) code.times_redeemed += 1;
    return makeDiscount(context, coupon.id, target, code?.id ?? null).id;
  });
}

function makeDiscount(
  { world, now }: Context,
  coupon: string,
  target: Target,
  promotion_code: string | null,
): Discount {
  return world.discounts.insert({
    id: world.shared.newId('di'),
    object: 'discount',
    checkout_session: null,
    customer: target.customer,
    customer_account: null,
    end: null,
    invoice: target.invoice,
    invoice_item: target.invoice_item,
    promotion_code,
    source: { coupon, type: 'coupon' },
    start: now,
    subscription: null,
    subscription_item: null,
  });
}

/** The same discounts for another invoice or item, as a revision has them. */
export function copyDiscounts(context: Context, ids: string[], target: Target): string[] {
  return ids.flatMap((id) => {
    const from = context.world.discounts.get(id);
    return from ? makeDiscount(context, from.source.coupon, target, from.promotion_code).id : [];
  });
}

function usable(context: Context, id: string, currency: string, at: string): Coupon {
  const coupon = must(context.world.coupons, 'coupon', id, at, 400);
  const no = (why: string) => refuse('coupon_invalid', { id, why }, at);
  if (coupon.redeem_by !== null && coupon.redeem_by < context.now) throw refuse('coupon_expired', { id }, at);
  if (coupon.currency !== null && coupon.currency !== currency) {
    throw no(`it is in ${coupon.currency} and the invoice in ${currency}`);
  }
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions) {
    throw no('it was redeemed as often as allowed');
  }
  return coupon;
}

/** What a code asks for beyond its coupon. The least amount is not checked: a draft is still being written. */
function usableCode(context: Context, id: string, target: Target, at: string): PromotionCode {
  const { world, now } = context;
  const row = must(world.promotionCodes, 'promotion code', id, at, 400);
  const no = (why: string) => refuse('promotion_code_inactive', { code: row.code, why }, at);
  if (!row.active) throw no('it is not active');
  if (row.expires_at !== null && row.expires_at <= now) throw no('it has expired');
  if (row.customer !== null && row.customer !== target.customer) throw no('it is for another customer');
  if (row.max_redemptions !== null && row.times_redeemed >= row.max_redemptions) {
    throw no('it was redeemed as often as allowed');
  }
  if (row.restrictions.first_time_transaction && hasPaid(context, target.customer)) {
    throw no('it is for first purchases only');
  }
  return row;
}

function hasPaid({ world }: Context, customer: string): boolean {
  for (const { invoice } of world.invoices.newestFirst()) {
    if (invoice.customer === customer && invoice.status === 'paid') return true;
  }
  return false;
}

export function reductions(context: Context, ids: string[]): Reduction[] {
  return ids.flatMap((id) => {
    const coupon = context.world.coupons.get(context.world.discounts.get(id)?.source.coupon ?? '');
    return coupon ? [{ id, coupon }] : [];
  });
}
