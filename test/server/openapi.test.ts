/** The description of the contract names what the handler takes and gives, no less and no more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnySchemaObject } from 'ajv/dist/2020.js';
import type { Rule } from '../../src/server/input.js';
import { OUTPUT } from '../../src/server/output.js';
import type { Route } from '../../src/server/route.js';
import { createBackend, handlerRoutes } from './harness.js';
import { description, operations, resolved } from './openapi.js';

/** Every row of the router. */
const allRoutes = (): Route[] => [...handlerRoutes(), { method: 'POST', path: 'webhook' } as Route];

const nameOf = ({ method, path }: Route): string => `${method} /${path.replace(/:(\w+)/g, '{$1}')}`;

test('every route is described, and what is described exists', () => {
  const exist = allRoutes().map(nameOf);
  assert.ok(exist.length > 25);
  assert.deepEqual(exist.sort(), operations.map(({ name }) => name).sort());
});

test('a handler answers at each described address, by these methods', async () => {
  const { as } = await createBackend();
  for (const path of new Set(operations.map(({ parts }) => parts.join('/')))) {
    const same = operations.filter(({ parts }) => parts.join('/') === path);
    const answer = await as(null).raw(`/${path.replace(/[{}]/g, '')}`, { method: 'OPTIONS' });
    const methods = (answer.headers.get('allow') ?? '').split(', ');
    assert.deepEqual(
      methods.filter((method) => !['HEAD', 'OPTIONS'].includes(method)).sort(),
      same.map(({ method }) => method).sort(),
      path,
    );
  }
});

/** Names of a schema's fields and of theirs, as far as they are told apart: `lines[].price_data.currency`. */
function namesIn(schema: AnySchemaObject, at = ''): string[] {
  const { properties = {}, items, allOf = [], anyOf = [] } = resolved(schema) as Record<string, never>;
  return [
    ...Object.entries(properties as Record<string, AnySchemaObject>).flatMap(([name, child]) => [
      at + name,
      ...namesIn(child, `${at}${name}.`),
    ]),
    ...(items ? namesIn(items, at) : []),
    ...[...(allOf as AnySchemaObject[]), ...(anyOf as AnySchemaObject[])].flatMap((part) =>
      namesIn(part, at),
    ),
  ];
}

function namesOfRule(rule: Rule, at = ''): string[] {
  if (rule.type === 'array') return namesOfRule(rule.of, at);
  if (rule.type !== 'object') return [];
  return Object.entries(rule.fields).flatMap(([name, field]) => [
    at + name,
    ...namesOfRule(field, `${at}${name}.`),
  ]);
}

const sorted = (names: string[]): string[] => [...new Set(names)].sort();

test('the parameters of each route are those that it takes', () => {
  const routes = new Map(allRoutes().map((route) => [nameOf(route), route]));
  for (const { name, body, parameters } of operations) {
    const route = routes.get(name);
    if (!route || name === 'POST /webhook') continue;
    // What is inside of `expected` is the fingerprint's business.
    const told = body ? namesIn(body).filter((field) => !field.startsWith('expected.')) : [];
    assert.deepEqual(sorted(told), sorted(route.body ? namesOfRule(route.body) : []), `${name}, body`);
    const queries = parameters.filter((parameter) => parameter.in === 'query');
    assert.deepEqual(
      sorted(queries.map((query) => query.name.replace('[]', ''))),
      sorted(Object.keys(route.query?.fields ?? {})),
      `${name}, query`,
    );
    const keyed = parameters.some((parameter) => parameter.name === 'Idempotency-Key');
    assert.equal(keyed, route.writes === true, `${name}, key`);
  }
});

type Shape = string | { fields?: Record<string, Shape>; list?: Shape; each?: Shape };

function namesOfShape(shape: Shape, at = ''): string[] {
  if (typeof shape === 'string') return [];
  if (shape.each) return namesOfShape(shape.each, at);
  if (shape.list)
    return [
      ...['object', 'data', 'has_more', 'total_count'].map((name) => at + name),
      ...namesOfShape(shape.list, `${at}data.`),
    ];
  return Object.entries(shape.fields ?? {}).flatMap(([name, field]) => [
    at + name,
    ...namesOfShape(field, `${at}${name}.`),
  ]);
}

/** Beside the table: links and the secret of a payment are permissions of their own, and what may be done is ours. */
const OWN_FIELDS: Record<string, string[]> = {
  invoice: [
    'hosted_invoice_url', 'invoice_pdf', 'allowed_actions',
    'confirmation_secret', 'confirmation_secret.client_secret', 'confirmation_secret.type',
  ], // prettier-ignore
  credit_note: ['pdf'],
  customer: ['has_default_payment_method'],
};
const SCHEMAS = {
  invoice: 'Invoice', line: 'Line', payment: 'Payment', charge: 'Charge', payment_method: 'PaymentMethod', customer: 'Customer', product: 'Product', price: 'Price',
  tax_rate: 'TaxRate', coupon: 'Coupon', discount: 'Discount', promotion_code: 'PromotionCode', shipping_rate: 'ShippingRate',
  template: 'RenderingTemplate', credit_note: 'CreditNote', event: 'InvoiceEvent',
} as const; // prettier-ignore

test('every kind of object is described', () => {
  assert.deepEqual(Object.keys(SCHEMAS).sort(), Object.keys(OUTPUT).sort());
});

for (const [kind, name] of Object.entries(SCHEMAS)) {
  test(`${name} has the fields that may reach a browser`, () => {
    const fields = OUTPUT[kind as keyof typeof SCHEMAS] as Record<string, Shape>;
    assert.deepEqual(
      sorted(namesIn(description.components['schemas']![name]!)),
      sorted([...namesOfShape({ fields }), ...(OWN_FIELDS[kind] ?? [])]),
    );
  });
}
