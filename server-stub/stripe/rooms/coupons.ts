/** Coupons, as far as discounts on invoices and lines need them. */
import { emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  currency,
  expandable,
  integer,
  list,
  mergeMetadata,
  metadata,
  number,
  object,
  oneOf,
  paging,
  text,
  timeRange,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Coupon } from '../objects.js';

export const couponRoutes: Route[] = [
  route('GET', '/v1/coupons', listOf('coupon'), { ...paging, created: timeRange }, (call) =>
    listPage(call.world.coupons, call.params, {
      url: '/v1/coupons',
      kind: 'coupon',
      match: (coupon) => within(coupon.created, call.params.created),
    }),
  ),
  route(
    'POST',
    '/v1/coupons',
    one('coupon'),
    {
      ...expandable,
      id: text,
      amount_off: integer,
      applies_to: object({ products: list(text) }),
      currency,
      duration: oneOf('forever', 'once', 'repeating'),
      duration_in_months: integer,
      max_redemptions: integer,
      metadata,
      name: text,
      percent_off: number,
      redeem_by: integer,
    },
    (call) => {
      const { params, world } = call;
      if ((params.amount_off === undefined) === (params.percent_off === undefined)) {
        throw refuse('exclusive', { names: 'amount_off, percent_off' });
      }
      if (params.amount_off !== undefined && params.currency === undefined) {
        throw refuse('missing_parameter', { name: 'currency' }, 'currency');
      }
      if (params.id !== undefined && world.coupons.get(params.id))
        throw refuse('resource_exists', { kind: 'Coupon' });
      const coupon: Coupon = {
        id: params.id ?? world.shared.newId('coupon').slice(-8),
        object: 'coupon',
        amount_off: params.amount_off ?? null,
        ...(params.applies_to && { applies_to: { products: params.applies_to.products ?? [] } }),
        created: call.now,
        currency: params.currency ?? null,
        duration: params.duration ?? 'once',
        duration_in_months: params.duration_in_months ?? null,
        livemode: false,
        max_redemptions: params.max_redemptions ?? null,
        metadata: mergeMetadata({}, params.metadata),
        name: params.name ?? null,
        percent_off: params.percent_off ?? null,
        redeem_by: params.redeem_by ?? null,
        times_redeemed: 0,
        valid: true,
      };
      world.coupons.insert(coupon);
      emit(call, 'coupon.created', coupon);
      return coupon;
    },
  ),
  route('GET', '/v1/coupons/:coupon', one('coupon'), expandable, (call) =>
    must(call.world.coupons, 'coupon', id(call, 'coupon'), 'coupon'),
  ),
  route('DELETE', '/v1/coupons/:coupon', one('coupon'), {}, (call) => {
    const coupon = must(call.world.coupons, 'coupon', id(call, 'coupon'), 'coupon');
    call.world.coupons.remove(coupon.id);
    emit(call, 'coupon.deleted', coupon);
    return { id: coupon.id, object: 'coupon', deleted: true };
  }),
];
