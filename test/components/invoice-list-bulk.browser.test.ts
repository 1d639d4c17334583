import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { InvoiceBulkEvent } from '../../src/components/invoice-list/invoice-list.events.js';
import { begin, bulkScene, chooseRows, click, find, forgetRuns, reads, rows, texts } from './bulk-scene.js';
import { focused, part, refusal, textOf } from './harness.js';
import { until } from './until.js';

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
      await click(list, 'clear-choice');
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
      await until(() => rows(list).length === 1);
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
      expect(textOf(dialog)).to.contain('Finalized already 1');
      expect(textOf(dialog)).to.contain('Paid already 1');
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
      await until(() => rows(list).length === 3);
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

  it('goes by keys alone, from the rows to the receipt and back', async () => {
    const { list, happened } = await bulkScene({ drafts: 2 });
    await until(() => rows(list).length === 2);
    rows(list)[0]?.focus();
    await sendKeys({ press: 'Space' });
    await part(list, 'bulk');
    await sendKeys({ press: 'Alt+Enter' });
    await until(() => focused()?.getAttribute('part')?.includes('act-finalize'));
    await sendKeys({ press: 'Escape' });
    expect(focused()?.getAttribute('role')).to.equal('row');
    await sendKeys({ press: 'Alt+Enter' });
    await until(() => focused()?.getAttribute('part')?.includes('act-finalize'));
    await sendKeys({ press: 'Enter' });
    await part(list, 'confirm');
    await sendKeys({ press: 'Tab' });
    expect(textOf(focused() as Element)).to.equal('Finalize 1 invoice');
    await sendKeys({ press: 'Enter' });
    await reads(list, 'run', /1 of 1 finalized/);
    await until(() => focused()?.getAttribute('part') === 'run', 'focus on the run');
    await sendKeys({ press: 'Tab' });
    expect(textOf(focused() as Element)).to.equal('Receipt');
    await sendKeys({ press: 'Enter' });
    await part(list, 'receipts');
    await sendKeys({ press: 'Escape' });
    await until(() => textOf(focused() as Element) === 'Receipt');
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
