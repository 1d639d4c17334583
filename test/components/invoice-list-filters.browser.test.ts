import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/components/invoice-list/invoice-list.define.js';
import { readFilter, writeFilter } from '../../src/invoice/list-filter.js';
import { focused, refusal, shows, textOf } from './harness.js';
import {
  button,
  closed,
  columnOf,
  fill,
  focusIs,
  hasStates,
  listScene,
  openPanel,
  press,
  there,
  type ListSceneOptions,
} from './invoice-list-scene.js';
import { until } from './until.js';

/** From the oldest to the newest. */
const STOCK = [
  ['paid', 'acme'],
  ['past_due', 'globex'],
  ['finalization_failed', 'nimbus'],
  ['open', 'acme'],
  ['scheduled', 'acme'],
  ['draft', 'globex'],
] as const;

const ALL = ['Draft', 'Scheduled', 'Open', 'Finalization failed', 'Past due', 'Paid'];

const india: ListSceneOptions['between'] = async (request, next) => {
  const answer = await next(request);
  if (!new URL(request.url).pathname.endsWith('/session')) return answer;
  const session = (await answer.json()) as { account: object };
  return Response.json({ ...session, account: { ...session.account, country: 'IN' } });
};

describe('invoice-list filters', () => {
  before(() => setViewport({ width: 1100, height: 700 }));
  beforeEach(() => localStorage.clear());

  describe('quick views', () => {
    it('narrow to what they name, and tell the page', async () => {
      const { list, told } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      const views: [string, string[]][] = [
        ['Draft', ['Draft', 'Scheduled', 'Finalization failed']],
        ['Scheduled', ['Scheduled']],
        ['Open', ['Open', 'Past due']],
        ['Past due', ['Past due']],
        ['Paid', ['Paid']],
        ['Needs attention', ['Finalization failed']],
        ['All', ALL],
      ];
      for (const [view, states] of views) {
        await press(list, view);
        await hasStates(list, ...states);
        expect((await button(list, view)).getAttribute('aria-pressed')).to.equal('true');
      }
      expect(told).to.deep.equal([
        'view=draft',
        'view=scheduled',
        'view=open',
        'view=past_due',
        'view=paid',
        'view=needs_attention',
        '',
      ]);
      await expect(list).to.be.accessible();
    });

    it('are one stop of Tab, within which arrows move', async () => {
      const { list } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      (await button(list, 'All')).focus();
      await sendKeys({ press: 'ArrowRight' });
      await focusIs('[data-view=draft]');
      await sendKeys({ press: 'ArrowLeft' });
      await sendKeys({ press: 'ArrowLeft' });
      await focusIs('[data-view=needs_attention]');
      await sendKeys({ press: 'Enter' });
      await hasStates(list, 'Finalization failed');
      await sendKeys({ press: 'Tab' });
      await focusIs('#search');
    });
  });

  describe('search', () => {
    it('finds by number, customer, email, amount and id, once the typing rests', async () => {
      const { list, asked, told } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      const box = await there<HTMLInputElement>(list, '#search');
      const number = columnOf(list, 'number')[5] ?? '';
      const id = list.shadowRoot?.querySelectorAll<HTMLElement>('.row[role]')[2]?.dataset['id'] ?? '';
      fill(box, number);
      await hasStates(list, 'Paid');
      fill(box, 'globex');
      await hasStates(list, 'Draft', 'Past due');
      fill(box, 'ap@globex.example');
      await hasStates(list, 'Draft', 'Past due');
      fill(box, id);
      await hasStates(list, 'Open');
      fill(box, '3636.50');
      await until(() => told.at(-1) === 'text=3636.50');
      await shows(list, 'Found by Stripe’s search, which hears of changes up to a minute late.');
      await hasStates(list, ...ALL);
      fill(box, '$3,636.50');
      await hasStates(list, 'Draft', 'Finalization failed', 'Past due');
      fill(box, '3636.50 EUR');
      await hasStates(list, 'Scheduled', 'Open', 'Paid');
      const before = asked.length;
      for (const text of ['g', 'gl', 'glo']) fill(box, text);
      await until(() => told.at(-1) === 'text=glo');
      expect(told).to.not.include('text=g');
      expect(asked.slice(before).some((each) => each.includes('"gl"'))).to.equal(false);
    });

    it('searches at once by Enter, and Escape and the cross empty it', async () => {
      const { list, told } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      (await there(list, '#search')).focus();
      await sendKeys({ type: 'globex' });
      await sendKeys({ press: 'Enter' });
      expect(told).to.deep.equal(['text=globex']);
      await hasStates(list, 'Draft', 'Past due');
      await sendKeys({ press: 'Escape' });
      expect(told.at(-1)).to.equal('');
      await focusIs('#search');
      await hasStates(list, ...ALL);
      await sendKeys({ type: 'acme' });
      await press(list, 'Clear search');
      await focusIs('#search');
      expect((focused() as HTMLInputElement).value).to.equal('');
    });

    it('gives way to a filter that comes from the page', async () => {
      const { list, told } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      fill(await there<HTMLInputElement>(list, '#search'), 'globex');
      list.setAttribute('filter', 'view=paid');
      await hasStates(list, 'Paid');
      expect((await there<HTMLInputElement>(list, '#search')).value).to.equal('');
      expect(told).to.deep.equal([]);
    });

    it('is not disturbed by a page that hands each filter back', async () => {
      const { list, told, asked } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      list.addEventListener('invoice-filter', ({ detail }) => {
        list.filter = readFilter(writeFilter(detail.filter));
      });
      const box = await there<HTMLInputElement>(list, '#search');
      fill(box, 'globex ');
      await hasStates(list, 'Draft', 'Past due');
      expect(box.value).to.equal('globex ');
      expect(told).to.deep.equal(['text=globex']);
      const found = asked.filter((each) => each.includes('/customers/search'));
      expect(found).to.have.length(1);
    });

    it('takes a query in Stripe’s own language, and tells what Stripe does not take', async () => {
      const { list, told } = await listScene({ stock: STOCK, filter: 'view=draft' });
      await hasStates(list, 'Draft', 'Scheduled', 'Finalization failed');
      await press(list, 'Query');
      await focusIs('#search');
      await sendKeys({ type: 'status:"open"' });
      await sendKeys({ press: 'Enter' });
      await hasStates(list, 'Open', 'Past due');
      await shows(list, 'A query stands alone: the filters rest until it is cleared.');
      fill(await there<HTMLInputElement>(list, '#search'), 'colour:"red"');
      await press(list, 'Search');
      await shows(list, /This query can’t be read\. .*Fields: created/);
      const box = await there<HTMLInputElement>(list, '#search');
      expect(box.getAttribute('aria-invalid')).to.equal('true');
      expect(list.shadowRoot?.querySelectorAll('[part=problem]')).to.have.length(0);
      await expect(list).to.be.accessible();
      await press(list, 'Query');
      expect(told.at(-1), 'what rested counts again').to.equal('view=draft');
      await hasStates(list, 'Draft', 'Scheduled', 'Finalization failed');
    });

    it('tells how a query is written', async () => {
      const { list } = await listScene({ filter: 'query=status:"open"' });
      await openPanel(list, 'help');
      await shows(list, 'Up to ten conditions');
      await sendKeys({ press: 'Escape' });
      await closed(list);
      await focusIs('#help-button');
    });

    it('does without where the account has none, and says so', async () => {
      const { list, asked } = await listScene({ stock: STOCK, between: india });
      await hasStates(list, ...ALL);
      expect(list.shadowRoot?.querySelector('[part=query]')).to.equal(null);
      fill(await there<HTMLInputElement>(list, '#search'), 'globex');
      await hasStates(list, 'Draft', 'Past due');
      await shows(list, 'There is no search for this account');
      list.setAttribute('filter', 'currency=eur');
      await shows(list, /Stripe cannot filter by Currency: looked for in all \d invoices/);
      expect(asked.filter((each) => each.includes('/invoices/search'))).to.deep.equal([]);
    });
  });

  describe('filters', () => {
    it('by status: some of five, by keys alone', async () => {
      const { list, told } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      (await there(list, '#status-button')).focus();
      await sendKeys({ press: 'Enter' });
      await focusIs('input[name=draft]');
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Space' });
      await sendKeys({ press: 'Enter' });
      await closed(list);
      await hasStates(list, 'Paid');
      expect(told).to.deep.equal(['status=paid']);
      await focusIs('#status-button');
      expect(textOf(focused() as Element)).to.equal('Status: Paid');
    });

    it('by customer: looked up, told by name, also where only the id is known', async () => {
      const { list, told, world } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      await openPanel(list, 'customer');
      await focusIs('#customer-text');
      await sendKeys({ type: 'glob' });
      await until(() => list.shadowRoot?.querySelectorAll('[role=option]').length === 1);
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      await closed(list);
      await hasStates(list, 'Draft', 'Past due');
      expect(told).to.deep.equal([`customer=${world.customers.globex.id}`]);
      list.setAttribute('filter', `customer=${world.customers.acme.id}`);
      await until(
        async () => textOf(await there(list, '#customer-button')) === 'Customer: Acme GmbH',
        'the name comes',
      );
    });

    it('by days of the account: presets, a span, and what cannot be one', async () => {
      const { list, told } = await listScene({ stock: STOCK, timezone: 'Asia/Tokyo' });
      await hasStates(list, ...ALL);
      await openPanel(list, 'due');
      await shows(list, 'Days are those of the account, in Tokyo (Asia/Tokyo).');
      await press(list, 'Next 30 days');
      await closed(list);
      expect(told.at(-1)).to.match(/^due=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/);
      expect(textOf(await there(list, '#due-button'))).to.equal('Due: Next 30 days');
      await until(() => !columnOf(list, 'status').includes('Past due'));

      await press(list, 'Remove filter: Due');
      await focusIs('#due-button');
      await hasStates(list, ...ALL);
      const panel = await openPanel(list, 'created');
      const [from, to] = [...panel.querySelectorAll<HTMLInputElement>('input[type=date]')];
      if (!from || !to) throw new Error('two days');
      from.value = '2026-12-02';
      to.value = '2026-12-01';
      await press(list, 'Apply');
      await shows(list, 'The last day is before the first one.');
      await expect(list).to.be.accessible();
      from.value = '';
      to.value = '2001-01-01';
      await press(list, 'Apply');
      await shows(list, 'No invoice matches');
      expect(textOf(await there(list, '#created-button'))).to.equal('Created: until Jan 1, 2001');
    });

    it('by scheduled finalization, of which Stripe knows nothing: looked for in what has come', async () => {
      const { list } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      await openPanel(list, 'scheduled');
      await press(list, 'At any time');
      await until(() => columnOf(list, 'status').join() !== ALL.join());
      expect(columnOf(list, 'status')).to.include('Scheduled');
      await shows(list, /Stripe cannot filter by Scheduled finalization: looked for in all 3 invoices\./);
      list.setAttribute('filter', 'scheduled=any&status=paid');
      await shows(list, 'These filters rule each other out: no invoice can match them all.');
    });

    it('by amount in a currency, typed as one writes it', async () => {
      const { list, told } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      const panel = await openPanel(list, 'amount');
      const select = panel.querySelector('select') as HTMLSelectElement;
      select.value = 'eur';
      select.dispatchEvent(new Event('change'));
      const [from, to] = [...panel.querySelectorAll<HTMLInputElement>('input')];
      if (!from || !to) throw new Error('two amounts');
      fill(from, 'much');
      await press(list, 'Apply');
      await shows(list, 'Give an amount such as €100.00.');
      fill(from, '5,000');
      fill(to, '100');
      await press(list, 'Apply');
      await shows(list, 'The upper amount is below the lower one.');
      fill(from, '3,636.50');
      fill(to, '');
      await press(list, 'Apply');
      await closed(list);
      expect(told).to.deep.equal(['amount=363650..&currency=eur']);
      await until(() => columnOf(list, 'total').every((total) => total.startsWith('€')));
      expect(textOf(await there(list, '#amount-button'))).to.equal('Amount: at least €3,636.50');
      await press(list, 'Remove filter: Currency');
      expect(told.at(-1), 'an amount means nothing without it').to.equal('');
    });

    it('by currency and by collection method: a press takes one, arrows move', async () => {
      const { list, told } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      await openPanel(list, 'currency');
      await press(list, 'EUR');
      await closed(list);
      await until(() => columnOf(list, 'total').every((total) => total.startsWith('€')));
      await openPanel(list, 'collection');
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      await closed(list);
      expect(told.at(-1)).to.equal('currency=eur&collection=charge_automatically');
      await shows(list, 'Stripe cannot filter by Collection method');
      await press(list, 'Clear all');
      expect(told.at(-1)).to.equal('');
      await hasStates(list, ...ALL);
    });

    it('speak German', async () => {
      const { list } = await listScene({ stock: STOCK, lang: 'de', filter: 'status=draft&scheduled=none' });
      await shows(list, 'Geplante Finalisierung: nicht geplant');
      await shows(list, 'Stripe kennt keinen Filter für Geplante Finalisierung');
      await openPanel(list, 'created');
      await shows(list, 'Letzte 7 Tage');
    });

    it('say what could not be found out about customers', async () => {
      const { list } = await listScene({
        stock: STOCK,
        between: (request, next) =>
          request.url.includes('/customers') ? Promise.resolve(refusal(403, 'forbidden')) : next(request),
      });
      await hasStates(list, ...ALL);
      await openPanel(list, 'customer');
      await shows(list, 'Customers could not be loaded. Type on to try again.');
      await sendKeys({ press: 'Escape' });
      await closed(list);
      await focusIs('#customer-button');
    });
  });
});
