/** Promotion codes: words that customers may type to get a coupon. */
import { changeAndEmit, emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must, mustCustomer } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
  currency,
  expandable,
  given,
  integer,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  paging,
  required,
  text,
  timeRange,
  unmodelled,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { World } from '../core/world.js';
import type { PromotionCode } from '../objects.js';

const restrictions = object({
  currency_options: unmodelled,
  first_time_transaction: boolean,
  minimum_amount: integer,
  minimum_amount_currency: currency,
});

export const promotionCodeRoutes: Route[] = [
  route(
    'GET',
    '/v1/promotion_codes',
    listOf('promotion_code'),
    {
      ...paging,
      active: boolean,
      code: text,
      coupon: text,
      created: timeRange,
      customer: text,
      customer_account: unmodelled,
    },
    (call) => {
      const { active, code, coupon, created, customer } = call.params;
      return listPage(call.world.promotionCodes, call.params, {
        url: '/v1/promotion_codes',
        kind: 'promotion code',
        match: (row) =>
          (active === undefined || row.active === active) &&
          (code === undefined || row.code.toLowerCase() === code.toLowerCase()) &&
          (coupon === undefined || row.promotion.coupon === coupon) &&
          (customer === undefined || row.customer === customer) &&
          within(row.created, created),
      });
    },
  ),
  route(
    'POST',
    '/v1/promotion_codes',
    one('promotion_code'),
    {
      ...expandable,
      active: boolean,
      code: text,
      customer: text,
      customer_account: unmodelled,
      expires_at: integer,
      max_redemptions: integer,
      metadata,
      promotion: required(object({ type: required(oneOf('coupon')), coupon: required(text) })),
      restrictions,
    },
    (call) => {
      const { params, world } = call;
      const coupon = must(world.coupons, 'coupon', params.promotion.coupon, 'promotion[coupon]', 400);
      if (params.customer !== undefined) mustCustomer(world, params.customer);
      const code = params.code ?? world.shared.newId('code').slice(-8).toUpperCase();
      if (params.active !== false) checkFree(world, code, params.customer ?? null);
      const row: PromotionCode = {
        id: world.shared.newId('promo'),
        object: 'promotion_code',
        active: params.active ?? true,
        code,
        created: call.now,
        customer: params.customer ?? null,
        customer_account: null,
        expires_at: params.expires_at ?? null,
        livemode: false,
        max_redemptions: params.max_redemptions ?? null,
        metadata: mergeMetadata({}, params.metadata),
        promotion: { coupon: coupon.id, type: 'coupon' },
        restrictions: {
          first_time_transaction: params.restrictions?.first_time_transaction ?? false,
          minimum_amount: params.restrictions?.minimum_amount ?? null,
          minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
        },
        times_redeemed: 0,
      };
      world.promotionCodes.insert(row);
      emit(call, 'promotion_code.created', row);
      return row;
    },
  ),
  route('GET', '/v1/promotion_codes/:promotion_code', one('promotion_code'), expandable, (call) =>
    must(call.world.promotionCodes, 'promotion code', id(call, 'promotion_code'), 'promotion_code'),
  ),
  route(
    'POST',
    '/v1/promotion_codes/:promotion_code',
    one('promotion_code'),
    { ...expandable, active: boolean, metadata, restrictions: unmodelled },
    (call) => {
      const row = must(
        call.world.promotionCodes,
        'promotion code',
        id(call, 'promotion_code'),
        'promotion_code',
      );
      if (call.params.active === true && !row.active) checkFree(call.world, row.code, row.customer);
      changeAndEmit(call, 'promotion_code.updated', row, {
        ...given({ active: call.params.active }),
        metadata: mergeMetadata(row.metadata, call.params.metadata),
      });
      return row;
    },
  ),
];

/** A code is unique, letter case aside, among the active ones of each customer. */
function checkFree(world: World, code: string, customer: string | null): void {
  for (const row of world.promotionCodes.newestFirst()) {
    const same = row.code.toLowerCase() === code.toLowerCase() && row.customer === customer;
    if (same && row.active) throw refuse('promotion_code_taken', { code });
  }
}
