import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/components/invoice-status-badge/invoice-status-badge.define.js';
import { confirmed, customerOf, offered, opened, scene, withCard } from './actions-scene.js';
import { closed, dialogOf, types } from './finalize-scene.js';
import { gate, isCall, part, shows, textOf } from './harness.js';
import { until } from './until.js';

describe('invoice-actions', () => {
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
      const { data } = await world.stripe.customers.listPaymentMethods(await customerOf(world.stripe, id));
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
      await until(async () => {
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
      await until(() => element.shadowRoot?.querySelector('[part=confirm]'));
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
});
