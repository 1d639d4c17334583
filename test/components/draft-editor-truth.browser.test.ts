/** Nobody is ever wrong about what is saved, what it comes to, and what others did meanwhile. */
import { assert, fixture, html } from '@open-wc/testing';
import { HttpAdapter } from '../../src/adapter/http.js';
import { scenarios } from '../../server-stub/scenarios.js';
import type { InvoiceDraftEditor } from '../../src/components/invoice-draft-editor/invoice-draft-editor.js';
import {
  atStripe,
  field,
  line,
  notSaved,
  open,
  press,
  rootOf,
  saved,
  saveText,
  write,
  type Desk,
  text,
  whole,
} from './draft-editor/page.js';
import { until } from './until.js';

const button = (desk: Desk, name: RegExp): HTMLElement =>
  [...rootOf(desk).querySelectorAll<HTMLElement>('button')].find(
    (each) => name.test(each.getAttribute('aria-label') ?? '') || name.test(each.textContent ?? ''),
  )!;

/** The page is loaded anew: what ran in the old one is gone, and another editor stands in its place, with a line or without. */
async function reload(desk: Desk, online: () => boolean = () => true): Promise<Desk> {
  const { invoiceId, customer } = desk.editor;
  globalThis.dispatchEvent(new Event('pagehide'));
  desk.meet(() => 'lost');
  desk.editor.remove();
  const reach = desk.world.asUser('alpha-admin');
  const adapter = new HttpAdapter({
    url: `${location.origin}/api/billing`,
    retry: { attempts: 2, baseDelay: 1, maxDelay: 1 },
    fetch: (request) =>
      online() || request.method === 'GET'
        ? reach(request)
        : Promise.reject(new TypeError('Failed to fetch')),
  });
  const editor = await fixture<InvoiceDraftEditor>(html`
    <invoice-draft-editor
      lang="en"
      .adapter=${adapter}
      invoice-id=${invoiceId}
      customer=${customer}
    ></invoice-draft-editor>
  `);
  return { ...desk, editor };
}

describe('invoice-draft-editor, the truth', () => {
  it('keeps what was typed offline over a reload, and sends it when the line is back', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await field(desk, 'Memo');
    desk.meet(({ method }) => (method === 'GET' ? 'pass' : 'lost'));
    await write(desk, 'Description, item 1', 'Typed in a tunnel');
    await write(desk, 'Memo', 'And this');
    await notSaved(desk);
    let online = false;
    const again = await reload(desk, () => online);
    await until(() => /before the page was loaded/.test(text(again, '.banner')), 'it is told');
    assert.equal((await field(again, 'Description, item 1')).value, 'Typed in a tunnel');
    assert.isTrue(again.editor.dirty);
    await notSaved(again);
    online = true;
    globalThis.dispatchEvent(new Event('online'));
    await saved(again);
    assert.match((await atStripe(again))[0]!, /^Typed in a tunnel/);
    const last = await reload(again);
    await field(last, 'Memo');
    assert.notInclude(text(last, '.editor'), 'before the page was loaded', 'what is saved is not kept');
  });

  it('keeps a draft that was not made yet, and makes it once', async () => {
    const desk = await open({ customer: 'globex' });
    await field(desk, 'Memo');
    desk.meet(({ method }) => (method === 'GET' ? 'lost' : 'done but lost'));
    (await field(desk, 'Description, item 1')).focus();
    await line('Design', '1', '80');
    await notSaved(desk);
    const again = await reload(desk);
    await saved(again);
    assert.deepEqual(await atStripe(again), ['Design | 1 × 8000']);
    const { data } = await again.world.stripe.invoices.list({ customer: again.editor.customer });
    assert.lengthOf(data, 1);
  });

  it('lets go of what was kept, where it is not wanted', async () => {
    const desk = await open({ invoice: scenarios.draft });
    const before = (await field(desk, 'Description, item 1')).value;
    desk.meet(({ method }) => (method === 'GET' ? 'pass' : 'lost'));
    await write(desk, 'Description, item 1', 'Never mind');
    await notSaved(desk);
    const again = await reload(desk, () => false);
    await until(() => text(again, '.banner'));
    button(again, /^\s*Discard it/).click();
    await again.editor.updateComplete;
    assert.equal((await field(again, 'Description, item 1')).value, before);
    assert.isFalse(again.editor.dirty);
  });

  it('shows mine, theirs and before, field by field, and loses nothing on either side', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await whole(desk);
    desk.hold(true);
    await write(desk, 'Memo', 'Mine');
    await write(desk, 'Price, item 1', '1300');
    await press('Tab');
    const id = desk.editor.invoiceId;
    const { data } = await desk.world.stripe.invoices.listLineItems(id);
    await desk.world.stripe.invoices.update(id, { description: 'Theirs', footer: 'Also theirs' });
    await desk.world.stripe.invoices.updateLines(id, {
      lines: [
        {
          id: data[0]!.id,
          price_data: { currency: 'eur', unit_amount_decimal: '99900' as never, product_data: { name: 'x' } },
        },
      ],
    });
    desk.hold(false);
    await saved(desk);
    await until(() => rootOf(desk).querySelectorAll('.conflict').length === 2, 'both are told');
    const told = [...rootOf(desk).querySelectorAll('.conflict')].map((each) => [
      each.querySelector('h4')!.textContent.trim(),
      ...[...each.querySelectorAll('dd')].map((side) => side.textContent.trim()),
    ]);
    assert.deepEqual(told.sort(), [['Memo', 'nothing', 'Theirs', 'Mine'], ['Price, item 1', '1,200.00', '999.00', '1,300.00']]); // prettier-ignore
    assert.equal(
      (await desk.world.stripe.invoices.retrieve(id)).description,
      'Mine',
      'what was typed here wins',
    );
    assert.equal(
      (await desk.world.stripe.invoices.retrieve(id)).footer,
      'Also theirs',
      'what only they touched stays',
    );
    button(desk, /Take theirs: Price/).click();
    button(desk, /Keep mine: Memo/).click();
    await saved(desk);
    assert.equal(text(desk, '.conflict'), '');
    assert.match((await atStripe(desk))[0]!, /99900$/);
    (await field(desk, 'Undo')).click();
    await saved(desk);
    assert.match((await atStripe(desk))[0]!, /130000$/, 'and that can be undone too');
  });

  it('puts what was typed into a revision, when somebody else has finalized it', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await whole(desk);
    await write(desk, 'Price, item 1', '1,');
    await desk.world.stripe.invoices.finalizeInvoice(desk.editor.invoiceId);
    const first = desk.editor.invoiceId;
    await until(() => rootOf(desk).querySelector('#unsent'), 'what was not sent is shown');
    await field(desk, 'Put it into a revision').then((each) => each.click());
    await until(() => desk.editor.invoiceId !== first, 'another draft');
    await until(() => /takes the place of a finalized invoice/.test(text(desk, '.banner')));
    await saved(desk);
    const revision = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
    assert.equal(revision.from_invoice?.invoice, first);
    assert.match((await atStripe(desk))[0]!, / × 100$/);
    assert.lengthOf(await atStripe(desk), 3);
  });

  it('says where Stripe comes to another number than the estimate, and by how much', async () => {
    const desk = await open({ invoice: scenarios.draft });
    await whole(desk);
    (
      await field(desk, 'Automatic tax').catch(() =>
        rootOf(desk).querySelector<HTMLInputElement>('#automatic-tax')!,
      )
    ).click();
    await until(() => rootOf(desk).querySelector('.estimate'), 'it is estimated');
    assert.include(text(desk, '.sums'), 'Stripe adds the tax once it is saved');
    await saved(desk);
    const { total, subtotal } = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
    assert.isAbove(total, subtotal);
    assert.match(text(desk, '.deviation'), /differs from the estimate by \+€690\.94: Tax \+€690\.94/);
    await write(desk, 'Quantity, item 1', '3');
    assert.equal(text(desk, '.deviation'), '');
  });

  it('tells what would stop the finalization, leads there, and mends it', async () => {
    const desk = await open({
      invoice: (world) =>
        scenarios.draft(world, { customer: 'nimbus', collection_method: 'charge_automatically' }),
    });
    await whole(desk);
    await until(() => /Things to look at: 1/.test(text(desk, '.readiness')), text(desk, '.readiness'));
    button(desk, /Things to look at/).click();
    await desk.editor.updateComplete;
    assert.include(text(desk, '#obstacles'), 'no saved payment method');
    button(desk, /Send it instead/).click();
    await saved(desk);
    assert.equal(
      (await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId)).collection_method,
      'send_invoice',
    );
    await write(desk, 'Price, item 2', 'x');
    await press('Tab');
    await until(() => /item 2/.test(text(desk, '.readiness')));
    (await field(desk, 'Memo')).focus();
    button(desk, /^Go there/).click();
    await until(
      () => rootOf(desk).activeElement?.getAttribute('aria-label') === 'Price, item 2',
      'it leads there',
    );
  });

  it('tells why the last try to finalize failed, at its field', async () => {
    const desk = await open({ invoice: scenarios.finalization_failed });
    await whole(desk);
    await until(
      () => /The last try to finalize failed.*address/.test(text(desk, '.who .fault')),
      'it is said at the customer',
    );
    assert.match(text(desk, '.readiness'), /address/);
  });

  it('begins a copy of an invoice, and a revision', async () => {
    const desk = await open({ invoice: (world) => scenarios.open(world, { description: 'With thanks' }) });
    const first = desk.editor.invoiceId;
    await desk.editor.duplicate(first);
    await saved(desk);
    const copy = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
    const original = await desk.world.stripe.invoices.retrieve(first);
    assert.notEqual(copy.id, first);
    assert.deepEqual([copy.customer, copy.subtotal, copy.description, copy.status], [original.customer, original.subtotal, 'With thanks', 'draft']); // prettier-ignore
    await desk.editor.revise(first);
    await desk.editor.updateComplete;
    const revision = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
    assert.equal(revision.from_invoice?.invoice, first);
    assert.lengthOf(rootOf(desk).querySelectorAll('tr[part=line]'), 4);
    const problem = await desk.editor.revise('in_nope').catch((error: { status: number }) => error.status);
    assert.equal(problem, 404);
  });

  it('says what Stripe does by itself, and locks what is a subscription’s', async () => {
    const desk = await open({ invoice: scenarios.scheduled });
    await until(() => /Stripe finalizes this draft by itself on/.test(text(desk, '.banner')));
    assert.include(text(desk, '.banner'), 'only in live mode');
  });

  it('makes at most three writes for a save, whatever was changed', async () => {
    const desk = await open({ invoice: scenarios.draft });
    desk.meet(({ method }) => (method === 'GET' ? 'pass' : 'lost'));
    await write(desk, 'Memo', 'Thanks');
    await write(desk, 'Price, item 2', '5');
    rootOf(desk).querySelectorAll<HTMLElement>('[part=remove]')[2]!.click();
    await write(desk, 'Description, item 3', 'New');
    await write(desk, 'Price, item 3', '7');
    await notSaved(desk);
    desk.writes.length = 0;
    desk.meet(() => 'pass');
    assert.isTrue(await desk.editor.flush());
    assert.isAtMost(desk.writes.length, 3, desk.writes.join());
    assert.lengthOf(await atStripe(desk), 3);
    assert.match(saveText(desk), /^Saved/);
  });
});
