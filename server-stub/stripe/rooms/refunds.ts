/** Refunds: made on a charge, or on the charge of a payment intent; only their metadata can change. */
import { changeAndEmit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  expandable,
  integer,
  mergeMetadata,
  metadata,
  oneOf,
  paging,
  text,
  timeRange,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { World } from '../core/world.js';
import { makeRefund, planRefunds, successfulCharge, unrefunded } from '../invoices/refunds.js';
import type { Charge } from '../objects.js';

const shape = {
  ...expandable,
  amount: integer,
  charge: text,
  metadata,
  payment_intent: text,
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
};

export const refundRoutes: Route[] = [
  route(
    'GET',
    '/v1/refunds',
    listOf('refund'),
    { ...paging, charge: text, created: timeRange, payment_intent: text },
    (call) => {
      const { charge, created, payment_intent } = call.params;
      return listPage(call.world.refunds, call.params, {
        url: '/v1/refunds',
        kind: 'refund',
        match: (refund) =>
          (charge === undefined || refund.charge === charge) &&
          (payment_intent === undefined || refund.payment_intent === payment_intent) &&
          within(refund.created, created),
      });
    },
  ),
  route('POST', '/v1/refunds', one('refund'), shape, (call) => {
    const { amount, reason, metadata: meta } = call.params;
    if (amount !== undefined && amount < 1) throw refuse('too_small', { limit: 1 }, 'amount');
    const charge = chargeToRefund(call.world, call.params);
    const [part] = planRefunds([charge], amount ?? unrefunded(charge), 'amount');
    return makeRefund(call, part ?? { charge, amount: 0 }, {
      metadata: mergeMetadata({}, meta),
      ...(reason && { reason }),
    });
  }),
  route('GET', '/v1/refunds/:refund', one('refund'), expandable, (call) =>
    must(call.world.refunds, 'refund', id(call, 'refund'), 'refund'),
  ),
  route('POST', '/v1/refunds/:refund', one('refund'), { ...expandable, metadata }, (call) => {
    const refund = must(call.world.refunds, 'refund', id(call, 'refund'), 'refund');
    changeAndEmit(call, 'refund.updated', refund, {
      metadata: mergeMetadata(refund.metadata, call.params.metadata),
    });
    return refund;
  }),
];

/** The successful charge that is named, by itself or by its intent. */
function chargeToRefund(world: World, named: { charge?: string; payment_intent?: string }): Charge {
  if (named.charge !== undefined && named.payment_intent !== undefined) {
    throw refuse('exclusive', { names: 'charge, payment_intent' });
  }
  if (named.charge !== undefined) {
    const charge = must(world.charges, 'charge', named.charge, 'charge', 400);
    if (charge.status !== 'succeeded') throw refuse('no_charge_to_refund', { id: charge.payment_intent });
    return charge;
  }
  if (named.payment_intent === undefined) throw refuse('nothing_to_refund_on');
  const intent = must(world.intents, 'payment_intent', named.payment_intent, 'payment_intent', 400);
  const charge = successfulCharge(world, intent.id);
  if (!charge) throw refuse('no_charge_to_refund', { id: intent.id });
  return charge;
}
