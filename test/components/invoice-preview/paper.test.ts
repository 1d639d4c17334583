/** What stands on the document: that it adds up, and what it says of each state. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperOf, type Paper } from '../../../src/components/invoice-preview/paper.js';
import { penFor, type Names } from '../../../src/components/invoice-preview/pen.js';
import { sumsOf } from '../../../src/components/invoice-preview/sums.js';
import { readInvoice } from '../../../src/invoice/shape.js';
import { ALL_STATES, type InvoiceState } from '../../../src/invoice/state.js';
import type { Invoice } from '../../../src/invoice/types.js';
import { scenarios } from '../../../server-stub/scenarios.js';
import { WORLD_START, type World } from '../../../server-stub/world.js';
import { validWorld } from '../../server-stub/valid-world.js';

const NAMELESS: Names = { rates: new Map(), discounts: new Map() };

const paper = (invoice: Invoice, now = WORLD_START, names = NAMELESS, lang = 'en'): Paper =>
  paperOf(invoice, 'Northwind Studio', now, penFor(lang, invoice.currency, names));

const read = async ({ stripe }: World, id: string): Promise<Invoice> =>
  readInvoice(await stripe.invoices.retrieve(id));

/** The rows up to the total come to it, and those after it to what is due. */
function assertAddsUp(invoice: Invoice): void {
  let sum: number | null = null;
  for (const { kind, amount, label } of sumsOf(invoice, penFor('en', invoice.currency, NAMELESS))) {
    if (kind === 'plain') sum = (sum ?? 0) + amount;
    else if (kind !== 'aside') {
      assert.equal(sum ?? amount, amount, label);
      sum = amount;
    }
  }
}

/** In as few words as there are: `label amount`, in order. */
const said = ({ sums, pen }: Paper): string[] =>
  sums.map(({ label, amount }) => `${label} ${pen.money(amount)}`);

const HEADLINES: Partial<Record<InvoiceState, [string, string | null]>> = {
  draft: ['€3,636.50 due December 4, 2026', 'A preview: this is not a bill yet, and it may still change.'],
  open: ['€3,636.50 due December 4, 2026', null],
  partially_paid: ['€2,727.38 due December 4, 2026', '€909.12 of €3,636.50 has been paid.'],
  past_due: ['€3,636.50 was due November 27, 2026', null],
  pending: ['€3,636.50 due December 4, 2026', 'A payment is on its way. It can take some days to arrive.'],
  retrying: ['€3,636.50 due', 'The saved payment method is charged by itself.'],
  paid: ['€3,636.50 paid November 20, 2026', null],
  credited: ['Nothing to pay', 'Credit notes cover all of it.'],
  partially_refunded: ['€3,636.50 paid November 20, 2026', '€909.12 has been given back.'],
  refunded: ['€3,636.50 paid November 20, 2026', '€3,636.50 has been given back.'],
  uncollectible: ['€3,636.50 due', 'This payment is no longer expected. It can still be made.'],
  void: ['Nothing to pay', 'This invoice is void. There is nothing to pay.'],
  unknown: ['€3,636.50', null],
};

for (const state of ALL_STATES.filter((each) => each !== 'deleted' && each !== 'finalization_failed')) {
  test(`an invoice that is ${state} adds up, and says where it stands`, async () => {
    const world = await validWorld();
    const invoice = readInvoice(await scenarios[state](world));
    assertAddsUp(invoice);
    const { headline } = paper(invoice, world.clock.now());
    const expected = HEADLINES[state];
    if (expected) assert.deepEqual([headline.amount, headline.sentence], expected);
    else assert.match(headline.amount, /3,636\.50/);
  });
}

test('a draft and a void invoice are marked as such, and nothing else is', async () => {
  const world = await validWorld();
  const marks: Record<string, string | null> = {};
  for (const state of ['draft', 'scheduled', 'open', 'paid', 'void', 'uncollectible'] as const)
    marks[state] = paper(readInvoice(await scenarios[state](world))).mark;
  assert.deepEqual(marks, {
    draft: 'Draft – not a bill',
    scheduled: 'Draft – not a bill',
    open: null,
    paid: null,
    void: 'Void',
    uncollectible: null,
  });
});

/** Rates that differ by line, a discount on a line, one on the whole, shipping, and credit of the customer. */
async function dressed(world: World): Promise<{ id: string; names: Names }> {
  const { stripe, customers } = world;
  const { id } = await scenarios.draft(world);
  const [vat, city, sale, loyal] = await Promise.all([
    stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false }),
    stripe.taxRates.create({ display_name: 'City tax', percentage: 2.5, inclusive: true }),
    stripe.coupons.create({ name: 'Spring sale', percent_off: 10, duration: 'once' }),
    stripe.coupons.create({ name: 'Ten years', amount_off: 5000, currency: 'eur', duration: 'once' }),
  ]);
  const { data } = await stripe.invoices.listLineItems(id);
  const start = Date.UTC(2026, 10, 1) / 1000;
  await stripe.invoices.updateLines(id, {
    lines: [
      { id: data[0]!.id, tax_rates: [vat.id] },
      { id: data[1]!.id, tax_rates: [vat.id, city.id], discounts: [{ coupon: sale.id }] },
      { id: data[2]!.id, period: { start, end: start + 30 * 86_400 - 1 } },
    ],
  });
  const shipping_rate_data = { display_name: 'Parcel', type: 'fixed_amount', fixed_amount: { amount: 990, currency: 'eur' } } as const; // prettier-ignore
  await stripe.invoices.update(id, {
    discounts: [{ coupon: loyal.id }],
    shipping_cost: { shipping_rate_data },
  });
  await stripe.customers.createBalanceTransaction(customers.acme.id, { amount: -10_000, currency: 'eur' });
  const full = JSON.parse(
    JSON.stringify(await stripe.invoices.retrieve(id, { expand: ['discounts', 'lines.data.discounts'] })),
  );
  const coupons: Record<string, object> = { [sale.id]: sale, [loyal.id]: loyal };
  const discounts = [
    ...full.discounts,
    ...full.lines.data.flatMap((line: { discounts: object[] }) => line.discounts),
  ];
  return {
    id,
    names: {
      rates: new Map([vat, city].map((rate) => [rate.id, rate as never])),
      discounts: new Map(
        discounts.map((each) => [each.id, { ...each, coupon: coupons[each.source.coupon] }]),
      ),
    },
  };
}

test('taxes, discounts, shipping and credit stand under their names, and each of them once', async () => {
  const world = await validWorld();
  const { id, names } = await dressed(world);
  const draft = await read(world, id);
  assertAddsUp(draft);
  assert.deepEqual(said(paper(draft, WORLD_START, names)), [
    'Subtotal €3,517.75',
    'Ten years -€50.00',
    'Shipping €9.90',
    'Total excluding tax €3,451.95',
    'VAT 19% €644.81',
    'Total €4,122.46',
    'incl. City tax 2.5% €25.70',
    'Credit used -€100.00',
    'Amount due €4,022.46',
  ]);
  await world.stripe.invoices.finalizeInvoice(id);
  await world.stripe.creditNotes.create({ invoice: id, amount: 2246 });
  const open = await read(world, id);
  assertAddsUp(open);
  assert.deepEqual(
    said(paper(open, WORLD_START, names)).slice(-3),
    ['Credit used -€100.00', 'Credit notes -€22.46', 'Amount due €4,000.00'].slice(-3),
  );
});

test('lines that are taxed differently say how, and have their own discount and period below them', async () => {
  const world = await validWorld();
  const { id, names } = await dressed(world);
  const { rows } = paper(await read(world, id), WORLD_START, names);
  assert.deepEqual(
    rows.map(({ tax, asides }) =>
      [tax, ...asides.map(({ text, amount = '' }) => `${text} ${amount}`)].map((text) =>
        text?.replace(/\s/g, ' ').trim(),
      ),
    ),
    [['19%'], ['19% + incl. 2.5%', 'Spring sale (10% off) -€118.75'], ['none', 'Nov 1 – 30, 2026']],
  );
  const unnamed = paper(await read(world, id)).rows;
  assert.equal(unnamed[0]?.tax, '€449.52', 'where a rate is not known, what it comes to');
});

test('a rate for all lines needs no column', async () => {
  const world = await validWorld();
  const { id } = await scenarios.draft(world);
  const rate = await world.stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: true });
  await world.stripe.invoices.update(id, { default_tax_rates: [rate.id] });
  const drawn = paper(await read(world, id));
  assert.deepEqual(
    drawn.rows.map(({ tax }) => tax),
    [null, null, null],
  );
  assert.deepEqual(said(drawn).slice(0, 2), ['Total excluding tax €3,055.89', 'Total €3,636.50']);
});

test('a negative total becomes credit', async () => {
  const world = await validWorld();
  const { id } = await scenarios.draft(world, {
    lines: [{ description: 'Given back', quantity: '1', unitAmount: '-2500' }],
  });
  await world.stripe.invoices.finalizeInvoice(id);
  const invoice = await read(world, id);
  assertAddsUp(invoice);
  assert.deepEqual(said(paper(invoice)), ['Total -€25.00', 'Kept as your credit €25.00', 'Amount due €0.00']);
});

test('discounts that do not come out even are told as one sum', () => {
  const invoice = readInvoice({
    id: 'in_1', status: 'draft', currency: 'usd', subtotal: 1000, total: 900, amount_due: 900, discounts: ['di_1'],
    total_discount_amounts: [{ amount: 70, discount: 'di_1' }, { amount: 10, discount: 'di_2' }],
  }); // prettier-ignore
  assertAddsUp(invoice);
  assert.deepEqual(said(paper(invoice)).slice(0, 2), ['Subtotal $10.00', 'Discount -$1.00']);
});

test('whatever Stripe says, the rows add up', async () => {
  const world = await validWorld();
  for (const state of ['paid', 'open'] as const) {
    for (const customer of ['sakura', 'dana', 'globex'] as const)
      assertAddsUp(readInvoice(await scenarios[state](world, { customer })));
  }
});

test('the facts are those that the customer needs', async () => {
  const world = await validWorld();
  const { id } = await scenarios.draft(world, { customer: 'globex' });
  await world.stripe.invoices.update(id, { custom_fields: [{ name: 'PO number', value: '7' }] });
  const facts = (drawn: Paper): string[] => drawn.facts.map(({ name, value }) => `${name}: ${value}`);
  assert.deepEqual(facts(paper(await read(world, id))), [
    'Invoice number: Comes with finalization',
    'Date due: December 4, 2026',
    'PO number: 7',
  ]);
  const { number } = await world.stripe.invoices.finalizeInvoice(id);
  await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  const paid = paper(await read(world, id));
  assert.deepEqual(facts(paid), [
    `Invoice number: ${number}`,
    'Date of issue: November 20, 2026',
    'Date due: December 4, 2026',
    'Date paid: November 20, 2026',
    'PO number: 7',
  ]);
  assert.equal(paid.fileName, number);
  assert.deepEqual(paid.parties, [
    {
      label: 'Bill to',
      name: 'Globex Corporation',
      lines: ['18 Harbor Street', 'Eugene, OR 97403', 'United States', 'ap@globex.example'],
    },
  ]);
});

test('an object with next to nothing in it is drawn as well', () => {
  const drawn = paper(readInvoice({ id: 'in_1' }));
  assert.deepEqual(drawn.parties, [{ label: 'Bill to', name: '', lines: [] }]);
  assert.equal(drawn.fileName, 'Draft invoice');
  assertAddsUp(readInvoice({ id: 'in_1' }));
});

test('says how many lines are missing', () => {
  const lines = { data: [{ id: 'il_1', amount: 1, currency: 'usd' }], has_more: true, total_count: 1250 };
  assert.match(paper(readInvoice({ id: 'in_1', lines, currency: 'usd' })).missing ?? '', /1,249 more/);
  const unknown = { ...lines, total_count: undefined };
  assert.match(
    paper(readInvoice({ id: 'in_1', lines: unknown, currency: 'usd' })).missing ?? '',
    /and … more/,
  );
});
