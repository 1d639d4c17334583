import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { deaf, focused, gate, isCall, part, refusal, shows, textOf } from './harness.js';
import { formRoot, inForm, opened, paid, scene, typed, types } from './payment-scene.js';
import { until } from './until.js';

const CARD = '4242 4242 4242 4242';
const DECLINED = '4000 0000 0000 0002';

describe('invoice-payment', () => {
  describe('before anything is paid', () => {
    it('says what would be paid, and loads nothing of Stripe’s', async () => {
      const { element, calls } = await scene();
      delete window.Stripe;
      await shows(element, 'Pay €3,636.50');
      expect(document.querySelector('script[src*="stripe.com"]')).to.equal(null);
      expect(calls).to.deep.equal([]);
      expect(element.matches(':state(payable)')).to.equal(true);
      await expect(element).to.be.accessible();
    });

    const others: [Parameters<typeof scene>[0], string][] = [
      [{ state: 'draft' }, 'Finalize it first'],
      [{ state: 'paid' }, 'This invoice is paid.'],
      [{ state: 'void' }, 'is void. There is nothing to pay'],
      [{ state: 'unknown' }, 'This invoice is under_review.'],
    ];
    for (const [options, words] of others) {
      it(`says why there is nothing to pay: ${words}`, async () => {
        const { element } = await scene(options);
        await shows(element, words);
        expect(element.shadowRoot?.querySelector('button')).to.equal(null);
      });
    }

    it('takes an uncollectible invoice too', async () => {
      const { element, world, id } = await scene({ state: 'uncollectible' });
      await paid(element);
      await shows(element, '€3,636.50 paid. Thank you.');
      expect((await world.stripe.invoices.retrieve(id)).status).to.equal('paid');
    });

    it('pays what remains of an invoice that is partly paid', async () => {
      const { element, world, id } = await scene({ state: 'partially_paid' });
      await shows(element, 'Pay €2,727.38');
      await paid(element);
      await shows(element, '€2,727.38 paid. Thank you.');
      expect((await world.stripe.invoices.retrieve(id)).amount_remaining).to.equal(0);
    });
  });

  describe('paying', () => {
    it('pays by card, says so, and tells the page what it was and is', async () => {
      const { element, world, id, events, count } = await scene();
      await paid(element);
      await shows(element, '€3,636.50 paid. Thank you.');
      expect((await world.stripe.invoices.retrieve(id)).status).to.equal('paid');
      expect(count('charge.succeeded')).to.equal(1);
      expect(types(events)).to.deep.equal(['invoice-pay', 'invoice-paid']);
      expect(events[0]?.detail).to.deep.include({ outside: false });
      const { invoice, previous, already } = events[1]?.detail as Record<string, { status: string }>;
      expect([invoice?.status, previous?.status, already]).to.deep.equal(['paid', 'open', false]);
      expect(formRoot()).to.equal(null);
      expect(element.children).to.have.length(0);
    });

    it('moves the focus into the form, and to what came of it', async () => {
      const { element } = await scene();
      await opened(element);
      await until(inForm);
      await typed(CARD);
      (await part(element, 'confirm')).focus();
      await sendKeys({ press: 'Enter' });
      await shows(element, 'Thank you');
      await until(() => focused()?.classList.contains('message'));
      expect(element.shadowRoot?.querySelector('[role=status]')?.contains(focused())).to.equal(true);
    });

    it('leaves everything with Escape or Cancel, and gives the focus back', async () => {
      const { element, count } = await scene();
      await opened(element);
      await expect(element).to.be.accessible();
      await until(inForm);
      await sendKeys({ press: 'Escape' });
      await until(() => formRoot() === null);
      expect(textOf(focused() as Element)).to.equal('Pay €3,636.50');
      await opened(element);
      (await part(element, 'cancel')).click();
      await until(() => formRoot() === null);
      expect(count('charge.succeeded')).to.equal(0);
      expect(element.children).to.have.length(0);
    });

    it('tells what is incomplete, and asks Stripe nothing', async () => {
      const { element, calls } = await scene();
      await paid(element, '4242');
      await shows(element, 'Please complete the details above');
      expect(textOf(formRoot()?.querySelector('.fault') as Element)).to.contain('incomplete');
      expect(inForm()).to.equal(true);
      expect(calls.some((call) => call.endsWith('/confirm'))).to.equal(false);
    });

    const declines: [string, RegExp][] = [
      [DECLINED, /did not go through.*The card was declined\. Use another payment method/],
      ['4000 0000 0000 9995', /not enough money/],
      ['4000 0000 0000 0069', /The card has expired/],
      ['4000 0000 0000 0127', /security code of the card is wrong/],
      ['4000 0000 0000 0119', /Something went wrong while the card was charged/],
      ['4111 1111 1111 1111', /The number of the card is wrong/],
    ];
    for (const [number, words] of declines) {
      it(`says why ${number} is refused, and takes another card`, async () => {
        const { element, events, world, id } = await scene();
        await paid(element, number);
        await shows(element, words);
        expect(types(events)).to.deep.equal(['invoice-pay', 'invoice-error']);
        expect(JSON.stringify(events.map(({ detail }) => detail as object))).to.not.match(/_secret_/);
        await typed(CARD);
        (await part(element, 'confirm')).click();
        await shows(element, 'Thank you');
        expect((await world.stripe.invoices.retrieve(id)).status).to.equal('paid');
      });
    }

    it('lets the page stop it', async () => {
      const { element, calls } = await scene();
      element.addEventListener('invoice-pay', (event) => event.preventDefault());
      await paid(element);
      await until(() => element.shadowRoot?.querySelector('[part=confirm][aria-busy=false]'));
      expect(calls.some((call) => call.endsWith('/confirm'))).to.equal(false);
    });
  });

  describe('once', () => {
    it('makes one payment of two quick clicks', async () => {
      const { element, calls, count } = await scene();
      await opened(element);
      await typed(CARD);
      const confirm = await part(element, 'confirm');
      confirm.click();
      confirm.click();
      await shows(element, 'Thank you');
      expect(calls.filter((call) => call.endsWith('/confirm'))).to.have.length(1);
      expect(count('charge.succeeded')).to.equal(1);
    });

    it('is busy while it runs, and stays open', async () => {
      const { opened: answered, open } = gate();
      const { element } = await scene({
        toStripe: async (request, next) => {
          if (isCall(request, 'POST', '/confirm')) await answered;
          return next(request);
        },
      });
      await paid(element);
      await shows(element, 'Please leave this page open');
      expect((await part(element, 'confirm')).getAttribute('aria-busy')).to.equal('true');
      element.hide();
      await sendKeys({ press: 'Escape' });
      expect(formRoot()).to.not.equal(null);
      open();
      await shows(element, 'Thank you');
    });

    it('closes by itself when it is paid in another window', async () => {
      const { element, world, id, count } = await scene();
      await opened(element);
      await world.listening;
      await until(inForm);
      await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
      await shows(element, 'has been paid meanwhile');
      expect(formRoot()).to.equal(null);
      await until(() => focused()?.classList.contains('message'));
      expect(count('charge.succeeded')).to.equal(1);
    });

    it('looks before it pays, where it has heard of nothing', async () => {
      const { element, world, id, calls, count } = await scene({ between: deaf });
      await opened(element);
      await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
      await typed(CARD);
      (await part(element, 'confirm')).click();
      await shows(element, 'has been paid meanwhile');
      expect(calls.some((call) => call.endsWith('/confirm'))).to.equal(false);
      expect(count('charge.succeeded')).to.equal(1);
    });

    it('finds out that another window was faster by a moment', async () => {
      const { element, world, id, events, count } = await scene({
        between: deaf,
        toStripe: async (request, next) => {
          if (isCall(request, 'POST', '/confirm'))
            await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
          return next(request);
        },
      });
      await paid(element);
      await shows(element, 'has been paid meanwhile');
      expect(count('charge.succeeded')).to.equal(1);
      expect(events.at(-1)?.type).to.equal('invoice-paid');
      expect(events.at(-1)?.detail).to.deep.include({ already: true });
    });

    it('closes when the invoice is voided', async () => {
      const { element, world, id } = await scene();
      await opened(element);
      await world.listening;
      await world.stripe.invoices.voidInvoice(id);
      await shows(element, 'has been voided meanwhile');
      expect(formRoot()).to.equal(null);
    });

    it('asks anew when the amount has changed, and pays the new one only after a yes', async () => {
      const { element, world, id, calls } = await scene({ between: deaf });
      await opened(element);
      await world.stripe.creditNotes.create({ invoice: id, amount: 50_00 });
      await typed(CARD);
      (await part(element, 'confirm')).focus();
      await sendKeys({ press: 'Enter' });
      await shows(element, 'has changed from €3,636.50 to €3,586.50');
      expect(calls.some((call) => call.endsWith('/confirm'))).to.equal(false);
      expect(element.shadowRoot?.querySelector('[part=confirm]')).to.equal(null);
      await until(() => focused()?.classList.contains('message'));
      (await part(element, 'review')).click();
      await until(inForm);
      await shows(element, 'Pay €3,586.50');
      (await part(element, 'confirm')).click();
      await shows(element, '€3,586.50 paid. Thank you.');
    });
  });

  describe('when no answer comes', () => {
    it('finds out that it was paid', async () => {
      const { element, world, count } = await scene();
      await opened(element);
      await typed(CARD);
      world.stub.faults.next({ match: 'POST /v1/payment_intents/*/confirm', kind: 'drop_after' });
      (await part(element, 'confirm')).click();
      await shows(element, 'Thank you');
      expect(count('charge.succeeded')).to.equal(1);
    });

    it('finds out that it was not', async () => {
      const { element, world } = await scene();
      await opened(element);
      await typed(CARD);
      world.stub.faults.next({ match: 'POST /v1/payment_intents/*/confirm', kind: 'drop_before' });
      (await part(element, 'confirm')).click();
      await shows(element, /did not go through.*Stripe cannot be reached/);
      (await part(element, 'confirm')).click();
      await shows(element, 'Thank you');
    });

    it('says that nobody knows, and looks first before it pays again', async () => {
      const { element, world, count, calls, events } = await scene({ between: deaf });
      await opened(element);
      await typed(CARD);
      world.stub.faults.next({ match: 'POST /v1/payment_intents/*/confirm', kind: 'drop_after' });
      world.stub.faults.next({ match: 'GET /v1/payment_intents/*', kind: 'drop_before' });
      (await part(element, 'confirm')).click();
      await shows(element, /Not known yet.*looks first/);
      const confirmed = (): number => calls.filter((call) => call.endsWith('/confirm')).length;
      expect(confirmed()).to.equal(1);
      (await part(element, 'confirm')).click();
      await shows(element, 'Thank you');
      expect(events.at(-1)?.detail).to.deep.include({ already: false });
      expect(confirmed()).to.equal(1);
      expect(count('charge.succeeded')).to.equal(1);
    });

    it('does not pay where the backend cannot say that it is still to be paid', async () => {
      let down = false;
      const { element, calls, events } = await scene({
        between: (request, next) => (down ? Promise.resolve(refusal(500, 'internal_error')) : next(request)),
      });
      await opened(element);
      await typed(CARD);
      down = true;
      (await part(element, 'confirm')).click();
      await shows(element, 'The server could not answer');
      expect(calls.some((call) => call.endsWith('/confirm'))).to.equal(false);
      expect(types(events)).to.deep.equal(['invoice-error']);
      down = false;
      (await part(element, 'confirm')).click();
      await shows(element, 'Thank you');
    });

    it('says that the invoice is being updated, until the backend shows it', async () => {
      let late = false;
      const { element } = await scene({
        between: async (request, next) => {
          const answer = await next(request);
          if (!late || !/\/invoices\/in_\w+$/.test(new URL(request.url).pathname)) return answer;
          return Response.json({
            ...((await answer.json()) as object),
            status: 'open',
            amount_remaining: 363650,
          });
        },
        set: () => ({ retry: { baseDelay: 20, maxDelay: 20 } }),
      });
      await opened(element);
      await typed(CARD);
      late = true;
      (await part(element, 'confirm')).click();
      await shows(element, 'was accepted. The invoice is being updated');
      late = false;
      await shows(element, 'Thank you');
    });
  });
});
