import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Scope } from '../../src/server/index.js';
import { walkPage } from '../../src/server/paging.js';
import { addCustomer, addDraft, createBackend, type Backend, type Caller, type Json } from './harness.js';

/** Invoices of both tenants, mixed; several within each second. */
async function mixed(
  scopeOf: (tenant: string) => Scope,
  customersEach = 3,
): Promise<{ backend: Backend; own: string[]; ownCustomers: string[] }> {
  const backend = await createBackend();
  const customers: Record<string, string[]> = {};
  for (const tenant of ['alpha', 'beta']) {
    backend.scopes[tenant] = scopeOf(tenant);
    const made = Array.from({ length: customersEach }, () =>
      addCustomer(backend, tenant, { metadata: { tenant } }),
    );
    customers[tenant] = await Promise.all(made);
  }
  const own: string[] = [];
  for (let index = 0; index < 40; index++) {
    const tenant = index % 3 === 0 ? 'alpha' : 'beta';
    const id = await addDraft(backend, customers[tenant]![index % customersEach]!, 0);
    if (tenant === 'alpha') own.push(id);
    if (index % 4 === 0) backend.stub.clock.advance(1);
  }
  return { backend, own, ownCustomers: customers['alpha']! };
}

async function allPages(caller: Caller, path: string, limit: number): Promise<Json[]> {
  const all: Json[] = [];
  for (let more = true; more;) {
    const cursor = all.length > 0 ? `&starting_after=${all.at(-1)!['id']}` : '';
    const { status, body } = await caller.get(`${path}?limit=${limit}${cursor}`);
    assert.equal(status, 200);
    assert.ok(body['data'].length === limit || !body['has_more'], 'a page is full as long as there is more');
    all.push(...body['data']);
    more = body['has_more'];
  }
  return all;
}

const scopes: Record<string, { scopeOf: (tenant: string) => Scope; customers?: number }> = {
  'one customer': { scopeOf: () => ({ customers: [] }), customers: 1 },
  'a few customers': { scopeOf: () => ({ customers: [] }) },
  'more customers than are asked for one by one': { scopeOf: () => ({ customers: [] }), customers: 24 },
  'metadata': { scopeOf: (tenant) => ({ metadata: { tenant } }) },
};
for (const [name, { scopeOf, customers }] of Object.entries(scopes)) {
  test(`a list under a scope of ${name} has all of its invoices once, newest first, whatever the page size`, async () => {
    const { backend, own } = await mixed(scopeOf, customers);
    const viewer = backend.as('alpha-viewer');
    for (const limit of [1, 3, 7, 14, 100]) {
      const listed = await allPages(viewer, '/invoices', limit);
      assert.deepEqual(listed.map(({ id }) => id).sort(), [...own].sort());
      const times = listed.map(({ created }) => Number(created));
      assert.deepEqual(
        times,
        [...times].sort((a, b) => b - a),
      );
    }
  });

  test(`a list under a scope of ${name} goes back by the same pages`, async () => {
    const { backend } = await mixed(scopeOf, customers);
    const viewer = backend.as('alpha-viewer');
    const ids = (await viewer.get('/invoices?limit=100')).body['data'].map(({ id }: Json) => id);
    const back = (await viewer.get(`/invoices?limit=4&ending_before=${ids[9]}`)).body;
    assert.deepEqual(
      back['data'].map(({ id }: Json) => id),
      ids.slice(5, 9),
    );
    assert.equal(back['has_more'], true);
    const first = (await viewer.get(`/invoices?limit=4&ending_before=${ids[3]}`)).body;
    assert.deepEqual(
      first['data'].map(({ id }: Json) => id),
      ids.slice(0, 3),
    );
    assert.equal(first['has_more'], false);
  });
}

test('Stripe filters by the customer where there is one, and a scope of few asks nothing about others', async () => {
  const { backend, ownCustomers } = await mixed(() => ({ customers: [] }));
  const viewer = backend.as('alpha-viewer');
  backend.calls.length = 0;
  const { body } = await viewer.get(`/invoices?customer=${ownCustomers[0]}&limit=3`);
  assert.ok(body['data'].every(({ customer }: Json) => customer === ownCustomers[0]));
  assert.deepEqual(backend.calls, ['GET /v1/invoices']);
});

test('customers of a scope are paged without holes too', async () => {
  for (const scopeOf of [() => ({ customers: [] }), (tenant: string) => ({ metadata: { tenant } })]) {
    const { backend, ownCustomers } = await mixed(scopeOf, 5);
    for (const limit of [1, 2, 5]) {
      const listed = await allPages(backend.as('alpha-viewer'), '/customers', limit);
      assert.deepEqual(listed.map(({ id }) => id).sort(), [...ownCustomers].sort());
    }
  }
});

test("what a person may not read among the tenant's invoices is left out, and the pages are full all the same", async () => {
  const backend = await createBackend({
    authorize: (_session, action, invoice) => action === 'read' && invoice?.metadata['secret'] === undefined,
  });
  const customer = await addCustomer(backend, 'alpha');
  const open: string[] = [];
  for (let index = 0; index < 20; index++) {
    const secret = index % 3 === 0 || (index > 5 && index < 12);
    const id = await addDraft(backend, customer, 0, secret ? { metadata: { secret: 'yes' } } : {});
    if (!secret) open.push(id);
    backend.stub.clock.advance(1);
  }
  for (const limit of [1, 4, 10]) {
    const listed = await allPages(backend.as('alpha-viewer'), '/invoices', limit);
    assert.deepEqual(
      listed.map(({ id }) => id),
      [...open].reverse(),
    );
  }
  const back = (await backend.as('alpha-viewer').get(`/invoices?limit=3&ending_before=${open[0]}`)).body;
  assert.deepEqual(
    back['data'].map(({ id }: Json) => id),
    open.slice(1, 4).reverse(),
  );
});

test('for any rows, seconds and page sizes, walking shows each row in scope exactly once', async () => {
  const rowsOf = fc.array(
    fc.record({ created: fc.integer({ min: 1, max: 6 }), customer: fc.integer({ min: 0, max: 3 }) }),
    { maxLength: 260 },
  );
  await fc.assert(
    fc.asyncProperty(rowsOf, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (drawn, limit, merged) => {
      const rows: Json[] = drawn.map((row, index) => ({
        ...row,
        id: `in_${(index * 7919) % 1000}_${index}`,
      }));
      rows.sort((a, b) => b['created'] - a['created']);
      const fetch = async (query: Json): Promise<Json> => {
        const { customer, created, starting_after, limit: size } = query;
        const kept = rows.filter(
          (row) =>
            (customer === undefined || row['customer'] === customer) &&
            (!created?.lte || row['created'] <= created.lte),
        );
        const start =
          starting_after === undefined ? 0 : kept.findIndex(({ id }) => id === starting_after) + 1;
        return { data: kept.slice(start, start + size), has_more: kept.length > start + size };
      };
      const inScope = ({ customer }: Json): boolean => customer !== 0;
      const filters = merged ? [1, 2, 3].map((customer) => ({ customer })) : [{}];
      const seen: Json[] = [];
      for (let more = true; more;) {
        const after = seen.at(-1);
        const page = await walkPage({
          fetch,
          query: { limit },
          filters,
          accepts: inScope,
          ...(after && { after }),
          signal: new AbortController().signal,
        });
        seen.push(...page.data);
        more = page.has_more;
      }
      assert.deepEqual(
        seen.map(({ id }) => id).sort(),
        rows
          .filter(inScope)
          .map(({ id }) => id)
          .sort(),
      );
    }),
    { numRuns: 60 },
  );
});
