import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { InvoiceBulkDoneEvent } from '../../src/components/invoice-list/invoice-list.events.js';
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
import { until } from './until.js';

const isFinalize = (request: Request): boolean => isCall(request, 'POST', '/finalize');

describe('invoice-list: work on many', () => {
  before(() => setViewport({ width: 1100, height: 800 }));
  beforeEach(forgetRuns);
  after(forgetRuns);

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
      await until(() => texts(list, 'pause')[0] === 'Go on');
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
      await click(list, 'stop-run');
      await reads(list, 'run', /Stopped.*\d+ not touched/);
      expect(stopped).to.deep.equal([true]);
      const before = happened('invoice.finalized');
      expect(before).to.be.greaterThan(0).and.lessThan(16);
      const told = await receipt(list);
      expect(told).to.have.length(16);
      expect(told.filter((text) => text.endsWith('Not touched'))).to.have.length(16 - before);
      await click(list, 'cancel');
      await click(list, 'go-on-run');
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

    it('waits for who has been signed out', async () => {
      let signedOut = false;
      const { list, happened } = await bulkScene({
        drafts: 12,
        between: (request, next) =>
          signedOut ? Promise.resolve(refusal(401, 'unauthorized', 'Sign in.')) : next(request),
      });
      await begin(list, 'finalize');
      await reads(list, 'run', /[1-9]\d* of 12/);
      signedOut = true;
      await reads(list, 'run', /You are signed out/);
      signedOut = false;
      list.adapter?.resume?.();
      await reads(list, 'run', /12 of 12 finalized/);
      expect(happened('invoice.finalized')).to.equal(12);
    });

    it('does not take up what another page has put away', async () => {
      const { list, world, happened } = await bulkScene({ drafts: 16 });
      await begin(list, 'finalize');
      await reads(list, 'run', /[1-9]\d* of 16/);
      await click(list, 'stop-run');
      await reads(list, 'run', /Stopped/);
      const then = happened('invoice.finalized');
      const other = await listOver(world);
      await click(other, 'close-run');
      await until(() => !find(other, '[part=run]'), 'closed there');
      await click(list, 'go-on-run');
      await until(() => !find(list, '[part=run]'), 'and here');
      expect(happened('invoice.finalized')).to.equal(then);
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

    it('saves the receipt as a file', async () => {
      const { list } = await bulkScene({ drafts: 2 });
      await begin(list, 'finalize');
      await reads(list, 'run', /2 of 2 finalized/);
      await click(list, 'receipt');
      const saved: { name: string; blob: Blob }[] = [];
      const { createObjectURL } = URL;
      const { click: clickLink } = HTMLAnchorElement.prototype;
      let blob: Blob | null = null;
      URL.createObjectURL = (given: Blob) => createObjectURL.call(URL, (blob = given));
      HTMLAnchorElement.prototype.click = function () {
        if (blob) saved.push({ name: this.download, blob });
      };
      try {
        await click(list, 'download');
      } finally {
        URL.createObjectURL = createObjectURL;
        HTMLAnchorElement.prototype.click = clickLink;
      }
      expect(saved[0]?.name).to.match(/^invoices-finalize-\d+\.csv$/);
      const lines = (await saved[0]?.blob.text())?.trim().split('\r\n') ?? [];
      expect(lines).to.have.length(3);
      expect(lines[1]).to.match(/^in_\w+,OAHZVNVB-000\d,cus_\w+,Acme GmbH,eur,3636\.50,finalize,done,open,/);
    });

    it('asks before the page is left only where the browser keeps nothing', async () => {
      const leave = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
      const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
      for (const keeps of [true, false]) {
        if (!keeps) Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: undefined });
        const { opened, open } = gate();
        try {
          const { list } = await bulkScene({
            drafts: 1,
            async between(request, next) {
              if (isFinalize(request)) await opened;
              return next(request);
            },
          });
          await begin(list, 'finalize');
          await part(list, 'progress');
          expect(textOf(await part(list, 'run')).includes('leave the page open')).to.equal(!keeps);
          expect(leave()).to.equal(!keeps);
          open();
          await reads(list, 'run', /1 of 1 finalized/);
          expect(leave()).to.equal(false);
        } finally {
          open();
          if (own) Object.defineProperty(globalThis, 'indexedDB', own);
          else delete (globalThis as { indexedDB?: unknown }).indexedDB;
        }
      }
    });

    it('reads many as pages, and takes what was shown for what is there, also where an invoice is long', async () => {
      const read: string[] = [];
      const { list, world, ids, happened } = await bulkScene({
        drafts: 24,
        between(request, next) {
          if (request.method === 'GET') read.push(new URL(request.url).pathname);
          return next(request);
        },
      });
      const seat = { currency: 'eur', product_data: { name: 'Seat' }, unit_amount: 100 };
      const lines = Array.from({ length: 12 }, (_, at) => ({
        description: `Seat ${at}`,
        quantity: 1,
        price_data: seat,
      }));
      await world.stripe.invoices.addLines(ids[3] ?? '', { lines });
      await chooseRows(list);
      read.length = 0;
      await click(list, 'act-finalize');
      await reads(list, 'dialog', /Finalize 24 invoices\?/);
      expect(read.filter((path) => path.endsWith('/invoices'))).to.have.length(1);
      expect(read.filter((path) => /in_\w+$/.test(path)).length, 'none of them by itself').to.be.lessThan(3);
      await click(list, 'confirm');
      await reads(list, 'run', /24 of 24 finalized/);
      expect(happened('invoice.finalized')).to.equal(24);
    });

    it('lets one filter and scroll meanwhile, goes on while the list is away, and is there when it is back', async () => {
      const { list, world, happened } = await bulkScene({ drafts: 14 });
      await begin(list, 'finalize');
      await reads(list, 'run', /[1-9]\d* of 14/);
      find(list, '.row')?.focus();
      const parent = list.parentNode;
      const done: number[] = [];
      list.addEventListener('invoice-bulk-done', ({ detail }) => done.push(detail.receipts.length));
      list.remove();
      await until(() => happened('invoice.finalized') === 14, 'all of them');
      parent?.append(list);
      await reads(list, 'run', /14 of 14 finalized/);
      expect(done, 'told once it is back').to.deep.equal([14]);
      await click(list, 'close-run');
      await until(() => !find(list, '[part=run]'));
      const other = await listOver(world);
      await until(() => rows(other).length > 0);
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
      expect(find(other, '[part=go-on-run]')).to.equal(null);
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
});
