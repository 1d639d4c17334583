/** Payment intents and charges, as far as invoices make them: read, and confirm the intent of an open invoice. */
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import { boolean, expandable, paging, text, timeRange } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Context, InvoiceRecord } from '../core/world.js';
import { collect } from '../invoices/payments.js';
import type { PaymentIntent } from '../objects.js';
import { attachableMethod } from './payment-methods.js';

export const paymentIntentRoutes: Route[] = [
  route(
    'GET',
    '/v1/payment_intents',
    listOf('payment_intent'),
    { ...paging, created: timeRange, customer: text },
    (call) =>
      listPage(call.world.intents, call.params, {
        url: '/v1/payment_intents',
        kind: 'payment_intent',
        match: (intent) =>
          (call.params.customer === undefined || intent.customer === call.params.customer) &&
          within(intent.created, call.params.created),
      }),
  ),
  route(
    'GET',
    '/v1/payment_intents/:intent',
    one('payment_intent'),
    { ...expandable, client_secret: text },
    (call) => must(call.world.intents, 'payment_intent', id(call, 'intent'), 'intent'),
  ),
  route(
    'POST',
    '/v1/payment_intents/:intent/confirm',
    one('payment_intent'),
    { ...expandable, client_secret: text, off_session: boolean, payment_method: text, return_url: text },
    (call) => {
      const intent = must(call.world.intents, 'payment_intent', id(call, 'intent'), 'intent');
      if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_action') {
        throw refuse('intent_state', { what: 'payment_method', status: intent.status });
      }
      const chosen = call.params.payment_method ?? intent.payment_method;
      if (chosen === null) throw refuse('missing_parameter', { name: 'payment_method' }, 'payment_method');
      const problem = collect(call, invoiceOf(call, intent), attachableMethod(call, chosen), 'manual');
      // An intent that waits for the customer is a good answer here; only a decline is refused.
      if (problem && problem.fields.code !== 'invoice_payment_intent_requires_action') throw problem;
      return intent;
    },
  ),
  route('GET', '/v1/charges/:charge', one('charge'), expandable, (call) =>
    must(call.world.charges, 'charge', id(call, 'charge'), 'charge'),
  ),
];

function invoiceOf({ world }: Context, intent: PaymentIntent): InvoiceRecord {
  for (const payment of world.invoicePayments.newestFirst()) {
    const record =
      payment.payment.payment_intent === intent.id ? world.invoices.get(payment.invoice) : undefined;
    if (record) return record;
  }
  throw refuse('no_such', { kind: 'invoice', id: intent.id }, 'intent');
}
