/** Customers, with search for pickers and the invoice numbering that hangs on each. */
import { changeAndEmit, emit } from '../core/events.js';
import { listOf, one } from '../core/expand.js';
import { must, mustCustomer } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
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
import { id, route, type Route } from '../core/route.js';
import { searchPage, searchShape } from '../core/search.js';
import type { Context } from '../core/world.js';
import { invoicePrefix } from '../ids.js';
import { recomputeDrafts } from '../invoices/change.js';
import type { Address, Customer, Shipping } from '../objects.js';
import { refuse } from '../core/refusals.js';
import { namedMethod } from '../payments/methods.js';

const addressShape = object({
  city: textOrNull,
  country: textOrNull,
  line1: textOrNull,
  line2: textOrNull,
  postal_code: textOrNull,
  state: textOrNull,
});
type AddressInput = ReturnType<typeof addressShape.read>;
export const shippingShape = object({
  address: required(addressShape),
  name: required(text),
  phone: textOrNull,
});

const shape = {
  ...expandable,
  address: unsettable(addressShape),
  balance: integer,
  description: textOrNull,
  email: textOrNull,
  invoice_prefix: text,
  invoice_settings: object({
    custom_fields: unsettable(list(object({ name: required(text), value: required(text) }))),
    default_payment_method: textOrNull,
    footer: textOrNull,
  }),
  metadata,
  name: textOrNull,
  next_invoice_sequence: integer,
  phone: textOrNull,
  preferred_locales: list(text),
  shipping: unsettable(shippingShape),
  tax_exempt: unsettable(oneOf('none', 'exempt', 'reverse')),
} satisfies Shape;

export const customerRoutes: Route[] = [
  route('GET', '/v1/customers/search', listOf('customer'), searchShape, (call) =>
    searchPage(call.world.customers, call.params, '/v1/customers/search', {
      fields: {
        name: (customer) => customer.name,
        email: (customer) => customer.email,
        phone: (customer) => customer.phone,
        created: (customer) => customer.created,
      },
      metadata: (customer) => customer.metadata,
      match: (customer) => !customer.deleted,
    }),
  ),
  route('GET', '/v1/customers', listOf('customer'), { ...paging, created: timeRange, email: text }, (call) =>
    listPage(call.world.customers, call.params, {
      url: '/v1/customers',
      kind: 'customer',
      match: (customer) =>
        !customer.deleted &&
        (call.params.email === undefined || customer.email === call.params.email) &&
        within(customer.created, call.params.created),
    }),
  ),
  route('POST', '/v1/customers', one('customer'), { ...shape, payment_method: text }, (call) => {
    const customer = emptyCustomer(call);
    Object.assign(customer, edits(customer, call.params));
    if (call.params.payment_method !== undefined) attachFirst(call, customer, call.params.payment_method);
    checkDefault(call, customer, customer.invoice_settings.default_payment_method);
    call.world.customers.insert(customer);
    emit(call, 'customer.created', customer);
    return customer;
  }),
  route('GET', '/v1/customers/:customer', one('customer'), expandable, (call) => {
    const customer = must(call.world.customers, 'customer', id(call, 'customer'), 'id');
    return customer.deleted ? deletion(customer.id) : customer;
  }),
  route('POST', '/v1/customers/:customer', one('customer'), shape, (call) => {
    const customer = mustCustomer(call.world, id(call, 'customer'), 'id', 404);
    checkDefault(call, customer, call.params.invoice_settings?.default_payment_method);
    changeAndEmit(call, 'customer.updated', customer, edits(customer, call.params));
    recomputeDrafts(call, customer.id);
    return customer;
  }),
  route('DELETE', '/v1/customers/:customer', one('customer'), {}, (call) => {
    const customer = mustCustomer(call.world, id(call, 'customer'), 'id', 404);
    emit(call, 'customer.deleted', customer);
    customer.deleted = true;
    return deletion(customer.id);
  }),
];

/** Gives a new customer a payment method. A test token that is the default as well stands for the method made of it. */
function attachFirst(context: Context, customer: Customer, idOrToken: string): void {
  const { method } = namedMethod(context, idOrToken);
  if (method.customer !== null) throw refuse('already_attached');
  method.customer = customer.id;
  const settings = customer.invoice_settings;
  if (settings.default_payment_method === idOrToken) settings.default_payment_method = method.id;
}

/** The default payment method is one of the customer's own. */
function checkDefault(
  { world }: Context,
  { id: customerId }: Customer,
  wanted: string | null | undefined,
): void {
  if (wanted != null && world.paymentMethods.get(wanted)?.method.customer !== customerId)
    throw refuse('not_the_customers', { id: wanted });
}

const deletion = (customerId: string) => ({ id: customerId, object: 'customer', deleted: true });

function edits(customer: Customer, input: Read<typeof shape>): Partial<Customer> {
  return given({
    address: input.address && toAddress(input.address),
    balance: input.balance,
    description: input.description,
    email: input.email,
    invoice_prefix: input.invoice_prefix,
    invoice_settings: { ...customer.invoice_settings, ...given(input.invoice_settings ?? {}) },
    metadata: mergeMetadata(customer.metadata, input.metadata),
    name: input.name,
    next_invoice_sequence: input.next_invoice_sequence,
    phone: input.phone,
    preferred_locales: input.preferred_locales,
    shipping: input.shipping && toShipping(input.shipping),
    tax_exempt: input.tax_exempt === null ? 'none' : input.tax_exempt,
  });
}

function toAddress(input: AddressInput): Address {
  const { city = null, country = null, line1 = null, line2 = null, postal_code = null, state = null } = input;
  return { city, country, line1, line2, postal_code, state };
}

export function toShipping(input: ReturnType<typeof shippingShape.read>): Shipping {
  return { address: toAddress(input.address), name: input.name, phone: input.phone ?? null };
}

function emptyCustomer({ world, now }: Context): Customer {
  return {
    id: world.shared.newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: invoicePrefix(world.shared.newId),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
