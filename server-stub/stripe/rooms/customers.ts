/** Customers, with search for pickers and the invoice numbering that hangs on each. */
import { emit, snapshot, tellChange } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must, mustCustomer } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
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
  textUpTo,
  timeRange,
  unmodelled,
  unsettable,
  type Read,
  type Shape,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import { searchPage, searchShape } from '../core/search.js';
import type { Context } from '../core/world.js';
import { invoicePrefix } from '../ids.js';
import { moveBalance } from '../invoices/balance.js';
import { recomputeDrafts } from '../invoices/change.js';
import { taxLocation } from '../invoices/tax-location.js';
import type { Address, Customer, Shipping } from '../objects.js';
import { namedMethod } from '../payments/methods.js';
import { checkTaxId, createTaxId, taxIdShape } from './tax-ids.js';

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

/** Stripe's limits of custom fields. */
export const customFields = unsettable(
  list(object({ name: required(textUpTo(40)), value: required(textUpTo(140)) })),
);

/** The parameters that creating and updating a customer share. */
export const customerShape = {
  ...expandable,
  address: unsettable(addressShape),
  balance: integer,
  business_name: unsettable(textUpTo(150)),
  cash_balance: unmodelled,
  description: textOrNull,
  email: unsettable(textUpTo(512)),
  individual_name: unsettable(textUpTo(150)),
  invoice_prefix: text,
  invoice_settings: object({
    custom_fields: customFields,
    default_payment_method: textOrNull,
    footer: unsettable(textUpTo(5000)),
    rendering_options: unsettable(
      object({
        amount_tax_display: unsettable(oneOf('exclude_tax', 'include_inclusive_tax')),
        template: text,
      }),
    ),
  }),
  metadata,
  name: unsettable(textUpTo(256)),
  next_invoice_sequence: integer,
  phone: unsettable(textUpTo(20)),
  preferred_locales: list(text),
  shipping: unsettable(shippingShape),
  source: unmodelled,
  tax: object({ ip_address: textOrNull, validate_location: oneOf('deferred', 'immediately') }),
  tax_exempt: unsettable(oneOf('exempt', 'none', 'reverse')),
  validate: boolean,
} satisfies Shape;

export const customerRoutes: Route[] = [
  route('GET', '/v1/customers/search', listOf('customer'), searchShape, (call) =>
    searchPage(call, call.world.customers, '/v1/customers/search', {
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
  route(
    'GET',
    '/v1/customers',
    listOf('customer'),
    { ...paging, created: timeRange, email: text, test_clock: unmodelled },
    (call) =>
      listPage(call.world.customers, call.params, {
        url: '/v1/customers',
        kind: 'customer',
        match: (customer) =>
          !customer.deleted &&
          (call.params.email === undefined || customer.email === call.params.email) &&
          within(customer.created, call.params.created),
      }),
  ),
  route(
    'POST',
    '/v1/customers',
    one('customer'),
    {
      ...customerShape,
      payment_method: text,
      tax_id_data: list(object(taxIdShape)),
      test_clock: unmodelled,
    },
    (call) => {
      const { balance = 0, payment_method, tax_id_data = [] } = call.params;
      const customer = emptyCustomer(call);
      Object.assign(customer, edits(call, customer, call.params));
      for (const { type, value } of tax_id_data) checkTaxId(type, value);
      if (payment_method !== undefined) attachFirst(call, customer, payment_method);
      checkDefault(call, customer, customer.invoice_settings.default_payment_method);
      call.world.customers.insert(customer);
      adjustBalance(call, customer, balance, 'initial');
      emit(call, 'customer.created', customer);
      for (const input of tax_id_data) createTaxId(call, customer.id, input);
      return customer;
    },
  ),
  route('GET', '/v1/customers/:customer', one('customer'), expandable, (call) => {
    const customer = must(call.world.customers, 'customer', id(call, 'customer'), 'id');
    return customer.deleted ? deletion(customer.id) : customer;
  }),
  route(
    'POST',
    '/v1/customers/:customer',
    one('customer'),
    { ...customerShape, default_source: unmodelled },
    (call) => {
      const customer = mustCustomer(call.world, id(call, 'customer'), 'id', 404);
      const { balance = customer.balance } = call.params;
      checkDefault(call, customer, call.params.invoice_settings?.default_payment_method);
      const changes = edits(call, customer, call.params);
      const before = snapshot(customer);
      adjustBalance(call, customer, balance, 'adjustment');
      tellChange(call, 'customer.updated', customer, before, changes);
      recomputeDrafts(call, customer.id);
      return customer;
    },
  ),
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

/** Runs with a customer who has other details for that long, or with nobody yet who is only described. */
export function withCustomer<T>(
  call: Context,
  known: string | undefined,
  details: Pick<Read<typeof customerShape>, 'address' | 'shipping' | 'tax_exempt'>,
  run: (id: string) => T,
): T {
  const { customers } = call.world;
  const customer =
    known === undefined ? customers.insert(emptyCustomer(call)) : mustCustomer(call.world, known);
  const before = { ...customer };
  const { address, shipping, tax_exempt } = details;
  try {
    Object.assign(customer, edits(call, customer, given({ address, shipping, tax_exempt })));
    return run(customer.id);
  } finally {
    if (known === undefined) customers.remove(customer.id);
    else Object.assign(customer, before);
  }
}

/** Brings the balance to a value, and writes down by how much it moved. */
function adjustBalance(
  call: Context,
  customer: Customer,
  balance: number,
  type: 'initial' | 'adjustment',
): void {
  const moved = balance - customer.balance;
  if (moved === 0) return;
  const currency = customer.currency ?? call.world.account.default_currency;
  moveBalance(call, customer, moved, currency, { type });
}

function edits(call: Context, customer: Customer, input: Read<typeof customerShape>): Partial<Customer> {
  checkLocation(customer, input);
  return given({
    address: input.address && toAddress(input.address),
    business_name: input.business_name,
    description: input.description,
    email: input.email,
    individual_name: input.individual_name,
    invoice_prefix: input.invoice_prefix,
    invoice_settings: invoiceSettings(call, customer, input.invoice_settings),
    metadata: mergeMetadata(customer.metadata, input.metadata),
    name: input.name,
    next_invoice_sequence: input.next_invoice_sequence,
    phone: input.phone,
    preferred_locales: input.preferred_locales,
    shipping: input.shipping && toShipping(input.shipping),
    tax_exempt: input.tax_exempt === null ? 'none' : input.tax_exempt,
  });
}

function invoiceSettings(
  { world }: Context,
  customer: Customer,
  input: Read<typeof customerShape>['invoice_settings'] = {},
): Customer['invoice_settings'] {
  const { rendering_options, ...rest } = input;
  const before = customer.invoice_settings;
  if (rendering_options === undefined) return { ...before, ...given(rest) };
  if (rendering_options === null) return { ...before, ...given(rest), rendering_options: null };
  const { amount_tax_display = null, template } = rendering_options;
  const param = 'invoice_settings[rendering_options][template]';
  const named =
    template === undefined
      ? null
      : must(world.renderingTemplates, 'invoice rendering template', template, param, 400);
  return {
    ...before,
    ...given(rest),
    rendering_options: { amount_tax_display, template: named?.id ?? null },
  };
}

/** `tax[validate_location]=immediately` refuses an address that automatic tax could not use. */
function checkLocation(customer: Customer, input: Read<typeof customerShape>): void {
  if (input.tax?.validate_location !== 'immediately') return;
  const address = input.address === undefined ? customer.address : input.address && toAddress(input.address);
  const shipping =
    input.shipping === undefined ? customer.shipping : input.shipping && toShipping(input.shipping);
  if (!taxLocation({ address, shipping })) throw refuse('tax_location');
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
