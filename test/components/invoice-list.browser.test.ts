import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../src/components/invoice-list/invoice-list.define.js';
import { readFilter } from '../../src/invoice/list-filter.js';
import { focused, part, pointIn, shows, textOf } from './harness.js';
import {
  scene,
  makeDrafts,
  rows,
  loaded,
  cells,
  idsChosen,
  status,
  focusedPlace,
  atPlace,
} from './invoice-table-scene.js';
import { until } from './until.js';

describe('invoice-list', () => {
  before(() => setViewport({ width: 1100, height: 700 }));
  afterEach(() => scrollTo(0, 0));

  describe('rows', () => {
    it('tells the newest first, with state, number, customer, amounts and days', async () => {
      const { list } = await scene({ states: ['paid', 'past_due', 'open', 'draft'] });
      const [draft, open, pastDue, paid] = await loaded(list, 4);
      expect(cells(draft)[0]).to.equal('Draft');
      expect(cells(draft)[1]).to.match(/^Draft …\w{5}$/);
      expect(cells(draft)[4], 'nothing remains of a draft').to.equal('');
      expect(cells(open).slice(0, 3)).to.deep.equal(['Open', 'OAHZVNVB-0003', 'Acme GmbH']);
      expect(cells(open)[3]).to.equal('€3,636.50');
      expect(cells(pastDue)[0]).to.equal('Past due');
      expect(cells(paid)[4]).to.equal('€0.00');
      expect(cells(paid)[6]).to.equal('Nov 20, 2026');
    });

    it('knows states that are only in the payments by one request for all', async () => {
      const { list, asked } = await scene({
        states: ['refunded', 'partially_refunded', 'action_required', 'payment_failed', 'pending'],
        // A line that has just been opened tells of the latest changes, and so of each of these.
        between: (request, next) =>
          request.url.endsWith('/events') ? new Promise<never>(() => undefined) : next(request),
      });
      await shows(list, /Pending.*Payment failed.*Action required.*Partially refunded.*Refunded/);
      const one = asked.filter((each) => /^GET \/invoices\/in_/.test(each));
      expect(one, 'no request of its own for any row').to.deep.equal([]);
      expect(asked.filter((each) => each.startsWith('GET /invoice_payments'))).to.have.length(1);
    });

    it('is a grid that tells how many rows there are, once that is known', async () => {
      const { list } = await scene({ drafts: 3 });
      await loaded(list, 3);
      const grid = list.shadowRoot?.querySelector('[role=grid]');
      expect(grid?.getAttribute('aria-rowcount')).to.equal('4');
      expect(rows(list).map((row) => row.getAttribute('aria-rowindex'))).to.deep.equal(['2', '3', '4']);
      expect(status(list)).to.equal('3 invoices');
      await expect(list).to.be.accessible();
    });

    it('shows the columns that were asked for, also of metadata and of the page', async () => {
      const { list } = await scene({ drafts: 1, columns: 'number metadata:order own currency nonsense' });
      list.extraColumns = [{ id: 'own', label: 'Own', cell: ({ currency }) => `in ${currency}` }];
      const [row] = await loaded(list);
      await list.updateComplete;
      const heads = [...(list.shadowRoot?.querySelectorAll('[role=columnheader][data-column]') ?? [])];
      expect(heads.map(textOf)).to.deep.equal(['Number', 'order', 'Own', 'Currency']);
      expect(cells(row).slice(1)).to.deep.equal(['1', 'in eur', 'EUR']);
    });

    it('leaves out what is least needed where there is little room, and makes cards where there is less', async () => {
      const { list } = await scene({ states: ['open'], width: 780 });
      const [row] = await loaded(list);
      await until(() => cells(rows(list)[0]).length < 7);
      expect(cells(rows(list)[0])[1]).to.equal('OAHZVNVB-0001');
      (list.parentElement as HTMLElement).style.width = '320px';
      await until(() => cells(rows(list)[0]).length === 7);
      const seen = [...(row?.querySelectorAll<HTMLElement>('.cell') ?? [])].filter(
        (cell) => cell.offsetHeight,
      );
      expect(seen.map(textOf).sort()).to.deep.equal(
        ['Open', 'OAHZVNVB-0001', 'Acme GmbH', '€3,636.50', 'Dec 4, 2026'].sort(),
      );
      expect(row?.offsetHeight).to.be.above(80);
      await expect(list).to.be.accessible();
    });

    it('speaks German', async () => {
      const { list } = await scene({ states: ['open'], lang: 'de' });
      await shows(list, 'Kunde');
      await shows(list, 'Offen OAHZVNVB-0001');
      await shows(list, '3.636,50 €');
    });
  });

  describe('many rows', () => {
    it('loads more as one scrolls, draws only what is seen, and asks for each page once', async () => {
      const { list, asked } = await scene({ drafts: 130 });
      await loaded(list, 10);
      expect(rows(list).length).to.be.below(50);
      await until(() => {
        scrollTo(0, document.documentElement.scrollHeight);
        return status(list) === '130 invoices';
      }, 'all are loaded');
      expect(rows(list).length).to.be.below(50);
      const pages = asked.filter((each) => each.startsWith('GET /invoices?'));
      expect(pages).to.have.length(3);
      expect(new Set(pages).size).to.equal(3);
      await until(() => rows(list).at(-1)?.getAttribute('aria-rowindex') === '131');
    });

    it('keeps its place where others come in above', async () => {
      const { list, world } = await scene({ drafts: 60 });
      await loaded(list, 10);
      await world.listening;
      list.focusRow(rows(list)[20]?.dataset['id'] ?? '');
      await until(() => focused()?.matches('.row'));
      scrollTo(0, 400);
      await until(() => scrollY === 400);
      const row = focused() as HTMLElement;
      const before = row.getBoundingClientRect().top;
      await makeDrafts(world, 2);
      await until(() => row.getAttribute('aria-rowindex') === '24', 'two rows more above');
      await until(() => Math.abs(row.getBoundingClientRect().top - before) < 2, 'nothing has moved');
      expect(focused()).to.equal(row);
    });

    it('says how far it has looked where Stripe cannot filter, and looks further', async () => {
      const { list } = await scene({
        drafts: 3,
        filter: 'scheduled=any',
        between: async (request, next) => {
          const answer = await next(request);
          if (!answer.ok || !/\/invoices$/.test(new URL(request.url).pathname)) return answer;
          // As if there were no end of drafts that have no time.
          const page = (await answer.json()) as { data: { id: string }[] };
          const data = page.data.map((each) => ({
            ...each,
            id: `in_${Math.random().toString(36).slice(2)}`,
          }));
          return Response.json({ ...page, data, has_more: true });
        },
      });
      await shows(list, /Looked through \d+ invoices so far, 0 match/);
      const first = Number(/through (\d+)/.exec(textOf(list))?.[1]);
      (await part(list, 'further')).click();
      await until(() => Number(/through (\d+)/.exec(textOf(list))?.[1]) > first);
    });
  });

  describe('opening', () => {
    it('asks the page by click and by Enter, and only by a plain click', async () => {
      const { list } = await scene({ drafts: 2 });
      const [first, second] = await loaded(list, 2);
      const opened: string[] = [];
      list.addEventListener('invoice-open', (event) => opened.push(event.detail.id));
      first?.click();
      second?.focus();
      await sendKeys({ press: 'Enter' });
      second?.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true }));
      expect(opened).to.deep.equal([first?.dataset['id'], second?.dataset['id']]);
    });

    it('is a link where the page says where to', async () => {
      const { list } = await scene({ drafts: 1 });
      list.hrefFor = ({ id }) => `#/invoices/${id}`;
      const [row] = await loaded(list);
      await until(() => row?.querySelector('a'));
      const link = row?.querySelector('a') as HTMLAnchorElement;
      expect(link.hash).to.equal(`#/invoices/${row?.dataset['id']}`);
      list.addEventListener('invoice-open', (event) => event.preventDefault(), { once: true });
      link.click();
      expect(location.hash, 'the page shows it itself').to.equal('');
      row?.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => location.hash === link.hash);
      history.replaceState(null, '', location.pathname + location.search);
    });

    it('knows what stands before and after one, beyond what is loaded too', async () => {
      const { list, world } = await scene({ drafts: 52 });
      await loaded(list, 10);
      const { data } = await world.stripe.invoices.list({ limit: 52 });
      const ids = data.map(({ id }) => id);
      expect(list.neighbours(ids[0] ?? '')).to.deep.equal({ previous: null, next: ids[1] });
      expect(list.neighbours(ids[49] ?? ''), 'the last one loaded').to.deep.equal({
        previous: ids[48],
        next: null,
      });
      await until(() => list.neighbours(ids[49] ?? '').next === ids[50]);
      expect(list.neighbours(ids[51] ?? ''), 'the last one of all').to.deep.equal({
        previous: ids[50],
        next: null,
      });
    });
  });

  describe('keys', () => {
    it('moves by arrows, pages and ends, with one stop for Tab', async () => {
      const { list } = await scene({ drafts: 60 });
      const [first] = await loaded(list, 10);
      expect(rows(list).filter((row) => row.tabIndex === 0)).to.deep.equal([first]);
      first?.focus();
      await sendKeys({ press: 'ArrowDown' });
      await atPlace(1);
      await sendKeys({ press: 'ArrowUp' });
      await sendKeys({ press: 'ArrowUp' });
      await atPlace(0);
      await sendKeys({ press: 'End' });
      await until(() => focusedPlace() >= 49);
      await sendKeys({ press: 'Home' });
      await atPlace(0);
      await sendKeys({ press: 'PageDown' });
      await until(() => focusedPlace() > 5);
      expect(rows(list).filter((row) => row.tabIndex === 0)).to.have.length(1);
    });

    it('keeps the focus on a row that is scrolled away', async () => {
      const { list } = await scene({ drafts: 50 });
      const [first] = await loaded(list, 10);
      first?.focus();
      scrollTo(0, document.documentElement.scrollHeight);
      await until(() => rows(list).some((row) => row.getAttribute('aria-rowindex') === '51'));
      expect(focused()).to.equal(first);
      await sendKeys({ press: 'ArrowDown' });
      await atPlace(1);
    });

    it('chooses one by Space, several by Shift, and gives free what a range is drawn back over', async () => {
      const { list } = await scene({ drafts: 6 });
      const [first] = await loaded(list, 6);
      first?.focus();
      await sendKeys({ press: 'Space' });
      await until(() => idsChosen(list) === 1);
      for (let down = 0; down < 3; down++) await sendKeys({ press: 'Shift+ArrowDown' });
      await until(() => idsChosen(list) === 4);
      await sendKeys({ press: 'Shift+ArrowUp' });
      await until(() => idsChosen(list) === 3);
      expect(status(list)).to.equal('3 selected');
      await sendKeys({ press: 'Escape' });
      await until(() => idsChosen(list) === 0);
      await sendKeys({ press: 'Control+a' });
      await until(() => idsChosen(list) === 6);
    });
  });

  describe('choosing', () => {
    it('tells the page what is chosen, by box and by range', async () => {
      const { list } = await scene({ drafts: 5 });
      const all = await loaded(list, 5);
      const told: { ids: string[]; all: boolean }[] = [];
      list.addEventListener('invoice-select', ({ detail }) => told.push(detail));
      const box = (row?: HTMLElement): HTMLElement => row?.querySelector('.target input') as HTMLElement;
      box(all[1]).click();
      box(all[3]).dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true, cancelable: true }));
      expect(told.at(-1)?.ids).to.deep.equal(all.slice(1, 4).map((row) => row.dataset['id']));
      box(all[2]).click();
      expect(told.at(-1)?.ids).to.have.length(2);
      await list.updateComplete;
      expect(list.shadowRoot?.querySelector<HTMLInputElement>('#all')?.indeterminate).to.equal(true);
    });

    it('shows in its boxes what the mouse has chosen, and nothing else', async () => {
      const { list } = await scene({ drafts: 4 });
      const all = await loaded(list, 4);
      const box = (row: number): HTMLInputElement => all[row]?.querySelector('input') as HTMLInputElement;
      const drawn = (): boolean[] => all.map((_, row) => box(row).checked);
      const clicked = async (row: number, beside: number, keys: string[] = []): Promise<void> => {
        for (const down of keys) await sendKeys({ down });
        await sendMouse({ type: 'click', position: pointIn(box(row), 4 - beside, 4) });
        for (const up of keys) await sendKeys({ up });
        await list.updateComplete;
        expect(drawn(), `row ${row}`).to.deep.equal(all.map((each) => each.matches('[aria-selected=true]')));
      };
      await clicked(1, 0);
      expect(drawn()).to.deep.equal([false, true, false, false]);
      await clicked(3, 0, ['Shift']);
      expect(drawn()).to.deep.equal([false, true, true, true]);
      await clicked(2, 0);
      await clicked(1, 0, ['Shift']);
      expect(drawn(), 'a box in a range that was chosen before').to.deep.equal([false, true, true, true]);
      await clicked(0, 8);
      await clicked(3, 8);
      expect(drawn(), 'beside the box, within its label').to.deep.equal([true, true, true, false]);
      await sendKeys({ press: 'Space' });
      expect(idsChosen(list)).to.equal(4);
      expect(drawn()).to.deep.equal([true, true, true, true]);
    });

    it('takes a range between two clicks with Ctrl and Shift, and marks no text', async () => {
      const { list } = await scene({ drafts: 4 });
      const all = await loaded(list, 4);
      for (const [row, key] of [
        [0, 'Control'],
        [2, 'Shift'],
      ] as const) {
        const cell = all[row]?.querySelector('[data-column=customer]') as Element;
        await sendKeys({ down: key });
        await sendMouse({ type: 'click', position: pointIn(cell) });
        await sendKeys({ up: key });
      }
      await until(() => idsChosen(list) === 3);
      expect(getSelection()?.toString()).to.equal('');
    });

    it('takes all that match, those not loaded too, and all but some of them', async () => {
      const { list } = await scene({ drafts: 60 });
      const [first] = await loaded(list, 10);
      const told: { ids: string[]; all: boolean }[] = [];
      list.addEventListener('invoice-select', ({ detail }) => told.push(detail));
      list.shadowRoot?.querySelector<HTMLInputElement>('#all')?.click();
      await shows(list, 'All 50 invoices loaded so far are selected.');
      [...(list.shadowRoot?.querySelectorAll('button') ?? [])]
        .find((button) => textOf(button) === 'Select all that match')
        ?.click();
      await shows(list, 'All invoices that match are selected, those not loaded yet too.');
      expect(told.at(-1)?.all).to.equal(true);
      first?.querySelector<HTMLElement>('.target')?.click();
      await shows(list, 'All invoices that match are selected, but 1.');
    });

    it('begins anew with another filter, and not at all where rows cannot be chosen', async () => {
      const { list } = await scene({ drafts: 2, states: ['open'] });
      await loaded(list, 3);
      list.shadowRoot?.querySelector<HTMLInputElement>('#all')?.click();
      await until(() => idsChosen(list) === 3);
      list.filter = readFilter('view=draft');
      await until(() => rows(list).length === 2);
      expect(idsChosen(list)).to.equal(0);
      list.withoutSelection = true;
      await list.updateComplete;
      expect(list.shadowRoot?.querySelector('input[type=checkbox]')).to.equal(null);
      expect(rows(list)[0]?.hasAttribute('aria-selected')).to.equal(false);
    });
  });
});
