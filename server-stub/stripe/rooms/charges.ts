/** Charges: read only, since every one is made by an intent. */
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import { expandable, paging, text, timeRange } from '../core/params.js';
import { id, route, type Route } from '../core/route.js';

export const chargeRoutes: Route[] = [
  route(
    'GET',
    '/v1/charges',
    listOf('charge'),
    { ...paging, created: timeRange, customer: text, payment_intent: text },
    (call) => {
      const { created, customer, payment_intent: intent } = call.params;
      return listPage(call.world.charges, call.params, {
        url: '/v1/charges',
        kind: 'charge',
        match: (charge) =>
          (customer === undefined || charge.customer === customer) &&
          (intent === undefined || charge.payment_intent === intent) &&
          within(charge.created, created),
      });
    },
  ),
  route('GET', '/v1/charges/:charge', one('charge'), expandable, (call) =>
    must(call.world.charges, 'charge', id(call, 'charge'), 'charge'),
  ),
];
