import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../src/components/invoice-app/invoice-app.define.js';
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
  const fits = (): boolean =>
    typeof text === 'string' ? heading(app) === text : text.test(heading(app));
  await waitUntil(fits, `heading ${String(text)}`, { interval: 5, timeout: 5000 }).catch((error: Error) => {
    throw new Error(`${error.message}; it is: ${heading(app)}`);
  });
}

/** Writes into the memo of the draft in the editor, and leaves the focus there. */
async function write(app: InvoiceApp, text: string): Promise<void> {
  const memo = await come<HTMLTextAreaElement>(await come(app, 'invoice-draft-editor'), 'textarea');
  memo.focus();
  memo.value = text;
  memo.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
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
    for (const tag of ['actions', 'preview', 'payment', 'hosted-link', 'schedule', 'timeline', 'status-badge'])
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
    const picker = await come<HTMLInputElement>(editor, 'input[role=combobox]');
    picker.focus();
    picker.value = 'Acme';
    picker.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    (await come(editor, '[role=option]')).dispatchEvent(
      new PointerEvent('pointerdown', { bubbles: true, composed: true }),
    );
    inside(editor, '[role=option]')?.click();
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
    await focusIsOn(() => inside(app, 'invoice-list')?.shadowRoot?.querySelector(`[data-id="${id}"]`), 'the row');
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
