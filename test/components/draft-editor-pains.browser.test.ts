/**
 * The recorded pains of hand-made invoice screens that an editor can cause or cure, one test each. Those about the
 * finalize click are in finalize-button.browser.test.ts and finalize-trouble.browser.test.ts, those about lost answers and
 * keys in draft-editor/saver.test.ts, those about two people in draft-editor-truth.browser.test.ts.
 */
import { assert } from '@open-wc/testing';
import { scenarios } from '../../server-stub/scenarios.js';
import {
  atStripe,
  field,
  line,
  mendObstacle,
  open,
  pendingItem,
  press,
  rootOf,
  saved,
  type,
  write,
  text,
  whole,
  invoiceOf,
} from './draft-editor/page.js';
import { until } from './until.js';

describe('invoice-draft-editor, the pains', () => {
  it('an empty invoice is not finalized by accident, and what is pending does not slip in', async () => {
    const desk = await open({
      customer: 'globex',
      prepare: pendingItem,
    });
    await whole(desk);
    await write(desk, 'Memo', 'Nothing on it yet');
    await saved(desk);
    assert.include(text(desk, '.readiness'), 'Add an item first');
    assert.equal((await invoiceOf(desk)).total, 0);
  });

  it('nobody wonders why it is still a draft', async () => {
    const desk = await open({
      invoice: async (world) =>
        world.stripe.invoices.update((await scenarios.draft(world)).id, { auto_advance: true }),
    });
    const { automatically_finalizes_at: at } = await invoiceOf(desk);
    const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(
      at! * 1000,
    );
    await until(
      () => text(desk, '.banner').replace(/\s/g, ' ').includes(`by itself on ${when}`.replace(/\s/g, ' ')),
      text(desk, '.banner'),
    );
  });

  it('a missing tax location is told before the finalization, and mended here', async () => {
    const desk = await open({ invoice: (world) => scenarios.draft(world, { customer: 'nimbus' }) });
    await whole(desk);
    rootOf(desk).querySelector<HTMLInputElement>('#automatic-tax')!.click();
    await saved(desk);
    await until(() => /Add an address to the customer first: tax needs it/.test(text(desk, '.readiness')));
    await mendObstacle(desk, /Add an address/);
    for (const [id, typed] of [['line1', '500 Howard Street'], ['postal_code', '94105'], ['city', 'San Francisco'], ['state', 'CA']] as const) {
      rootOf(desk).querySelector<HTMLElement>(`#new-${id}`)!.focus();
      await type(typed);
    } // prettier-ignore
    await press('Enter');
    await until(() => /Choose the country/.test(text(desk, '#new-country-fault')), 'a part is missing');
    const country = rootOf(desk).querySelector<HTMLSelectElement>('#new-country')!;
    country.value = 'US';
    country.dispatchEvent(new Event('change', { bubbles: true }));
    rootOf(desk).querySelector<HTMLElement>('dialog .primary')!.click();
    await until(() => /^Ready to be finalized/.test(text(desk, '.readiness')), text(desk, '.readiness'));
    assert.equal((await invoiceOf(desk)).automatic_tax.status, 'complete');
  });

  it('test mode is always said', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await until(() =>
      /Test mode/.test(rootOf(desk).querySelector('invoice-status-badge')?.shadowRoot?.textContent ?? ''),
    );
  });

  it('no currency is off by a hundred', async () => {
    for (const [currency, minor] of [['isk', '10000'], ['jpy', '100'], ['kwd', '100000'], ['ugx', '10000']] as const) {
      const desk = await open({ customer: 'globex', currency });
      (await field(desk, 'Description, item 1')).focus();
      await line('Work', '1', '100');
      await saved(desk);
      assert.deepEqual(await atStripe(desk), [`Work | 1 × ${minor}`], currency);
    } // prettier-ignore
  });

  it('prices finer than a cent and decimal quantities arrive to the last digit', async () => {
    const desk = await open({ customer: 'globex' });
    (await field(desk, 'Description, item 1')).focus();
    await line('Clicks', '1000.000000000001', '0.00123456789012');
    await saved(desk);
    assert.deepEqual(await atStripe(desk), ['Clicks | 1000.000000000001 × 0.123456789012']);
    assert.equal(text(desk, '.totals .total dd'), '$1.23');
  });

  it('what is heard twice, late or out of order ends in what Stripe has', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await field(desk, 'Memo');
    const id = desk.editor.invoiceId;
    await Promise.all(
      ['One', 'Two', 'Three'].map((description) => desk.world.stripe.invoices.update(id, { description })),
    );
    await desk.world.stripe.invoices.update(id, { description: 'Last' });
    await until(async () => (await field(desk, 'Memo')).value === 'Last');
    assert.isFalse(desk.editor.dirty);
  });

  it('a limit on requests is waited for', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await field(desk, 'Memo');
    let refused = 0;
    desk.meet(({ method }) => (method === 'GET' || refused++ > 0 ? 'pass' : { status: 429 }));
    await write(desk, 'Memo', 'Slowly');
    await saved(desk);
    assert.equal((await invoiceOf(desk)).description, 'Slowly');
    assert.equal(refused, 2);
  });

  it('no more items are taken than Stripe takes, and that is said before', async () => {
    const lines = Array.from({ length: 245 }, (_, index) => ({
      description: `No. ${index}`,
      quantity: '1',
      unitAmount: '100',
    }));
    const desk = await open({ invoice: (world) => scenarios.draft(world, { lines }) });
    await whole(desk);
    await until(() => /still free: 5/.test(text(desk, '.add')), text(desk, '.add'));
    await field(desk, 'Paste from a spreadsheet').then((each) => each.click());
    await until(() => rootOf(desk).querySelector('dialog[open] textarea'));
    const area = rootOf(desk).querySelector<HTMLTextAreaElement>('dialog textarea')!;
    area.value = Array.from({ length: 9 }, (_, index) => `Pasted ${index}\t1\t2.00`).join('\n');
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await until(() => /Only 5 of them fit/.test(text(desk, 'dialog')));
    rootOf(desk).querySelector<HTMLElement>('dialog .accept')!.click();
    await until(
      () => rootOf(desk).querySelectorAll('tr[part=line]').length === 250,
      'full, without an empty row',
    );
    assert.include(text(desk, '.add'), 'Stripe takes 250 items on one invoice');
    await saved(desk);
    assert.equal(
      (await desk.world.stripe.invoices.listLineItems(desk.editor.invoiceId, { limit: 1 })).has_more,
      true,
    );
    assert.equal((await invoiceOf(desk)).total, 245 * 100 + 5 * 200);
  });
});
