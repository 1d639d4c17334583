import { assert } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
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
  saveText,
  type,
  write,
} from './draft-editor/page.js';
import { until } from './until.js';

describe('invoice-draft-editor, writing', () => {
  const currencies = [
    ['usd', ['Design | 2.5 × 8000', 'Hosting | 3 × 4990', 'Clicks | 1000 × 0.25'], '$352.20'],
    ['jpy', ['Design | 2.5 × 80', 'Hosting | 3 × 49.9', 'Clicks | 1000 × 0.0025'], '¥353'],
    ['kwd', ['Design | 2.5 × 80000', 'Hosting | 3 × 49900', 'Clicks | 1000 × 2.5'], 'KWD 352.200'],
  ] as const;
  for (const [currency, expected, total] of currencies) {
    it(`brings three lines in ${currency} to Stripe, written without a mouse`, async () => {
      const desk = await open({ customer: 'globex', currency });
      (await field(desk, 'Description, item 1')).focus();
      await line('Design', '2.5', '80');
      await press('Enter');
      await until(() => focused(desk)?.getAttribute('aria-label') === 'Description, item 2');
      await line('Hosting', '3', '49.9');
      await press('Enter');
      await until(() => focused(desk)?.getAttribute('aria-label') === 'Description, item 3');
      await line('Clicks', '1000', '0.0025');
      await saved(desk);
      assert.deepEqual(await atStripe(desk), [...expected]);
      const text = rootOf(desk).querySelector('.totals .total dd')?.textContent?.replace(/\s/g, ' ').trim();
      assert.equal(text, total);
      assert.notOk(rootOf(desk).querySelector('[part=estimate]'), 'the total is Stripe’s own');
    });
  }

  it('gives the focus back to “Finalize invoice” when its dialog is left', async () => {
    const desk = await open({ customer: 'globex' });
    (await field(desk, 'Description, item 1')).focus();
    await line('Design', '1', '80');
    await saved(desk);
    const finalize = rootOf(desk).querySelector('finalize-button')!;
    finalize.focus();
    await press('Enter');
    await until(() => finalize.shadowRoot?.querySelector('dialog')?.open, 'the dialog opens');
    await press('Escape');
    await until(() => !finalize.shadowRoot?.querySelector('dialog'), 'the dialog is gone');
    await until(() => finalize.shadowRoot?.activeElement?.matches('[part=button]'), 'the button has it');
  });

  it('makes no draft before there is something to keep, and one draft then', async () => {
    const desk = await open({ customer: 'globex' });
    await field(desk, 'Description, item 1');
    assert.isTrue(await desk.editor.flush(), 'there is nothing to save');
    assert.deepEqual(desk.writes, []);
    const created: string[] = [];
    desk.editor.addEventListener('invoice-created', ({ detail }) => created.push(detail.invoice.id));
    (await field(desk, 'Description, item 1')).focus();
    await line('Design', '1', '80');
    await saved(desk);
    assert.deepEqual(desk.writes, ['invoices', 'add_lines']);
    assert.deepEqual(created, [desk.editor.invoiceId]);
    const invoice = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
    assert.equal(invoice.currency, 'usd');
    assert.equal(invoice.collection_method, 'send_invoice');
    assert.equal(invoice.due_date! - invoice.created, 30 * 86_400);
  });

  it('saves after a pause, not at every key', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await write(desk, 'Price, item 1', '1234.5');
    await saved(desk);
    await write(desk, 'Memo', 'Thank you for your order');
    await saved(desk);
    assert.deepEqual(desk.writes, ['update_lines', 'update']);
  });

  it('keeps what was typed when a save fails, says why, and saves it once when asked again', async () => {
    const desk = await open({ invoice: scenarios.draft });
    desk.meet(({ method }) => (method === 'GET' ? 'pass' : 'lost'));
    await write(desk, 'Description, item 1', 'Kept');
    await notSaved(desk);
    assert.match(saveText(desk), /^Not saved: .+ What you typed is kept\.$/);
    assert.equal((await field(desk, 'Description, item 1')).value, 'Kept');
    assert.ok(desk.editor.dirty);
    desk.meet(() => 'pass');
    (await field(desk, 'Retry')).click();
    await saved(desk);
    assert.include((await atStripe(desk)).join('\n'), 'Kept');
  });

  it('makes no line twice when the answer is lost', async () => {
    const desk = await open({ customer: 'globex' });
    desk.meet(({ method }) => (method === 'GET' ? 'lost' : 'done but lost'));
    (await field(desk, 'Description, item 1')).focus();
    await line('Design', '1', '80');
    await notSaved(desk);
    await write(desk, 'Price, item 1', '90');
    desk.meet(() => 'pass');
    globalThis.dispatchEvent(new Event('online'));
    await saved(desk);
    assert.deepEqual(await atStripe(desk), ['Design | 1 × 9000']);
    assert.lengthOf((await desk.world.stripe.invoices.list({ customer: desk.editor.customer })).data, 1);
  });

  it('keeps the focus and what is typed while a save is under way', async () => {
    const desk = await open({ customer: 'globex' });
    desk.hold(true);
    const first = await field(desk, 'Description, item 1');
    first.focus();
    await line('Design', '1', '80');
    await until(() => desk.writes.length, 'a save has begun');
    await write(desk, 'Description, item 1', 'Design, November');
    desk.hold(false);
    await until(() => desk.editor.invoiceId);
    await type(' 2026');
    assert.equal(focused(desk), first, 'the same input has the focus');
    await saved(desk);
    assert.deepEqual(await atStripe(desk), ['Design, November 2026 | 1 × 8000']);
  });

  it('removes a line, and moves the focus to the next one', async () => {
    const desk = await open({ invoice: scenarios.draft });
    const remove = await field(desk, 'Remove item 2');
    remove.focus();
    await press('Enter');
    await until(() => focused(desk)?.getAttribute('aria-label') === 'Description, item 2');
    await saved(desk);
    assert.deepEqual(desk.writes, ['remove_lines']);
    assert.lengthOf(await atStripe(desk), 2);
  });

  it('marks bad input with words, keeps it as typed and saves the rest', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await write(desk, 'Quantity, item 1', '12x');
    await write(desk, 'Price, item 2', '70');
    await press('Tab');
    const bad = await field(desk, 'Quantity, item 1');
    assert.equal(bad.value, '12x');
    assert.equal(bad.getAttribute('aria-invalid'), 'true');
    const words = rootOf(desk).getElementById(bad.getAttribute('aria-describedby')!);
    assert.include(words?.textContent, '12x');
    await until(() => desk.writes.length && /^Not saved: item 1/.test(saveText(desk)));
    assert.match((await atStripe(desk))[1]!, /× 7000$/);
  });

  it('marks the cell that Stripe refuses', async () => {
    const desk = await open({ invoice: scenarios.draft });
    desk.meet(({ url }) =>
      url.endsWith('update_lines')
        ? { status: 400, param: 'lines[0][price_data][unit_amount_decimal]' }
        : 'pass',
    );
    await write(desk, 'Price, item 3', '5');
    await until(async () => (await field(desk, 'Price, item 3')).getAttribute('aria-invalid') === 'true');
    assert.include(rootOf(desk).querySelector('.fault')?.textContent, 'Not like this');
    assert.match(saveText(desk), /^Not saved: item 3/);
  });

  it('guards what is not saved, and lets go when it is', async () => {
    const desk = await open({ invoice: scenarios.draft });
    const leaves = (): boolean => globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const seen: boolean[] = [];
    desk.editor.addEventListener('invoice-dirty-change', ({ detail }) => seen.push(detail.dirty));
    assert.isFalse(desk.editor.dirty);
    assert.isTrue(leaves());
    await write(desk, 'Memo', 'x');
    await desk.editor.updateComplete;
    assert.isTrue(desk.editor.dirty);
    assert.isTrue(desk.editor.matches(':state(dirty)'));
    assert.isFalse(leaves());
    assert.isTrue(await desk.editor.flush());
    await desk.editor.updateComplete;
    assert.isFalse(desk.editor.dirty);
    assert.isTrue(leaves());
    assert.deepEqual(seen, [true, false]);
  });

  it('reads and writes numbers as the language has them, and follows a change of language', async () => {
    const desk = await open({ invoice: scenarios.draft, lang: 'de' });
    await write(desk, 'Preis, Position 1', '1.234,5');
    await press('Tab');
    assert.equal((await field(desk, 'Preis, Position 1')).value, '1.234,50');
    await write(desk, 'Menge, Position 1', '2.5');
    await press('Tab');
    assert.equal((await field(desk, 'Menge, Position 1')).value, '2,5');
    assert.isTrue(await desk.editor.flush());
    assert.match((await atStripe(desk))[0]!, /\| 2.5 × 123450$/);
    desk.editor.lang = 'en';
    assert.equal((await field(desk, 'Price, item 1')).value, '1,234.50');
  });

  it('never has the field with the focus under the bar at the foot', async () => {
    await setViewport({ width: 360, height: 600 });
    try {
      const desk = await open({ invoice: scenarios.draft });
      for (const label of ['Description, item 1', 'Price, item 2', 'Memo']) {
        const input = await field(desk, label);
        // Where the bar covers it, and yet within the window.
        scrollBy(0, input.getBoundingClientRect().bottom - innerHeight + 2);
        input.focus();
        const bar = rootOf(desk).querySelector('[part=foot]')!;
        const overlap = input.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
        assert.isAtMost(overlap, 0, label);
      }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });
});
