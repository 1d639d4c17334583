/** The permissions that a restricted key needs: what the routes ask, what the check asks, what the page says, are one list. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { checkStart, createInvoiceHandler, type HandlerSession } from '../../src/server/index.js';
import {
  addDraft,
  addOpen,
  addPaymentRecord,
  BASE,
  createBackend,
  type Backend,
  type Reply,
} from './harness.js';
import { ask, ROWS, tenants } from './rows.js';

/** Stripe's resources as the Dashboard names them where a restricted key is made, by the first part of the path. */
const RESOURCES: Readonly<Record<string, string>> = {
  invoices: 'Invoices', invoice_payments: 'Invoices', customers: 'Customers', payment_intents: 'PaymentIntents',
  charges: 'Charges', payment_methods: 'Payment Methods', payment_records: 'Payment Records', products: 'Products',
  prices: 'Prices', tax_rates: 'Tax Rates', coupons: 'Coupons', promotion_codes: 'Promotion Codes',
  shipping_rates: 'Shipping Rates', invoice_rendering_templates: 'Invoice Rendering Templates', credit_notes: 'Credit Notes',
  events: 'Events', account: 'Accounts', balance: 'Balance',
}; // prettier-ignore
/** What is read in passing, by the last name of an expanded path. */
const EXPANDED: Readonly<Record<string, string>> = {
  customer: 'Customers', invoice: 'Invoices', payments: 'Invoices', payment_intent: 'PaymentIntents',
  latest_charge: 'Charges', confirmation_secret: 'PaymentIntents', product: 'Products', coupon: 'Coupons',
}; // prettier-ignore
/** Parts of an object that stand inside of it. */
const INSIDE: readonly string[] = ['data', 'payment', 'promotion', 'source', 'discounts'];

/** The permissions that a call of Stripe's API takes. */
function takes(request: Request): string[] {
  const { pathname, searchParams } = new URL(request.url);
  const resource = RESOURCES[pathname.split('/')[2] ?? ''];
  assert.ok(resource, `${pathname} is of a resource without a permission here`);
  const names = [...searchParams]
    .filter(([name]) => name.startsWith('expand'))
    .flatMap(([, path]) => path.split('.').filter((name) => !INSIDE.includes(name)));
  const read = names.map((name) => EXPANDED[name] ?? assert.fail(name));
  return [
    `${resource}: ${request.method === 'GET' ? 'Read' : 'Write'}`,
    ...read.map((name) => `${name}: Read`),
  ];
}

/** Notes what the calls take, and refuses those that take the one that is missing, as Stripe does. */
function restrict({ stub }: Backend, missing?: string): Set<string> {
  const taken = new Set<string>();
  const fetch = stub.fetch.bind(stub);
  stub.fetch = async (request) => {
    const all = takes(request);
    for (const name of all) taken.add(name);
    const lacks = all.find((name) => name === missing || name.replace('Write', 'Read') === missing);
    if (!lacks) return fetch(request);
    const error = { type: 'invalid_request_error', message: `Having '${lacks}' would allow this.` };
    return Response.json({ error }, { status: 403 });
  };
  return taken;
}

/** What a body or a query may name beside its invoice. */
async function named(backend: Backend, customer: string): Promise<[string, () => Promise<Reply>][]> {
  const { stripe } = backend;
  const product = await stripe.products.create({ name: 'Hosting' });
  const price = await stripe.prices.create({ currency: 'usd', unit_amount: 500, product: product.id });
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
  const coupon = await stripe.coupons.create({ percent_off: 5, duration: 'once' });
  const shipping = await stripe.shippingRates.create({
    display_name: 'Post', type: 'fixed_amount', fixed_amount: { amount: 500, currency: 'usd' },
  });
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const record = await addPaymentRecord(backend, customer);
  const template = backend.stub.addTemplate();
  const [paid, attached] = [await addOpen(backend, customer), await addOpen(backend, customer)];
  const draft = await addDraft(backend, customer);
  const admin = backend.as('alpha-admin');
  const expand = 'expand[]=payments.data.payment.payment_intent&expand[]=confirmation_secret';
  const header = {
    discounts: [{ coupon: coupon.id }], default_tax_rates: [rate.id], rendering: { template },
    shipping_cost: { shipping_rate: shipping.id },
  };
  const made = { currency: 'usd', product: product.id, unit_amount_decimal: '100' };
  const lines = [{ pricing: { price: price.id }, tax_rates: [rate.id] }, { description: 'New', quantity: 1, price_data: made }];
  return [
    ['expanded', () => admin.get(`/invoices/${paid}?${expand}`)],
    ['method', () => admin.post(`/invoices/${paid}/pay`, { payment_method: method.id })],
    ['record', () => admin.post(`/invoices/${attached}/attach_payment`, { payment_record: record.id })],
    ['header', () => admin.post(`/invoices/${draft}`, header)],
    ['lines', () => admin.post(`/invoices/${draft}/add_lines`, { lines })],
    ['products', () => admin.get('/prices?expand[]=data.product')],
    ['discounts', () => admin.get(`/invoices/${draft}?expand[]=discounts.source.coupon`)],
    ['of lines', () => admin.get(`/invoices/${draft}/lines?expand[]=data.discounts.source.coupon`)],
    ['coupons', () => admin.get('/promotion_codes?expand[]=data.promotion.coupon')],
  ];
} // prettier-ignore

interface Seen {
  /** The permissions that the calls to Stripe took. */
  taken: Set<string>;
  /** What was not answered as it is for a key that may do everything. */
  refused: string[];
}

/** Every route, each in a world of its own, by those who may do everything; without a permission, until it is missed. */
async function everything(missing?: string): Promise<Seen> {
  const seen: Seen = { taken: new Set(), refused: [] };
  const run = async (
    requests: (
      world: Awaited<ReturnType<typeof tenants>>,
    ) => Promise<[string, () => Promise<Reply>, number?][]>,
  ): Promise<void> => {
    const world = await tenants('metadata');
    const all = await requests(world);
    const taken = restrict(world.backend, missing);
    for (const [name, send, due = 200] of all) {
      const { status } = await send();
      if (status !== due) seen.refused.push(`${name} ${status}`);
    }
    await world.backend.handler.close();
    for (const name of taken) seen.taken.add(name);
  };
  await run(({ backend, own }) => named(backend, own.customer));
  // Without a publishable key nothing but the balance tells test from live mode.
  const backend = await createBackend();
  const asked = restrict(backend, missing);
  const session = (): HandlerSession => ({ user: { id: 'somebody' }, scope: { everything: true } });
  const bare = createInvoiceHandler({
    stripe: backend.stripe,
    session,
    authorize: () => true,
    onError: () => {},
  });
  await bare(new Request(`${BASE}/session`));
  for (const name of asked) seen.taken.add(name);
  for (const row of ROWS) {
    if (missing && seen.refused.length > 0) break;
    await run(({ backend, own }) =>
      Promise.resolve([[row.route, () => ask(backend.as('alpha-admin'), row, own, false), row.status]]),
    );
  }
  return seen;
}

async function probed(): Promise<Set<string>> {
  const backend = await createBackend();
  const taken = restrict(backend);
  assert.deepEqual(await checkStart({ stripe: backend.stripe }), []);
  return taken;
}

test('the check asks for exactly what the routes take', async () => {
  const { taken, refused } = await everything();
  assert.deepEqual(refused, []);
  assert.deepEqual([...(await probed())].sort(), [...taken].sort());
});

test('the page lists exactly what the check asks for', async () => {
  const page = await readFile(new URL('../../stories/docs/backend.mdx', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| ([A-Z]\w+(?: \w+)*: (?:Read|Write)) +\|/gm)].map(([, name]) => name!);
  const all = await probed();
  const highest = [...all].filter(
    (name) => !all.has(name.replace(': Read', ': Write')) || name.endsWith('Write'),
  );
  assert.deepEqual(listed.sort(), highest.sort());
});

test('without any one of them something is refused, and the check names that one and no other', async () => {
  /** What `GET /session` does without. */
  const spared = ['Accounts: Read', 'Balance: Read'];
  for (const permission of await probed()) {
    if (!spared.includes(permission)) {
      const { refused } = await everything(permission);
      assert.notDeepEqual(refused, [], permission);
      // A page learns that something is not set up here, never that of 5xx a crash.
      for (const answer of refused) assert.doesNotMatch(answer, / 500$/, permission);
    }
    const backend = await createBackend();
    restrict(backend, permission);
    const findings = await checkStart({ stripe: backend.stripe });
    const named = findings.map(({ detail }) => /lacks “([^”]+)”/.exec(detail)?.[1]);
    const both = permission.endsWith('Read') && (await probed()).has(permission.replace('Read', 'Write'));
    assert.deepEqual(named, both ? [permission, permission.replace('Read', 'Write')] : [permission]);
  }
});
