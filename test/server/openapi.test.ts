/** The description of the contract says what the handler does, no less and no more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnySchemaObject } from 'ajv/dist/2020.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import type { Rule } from '../../src/server/input.js';
import { OUTPUT } from '../../src/server/output.js';
import type { Route } from '../../src/server/route.js';
import {
  addCustomer,
  addDraft,
  addOpen,
  BASE,
  createBackend,
  handlerRoutes,
  newKey,
  type Backend,
} from './harness.js';
import { described, description, operations, resolved, type Operation } from './openapi.js';

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

/** Beside the table: links are a permission of their own, and what may be done is ours. */
const OWN_FIELDS = ['hosted_invoice_url', 'invoice_pdf', 'allowed_actions'];
const SCHEMAS = {
  invoice: 'Invoice', line: 'Line', payment: 'Payment', customer: 'Customer', product: 'Product', price: 'Price',
  tax_rate: 'TaxRate', coupon: 'Coupon',
} as const; // prettier-ignore

for (const [kind, name] of Object.entries(SCHEMAS)) {
  test(`${name} has the fields that may reach a browser`, () => {
    const fields = OUTPUT[kind as keyof typeof SCHEMAS] as Record<string, Shape>;
    assert.deepEqual(
      sorted(namesIn(description.components['schemas']![name]!)),
      sorted([...namesOfShape({ fields }), ...(kind === 'invoice' ? OWN_FIELDS : [])]),
    );
  });
}

/** The adapter as a page has it, every request and answer of which is held against the description. */
async function begin() {
  const backend = await createBackend();
  const seen = new Set<string>();
  const send = described(backend.handler, BASE, seen);
  const adapter = new HttpAdapter({
    url: BASE,
    headers: { 'x-person': 'alpha-admin' },
    fetch: send,
    retry: { attempts: 1, baseDelay: 1, maxDelay: 1 },
  });
  const customer = await addCustomer(backend, 'alpha');
  const ask = (
    method: string,
    path: string,
    body?: object,
    key: string | null = newKey(),
  ): Promise<Response> =>
    send(
      new Request(BASE + path, {
        method,
        headers: {
          'x-person': 'alpha-admin',
          'content-type': 'application/json',
          ...(key && { 'idempotency-key': key }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
  return { backend, seen, adapter, customer, ask };
}

const write = () => ({ key: newKey() });
const LINE = {
  description: 'Design',
  quantity_decimal: '2.5',
  price_data: { currency: 'usd', product_data: { name: 'Design' }, unit_amount_decimal: '10000' },
  period: { start: 1_790_000_000, end: 1_790_086_400 },
};

test('what the adapter asks, and what it is answered, is as described', async () => {
  const { adapter, customer, seen, ask } = await begin();
  const draft = await adapter.create(
    {
      customer,
      currency: 'usd',
      collection_method: 'send_invoice',
      days_until_due: 14,
      custom_fields: [{ name: 'PO', value: '7' }],
    },
    write(),
  );
  await adapter.update(
    draft.id,
    { description: 'Thank you', custom_fields: '', metadata: { po: '7' } },
    write(),
  );
  const added = await adapter.addLines(draft.id, [LINE, { description: 'Travel', amount: 4200 }], write());
  const [first, second] = added.lines;
  await adapter.updateLines(draft.id, [{ id: first!.id, quantity_decimal: '3' }], write());
  assert.equal(
    (await ask('POST', `/invoices/${draft.id}/lines/${first!.id}`, { description: 'More' })).status,
    200,
  );
  const shown = await adapter.removeLines(draft.id, [second!.id], write());
  await assert.rejects(adapter.send(draft.id, write()), { code: 'not_finalized' });
  await assert.rejects(
    adapter.finalize(draft.id, { expected: { ...fingerprint(shown), total: 1 } }, write()),
    { code: 'draft_changed' },
  );
  await adapter.finalize(draft.id, { auto_advance: false, expected: fingerprint(shown) }, write());
  await assert.rejects(adapter.finalize(draft.id, {}, write()), { code: 'already_finalized' });
  await adapter.send(draft.id, write());
  await adapter.markUncollectible(draft.id, write());
  await adapter.void(draft.id, write());
  const other = await adapter.createAndFinalize({ customer, currency: 'usd', lines: [LINE] }, write());
  assert.equal((await ask('POST', `/invoices/${other.id}/pay`, { paid_out_of_band: true })).status, 200);
  const gone = await adapter.create({ customer }, write());
  await adapter.delete(gone.id, write());
  for (const text of ['', customer, 'alpha@customer.example', 'Cust', 'Cu'])
    await adapter.searchCustomers(text);
  await Promise.all([adapter.session(), adapter.list({ status: 'open', limit: 2 }), adapter.lines(other.id)]);
  await Promise.all([adapter.prices('usd'), adapter.taxRates(), adapter.retrieve(other.id)]);
  assert.ok(seen.size >= 20, [...seen].join('\n'));
});

/** What a query that is required can ask for. */
const QUERIES: Record<string, string> = {
  '/customers/search': 'name~"Cust"',
  '/invoices/search': 'status:"open"',
};

function pathOf({ parts, parameters }: Operation, ids: { invoice: string; customer: string }): string {
  const path = `/${parts.join('/')}`;
  const query = new URLSearchParams();
  for (const { name, in: place, required } of parameters)
    if (place === 'query' && required)
      query.set(name, name === 'invoice' ? ids.invoice : (QUERIES[path] ?? ''));
  return `${path.replace('{id}', parts[0] === 'customers' ? ids.customer : ids.invoice)}?${query}`;
}

async function fill({ stripe }: Backend): Promise<void> {
  const product = await stripe.products.create({ name: 'Hour' });
  await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 100 });
  await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
  await stripe.coupons.create({ percent_off: 10, duration: 'once' });
}

test('every read is answered as described', async () => {
  const { backend, customer, seen, ask } = await begin();
  await fill(backend);
  const invoice = await addOpen(backend, customer);
  await backend.stripe.invoices.pay(invoice, { paid_out_of_band: true });
  const reads = operations.filter(({ method, name }) => method === 'GET' && !NOT_YET.includes(name));
  for (const operation of reads) {
    const answer = await ask('GET', pathOf(operation, { invoice, customer }));
    assert.equal(answer.status, 200, operation.name);
    await answer.body?.cancel();
  }
  assert.equal(seen.size, reads.length);
  for (const path of [
    '/prices?expand[]=data.product&active=true&type=one_time',
    `/invoices/${invoice}?expand[]=payments&expand[]=payments.data.payment.payment_intent`,
    '/invoices?created[gte]=1&status=paid&limit=1',
  ])
    assert.equal((await ask('GET', path)).status, 200, path);
});

test('the writes that no element asks for yet, and refusals of each kind, are as described', async () => {
  const { backend, customer, ask } = await begin();
  const id = await addDraft(backend, customer);
  const statuses = async (...asked: Promise<Response>[]): Promise<number[]> =>
    (await Promise.all(asked)).map(({ status }) => status);
  const address = { line1: 'Harbor Street 1', city: 'Eugene', country: 'US' };
  assert.deepEqual(
    await statuses(
      ask(
        'POST',
        '/invoices/create_preview',
        { customer, invoice_items: [{ description: 'x', amount: 1, currency: 'usd' }] },
        null,
      ),
      ask('POST', '/invoices', { customer, auto_advance: true }),
    ),
    [200, 200],
  );
  assert.deepEqual(
    await statuses(
      ask('GET', '/invoices/in_nope'),
      ask('POST', '/customers', { name: 'x', address }),
      ask('POST', `/invoices/${id}`, { nonsense: 1 }),
      ask('POST', `/invoices/${id}`, { description: 'x' }, null),
      ask('POST', `/invoices/${id}/finalize`, { expected: {} }),
      ask('POST', `/invoices/${id}/pay`, {}),
      ask('POST', `/invoices/${id}`, { description: 'x'.repeat(2_000_000) }),
      ask('POST', '/webhook', {}),
    ),
    [404, 400, 400, 400, 409, 409, 413, 400],
  );
  const whole = await createBackend({
    session: () => ({ user: { id: 'a' }, scope: { everything: true } }),
    authorize: () => true,
  });
  const made = await described(
    whole.handler,
    BASE,
  )(
    new Request(`${BASE}/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
      body: JSON.stringify({ name: 'New', address, metadata: { note: 'x' } }),
    }),
  );
  assert.equal(made.status, 200);
});
