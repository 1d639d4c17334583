import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { focused, isCall, part, refusal, shows, textOf, worldHere } from './harness.js';
import { come, focusIsOn, inside, isHeaded, listIsShown, rowOf, scene, write } from './invoice-app/page.js';
import { until } from './until.js';

describe('invoice-app: list, invoice, editor', () => {
  it('begins with the list, and has the pages of a draft and of a finalized invoice', async () => {
    const { app, ids } = await scene({ states: ['draft', 'open'] });
    const [draft = '', open = ''] = ids;
    (await rowOf(app, open)).click();
    await isHeaded(app, /^Invoice \S+-/);
    expect(app.path).to.equal(open);
    for (const tag of [
      'actions',
      'preview',
      'payment',
      'hosted-link',
      'schedule',
      'timeline',
      'status-badge',
    ])
      await come(app, `invoice-${tag}`);
    await shows(app, /Finalized .+, due in \d+ days\./);
    expect(inside(app, 'invoice-draft-editor')).to.equal(null);

    (await part(app, 'back')).click();
    await listIsShown(app);
    (await rowOf(app, draft)).click();
    await isHeaded(app, /^Draft for /);
    await come(app, 'invoice-draft-editor');
    expect(inside(app, 'invoice-payment')).to.equal(null);
  });

  it('tells each place and its title once, and leaves the title of the document alone', async () => {
    const title = document.title;
    const { app, ids, told } = await scene({ states: ['open'] });
    const [id = ''] = ids;
    (await rowOf(app, id)).click();
    await isHeaded(app, /^Invoice \S+-/);
    (await part(app, 'back')).click();
    await listIsShown(app);
    expect(told.map((each) => each.replace(/Invoice \S+-\d+$/, 'Invoice N'))).to.deep.equal([
      ': Invoices',
      `${id}: Invoice N`,
      ': Invoices',
    ]);
    expect(document.title).to.equal(title);
  });

  it('begins a new invoice with the choice of the customer, and goes on with it once it is made', async () => {
    const { app, told } = await scene();
    (await part(app, 'new')).click();
    await isHeaded(app, 'New invoice');
    const editor = await come<HTMLElement>(app, 'invoice-draft-editor');
    (await come(editor, 'input[role=combobox]')).focus();
    await sendKeys({ type: 'Acme' });
    await until(() => /Acme/.test(inside(editor, '[role=option]')?.textContent ?? ''), 'the customer');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await write(app, 'With thanks');
    await isHeaded(app, 'Draft for Acme GmbH');
    expect(app.path).to.match(/^in_/);
    expect(inside(app, 'invoice-draft-editor')).to.equal(editor);
    expect(told.at(-1)).to.equal(`${app.path}: Draft for Acme GmbH`);
  });

  it('has a draft for the customer that the path names', async () => {
    const world = await worldHere();
    const { app } = await scene({ path: `new?customer=${world.customers.acme.id}` });
    const editor = await come<HTMLElement & { customer: string }>(app, 'invoice-draft-editor');
    expect(editor.customer).to.equal(world.customers.acme.id);
  });

  it('offers no new invoice to whoever may only look', async () => {
    const { app, ids } = await scene({ drafts: 1, person: 'alpha-viewer' });
    await rowOf(app, ids[0] ?? '');
    expect(inside(app, '[part~=new]')).to.equal(null);
  });

  it('keeps the editor of what was finalized in it, until the person goes on', async () => {
    const { app, ids, world } = await scene({ states: ['draft'] });
    const [id = ''] = ids;
    (await rowOf(app, id)).click();
    const editor = await come(app, 'invoice-draft-editor');
    await isHeaded(app, /^Draft for/);
    await world.listening;
    await world.stripe.invoices.finalizeInvoice(id);
    const show = await come(app, '[part~=show]');
    expect(inside(app, 'invoice-draft-editor')).to.equal(editor);
    show.click();
    await come(app, 'invoice-timeline');
    expect(inside(app, 'invoice-draft-editor')).to.equal(null);
    await focusIsOn(() => inside(app, '.open .heading'), 'the heading');
  });

  it('goes back to the list after a draft was deleted, and says so', async () => {
    const { app, ids } = await scene({ drafts: 2 });
    const [id = ''] = ids;
    (await rowOf(app, id)).click();
    const actions = await come<HTMLElement & { open(action: string): Promise<void> }>(app, 'invoice-actions');
    await part(actions, 'more');
    await actions.open('delete');
    (await part(actions, 'confirm')).click();
    await listIsShown(app);
    await shows(app, 'Draft deleted.');
    expect(app.path).to.equal('');
  });

  it('goes on with the copy of an invoice', async () => {
    const { app, ids } = await scene({ states: ['paid'] });
    (await rowOf(app, ids[0] ?? '')).click();
    const actions = await come<HTMLElement & { open(action: string): Promise<void> }>(app, 'invoice-actions');
    await part(actions, 'more');
    await actions.open('duplicate');
    (await part(actions, 'confirm')).click();
    await isHeaded(app, /^Draft for/);
    expect(app.path).not.to.equal(ids[0]);
    await shows(app, 'This is the copy.');
  });

  it('says that a foreign invoice is not found, and that an address leads nowhere', async () => {
    const { app } = await scene({ drafts: 1, path: 'in_ofsomebodyelse' });
    await shows(app, 'Not found');
    await isHeaded(app, 'Invoice');
    app.path = 'reports/2026';
    await shows(app, 'There is nothing at this address.');
    await listIsShown(app);
    expect(app.path).to.equal('');
  });

  it('says so where the invoice cannot be read, and tries it again', async () => {
    let broken = true;
    const { app } = await scene({
      states: ['open'],
      path: ([id = '']) => id,
      between: (request, next) =>
        broken && /\/in_\w+$/.test(new URL(request.url).pathname)
          ? Promise.resolve(refusal(403, 'forbidden'))
          : next(request),
    });
    await come(app, '.open .problem');
    broken = false;
    app.path = '';
    await listIsShown(app);
  });
});

describe('invoice-app: the way', () => {
  it('goes to the invoices beside it by buttons and by keys, which are not taken from what is written in', async () => {
    const { app, ids } = await scene({ states: ['open', 'paid', 'void'] });
    const [first = '', second = '', third = ''] = ids;
    (await rowOf(app, second)).click();
    (await part(app, 'next')).click();
    await until(() => app.path === first, 'the next');
    expect((await part(app, 'next')).getAttribute('aria-disabled')).to.equal('true');
    await focusIsOn(() => inside(app, '.open .heading'), 'the heading');
    await sendKeys({ press: 'k' });
    await until(() => app.path === second, 'the one before');
    await sendKeys({ press: 'k' });
    await until(() => app.path === third, 'the first');
    await sendKeys({ press: 'k' });
    expect(app.path).to.equal(third);
    (await part(app, 'back')).click();
    const row = await rowOf(app, third);
    await focusIsOn(() => row, 'the row that was seen last');
  });

  it('knows the invoices beside one that was opened by its address, once the list is loaded', async () => {
    const { app, ids } = await scene({ states: ['open', 'paid'], path: ([id = '']) => id });
    await isHeaded(app, /^Invoice \S+-/);
    const previous = await part(app, 'previous');
    expect((await part(app, 'next')).getAttribute('aria-disabled')).to.equal('true');
    previous.click();
    await until(() => app.path === ids[1], 'the one before');
  });

  it('lets the page keep the person where they are', async () => {
    const { app, ids } = await scene({ drafts: 1 });
    const asked: string[] = [];
    app.addEventListener('invoice-navigate', (event) => {
      asked.push(event.detail.path);
      event.preventDefault();
    });
    (await rowOf(app, ids[0] ?? '')).click();
    await app.updateComplete;
    expect(asked).to.deep.equal([ids[0]]);
    expect(app.path).to.equal('');
    // What the page itself sets is not asked.
    app.path = ids[0] ?? '';
    await come(app, 'invoice-draft-editor');
    expect(asked.length).to.equal(1);
  });

  it('takes the focus to a page and back to the row, which is where it was', async () => {
    await setViewport({ width: 1000, height: 500 });
    const { app, ids } = await scene({ drafts: 40 });
    const id = ids[12] ?? '';
    (await rowOf(app, ids[39] ?? '')).focus();
    for (let press = 0; press < 27; press++) await sendKeys({ press: 'ArrowDown' });
    const row = await rowOf(app, id);
    await focusIsOn(() => row, 'the row');
    const top = document.scrollingElement?.scrollTop ?? 0;
    expect(top).to.be.above(0);
    await sendKeys({ press: 'Enter' });
    await focusIsOn(() => inside(app, '.open .heading'), 'the heading');
    await come(app, 'invoice-draft-editor');
    expect(app.getBoundingClientRect().top).to.be.at.least(0);
    (await part(app, 'back')).click();
    await focusIsOn(
      () => inside(app, 'invoice-list')?.shadowRoot?.querySelector(`[data-id="${id}"]`),
      'the row',
    );
    expect(document.scrollingElement?.scrollTop).to.be.closeTo(top, 2);
  });

  it('moves no focus where the page sets the path, unless it would be lost', async () => {
    const { app, ids } = await scene({ drafts: 1 });
    const button = await fixture<HTMLButtonElement>(html`<button>elsewhere</button>`);
    await rowOf(app, ids[0] ?? '');
    button.focus();
    app.path = 'new';
    await come(app, 'invoice-draft-editor');
    expect(focused()).to.equal(button);
    (await part(app, 'back')).focus();
    app.path = '';
    await listIsShown(app);
    await focusIsOn(() => inside(app, '.list .heading'), 'the heading');
  });
});

describe('invoice-app: what the page adds', () => {
  it('shows actions, panels and columns of the page', async () => {
    const { app, ids } = await scene({
      states: ['open', 'draft'],
      inside: html`<button slot="list-actions">Import</button>
        <button slot="detail-actions">Open in CRM</button>
        <p slot="detail-panel">Notes of the account manager</p>`,
    });
    const shown = (slot: string): boolean =>
      (app.querySelector(`[slot=${slot}]`) as HTMLElement).getClientRects().length > 0;
    const [open = '', draft = ''] = ids;
    app.extraColumns = [{ id: 'crm', label: 'CRM', cell: ({ id }) => `crm of ${id}` }];
    app.columns = 'number crm';
    const row = await rowOf(app, open);
    await until(() => textOf(row).includes(`crm of ${open}`), 'the column');
    expect([shown('list-actions'), shown('detail-actions')]).to.deep.equal([true, false]);
    for (const [id, tag] of [
      [open, 'invoice-hosted-link'],
      [draft, 'invoice-draft-editor'],
    ] as const) {
      (await rowOf(app, id)).click();
      await come(app, tag);
      await until(() => shown('detail-panel'), 'the panel');
      expect([shown('list-actions'), shown('detail-actions')]).to.deep.equal([false, true]);
      expect(app.invoice?.id).to.equal(id);
      (await part(app, 'back')).click();
      await listIsShown(app);
    }
    expect(app.invoice).to.equal(null);
  });

  it('shows what the page has where there are no invoices', async () => {
    const { app } = await scene({
      inside: html`<p slot="list-empty">Write your first one</p>`,
      path: '',
      between: (request, next) =>
        isCall(request, 'GET', '/invoices')
          ? Promise.resolve(Response.json({ object: 'list', data: [], has_more: false }))
          : next(request),
    });
    await until(
      () => (app.querySelector('[slot=list-empty]') as HTMLElement).getClientRects().length > 0,
      'the words of the page',
    );
  });

  it('has headings of the level that the page says', async () => {
    const { app } = await scene({ drafts: 1 });
    app.headingLevel = 1;
    await app.updateComplete;
    expect(inside(app, '.list .heading')?.getAttribute('aria-level')).to.equal('1');
    app.headingLevel = 9;
    await app.updateComplete;
    expect(inside(app, '.list .heading')?.getAttribute('aria-level')).to.equal('2');
  });

  it('speaks German', async () => {
    const { app, ids } = await scene({ states: ['open'], lang: 'de' });
    await isHeaded(app, 'Rechnungen');
    (await rowOf(app, ids[0] ?? '')).click();
    await isHeaded(app, /^Rechnung \S+-/);
    await shows(app, 'Was geschehen ist');
  });

  it('goes on where it was, when it is moved in the page', async () => {
    const { app, ids } = await scene({ states: ['open'], path: ([id = '']) => id });
    await isHeaded(app, /^Invoice \S+-/);
    const box = await fixture(html`<div></div>`);
    box.append(app);
    await isHeaded(app, /^Invoice \S+-/);
    expect(app.path).to.equal(ids[0]);
    (await part(app, 'back')).click();
    await rowOf(app, ids[0] ?? '');
  });
});
