/** Paying a part, by a PaymentIntent of the page's own backend. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { InvoicePayment } from '../../src/components/invoice-payment/invoice-payment.js';
import type { World } from '../../server-stub/world.js';
import { focused, isCall, part, refusal, shows } from './harness.js';
import { answerBank, opened, scene, typed, types, type SceneOptions } from './payment-scene.js';
import { until } from './until.js';

const CARD = '4242 4242 4242 4242';

/** What an embedder's backend does. */
const makesIntents =
  (world: World, id: string, change: (amount: number) => number = (amount) => amount) =>
  async (amount: number): Promise<{ client_secret: string }> => {
    const { currency, customer } = await world.stripe.invoices.retrieve(id);
    const intent = await world.stripe.paymentIntents.create({
      amount: change(amount),
      currency,
      customer: customer as string,
    });
    return { client_secret: intent.client_secret ?? '' };
  };

const parts = (options: SceneOptions = {}) =>
  scene({ set: (world, id) => ({ partial: makesIntents(world, id) }), ...options });

/** Opens the question how much, and writes an amount. */
async function wrote(element: InvoicePayment, amount: string): Promise<void> {
  if (!element.shadowRoot?.querySelector('[part~=amount]')) (await part(element, 'button')).click();
  const field = await part<HTMLInputElement>(element, 'amount');
  field.value = amount;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  (await part(element, 'continue')).click();
}

describe('invoice-payment, in parts', () => {
  it('pays a part, says what remains, and then the rest', async () => {
    const { element, world, id, events } = await parts();
    await wrote(element, '50');
    await shows(element, 'Pay €50.00');
    await typed(CARD);
    (await part(element, 'confirm')).click();
    await shows(element, '€50.00 paid. €3,586.50 remains.');
    const invoice = await world.stripe.invoices.retrieve(id);
    expect([invoice.status, invoice.amount_paid]).to.deep.equal(['open', 5000]);
    expect(types(events)).to.deep.equal(['invoice-pay', 'invoice-payment-pending']);

    (await part(element, 'button')).click();
    await shows(element, 'All that remains, €3,586.50');
    (await part(element, 'continue')).click();
    await shows(element, 'Pay €3,586.50');
    await typed(CARD);
    (await part(element, 'confirm')).click();
    await shows(element, '€3,586.50 paid. Thank you.');
    expect((await world.stripe.invoices.retrieve(id)).status).to.equal('paid');
    expect(types(events).at(-1)).to.equal('invoice-paid');
  });

  const faults: [string, string][] = [
    ['', 'Write an amount, such as €3,636.50.'],
    ['much', 'Write an amount'],
    ['-5', 'is the least'],
    ['0.49', '€0.50 is the least that can be paid.'],
    ['3636.51', 'No more than €3,636.50 remains'],
    ['3636.40', 'Leave nothing, or at least €0.50'],
  ];
  for (const [text, words] of faults) {
    it(`refuses “${text}” before anybody is asked`, async () => {
      const { element, calls } = await parts();
      await wrote(element, text);
      await shows(element, words);
      await until(() => focused()?.getAttribute('name') === 'amount');
      expect(focused()?.getAttribute('aria-invalid')).to.equal('true');
      expect(calls).to.deep.equal([]);
      await expect(element).to.be.accessible();
    });
  }

  it('takes what can be charged of a currency without cents', async () => {
    const { element } = await parts({ invoice: { currency: 'isk', customer: 'globex' } });
    await wrote(element, '100.50');
    await shows(element, /cannot be charged exactly/);
    await wrote(element, '100');
    await shows(element, /Pay ISK\s100\.00/);
  });

  it('is done by keyboard alone', async () => {
    const { element } = await parts();
    (await part(element, 'button')).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.getAttribute('value') === 'all');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '12.34' });
    await sendKeys({ press: 'Enter' });
    await shows(element, 'Pay €12.34');
    await until(() => focused()?.getRootNode() !== document && focused()?.localName === 'input');
  });

  it('pays a part whose holder the bank asks', async () => {
    const { element } = await parts();
    await wrote(element, '10');
    await part(element, 'confirm');
    await typed('4000 0025 0000 3155');
    (await part(element, 'confirm')).click();
    await answerBank('succeed');
    await shows(element, '€10.00 paid. €3,626.50 remains.');
  });

  it('attaches a bank debit, which is on its way', async () => {
    const { element, world, id } = await parts();
    await wrote(element, '10');
    await part(element, 'confirm');
    await typed('DE89 3704 0044 0532 0130 00', 'sepa_debit');
    (await part(element, 'confirm')).click();
    await shows(element, 'Your payment of €10.00 is on its way');
    expect((await world.stripe.invoicePayments.list({ invoice: id })).data).to.have.length(2);
  });

  it('says so where a part is paid and could not be attached, and attaches it again, not paying again', async () => {
    let broken = true;
    const { element, world, id, events, count } = await parts({
      between: (request, next) =>
        broken && isCall(request, 'POST', '/attach_payment')
          ? Promise.resolve(refusal(500, 'internal_error', 'Broken.', { retryable: true }))
          : next(request),
    });
    await wrote(element, '50');
    await part(element, 'confirm');
    await typed(CARD);
    (await part(element, 'confirm')).click();
    await shows(element, /€50\.00 went through, but is not on the invoice yet.*do not have to pay again/);
    expect(events.at(-1)?.type).to.equal('invoice-error');
    broken = false;
    (await part(element, 'retry')).click();
    await shows(element, '€50.00 paid. €3,586.50 remains.');
    expect(count('charge.succeeded')).to.equal(1);
    expect((await world.stripe.invoices.retrieve(id)).amount_paid).to.equal(5000);
  });

  it('is content where the page’s own backend was faster', async () => {
    const { element, world, id, count } = await parts({
      between: async (request, next) => {
        if (isCall(request, 'POST', '/attach_payment')) {
          const { payment_intent } = (await request.clone().json()) as { payment_intent: string };
          await world.stripe.invoices.attachPayment(id, { payment_intent });
        }
        return next(request);
      },
    });
    await wrote(element, '50');
    await part(element, 'confirm');
    await typed(CARD);
    (await part(element, 'confirm')).click();
    await shows(element, '€50.00 paid. €3,586.50 remains.');
    expect(count('invoice_payment.paid')).to.equal(1);
  });

  it('refuses to charge another amount than the one on the button', async () => {
    const { element, calls } = await parts({
      set: (world, id) => ({ partial: makesIntents(world, id, (amount) => amount + 100) }),
    });
    await wrote(element, '50');
    await shows(element, /another amount than is shown here\. Nothing was charged/);
    expect(element.shadowRoot?.querySelector('[part=confirm]')).to.equal(null);
    expect(calls.some((call) => call.endsWith('/confirm'))).to.equal(false);
  });

  for (const partial of [
    () => Promise.reject(new Error('no')),
    () => Promise.resolve({} as { client_secret: string }),
  ]) {
    it('says that a part could not be prepared, and tries again', async () => {
      const { element, world, id } = await parts({ set: () => ({ partial }) });
      await wrote(element, '50');
      await shows(element, 'The payment could not be prepared');
      element.partial = makesIntents(world, id);
      (await part(element, 'retry')).click();
      await part(element, 'amount');
      await wrote(element, '50');
      await shows(element, 'Pay €50.00');
    });
  }

  it('asks how much anew where less remains by the time of the yes', async () => {
    const { element, world, id, calls } = await parts();
    await wrote(element, '3000');
    await part(element, 'confirm');
    await typed(CARD);
    await world.stripe.creditNotes.create({ invoice: id, amount: 1000_00 });
    element.shadowRoot?.querySelector<HTMLElement>('[part=confirm]')?.click();
    await shows(element, 'No more than €2,636.50 remains');
    expect(calls.some((call) => call.endsWith('/confirm'))).to.equal(false);
  });

  it('opens at once where the page takes no parts', async () => {
    const { element } = await scene();
    await opened(element);
    expect(element.shadowRoot?.querySelector('[part~=amount]')).to.equal(null);
  });
});
