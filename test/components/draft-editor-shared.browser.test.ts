import { assert, fixture, html } from '@open-wc/testing';
import 'axe-core/axe.min.js';
import { scenarios } from '../../server-stub/scenarios.js';
import {
  atStripe,
  field,
  focused,
  line,
  notSaved,
  open,
  press,
  rootOf,
  saved,
  type,
  write,
  type Desk,
} from './draft-editor/page.js';
import { until } from './until.js';

describe('invoice-draft-editor, choosing and sharing', () => {
  it('picks a customer by keys, in the customer’s name', async () => {
    const desk = await open();
    const picker = await field(desk, 'Bill to');
    picker.focus();
    await type('saku');
    await until(() => picker.getAttribute('aria-expanded') === 'true');
    await press('ArrowDown');
    await desk.editor.updateComplete;
    const active = rootOf(desk).getElementById(picker.getAttribute('aria-activedescendant') ?? '');
    assert.include(active?.textContent, 'Sakura Design KK');
    await press('Enter');
    await desk.editor.updateComplete;
    assert.equal(picker.value, 'Sakura Design KK');
    assert.equal(picker.getAttribute('aria-expanded'), 'false');
    (await field(desk, 'Description, item 1')).focus();
    await line('Design', '1', '80');
    await saved(desk);
    const invoice = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
    assert.equal(invoice.customer, desk.world.customers.sakura.id);
  });

  it('fills a line from the catalog, and makes it a one-off when the price is changed', async () => {
    let price = '';
    const desk = await open({
      customer: 'globex',
      prepare: async ({ stripe }) => {
        const product = await stripe.products.create({ name: 'Hosting' });
        price = (await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 4990 })).id;
      },
    });
    const description = await field(desk, 'Description, item 1');
    description.focus();
    await type('host');
    await until(() => description.getAttribute('aria-expanded') === 'true');
    await press('ArrowDown');
    await press('Enter');
    await until(() => focused(desk)?.getAttribute('aria-label') === 'Quantity, item 1');
    assert.equal((await field(desk, 'Price, item 1')).value, '49.90');
    await saved(desk);
    const read = async (): Promise<string | undefined> =>
      (await desk.world.stripe.invoices.listLineItems(desk.editor.invoiceId)).data[0]?.pricing?.price_details
        ?.price as string;
    assert.equal(await read(), price);
    await write(desk, 'Price, item 1', '45');
    await saved(desk);
    assert.notEqual(await read(), price);
    assert.deepEqual(await atStripe(desk), ['Hosting | 1 × 4500']);
  });

  it('closes a list with Escape and keeps what was typed', async () => {
    const desk = await open();
    const picker = await field(desk, 'Bill to');
    picker.focus();
    await type('ac');
    await until(() => picker.getAttribute('aria-expanded') === 'true');
    await press('Escape');
    await desk.editor.updateComplete;
    assert.equal(picker.getAttribute('aria-expanded'), 'false');
    assert.equal(picker.value, 'ac');
    await press('Escape');
    await desk.editor.updateComplete;
    assert.equal(picker.value, '');
  });

  it('takes what somebody else changed, except where it was edited here', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await write(desk, 'Quantity, item 1', '5x');
    const id = desk.editor.invoiceId;
    const { data } = await desk.world.stripe.invoices.listLineItems(id);
    const lines = [
      { id: data[0]!.id, quantity: 9 },
      { id: data[1]!.id, description: 'Theirs' },
    ];
    await desk.world.stripe.invoices.updateLines(id, { lines });
    await until(async () => (await field(desk, 'Description, item 2')).value === 'Theirs');
    assert.equal((await field(desk, 'Quantity, item 1')).value, '5x');
    const conflict = rootOf(desk).querySelector('.conflict')!;
    assert.deepEqual(
      [...conflict.querySelectorAll('dd')].map((each) => each.textContent.trim()),
      ['2', '9', '5x'],
      'before, elsewhere, here',
    );
    conflict.querySelectorAll('button')[1]!.click();
    await until(() => !rootOf(desk).querySelector('.conflict'), 'it is settled');
    assert.equal((await field(desk, 'Quantity, item 1')).value, '9');
  });

  it('turns into the finalized view when it is finalized elsewhere, and keeps what was not sent', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await write(desk, 'Price, item 1', '5,5,5');
    await desk.world.stripe.invoices.finalizeInvoice(desk.editor.invoiceId);
    await until(() => rootOf(desk).querySelector('#unsent'), 'what was not sent is shown');
    assert.include(rootOf(desk).querySelector<HTMLTextAreaElement>('#unsent')?.value, '5,5,5');
    assert.lengthOf(rootOf(desk).querySelectorAll('table input'), 0);
    assert.isFalse(desk.editor.dirty);
  });

  it('says when the draft was deleted elsewhere', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await write(desk, 'Price, item 1', 'abc');
    await desk.world.stripe.invoices.del(desk.editor.invoiceId);
    await until(() => rootOf(desk).querySelector('.banner'));
    assert.match(rootOf(desk).querySelector('.banner')?.textContent ?? '', /deleted|no longer be seen/);
    assert.include(rootOf(desk).querySelector<HTMLTextAreaElement>('#unsent')?.value, 'abc');
  });

  it('asks to sign in again and loses nothing', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await field(desk, 'Memo');
    desk.meet(() => ({ status: 401 }));
    await write(desk, 'Memo', 'Thank you');
    await notSaved(desk);
    assert.include(rootOf(desk).querySelector('.banner')?.textContent, 'Sign in again');
    desk.meet(() => 'pass');
    (await field(desk, 'Retry')).click();
    await saved(desk);
    assert.equal((await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId)).description, 'Thank you');
  });

  it('is for reading where nothing may be changed', async () => {
    const desk = await open({ invoice: scenarios.draft, person: 'alpha-viewer' });
    await until(() => rootOf(desk).querySelector('.banner'));
    assert.lengthOf(rootOf(desk).querySelectorAll('input, select, textarea:not([readonly])'), 0);
    assert.include(rootOf(desk).querySelector('table')?.textContent, 'Brand workshop');
  });

  it('keeps its fields to itself inside somebody else’s form', async () => {
    const form = await fixture<HTMLFormElement>(html`<form></form>`);
    const seen: string[] = [];
    for (const event of ['submit', 'input', 'change']) {
      form.addEventListener(event, (each) => {
        each.preventDefault();
        seen.push(each.type);
      });
    }
    const desk = await open({ customer: 'globex' });
    form.append(desk.editor);
    (await field(desk, 'Description, item 1')).focus();
    await line('Design', '1', '80');
    await press('Enter');
    (await field(desk, 'Quantity, item 1')).focus();
    await press('Enter');
    await saved(desk);
    assert.deepEqual(seen, []);
  });

  it('saves before it is finalized, and not what has a fault', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await write(desk, 'Price, item 1', '77');
    const button = rootOf(desk).querySelector('finalize-button')!;
    await button.show();
    await until(() => button.shadowRoot?.querySelector('dialog'));
    assert.match((await atStripe(desk))[0]!, /× 7700$/);
  });

  it('has no accessibility faults, empty, full of faults and in the picker', async () => {
    const axe = (globalThis as unknown as { axe: { run: (node: Element, options?: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe; // prettier-ignore
    const check = async (desk: Desk): Promise<void> => {
      const { violations } = await axe.run(desk.editor);
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []); // prettier-ignore
    };
    const desk = await open();
    const picker = await field(desk, 'Bill to');
    picker.focus();
    await type('a');
    await until(() => picker.getAttribute('aria-expanded') === 'true');
    await check(desk);
    const full = await open({ invoice: scenarios.draft });
    await write(full, 'Price, item 1', 'abc');
    await press('Tab');
    await check(full);
    const read = await open({ invoice: scenarios.open });
    await until(() => rootOf(read).querySelector('table'));
    await check(read);
  });
});
