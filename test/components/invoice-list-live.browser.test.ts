import { expect, fixture, html } from '@open-wc/testing';
import { sendMouse, setViewport } from '@web/test-runner-commands';
import '../../src/components/invoice-list/invoice-list.define.js';
import type { InvoiceList } from '../../src/components/invoice-list/invoice-list.js';
import { readFilter } from '../../src/invoice/list-filter.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { gate, part, pointIn, refusal, shows, textOf } from './harness.js';
import { scene, makeDrafts, rows, loaded, cells, status } from './invoice-table-scene.js';
import { until } from './until.js';

describe('invoice-list', () => {
  before(() => setViewport({ width: 1100, height: 700 }));

  describe('kept up to date', () => {
    it('follows what happens at Stripe: finalized, new, deleted', async () => {
      const { list, world } = await scene({ drafts: 2 });
      const [newest, oldest] = await loaded(list, 2);
      await world.listening;
      const id = (row?: HTMLElement): string => row?.dataset['id'] ?? '';
      await world.stripe.invoices.addLines(id(oldest), { lines: [{ description: 'Month', amount: 4900 }] });
      await world.stripe.invoices.finalizeInvoice(id(oldest));
      await until(() => cells(rows(list)[1])[0] === 'Open', undefined);
      expect(cells(rows(list)[1])[3]).to.equal('€49.00');
      await world.stripe.invoices.del(id(newest));
      await until(() => cells(rows(list)[0])[0] === 'Deleted', undefined);
      await makeDrafts(world, 1);
      await until(() => rows(list).length === 3, undefined);
      expect(cells(rows(list)[0])[0]).to.equal('Draft');
    });

    it('keeps a row that matches no more where it is, until it is asked again', async () => {
      const { list, world } = await scene({ drafts: 2, filter: 'view=draft' });
      const [first] = await loaded(list, 2);
      await world.listening;
      await world.stripe.invoices.addLines(first?.dataset['id'] ?? '', {
        lines: [{ description: 'Month', amount: 4900 }],
      });
      await world.stripe.invoices.finalizeInvoice(first?.dataset['id'] ?? '');
      await until(() => cells(rows(list)[0])[0] === 'Open', undefined);
      expect(rows(list)).to.have.length(2);
      list.filter = readFilter('view=open');
      await until(() => rows(list).length === 1);
    });
  });

  it('says that rows may be old while nothing comes through, and reads them again once it does', async () => {
    let down = false;
    const { list, world } = await scene({
      drafts: 1,
      between: (request, next) => (down ? Promise.reject(new TypeError('down')) : next(request)),
    });
    const [row] = await loaded(list, 1);
    down = true;
    dispatchEvent(new Event('offline'));
    await shows(list, 'No connection. The rows are as they were seen last.');
    expect(status(list)).to.equal('No connection. The rows are as they were seen last.');
    expect(rows(list), 'they stay').to.have.length(1);
    await world.stripe.invoices.addLines(row?.dataset['id'] ?? '', {
      lines: [{ description: 'Month', amount: 4900 }],
    });
    down = false;
    dispatchEvent(new Event('online'));
    await until(() => !list.shadowRoot?.querySelector('[part=line]'));
    await list.refresh();
    await until(() => cells(rows(list)[0])[3] === '€49.00', undefined);
  });

  describe('where there is nothing, or nothing yet', () => {
    it('has rows of the true height while it loads', async () => {
      const { opened, open } = gate();
      const { list } = await scene({
        drafts: 1,
        between: async (request, next) => {
          await opened;
          return next(request);
        },
      });
      await list.updateComplete;
      const skeleton = list.shadowRoot?.querySelector<HTMLElement>('.row');
      const height = skeleton?.offsetHeight;
      expect(skeleton?.querySelector('.skeleton')).to.not.equal(null);
      await shows(list, 'Loading invoices…');
      open();
      const [row] = await loaded(list);
      expect(row?.offsetHeight).to.equal(height);
    });

    it('says that there are none, with what the page adds', async () => {
      const { list } = await scene();
      const own = document.createElement('button');
      own.slot = 'empty';
      own.textContent = 'New invoice';
      list.append(own);
      await shows(list, 'No invoices yet');
      await until(() => own.assignedSlot);
      await expect(list).to.be.accessible();
    });

    it('says that a name goes for more customers than are looked at', async () => {
      const { list, world } = await scene({ states: ['open'] });
      for (let made = 0; made < 7; made++) {
        const { id } = await world.stripe.customers.create({ name: `Namesake ${made}` });
        world.tenants.alpha.customers.add(id);
      }
      list.filter = readFilter('text=namesake');
      await shows(list, /No invoice matches.*type more of the name/);
    });

    it('says that none match, and takes the filters off', async () => {
      const { list } = await scene({ drafts: 1, filter: 'view=paid' });
      await shows(list, 'No invoice matches');
      const told: string[] = [];
      list.addEventListener('invoice-filter', ({ detail }) => told.push(detail.filter.view));
      const clear = [...(list.shadowRoot?.querySelectorAll('button') ?? [])].find(
        (button) => textOf(button) === 'Clear all filters',
      );
      clear?.click();
      await loaded(list);
      expect(told).to.deep.equal(['all']);
    });

    it('says what went wrong, and tries again', async () => {
      let broken = true;
      const { list } = await scene({
        drafts: 1,
        between: (request, next) =>
          broken && new URL(request.url).pathname.endsWith('/invoices')
            ? Promise.resolve(refusal(500, 'internal_error', 'No.', { retryable: true }))
            : next(request),
      });
      await shows(list, 'The server could not answer.');
      await expect(list).to.be.accessible();
      broken = false;
      (await part(list, 'retry')).click();
      await loaded(list);
    });

    it('keeps what there is where more could not be loaded, and goes on from there', async () => {
      let broken = true;
      const { list } = await scene({
        drafts: 60,
        between: (request, next) =>
          broken && request.url.includes('starting_after')
            ? Promise.resolve(refusal(403, 'forbidden'))
            : next(request),
      });
      await loaded(list, 10);
      await until(() => {
        scrollTo(0, document.documentElement.scrollHeight);
        return textOf(list).includes('You are not allowed to do this.');
      }, 'the refusal');
      expect(list.shadowRoot?.querySelector('[role=grid]')).to.not.equal(null);
      broken = false;
      list.filter = readFilter('view=draft');
      await until(() => !textOf(list).includes('You are not allowed'));
    });

    it('says that it has no backend', async () => {
      const list = await fixture<InvoiceList>(html`<invoice-list></invoice-list>`);
      await shows(list, 'Not connected to a backend.');
    });
  });

  it('shows nothing of another tenant', async () => {
    const { list, world } = await scene({ states: ['open'] });
    await scenarios.open(world, { customer: 'globex' });
    await scenarios.open(world, { customer: 'tulip' });
    await list.refresh();
    await loaded(list);
    expect(textOf(list)).to.not.contain('Tulip');
  });

  it('lets text be marked without opening the row', async () => {
    const { list } = await scene({ states: ['open'] });
    const [row] = await loaded(list);
    let opened = 0;
    list.addEventListener('invoice-open', () => opened++);
    const cell = row?.querySelector('[data-column=customer]') as HTMLElement;
    await sendMouse({ type: 'move', position: pointIn(cell, 2) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: pointIn(cell, 60) });
    await sendMouse({ type: 'up' });
    expect(getSelection()?.toString()).to.not.equal('');
    expect(opened).to.equal(0);
    getSelection()?.removeAllRanges();
  });
});
