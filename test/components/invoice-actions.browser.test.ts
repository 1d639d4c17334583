import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/components/invoice-actions/invoice-actions.define.js';
import '../../src/components/invoice-status-badge/invoice-status-badge.define.js';
import type { InvoiceActions } from '../../src/components/invoice-actions/invoice-actions.js';
import { scenarios, type ScenarioOptions } from '../../server-stub/scenarios.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import type { World } from '../../server-stub/world.js';
import { ALLOWED, LEADS_TO, type Deed } from '../actions-table.js';
import { closed, dialogOf, types } from './finalize-scene.js';
import {
  adapterFor,
  eventsOf,
  focused,
  gate,
  isCall,
  part,
  shows,
  textOf,
  worldHere,
  type WorldHere,
} from './harness.js';

type Between = Parameters<typeof adapterFor>[1];
type Name = Parameters<InvoiceActions['open']>[0];

interface Scene {
  world: WorldHere;
  id: string;
  element: InvoiceActions;
  count: (type: string) => number;
  events: CustomEvent[];
}

const EVENTS = [
  'send', 'sent', 'pay', 'paid', 'payment-pending', 'void', 'voided', 'mark-uncollectible', 'marked-uncollectible', 'delete',
  'deleted', 'schedule', 'scheduled', 'duplicate', 'duplicated', 'revise', 'revised', 'error',
].map((name) => `invoice-${name}`); // prettier-ignore

async function scene(
  state: InvoiceState,
  options: {
    scenario?: ScenarioOptions;
    between?: Between;
    then?: (world: World, id: string) => Promise<unknown>;
    set?: Partial<InvoiceActions>;
    person?: 'alpha-viewer';
  } = {},
): Promise<Scene> {
  const world = await worldHere({ ...(options.person && { person: options.person }) });
  const { id } = await scenarios[state](world, options.scenario);
  await options.then?.(world, id);
  const count = eventsOf(world);
  const events: CustomEvent[] = [];
  const adapter = adapterFor(world, options.between);
  const element = await fixture<InvoiceActions>(html`
    <invoice-actions .adapter=${adapter} invoice-id=${id}></invoice-actions>
  `);
  Object.assign(element, options.set);
  for (const type of EVENTS) element.addEventListener(type, (event) => events.push(event as CustomEvent));
  await ready(element);
  return { world, id, element, count, events };
}

/** The invoice and the dialogs are there. */
async function ready(element: InvoiceActions): Promise<void> {
  await waitUntil(() => !element.shadowRoot?.querySelector('.skeleton'), 'it is loaded', { interval: 5 });
  await element.updateComplete;
}

async function opened(element: InvoiceActions, action: Name): Promise<HTMLDialogElement> {
  await element.open(action);
  await waitUntil(() => dialogOf(element)?.open, 'the dialog is open', { interval: 5 });
  const dialog = dialogOf(element) as HTMLDialogElement;
  await Promise.all(dialog.getAnimations().map((animation) => animation.finished));
  return dialog;
}

async function confirmed(element: InvoiceActions, action: Name): Promise<void> {
  await opened(element, action);
  await waitUntil(() => element.shadowRoot?.querySelector('[part=confirm][aria-disabled=false]'));
  (await part(element, 'confirm')).click();
}

/** What is offered: the button in front, then the menu. */
async function offered(element: InvoiceActions): Promise<string[]> {
  const root = element.shadowRoot as ShadowRoot;
  const first = root.querySelector<HTMLElement>('[data-action]')?.dataset['action'];
  const finalize = root.querySelector('finalize-button') ? 'finalize' : undefined;
  root.querySelector<HTMLElement>('[part=more]')?.click();
  await element.updateComplete;
  const rest = [...root.querySelectorAll<HTMLElement>('[role=menuitem]')].map((item) => item.dataset['item']);
  return [first, finalize, ...rest].filter((name) => name !== undefined);
}

const withCard =
  (token: string) =>
  async ({ stripe }: World, id: string): Promise<void> => {
    const { customer } = await stripe.invoices.retrieve(id);
    const method = await stripe.paymentMethods.attach(token, { customer: String(customer) });
    await stripe.customers.update(String(customer), {
      invoice_settings: { default_payment_method: method.id },
    });
  };

describe('invoice-actions', () => {
  describe('what is offered', () => {
    const own = ['finalize', 'credit', 'collect', 'stop_collecting'];
    for (const [state, allowed] of Object.entries(ALLOWED)) {
      it(`is exactly what may be done with a ${state} invoice`, async () => {
        const { element } = await scene(state as InvoiceState);
        await waitUntil(async () => {
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
        await waitUntil(() => element.shadowRoot?.querySelector('[part=confirm][aria-disabled=false]'));
        const confirm = await part(element, 'confirm');
        confirm.click();
        confirm.click();
        await waitUntil(() => focused()?.classList.contains('outcome'), 'the outcome has the focus');
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

  describe('charging', () => {
    it('shows what the customer has, the default first, and says what will be charged', async () => {
      const { element } = await scene('open', {
        async then(world, id) {
          await withCard('pm_card_mastercard')(world, id);
          await withCard('pm_card_visa')(world, id);
        },
      });
      const dialog = await opened(element, 'pay');
      await shows(element, 'Visa •••• 4242 is charged €3,636.50 now.');
      const rows = [...dialog.querySelectorAll('.method')].map((row) => textOf(row));
      expect(rows[0]).to.match(/^Visa •••• 4242 expires 12\/30 · Default$/);
      expect(rows).to.have.length(3);
      expect(textOf(dialog)).to.contain('Test mode: no money moves.');
    });

    it('charges the one that is chosen, with the customer there to confirm', async () => {
      const bodies: unknown[] = [];
      const { element, world, id } = await scene('open', {
        async then(world, id) {
          await withCard('pm_card_mastercard')(world, id);
          await withCard('pm_card_visa')(world, id);
        },
        between: async (request, next) => {
          if (isCall(request, 'POST', '/pay')) bodies.push(await request.clone().json());
          return next(request);
        },
      });
      const dialog = await opened(element, 'pay');
      await shows(element, 'Mastercard •••• 4444');
      dialog.querySelectorAll<HTMLInputElement>('.method input')[1]?.click();
      dialog.querySelector<HTMLInputElement>('.check input')?.click();
      await shows(element, 'Mastercard •••• 4444 is charged');
      (await part(element, 'confirm')).click();
      await shows(element, 'Paid: €3,636.50.');
      const { data } = await world.stripe.customers.listPaymentMethods(
        String((await world.stripe.invoices.retrieve(id)).customer),
      );
      const mastercard = data.find(({ card }) => card?.brand === 'mastercard');
      expect(bodies).to.deep.equal([{ payment_method: mastercard?.id, off_session: false }]);
    });

    it('takes another one by its id, and says what is wrong with it', async () => {
      const { element } = await scene('open');
      const dialog = await opened(element, 'pay');
      await shows(element, 'nothing saved that could be charged');
      (await part(element, 'confirm')).click();
      await shows(element, 'Enter the id of the payment method');
      const field = dialog.querySelector<HTMLInputElement>('#other') as HTMLInputElement;
      field.focus();
      await sendKeys({ type: 'visa' });
      await shows(element, 'begin with pm_');
      expect(field.getAttribute('aria-invalid')).to.equal('true');
      field.select();
      await sendKeys({ type: 'pm_card_visa' });
      (await part(element, 'confirm')).click();
      await shows(element, 'Paid: €3,636.50.');
    });

    it('explains a decline, stays open, and charges once with another try', async () => {
      const { element, count, events, world, id } = await scene('open', {
        then: withCard('pm_card_chargeDeclinedInsufficientFunds'),
      });
      await confirmed(element, 'pay');
      await shows(
        element,
        'There is not enough money in the account. Field: Payment method. Use another payment method.',
      );
      expect(types(events)).to.deep.equal(['invoice-pay', 'invoice-error']);
      await withCard('pm_card_visa')(world, id);
      (await part(element, 'cancel')).click();
      await closed(element);
      await confirmed(element, 'pay');
      await shows(element, 'Paid: €3,636.50.');
      expect(count('charge.succeeded')).to.equal(1);
    });

    it('says that a debit is on its way, and offers no second one', async () => {
      const { element, events } = await scene('open', {
        scenario: { customer: 'globex' },
        then: withCard('pm_usBankAccount_processing'),
      });
      await confirmed(element, 'pay');
      await shows(element, 'The payment is on its way.');
      expect(types(events)).to.deep.equal(['invoice-pay', 'invoice-payment-pending']);
      await waitUntil(async () => {
        const names = await offered(element);
        element.shadowRoot?.querySelector<HTMLElement>('[part=more]')?.click();
        return !names.includes('pay') && !names.includes('void');
      }, 'paying and voiding are offered no more');
    });

    it('lets Stripe choose where the backend does not tell what there is', async () => {
      const { element } = await scene('open', {
        then: withCard('pm_card_visa'),
        between: (request, next) =>
          request.url.includes('/payment_methods')
            ? Promise.resolve(
                new Response(
                  '{"type":"x","title":"x","status":404,"detail":"x","code":"route_unknown","retryable":false}',
                  {
                    status: 404,
                    headers: { 'content-type': 'application/problem+json' },
                  },
                ),
              )
            : next(request),
      });
      await opened(element, 'pay');
      await shows(element, 'Stripe charges what the customer has saved as default.');
      (await part(element, 'confirm')).click();
      await shows(element, 'Paid: €3,636.50.');
    });
  });

  describe('when things go wrong', () => {
    it('stays open while it runs, and says which try it is', async () => {
      const { opened: answered, open } = gate();
      let calls = 0;
      const { element, count } = await scene('open', {
        between: async (request, next) => {
          if (!isCall(request, 'POST', '/void')) return next(request);
          if (++calls === 1) throw new TypeError('offline');
          await answered;
          return next(request);
        },
      });
      await confirmed(element, 'void');
      await shows(element, 'Try 2 of 5');
      await sendKeys({ press: 'Escape' });
      element.hide();
      expect(dialogOf(element)?.open).to.equal(true);
      open();
      await shows(element, 'The invoice is void.');
      expect(count('invoice.voided')).to.equal(1);
    });

    it('does it once though the answer was lost', async () => {
      let lost = false;
      const { element, count } = await scene('open', {
        between: async (request, next) => {
          const answer = await next(request);
          if (!isCall(request, 'POST', '/pay') || lost) return answer;
          lost = true;
          throw new TypeError('lost');
        },
        then: withCard('pm_card_visa'),
      });
      await confirmed(element, 'pay');
      await shows(element, 'Paid: €3,636.50.');
      expect(count('charge.succeeded')).to.equal(1);
    });

    it('tells what changed meanwhile, and goes on only with the invoice as it is', async () => {
      const { element, world, id } = await scene('open');
      await opened(element, 'mark_paid');
      await world.listening;
      await world.stripe.creditNotes.create({ invoice: id, amount: 63650 });
      await shows(element, 'It is “Open” now, with €3,000.00 to pay.');
      expect(textOf(dialogOf(element) as Element)).to.contain('€3,636.50');
      expect(element.shadowRoot?.querySelector('[part=confirm]')).to.equal(null);
      (await part(element, 'review')).click();
      await shows(element, 'For when €3,000.00 came in outside Stripe');
      (await part(element, 'confirm')).click();
      await shows(element, 'Marked as paid outside Stripe.');
    });

    it('says that it is too late', async () => {
      const { element, world, id } = await scene('open');
      await opened(element, 'void');
      await world.listening;
      await world.stripe.invoices.pay(id, { paid_out_of_band: true });
      await shows(element, 'It is “Paid” now, with €0.00 to pay. So this can no longer be done.');
      expect(element.shadowRoot?.querySelector('[part=confirm]')).to.equal(null);
      await sendKeys({ press: 'Escape' });
      await closed(element);
    });

    it('two tabs: what the other one did is told as done, not twice', async () => {
      const { element, world, id, count } = await scene('open', {
        between: (request, next) =>
          new URL(request.url).pathname.endsWith('/events')
            ? Promise.resolve(new Response(null, { status: 404 }))
            : next(request),
      });
      await opened(element, 'void');
      await waitUntil(() => element.shadowRoot?.querySelector('[part=confirm]'));
      await world.stripe.invoices.voidInvoice(id);
      (await part(element, 'confirm')).click();
      await shows(element, 'The invoice is void. It was so already; nothing was done twice.');
      expect(count('invoice.voided')).to.equal(1);
    });

    it('shows with other elements what it has done', async () => {
      const { element, id } = await scene('open');
      const badge = await fixture(html`
        <invoice-status-badge .adapter=${element.adapter} invoice-id=${id}></invoice-status-badge>
      `);
      await shows(badge, 'Open');
      await confirmed(element, 'mark_uncollectible');
      await shows(badge, 'Uncollectible');
    });
  });

  describe('by keyboard', () => {
    it('opens the menu, finds by letter, goes round, and comes back', async () => {
      const { element } = await scene('open');
      const more = await part(element, 'more');
      more.focus();
      await sendKeys({ press: 'ArrowDown' });
      const item = (): string => (focused() as HTMLElement).dataset['item'] ?? '';
      await waitUntil(() => item() === 'pay');
      await sendKeys({ press: 'ArrowUp' });
      await waitUntil(() => item() === 'void');
      await sendKeys({ press: 'Home' });
      await sendKeys({ press: 'd' });
      await waitUntil(() => item() === 'duplicate');
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => focused() === more);
      expect(more.getAttribute('aria-expanded')).to.equal('false');
    });

    it('voids from the menu, and gives the focus back where it was cancelled', async () => {
      const { element, count } = await scene('open');
      const more = await part(element, 'more');
      more.focus();
      await sendKeys({ press: 'ArrowUp' });
      await waitUntil(() => (focused() as HTMLElement).dataset['item'] === 'void');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => textOf(focused() as Element) === 'Cancel');
      await sendKeys({ press: 'Escape' });
      await closed(element);
      await waitUntil(() => focused() === more);
      await sendKeys({ press: 'ArrowUp' });
      await waitUntil(() => (focused() as HTMLElement).dataset['item'] === 'void');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => textOf(focused() as Element) === 'Cancel');
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await shows(element, 'The invoice is void.');
      expect(count('invoice.voided')).to.equal(1);
    });

    it('closes the menu at a click elsewhere', async () => {
      const { element } = await scene('open');
      (await part(element, 'more')).click();
      await part(element, 'more');
      await waitUntil(() => element.shadowRoot?.querySelector('[role=menu]'));
      document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      await waitUntil(() => !element.shadowRoot?.querySelector('[role=menu]'));
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
