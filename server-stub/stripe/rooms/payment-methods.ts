/** Payment methods: test cards and bank accounts, and whose they are. */
import { changeAndEmit, emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { mustCustomer } from '../core/find.js';
import { listPage } from '../core/list.js';
import { expandable, paging, required, text } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Call, Context } from '../core/world.js';
import { createMethod, methodShape, mustMethod, namedMethod } from '../payments/methods.js';

export const paymentMethodRoutes: Route[] = [
  route(
    'GET',
    '/v1/payment_methods',
    listOf('payment_method'),
    { ...paging, customer: text, type: text },
    (call) => listMethods(call, call.params.customer, '/v1/payment_methods'),
  ),
  route(
    'GET',
    '/v1/customers/:customer/payment_methods',
    listOf('payment_method'),
    { ...paging, type: text },
    (call) => {
      const customer = mustCustomer(call.world, id(call, 'customer'), 'customer', 404);
      return listMethods(call, customer.id, `/v1/customers/${customer.id}/payment_methods`);
    },
  ),
  route(
    'GET',
    '/v1/customers/:customer/payment_methods/:payment_method',
    one('payment_method'),
    expandable,
    (call) => {
      const customer = mustCustomer(call.world, id(call, 'customer'), 'customer', 404);
      const methodId = id(call, 'payment_method');
      const { method } = mustMethod(call.world, methodId, 'payment_method', 404);
      if (method.customer !== customer.id)
        throw refuse('no_such', { kind: 'PaymentMethod', id: methodId }, 'payment_method', 404);
      return method;
    },
  ),
  {
    ...route(
      'POST',
      '/v1/payment_methods',
      one('payment_method'),
      { ...expandable, ...methodShape },
      (call) => createMethod(call, call.params).method,
    ),
    publishable: true,
  },
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
      const { method } = namedMethod(call, id(call, 'payment_method'), 'payment_method', 404);
      if (method.customer !== null && method.customer !== customer.id) throw refuse('already_attached');
      method.customer = customer.id;
      emit(call, 'payment_method.attached', method);
      return method;
    },
  ),
  route('POST', '/v1/payment_methods/:payment_method/detach', one('payment_method'), expandable, (call) => {
    const { method } = mustMethod(call.world, id(call, 'payment_method'), 'payment_method', 404);
    if (method.customer === null) throw refuse('not_detachable');
    forgetDefault(call, method.customer, method.id);
    changeAndEmit(call, 'payment_method.detached', method, { customer: null });
    return method;
  }),
];

/** A method that is gone is nobody's default. */
function forgetDefault(context: Context, customerId: string, methodId: string): void {
  const customer = context.world.customers.get(customerId);
  if (customer?.invoice_settings.default_payment_method !== methodId) return;
  changeAndEmit(context, 'customer.updated', customer, {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
  });
}

function listMethods(
  { world, params }: Call<Parameters<typeof listPage>[1] & { type?: string }>,
  customer: string | undefined,
  url: string,
): object {
  return listPage(world.paymentMethods, params, {
    url,
    kind: 'PaymentMethod',
    match: ({ method }) =>
      method.customer !== null &&
      (customer === undefined || method.customer === customer) &&
      (params.type === undefined || method.type === params.type),
    render: ({ method }) => method,
  });
}
