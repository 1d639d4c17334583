/** Payment records: payments that somebody else processed, reported once in their final state. */
import { one } from '../core/answers.js';
import { must, mustCustomer } from '../core/find.js';
import {
  currency,
  expandable,
  integer,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  required,
  text,
  type Read,
} from '../core/params.js';
import { id, route, type Route } from '../core/route.js';
import type { Call } from '../core/world.js';
import { billingShape, toBilling } from '../payments/methods.js';
import type { Money, PaymentRecord } from '../objects.js';

const reportShape = {
  ...expandable,
  amount_requested: required(object({ currency: required(currency), value: required(integer) })),
  canceled: object({ canceled_at: required(integer) }),
  customer_details: object({ customer: text, email: text, name: text, phone: text }),
  customer_presence: oneOf('off_session', 'on_session'),
  description: text,
  failed: object({ failed_at: required(integer) }),
  guaranteed: object({ guaranteed_at: required(integer) }),
  initiated_at: required(integer),
  metadata,
  outcome: oneOf('canceled', 'failed', 'guaranteed'),
  payment_method_details: required(
    object({
      billing_details: billingShape,
      custom: object({ display_name: text, type: text }),
      payment_method: text,
      type: oneOf('custom'),
    }),
  ),
  processor_details: object({
    custom: object({ payment_reference: required(text) }),
    type: required(oneOf('custom')),
  }),
};

export const paymentRecordRoutes: Route[] = [
  route('POST', '/v1/payment_records/report_payment', one('payment_record'), reportShape, reportPayment),
  route('GET', '/v1/payment_records/:id', one('payment_record'), expandable, (call) =>
    must(call.world.paymentRecords, 'payment_record', id(call, 'id'), 'id'),
  ),
];

function reportPayment(call: Call<Read<typeof reportShape>>): PaymentRecord {
  const { params, world } = call;
  const { amount_requested: asked, customer_details: who, outcome, payment_method_details: how } = params;
  if (who?.customer !== undefined) mustCustomer(world, who.customer, 'customer_details[customer]');
  const amount = (counts: boolean): Money => ({ currency: asked.currency, value: counts ? asked.value : 0 });
  const { email = null, name = null, phone = null, customer = null } = who ?? {};
  return world.paymentRecords.insert({
    id: world.shared.newId('pr'),
    object: 'payment_record',
    amount: amount(true),
    amount_authorized: amount(false),
    amount_canceled: amount(outcome === 'canceled'),
    amount_failed: amount(outcome === 'failed'),
    amount_guaranteed: amount(outcome === 'guaranteed'),
    amount_refunded: amount(false),
    amount_requested: amount(true),
    application: null,
    created: call.now,
    customer_details: who ? { customer, email, name, phone } : null,
    customer_presence: params.customer_presence ?? null,
    description: params.description ?? null,
    latest_payment_attempt_record: world.shared.newId('par'),
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    payment_method_details: {
      billing_details: how.billing_details ? toBilling(how.billing_details) : null,
      ...(how.custom && {
        custom: { display_name: how.custom.display_name ?? '', type: how.custom.type ?? null },
      }),
      payment_method: how.payment_method ?? null,
      type: how.type ?? 'custom',
    },
    processor_details: {
      ...(params.processor_details?.custom && { custom: params.processor_details.custom }),
      type: 'custom',
    },
    reported_by: 'self',
    shipping_details: null,
  });
}
