import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type ScenarioOptions } from '../../server-stub/scenarios.js';
import { closed, dialogOf, opened, scene, types } from './finalize-scene.js';
import { deaf, focused, gate, isCall, part, shows, textOf } from './harness.js';
import { until } from './until.js';

describe('finalize-button', () => {
  describe('before it happens', () => {
    it('says who pays how much and when, what Stripe will do, and that it can’t be undone', async () => {
      const { button } = await scene();
      await shows(button, 'Finalize invoice');
      const dialog = await opened(button);
      const text = textOf(dialog);
      for (const words of [
        'Finalize this invoice?',
        'Acme GmbH',
        '3 items',
        '€3,636.50',
        'Due December 4, 2026',
        'press Send',
        'test mode no email leaves Stripe',
        'can’t be changed afterwards',
      ]) {
        expect(text).to.contain(words);
      }
      await expect(button).to.be.accessible();
    });

    const outcomes: [string, ScenarioOptions, boolean | null, RegExp][] = [
      ['emails', {}, true, /would email it to billing@acme\.example.*no email leaves Stripe/],
      ['waits for Send', {}, false, /Nothing is emailed until you press Send/],
      [
        'charges',
        { collection_method: 'charge_automatically' },
        true,
        /charges the saved payment method.*no money moves/,
      ],
      [
        'charges nothing',
        { collection_method: 'charge_automatically' },
        null,
        /Nothing is charged until you do it/,
      ],
      [
        'pays at once what is nothing',
        { lines: [{ description: 'Gift', quantity: '1', unitAmount: '0' }] },
        true,
        /Nothing is due: Stripe marks it as paid at once/,
      ],
    ];
    for (const [what, draft, autoAdvance, words] of outcomes) {
      it(`tells beforehand that Stripe ${what}`, async () => {
        const { button } = await scene({ draft, set: { autoAdvance } });
        expect(textOf(await opened(button))).to.match(words);
      });
    }

    it('shows money as the currency has it', async () => {
      const yen = await scene({ draft: { customer: 'sakura' } });
      expect(textOf(await opened(yen.button))).to.contain('¥516,500');
      const dinar = await scene({ draft: { customer: 'dana' } });
      expect(textOf(await opened(dinar.button))).to.match(/KWD\s1,144\.000/);
    });

    it('counts every item of a long invoice', async () => {
      const lines = Array.from({ length: 23 }, (_, at) => ({
        description: `Item ${at + 1}`,
        quantity: '1',
        unitAmount: '100',
      }));
      const { button, count } = await scene({ draft: { lines } });
      expect(textOf(await opened(button))).to.contain('23 items');
      (await part(button, 'confirm')).click();
      await shows(button, 'is open');
      expect(count('invoice.finalized')).to.equal(1);
    });

    it('warns of what Stripe may refuse', async () => {
      const { button } = await scene({ draft: { lines: [] } });
      expect(textOf(await opened(button))).to.contain('There are no items on this invoice.');
    });
  });

  describe('focus and keys', () => {
    it('begins on Cancel, goes round inside, and comes back to the button', async () => {
      const { button, count } = await scene();
      await part(button, 'button');
      button.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => dialogOf(button)?.open);
      expect(textOf(focused() as Element)).to.equal('Cancel');
      await sendKeys({ press: 'Tab' });
      expect(textOf(focused() as Element)).to.equal('Finalize');
      await sendKeys({ press: 'Escape' });
      await closed(button);
      await until(() => textOf(focused() as Element) === 'Finalize invoice');
      expect(count('invoice.finalized')).to.equal(0);
    });

    it('finalizes with Enter on Finalize, and moves on to what came of it', async () => {
      const { button, count } = await scene();
      await opened(button);
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Enter' });
      await shows(button, /Invoice \S+-0001 is open/);
      await until(() => focused()?.classList.contains('done'));
      expect(count('invoice.finalized')).to.equal(1);
    });

    it('does nothing at a click beside the dialog', async () => {
      const { button } = await scene();
      const dialog = await opened(button);
      dialog.click();
      await button.updateComplete;
      expect(dialog.open).to.equal(true);
    });

    it('stays open while it runs, however often Escape is pressed', async () => {
      const { opened: answered, open } = gate();
      const { button, count } = await scene({
        between: async (request, next) => {
          if (isCall(request, 'POST', '/finalize')) await answered;
          return next(request);
        },
      });
      await opened(button);
      (await part(button, 'confirm')).click();
      await shows(button, 'Finalizing…');
      expect((await part(button, 'confirm')).getAttribute('aria-busy')).to.equal('true');
      await sendKeys({ press: 'Escape' });
      await sendKeys({ press: 'Escape' });
      button.hide();
      expect(dialogOf(button)?.open).to.equal(true);
      open();
      await shows(button, 'is open');
      expect(count('invoice.finalized')).to.equal(1);
    });
  });

  describe('once', () => {
    it('makes one request of two quick clicks, with what was shown and one key', async () => {
      const requests: { key: string | null; body: Record<string, unknown> }[] = [];
      const { button, count, events } = await scene({
        between: async (request, next) => {
          if (isCall(request, 'POST', '/finalize')) {
            const body = (await request.clone().json()) as Record<string, unknown>;
            requests.push({ key: request.headers.get('idempotency-key'), body });
          }
          return next(request);
        },
        set: { autoAdvance: true },
      });
      await opened(button);
      const confirm = await part(button, 'confirm');
      confirm.click();
      confirm.click();
      await shows(button, 'is open');
      expect(requests).to.have.length(1);
      expect(requests[0]?.key).to.match(/\S{8,}/);
      expect(requests[0]?.body).to.deep.include({ auto_advance: true });
      expect(requests[0]?.body['expected']).to.deep.include({ total: 363650, lines_complete: true });
      expect(count('invoice.finalized')).to.equal(1);
      expect(types(events)).to.deep.equal(['invoice-finalize', 'invoice-finalized']);
      expect(events[0]?.detail).to.deep.include({ autoAdvance: true });
      expect(events[1]?.detail).to.deep.include({ alreadyFinalized: false });
    });

    it('leaves the draft’s own setting alone where auto-advance is unset', async () => {
      let body: Record<string, unknown> = {};
      const { button } = await scene({
        between: async (request, next) => {
          if (isCall(request, 'POST', '/finalize')) body = (await request.clone().json()) as typeof body;
          return next(request);
        },
      });
      await opened(button);
      (await part(button, 'confirm')).click();
      await shows(button, 'is open');
      expect(body).to.have.property('expected');
      expect(body).to.not.have.property('auto_advance');
    });

    it('finds out after a lost answer that it was done, and does it once', async () => {
      const { button, count, events, world } = await scene();
      await opened(button);
      world.stub.faults.next({ match: 'POST /v1/invoices/*/finalize', kind: 'drop_after' });
      (await part(button, 'confirm')).click();
      await shows(button, 'is open');
      expect(count('invoice.finalized')).to.equal(1);
      expect(events.at(-1)?.detail).to.deep.include({ alreadyFinalized: false });
    });

    it('tries again visibly, and shows what it tries', async () => {
      const slow = { attempts: 5, baseDelay: 1500, maxDelay: 1500 };
      const { button, count, world } = await scene({ set: { retry: slow } });
      await opened(button);
      world.stub.faults.next({ match: 'POST /v1/invoices/*/finalize', kind: '429' });
      (await part(button, 'confirm')).click();
      await shows(button, /Try 2 of 5 ?, next in \d s/);
      await shows(button, 'is open');
      expect(count('invoice.finalized')).to.equal(1);
    });

    it('tells honestly that somebody else was first', async () => {
      const { button, world, id, events } = await scene({ between: deaf });
      await opened(button);
      await world.stripe.invoices.finalizeInvoice(id);
      (await part(button, 'confirm')).click();
      await shows(
        button,
        /is open.*It was already finalized \(.*2026.*\), in another tab or by someone else/,
      );
      expect(events.at(-1)?.detail).to.deep.include({ alreadyFinalized: true });
    });

    it('shows an invoice that is paid at once', async () => {
      const { button } = await scene({
        draft: { lines: [{ description: 'Gift', quantity: '1', unitAmount: '0' }] },
      });
      await opened(button);
      (await part(button, 'confirm')).click();
      await shows(button, /is paid.*Nothing was due/);
    });

    it('lets the page take over, and does nothing then', async () => {
      const { button, count } = await scene();
      button.addEventListener('invoice-finalize', (event) => event.preventDefault());
      await opened(button);
      (await part(button, 'confirm')).click();
      await closed(button);
      await shows(button, 'Finalize invoice');
      expect(count('invoice.finalized')).to.equal(0);
    });
  });
});
