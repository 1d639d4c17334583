/** Back from a bank's page: the address says which payment, Stripe.js what has become of it, the backend the truth. */
import { expect } from '@open-wc/testing';
import { readReturn, returnAddress, withoutReturn } from '../../src/components/invoice-payment/returning.js';
import type { World } from '../../server-stub/world.js';
import { part, shows } from './harness.js';
import { paid, scene, types, type SceneOptions } from './payment-scene.js';
import { until } from './until.js';

const page = location.href;
afterEach(() => history.replaceState(null, '', page));

async function secretOf(world: World, id: string): Promise<string> {
  const invoice = await world.stripe.invoices.retrieve(id, { expand: ['confirmation_secret'] });
  return invoice.confirmation_secret?.client_secret ?? '';
}

/** Comes back with a secret, marked as of an invoice or not at all. */
function comeBack(secret: string, marked: string | null, hash = ''): void {
  const url = new URL(page);
  url.searchParams.set('payment_intent', secret.split('_secret_')[0] ?? '');
  url.searchParams.set('payment_intent_client_secret', secret);
  url.searchParams.set('redirect_status', 'succeeded');
  if (marked !== null) url.searchParams.set('invoice_payment', marked);
  url.hash = hash;
  history.replaceState(null, '', url);
}

/** Tries a method at the bank, as far as it comes. */
async function tried(world: World, id: string, payment_method: string): Promise<string> {
  const secret = await secretOf(world, id);
  const intent = secret.split('_secret_')[0] ?? '';
  await world.stripe.paymentIntents
    .confirm(intent, { payment_method, return_url: page })
    .catch(() => undefined);
  return secret;
}

const after = (
  payment_method: string,
  marked: (id: string) => string | null = (id) => id,
  more: SceneOptions = {},
) =>
  scene({
    ...more,
    prepareWorld: async (world, id) =>
      comeBack(await tried(world, id, payment_method), marked(id), '#/place'),
  });

describe('invoice-payment, back from a bank', () => {
  it('says that it is paid, and leaves the address without the secret', async () => {
    const { element, events } = await after('pm_card_visa');
    await shows(element, '€3,636.50 paid. Thank you.');
    expect(location.href).to.equal(`${page}#/place`);
    expect(types(events)).to.deep.equal(['invoice-paid']);
    expect(events[0]?.detail).to.deep.include({ previous: null, already: false });
  });

  it('knows its own payment where the address is not marked', async () => {
    const { element } = await after('pm_card_visa', () => null);
    await shows(element, '€3,636.50 paid. Thank you.');
    expect(location.href).to.equal(`${page}#/place`);
  });

  it('says why it was not paid, and takes another try', async () => {
    const { element, events } = await after('pm_card_chargeDeclinedInsufficientFunds');
    await shows(element, /did not go through.*not enough money/);
    expect(types(events)).to.deep.equal(['invoice-error']);
    await paid(element);
    await shows(element, 'Thank you');
  });

  it('says that it was not finished', async () => {
    const { element } = await after('pm_card_authenticationRequired');
    await shows(element, 'was not finished, and nothing was charged');
    await shows(element, 'Pay €3,636.50');
  });

  it('says that it is on its way', async () => {
    const { element, events } = await after('pm_success_de');
    await shows(element, 'Your payment of €3,636.50 is on its way');
    await until(() => events.length);
    expect(types(events)).to.deep.equal(['invoice-payment-pending']);
  });

  it('is nothing to an element of another invoice', async () => {
    const { element, calls } = await after('pm_success_de', () => 'in_other');
    await shows(element, 'Pay €3,636.50');
    expect(location.search).to.contain('payment_intent_client_secret');
    expect(calls).to.deep.equal([]);
  });

  it('is nothing to an element of another invoice where the address is not marked either', async () => {
    const { element, calls } = await scene({
      prepareWorld: async (world) => {
        const { scenarios } = await import('../../server-stub/scenarios.js');
        const { id } = await scenarios.open(world);
        comeBack(await tried(world, id, 'pm_success_de'), null);
      },
    });
    await shows(element, 'Pay €3,636.50');
    await paid(element);
    await shows(element, 'Thank you');
    expect(location.search).to.contain('payment_intent_client_secret');
    expect(calls.filter((call) => call.startsWith('GET')).length).to.be.greaterThan(0);
  });

  it('leaves the address alone where the page wants that', async () => {
    const { element } = await after('pm_card_visa', (id) => id, { set: () => ({ keepAddress: true }) });
    // The element is in the page before it is set up here.
    await until(() => /Thank you/.test(element.shadowRoot?.textContent ?? ''));
    expect(element.keepAddress).to.equal(true);
  });

  it('attaches a part that was paid at the bank', async () => {
    const { element, world, id } = await scene({
      prepareWorld: async (world, id) => {
        const { currency, customer } = await world.stripe.invoices.retrieve(id);
        const intent = await world.stripe.paymentIntents.create({
          amount: 5000,
          currency,
          customer: customer as string,
          payment_method: 'pm_card_visa',
          confirm: true,
        });
        comeBack(intent.client_secret ?? '', `${id}.part`);
      },
    });
    await shows(element, '€50.00 paid. €3,586.50 remains.');
    expect((await world.stripe.invoices.retrieve(id)).amount_paid).to.equal(5000);
    await part(element, 'button');
  });
});

describe('the address of a return', () => {
  const AT =
    'https://shop.example/pay?a=1&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded#x';

  it('is read, and taken away without the rest', () => {
    expect(readReturn(AT)).to.deep.equal({
      intent: 'pi_1',
      secret: 'pi_1_secret_2',
      invoice: null,
      part: false,
    });
    expect(withoutReturn(AT)).to.equal('https://shop.example/pay?a=1#x');
    for (const none of [
      'https://shop.example/',
      AT.replace('pi_1_secret_2', 'pi_9_secret_2'),
      AT.replace('redirect_status', 'x'),
    ])
      expect(readReturn(none)).to.equal(null);
  });

  it('is the page’s own, or the one that the page has chosen', () => {
    const bill = { id: 'in_1', part: false };
    expect(returnAddress('', AT, bill)).to.equal('https://shop.example/pay?a=1&invoice_payment=in_1#x');
    expect(returnAddress('/thanks', AT, bill)).to.equal('https://shop.example/thanks?invoice_payment=in_1');
    expect(returnAddress('http://[', AT, bill)).to.equal(
      'https://shop.example/pay?a=1&invoice_payment=in_1#x',
    );
    const part = returnAddress('', AT, { id: 'in_1', part: true });
    expect(part).to.equal('https://shop.example/pay?a=1&invoice_payment=in_1.part#x');
    const back = `${part.replace('#x', '')}&${AT.split('?')[1]?.replace('a=1&', '') ?? ''}`;
    expect(readReturn(back)).to.deep.include({ invoice: 'in_1', part: true });
  });
});
