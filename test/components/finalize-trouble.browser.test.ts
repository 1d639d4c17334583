import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { FinalizeButton } from '../../src/components/finalize-button/finalize-button.js';
import { scenarios } from '../../server-stub/scenarios.js';
import type { World } from '../../server-stub/world.js';
import { closed, dialogOf, opened, scene, types } from './finalize-scene.js';
import { adapterFor, deaf, focused, isCall, part, refusal, shows, textOf, worldHere } from './harness.js';
import { until } from './until.js';

describe('finalize-button, when things go another way', () => {
  describe('a draft that changes behind the dialog', () => {
    const addItem = (world: World, id: string): Promise<unknown> =>
      world.stripe.invoices.addLines(id, { lines: [{ amount: 5000, description: 'Travel' }] });

    it('is shown as a difference while the dialog is open, and asked about again', async () => {
      const { button, world, id, count } = await scene();
      await opened(button);
      await world.listening;
      await addItem(world, id);
      await shows(button, 'The draft has changed');
      expect(dialogOf(button)?.querySelector('[part=confirm]')).to.equal(null);
      const text = textOf(dialogOf(button) as Element);
      expect(text).to.match(/Total €3,636\.50 €3,686\.50/);
      expect(text).to.match(/Item 4 none Travel €50\.00/);
      expect(text).to.contain('3 items');
      await until(() => textOf(focused() as Element) === 'Cancel');
      await expect(button).to.be.accessible();

      (await part(button, 'review')).click();
      await shows(button, '4 items');
      expect(textOf(dialogOf(button) as Element)).to.contain('€3,686.50');
      expect(count('invoice.finalized')).to.equal(0);
      (await part(button, 'confirm')).click();
      await shows(button, 'is open');
      expect(count('invoice.finalized')).to.equal(1);
    });

    it('is refused by the backend where the page has not heard of it', async () => {
      const { button, world, id, count, events } = await scene({ between: deaf });
      await opened(button);
      await addItem(world, id);
      (await part(button, 'confirm')).click();
      await shows(button, 'The draft has changed');
      expect(count('invoice.finalized')).to.equal(0);
      expect(types(events)).to.deep.equal(['invoice-finalize', 'invoice-error']);
      (await part(button, 'review')).click();
      await shows(button, '4 items');
      (await part(button, 'confirm')).click();
      await shows(button, 'is open');
      expect(count('invoice.finalized')).to.equal(1);
    });

    it('says so where it was finalized or deleted meanwhile', async () => {
      const finalized = await scene();
      await opened(finalized.button);
      await finalized.world.listening;
      await finalized.world.stripe.invoices.finalizeInvoice(finalized.id);
      await shows(finalized.button, 'finalized meanwhile');
      expect(textOf(await part(finalized.button, 'cancel'))).to.equal('Show the invoice');
      (await part(finalized.button, 'cancel')).click();
      await shows(finalized.button, 'is open');

      const deleted = await scene();
      await opened(deleted.button);
      await deleted.world.listening;
      await deleted.world.stripe.invoices.del(deleted.id);
      await shows(deleted.button, 'The draft has been deleted meanwhile.');
      (await part(deleted.button, 'cancel')).click();
      await shows(deleted.button, 'Not found.');
    });
  });

  describe('when it fails', () => {
    it('says why, which field and what mends it, and tries again with a new key', async () => {
      const keys: (string | null)[] = [];
      const { button, count, events, world, id } = await scene({
        draft: { customer: 'nimbus' },
        prepareWorld: (world, id) => world.stripe.invoices.update(id, { automatic_tax: { enabled: true } }),
        between: (request, next) => {
          if (isCall(request, 'POST', '/finalize')) keys.push(request.headers.get('idempotency-key'));
          return next(request);
        },
      });
      await opened(button);
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await shows(button, 'Not finalized');
      const text = textOf(dialogOf(button) as Element);
      expect(text).to.contain('not enough to work out the tax');
      expect(text).to.contain('Field: Address');
      expect(text).to.contain('Complete the customer’s address.');
      expect(textOf(focused() as Element)).to.equal('Try again');
      expect(types(events)).to.deep.equal(['invoice-finalize', 'invoice-error']);
      await expect(button).to.be.accessible();

      await world.stripe.invoices.update(id, { automatic_tax: { enabled: false } });
      (await part(button, 'confirm')).click();
      await shows(button, 'is open');
      expect(new Set(keys).size).to.equal(2);
      expect(count('invoice.finalized')).to.equal(1);
    });

    it('keeps the key where nobody knows whether it was done, and says that', async () => {
      const keys: (string | null)[] = [];
      let dead = true;
      const { button, count, events } = await scene({
        set: { retry: { attempts: 2, baseDelay: 1, maxDelay: 1 } },
        between: async (request, next) => {
          const writes = isCall(request, 'POST', '/finalize');
          if (writes) keys.push(request.headers.get('idempotency-key'));
          const answer = await next(request);
          if (dead && writes) throw new TypeError('lost');
          if (dead && keys.length && !isCall(request, 'GET', '/events')) throw new TypeError('lost');
          return answer;
        },
      });
      await opened(button);
      (await part(button, 'confirm')).click();
      await shows(button, 'Not known yet whether it was finalized');
      dead = false;
      (await part(button, 'confirm')).click();
      await shows(button, 'is open');
      expect(new Set(keys).size).to.equal(1);
      expect(count('invoice.finalized')).to.equal(1);
      expect(events.at(-1)?.detail).to.deep.include({ alreadyFinalized: false });
    });

    it('is told of a refusal to those who may not', async () => {
      const { button } = await scene({
        between: async (request, next) =>
          isCall(request, 'POST', '/finalize') ? refusal(403, 'forbidden') : next(request),
      });
      await opened(button);
      (await part(button, 'confirm')).click();
      await shows(button, 'You are not allowed to do this.');
      expect(dialogOf(button)?.querySelector('[part=confirm]')).to.equal(null);
      await until(() => textOf(focused() as Element) === 'Close');
    });

    it('offers no button that can only fail', async () => {
      const { button } = await scene({
        adapter: (world) => adapterFor(world, undefined, { headers: { 'x-demo-user': 'alpha-viewer' } }),
      });
      await shows(button, 'You may see this draft, but not finalize it.');
      expect(button.shadowRoot?.querySelector('button')).to.equal(null);
    });

    it('says below the button that the draft could not be read, and tries again', async () => {
      let dead = false;
      const { button } = await scene({
        between: (request, next) => (dead ? Promise.reject(new TypeError('gone')) : next(request)),
      });
      await shows(button, 'Finalize invoice');
      dead = true;
      (await part(button, 'button')).click();
      await shows(button, 'The server cannot be reached.');
      dead = false;
      (await part(button, 'retry')).click();
      await until(() => dialogOf(button)?.open);
    });
  });

  describe('afterwards', () => {
    it('sends where Stripe does not by itself, once, and says that test mode sends nothing', async () => {
      const { button, count, events } = await scene();
      await opened(button);
      (await part(button, 'confirm')).click();
      const send = await part(button, 'send');
      expect(textOf(send)).to.equal('Send');
      send.click();
      send.click();
      await shows(button, 'Counted as sent. Test mode: no email has left Stripe.');
      expect(count('invoice.sent')).to.equal(1);
      expect(types(events).slice(2)).to.deep.equal(['invoice-send', 'invoice-sent']);
      await expect(button).to.be.accessible();
    });

    it('lets the page send in its own way', async () => {
      const { button, count } = await scene();
      button.addEventListener('invoice-send', (event) => event.preventDefault());
      await opened(button);
      (await part(button, 'confirm')).click();
      (await part(button, 'send')).click();
      await button.updateComplete;
      expect(count('invoice.sent')).to.equal(0);
    });

    it('names the way out, and shows the link', async () => {
      const { button } = await scene();
      await opened(button);
      (await part(button, 'confirm')).click();
      await shows(button, /voided, or revised/);
      await shows(button, /View invoice.*Copy link.*PDF/);
    });

    it('shows the same of an invoice that was finalized long ago', async () => {
      const world = await worldHere();
      const { id } = await scenarios.paid(world);
      const button = await fixture<FinalizeButton>(
        html`<finalize-button .adapter=${adapterFor(world)} invoice-id=${id}></finalize-button>`,
      );
      await shows(button, /Invoice \S+-0001 is paid.*View invoice/);
      expect(button.shadowRoot?.querySelector('[part=button]')).to.equal(null);
      expect(textOf(button)).to.not.contain('voided');
    });
  });

  describe('in a page', () => {
    it('waits for what the page has to prepare, and stays closed where that fails', async () => {
      let ready = false;
      const { button } = await scene({ set: { prepare: () => Promise.resolve(ready) } });
      (await part(button, 'button')).click();
      await until(() => button.shadowRoot?.querySelector('[part=button][aria-busy=false]'));
      expect(dialogOf(button)).to.equal(null);
      ready = true;
      await opened(button);
    });

    it('prepares a draft that is only made then', async () => {
      const world = await worldHere();
      const button = await fixture<FinalizeButton>(
        html`<finalize-button .adapter=${adapterFor(world)}></finalize-button>`,
      );
      await shows(button, 'There is no invoice to finalize yet.');
      button.prepare = async () => {
        button.invoiceId = (await scenarios.draft(world)).id;
        return true;
      };
      await button.updateComplete;
      await opened(button);
      await shows(button, 'Acme GmbH');
    });

    it('speaks German where the page does, and changes with it', async () => {
      const world = await worldHere();
      const { id } = await scenarios.draft(world);
      const page = await fixture<HTMLElement>(html`
        <div lang="de">
          <finalize-button .adapter=${adapterFor(world)} invoice-id=${id}></finalize-button>
        </div>
      `);
      const button = page.querySelector('finalize-button') as FinalizeButton;
      await shows(button, 'Rechnung finalisieren');
      const dialog = await opened(button);
      expect(textOf(dialog)).to.match(/3 Positionen.*3\.636,50\s€.*Fällig am 4\. Dezember 2026/);
      page.lang = 'en';
      await shows(button, 'Finalize this invoice?');
    });

    it('answers to click() and show(), and may be defined twice', async () => {
      const { button } = await scene();
      await part(button, 'button');
      button.click();
      await until(() => dialogOf(button)?.open);
      button.hide();
      await closed(button);
      await button.show();
      await until(() => dialogOf(button)?.open);
      expect(() => FinalizeButton.define()).to.not.throw();
    });

    it('needs an adapter, and says so', async () => {
      const world = await worldHere();
      const invoice = await scenarios.draft(world);
      const button = await fixture<FinalizeButton>(
        html`<finalize-button .invoice=${invoice}></finalize-button>`,
      );
      (await part(button, 'button')).click();
      await shows(button, 'Not connected to a backend.');
    });
  });

  const faces: [number, string, boolean][] = [
    [401, 'You are signed out.', true],
    [403, 'You are not allowed to do this.', false],
    [404, 'Not found.', false],
  ];
  for (const [status, words, retry] of faces) {
    it(`has a face for ${status}`, async () => {
      const world = await worldHere();
      const adapter = adapterFor(world, async () => refusal(status, 'refused'));
      const button = await fixture<FinalizeButton>(
        html`<finalize-button .adapter=${adapter} invoice-id="in_1"></finalize-button>`,
      );
      await shows(button, words);
      expect(button.shadowRoot?.querySelector('[part=retry]') !== null).to.equal(retry);
      await expect(button).to.be.accessible();
    });
  }
});
