import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { InvoiceSchedule } from '../../src/components/invoice-schedule/invoice-schedule.js';
import { WORLD_START } from '../../server-stub/world.js';
import { focused, part, shows, textOf } from './harness.js';
import { ask, closed, openForm, scene } from './schedule-scene.js';
import { until } from './until.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;

const hasPart = (schedule: InvoiceSchedule, name: string): boolean =>
  schedule.shadowRoot?.querySelector(`[part~=${name}]`) !== null;

describe('invoice-schedule', () => {
  describe('what it shows', () => {
    it('says that nothing happens by itself where no time is set', async () => {
      const { schedule } = await scene();
      await shows(schedule, 'No time is set');
      await shows(schedule, 'nothing is sent or charged by itself');
      await shows(schedule, 'Set a time');
      expect(hasPart(schedule, 'off')).to.equal(false);
      await expect(schedule).to.be.accessible();
    });

    it('shows the time on the account’s clock and on the reader’s, both named', async () => {
      const { schedule } = await scene({ state: 'scheduled' });
      await shows(schedule, 'Finalizes at');
      await shows(schedule, 'Wed, Nov 25, 2026, 10:00 AM');
      await shows(schedule, 'in Berlin (Europe/Berlin) · 4:00 AM your time (America/New_York)');
      await shows(schedule, 'in 5 days');
      const time = schedule.shadowRoot?.querySelector('time');
      expect(time?.dateTime).to.equal('2026-11-25T09:00:00.000Z');
      await expect(schedule).to.be.accessible();
    });

    it('names the day of the reader where it is another', async () => {
      const { schedule } = await scene({ state: 'scheduled', set: { localTimeZone: 'Pacific/Honolulu' } });
      await shows(schedule, 'Tue, Nov 24, 2026, 11:00 PM your time (Pacific/Honolulu)');
    });

    it('names one zone where there is one', async () => {
      const { schedule } = await scene({ state: 'scheduled', set: { localTimeZone: 'Europe/Berlin' } });
      await shows(schedule, 'in Berlin (Europe/Berlin)');
      expect(textOf(schedule)).to.not.contain('your time');
    });

    it('takes the zone that the page gives before the account’s, and the reader’s for one that there is not', async () => {
      const { schedule } = await scene({ state: 'scheduled', set: { timeZone: 'Asia/Tokyo' } });
      await shows(schedule, '6:00 PM in Tokyo (Asia/Tokyo) · 4:00 AM your time (America/New_York)'.slice(8));
      await shows(schedule, '6:00 PM');
      schedule.timeZone = 'Mars/Olympus';
      await shows(schedule, '4:00 AM');
      await shows(schedule, 'your time (America/New_York)');
      expect(textOf(schedule)).to.not.contain('Tokyo');
    });

    it('tells Stripe’s own hour from a time that was set', async () => {
      const { schedule } = await scene({
        prepare: ({ stripe }, id) => stripe.invoices.update(id, { auto_advance: true }),
      });
      await shows(schedule, 'This is Stripe’s own time, about an hour after the draft was made.');
      await shows(schedule, 'in 1 hour');
    });

    it('warns of what will stop it', async () => {
      const { schedule } = await scene({
        state: 'scheduled',
        scenario: { customer: 'nimbus' },
        prepare: ({ stripe }, id) => stripe.invoices.update(id, { automatic_tax: { enabled: true } }),
      });
      await shows(schedule, 'The customer has no address to work out the tax with.');
    });

    it('says that Stripe is about to once the moment has come, and that it is late after some minutes', async () => {
      const { schedule } = await scene({ state: 'finalizing' });
      await shows(schedule, 'Stripe is about to finalize it');
      await shows(schedule, 'Its time has come');
      const late = await scene({ state: 'finalizing', prepare: async ({ clock }) => clock.advance(HOUR) });
      await shows(late.schedule, 'Not finalized yet, though its time was');
    });

    it('turns to that by itself when the moment comes', async () => {
      const { schedule, world, id } = await scene({
        prepare: ({ stripe, stub }, id) => {
          stub.postpone(id, DAY);
          return stripe.invoices.update(id, {
            auto_advance: true,
            automatically_finalizes_at: WORLD_START + 2,
          });
        },
      });
      await shows(schedule, 'Nov 20, 2026, 10:00 AM');
      await shows(schedule, 'Stripe is about to finalize it');
      expect((await world.stripe.invoices.retrieve(id)).status).to.equal('draft');
    });

    it('shows what the page holds where there is no backend, and offers nothing', async () => {
      const element = await fixture<InvoiceSchedule>(html`
        <invoice-schedule
          local-time-zone="America/New_York"
          .invoice=${{ id: 'in_1', status: 'draft', auto_advance: false }}
        ></invoice-schedule>
      `);
      await shows(element, 'No time is set');
      expect(element.shadowRoot?.querySelector('button')).to.equal(null);
    });

    it('lets those look who may not act', async () => {
      const { schedule } = await scene({ state: 'scheduled', person: 'alpha-viewer' });
      await shows(schedule, 'You may see this, but not change it.');
      expect(schedule.shadowRoot?.querySelector('button')).to.equal(null);
      await schedule.show();
      expect(hasPart(schedule, 'form')).to.equal(false);
    });
  });

  describe('turning it off', () => {
    it('takes one click, and one more to have it back', async () => {
      const { schedule, stored, events } = await scene({ state: 'scheduled' });
      (await part(schedule, 'off')).click();
      await shows(schedule, 'Turned off: it stays a draft, and nothing is sent or charged by itself.');
      await shows(schedule, 'No time is set');
      expect(await stored()).to.deep.include({ auto_advance: false, automatically_finalizes_at: null });
      expect(events[1]?.detail).to.deep.include({ autoAdvance: false, at: null });
      (await part(schedule, 'undo')).click();
      await shows(schedule, 'It is as it was before.');
      await shows(schedule, 'Wed, Nov 25, 2026, 10:00 AM');
      expect(await stored()).to.deep.include({
        auto_advance: true,
        automatically_finalizes_at: WORLD_START + 5 * DAY,
      });
      expect(hasPart(schedule, 'undo')).to.equal(false);
    });

    it('gives Stripe’s own hour back as that', async () => {
      const { schedule, stored, writes } = await scene({
        prepare: ({ stripe }, id) => stripe.invoices.update(id, { auto_advance: true }),
      });
      (await part(schedule, 'off')).click();
      (await part(schedule, 'undo')).click();
      await shows(schedule, 'Stripe’s own time');
      expect((await stored()).automatically_finalizes_at).to.equal(WORLD_START + HOUR + 1);
      expect(writes[1]).to.not.have.property('automatically_finalizes_at');
    });

    it('is turned off by the page alone where the page wants that', async () => {
      const { schedule, writes } = await scene({ state: 'scheduled' });
      schedule.addEventListener('invoice-schedule', (event) => event.preventDefault());
      (await part(schedule, 'off')).click();
      await until(() => schedule.shadowRoot?.querySelector('[part=off][aria-busy=false]'));
      expect(writes).to.deep.equal([]);
      await shows(schedule, 'Wed, Nov 25');
    });
  });

  describe('an open invoice', () => {
    it('says that Stripe reminds, and turns it off and on', async () => {
      const { schedule, stored } = await scene({
        state: 'open',
        prepare: ({ stripe }, id) => stripe.invoices.update(id, { auto_advance: true }),
      });
      await shows(schedule, 'Stripe sends reminders by itself');
      (await part(schedule, 'off')).click();
      await shows(schedule, 'Stripe sends no reminders by itself');
      expect((await stored()).auto_advance).to.equal(false);
      (await part(schedule, 'undo')).click();
      await shows(schedule, 'It is as it was before.');
      expect((await stored()).auto_advance).to.equal(true);
    });

    it('asks before Stripe charges', async () => {
      const { schedule, stored } = await scene({ state: 'payment_failed' });
      await shows(schedule, 'Stripe does not charge by itself');
      (await part(schedule, 'on')).click();
      const asked = textOf(await part(schedule, 'asking'));
      expect(asked).to.contain('Let Stripe charge by itself?');
      expect(asked).to.contain('Stripe charges €3,636.50 to the saved payment method');
      expect((await stored()).auto_advance).to.equal(false);
      (await part(schedule, 'confirm')).click();
      await shows(schedule, 'Stripe charges the saved payment method by itself');
      await shows(schedule, 'The next try is on');
      expect((await stored()).auto_advance).to.equal(true);
    });

    it('knows when it was finalized, and claims no more', async () => {
      const { schedule } = await scene({ state: 'open' });
      await shows(schedule, 'Finalized on Fri, Nov 20, 2026, 10:00 AM.');
      expect(textOf(schedule)).to.not.contain('planned');
    });

    it('says that it was done at another time than planned', async () => {
      const { schedule, world, id } = await scene({ state: 'scheduled' });
      await part(schedule, 'set');
      await world.listening;
      await world.stripe.invoices.finalizeInvoice(id);
      await shows(
        schedule,
        'Finalized on Fri, Nov 20, 2026, 10:00 AM. It had been planned for Wed, Nov 25, 2026, 10:00 AM.',
      );
    });
  });

  describe('keyboard and focus', () => {
    it('goes all the way by keys, and the focus is never lost', async () => {
      const { schedule, stored } = await scene();
      (await part(schedule, 'set')).focus();
      await sendKeys({ press: 'Enter' });
      await until(() => (focused() as HTMLInputElement).value === 'tomorrow');
      await sendKeys({ press: 'ArrowDown' });
      await until(() => (focused() as HTMLInputElement).value === 'monday');
      await sendKeys({ press: 'Enter' });
      await until(() => focused()?.classList.contains('question'), 'the question has the focus');
      await sendKeys({ press: 'Tab' });
      expect(textOf(focused() as Element)).to.equal('Back');
      await sendKeys({ press: 'Tab' });
      expect(textOf(focused() as Element)).to.equal('Schedule');
      await sendKeys({ press: 'Enter' });
      await until(() => focused()?.classList.contains('when'), 'the time has the focus');
      expect((await stored()).automatically_finalizes_at).to.equal(utc('2026-11-23T08:00'));
    });

    it('goes one step back with Escape, and leaves a dialog around it open', async () => {
      const dialog = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
      const { schedule } = await scene();
      dialog.append(schedule);
      dialog.showModal();
      await schedule.show();
      await ask(schedule);
      await sendKeys({ press: 'Escape' });
      await part(schedule, 'form');
      await sendKeys({ press: 'Escape' });
      await closed(schedule);
      expect(dialog.open).to.equal(true);
      await until(() => schedule.shadowRoot?.contains(focused()), 'the focus stays inside');
    });

    it('keeps the focus inside when it is turned off', async () => {
      const { schedule } = await scene({ state: 'scheduled' });
      (await part(schedule, 'off')).focus();
      await sendKeys({ press: 'Enter' });
      await shows(schedule, 'Turned off');
      await until(() => focused()?.classList.contains('when'));
    });
  });

  it('opens as soon as there is an invoice, where the page asks for the form before', async () => {
    const { schedule, id } = await scene();
    schedule.invoiceId = '';
    await schedule.updateComplete;
    await schedule.show();
    expect(hasPart(schedule, 'form')).to.equal(false);
    schedule.invoiceId = id;
    await part(schedule, 'form');
    schedule.hide();
    await closed(schedule);
  });

  it('speaks German', async () => {
    const { schedule } = await scene({ state: 'scheduled', set: { lang: 'de' } });
    await shows(schedule, 'Finalisierung am');
    await shows(schedule, 'Mi., 25. Nov. 2026, 10:00');
    await shows(schedule, 'in Berlin (Europe/Berlin) · 4:00 Ihrer Zeit (America/New_York)');
    await openForm(schedule);
    await shows(schedule, 'Wann soll die Rechnung finalisiert werden?');
    expect(textOf(await ask(schedule))).to.contain('Von selbst finalisieren: Mi., 25. Nov. 2026, 10:00?');
  });
});
