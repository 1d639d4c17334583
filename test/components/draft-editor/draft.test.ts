import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changeCurrency,
  changeHeader,
  faultsOf,
  isDirty,
  leaveCell,
  newDraft,
  typeInto,
  written,
  type Draft,
  type Field,
} from '../../../src/components/invoice-draft-editor/draft.js';
import { Catalog } from '../../../src/components/invoice-draft-editor/catalog.js';
import { figuresOf } from '../../../src/components/invoice-draft-editor/figures.js';
import { headerOf } from '../../../src/components/invoice-draft-editor/header-fields.js';
import type { LineValues } from '../../../src/components/invoice-draft-editor/line-fields.js';
import { draftOf, merge, settle } from '../../../src/components/invoice-draft-editor/merge.js';
import { nextStep } from '../../../src/components/invoice-draft-editor/steps.js';
import { readInvoice } from '../../../src/invoice/shape.js';
import { scenarios } from '../../../server-stub/scenarios.js';
import { validWorld } from '../../server-stub/valid-world.js';

/** Written into the empty row at the end. */
const typed = (draft: Draft, cells: Partial<Record<Field, string>>, locale = 'en'): Draft => {
  const key = draft.rows.at(-1)!.key;
  return (Object.keys(cells) as Field[]).reduce(
    (sofar, field) => typeInto(sofar, key, field, cells[field] ?? '', locale),
    draft,
  );
};

const faults = (currency: string, cells: Partial<Record<Field, string>>): object => {
  const draft = typed(newDraft(currency), { description: 'x', ...cells });
  return faultsOf(draft.rows[0]!, currency);
};

test('numbers that Stripe cannot take are told by cell', () => {
  assert.deepEqual(faults('usd', { quantity: '1', price: '1' }), {});
  assert.deepEqual(faults('usd', { quantity: '', price: '-1' }), { quantity: 'needed' });
  assert.deepEqual(faults('usd', { quantity: '1e3', price: 'ten' }), {
    quantity: 'unreadable',
    price: 'unreadable',
  });
  assert.deepEqual(faults('usd', { quantity: '0.0000000000001', price: '1' }), { quantity: 'too_precise' });
  assert.deepEqual(faults('usd', { price: '0.00000000000001' }), {});
  assert.deepEqual(faults('usd', { price: '0.000000000000001' }), { price: 'too_precise' });
  assert.deepEqual(faults('jpy', { price: '0.0000000000001' }), { price: 'too_precise' });
  assert.deepEqual(faults('usd', { price: '1234567890123' }), { price: 'too_large' });
});

test('a number is drawn anew when its cell is left, unless it is none', () => {
  let draft = typed(newDraft('eur'), { description: 'x', quantity: '1.5.x', price: '1.234' }, 'de');
  const key = draft.rows[0]!.key;
  draft = leaveCell(leaveCell(draft, key, 'price'), key, 'quantity');
  assert.deepEqual(draft.rows[0]!.typed, { quantity: '1.5.x' });
  assert.equal(draft.rows[0]!.mine.price, '1234');
});

test('another currency keeps what was typed, and asks for it in its own units', () => {
  const draft = changeCurrency(typed(newDraft('usd'), { description: 'x', price: '49.5' }), 'kwd');
  const step = nextStep(draft, { exists: true, customer: 'cus_1', done: new Set() });
  assert.equal(step?.kind === 'add' && step.lines[0]?.price_data?.unit_amount_decimal, '49500');
});

test('due terms are read back as days from the making, or as a date', () => {
  const invoice = { object: 'invoice', collection_method: 'send_invoice', created: 1_000_000 };
  const terms = (due_date: number | null): string => headerOf(readInvoice({ ...invoice, due_date })).terms;
  assert.equal(terms(1_000_000 + 14 * 86_400), 'days:14');
  assert.equal(terms(1_000_000), 'days:0');
  assert.equal(terms(1_000_000 + 14 * 86_400 + 5), `date:${1_000_000 + 14 * 86_400 + 5}`);
  assert.equal(terms(null), '');
});

test('a charge has no terms, and sending gets some back', () => {
  const charged = changeHeader(newDraft('usd'), { collection: 'charge_automatically', terms: '' });
  const create = nextStep(charged, { exists: false, customer: 'cus_1', done: new Set() });
  assert.deepEqual(create?.kind === 'create' && create.params, {
    customer: 'cus_1',
    currency: 'usd',
    collection_method: 'charge_automatically',
  });
  assert.equal(changeHeader(charged, { collection: 'send_invoice' }).header.terms, 'days:30');
});

test('what others changed is taken over cell by cell; what is edited here stays, and a clash is told', async () => {
  const world = await validWorld();
  const { id } = await scenarios.draft(world);
  const read = async () => readInvoice(await world.stripe.invoices.retrieve(id));
  const empty = { ...newDraft('eur'), rows: [] };
  let draft = merge(empty, await read());
  const [first, second] = draft.rows;
  draft = typeInto(draft, first!.key, 'quantity', '7', 'en');
  await world.stripe.invoices.updateLines(id, {
    lines: [
      { id: first!.id, description: 'Theirs' },
      { id: second!.id, quantity: 4 },
    ],
  });
  draft = merge(draft, await read());
  assert.equal(draft.rows[0]!.mine.description, 'Theirs');
  assert.equal(draft.rows[0]!.mine.quantity, '7');
  assert.equal(draft.rows[1]!.mine.quantity, '4');
  assert.deepEqual(draft.conflicts, []);
  await world.stripe.invoices.updateLines(id, { lines: [{ id: first!.id, quantity: 9 }] });
  draft = merge(draft, await read());
  assert.equal(draft.rows[0]!.mine.quantity, '7');
  const [conflict] = draft.conflicts;
  assert.deepEqual(
    [
      conflict?.row,
      conflict?.field,
      ...[conflict?.before, conflict?.theirs].map((values) => (values as LineValues).quantity),
    ],
    [first!.key, 'quantity', '2', '9'],
  );
});

test('the estimate counts the taxes that the draft carries, and Stripe’s own numbers take its place', async () => {
  const world = await validWorld();
  const { id } = await scenarios.draft(world, {
    lines: [{ description: 'Design', quantity: '1', unitAmount: '29500' }],
  });
  const rate = await world.stripe.taxRates.create({ display_name: 'VAT', percentage: 21, inclusive: false });
  await world.stripe.invoices.update(id, { default_tax_rates: [rate.id] });
  const invoice = readInvoice(await world.stripe.invoices.retrieve(id));
  const catalog = new Catalog(
    () => null,
    () => {},
  );
  catalog.rates.set(rate.id, { ...rate, object: 'tax_rate' });
  const saved = merge(
    { ...newDraft('eur'), rows: [], header: headerOf(invoice), baseHeader: headerOf(invoice) },
    invoice,
  );
  const stripes = figuresOf(saved, invoice, catalog);
  assert.equal(isDirty(saved), false);
  assert.deepEqual([stripes.estimated, stripes.total, stripes.taxes[0]?.amount], [false, 35695, 6195]);
  const more = typed(saved, { description: 'Hosting', price: '75' });
  const ours = figuresOf(more, invoice, catalog);
  assert.deepEqual([ours.estimated, ours.total, ours.taxes[0]?.amount], [true, 35695 + 9075, 6195 + 1575]);
});

test('where Stripe keeps new lines in another order than they were sent in, the rows follow, and no save goes on for ever', async () => {
  const world = await validWorld();
  const { id } = await scenarios.draft(world);
  const read = async () => readInvoice(await world.stripe.invoices.retrieve(id));
  let draft = draftOf(await read());
  for (const description of ['One', 'Two', 'Three']) draft = typed(draft, { description, price: '1' });
  const step = nextStep(draft, { exists: true, customer: 'cus_1', done: new Set() });
  assert.ok(step?.kind === 'add');
  draft = { ...draft, adding: step.rows };
  await world.stripe.invoices.addLines(id, { lines: [...step.lines].reverse() as never });
  draft = settle(draft, step, await read());
  assert.deepEqual(
    written(draft).map(({ mine }) => mine.description).slice(-3),
    ['Three', 'Two', 'One'],
  ); // prettier-ignore
  assert.equal(isDirty(draft), false);
});
