import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type World } from '../../../server-stub/world.js';
import {
  changeHeader,
  isDirty,
  moveRow,
  pickPrice,
  removeRow,
  written,
} from '../../../src/components/invoice-draft-editor/draft.js';
import type { Price } from '../../../src/invoice/wire.js';
import { History } from '../../../src/components/invoice-draft-editor/history.js';
import { merge } from '../../../src/components/invoice-draft-editor/merge.js';
import { Desk, type Fate } from './harness.js';
import { validWorld } from '../../server-stub/valid-world.js';

const deskIn = (world: World, currency?: string): Promise<Desk> => Desk.open(world, undefined, currency);

test('three lines arrive as they were typed, in each kind of currency', async () => {
  const world = await validWorld();
  const expected = {
    usd: ['Design | 2.5 × 8000', 'Hosting | 1 × 4990', 'Clicks | 1000 × 0.25'],
    jpy: ['Design | 2.5 × 80', 'Hosting | 1 × 49.9', 'Clicks | 1000 × 0.0025'],
    kwd: ['Design | 2.5 × 80000', 'Hosting | 1 × 49900', 'Clicks | 1000 × 2.5'],
  };
  for (const [currency, lines] of Object.entries(expected)) {
    const desk = await deskIn(world, currency);
    desk.line(0, 'Design', '2.5', '80.00');
    desk.line(1, 'Hosting', '1', '49.9');
    desk.line(2, 'Clicks', '1000', '0.0025');
    assert.equal(await desk.saver.flush(), true);
    assert.deepEqual(await desk.atStripe(), lines);
    assert.deepEqual(
      desk.writes.map(({ path }) => path.split('/').at(-1)),
      ['invoices', 'add_lines'],
    );
  }
});

test('nothing is made before there is something to keep', async () => {
  const desk = await deskIn(await validWorld());
  desk.type(0, 'description', 'Consulting');
  assert.equal(await desk.saver.flush(), false, 'a line without a price cannot be sent');
  assert.equal(desk.savedId, '');
  assert.equal(desk.writes.length, 0);
});

test('a line with a fault waits; the others and the memo are sent', async () => {
  const desk = await deskIn(await validWorld());
  desk.line(0, 'Good', '1', '10');
  desk.line(1, 'Bad', 'two', '10');
  desk.draft = changeHeader(desk.draft!, { memo: 'Thank you' });
  assert.equal(await desk.saver.flush(), false);
  assert.deepEqual(await desk.atStripe(), ['Good | 1 × 1000']);
  assert.equal(desk.draft?.rows[1]?.typed.quantity, 'two');
  desk.type(1, 'quantity', '2');
  assert.equal(await desk.saver.flush(), true);
  assert.deepEqual(await desk.atStripe(), ['Good | 1 × 1000', 'Bad | 2 × 1000']);
});

test('only what changed is sent, in at most three writes', async () => {
  const desk = await deskIn(await validWorld());
  for (let index = 0; index < 12; index++) desk.line(index, `Item ${index}`, '1', '10');
  await desk.saver.flush();
  desk.writes.length = 0;
  desk.type(3, 'quantity', '4');
  desk.type(4, 'price', '11.5');
  desk.draft = removeRow(desk.draft!, desk.draft!.rows[0]!.key);
  desk.line(11, 'New', '2', '-5');
  desk.draft = changeHeader(desk.draft, { terms: 'days:7' });
  assert.equal(await desk.saver.flush(), true);
  assert.deepEqual(
    desk.writes.map(({ path }) =>
      path
        .split('/')
        .at(-1)!
        .replace(/^in_.*/, 'update'),
    ),
    ['update', 'remove_lines', 'add_lines'],
  );
  // A fourth write, for the lines that changed, is spared: they are made anew with all that comes after them.
  assert.deepEqual(desk.writes[0]?.body, { days_until_due: 7 });
  assert.deepEqual(await desk.atStripe(), [
    'Item 1 | 1 × 1000', 'Item 2 | 1 × 1000', 'Item 3 | 4 × 1000', 'Item 4 | 1 × 1150',
    ...[5, 6, 7, 8, 9, 10, 11].map((index) => `Item ${index} | 1 × 1000`), 'New | 2 × -500',
  ]); // prettier-ignore
  desk.writes.length = 0;
  desk.type(5, 'quantity', '4');
  desk.type(6, 'price', '11.5');
  assert.equal(await desk.saver.flush(), true);
  assert.deepEqual(desk.writes.map(({ path }) => path.split('/').at(-1)), ['update_lines']); // prettier-ignore
  const lines = desk.writes.at(-1)?.body['lines'] as Record<string, unknown>[];
  assert.deepEqual(
    lines.map(({ id: _, ...rest }) => rest),
    [
      { quantity_decimal: '4' },
      { price_data: { currency: 'usd', product_data: { name: 'Item 7' }, unit_amount_decimal: '1150' } },
    ],
  );
  assert.equal((await desk.atStripe()).length, 12);
  desk.writes.length = 0;
  assert.equal(await desk.saver.flush(), true);
  assert.equal(desk.writes.length, 0, 'nothing is left to send');
});

for (const fate of ['lost', 'done but lost', 'refused by a fault', 'done but answered 500'] as const) {
  test(`no draft and no line is made twice when each answer is ${fate}, however often it is tried`, async () => {
    const world = await validWorld();
    const desk = await deskIn(world);
    desk.line(0, 'Design', '1', '80');
    desk.fates = Array.from({ length: 3 }, () => fate);
    await desk.saver.flush();
    desk.type(0, 'price', '90');
    desk.fates = [fate, 'pass', fate, fate];
    await desk.saver.flush();
    desk.fates = [];
    assert.equal(await desk.saver.flush(), true);
    assert.equal(await desk.saver.flush(), true);
    assert.deepEqual(await desk.atStripe(), ['Design | 1 × 9000']);
    const { data } = await world.stripe.invoices.list({ customer: desk.customer });
    assert.equal(data.length, 1);
  });
}

test('what is typed while a save is under way is kept, and saved after it', async () => {
  const desk = await deskIn(await validWorld());
  desk.line(0, 'Design', '1', '80');
  desk.during = () => {
    desk.during = null;
    desk.type(0, 'description', 'Design, November');
    desk.line(1, 'Hosting', '1', '5');
  };
  await desk.saver.flush();
  assert.equal(await desk.saver.flush(), true);
  assert.deepEqual((await desk.atStripe()).sort(), ['Design, November | 1 × 8000', 'Hosting | 1 × 500']);
});

test('a line that is removed while it is being added does not stay at Stripe', async () => {
  const desk = await deskIn(await validWorld());
  desk.line(0, 'Keep', '1', '80');
  desk.line(1, 'Drop', '1', '5');
  desk.during = () => {
    if (!desk.writes.at(-1)?.path.endsWith('add_lines')) return;
    desk.during = null;
    desk.draft = removeRow(desk.draft!, desk.draft!.rows[1]!.key);
  };
  await desk.saver.flush();
  assert.equal(await desk.saver.flush(), true);
  assert.deepEqual(await desk.atStripe(), ['Keep | 1 × 8000']);
});

test('a refused cell is marked with what Stripe says, and does not hold up the rest', async () => {
  const world = await validWorld();
  const desk = await deskIn(world);
  desk.line(0, 'Good', '1', '10');
  const product = await world.stripe.products.create({ name: 'Old' });
  const price = await world.stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 700 });
  await world.stripe.prices.update(price.id, { active: false });
  const picked = {
    ...price,
    unit_amount_decimal: '700',
    product: { ...product, object: 'product' as const },
  };
  desk.draft = pickPrice(desk.draft!, desk.draft!.rows[1]!.key, picked as Price);
  assert.equal(await desk.saver.flush(), false);
  assert.deepEqual(await desk.atStripe(), ['Good | 1 × 1000']);
  assert.equal(desk.draft?.rows[1]?.refusal?.field, 'price');
  assert.ok(desk.draft?.rows[1]?.refusal?.detail);
  const before = desk.writes.length;
  await desk.saver.flush();
  assert.equal(desk.writes.length, before, 'the same values are not sent again');
  desk.type(1, 'price', '2');
  assert.equal(await desk.saver.flush(), true);
});

test('a line that somebody else removed while it was edited here is added anew', async () => {
  const world = await validWorld();
  const desk = await deskIn(world);
  desk.line(0, 'Mine', '1', '10');
  desk.line(1, 'Other', '1', '10');
  await desk.saver.flush();
  const id = desk.draft!.rows[0]!.id;
  await world.stripe.invoices.removeLines(desk.savedId, { lines: [{ id, behavior: 'delete' }] });
  desk.type(0, 'quantity', '3');
  // It comes last there, and then goes back to where it stands here.
  await desk.saver.flush();
  assert.equal(await desk.saver.flush(), true);
  assert.deepEqual(await desk.atStripe(), ['Mine | 3 × 1000', 'Other | 1 × 1000']);
  assert.deepEqual(
    desk.draft?.conflicts.map(({ field, before }) => [field, 'quantity' in before && before.quantity]),
    [[null, '1']],
  );
});

type Move =
  | { do: 'type'; row: number; field: 'description' | 'quantity' | 'price'; text: string }
  | { do: 'remove'; row: number }
  | { do: 'memo'; text: string }
  | { do: 'move'; row: number; by: number }
  | { do: 'undo' | 'redo' }
  | { do: 'save'; fates: Fate[] }
  | { do: 'hear' };

const rowIndex = fc.integer({ min: 0, max: 4 });
const number = fc.constantFrom('1', '2.5', '3,25', '-4', '0.001', '12');
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('type' as const), row: rowIndex, field: fc.constant('description' as const), text: fc.constantFrom('A', 'B', 'C ', 'D') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('type' as const), row: rowIndex, field: fc.constant('price' as const), text: number }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('type' as const), row: rowIndex, field: fc.constant('quantity' as const), text: fc.constantFrom('1', '2', '2.5') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), row: rowIndex }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('memo' as const), text: fc.constantFrom('', 'Thanks', 'Danke') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), row: rowIndex, by: fc.constantFrom(-1, 1, 2) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      fates: fc.array(
        fc.constantFrom<Fate>('pass', 'lost', 'done but lost', 'refused by a fault', 'done but answered 500'),
        { maxLength: 5 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'hear' as const }) },
); // prettier-ignore

test('whatever is typed, moved, undone, lost and heard in between: in the end Stripe has what stands here, once, in order', async () => {
  const world = await validWorld();
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 18 }), async (moves) => {
      const desk = await deskIn(world);
      const history = new History();
      for (const each of moves) await make(each, desk, history);
      for (const { key } of written(desk.draft!)) completeRow(desk, key);
      const typed = written(desk.draft!).map(
        ({ mine }) =>
          `${mine.description.trim()} | ${mine.quantity} × ${String(Number((Number(mine.price) * 100).toFixed(6)))}`,
      );
      desk.fates = [];
      for (let tries = 0; tries < 4 && isDirty(desk.draft!); tries++) await desk.saver.flush();
      assert.equal(isDirty(desk.draft!), false, 'all is saved in the end');
      assert.deepEqual(desk.savedId ? await desk.atStripe() : [], typed);
    }),
    { numRuns: 150, seed: 20261120 },
  );
});

async function make(each: Move, desk: Desk, history: History): Promise<void> {
  const before = desk.draft!;
  const row = 'row' in each ? before.rows[each.row] : undefined;
  if (each.do === 'type') desk.type(Math.min(each.row, before.rows.length - 1), each.field, each.text);
  else if (each.do === 'remove' && row) desk.draft = removeRow(before, row.key);
  else if (each.do === 'move' && row) desk.draft = moveRow(before, row.key, each.by);
  else if (each.do === 'memo') desk.draft = changeHeader(before, { memo: each.text });
  else if (each.do === 'undo') desk.draft = history.undo(before).draft;
  else if (each.do === 'redo') desk.draft = history.redo(before).draft;
  else if (each.do === 'save') {
    desk.fates = [...each.fates];
    await desk.saver.flush();
  } else if (each.do === 'hear' && desk.savedId) {
    desk.draft = merge(desk.draft!, await desk.store.refresh(desk.savedId));
  }
  const byHand = ['type', 'remove', 'move', 'memo'].includes(each.do);
  if (byHand) history.record(before, desk.draft!);
}

/** Gives a row what it needs to be sent. */
function completeRow(desk: Desk, key: number): void {
  const index = desk.draft!.rows.findIndex((row) => row.key === key);
  const { description, price, quantity } = desk.draft!.rows[index]!.mine;
  if (!description.trim()) desk.type(index, 'description', 'X');
  if (!price) desk.type(index, 'price', '7');
  if (!quantity) desk.type(index, 'quantity', '1');
}
