import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import { NO_FILTER } from '../../src/invoice/list-filter.js';
import '../../src/components/invoice-app/invoice-app.define.js';
import { InvoiceFilterEvent } from '../../src/components/invoice-list/invoice-list.events.js';
import type { InvoiceApp } from '../../src/components/invoice-app/invoice-app.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import { scenarios } from '../../server-stub/scenarios.js';
import {
  adapterFor,
  focused,
  gate,
  isCall,
  part,
  refusal,
  shows,
  textOf,
  worldHere,
  type WorldHere,
} from './harness.js';

interface Scene {
  world: WorldHere;
  app: InvoiceApp;
  /** Of the invoices, in the order in which they were made; the newest stands first in the list. */
  ids: string[];
  /** What the app has told of where it is, as `path: title`. */
  told: string[];
}

interface SceneOptions {
  states?: InvoiceState[];
  /** Drafts besides. */
  drafts?: number;
  routing?: string;
  base?: string;
  path?: string | ((ids: string[]) => string);
  lang?: string;
  person?: 'alpha-viewer' | 'beta-admin';
  between?: Parameters<typeof adapterFor>[1];
  inside?: TemplateResult;
}

const base = '/invoices';

async function scene(options: SceneOptions = {}): Promise<Scene> {
  // What another test left unsaved in this tab is not this one's.
  sessionStorage.clear();
  const { states = [], drafts = 0, person, between } = options;
  const world = await worldHere(person ? { person } : {});
  const ids: string[] = [];
  for (const state of states) {
    ids.push((await scenarios[state](world)).id ?? '');
    world.clock.advance(60);
  }
  for (let made = 0; made < drafts; made++) {
    const { id } = await world.stripe.invoices.create({ customer: world.customers.acme.id, currency: 'eur' });
    ids.push(id);
    world.clock.advance(1);
  }
  const told: string[] = [];
  const path = typeof options.path === 'function' ? options.path(ids) : (options.path ?? '');
  const app = await fixture<InvoiceApp>(html`
    <invoice-app
      .adapter=${adapterFor(world, between)}
      routing=${options.routing ?? 'none'}
      base=${options.base ?? base}
      path=${path}
      lang=${options.lang ?? 'en'}
      @invoice-navigated=${({ detail }: CustomEvent<{ path: string; title: string }>) =>
        told.push(`${detail.path}: ${detail.title}`)}
      >${options.inside}</invoice-app
    >
  `);
  return { world, app, ids, told };
}

const inside = <T extends Element = HTMLElement>(app: Element, selector: string): T | null =>
  app.shadowRoot?.querySelector<T>(selector) ?? null;

async function come<T extends Element = HTMLElement>(app: Element, selector: string): Promise<T> {
  await waitUntil(() => inside(app, selector), `${selector} in <${app.localName}>`, {
    interval: 5,
    timeout: 5000,
  });
  return inside<T>(app, selector) as T;
}

/** The row of an invoice in the list. */
async function rowOf(app: InvoiceApp, id: string): Promise<HTMLElement> {
  return come(await come(app, 'invoice-list'), `.row[data-id="${id}"]`);
}

async function listIsShown(app: InvoiceApp): Promise<void> {
  await waitUntil(() => inside(app, '.list:not([hidden])'), 'the list', { interval: 5 });
}

async function focusIsOn(find: () => Element | null | undefined, what: string): Promise<void> {
  await waitUntil(() => find() && focused() === find(), `focus on ${what}`, { interval: 5 });
}

const heading = (app: InvoiceApp): string =>
  textOf(inside(app, '.page:not([hidden]) .heading') ?? document.createElement('p'));

async function isHeaded(app: InvoiceApp, text: string | RegExp): Promise<void> {
  const fits = (): boolean => (typeof text === 'string' ? heading(app) === text : text.test(heading(app)));
  await waitUntil(fits, `heading ${String(text)}`, { interval: 5, timeout: 5000 }).catch((error: Error) => {
    throw new Error(`${error.message}; it is: ${heading(app)}`);
  });
}

/** Writes into the memo of the draft in the editor; the focus stays there. */
async function write(app: InvoiceApp, text: string): Promise<void> {
  const memo = await come<HTMLTextAreaElement>(await come(app, 'invoice-draft-editor'), 'textarea');
  memo.focus();
  await sendKeys({ type: text });
  const editor = inside<HTMLElement & { dirty: boolean }>(app, 'invoice-draft-editor');
  await waitUntil(() => editor?.dirty, 'something unsaved', { interval: 5 });
}

/** Answers no save of a draft. */
const unsaved: SceneOptions['between'] = (request, next) =>
  request.method === 'POST' && /\/invoices\/in_\w+$/.test(new URL(request.url).pathname)
    ? Promise.resolve(refusal(400, 'refused'))
    : next(request);

afterEach(() => history.replaceState(null, '', location.pathname));

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
    await waitUntil(() => /Acme/.test(inside(editor, '[role=option]')?.textContent ?? ''), 'the customer');
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
    await waitUntil(() => app.path === first, 'the next', { interval: 5 });
    expect((await part(app, 'next')).getAttribute('aria-disabled')).to.equal('true');
    await focusIsOn(() => inside(app, '.open .heading'), 'the heading');
    await sendKeys({ press: 'k' });
    await waitUntil(() => app.path === second, 'the one before', { interval: 5 });
    await sendKeys({ press: 'k' });
    await waitUntil(() => app.path === third, 'the first', { interval: 5 });
    await sendKeys({ press: 'k' });
    expect(app.path).to.equal(third);
    (await part(app, 'back')).click();
    const row = await rowOf(app, third);
    await focusIsOn(() => row, 'the row that was seen last');
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

describe('invoice-app: routing', () => {
  for (const routing of ['hash', 'history']) {
    const address = (path: string): string => (routing === 'hash' ? `#${base}${path}` : `${base}${path}`);
    const here = (): string =>
      routing === 'hash' ? location.hash : `${location.pathname}${location.search}`;
    const page = location.pathname + location.search;

    describe(routing, () => {
      beforeEach(() => history.replaceState(null, '', address('')));
      afterEach(() => history.replaceState(null, '', page));

      it('opens what the address names, also by links, and goes back and forth with the buttons of the browser', async () => {
        const { app, ids } = await scene({ states: ['open', 'draft'], routing });
        const [open = '', draft = ''] = ids;
        const row = await rowOf(app, open);
        const link = row.querySelector<HTMLAnchorElement>('a.name');
        expect(link?.getAttribute('href')).to.equal(address(`/${open}`));
        link?.click();
        await isHeaded(app, /^Invoice \S+-/);
        expect(here()).to.equal(address(`/${open}`));
        history.back();
        await listIsShown(app);
        await focusIsOn(() => row, 'the row');
        expect(here()).to.equal(address(''));
        history.forward();
        await isHeaded(app, /^Invoice \S+-/);
        history.back();
        await listIsShown(app);
        (await rowOf(app, draft)).click();
        await come(app, 'invoice-draft-editor');
        expect(here()).to.equal(address(`/${draft}`));
      });

      it('begins where the address leads, and goes back to a list with a filter', async () => {
        const made = await worldHere();
        const { id = '' } = await scenarios.open(made);
        history.replaceState(null, '', address(`/${id}`));
        const app = await fixture<InvoiceApp>(html`
          <invoice-app .adapter=${adapterFor(made)} routing=${routing} base=${base} lang="en"></invoice-app>
        `);
        await isHeaded(app, /^Invoice \S+-/);
        expect(app.path).to.equal(id);
        history.replaceState(null, '', address('?view=open'));
        window.dispatchEvent(new Event(routing === 'hash' ? 'hashchange' : 'popstate'));
        await listIsShown(app);
        expect(app.path).to.equal('?view=open');
        expect(inside<HTMLElement & { filter: { view: string } }>(app, 'invoice-list')?.filter.view).to.equal(
          'open',
        );
      });

      it('puts the filters of the list into the address, and no step into the history', async () => {
        const { app } = await scene({ drafts: 1, routing });
        const { length } = history;
        const list = await come<HTMLElement>(app, 'invoice-list');
        list.dispatchEvent(new InvoiceFilterEvent({ ...NO_FILTER, view: 'draft' }));
        await app.updateComplete;
        expect(here()).to.equal(address('?view=draft'));
        expect(history.length).to.equal(length);
      });

      it('makes no other step of the history of the invoice beside, nor of the draft that was new', async () => {
        const { app, ids } = await scene({ drafts: 2, routing });
        const [older = '', newer = ''] = ids;
        (await rowOf(app, newer)).click();
        await waitUntil(() => here() === address(`/${newer}`), 'the address', { interval: 5 });
        (await part(app, 'next')).click();
        await waitUntil(() => here() === address(`/${older}`), 'the address', { interval: 5 });
        history.back();
        await listIsShown(app);
        expect(here()).to.equal(address(''));
      });

      it('turns an address that leads nowhere into that of the list', async () => {
        history.replaceState(null, '', address('/reports/2026'));
        const { app } = await scene({ drafts: 1, routing });
        await shows(app, 'There is nothing at this address.');
        await waitUntil(() => here() === address(''), 'the address', { interval: 5 });
      });

      it('leaves an address alone that is not its own', async () => {
        const other = routing === 'hash' ? '#/invoices-of-others/in_1' : '/invoices-of-others/in_1';
        history.replaceState(null, '', other);
        const { app, ids } = await scene({ drafts: 1, routing });
        await rowOf(app, ids[0] ?? '');
        expect(here()).to.equal(other);
        expect(app.path).to.equal('');
      });
    });
  }

  it('leaves the address alone without routing, and has no links', async () => {
    const before = location.href;
    const { app, ids } = await scene({ drafts: 1, path: '?view=draft' });
    const [id = ''] = ids;
    const row = await rowOf(app, id);
    expect(row.querySelector('a')).to.equal(null);
    expect(inside(app, 'a')).to.equal(null);
    row.click();
    await come(app, 'invoice-draft-editor');
    expect(app.path).to.equal(id);
    expect(location.href).to.equal(before);
    expect(await app.navigate('?view=draft')).to.equal(true);
    expect(app.path).to.equal('?view=draft');
  });

  it('has two apps on a page, each in its own part of the address', async () => {
    history.replaceState(null, '', '#/sales');
    const world = await worldHere();
    const { id = '' } = await scenarios.open(world);
    const adapter = adapterFor(world);
    const box = await fixture(html`
      <div>
        <invoice-app .adapter=${adapter} routing="hash" base="/sales" lang="en"></invoice-app>
        <invoice-app .adapter=${adapter} routing="hash" base="/archive" lang="en"></invoice-app>
      </div>
    `);
    const [sales, archive] = box.querySelectorAll('invoice-app');
    (await rowOf(sales as InvoiceApp, id)).click();
    await isHeaded(sales as InvoiceApp, /^Invoice \S+-/);
    expect(location.hash).to.equal(`#/sales/${id}`);
    expect(archive?.path).to.equal('');
    location.hash = `#/archive/${id}`;
    await isHeaded(archive as InvoiceApp, /^Invoice \S+-/);
    expect(sales?.path).to.equal(id);
  });
});

describe('invoice-app: leaving what is written', () => {
  it('saves it first, and asks nothing', async () => {
    const { app, ids, world } = await scene({ drafts: 1 });
    const [id = ''] = ids;
    (await rowOf(app, id)).click();
    await write(app, 'With thanks');
    (await part(app, 'back')).click();
    await listIsShown(app);
    expect((await world.stripe.invoices.retrieve(id)).description).to.equal('With thanks');
  });

  it('asks where it cannot be saved; the person stays, or leaves and finds it again', async () => {
    const { app, ids } = await scene({ drafts: 1, between: unsaved });
    const [id = ''] = ids;
    (await rowOf(app, id)).click();
    await write(app, 'With thanks');
    (await part(app, 'back')).click();
    const stay = await part(app, 'stay');
    await focusIsOn(() => stay, 'the button that stays');
    expect(textOf(inside(app, 'dialog') as Element)).to.contain(
      'Not everything that you typed could be saved.',
    );
    stay.click();
    await waitUntil(() => !inside(app, 'dialog'), 'no dialog', { interval: 5 });
    expect(app.path).to.equal(id);
    expect(await app.navigate(id)).to.equal(true);
    const leaves = app.navigate('');
    (await part(app, 'leave')).click();
    expect(await leaves).to.equal(true);
    await listIsShown(app);

    (await rowOf(app, id)).click();
    const editor = await come(app, 'invoice-draft-editor');
    await waitUntil(
      () => inside<HTMLTextAreaElement>(editor, 'textarea')?.value === 'With thanks',
      'the text',
      {
        interval: 5,
      },
    );
  });

  it('says so where saving takes long, and goes as soon as it is done', async () => {
    const { opened, open } = gate();
    const { app, ids } = await scene({
      drafts: 1,
      between: async (request, next) => {
        if (request.method === 'POST' && /\/in_\w+$/.test(new URL(request.url).pathname)) await opened;
        return next(request);
      },
    });
    (await rowOf(app, ids[0] ?? '')).click();
    await write(app, 'With thanks');
    (await part(app, 'back')).click();
    await come(app, '.stay');
    expect(textOf(inside(app, 'dialog') as Element)).to.contain('still being saved');
    open();
    await listIsShown(app);
    expect(inside(app, 'dialog')).to.equal(null);
  });

  it('has the address of the draft again, where the person came by the back button and stays', async () => {
    history.replaceState(null, '', `#${base}`);
    const { app, ids } = await scene({ drafts: 1, routing: 'hash', between: unsaved });
    const [id = ''] = ids;
    (await rowOf(app, id)).click();
    await write(app, 'With thanks');
    history.back();
    (await part(app, 'stay')).click();
    await waitUntil(() => location.hash === `#${base}/${id}`, 'the address', { interval: 5 });
    expect(app.path).to.equal(id);
    // The property is put back as well.
    app.path = '';
    (await part(app, 'stay')).click();
    await waitUntil(() => app.path === id, 'the path', { interval: 5 });
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
    await waitUntil(() => textOf(row).includes(`crm of ${open}`), 'the column', { interval: 5 });
    expect([shown('list-actions'), shown('detail-actions')]).to.deep.equal([true, false]);
    for (const [id, tag] of [
      [open, 'invoice-hosted-link'],
      [draft, 'invoice-draft-editor'],
    ] as const) {
      (await rowOf(app, id)).click();
      await come(app, tag);
      await waitUntil(() => shown('detail-panel'), 'the panel', { interval: 5 });
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
    await waitUntil(
      () => (app.querySelector('[slot=list-empty]') as HTMLElement).getClientRects().length > 0,
      'the words of the page',
      { interval: 5 },
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
