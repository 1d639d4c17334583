/** Where the bank has a word: 3-D Secure, debits that take days, and what is left to the person. */
import { expect } from '@open-wc/testing';
import type { World } from '../../server-stub/world.js';
import { focused, isCall, part, shows } from './harness.js';
import { answerBank, formRoot, paid, scene, typed, types } from './payment-scene.js';
import { until } from './until.js';

/** The id of the intent that pays an invoice. */
async function intentOf(world: World, id: string): Promise<string | undefined> {
  const { confirmation_secret: secret } = await world.stripe.invoices.retrieve(id, {
    expand: ['confirmation_secret'],
  });
  return secret?.client_secret.split('_secret_')[0];
}

const CARD = '4242 4242 4242 4242';
const ASKED = '4000 0025 0000 3155';

describe('invoice-payment and the bank', () => {
  describe('the bank’s question', () => {
    it('pays when it is answered', async () => {
      const { element, world, id } = await scene();
      await paid(element, ASKED);
      await answerBank('succeed');
      await shows(element, 'Thank you');
      await until(() => focused()?.classList.contains('message'));
      expect((await world.stripe.invoices.retrieve(id)).status).to.equal('paid');
    });

    it('says that it was not answered, and takes another card', async () => {
      const { element, world, id } = await scene();
      await paid(element, ASKED);
      await answerBank('fail');
      await shows(element, /did not go through.*not confirmed at the bank/);
      expect((await world.stripe.invoices.retrieve(id)).status).to.equal('open');
      await typed(CARD);
      (await part(element, 'confirm')).click();
      await shows(element, 'Thank you');
    });

    it('says that the card was declined after all', async () => {
      const { element } = await scene();
      await paid(element, '4000 0084 0000 1629');
      await answerBank('succeed');
      await shows(element, /The card was declined/);
    });
  });

  describe('bank debits', () => {
    it('are on their way, not paid, until the money is there', async () => {
      const { element, world, id, events } = await scene();
      await world.listening;
      await paid(element, 'DE89 3704 0044 0532 0130 00', 'sepa_debit');
      await shows(element, /€3,636.50 is on its way.*several days/);
      expect((await world.stripe.invoices.retrieve(id)).status).to.equal('open');
      await until(() => events.length === 2);
      expect(types(events)).to.deep.equal(['invoice-pay', 'invoice-payment-pending']);
      expect(element.shadowRoot?.querySelector('button')).to.equal(null);
      world.clock.advance(200);
      world.stub.tick();
      await shows(element, 'Thank you');
      expect(types(events).at(-1)).to.equal('invoice-paid');
    });

    it('may fail in the end, and another payment is taken', async () => {
      const { element, world } = await scene();
      await world.listening;
      await paid(element, 'DE62 3704 0044 0532 0130 01', 'sepa_debit');
      await shows(element, 'is on its way');
      world.clock.advance(200);
      world.stub.tick();
      await shows(element, 'did not arrive. You can pay again');
      await paid(element);
      await shows(element, 'Thank you');
    });

    it('are not yet under way where the person was only told how to pay', async () => {
      const { element, events, world, id } = await scene({
        toStripe: async (request, next) => {
          const answer = await next(request);
          if (!isCall(request, 'POST', '/confirm')) return answer;
          const intent = (await answer.json()) as object;
          return Response.json({ ...intent, next_action: { type: 'display_bank_transfer_instructions' } });
        },
      });
      await world.listening;
      await paid(element, ASKED);
      await shows(element, /shown you how to pay €3,636\.50.*until the money arrives/);
      await until(() => events.length === 2);
      expect(types(events)).to.deep.equal(['invoice-pay', 'invoice-payment-pending']);
      // A change of the invoice does not make it a payment that has failed.
      const changed = new Promise((resolve) => element.addEventListener('invoice-change', resolve));
      await world.stripe.invoices.update(id, { metadata: { seen: 'yes' } });
      await changed;
      await shows(element, 'shown you how to pay');
      world.stub.payments.authenticate((await intentOf(world, id)) ?? '', 'succeed');
      await shows(element, 'Thank you');
    });

    it('are found under way by whoever comes later', async () => {
      const { element } = await scene({ state: 'pending' });
      (await part(element, 'button')).click();
      await shows(element, 'A payment of €3,636.50 is on its way');
      expect(formRoot()).to.equal(null);
    });
  });
});
