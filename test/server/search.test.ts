/** Searching invoices: whatever a page asks, only its own are found, all of them, and each once. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Scope } from '../../src/server/index.js';
import { parseInvoiceSearch } from '../../src/server/invoice-search.js';
import { written } from '../../src/server/search-query.js';
import {
  addCustomer,
  addDraft,
  createBackend,
  type Backend,
  type Caller,
  type Json,
  type Reply,
} from './harness.js';

interface Searched {
  backend: Backend;
  own: Set<string>;
  customers: Record<string, string[]>;
}

/** Invoices of two tenants, mixed, several within each second. */
async function searched(scopeOf: (tenant: string) => Scope, customersEach = 3): Promise<Searched> {
  const backend = await createBackend();
  const customers: Record<string, string[]> = {};
  for (const tenant of ['alpha', 'beta']) {
    backend.scopes[tenant] = scopeOf(tenant);
    customers[tenant] = await Promise.all(
      Array.from({ length: customersEach }, () => addCustomer(backend, tenant, { metadata: { tenant } })),
    );
  }
  const own = new Set<string>();
  for (let index = 0; index < 24; index++) {
    const tenant = index % 3 === 0 ? 'alpha' : 'beta';
    const id = await addDraft(backend, customers[tenant]![index % customersEach]!, index % 4, {
      metadata: { order: `o-${index % 5}` },
    });
    if (index % 4 > 0 && index % 2) await backend.stripe.invoices.finalizeInvoice(id);
    if (tenant === 'alpha') own.add(id);
    if (index % 4 === 0) backend.stub.clock.advance(1);
  }
  return { backend, own, customers };
}

const search = (caller: Caller, query: string, rest = ''): Promise<Reply> =>
  caller.get(`/invoices/search?query=${encodeURIComponent(query)}${rest}`);

const idsOf = ({ body }: Reply): string[] => body['data'].map(({ id }: Json) => String(id));

/** What Stripe finds for anybody's query on the whole account. */
async function atStripe({ stripe }: Backend, query: string): Promise<string[] | null> {
  try {
    return (await stripe.invoices.search({ query, limit: 100 })).data.map(({ id }) => id);
  } catch {
    return null;
  }
}

const SCOPES: Record<string, { scopeOf: (tenant: string) => Scope; customers?: number }> = {
  'one customer': { scopeOf: () => ({ customers: [] }), customers: 1 },
  'a few customers': { scopeOf: () => ({ customers: [] }) },
  'more customers than queries': { scopeOf: () => ({ customers: [] }), customers: 14 },
  'metadata': { scopeOf: (tenant) => ({ metadata: { tenant } }) },
  'metadata of many customers': { scopeOf: (tenant) => ({ metadata: { tenant } }), customers: 14 },
};

/** Queries that Stripe understands. */
function validQueries({ customers }: Searched): fc.Arbitrary<string> {
  const text = fc.constantFrom('draft', 'open', 'usd', 'o-1', 'o-2', 'no "such" \\ thing', "it's", ' OR ', ...customers['alpha']!, ...customers['beta']!); // prettier-ignore
  const quote = text.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`);
  const clause = fc.oneof(
    fc.tuple(fc.constantFrom('status', 'currency', 'customer', 'number'), quote).map(([name, value]) => `${name}:${value}`), // prettier-ignore
    quote.map((value) => `metadata['order']:${value}`),
    fc.constantFrom('total>0', 'total>=2000', 'total<1000', 'total:"1000"', 'created>0', 'number:null', 'metadata["order"]:null', 'status~"raf"'), // prettier-ignore
  );
  return fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom('', '-'), clause), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(' AND ', ' or ', ' OR ', '  '),
    )
    .map(([clauses, join]) => clauses.map(([minus, each]) => minus + each).join(join));
}

/** Queries of somebody who wants out. */
function hostileQueries({ customers }: Searched): fc.Arbitrary<string> {
  const foreign = customers['beta']![0]!;
  const bits = fc.constantFrom(
    '"', "'", '\\', '\\"', ' ', ' OR ', ' AND ', '-', ':', '~', '>', '(', ')', '#', '--', '/*', '*/', ';', '\n', '\u0000', '\u2028', '“', 'null',
    `customer:"${foreign}"`, `-customer:"x"`, 'metadata["tenant"]:"beta"', `metadata['tenant']:'alpha'`, 'status:"draft"', '-status:"x"',
    'total>=0', 'created>0', 'status:"draft\\"', 'x" OR customer:"', `" OR -status:"`, 'status:"x" OR total>=0', '[', ']',
  ); // prettier-ignore
  return fc.oneof(
    fc.array(bits, { minLength: 1, maxLength: 9 }).map((parts) => parts.join('')),
    fc.string({ maxLength: 60 }),
    // A quoted value that is anything at all.
    fc.array(bits, { maxLength: 6 }).map((parts) => `status:"${parts.join('')}" OR total>=0`),
  );
}

for (const [name, { scopeOf, customers }] of Object.entries(SCOPES)) {
  test(`under a scope of ${name}, a query finds what Stripe finds, without what is not one's own`, async () => {
    const world = await searched(scopeOf, customers);
    const viewer = world.backend.as('alpha-viewer');
    await fc.assert(
      fc.asyncProperty(validQueries(world), async (query) => {
        const all = await atStripe(world.backend, query);
        const found = await search(viewer, query, '&limit=100');
        if (all === null) assert.equal(found.status, 400, query);
        else assert.deepEqual(idsOf(found).sort(), all.filter((id) => world.own.has(id)).sort(), query);
      }),
      { numRuns: 60 },
    );
  });

  test(`under a scope of ${name}, no query whatsoever finds a foreign invoice`, async () => {
    const world = await searched(scopeOf, customers);
    const viewer = world.backend.as('alpha-viewer');
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostileQueries(world), validQueries(world)), async (query) => {
        const found = await search(viewer, query, '&limit=100');
        assert.ok([200, 400].includes(found.status), `${found.status} ${query}`);
        if (found.status !== 200) return;
        answered += 1;
        for (const id of idsOf(found)) assert.ok(world.own.has(id), `${query} → ${id}`);
      }),
      { numRuns: 150 },
    );
    assert.ok(answered > 10, 'some of them are queries');
    assert.deepEqual(world.backend.errors, []);
  });

  test(`under a scope of ${name}, the pages of a search hold each hit once, newest first`, async () => {
    const { backend, own } = await searched(scopeOf, customers);
    const viewer = backend.as('alpha-viewer');
    for (const query of ['total>=0', 'status:"draft" OR total>=0 OR currency:"usd"']) {
      for (const limit of [1, 3, 100]) {
        const seen: Json[] = [];
        for (let page: string | null = ''; page !== null;) {
          const { body } = await search(viewer, query, `&limit=${limit}${page && `&page=${page}`}`);
          assert.ok(body['data'].length === limit || !body['has_more'], 'full as long as there is more');
          seen.push(...body['data']);
          page = body['next_page'] as string | null;
        }
        assert.deepEqual(seen.map(({ id }) => String(id)).sort(), [...own].sort(), query);
        const times = seen.map(({ created }) => Number(created));
        assert.deepEqual(times, [...times].sort((a, b) => b - a)); // prettier-ignore
      }
    }
  });
}

test('invoices of a customer with the pairs are found where the invoices themselves have none', async () => {
  const { backend, own } = await searched((tenant) => ({ metadata: { tenant } }));
  const found = await search(backend.as('alpha-viewer'), 'metadata["order"]:"o-0"');
  assert.ok(idsOf(found).length > 0);
  for (const id of idsOf(found)) {
    assert.ok(own.has(id));
    assert.equal((await backend.stripe.invoices.retrieve(id)).metadata?.['tenant'], undefined);
  }
});

test('hits that lie further down than one page of Stripe reaches are found as well', async () => {
  const { backend, own, customers } = await searched((tenant) => ({ metadata: { tenant } }), 14);
  for (let index = 0; index < 230; index++) {
    await addDraft(backend, customers['beta']![index % 14]!, 0);
    if (index % 50 === 0) backend.stub.clock.advance(1);
  }
  const late = await addDraft(backend, customers['alpha']![0]!, 0);
  backend.calls.length = 0;
  const found = await search(backend.as('alpha-viewer'), 'total>=0 OR status:"open"', '&limit=100');
  assert.deepEqual(idsOf(found).sort(), [...own, late].sort());
  // One to see whether few customers carry the pairs, three pages of all hits, one of the open ones.
  assert.equal(backend.calls.length, 5);
});

test('what a search costs: one call for a named customer, one for each of a few, one for each hundred hits of many', async () => {
  const cost = async (world: Searched, query: string): Promise<string[]> => {
    world.backend.calls.length = 0;
    assert.equal((await search(world.backend.as('alpha-viewer'), query)).status, 200);
    return world.backend.calls;
  };
  const once = ['GET /v1/invoices/search'];
  const few = await searched(() => ({ customers: [] }));
  assert.deepEqual(await cost(few, 'status:"open"'), [...once, ...once, ...once]);
  assert.deepEqual(await cost(few, `customer:"${few.customers['alpha']![0]}" status:"open"`), once);
  assert.deepEqual(await cost(few, `customer:"${few.customers['beta']![0]}" status:"open"`), []);
  const many = await searched(() => ({ customers: [] }), 14);
  assert.deepEqual(await cost(many, 'status:"open"'), once);
  assert.deepEqual(await cost(many, `status:"open" customer:"${many.customers['alpha']![2]}"`), once);
});

test('the scope stands in each query that Stripe is asked, beside one clause of an OR', async () => {
  const world = await searched((tenant) => ({ metadata: { tenant } }), 2);
  const asked: string[] = [];
  const { fetch } = world.backend.stub;
  world.backend.stub.fetch = (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/v1/invoices/search') asked.push(searchParams.get('query')!);
    return fetch(request);
  };
  await search(world.backend.as('alpha-viewer'), 'status:"open" OR -total<5');
  const bounds = ['metadata["tenant"]:"alpha"', ...world.customers['alpha']!.map((id) => `customer:"${id}"`)];
  const wanted = bounds.flatMap((bound) => [`${bound} AND status:"open"`, `${bound} AND -total<5`]);
  assert.deepEqual(asked.sort(), wanted.sort());
});

test('a scope without customers finds nothing, and asks nothing', async () => {
  const { backend } = await searched(() => ({ customers: [] }));
  backend.scopes['alpha'] = { customers: [] };
  backend.calls.length = 0;
  assert.deepEqual(idsOf(await search(backend.as('alpha-viewer'), 'total>=0')), []);
  assert.deepEqual(backend.calls, []);
});

test('what says whose an invoice is cannot be asked about, and other fields are refused by name', async () => {
  const { backend } = await searched((tenant) => ({ metadata: { tenant } }));
  const viewer = backend.as('alpha-viewer');
  for (const query of [
    'metadata["tenant"]:"alpha"',
    "-metadata['Tenant']:null",
    'status:"open" OR metadata["tenant"]:"x"',
  ]) {
    const refused = await search(viewer, query);
    assert.deepEqual(
      [refused.status, refused.body['code'], refused.body['param']],
      [400, 'parameter_forbidden', 'query'],
    );
  }
  const refusals = [
    '',
    'status',
    'nope:"x"',
    'status>"x"',
    'total~"100"',
    'customer~"cus"',
    'status:open',
    'status:"a" AND status:"b" OR status:"c"',
    'status:"a" OR',
    'metadata:"x"',
    'status["x"]:"y"',
    Array(11).fill('total>0').join(' OR '),
  ];
  for (const query of refusals) {
    const refused = await search(viewer, query);
    assert.deepEqual([refused.status, refused.body['param']], [400, 'query'], query);
  }
  assert.match((await search(viewer, 'nope:"x"')).body['detail'], /Fields: created, currency, customer/);
  for (const page of ['x', '1.', '1.in_1 OR', 'WyJpbl8xIiwic3RhdHVzIl0=']) {
    const refused = await search(viewer, 'total>0', `&page=${encodeURIComponent(page)}`);
    assert.deepEqual([refused.status, refused.body['param']], [400, 'page'], page);
  }
});

test('a query that was read and written again is read as the same', () => {
  const value = fc.string({ maxLength: 20 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), value), { minLength: 1, maxLength: 5 }), (values) => {
      const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
      const query = values
        .map(([negated, text]) => `${negated ? '-' : ''}number:${quote(text)}`)
        .join(' OR ');
      const { clauses } = parseInvoiceSearch(query, []);
      assert.deepEqual(
        clauses.map(({ negated, value }) => [negated, value]),
        values,
      );
      assert.deepEqual(parseInvoiceSearch(clauses.map(written).join(' OR '), []).clauses, clauses);
    }),
  );
});
