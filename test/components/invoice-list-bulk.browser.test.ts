import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type {
  InvoiceBulkDoneEvent,
  InvoiceBulkEvent,
} from '../../src/components/invoice-list/invoice-list.events.js';
import {
  begin,
  bulkScene,
  chooseRows,
  click,
  find,
  forgetRuns,
  listOver,
  reads,
  receipt,
  rows,
  texts,
} from './bulk-scene.js';
import { focused, gate, isCall, part, refusal, textOf } from './harness.js';

const isFinalize = (request: Request): boolean => isCall(request, 'POST', '/finalize');
const isWrite = ({ method }: Request): boolean => method !== 'GET';

describe('invoice-list: many at once', () => {
  before(() => setViewport({ width: 1100, height: 800 }));
  beforeEach(forgetRuns);
  after(forgetRuns);

  describe('the bar', () => {
    it('tells what is chosen, what it comes to, and to how many of them each can be done', async () => {
      const { list } = await bulkScene({ states: ['open', 'past_due', 'draft', 'draft', 'paid'] });
      await chooseRows(list);
      expect(textOf(await part(list, 'bulk'))).to.match(/^5 selected €[\d,.]+/);
      expect(texts(list, 'act')).to.deep.equal([
        'Finalize 2 of 5',
        'Send 2 of 5',
        'Schedule 2 of 5…',
        'Mark uncollectible 2 of 5',
        'Void 2 of 5',
        'Delete 2 of 5',
      ]);
      await click(list, 'clear');
      await list.updateComplete;
      expect(find(list, '[part=bulk]')).to.equal(null);
      expect(focused()?.getAttribute('role'), 'the focus is in the rows').to.equal('row');
    });

    it('says so where nothing can be done', async () => {
      const { list } = await bulkScene({ states: ['paid', 'void'] });
      await chooseRows(list);
      expect(textOf(await part(list, 'bulk'))).to.contain('Nothing can be done with these together.');
    });

    it('offers what the filter may hold, where all that match are chosen', async () => {
      const { list } = await bulkScene({ drafts: 3, filter: 'view=draft' });
      await chooseRows(list);
      find(list, '.told button')?.click();
      await list.updateComplete;
      expect(texts(list, 'act')).to.deep.equal(['Finalize', 'Schedule…', 'Delete']);
    });

    it('offers nothing to whom may not', async () => {
      const { list } = await bulkScene({ drafts: 2, person: 'alpha-viewer' });
      await chooseRows(list);
      expect(texts(list, 'act')).to.deep.equal([]);
    });

    it('is left out with the choice', async () => {
      const { list } = await bulkScene({ drafts: 1, without: true });
      await waitUntil(() => rows(list).length === 1);
      rows(list)[0]?.focus();
      await sendKeys({ press: 'Alt+Enter' });
      await list.updateComplete;
      expect(find(list, '.bulk')).to.equal(null);
    });
  });

  describe('the dry run', () => {
    it('says to how many it can be done, why not to the others, and what it comes to', async () => {
      const { list, happened } = await bulkScene({ states: ['open', 'paid', 'draft', 'draft'] });
      await chooseRows(list);
      await click(list, 'act-finalize');
      await reads(list, 'dialog', /Finalize 2 invoices\?/);
      const dialog = await part(list, 'dialog');
      expect(textOf(dialog)).to.match(/2 of 4 selected €[\d,.]+/);
      expect(textOf(dialog)).to.contain('2 are left out');
      expect(textOf(dialog)).to.contain('Finalized already.');
      expect(textOf(dialog)).to.contain('Paid already.');
      expect(textOf(await part(list, 'confirm'))).to.equal('Finalize 2 invoices');
      expect(textOf(focused() as Element), 'the least destructive choice').to.equal('Cancel');
      await expect(list).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      await list.updateComplete;
      expect(happened('invoice.finalized')).to.equal(0);
      expect(focused()?.getAttribute('part')).to.contain('act-finalize');
    });

    it('leaves out what would fail, and names what is to be looked at', async () => {
      const { list, world } = await bulkScene({ drafts: 2 });
      const { customers, stripe } = world;
      await stripe.invoices.create({ customer: customers.acme.id, currency: 'eur' });
      await list.refresh();
      await waitUntil(() => rows(list).length === 3);
      await chooseRows(list);
      await click(list, 'act-finalize');
      await reads(list, 'dialog', /There are no items on this invoice/);
      expect(textOf(await part(list, 'confirm'))).to.equal('Finalize 2 invoices');
    });

    it('walks all that match where they are not loaded', async () => {
      const { list, happened } = await bulkScene({ drafts: 70, states: ['open'] });
      await chooseRows(list);
      find(list, '.told button')?.click();
      await list.updateComplete;
      rows(list)[0]?.querySelector('input')?.click();
      await list.updateComplete;
      await click(list, 'act-delete');
      await reads(list, 'dialog', /Delete 69 drafts\?.*69 of 70 selected.*This can’t be undone/);
      expect(happened('invoice.deleted')).to.equal(0);
    });

    it('asks the page, which may say no', async () => {
      const { list, happened } = await bulkScene({ drafts: 2 });
      const asked: InvoiceBulkEvent['detail'][] = [];
      list.addEventListener('invoice-bulk', (event) => {
        asked.push(event.detail);
        event.preventDefault();
      });
      await begin(list, 'finalize');
      await list.updateComplete;
      expect(asked).to.have.length(1);
      expect(asked[0]?.work).to.deep.equal({ action: 'finalize' });
      expect(asked[0]?.ids).to.have.length(2);
      expect(find(list, '[part=run]')).to.equal(null);
      expect(happened('invoice.finalized')).to.equal(0);
    });

    it('tells where it could not look, and looks again', async () => {
      let broken = true;
      const { list } = await bulkScene({
        drafts: 2,
        between: (request, next) =>
          broken && /invoices\/in_\w+$/.test(request.url)
            ? Promise.resolve(refusal(403, 'forbidden', 'No.'))
            : next(request),
      });
      await chooseRows(list);
      await click(list, 'act-finalize');
      await reads(list, 'dialog', /It could not be found out/);
      broken = false;
      await click(list, 'retry');
      await reads(list, 'dialog', /Finalize 2 invoices\?/);
    });
  });

  describe('the run', () => {
    it('does each once through refusals, failures and lost answers, with a receipt for each', async () => {
      let count = 0;
      const { list, happened } = await bulkScene({
        drafts: 12,
        async between(request, next) {
          if (!isFinalize(request)) return next(request);
          const at = ++count;
          if (at % 5 === 1) return refusal(429, 'rate_limit', 'Slower.', { retryable: true });
          if (at % 5 === 2) return refusal(500, 'api_error', 'Broken.', { retryable: true });
          const answer = await next(request);
          if (at % 5 === 3) throw new TypeError('The line was lost.');
          return answer;
        },
      });
      const done: InvoiceBulkDoneEvent['detail'][] = [];
      list.addEventListener('invoice-bulk-done', ({ detail }) => done.push(detail));
      await begin(list, 'finalize');
      await part(list, 'progress');
      expect(textOf(focused() as Element), 'the focus is on the run').to.contain('Finalizing 12 invoices');
      await reads(list, 'run', /12 of 12 finalized/, 9000);
      expect(happened('invoice.finalized')).to.equal(12);
      expect(done).to.have.length(1);
      expect(done[0]?.stopped).to.equal(false);
      expect(new Set(done[0]?.receipts.map(({ invoice }) => invoice)).size).to.equal(12);
      expect(await receipt(list)).to.have.length(12);
      expect(find(list, '[part=bulk]'), 'nothing is chosen any more').to.equal(null);
    });

    it('is held and goes on', async () => {
      const { list, happened } = await bulkScene({ drafts: 16 });
      await begin(list, 'finalize');
      await reads(list, 'run', /[1-9]\d* of 16/);
      await click(list, 'pause');
      await reads(list, 'run', /Paused/);
      await waitUntil(() => texts(list, 'pause')[0] === 'Go on');
      expect(focused()?.getAttribute('part')).to.equal('pause');
      const held = happened('invoice.finalized');
      expect(held).to.be.lessThan(16);
      await click(list, 'pause');
      await reads(list, 'run', /16 of 16 finalized/);
      expect(happened('invoice.finalized')).to.equal(16);
    });

    it('stops early, tells what was not touched, and goes on with that', async () => {
      const { list, happened } = await bulkScene({ drafts: 16 });
      const stopped: boolean[] = [];
      list.addEventListener('invoice-bulk-done', ({ detail }) => stopped.push(detail.stopped));
      await begin(list, 'finalize');
      await reads(list, 'run', /[1-9]\d* of 16/);
      await click(list, 'stop');
      await reads(list, 'run', /Stopped.*\d+ not touched/);
      expect(stopped).to.deep.equal([true]);
      const before = happened('invoice.finalized');
      expect(before).to.be.greaterThan(0).and.lessThan(16);
      const told = await receipt(list);
      expect(told).to.have.length(16);
      expect(told.filter((text) => text.endsWith('Not touched'))).to.have.length(16 - before);
      await click(list, 'cancel');
      await click(list, 'go-on');
      await reads(list, 'run', /16 of 16 finalized/);
      expect(happened('invoice.finalized')).to.equal(16);
    });

    it('waits while nothing comes through, says so, and loses nothing', async function () {
      this.timeout(15_000);
      let down = false;
      const { list, happened } = await bulkScene({
        drafts: 14,
        patience: 100,
        between: (request, next) => (down ? Promise.reject(new TypeError('Failed to fetch')) : next(request)),
      });
      await begin(list, 'finalize');
      await reads(list, 'run', /[1-9]\d* of 14/);
      down = true;
      await reads(list, 'run', /No connection/);
      const before = happened('invoice.finalized');
      down = false;
      await reads(list, 'run', /14 of 14 finalized/, 12_000);
      expect(before).to.be.lessThan(14);
      expect(happened('invoice.finalized')).to.equal(14);
    });

    it('tells refusals with their reasons, and tries again only what failed', async () => {
      let broken = true;
      const refused: string[] = [];
      const { list, ids, happened } = await bulkScene({
        drafts: 4,
        between(request, next) {
          if (!isFinalize(request) || !broken || !request.url.includes(ids[1] ?? '-')) return next(request);
          refused.push(request.url);
          return Promise.resolve(refusal(400, 'customer_tax_location_invalid', 'No address.'));
        },
      });
      await begin(list, 'finalize');
      await reads(list, 'run', /3 of 4 finalized.*1 refused/);
      const told = await receipt(list);
      expect(told.join('\n')).to.contain(
        'Refused: The customer’s address is not enough to work out the tax.',
      );
      const kinds = texts(list, 'kind');
      expect(kinds).to.deep.equal(['All 4', 'Refused 1', 'Done 3']);
      find(list, '[part=kind]:nth-of-type(2)')?.click();
      await list.updateComplete;
      expect((await part(list, 'receipts')).childElementCount).to.equal(1);
      await click(list, 'cancel');
      broken = false;
      await click(list, 'again');
      await reads(list, 'run', /4 of 4 finalized/);
      expect(refused).to.have.length(1);
      expect(happened('invoice.finalized')).to.equal(4);
    });

    it('leaves a draft alone that has changed since it was shown, and shows it anew before it tries again', async () => {
      const { list, world, ids, happened } = await bulkScene({ drafts: 3 });
      await chooseRows(list);
      await click(list, 'act-finalize');
      await part(list, 'confirm');
      await world.stripe.invoices.addLines(ids[0] ?? '', {
        lines: [
          {
            description: 'Late',
            quantity: 1,
            price_data: { currency: 'eur', product_data: { name: 'Late' }, unit_amount: 500 },
          },
        ],
      });
      await click(list, 'confirm');
      await reads(list, 'run', /2 of 3 finalized.*1 refused/);
      expect((await receipt(list)).join(' ')).to.contain('The draft has changed since you saw it.');
      await click(list, 'cancel');
      await click(list, 'again');
      await reads(list, 'dialog', /Finalize 1 invoice\?/);
      await click(list, 'confirm');
      await reads(list, 'run', /3 of 3 finalized/);
      expect(happened('invoice.finalized')).to.equal(3);
    });

    it('lets one filter and scroll meanwhile, goes on while the list is away, and is there when it is back', async () => {
      const { list, world, happened } = await bulkScene({ drafts: 14 });
      await begin(list, 'finalize');
      await reads(list, 'run', /[1-9]\d* of 14/);
      find(list, '.row')?.focus();
      const parent = list.parentNode;
      list.remove();
      await waitUntil(() => happened('invoice.finalized') === 14, 'all of them', { timeout: 8000 });
      parent?.append(list);
      await reads(list, 'run', /14 of 14 finalized/);
      await click(list, 'close-run');
      await waitUntil(() => !find(list, '[part=run]'));
      const other = await listOver(world);
      await waitUntil(() => rows(other).length > 0);
      await part(other, 'row');
      expect(find(other, '[part=run]'), 'what was closed is gone').to.equal(null);
    });

    it('is found by another page once it has ended, with all of its receipts', async () => {
      const { list, world } = await bulkScene({ drafts: 3 });
      await begin(list, 'finalize');
      await reads(list, 'run', /3 of 3 finalized/);
      const other = await listOver(world);
      await reads(other, 'run', /3 of 3 finalized/);
      expect(await receipt(other)).to.have.length(3);
    });

    it('is left to the tab that works on it, which another one watches', async () => {
      const { opened, open } = gate();
      const { list, world, happened } = await bulkScene({
        drafts: 3,
        async between(request, next) {
          if (isFinalize(request)) await opened;
          return next(request);
        },
      });
      await begin(list, 'finalize');
      await part(list, 'progress');
      const other = await listOver(world);
      await reads(other, 'run', /Another tab is working on this/);
      expect(find(other, '[part=go-on]')).to.equal(null);
      await chooseRows(other, 1);
      expect(find(other, '[part~=act]')?.getAttribute('aria-disabled')).to.equal('true');
      open();
      await reads(list, 'run', /3 of 3 finalized/);
      await reads(other, 'run', /3 of 3 finalized/);
      expect(happened('invoice.finalized')).to.equal(3);
    });
  });

  describe('each action', () => {
    const cases = [
      {
        action: 'send',
        state: 'open',
        event: 'invoice.sent',
        title: /Send 2 invoices\?/,
        did: /2 of 2 sent/,
      },
      {
        action: 'void',
        state: 'open',
        event: 'invoice.voided',
        title: /Void 2 invoices\?.*can’t be undone/,
        did: /2 of 2 voided/,
      },
      {
        action: 'mark-uncollectible',
        state: 'open',
        event: 'invoice.marked_uncollectible',
        title: /Give 2 invoices up\?/,
        did: /2 of 2 marked as uncollectible/,
      },
      {
        action: 'delete',
        state: 'draft',
        event: 'invoice.deleted',
        title: /Delete 2 drafts\?.*can’t be undone/,
        did: /2 of 2 deleted/,
      },
    ] as const;
    for (const { action, state, event, title, did } of cases) {
      it(`${action}: says what it is, and does it once`, async () => {
        const { list, happened } = await bulkScene({ states: [state, state] });
        await chooseRows(list);
        await click(list, `act-${action}`);
        await reads(list, 'dialog', title);
        await click(list, 'confirm');
        await reads(list, 'run', did);
        expect(happened(event)).to.equal(2);
      });
    }

    it('schedule: sets the same time for all', async () => {
      const { list, world, ids } = await bulkScene({ drafts: 2 });
      await chooseRows(list);
      await click(list, 'act-schedule');
      await reads(list, 'dialog', /When should Stripe finalize them\?/);
      expect((focused() as HTMLInputElement).type).to.equal('radio');
      await click(list, 'continue');
      await reads(list, 'dialog', /Schedule 2 invoices\?.*Stripe finalizes them by itself/);
      await click(list, 'confirm');
      await reads(list, 'run', /2 of 2 scheduled/);
      const times = await Promise.all(ids.map((id) => world.stripe.invoices.retrieve(id)));
      const [one, other] = times.map((invoice) => invoice.automatically_finalizes_at);
      expect(one).to.be.a('number');
      expect(other).to.equal(one);
    });
  });

  it('goes by keys alone, from the rows to the receipt and back', async () => {
    const { list, happened } = await bulkScene({ drafts: 2 });
    await waitUntil(() => rows(list).length === 2);
    rows(list)[0]?.focus();
    await sendKeys({ press: 'Space' });
    await part(list, 'bulk');
    await sendKeys({ press: 'Alt+Enter' });
    await waitUntil(() => focused()?.getAttribute('part')?.includes('act-finalize'));
    await sendKeys({ press: 'Escape' });
    expect(focused()?.getAttribute('role')).to.equal('row');
    await sendKeys({ press: 'Alt+Enter' });
    await waitUntil(() => focused()?.getAttribute('part')?.includes('act-finalize'));
    await sendKeys({ press: 'Enter' });
    await part(list, 'confirm');
    await sendKeys({ press: 'Tab' });
    expect(textOf(focused() as Element)).to.equal('Finalize 1 invoice');
    await sendKeys({ press: 'Enter' });
    await reads(list, 'run', /1 of 1 finalized/);
    await waitUntil(() => focused()?.getAttribute('part') === 'run', 'focus on the run');
    await sendKeys({ press: 'Tab' });
    expect(textOf(focused() as Element)).to.equal('Receipt');
    await sendKeys({ press: 'Enter' });
    await part(list, 'receipts');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => textOf(focused() as Element) === 'Receipt');
    expect(happened('invoice.finalized')).to.equal(1);
    await expect(list).to.be.accessible();
  });

  it('speaks German', async () => {
    const { list } = await bulkScene({ states: ['draft', 'open'], lang: 'de' });
    await chooseRows(list);
    await reads(list, 'act', /1 von 2 finalisieren/);
    await click(list, 'act-finalize');
    await reads(list, 'dialog', /1 Rechnung finalisieren\?.*1 bleibt außen vor/);
    await click(list, 'confirm');
    await reads(list, 'run', /1 von 1 finalisiert/);
  });

  it('writes nothing before the yes', async () => {
    const written: string[] = [];
    const { list } = await bulkScene({
      drafts: 2,
      between: (request, next) => {
        if (isWrite(request)) written.push(request.url);
        return next(request);
      },
    });
    await chooseRows(list);
    await click(list, 'act-delete');
    await part(list, 'confirm');
    expect(written).to.deep.equal([]);
  });
});
