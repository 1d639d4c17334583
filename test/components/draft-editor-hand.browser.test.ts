/** The hand: everything by real key presses. */
import { assert } from '@open-wc/testing';
import { scenarios } from '../../server-stub/scenarios.js';
import {
  atStripe,
  field,
  focused,
  line,
  open,
  press,
  rootOf,
  saved,
  type,
  write,
  type Desk,
  whole,
} from './draft-editor/page.js';
import { until } from './until.js';

const named = (desk: Desk): string => focused(desk)?.getAttribute('aria-label') ?? focused(desk)?.id ?? '';
const isAt = (desk: Desk, name: string): Promise<void> =>
  until(() => named(desk) === name, `the focus is in ${name}`);
const rows = (desk: Desk): HTMLElement[] => [...rootOf(desk).querySelectorAll<HTMLElement>('tr[part=line]')];
const value = async (desk: Desk, label: string): Promise<string> => (await field(desk, label)).value;

describe('invoice-draft-editor, the hand', () => {
  it('has exactly one empty row at the end, and Tab goes on into it', async () => {
    const desk = await open({ customer: 'globex' });
    (await field(desk, 'Description, item 1')).focus();
    assert.lengthOf(rows(desk), 1);
    await line('Design', '2', '80');
    assert.lengthOf(rows(desk), 2, 'a new one has come below');
    await press('Tab');
    await isAt(desk, 'Description, item 2');
    await press('Tab');
    await isAt(desk, 'Quantity, item 2');
    await press('Tab');
    await isAt(desk, 'Price, item 2');
    await press('Tab');
    assert.notInclude(named(desk), 'item', 'an empty row is no trap');
    assert.lengthOf(rows(desk), 2);
    (await field(desk, 'Price, item 2')).focus();
    await type('5');
    assert.lengthOf(rows(desk), 3, 'every cell of it can be begun in');
    await write(desk, 'Price, item 2', ' ');
    await press('Backspace');
    assert.lengthOf(rows(desk), 2, 'and there is one again');
  });

  it('goes down by Enter, and gives the cell back by Escape', async () => {
    const desk = await open({ invoice: scenarios.draft });
    (await field(desk, 'Price, item 1')).focus();
    await press('Enter');
    await isAt(desk, 'Price, item 2');
    const before = await value(desk, 'Price, item 2');
    await type('999');
    assert.equal(await value(desk, 'Price, item 2'), '999', 'what stands in it is written over');
    await press('Escape');
    await desk.editor.updateComplete;
    assert.equal(await value(desk, 'Price, item 2'), before);
    await press('Enter');
    await press('Enter');
    await isAt(desk, 'Description, item 4');
    (await field(desk, 'Description, item 1')).focus();
    await type(' more');
    await press('Escape');
    await desk.editor.updateComplete;
    assert.notInclude(await value(desk, 'Description, item 1'), 'more');
    assert.isFalse(desk.editor.dirty);
  });

  it('works out what is typed into an amount', async () => {
    const desk = await open({ customer: 'globex' });
    (await field(desk, 'Description, item 1')).focus();
    await line('Design', '1+1.5', '3*49.90');
    await press('Tab');
    await saved(desk);
    assert.deepEqual(await atStripe(desk), ['Design | 2.5 × 14970']);
    assert.equal(await value(desk, 'Price, item 1'), '149.70');
  });

  it('takes back every change, also after it was saved, and does it again', async () => {
    const desk = await open({ invoice: scenarios.draft });
    const first = await atStripe(desk);
    await write(desk, 'Description, item 1', 'Changed');
    await press('Tab');
    await type('7');
    await press('Tab');
    await type('99');
    await saved(desk);
    rows(desk)[1]!.querySelector<HTMLElement>('[part=remove]')!.click();
    await write(desk, 'Memo', 'Thanks');
    await saved(desk);
    assert.lengthOf(await atStripe(desk), first.length - 1);
    for (let step = 0; step < 5; step++) await press('Control+z');
    await saved(desk);
    assert.deepEqual(await atStripe(desk), first, 'all of it, in the order in which it was');
    assert.equal(await value(desk, 'Memo'), '');
    for (let step = 0; step < 5; step++) await press('Control+Shift+z');
    await saved(desk);
    const again = await atStripe(desk);
    assert.lengthOf(again, first.length - 1);
    assert.match(again[0]!, /^Changed \| 7 × 9900$/);
    assert.equal((await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId)).description, 'Thanks');
  });

  it('takes back whom it is for and in which currency, while that can be chosen', async () => {
    const desk = await open();
    const picker = await field(desk, 'Bill to');
    for (const name of ['Globex', 'Acme']) {
      picker.focus();
      picker.select();
      await type(name);
      await until(
        () => new RegExp(name).test(rootOf(desk).querySelector('[role=option]')?.textContent ?? ''),
        name,
      );
      await press('ArrowDown');
      await press('Enter');
      await desk.editor.updateComplete;
    }
    const currency = rootOf(desk).querySelector<HTMLSelectElement>('#currency')!;
    await until(() => picker.value === 'Acme GmbH');
    currency.value = 'gbp';
    currency.dispatchEvent(new Event('change', { bubbles: true }));
    await desk.editor.updateComplete;
    (await field(desk, 'Undo')).click();
    await desk.editor.updateComplete;
    assert.equal(currency.value, 'usd');
    assert.match(picker.value, /Acme/);
    (await field(desk, 'Undo')).click();
    await desk.editor.updateComplete;
    assert.match(picker.value, /Globex/);
    (await field(desk, 'Redo')).click();
    await desk.editor.updateComplete;
    assert.match(picker.value, /Acme/);
    assert.deepEqual(desk.writes, [], 'nothing was made meanwhile');
  });

  it('does not take back what somebody else has done', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await write(desk, 'Quantity, item 1', '5');
    await saved(desk);
    const id = desk.editor.invoiceId;
    const { data } = await desk.world.stripe.invoices.listLineItems(id);
    await desk.world.stripe.invoices.updateLines(id, { lines: [{ id: data[0]!.id, description: 'Theirs' }] });
    await desk.world.stripe.invoices.update(id, { footer: 'Theirs too' });
    await until(async () => (await value(desk, 'Description, item 1')) === 'Theirs');
    (await field(desk, 'Undo')).click();
    await saved(desk);
    assert.match((await atStripe(desk))[0]!, /^Theirs \| 2 ×/);
    assert.equal((await desk.world.stripe.invoices.retrieve(id)).footer, 'Theirs too');
  });

  it('moves rows by keys, and Stripe has them in the new order', async () => {
    const desk = await open({ customer: 'globex' });
    (await field(desk, 'Description, item 1')).focus();
    for (const name of ['One', 'Two', 'Three']) {
      await line(name, '1', '10');
      await press('Tab');
    }
    await saved(desk);
    (await field(desk, 'Price, item 3')).focus();
    await press('Alt+Shift+ArrowUp');
    await press('Alt+Shift+ArrowUp');
    await isAt(desk, 'Price, item 1');
    assert.equal(await value(desk, 'Description, item 1'), 'Three');
    await saved(desk);
    assert.deepEqual(await atStripe(desk), ['Three | 1 × 1000', 'One | 1 × 1000', 'Two | 1 × 1000']);
    assert.isAtMost(desk.writes.slice(2).length, 2, 'removed and added again');
    await press('Control+z');
    await press('Control+z');
    await saved(desk);
    assert.deepEqual(await atStripe(desk), ['One | 1 × 1000', 'Two | 1 × 1000', 'Three | 1 × 1000']);
  });

  it('keeps the price of the catalog with an item that is moved', async () => {
    const desk = await open({
      customer: 'globex',
      prepare: async ({ stripe }) => {
        const product = await stripe.products.create({ name: 'Hosting' });
        await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 4900 });
      },
    });
    (await field(desk, 'Description, item 1')).focus();
    await type('Host');
    await until(() => rootOf(desk).querySelector('[role=option]'));
    await press('ArrowDown');
    await press('Enter');
    await isAt(desk, 'Quantity, item 1');
    await press('Tab');
    await press('Tab');
    await line('Design', '1', '10');
    await saved(desk);
    const priceOf = async (index: number): Promise<unknown> =>
      (await desk.world.stripe.invoices.listLineItems(desk.editor.invoiceId)).data[index]?.pricing
        ?.price_details?.price;
    const price = await priceOf(0);
    await press('Alt+Shift+ArrowUp');
    await saved(desk);
    assert.match((await atStripe(desk))[1]!, /^Hosting/);
    assert.equal(await priceOf(1), price);
  });

  it('opens the details of a row by keys, and comes back to it', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await whole(desk);
    (await field(desk, 'Quantity, item 2')).focus();
    await press('Alt+Enter');
    await until(() => rootOf(desk).querySelector('.detail'), 'they are there');
    await until(() => focused(desk)?.id.startsWith('start-'), 'the focus is in them');
    await press('Escape');
    await isAt(desk, 'Description, item 2');
    assert.isNull(rootOf(desk).querySelector('.detail'));
    await press('Alt+Enter');
    await until(() => focused(desk)?.id.startsWith('start-'), 'they are there again');
    const up = [...rootOf(desk).querySelectorAll<HTMLElement>('.detail button')].find((each) =>
      /Move up/.test(each.textContent),
    )!;
    const second = await value(desk, 'Description, item 2');
    up.click();
    await until(async () => (await value(desk, 'Description, item 1')) === second);
    await saved(desk);
    assert.match((await atStripe(desk))[0]!, new RegExp(`^${second} `));
  });

  it('makes rows of a block from a spreadsheet, after showing what was understood', async () => {
    const desk = await open({ customer: 'globex' });
    await whole(desk);
    const cell = await field(desk, 'Description, item 1');
    cell.focus();
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      'text/plain',
      'Item\tQty\tPrice\nDesign\t2.5\t80.00\nHosting\t1\t$49.90\nOn call\tsome\t12\n',
    );
    cell.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
    await until(() => rootOf(desk).querySelector('dialog[open]'), 'the preview is there');
    assert.lengthOf(rootOf(desk).querySelectorAll('.preview tbody tr'), 3);
    assert.include(rootOf(desk).querySelector('.preview .fault')?.textContent, 'some');
    await press('Enter');
    await until(() => !rootOf(desk).querySelector('dialog'), 'it is gone');
    assert.lengthOf(rows(desk), 4);
    await write(desk, 'Quantity, item 3', '3');
    await saved(desk);
    assert.deepEqual(await atStripe(desk), [
      'Design | 2.5 × 8000',
      'Hosting | 1 × 4990',
      'On call | 3 × 1200',
    ]);
    (await field(desk, 'Undo')).click();
    (await field(desk, 'Undo')).click();
    await desk.editor.updateComplete;
    assert.lengthOf(rows(desk), 1, 'all of the paste is one step');
  });

  it('reads what people type for when it is due', async () => {
    const desk = await open({ customer: 'globex' });
    await whole(desk);
    (await field(desk, 'Description, item 1')).focus();
    await line('Design', '1', '80');
    const terms = await field(desk, 'Due in');
    terms.focus();
    terms.select();
    await type('net 45');
    await press('Tab');
    await saved(desk);
    const { due_date, created } = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
    assert.equal(due_date! - created, 45 * 86_400);
    assert.equal(terms.value, '45 days');
    terms.focus();
    terms.select();
    await type('whenever');
    await press('Tab');
    await desk.editor.updateComplete;
    assert.include(rootOf(desk).querySelector('#terms-fault')?.textContent, '“whenever” is no due date');
    assert.equal(terms.value, 'whenever', 'nothing typed is lost');
  });
});
