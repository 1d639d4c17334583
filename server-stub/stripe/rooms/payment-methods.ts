/** Payment methods: test cards by token, enough to pay invoices with. */
import { emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { mustCustomer } from '../core/find.js';
import { listPage } from '../core/list.js';
import { expandable, object, oneOf, paging, required, text } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Context, MethodRecord, World } from '../core/world.js';
import { findTestCard, type TestCard } from '../money/test-cards.js';
import type { Address, Invoice } from '../objects.js';

export const paymentMethodRoutes: Route[] = [
  route(
    'GET',
    '/v1/payment_methods',
    listOf('payment_method'),
    { ...paging, customer: text, type: text },
    (call) => listMethods(call, call.params.customer, call.params, '/v1/payment_methods'),
  ),
  route(
    'GET',
    '/v1/customers/:customer/payment_methods',
    listOf('payment_method'),
    { ...paging, type: text },
    (call) => {
      const customer = mustCustomer(call.world, id(call, 'customer'), 'customer', 404);
      return listMethods(call, customer.id, call.params, `/v1/customers/${customer.id}/payment_methods`);
    },
  ),
  route(
    'POST',
    '/v1/payment_methods',
    one('payment_method'),
    {
      ...expandable,
      type: required(oneOf('card')),
      card: required(object({ token: text, number: text, exp_month: text, exp_year: text, cvc: text })),
    },
    (call) => {
      const { number, token } = call.params.card;
      const card = findTestCard(number ?? token?.replace(/^tok_/, 'pm_card_') ?? '');
      if (!card) throw refuse('no_such', { kind: 'token', id: token ?? '' }, 'card[token]', 400);
      return methodFromCard(call, card, null).method;
    },
  ),
  route(
    'GET',
    '/v1/payment_methods/:payment_method',
    one('payment_method'),
    expandable,
    (call) => mustMethod(call.world, id(call, 'payment_method'), 'payment_method', 404).method,
  ),
  route(
    'POST',
    '/v1/payment_methods/:payment_method/attach',
    one('payment_method'),
    { ...expandable, customer: required(text) },
    (call) => {
      const customer = mustCustomer(call.world, call.params.customer);
      const { method } = attachableMethod(call, id(call, 'payment_method'));
      method.customer = customer.id;
      emit(call, 'payment_method.attached', method);
      return method;
    },
  ),
  route('POST', '/v1/payment_methods/:payment_method/detach', one('payment_method'), expandable, (call) => {
    const { method } = mustMethod(call.world, id(call, 'payment_method'), 'payment_method', 404);
    method.customer = null;
    emit(call, 'payment_method.detached', method);
    return method;
  }),
];

function listMethods(
  context: Context,
  customer: string | undefined,
  params: Parameters<typeof listPage>[1],
  url: string,
): object {
  return listPage(context.world.paymentMethods, params, {
    url,
    kind: 'PaymentMethod',
    match: ({ method }) =>
      method.customer !== null && (customer === undefined || method.customer === customer),
    render: ({ method }) => method,
  });
}

export function mustMethod(world: World, methodId: string, param: string, status = 400): MethodRecord {
  const record = world.paymentMethods.get(methodId);
  if (!record) throw refuse('no_such', { kind: 'PaymentMethod', id: methodId }, param, status);
  return record;
}

/** A stored method, or a new one when the id is a test token such as `pm_card_visa`. */
export function attachableMethod(context: Context, idOrToken: string): MethodRecord {
  const card = findTestCard(idOrToken);
  return card
    ? methodFromCard(context, card, null)
    : mustMethod(context.world, idOrToken, 'payment_method', 404);
}

/**
 * The method an invoice is paid with: the one that is named (a test token is attached on the way), else the invoice's
 * default, else the customer's; null when there is none.
 */
export function payableMethod(
  context: Context,
  invoice: Invoice,
  named: string | undefined,
): MethodRecord | null {
  const { world } = context;
  const card = named === undefined ? undefined : findTestCard(named);
  if (card) return methodFromCard(context, card, invoice.customer);
  const fallback =
    invoice.default_payment_method ??
    world.customers.get(invoice.customer)?.invoice_settings.default_payment_method;
  const chosen = named ?? fallback ?? null;
  if (chosen === null) return null;
  const record = mustMethod(world, chosen, 'payment_method');
  if (record.method.customer !== null && record.method.customer !== invoice.customer)
    throw refuse('not_attached', { id: chosen });
  return record;
}

export function methodFromCard(
  { world, now }: Context,
  card: TestCard,
  customer: string | null,
): MethodRecord {
  const methodId = world.shared.newId('pm');
  const nowhere: Address = {
    city: null,
    country: null,
    line1: null,
    line2: null,
    postal_code: null,
    state: null,
  };
  return world.paymentMethods.insert({
    id: methodId,
    card,
    method: {
      id: methodId,
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: { address: nowhere, email: null, name: null, phone: null },
      card: {
        brand: card.brand,
        country: 'US',
        exp_month: 12,
        exp_year: new Date(now * 1000).getUTCFullYear() + 4,
        funding: 'credit',
        last4: card.number.slice(-4),
      },
      created: now,
      customer,
      livemode: false,
      metadata: {},
      type: 'card',
    },
  });
}
