import { expect } from '@open-wc/testing';
import { paidInPart, shippedWithTax, taxedAndDiscounted } from '../../stories/support/creditable.js';
import {
  byItems,
  creates,
  find,
  issue,
  notesOf,
  previews,
  ready,
  readyScene,
  type,
  types,
  valueOf,
} from './credit-note-scene.js';
import { focused, part, shows, textOf } from './harness.js';
import { until } from './until.js';

describe('invoice-credit-note', () => {
  describe('over an open invoice', () => {
    it('credits all that is left, unless something else is written, and says before what that does', async () => {
      const { element, world, id, events } = await readyScene();
      expect(await valueOf(element, 'amount')).to.equal('3,636.50');
      const text = textOf(element);
      for (const words of [
        'Acme GmbH',
        '€3,636.50 of €3,636.50 can still be credited',
        'Nothing of €3,636.50 stays due: Stripe marks the invoice as paid.',
        'would email it to billing@acme.example. Test mode: no email leaves Stripe.',
        'a credit note on a paid invoice can’t be voided',
      ]) {
        expect(text).to.contain(words);
      }
      await expect(element).to.be.accessible();
      await issue(element);
      await shows(element, /Credit note \S+-CN-01 over €3,636\.50 is issued.*invoice is paid/);
      expect(types(events)).to.deep.equal(['invoice-credit', 'invoice-credited']);
      expect(events[0]?.detail.preview.total).to.equal(363_650);
      expect(events[1]?.detail.invoice.status).to.equal('paid');
      expect(events[1]?.detail.previous.status).to.equal('open');
      expect((await notesOf(world, id))[0]?.amount).to.equal(363_650);
    });

    it('lowers what is due by an amount, with reason, memo and without an email', async () => {
      const sent: Record<string, unknown>[] = [];
      const { element, world, id } = await readyScene({
        between: async (request, next) => {
          if (creates(request)) sent.push((await request.clone().json()) as Record<string, unknown>);
          return next(request);
        },
      });
      await type(element, 'amount', '636.5');
      await ready(element);
      expect(await valueOf(element, 'amount')).to.equal('636.50');
      expect(textOf(element)).to.match(/Lowers what is due from €3,636\.50 to €3,000\.00/);
      expect(textOf(element)).to.contain('can be voided for as long as the invoice is open');
      const reason = await find<HTMLSelectElement>(element, '#reason');
      reason.value = 'order_change';
      reason.dispatchEvent(new Event('change'));
      await type(element, 'memo', '  Sorry for the delay.  ');
      (await find(element, '#email')).click();
      await shows(element, 'Nobody is emailed.');
      await issue(element);
      await shows(element, 'Still due: €3,000.00.');
      expect(sent).to.deep.equal([
        {
          invoice: id,
          amount: 63_650,
          reason: 'order_change',
          memo: 'Sorry for the delay.',
          email_type: 'none',
        },
      ]);
      expect((await world.stripe.invoices.retrieve(id)).amount_remaining).to.equal(300_000);
    });

    it('credits items by units and by amounts, with taxes and discounts as Stripe works them out', async () => {
      const { element, world, id } = await readyScene({ prepare: taxedAndDiscounted });
      await shows(element, 'An amount alone gives back no tax by itself.');
      const [seats, workshop] = await byItems(element);
      seats?.click();
      workshop?.click();
      await element.updateComplete;
      const units = (await find(element, '[id^="quantity-"]')).id;
      expect(await valueOf(element, units)).to.equal('12');
      await type(element, units, '2');
      const part = (await find(element, '[id^="part-"]')).id;
      await type(element, part, '100');
      await ready(element);
      await shows(
        element,
        /Seats, November 2 × €19\.00 €38\.00 Onboarding workshop €100\.00 Subtotal €138\.00 Discounts -€10\.51 VAT 19% €24\.22 Total €151\.71/,
      );
      await expect(element).to.be.accessible();
      await issue(element);
      await shows(element, 'over €151.71 is issued');
      const [note] = await notesOf(world, id);
      expect(note?.lines.data.map(({ amount, quantity }) => [amount, quantity])).to.deep.equal([
        [3800, 2],
        [10_000, null],
      ]);
    });

    it('credits something that is on none of the items, with the tax of one of them', async () => {
      const { element, world, id } = await readyScene({ prepare: taxedAndDiscounted });
      await byItems(element);
      (await find(element, '#own-on')).click();
      await type(element, 'own-description', 'Goodwill');
      await type(element, 'own', '100');
      const tax = await find<HTMLSelectElement>(element, '#own-tax');
      expect([...tax.options].map(({ text }) => text)).to.deep.equal(['No tax', 'VAT 19%', 'VAT 7%']);
      tax.value = '1';
      tax.dispatchEvent(new Event('change'));
      await shows(element, /Goodwill €100\.00 Subtotal €100\.00 VAT 7% €7\.00 Total €107\.00/);
      await issue(element);
      await shows(element, 'over €107.00 is issued');
      expect((await notesOf(world, id))[0]?.lines.data[0]?.description).to.equal('Goodwill');
    });

    it('credits everything by one click, the shipping too, where Stripe works out the tax', async () => {
      const { element, world, id } = await readyScene({ prepare: shippedWithTax });
      await byItems(element);
      await shows(element, 'Stripe works out the tax of this invoice');
      expect(element.shadowRoot?.querySelector('#own-on')).to.equal(null);
      (await part(element, 'all')).click();
      await shows(element, /Shipping €6\.90 Tax €68\.95 Total €431\.85/);
      await issue(element);
      await shows(element, 'over €431.85 is issued');
      expect((await world.stripe.invoices.retrieve(id)).status).to.equal('paid');
    });

    it('tells what of an item is left, and takes it in the same way only', async () => {
      const { element } = await readyScene({
        prepare: async ({ stripe }, { id }) => {
          const [line] = (await stripe.invoices.retrieve(id)).lines.data;
          await stripe.creditNotes.create({
            invoice: id,
            lines: [{ type: 'invoice_line_item', invoice_line_item: line?.id ?? '', amount: 240_000 }],
          });
        },
      });
      const [workshop, design] = await byItems(element);
      expect(workshop?.disabled).to.equal(true);
      await shows(element, /Brand workshop, two days.*Credited already/);
      expect(design?.disabled).to.equal(false);
    });
  });

  describe('over a paid invoice', () => {
    it('refunds to the card unless something else is written', async () => {
      const { element, world, id, count } = await readyScene({ state: 'paid' });
      expect(await valueOf(element, 'refund')).to.equal('3,636.50');
      await shows(element, 'Refund to Visa •••• 4242');
      await shows(element, 'Refunds €3,636.50 to Visa •••• 4242. Test mode: no money moves.');
      await shows(element, 'It can’t be undone: neither the refund');
      await expect(element).to.be.accessible();
      await issue(element);
      await shows(element, 'Refunded: €3,636.50.');
      expect(count('refund.created')).to.equal(1);
      const [note] = await notesOf(world, id);
      expect(note?.refunds[0]?.amount_refunded).to.equal(363_650);
    });

    it('splits it over refund, balance and outside, which are always all of it', async () => {
      const { element, world, id } = await readyScene({ state: 'paid' });
      const parts = async (): Promise<string[]> =>
        Promise.all(['refund', 'balance', 'outside'].map((way) => valueOf(element, way)));
      await type(element, 'amount', '1000');
      expect(await parts()).to.deep.equal(['1,000.00', '0.00', '0.00']);
      await type(element, 'refund', '500');
      expect(await parts()).to.deep.equal(['500.00', '500.00', '0.00']);
      await type(element, 'outside', '200');
      expect(await parts()).to.deep.equal(['500.00', '300.00', '200.00']);
      await type(element, 'amount', '600');
      expect(await parts()).to.deep.equal(['400.00', '0.00', '200.00']);
      await type(element, 'amount', '1000');
      expect(await parts()).to.deep.equal(['500.00', '300.00', '200.00']);
      await shows(element, 'Together €1,000.00 of €1,000.00');
      await issue(element);
      await shows(element, /Refunded: €500\.00.*balance: €300\.00.*outside Stripe: €200\.00/);
      const [note] = await notesOf(world, id);
      expect([note?.post_payment_amount, note?.out_of_band_amount]).to.deep.equal([100_000, 20_000]);
      const customer = await world.stripe.customers.retrieve(note?.customer as string);
      expect('balance' in customer && customer.balance).to.equal(-30_000);
      await shows(element, 'Refunded €500.00 · Balance €300.00 · Outside Stripe €200.00');
    });

    it('never refunds more than was paid and not refunded, and says so at the field', async () => {
      const { element, count } = await readyScene({ state: 'partially_refunded' });
      // A quarter of it was refunded.
      expect(await valueOf(element, 'amount')).to.equal('2,727.38');
      await type(element, 'refund', '2727.39');
      await shows(element, 'That is more than there is: €2,727.38 at most.');
      const field = await find(element, '#refund');
      expect(field.getAttribute('aria-invalid')).to.equal('true');
      expect(await valueOf(element, 'refund')).to.equal('2727.39');
      (await part(element, 'issue')).click();
      await until(() => focused()?.id === 'refund');
      expect(count('credit_note.created')).to.equal(0);
    });

    it('asks Stripe how much has to be given back where items are credited', async () => {
      const asked: string[] = [];
      const { element, world, id } = await readyScene({
        prepare: async (world, invoice) => {
          const made = (await taxedAndDiscounted(world, invoice)) as { id: string };
          await world.stripe.invoices.pay(made.id, { payment_method: 'pm_card_visa' });
          return made;
        },
        between: (request, next) => {
          if (previews(request)) asked.push(new URL(request.url).searchParams.get('refund_amount') ?? '');
          return next(request);
        },
      });
      asked.length = 0;
      const [, workshop] = await byItems(element);
      workshop?.click();
      await shows(element, 'Total €678.30');
      expect(asked).to.deep.equal(['', '67830']);
      expect(await valueOf(element, 'refund')).to.equal('678.30');
      await issue(element);
      await shows(element, 'over €678.30 is issued');
      expect((await notesOf(world, id))[0]?.post_payment_amount).to.equal(67_830);
    });

    it('puts on the balance what cannot be refunded through Stripe', async () => {
      const { element, world, id } = await readyScene({
        prepare: ({ stripe }, { id }) =>
          stripe.invoices.pay(id, { paid_out_of_band: true }).then(() => undefined),
      });
      await shows(element, 'Nothing of it can be refunded through Stripe.');
      expect(element.shadowRoot?.querySelector('#refund')).to.equal(null);
      expect(await valueOf(element, 'balance')).to.equal('3,636.50');
      await issue(element);
      await shows(element, 'On the customer’s balance: €3,636.50.');
      expect((await notesOf(world, id))[0]?.customer_balance_transaction).to.be.a('string');
    });

    it('takes first what is still due, then what was paid', async () => {
      const { element, world, id } = await readyScene({ prepare: paidInPart });
      await type(element, 'amount', '2000');
      await shows(element, 'Lowers what is due from €2,136.50 to €136.50.');
      expect(element.shadowRoot?.querySelector('[part=split]')).to.equal(null);
      await type(element, 'amount', '3000');
      await shows(element, /€863\.50 of it was paid already/);
      await shows(element, 'Still due €2,136.50 → becomes €0.00 Given back €863.50');
      expect(await valueOf(element, 'refund')).to.equal('863.50');
      await issue(element);
      await shows(element, 'over €3,000.00 is issued');
      const [note] = await notesOf(world, id);
      expect([note?.type, note?.pre_payment_amount, note?.post_payment_amount]).to.deep.equal([
        'mixed',
        213_650,
        86_350,
      ]);
    });
  });
});
