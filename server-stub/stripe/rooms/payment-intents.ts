/** Payment intents: made, changed, confirmed and cancelled; a page may read and confirm one that it has the secret of. */
import { listOf, one } from '../core/answers.js';
import { must, mustCustomer } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
  currency,
  expandable,
  given,
  integer,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  paging,
  required,
  text,
  textOrNull,
  timeRange,
  unsettable,
  type Read,
  type Shape,
} from '../core/params.js';
import { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Call, Context, MethodRecord } from '../core/world.js';
import { minimumCharge } from '../../../src/invoice/money.js';
import type { PaymentIntent } from '../objects.js';
import { typesFor } from '../money/test-methods.js';
import { checkMethod, confirmIntent } from '../payments/confirm.js';
import { toTransferData, transferShape } from '../payments/connect.js';
import { cancelIntent, createIntent, invoiceOf, isUnpaid } from '../payments/intents.js';
import { createMethod, methodShape, namedMethod } from '../payments/methods.js';

const shape = {
  ...expandable,
  application_fee_amount: unsettable(integer),
  allowed_payment_method_types: list(text),
  customer: text,
  description: textOrNull,
  metadata,
  payment_method: text,
  payment_method_data: object(methodShape),
  /** Taken from API versions before 2026-09-30.endive; these list what has to pay, the newer name what may. */
  payment_method_types: list(text),
  receipt_email: textOrNull,
  setup_future_usage: oneOf('off_session', 'on_session'),
  statement_descriptor: text,
  transfer_data: transferShape,
} satisfies Shape;

/** The customer's consent to be debited, which the stand-in takes for granted. */
const mandateData = unsettable(
  object({
    customer_acceptance: required(
      object({
        accepted_at: integer,
        offline: object({}),
        online: object({ infer_from_client: boolean, ip_address: text, user_agent: text }),
        type: required(oneOf('offline', 'online')),
      }),
    ),
  }),
);

const createShape = {
  ...shape,
  amount: required(integer),
  automatic_payment_methods: object({
    allow_redirects: oneOf('always', 'never'),
    enabled: required(boolean),
  }),
  capture_method: oneOf('automatic', 'automatic_async'),
  confirm: boolean,
  confirmation_method: oneOf('automatic'),
  currency: required(currency),
  mandate_data: mandateData,
  off_session: boolean,
  on_behalf_of: text,
  return_url: text,
};

const updateShape = { ...shape, amount: integer, currency };

const confirmShape = {
  ...expandable,
  client_secret: text,
  mandate: text,
  mandate_data: mandateData,
  off_session: boolean,
  payment_method: text,
  payment_method_data: object(methodShape),
  receipt_email: textOrNull,
  return_url: text,
  setup_future_usage: oneOf('off_session', 'on_session'),
  use_stripe_sdk: boolean,
};

const cancelShape = {
  ...expandable,
  cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'),
};

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
  route('POST', '/v1/payment_intents', one('payment_intent'), createShape, create),
  {
    ...route(
      'GET',
      '/v1/payment_intents/:intent',
      one('payment_intent'),
      { ...expandable, client_secret: text },
      (call) => shown(call, askedFor(call, call.params.client_secret)),
    ),
    publishable: true,
  },
  route('POST', '/v1/payment_intents/:intent', one('payment_intent'), updateShape, update),
  {
    ...route('POST', '/v1/payment_intents/:intent/confirm', one('payment_intent'), confirmShape, (call) => {
      const intent = askedFor(call, call.params.client_secret);
      const { off_session, ...params } = call.params;
      confirm(call, intent, methodFor(call, intent.customer, params, intent.payment_method), off_session);
      return shown(call, intent);
    }),
    publishable: true,
  },
  route('POST', '/v1/payment_intents/:intent/cancel', one('payment_intent'), cancelShape, (call) => {
    const intent = mustIntent(call);
    if (invoiceOf(call.world, intent)?.payment.is_default)
      throw refuse('intent_of_invoice', { what: 'canceled', which: 'the default' });
    cancelIntent(call, intent, call.params.cancellation_reason ?? null);
    return intent;
  }),
];

function mustIntent(call: Call<unknown>): PaymentIntent {
  return must(call.world.intents, 'payment_intent', id(call, 'intent'), 'intent');
}

/** The intent of the path; its secret must fit where one is named, and a page has to name it. */
export function askedFor(call: Call<unknown>, secret: string | undefined): PaymentIntent {
  const intent = mustIntent(call);
  if (secret === undefined && call.publishable)
    throw refuse('missing_parameter', { name: 'client_secret' }, 'client_secret');
  if (secret !== undefined && secret !== intent.client_secret) throw refuse('wrong_client_secret');
  return intent;
}

/** A page is not told what is the seller's business. */
export function shown({ publishable }: Context, intent: PaymentIntent): object {
  if (!publishable) return intent;
  const {
    amount_capturable: _capturable,
    amount_received: _received,
    application_fee_amount: _fee,
    customer: _customer,
    latest_charge: _charge,
    metadata: _metadata,
    on_behalf_of: _account,
    statement_descriptor: _descriptor,
    transfer_data: _transfer,
    ...rest
  } = intent;
  return rest;
}

function create(call: Call<Read<typeof createShape>>): PaymentIntent {
  const { params, world } = call;
  checkAmount(params.amount, params.currency);
  const types = usableTypes(params, params.currency);
  const customer = params.customer === undefined ? null : mustCustomer(world, params.customer).id;
  const method = params.confirm ? methodFor(call, customer, params) : givenMethod(call, params);
  if (method) checkMethod({ customer, payment_method_types: types }, method);
  const intent = createIntent(call, {
    ...given({
      allowed_payment_method_types: params.allowed_payment_method_types,
      description: params.description,
      receipt_email: params.receipt_email,
      setup_future_usage: params.setup_future_usage,
      statement_descriptor: params.statement_descriptor,
    }),
    application_fee_amount: params.application_fee_amount ?? null,
    on_behalf_of: params.on_behalf_of ?? null,
    transfer_data: params.transfer_data ? toTransferData(params.transfer_data) : null,
    amount: params.amount,
    automatic_payment_methods: automaticMethods(params),
    capture_method: params.capture_method ?? 'automatic_async',
    currency: params.currency,
    customer,
    metadata: mergeMetadata({}, params.metadata),
    payment_method: method?.id ?? null,
    payment_method_types: types,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  });
  if (params.confirm && method) confirm(call, intent, method, params.off_session);
  return intent;
}

/** On unless types were listed, or it was turned off. */
function automaticMethods(params: Read<typeof createShape>): PaymentIntent['automatic_payment_methods'] {
  const { automatic_payment_methods: wanted, payment_method_types: types } = params;
  if (types || wanted?.enabled === false) return null;
  return { allow_redirects: wanted?.allow_redirects ?? 'always', enabled: true };
}

function checkAmount(amount: number, inCurrency: string): void {
  if (amount < (minimumCharge(inCurrency) ?? 1)) throw refuse('amount_too_small');
}

/** What may pay: the types that have to fit the currency, else those of the allowed ones that do, else all. */
function usableTypes(
  { allowed_payment_method_types: allowed, payment_method_types: named }: TypeParams,
  inCurrency: string,
): string[] {
  const usable: string[] = typesFor(inCurrency);
  const fits = (type: string): boolean => usable.includes(type);
  const wrong =
    named?.find((type) => !fits(type)) ?? (allowed?.some(fits) === false ? allowed[0] : undefined);
  if (wrong !== undefined) throw refuse('bad_method_type', { type: wrong, currency: inCurrency });
  return named ?? allowed?.filter(fits) ?? usable;
}

/** The types after a change; those that were automatic follow the currency. */
function changedTypes(intent: PaymentIntent, params: TypeParams & { currency?: string }): string[] {
  const inCurrency = params.currency ?? intent.currency;
  if (params.payment_method_types ?? params.allowed_payment_method_types)
    return usableTypes(params, inCurrency);
  if (params.currency === undefined) return intent.payment_method_types;
  const { allowed_payment_method_types: allowed, automatic_payment_methods: automatic } = intent;
  return automatic
    ? usableTypes(allowed ? { allowed_payment_method_types: allowed } : {}, inCurrency)
    : usableTypes({ payment_method_types: intent.payment_method_types }, inCurrency);
}
type TypeParams = Pick<Read<typeof shape>, 'allowed_payment_method_types' | 'payment_method_types'>;

type MethodParams = Pick<Read<typeof shape>, 'payment_method' | 'payment_method_data'>;

/** The payment method that the parameters name or describe. */
function givenMethod(call: Call<unknown>, params: MethodParams): MethodRecord | null {
  const { payment_method: named, payment_method_data: data } = params;
  if (named !== undefined) return namedMethod(call, named);
  return data ? createMethod(call, data, 'payment_method_data') : null;
}

function update(call: Call<Read<typeof updateShape>>): PaymentIntent {
  const intent = mustIntent(call);
  const { params } = call;
  const what = (
    ['currency', 'customer', 'amount', 'allowed_payment_method_types', 'payment_method_types'] as const
  ).find((name) => params[name] !== undefined);
  const payment = invoiceOf(call.world, intent)?.payment;
  if (what !== undefined && payment?.is_default)
    throw refuse('intent_of_invoice', { what: 'updated', which: 'the default' }, what);
  if (payment && (what === 'currency' || what === 'customer'))
    throw refuse('intent_of_invoice', { what: 'updated', which: 'a' }, what);
  if (what !== undefined && !isUnpaid(intent))
    throw refuse('intent_not_updated', { what, status: intent.status }, what);
  const inCurrency = params.currency ?? intent.currency;
  if (params.amount !== undefined || params.currency !== undefined)
    checkAmount(params.amount ?? intent.amount, inCurrency);
  const types = changedTypes(intent, params);
  if (params.customer !== undefined) mustCustomer(call.world, params.customer);
  const method = givenMethod(call, params);
  const { expand: _expand, payment_method_data: _data, transfer_data, ...input } = params;
  const changed = {
    ...intent,
    ...given({
      ...input,
      payment_method: method?.id,
      transfer_data: transfer_data && toTransferData(transfer_data),
    }),
    payment_method_types: types,
  };
  if (method) checkMethod(changed, method);
  Object.assign(intent, changed, { metadata: mergeMetadata(intent.metadata, params.metadata) });
  if (method && intent.status === 'requires_payment_method') intent.status = 'requires_confirmation';
  if (payment && params.amount !== undefined) payment.amount_requested = params.amount;
  return intent;
}

/** The method that the parameters name, else the intent's own, else the customer's default; refuses where there is none. */
function methodFor(
  call: Call<unknown>,
  customerId: string | null,
  params: MethodParams,
  own: string | null = null,
): MethodRecord {
  const named = givenMethod(call, params);
  if (named) return named;
  const customer = call.world.customers.get(customerId ?? '');
  const known = own ?? customer?.invoice_settings.default_payment_method ?? null;
  if (known !== null) return namedMethod(call, known);
  if (customerId === null) throw refuse('intent_without_method');
  throw refuse('intent_without_customers_method', { customer: customerId });
}

function confirm(call: Call<unknown>, intent: PaymentIntent, method: MethodRecord, offSession = false): void {
  const problem = confirmIntent(call, intent, method, { offSession });
  // An intent that waits for the customer is a good answer here; only a decline is refused.
  if (problem && intent.status !== 'requires_action')
    throw new Problem({ ...problem.fields, payment_intent: structuredClone(shown(call, intent)) });
}
