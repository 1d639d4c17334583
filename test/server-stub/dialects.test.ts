/** Objects as each API version tells them: valid by its schema, the keys of Stripe's own samples, and read alike by us. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { knownVersions, NEWEST_VERSION } from '../../server-stub/stripe/index.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { createWorld } from '../../server-stub/world.js';
import { invoiceState, readInvoice } from '../../src/invoice/index.js';
import type { Json } from '../json.js';
import { FOLDER } from './schema-versions.js';
import { skipReason } from './schema.js';
import { asker, newStub, type Ask } from './support.js';

const BASIL = '2025-03-31.basil';

/** Asks in a version. */
const speaking =
  (ask: Ask, version: string): Ask =>
  (method, path, params, headers) =>
    ask(method, path, params, { 'stripe-version': version, ...headers });

/** An open invoice with everything that versions tell differently: two taxes, a discount, a price, a payment. */
async function bigInvoice(ask: Ask) {
  const make = async (path: string, params: Record<string, string>) =>
    String((await ask('POST', path, params)).body['id']);
  const customer = await make('/v1/customers', { name: 'Ada', email: 'ada@example.com' });
  const product = await make('/v1/products', { name: 'Hosting' });
  const price = await make('/v1/prices', { product, currency: 'usd', unit_amount: '1210' });
  const inside = { display_name: 'VAT', percentage: '21', inclusive: 'true' };
  const included = await make('/v1/tax_rates', inside);
  const extra = await make('/v1/tax_rates', { ...inside, percentage: '5', inclusive: 'false' });
  const coupon = await make('/v1/coupons', { percent_off: '10' });
  const invoice = await make('/v1/invoices', {
    customer,
    'rendering[amount_tax_display]': 'include_inclusive_tax',
    'discounts[0][coupon]': coupon,
  });
  await ask('POST', `/v1/invoices/${invoice}/add_lines`, {
    'lines[0][pricing][price]': price,
    'lines[0][quantity]': '3',
    'lines[0][tax_rates][0]': included,
    'lines[1][amount]': '500',
    'lines[1][description]': 'Work',
    'lines[1][tax_rates][0]': extra,
  });
  await ask('POST', `/v1/invoices/${invoice}/finalize`);
  const { body } = await ask(
    'GET',
    `/v1/invoices/${invoice}`,
    'expand[]=payments.data.payment.payment_intent',
  );
  const intent = (body as Json)['payments'].data[0].payment.payment_intent.id as string;
  await ask('POST', `/v1/invoices/${invoice}/pay`, { payment_method: 'pm_card_chargeDeclined' });
  return { customer, price, coupon, invoice, intent };
}

const at = (path: string) => `/v1/invoices/${path}`;

test('an invoice before basil says by itself what it says through others since', async () => {
  const ask = asker(newStub());
  const { invoice, intent, price } = await bigInvoice(ask);
  const old = (await speaking(ask, '2024-06-20')('GET', at(invoice))).body as Json;
  const now = (await ask('GET', at(invoice))).body as Json;

  assert.equal(old['payment_intent'], intent);
  assert.match(old['charge'], /^ch_/);
  assert.deepEqual([old['paid'], old['paid_out_of_band'], old['subscription']], [false, false, null]);
  assert.equal(old['tax'], 590);
  assert.deepEqual(
    old['total_tax_amounts'].map((tax: Json) => [tax['amount'], tax['inclusive']]),
    [
      [567, true],
      [23, false],
    ],
  );
  assert.equal(old['discount'].coupon.percent_off, 10);
  assert.deepEqual(old['discounts'], now['discounts']);
  const [line] = old['lines'].data;
  assert.equal(line.price.id, price);
  assert.equal(line.price.unit_amount, 1210);
  assert.equal(line.type, 'invoiceitem');
  assert.equal(line.amount_excluding_tax, 3000);
  assert.equal(line.unit_amount_excluding_tax, '1000');
  assert.equal(line.tax_rates[0].percentage, 21);
  assert.equal(line.tax_amounts[0].amount, 567);
  for (const key of ['parent', 'total_taxes', 'amount_overpaid', 'customer_account']) {
    assert.ok(!(key in old) && key in now, key);
  }
});

test('paid outside Stripe is a flag before basil, and a draft has no intent yet', async () => {
  const ask = asker(newStub());
  const old = speaking(ask, '2024-06-20');
  const customer = String((await ask('POST', '/v1/customers', { email: 'a@example.com' })).body['id']);
  const id = String((await ask('POST', '/v1/invoices', { customer })).body['id']);
  await ask('POST', `${at(id)}/add_lines`, 'lines[0][amount]=700');
  assert.equal((await old('GET', at(id))).body['payment_intent'], null);
  const paid = await old('POST', `${at(id)}/pay`, { paid_out_of_band: 'true' });
  const { body } = paid as { body: Json };
  assert.deepEqual([body['paid'], body['paid_out_of_band'], body['charge']], [true, true, null]);
  assert.equal((await ask('GET', at(id))).body['amount_paid_off_stripe'], 700);
});

test('every known version tells every object validly, and asking leaves the world as it was', async () => {
  const ask = asker(newStub());
  const { invoice, intent, customer, coupon } = await bigInvoice(ask);
  const item = String((await ask('POST', '/v1/invoiceitems', { customer, amount: '5' })).body['id']);
  const paths = [
    at(invoice),
    `${at(invoice)}/lines`,
    '/v1/invoices',
    `/v1/invoiceitems/${item}`,
    `/v1/customers/${customer}`,
    `/v1/coupons/${coupon}`,
    `/v1/payment_intents/${intent}`,
    '/v1/products',
    '/v1/prices',
    '/v1/tax_rates',
    '/v1/events',
  ];
  const before = await Promise.all(paths.map(async (path) => (await ask('GET', path)).body));
  for (const version of knownVersions) {
    for (const path of paths) {
      const { status, headers } = await speaking(ask, version)('GET', path);
      assert.equal(status, 200, `${version} ${path}`);
      assert.equal(headers.get('stripe-version'), version);
    }
  }
  assert.deepEqual(await Promise.all(paths.map(async (path) => (await ask('GET', path)).body)), before);
});

test('a refusal carries its objects in the dialect of the request', async () => {
  const ask = asker(newStub());
  const { invoice } = await bigInvoice(ask);
  const pay = async (version: string) => {
    const params = { payment_method: 'pm_card_chargeDeclined' };
    const answer = await speaking(ask, version)('POST', `${at(invoice)}/pay`, params);
    return (answer.body.error as Json)['payment_intent'];
  };
  assert.equal((await pay('2024-06-20')).invoice, invoice);
  const early = await pay('2020-08-27');
  assert.equal(early.charges.data.length, 3);
  assert.equal('latest_charge' in early, false);
  assert.equal('invoice' in (await pay(NEWEST_VERSION)), false);
});

test('a discount names its coupon below source since clover, and carries it before', async () => {
  const ask = asker(newStub());
  const { invoice, coupon } = await bigInvoice(ask);
  const discount = async (version: string) =>
    ((await speaking(ask, version)('GET', at(invoice), 'expand[]=discounts')).body as Json)['discounts'][0];
  assert.equal((await discount('2025-09-30.clover'))['source'].coupon, coupon);
  const old = await discount('2025-08-27.basil');
  assert.equal(old['coupon'].id, coupon);
  assert.equal('source' in old, false);
});

test('versions that are unknown are refused; a date between two speaks what was valid then', async () => {
  const ask = asker(newStub());
  const { invoice } = await bigInvoice(ask);
  const refused = [
    'nonsense',
    '2020-08-26',
    '2025-02-30x',
    '2026-10-29.endive',
    '2025-07-04',
    '2025-07-04.acacia',
  ];
  for (const version of [...refused, '2024-06-20.acacia', '2024-13-01', '2024-06-20; beta=v1']) {
    const { status, body } = await speaking(ask, version)('GET', at(invoice));
    assert.equal(status, 400, version);
    assert.equal(body.error?.['message'], `Invalid Stripe API version: ${version}`);
  }
  const line = async (version: string) =>
    ((await speaking(ask, version)('GET', `${at(invoice)}/lines`)).body as Json)['data'][0];
  assert.ok('price' in (await line('2025-03-30.acacia')));
  assert.ok(!('subtotal' in (await line('2025-07-04.basil'))));
  assert.ok(!('quantity_decimal' in (await line('2026-03-01.clover'))));
  assert.throws(() => newStub({ apiVersion: '2019-01-01' }), RangeError);
});

/** Where we differ from a sample: it is of one day in the life of its version, ours is what the version knew last. */
const LATER: Record<string, string[]> = {
  '2022-11-15': [
    ...['amount_shipping', 'effective_at', 'shipping_cost', 'shipping_details', 'subscription_details'],
    'effective_percentage',
  ],
  '2023-10-16': ['issuer', 'rendering_options', 'invoice', 'subscription_item', 'jurisdiction_level'],
  '2024-06-20': ['automatically_finalizes_at'],
};
/** Recorded answers of old versions have these keys, which the samples of their time keep to themselves. */
const KEPT = ['plan', 'type'];

test('the keys are those of Stripe’s own sample of each version', { skip: skipReason ?? false }, async () => {
  const ask = asker(newStub());
  const { invoice, customer } = await bigInvoice(ask);
  const item = String((await ask('POST', '/v1/invoiceitems', { customer, amount: '5' })).body['id']);
  const samples = readdirSync(FOLDER).filter((file) => file.startsWith('fixtures-'));
  assert.equal(samples.length, 9);
  for (const file of samples) {
    const version = file.slice('fixtures-'.length, -'.json'.length);
    const { resources } = JSON.parse(readFileSync(FOLDER + file, 'utf8')) as Json;
    const get = async (path: string, params = '') =>
      (await speaking(ask, version)('GET', path, params)).body as Json;
    const told = await get(at(invoice), 'expand[]=discounts');
    const objects: Record<string, Json> = {
      invoice: told,
      line_item: told['lines'].data[0],
      discount: told['discounts'][0],
      invoiceitem: await get(`/v1/invoiceitems/${item}`),
      tax_rate: (await get('/v1/tax_rates'))['data'][0],
      product: (await get('/v1/products'))['data'][0],
      price: (await get('/v1/prices'))['data'][0],
    };
    for (const [type, object] of Object.entries(objects)) {
      const [ours, theirs] = [Object.keys(object), Object.keys(resources[type])];
      // Since basil recorded invoices and lines have no `subscription`, although the samples do.
      const missing = theirs.filter(
        (key) => !(key in object) && !(version > BASIL && key === 'subscription'),
      );
      const more = ours.filter((key) => !theirs.includes(key) && !(version < BASIL && KEPT.includes(key)));
      assert.deepEqual(missing, [], `${version} ${type}`);
      assert.deepEqual(
        more.filter((key) => !LATER[version]?.includes(key)),
        [],
        `${version} ${type}`,
      );
    }
  }
});

const SEEDS = fileURLToPath(new URL('../../../shared/seeds/', import.meta.url));

/** The first invoice in one of the documents that show the same invoice before and since basil. */
function seeded(start: string): Json {
  const file = readdirSync(SEEDS).find((name) => name.startsWith(start)) ?? '';
  const text = readFileSync(SEEDS + file, 'utf8').split('\nResponse\n')[1] ?? '';
  let open = 0;
  const end = [...text].findIndex((character) => {
    open += character === '{' ? 1 : character === '}' ? -1 : 0;
    return open === 0;
  });
  return JSON.parse(text.slice(0, end + 1)) as Json;
}

/** Ids, times and names of another account. */
const OWN =
  /^(id|account_name|created|customer|due_date|number|url|webhooks_delivered_at|.*_at|period_.*|.*_url|.*_pdf)$/;

function assertHolds(actual: Json, expected: Json, where: string): void {
  for (const [key, value] of Object.entries(expected)) {
    assert.ok(key in actual, `${where}.${key}`);
    if (OWN.test(key)) assert.equal(actual[key] === null, value === null, `${where}.${key}`);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value))
      assertHolds(actual[key], value, `${where}.${key}`);
    else assert.deepEqual(actual[key], value, `${where}.${key}`);
  }
}

test(
  'one invoice in the two shapes of the documentation',
  { skip: existsSync(SEEDS) ? false : 'the documents in ../shared/seeds are not there' },
  async () => {
    const ask = asker(newStub());
    const params = { name: 'Jenny Rosen', email: 'jennyrosen@example.com' };
    const customer = String((await ask('POST', '/v1/customers', params)).body['id']);
    const draft = { customer, collection_method: 'send_invoice', days_until_due: '7' };
    const id = String((await ask('POST', '/v1/invoices', draft)).body['id']);
    await ask('POST', `${at(id)}/finalize`);
    const told = async (version: string) => (await speaking(ask, version)('GET', at(id))).body as Json;
    assertHolds(await told(NEWEST_VERSION), seeded('001'), 'new');
    assertHolds(await told('2023-10-16'), seeded('002'), 'old');
  },
);

test('our reader reads every version of an invoice alike', async () => {
  const ask = asker(newStub());
  const { invoice } = await bigInvoice(ask);
  const read = async (version: string) =>
    readInvoice((await speaking(ask, version)('GET', at(invoice))).body);
  const { total_taxes, lines, rendering, ...newest } = await read(NEWEST_VERSION);
  assert.ok(rendering);
  for (const version of knownVersions) {
    const { total_taxes: taxes, lines: older, ...rest } = await read(version);
    assert.deepEqual(
      rest,
      {
        ...newest,
        effective_at: version < '2022-11-15' ? null : newest.effective_at,
        // There was only how tax is displayed.
        rendering: version < '2023-10-16' ? { ...rendering, pdf: null } : rendering,
      },
      version,
    );
    // Until 2022 nobody told of how much a tax is.
    const untold = version < '2022-11-15' ? { taxable_amount: null } : {};
    assert.deepEqual(
      taxes,
      total_taxes.map((tax) => ({ ...tax, ...untold })),
    );
    assert.deepEqual(
      older,
      lines.map((line) => ({ ...line, taxes: line.taxes.map((tax) => ({ ...tax, ...untold })) })),
    );
  }
});

/** How the payment of an invoice is told in a version: as a list since basil, as its one intent before. */
function payment(version: string): string[] {
  if (version >= BASIL) return ['payments.data.payment.payment_intent.latest_charge'];
  return version < '2022-11-15' ? ['payment_intent', 'charge'] : ['payment_intent.latest_charge', 'charge'];
}

for (const [name, scenario] of Object.entries(scenarios)) {
  // Of a deleted invoice there is nothing to ask for, and a status of tomorrow is in no schema.
  if (name === 'deleted' || name === 'unknown') continue;
  test(`the scenario "${name}" is in the same state in every version`, async () => {
    const world = await createWorld();
    const { id } = await scenario(world);
    const now = world.clock.now();
    const ask = asker(world.stub);
    const state = async (version: string) => {
      const expand = new URLSearchParams(payment(version).map((path) => ['expand[]', path])).toString();
      return invoiceState((await speaking(ask, version)('GET', at(id), expand)).body, { now });
    };
    const newest = await state(NEWEST_VERSION);
    for (const version of knownVersions) {
      // Until 2024-06-20 a draft did not say when it finalizes itself.
      const timed = newest.state === 'scheduled' || newest.state === 'finalizing';
      const untold = timed && version < '2024-06-20';
      assert.deepEqual(await state(version), untold ? { ...newest, state: 'draft' } : newest, version);
    }
  });
}
