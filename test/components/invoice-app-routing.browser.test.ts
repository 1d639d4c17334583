import { expect, fixture, html } from '@open-wc/testing';
import type { InvoiceApp } from '../../src/components/invoice-app/invoice-app.js';
import { InvoiceFilterEvent } from '../../src/components/invoice-list/invoice-list.events.js';
import { NO_FILTER } from '../../src/invoice/list-filter.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { adapterFor, gate, part, refusal, shows, textOf, worldHere } from './harness.js';
import {
  base,
  come,
  focusIsOn,
  inside,
  isHeaded,
  listIsShown,
  rowOf,
  scene,
  write,
  type SceneOptions,
} from './invoice-app/page.js';
import { until } from './until.js';

/** Answers no save of a draft. */
const unsaved: SceneOptions['between'] = (request, next) =>
  request.method === 'POST' && /\/invoices\/in_\w+$/.test(new URL(request.url).pathname)
    ? Promise.resolve(refusal(400, 'refused'))
    : next(request);

afterEach(() => history.replaceState(null, '', location.pathname));

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
        await until(() => here() === address(`/${newer}`), 'the address');
        (await part(app, 'next')).click();
        await until(() => here() === address(`/${older}`), 'the address');
        history.back();
        await listIsShown(app);
        expect(here()).to.equal(address(''));
      });

      it('turns an address that leads nowhere into that of the list', async () => {
        history.replaceState(null, '', address('/reports/2026'));
        const { app } = await scene({ drafts: 1, routing });
        await shows(app, 'There is nothing at this address.');
        await until(() => here() === address(''), 'the address');
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
    await until(() => !inside(app, 'dialog'), 'no dialog');
    expect(app.path).to.equal(id);
    expect(await app.navigate(id)).to.equal(true);
    const leaves = app.navigate('');
    (await part(app, 'leave')).click();
    expect(await leaves).to.equal(true);
    await listIsShown(app);

    (await rowOf(app, id)).click();
    const editor = await come(app, 'invoice-draft-editor');
    await until(() => inside<HTMLTextAreaElement>(editor, 'textarea')?.value === 'With thanks', 'the text');
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
    await until(() => location.hash === `#${base}/${id}`, 'the address');
    expect(app.path).to.equal(id);
    // The property is put back as well.
    app.path = '';
    (await part(app, 'stay')).click();
    await until(() => app.path === id, 'the path');
  });
});
