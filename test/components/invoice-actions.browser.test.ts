import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { InvoiceState } from '../../src/invoice/state.js';
import { ALLOWED, LEADS_TO, type Deed } from '../actions-table.js';
import { confirmed, offered, opened, scene, withCard } from './actions-scene.js';
import { closed, types } from './finalize-scene.js';
import { focused, part, shows, textOf } from './harness.js';
import { until } from './until.js';

describe('invoice-actions', () => {
  describe('what is offered', () => {
    const own = ['finalize', 'credit', 'collect', 'stop_collecting'];
    for (const [state, allowed] of Object.entries(ALLOWED)) {
      it(`is exactly what may be done with a ${state} invoice`, async () => {
        const { element } = await scene(state as InvoiceState);
        await until(async () => {
          const names = (await offered(element)).filter((name) => !own.includes(name));
          element.shadowRoot?.querySelector<HTMLElement>('[part=more]')?.click();
          return names.sort().join() === [...allowed].sort().join();
        }, `${allowed.join()} of ${state}`);
      });
    }

    it('begins with sending where the invoice is sent, and with the charge where it is charged', async () => {
      expect((await offered((await scene('open')).element))[0]).to.equal('send');
      const charged = await scene('open', { scenario: { collection_method: 'charge_automatically' } });
      expect((await offered(charged.element))[0]).to.equal('pay');
      expect((await offered((await scene('draft')).element))[0]).to.equal('finalize');
    });

    it('is nothing to somebody who may only look', async () => {
      const { element } = await scene('open', { person: 'alpha-viewer' });
      await shows(element, 'You may look at this invoice, but not act on it.');
      expect(await offered(element)).to.deep.equal([]);
    });

    it('is nothing for a status that Stripe may have tomorrow', async () => {
      await shows((await scene('unknown')).element, 'There is nothing to do');
    });

    it('leaves out what the page has elsewhere', async () => {
      const { element } = await scene('draft', { set: { without: 'finalize schedule' } });
      await element.updateComplete;
      expect(await offered(element)).to.deep.equal(['duplicate', 'delete']);
    });

    it('never puts in front what can’t be undone', async () => {
      const { element } = await scene('draft', { set: { without: 'finalize schedule duplicate' } });
      await element.updateComplete;
      expect(element.shadowRoot?.querySelector('.primary')).to.equal(null);
      expect(await offered(element)).to.deep.equal(['delete']);
    });
  });

  describe('each action', () => {
    const state: Partial<Record<Deed, InvoiceState>> = { delete: 'draft', duplicate: 'paid' };
    const facts: Record<Exclude<Deed, 'schedule'>, string[]> = {
      send: ['invoice-send', 'invoice-sent'],
      pay: ['invoice-pay', 'invoice-paid'],
      mark_paid: ['invoice-pay', 'invoice-paid'],
      void: ['invoice-void', 'invoice-voided'],
      mark_uncollectible: ['invoice-mark-uncollectible', 'invoice-marked-uncollectible'],
      delete: ['invoice-delete', 'invoice-deleted'],
      duplicate: ['invoice-duplicate', 'invoice-duplicated'],
      revise: ['invoice-revise', 'invoice-revised'],
    };
    for (const [deed, fired] of Object.entries(facts) as [Exclude<Deed, 'schedule'>, string[]][]) {
      it(`${deed}: asks the person, then the page, does it once and tells before and after`, async () => {
        const { element, events, id } = await scene(state[deed] ?? 'open', {
          then: withCard('pm_card_visa'),
        });
        const dialog = await opened(element, deed);
        expect(focused()?.classList.contains('cancel'), 'focus on the harmless choice').to.equal(true);
        expect(dialog.querySelectorAll('.facts li').length).to.be.greaterThan(0);
        await expect(element).to.be.accessible();
        await until(() => element.shadowRoot?.querySelector('[part=confirm][aria-disabled=false]'));
        const confirm = await part(element, 'confirm');
        confirm.click();
        confirm.click();
        await until(() => focused()?.classList.contains('outcome'), 'the outcome has the focus');
        expect(types(events)).to.deep.equal(fired);
        const { detail } = events[1] as CustomEvent<{
          invoice: { id: string; status: string; deleted: boolean };
          previous?: { id: string };
          draft?: { status: string };
        }>;
        expect(detail.invoice.id).to.equal(id);
        if (detail.draft) expect(detail.draft.status).to.equal('draft');
        else {
          expect(detail.previous?.id).to.equal(id);
          expect(detail.invoice.deleted ? 'deleted' : detail.invoice.status).to.equal(LEADS_TO[deed]);
        }
      });

      it(`${deed}: the page can stop it`, async () => {
        const { element, events, world, id } = await scene(state[deed] ?? 'open', {
          then: withCard('pm_card_visa'),
        });
        const before = await world.stripe.invoices.retrieve(id);
        const drafts = async (): Promise<number> =>
          (await world.stripe.invoices.list({ status: 'draft' })).data.length;
        const known = await drafts();
        element.addEventListener(fired[0] as string, (event) => event.preventDefault());
        await confirmed(element, deed);
        await closed(element);
        expect(types(events)).to.deep.equal([fired[0]]);
        expect((await world.stripe.invoices.retrieve(id)).status).to.equal(before.status);
        expect(await drafts()).to.equal(known);
      });
    }
  });

  describe('by keyboard', () => {
    it('opens the menu, finds by letter, goes round, and comes back', async () => {
      const { element } = await scene('open');
      const more = await part(element, 'more');
      more.focus();
      await sendKeys({ press: 'ArrowDown' });
      const item = (): string => (focused() as HTMLElement).dataset['item'] ?? '';
      await until(() => item() === 'pay');
      await sendKeys({ press: 'ArrowUp' });
      await until(() => item() === 'void');
      await sendKeys({ press: 'Home' });
      await sendKeys({ press: 'd' });
      await until(() => item() === 'duplicate');
      await sendKeys({ press: 'Escape' });
      await until(() => focused() === more);
      expect(more.getAttribute('aria-expanded')).to.equal('false');
    });

    it('voids from the menu, and gives the focus back where it was cancelled', async () => {
      const { element, count } = await scene('open');
      const more = await part(element, 'more');
      more.focus();
      await sendKeys({ press: 'ArrowUp' });
      await until(() => (focused() as HTMLElement).dataset['item'] === 'void');
      await sendKeys({ press: 'Enter' });
      await until(() => textOf(focused() as Element) === 'Cancel');
      await sendKeys({ press: 'Escape' });
      await closed(element);
      await until(() => focused() === more);
      await sendKeys({ press: 'ArrowUp' });
      await until(() => (focused() as HTMLElement).dataset['item'] === 'void');
      await sendKeys({ press: 'Enter' });
      await until(() => textOf(focused() as Element) === 'Cancel');
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await shows(element, 'The invoice is void.');
      expect(count('invoice.voided')).to.equal(1);
    });

    it('closes the menu at a click elsewhere', async () => {
      const { element } = await scene('open');
      (await part(element, 'more')).click();
      await part(element, 'more');
      await until(() => element.shadowRoot?.querySelector('[role=menu]'));
      document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      await until(() => !element.shadowRoot?.querySelector('[role=menu]'));
    });
  });

  it('says it in German', async () => {
    const { element } = await scene('open');
    element.lang = 'de';
    await shows(element, 'Senden');
    await opened(element, 'void');
    await shows(element, 'Diese Rechnung stornieren?');
  });
});
