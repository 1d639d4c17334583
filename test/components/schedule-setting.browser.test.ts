/** `invoice-schedule` while a time is set: what it offers, asks, refuses and sends. */
import { expect } from '@open-wc/testing';
import type { InvoiceSchedule } from '../../src/components/invoice-schedule/invoice-schedule.js';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import { WORLD_START } from '../../server-stub/world.js';
import { part, shows, textOf } from './harness.js';
import { ask, choose, openForm, scene, type, types } from './schedule-scene.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;
/** The world stands at Friday 20 November 2026, 10:00 in Berlin. */
const TOMORROW = utc('2026-11-21T08:00');

const hasPart = (schedule: InvoiceSchedule, name: string): boolean =>
  schedule.shadowRoot?.querySelector(`[part~=${name}]`) !== null;

describe('invoice-schedule', () => {
  describe('setting a time', () => {
    it('offers times that are often meant, in the account’s zone', async () => {
      const { schedule } = await scene();
      await openForm(schedule);
      for (const words of [
        'In one hour Fri, Nov 20, 2026, 11:00 AM',
        'Tomorrow morning Sat, Nov 21, 2026, 9:00 AM',
        'Monday morning Mon, Nov 23, 2026, 9:00 AM',
        'First of next month Tue, Dec 1, 2026, 9:00 AM',
      ]) {
        expect(textOf(schedule)).to.contain(words);
      }
      await expect(schedule).to.be.accessible();
    });

    it('says to whom, how much, when and how before it does anything; then sets it, and it is finalized at its time', async () => {
      const { schedule, world, stored, events, writes } = await scene();
      await openForm(schedule);
      await choose(schedule, 'tomorrow');
      await shows(
        schedule,
        'Sat, Nov 21, 2026, 9:00 AM in Berlin (Europe/Berlin) · 3:00 AM your time (America/New_York)',
      );
      const asked = textOf(await ask(schedule));
      for (const words of [
        'Finalize by itself on Sat, Nov 21, 2026, 9:00 AM?',
        '3:00 AM your time (America/New_York)',
        'Acme GmbH',
        '€3,636.50',
        'would email it to billing@acme.example',
        'Setting a time lets Stripe act by itself.',
        'does not wait for a server of yours',
        'can’t be changed any more',
      ]) {
        expect(asked).to.contain(words);
      }
      await expect(schedule).to.be.accessible();
      expect(writes).to.deep.equal([]);

      (await part(schedule, 'confirm')).click();
      await shows(schedule, 'Scheduled.');
      await shows(schedule, 'Sat, Nov 21, 2026, 9:00 AM');
      expect(await stored()).to.deep.include({ auto_advance: true, automatically_finalizes_at: TOMORROW });
      expect(types(events)).to.deep.equal(['invoice-schedule', 'invoice-scheduled']);
      expect(events[1]?.detail).to.deep.include({ autoAdvance: true, at: TOMORROW });

      await world.listening;
      world.clock.advance(DAY);
      world.stub.tick();
      await shows(schedule, 'Finalized by itself on Sat, Nov 21, 2026, 9:00 AM, as planned.');
      expect((await stored()).status).to.equal('open');
    });

    it('tells beforehand that Stripe will charge', async () => {
      const { schedule } = await scene({
        scenario: { collection_method: 'charge_automatically', customer: 'globex' },
      });
      await openForm(schedule);
      const asked = textOf(await ask(schedule));
      expect(asked).to.contain('Stripe then charges the saved payment method by itself.');
      expect(asked).to.contain('The customer has no saved payment method.');
    });

    it('warns of what will fail then, not now: a due date that will have passed', async () => {
      const { schedule } = await scene();
      await openForm(schedule);
      await type(schedule, '2026-12-24T09:00');
      expect(textOf(await ask(schedule))).to.contain('The due date is in the past.');
    });

    it('warns that a subscription is used without being billed', async () => {
      const { schedule } = await scene({
        prepare: async ({ stub }, id) =>
          stub.override(id, {
            parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } },
          }),
      });
      await openForm(schedule);
      expect(textOf(await ask(schedule))).to.contain('without being billed for this');
    });

    it('changes a time, and says which one it takes the place of', async () => {
      const { schedule, stored } = await scene({ state: 'scheduled' });
      await openForm(schedule);
      const field = await part<HTMLInputElement>(schedule, 'input');
      expect(field.value).to.equal('2026-11-25T10:00');
      await choose(schedule, 'monday');
      expect(field.value).to.equal('2026-11-23T09:00');
      expect(textOf(await ask(schedule))).to.contain('Instead of Wed, Nov 25, 2026, 10:00 AM.');
      (await part(schedule, 'confirm')).click();
      await shows(schedule, 'Scheduled.');
      await shows(schedule, 'Mon, Nov 23, 2026, 9:00 AM');
      expect((await stored()).automatically_finalizes_at).to.equal(utc('2026-11-23T08:00'));
    });

    it('takes times in the reader’s zone where that is wanted', async () => {
      const { schedule, stored } = await scene();
      await openForm(schedule);
      const zone = await part<HTMLSelectElement>(schedule, 'zone');
      zone.value = 'America/New_York';
      zone.dispatchEvent(new Event('change', { bubbles: true }));
      await shows(schedule, 'Tomorrow morning Sat, Nov 21, 2026, 9:00 AM');
      await shows(schedule, '3:00 PM in Berlin (Europe/Berlin) · 9:00 AM your time');
      await ask(schedule);
      (await part(schedule, 'confirm')).click();
      await shows(schedule, 'Scheduled.');
      expect((await stored()).automatically_finalizes_at).to.equal(utc('2026-11-21T14:00'));
    });

    const refused: [string, string, string][] = [
      ['no time', '', 'Give a date and a time.'],
      ['a time that has passed', '2026-11-20T09:59', 'That time has passed.'],
      ['a time too far away', '2031-11-21T10:00', 'up to five years ahead'],
      [
        'a time that the clocks jump over',
        '2027-03-28T02:30',
        'There is no 2:30 AM on that day: the clocks go forward from 2:00 AM to 3:00 AM.',
      ],
    ];
    for (const [what, text, words] of refused) {
      it(`refuses ${what} in words, at the field`, async () => {
        const { schedule, writes } = await scene();
        await openForm(schedule);
        await type(schedule, text);
        (await part(schedule, 'continue')).click();
        await shows(schedule, words);
        const field = await part<HTMLInputElement>(schedule, 'input');
        expect(field.getAttribute('aria-invalid')).to.equal('true');
        const described = field.getAttribute('aria-describedby') ?? '';
        expect(textOf(schedule.shadowRoot?.getElementById(described) as Element)).to.contain(words);
        expect(hasPart(schedule, 'asking')).to.equal(false);
        expect(writes).to.deep.equal([]);
        await expect(schedule).to.be.accessible();
      });
    }

    it('asks which is meant of a time that comes twice', async () => {
      const { schedule, stored } = await scene();
      await openForm(schedule);
      await type(schedule, '2027-10-31T02:30');
      await shows(schedule, 'There are two 2:30 AM on that day');
      await shows(schedule, 'the first (GMT+2)');
      schedule.shadowRoot?.querySelectorAll<HTMLInputElement>('input[name=which]')[1]?.click();
      expect(textOf(await ask(schedule))).to.contain('2:30 AM GMT+1');
      (await part(schedule, 'confirm')).click();
      await shows(schedule, 'Scheduled.');
      expect((await stored()).automatically_finalizes_at).to.equal(utc('2027-10-31T01:30'));
    });

    it('sends what was shown, so that a time a moment away is taken', async () => {
      const { schedule, writes, stored, world, id } = await scene();
      await openForm(schedule);
      await type(schedule, '2026-11-20T10:05');
      await shows(schedule, 'Less than ten minutes from now');
      await ask(schedule);
      (await part(schedule, 'confirm')).click();
      await shows(schedule, 'Scheduled.');
      expect((await stored()).automatically_finalizes_at).to.equal(WORLD_START + 300);
      await world.stripe.invoices.update(id, { auto_advance: false });
      expect(writes[0]?.['expected']).to.deep.equal(fingerprint(await world.stripe.invoices.retrieve(id)));
    });

    it('refuses such a time to those who may not finalize', async () => {
      const { schedule } = await scene({
        between: async (request, next) => {
          const answer = await next(request);
          if (!/\/invoices\/in_\w+$/.test(request.url)) return answer;
          const invoice = (await answer.json()) as object;
          return Response.json({ ...invoice, allowed_actions: ['edit', 'schedule'] });
        },
      });
      await openForm(schedule);
      await type(schedule, '2026-11-20T10:05');
      (await part(schedule, 'continue')).click();
      await shows(schedule, 'which takes the right to finalize');
    });

    it('compares every item of a long invoice', async () => {
      const lines = Array.from({ length: 23 }, (_, at) => ({
        description: `Item ${at + 1}`,
        quantity: '1',
        unitAmount: '100',
      }));
      const { schedule, writes } = await scene({ scenario: { lines } });
      await openForm(schedule);
      expect(textOf(await ask(schedule))).to.contain('23 items');
      (await part(schedule, 'confirm')).click();
      await shows(schedule, 'Scheduled.');
      const expected = writes[0]?.['expected'] as { lines: unknown[] };
      expect(expected.lines.length).to.equal(23);
    });
  });
});
