import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type Stripe from 'stripe';
import { HttpAdapter } from '../../src/adapter/http.js';
import { walkInvoices } from '../../src/adapter/invoice-walk.js';
import { paymentsOf } from '../../src/adapter/payments-of.js';
import { NO_FILTER, QUICK_VIEWS, type InvoiceFilter } from '../../src/invoice/list-filter.js';
import type { PlanContext } from '../../src/invoice/list-plan.js';
import { withPayments } from '../../src/invoice/shape.js';
import type { Invoice } from '../../src/invoice/types.js';
import type { Session } from '../../src/invoice/wire.js';
import { fixedClock } from '../../server-stub/stripe/index.js';
import { createWorld, WORLD_START, type World } from '../../server-stub/world.js';
import { YEAR_SPAN, yearOfInvoices } from '../../server-stub/year.js';
import { anyFilter, filterOf } from '../invoice/any-filter.js';
import { reads } from '../invoice/plain-reading.js';

/** Some of them are the other tenant's. */
const INVOICES = 160;
const CUSTOMERS = 16;
/** Made in one second. */
const TIES = 12;

let world: World;
let adapter: HttpAdapter;
let session: Session;
/** Every invoice that this tenant has, with what is known of its payments. */
let everything: Invoice[];

before(async () => {
  world = await createWorld({ clock: fixedClock(WORLD_START - YEAR_SPAN) });
  await yearOfInvoices(world, { until: WORLD_START, invoices: INVOICES, customers: CUSTOMERS });
  for (let made = 0; made < TIES; made++) {
    await world.stripe.invoices.create({ customer: world.customers.acme.id, currency: 'eur' });
  }
  await world.settled();
  adapter = new HttpAdapter({ url: '/api/billing', fetch: world.asUser('alpha-admin') });
  session = await adapter.session();
  everything = await readAll();
});

after(() => world.handler.close());

async function readAll(): Promise<Invoice[]> {
  const all: Invoice[] = [];
  for (let more = true; more;) {
    const last = all.at(-1)?.id;
    const page = await adapter.list({ limit: 100, ...(last && { starting_after: last }) });
    const payments = await paymentsOf(
      adapter,
      page.data.filter(({ status }) => status === 'open'),
    );
    all.push(...page.data.map((each) => withPayments(each, payments.get(each.id) ?? [])));
    more = page.has_more;
  }
  return all;
}

async function walked(filter: InvoiceFilter, pageSize: number, of = session): Promise<Invoice[]> {
  const walk = await walkInvoices(adapter, filter, { session: of, now: WORLD_START, pageSize });
  const all: Invoice[] = [];
  for (;;) {
    const { invoices, done } = await walk.next();
    assert.ok(invoices.length <= pageSize);
    all.push(...invoices);
    if (done) return all;
  }
}

/** What the text may mean besides numbers, found without any search. */
async function contextOf({ text }: InvoiceFilter): Promise<PlanContext> {
  const tenant = world.tenants.alpha.customers;
  const customers = await Promise.all([...tenant].map((id) => world.stripe.customers.retrieve(id)));
  const wanted = text.toLowerCase();
  const isMeant = ({ name, email }: Stripe.Customer): boolean =>
    `${name ?? ''}\n${email ?? ''}`.toLowerCase().includes(wanted);
  return {
    now: WORLD_START,
    zone: 'Etc/UTC',
    canSearch: true,
    customers: text ? (customers as Stripe.Customer[]).filter(isMeant).map(({ id }) => id) : [],
  };
}

async function assertFound(filter: InvoiceFilter, pageSize: number, of = session): Promise<number> {
  const found = await walked(filter, pageSize, of);
  const context = await contextOf(filter);
  const meant = everything.filter((invoice) => reads(filter, invoice, context));
  const ids = (invoices: readonly Invoice[]): string[] => invoices.map(({ id }) => id).sort();
  assert.deepEqual(ids(found), ids(meant), JSON.stringify(filter));
  found.forEach(({ created }, index) => {
    assert.ok((created ?? 0) <= (found[index - 1]?.created ?? Infinity));
  });
  return found.length;
}

test('each quick view of a year gives what a look at every invoice gives', async () => {
  assert.ok(everything.length > 60);
  for (const view of QUICK_VIEWS) await assertFound(filterOf({ view }), 30);
  assert.equal(await assertFound(NO_FILTER, 100), everything.length);
  assert.ok((await assertFound(filterOf({ view: 'past_due' }), 7)) > 0);
  assert.ok((await assertFound(filterOf({ view: 'needs_attention' }), 7)) > 0);
});

test('whatever filter is laid over a year, by whatever pages, with search and without', async () => {
  const number = everything.find((invoice) => invoice.number)?.number ?? '';
  const someFilter = anyFilter({
    customers: fc.constantFrom(...new Set(everything.map(({ customer }) => customer ?? ''))),
    days: fc.integer({ min: 0, max: 364 }).map((day) => {
      return new Date((WORLD_START - day * 86_400) * 1000).toISOString().slice(0, 10);
    }),
    amounts: fc.integer({ min: 0, max: 500_000 }),
    texts: fc.constantFrom('acme', number, number.slice(0, 6), everything[5]?.id ?? '', 'nobody'),
    queries: fc.constant(''),
  });
  const sessions = fc.constantFrom(session, { ...session, account: { ...session.account, country: 'IN' } });
  await fc.assert(
    fc.asyncProperty(someFilter, fc.integer({ min: 5, max: 120 }), sessions, async (filter, size, of) => {
      await assertFound(filter, size, of);
    }),
    { numRuns: 25 },
  );
});

test('a second with more invoices than a page is walked to its end', async () => {
  const filter = filterOf({ created: { from: '2026-11-20', to: null }, customer: world.customers.acme.id });
  assert.ok((await assertFound(filter, 5)) >= TIES);
});
