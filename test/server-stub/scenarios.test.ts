/** Every invoice there can be, by state, collection method, kind of currency and API shape; and a year of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_STATES, invoiceState } from '../../src/invoice/state.js';
import { minorUnits } from '../../src/invoice/money.js';
import {
  combinations,
  createWorld,
  fixedClock,
  scenarios,
  WORLD_START,
  yearOfInvoices,
  YEAR_SPAN,
  type World,
} from '../../server-stub/index.js';
import { validWorld } from './valid-world.js';

for (const state of ALL_STATES) {
  test(`"${state}" in every way that there is`, async () => {
    const seen: string[] = [];
    for (const { reason, ...combination } of combinations.filter((each) => each.state === state)) {
      const { collection_method, currency, apiVersion } = combination;
      const name = `${collection_method} ${currency} ${apiVersion}`;
      // A status of tomorrow is in no schema.
      const world = await (state === 'unknown' ? createWorld() : validWorld());
      const made = scenarios[state](world, { collection_method, currency, apiVersion });
      if (reason !== null) {
        await assert.rejects(made, RangeError, name);
        continue;
      }
      const invoice = await made;
      const told = invoiceState(invoice, { now: world.clock.now() }).state;
      assert.equal(told, state, name);
      if (state !== 'deleted') {
        assert.deepEqual([invoice['currency'], invoice['collection_method']], [currency, collection_method]);
        assert.equal('paid' in invoice, apiVersion < '2025-03-31', `${name} has its shape`);
      }
      seen.push(`${minorUnits(currency)} ${apiVersion}`);
    }
    assert.ok(seen.length > 0, 'no way was possible');
  });
}

test('what cannot be has a reason, and everything else is there', () => {
  assert.equal(combinations.length, ALL_STATES.length * 2 * 6 * 3);
  for (const { reason } of combinations) assert.notEqual(reason, '');
});

async function aYear(invoices: number): Promise<World> {
  const world = await validWorld({ clock: fixedClock(WORLD_START - YEAR_SPAN) });
  await yearOfInvoices(world, { until: WORLD_START, invoices, customers: 20 });
  return world;
}

async function all(world: World): Promise<string[]> {
  const told: string[] = [];
  for await (const { id, status, total } of world.stripe.invoices.list({ limit: 100 }))
    told.push(`${id} ${status ?? ''} ${total}`);
  return told;
}

test('a year of invoices is the same every time, in many states, of both tenants, over the whole year', async () => {
  const [one, two] = [await aYear(200), await aYear(200)];
  assert.deepEqual(await all(one), await all(two));
  assert.equal(one.clock.now(), WORLD_START);

  const statuses = new Map<string, number>();
  const quarters = new Set<number>();
  const tenants = new Set<string>();
  for await (const { status, created, customer } of one.stripe.invoices.list({ limit: 100 })) {
    statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    quarters.add(Math.floor(((WORLD_START - created) * 4) / (YEAR_SPAN + 1)));
    const owner = Object.values(one.tenants).find((tenant) => tenant.customers.has(customer as string));
    tenants.add(owner?.name ?? 'nobody');
  }
  assert.deepEqual([...statuses.keys()].sort(), ['draft', 'open', 'paid', 'uncollectible', 'void']);
  assert.deepEqual([...quarters].sort(), [0, 1, 2, 3]);
  assert.deepEqual([...tenants].sort(), ['alpha', 'beta']);
});

test('a year does not fit into a world that has begun too late', async () => {
  const world = await createWorld();
  await assert.rejects(yearOfInvoices(world, { until: WORLD_START }), /a year before/);
});
