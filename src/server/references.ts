/**
 * What a request names beside its invoice: payments, codes, and what is in the catalog. Stripe would tell a missing one
 * apart from one that belongs to somebody else; here both are the same 404, before Stripe is asked for anything.
 */
import type Stripe from 'stripe';
import type { Access } from './authorize.js';
import type { Scope } from './options.js';
import { badParameter, isId, missing } from './problems.js';
import {
  catalogInScope,
  customerInScope,
  invoiceInScope,
  needsCustomers,
  reachesAll,
  scopePairs,
} from './scope.js';
import { idOf, rowsOf, type Json } from './stripe.js';

interface Kind {
  /** What a 404 calls it. */
  name: string;
  retrieve: (stripe: Stripe, id: string, options: Stripe.RequestOptions, scope: Scope) => Promise<unknown>;
  inScope: (object: Json, access: Access) => boolean | Promise<boolean>;
  /** Only marks in its metadata can make it somebody else's. */
  catalog?: true;
}

const withCustomer = (scope: Scope): { expand?: string[] } =>
  needsCustomers(scope) ? { expand: ['customer'] } : {};

/** What Stripe expands so that it can be told whose a promotion code is. */
export const promotionCodeExpand = (scope: Scope): string[] =>
  needsCustomers(scope) ? ['customer', 'promotion.coupon'] : [];

/** A code is everybody's, unless it is for one customer, or it or its coupon is marked as another tenant's. */
export function promotionCodeInScope(code: Json, scope: Scope): boolean {
  const { customer, promotion } = code;
  const coupon = (promotion as Json | null)?.['coupon'];
  const theirs = typeof customer === 'string' ? { id: customer } : (customer as Json | null);
  return (
    catalogInScope(code, scope) &&
    (typeof coupon !== 'object' || coupon === null || catalogInScope(coupon as Json, scope)) &&
    (!theirs || customerInScope(theirs, scope))
  );
}

/** A payment reported without a customer is nobody's that a scope could reach, unless its metadata says so. */
async function recordInScope(record: Json, access: Access): Promise<boolean> {
  const { scope } = access.session;
  const customer = (record['customer_details'] as Json | null)?.['customer'];
  if (invoiceInScope({ ...record, customer }, scope)) return true;
  if (typeof customer !== 'string' || !needsCustomers(scope)) return false;
  const found = await access.customer(customer).catch(() => null);
  return found !== null;
}

const inCatalog = (object: Json, { session }: Access): boolean => catalogInScope(object, session.scope);
const isOwned = (object: Json, { session }: Access): boolean => invoiceInScope(object, session.scope);

/** By the name of the parameter that holds the id, or a list of them. */
const KINDS: Readonly<Record<string, Kind>> = {
  payment_intent: {
    name: 'payment_intent',
    retrieve: (stripe, id, options, scope) =>
      stripe.paymentIntents.retrieve(id, withCustomer(scope), options),
    inScope: isOwned,
  },
  payment_record: {
    name: 'payment_record',
    retrieve: (stripe, id, options) => stripe.paymentRecords.retrieve(id, {}, options),
    inScope: recordInScope,
  },
  payment_method: {
    name: 'PaymentMethod',
    retrieve: (stripe, id, options, scope) =>
      stripe.paymentMethods.retrieve(id, withCustomer(scope), options),
    // One that the page has just made with Stripe.js is nobody's yet.
    inScope: (method, access) => method['customer'] === null || isOwned(method, access),
  },
  source: {
    name: 'source',
    // Older sources and cards answer as payment methods too.
    retrieve: (stripe, id, options, scope) =>
      stripe.paymentMethods.retrieve(id, withCustomer(scope), options),
    inScope: isOwned,
  },
  promotion_code: {
    name: 'promotion code',
    retrieve: (stripe, id, options, scope) =>
      stripe.promotionCodes.retrieve(id, { expand: promotionCodeExpand(scope) }, options),
    inScope: (code, { session }) => promotionCodeInScope(code, session.scope),
  },
  ...named(['coupon'], 'coupon', (stripe, id, options) => stripe.coupons.retrieve(id, {}, options)),
  ...named(['price'], 'price', (stripe, id, options) => stripe.prices.retrieve(id, {}, options)),
  ...named(['product'], 'product', (stripe, id, options) => stripe.products.retrieve(id, {}, options)),
  ...named(['tax_rate', 'tax_rates', 'default_tax_rates'], 'tax rate', (stripe, id, options) =>
    stripe.taxRates.retrieve(id, {}, options),
  ),
  ...named(['shipping_rate'], 'shipping rate', (stripe, id, options) =>
    stripe.shippingRates.retrieve(id, {}, options),
  ),
  ...named(['template'], 'invoice rendering template', (stripe, id, options) =>
    stripe.invoiceRenderingTemplates.retrieve(id, {}, options),
  ),
};

function named(params: string[], name: string, retrieve: Kind['retrieve']): Record<string, Kind> {
  return Object.fromEntries(
    params.map((param) => [param, { name, retrieve, inScope: inCatalog, catalog: true }]),
  );
}

/** 250 lines, each with a price and a tax rate of its own. */
const MAX_REFERENCES = 500;
const AT_ONCE = 10;
/** The deepest parameter is `lines[0][discounts][0][promotion_code]`. */
const MAX_DEPTH = 6;
/** Stripe's own test methods (`pm_card_visa`) are nobody's. */
const TEST_METHOD = /^pm_(card|usBankAccount|sepaDebit)_/;

/**
 * Discounts have no address of their own; Stripe takes those that an invoice, its lines or its customer have. So a
 * discount that they do not have is a 404, whoever's it is.
 */
async function reachDiscounts(access: Access, given: Json, invoice: Json | undefined): Promise<void> {
  const named: { id: string; param: string }[] = [];
  collect(given, '', 0, (name, id, param) => {
    if (name === 'discount') named.push({ id, param });
  });
  if (named.length === 0) return;
  const known = new Set(await discountsOf(access, given['customer'], invoice));
  for (const { id, param } of named) if (!known.has(id)) throw missing('discount', id, param);
}

async function discountsOf(access: Access, customer: unknown, invoice: Json | undefined): Promise<unknown[]> {
  const whole = invoice && (await access.withAllLines(invoice));
  const lines = whole ? rowsOf(whole['lines'] as Json) : [];
  const theirs = whole ? idOf(whole['customer']) : customer;
  const from =
    typeof theirs === 'string' ? await access.customer(theirs, 'customer').catch(() => null) : null;
  return [
    ...[whole, ...lines].flatMap((each) => (each?.['discounts'] as unknown[] | undefined) ?? []).map(idOf),
    idOf(from?.['discount']),
  ];
}

interface Reference {
  kind: Kind;
  id: string;
  param: string;
}

/**
 * 404 unless everything named in the body or the query is in scope; `invoice` is the one that it is for. One call for each id that the scope cannot tell by
 * itself: payments and codes always, the catalog only where the scope is told by metadata.
 */
export async function reachReferences(access: Access, given: Json, invoice?: Json): Promise<void> {
  const { scope } = access.session;
  if (reachesAll(scope)) return;
  const found = new Map<string, Reference>();
  collect(given, '', 0, (name, id, param) => {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!kind || TEST_METHOD.test(id) || (kind.catalog && !scopePairs(scope))) return;
    const key = `${kind.name}/${id}`;
    if (!found.has(key)) found.set(key, { kind, id, param });
    if (found.size > MAX_REFERENCES) {
      throw badParameter(
        'parameter_invalid',
        param,
        `At most ${MAX_REFERENCES} things can be named at once.`,
      );
    }
  });
  const references = [...found.values()];
  for (let start = 0; start < references.length; start += AT_ONCE) {
    await Promise.all(references.slice(start, start + AT_ONCE).map((each) => reach(access, each)));
  }
  await reachDiscounts(access, given, invoice);
}

async function reach(access: Access, { kind, id, param }: Reference): Promise<void> {
  const object = await access.find(kind.name, id, param, () =>
    access.stripe.json((stripe, options) => kind.retrieve(stripe, id, options, access.session.scope)),
  );
  if (!(await kind.inScope(object, access))) throw missing(kind.name, id, param);
}

type Tell = (name: string, id: string, param: string) => void;

/** Tells every id with the name of its parameter. Nothing is checked yet, so anything may stand anywhere. */
function collect(value: unknown, at: string, depth: number, tell: Tell): void {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'metadata') continue;
    const param = at ? `${at}[${name}]` : name;
    for (const id of [inner].flat()) if (typeof id === 'string' && isId(id)) tell(name, id, param);
    collect(inner, param, depth + 1, tell);
  }
}
