import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-timeline/invoice-timeline.define.js';
import type { InvoiceTimeline } from '../../src/components/invoice-timeline/invoice-timeline.js';
import type { InvoiceOpenEvent } from '../../src/components/invoice-timeline/invoice-timeline.events.js';
import type { InvoiceAdapter } from '../../src/adapter/adapter.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import type { Person } from '../../server-stub/people.js';
import { scenarios, type ScenarioOptions } from '../../server-stub/scenarios.js';
import { adapterFor, gate, part, refusal, shows, textOf, worldHere, type WorldHere } from './harness.js';
import { until } from './until.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

interface Scene {
  world: WorldHere;
  id: string;
  timeline: InvoiceTimeline;
}

async function scene(
  options: {
    state?: InvoiceState;
    scenario?: ScenarioOptions;
    between?: Parameters<typeof adapterFor>[1];
    adapter?: (adapter: InvoiceAdapter) => InvoiceAdapter;
    lang?: string;
    person?: Person;
    prepare?: (world: WorldHere, id: string) => Promise<unknown>;
  } = {},
): Promise<Scene> {
  const { state = 'open', lang = 'en', adapter: change = (adapter) => adapter, person } = options;
  const world = await worldHere(person ? { person } : {});
  const { id } = await scenarios[state](world, options.scenario);
  await options.prepare?.(world, id);
  const adapter = change(adapterFor(world, options.between));
  const timeline = await fixture<InvoiceTimeline>(html`
    <invoice-timeline .adapter=${adapter} invoice-id=${id} lang=${lang}></invoice-timeline>
  `);
  return { world, id, timeline };
}

/** What the steps say, from the top. */
async function steps(timeline: InvoiceTimeline): Promise<string[]> {
  await part(timeline, 'step');
  return [...(timeline.shadowRoot?.querySelectorAll('[part=step] .what') ?? [])].map(textOf);
}

const asks = (request: Request, what: string): boolean => new URL(request.url).pathname.endsWith(what);
const status = (timeline: InvoiceTimeline): string =>
  textOf(timeline.shadowRoot?.querySelector('[role=status]') as Element);

describe('invoice-timeline', () => {
  it('tells the page what has happened, and again only when there is more', async () => {
    const { timeline, world, id } = await scene({ state: 'open' });
    const told: string[][] = [];
    timeline.addEventListener('invoice-history', ({ detail: { history } }) =>
      told.push(history.entries.map(({ kind }) => kind)),
    );
    await world.listening;
    await world.stripe.invoices.voidInvoice(id);
    await shows(timeline, 'Voided');
    timeline.requestUpdate();
    await timeline.updateComplete;
    const last = told.at(-1) ?? [];
    expect(last).to.include('voided');
    expect(new Set(told.map((each) => each.join())).size, 'never the same twice').to.equal(told.length);
  });

  describe('what it tells', () => {
    const stories: [InvoiceState, string[]][] = [
      ['draft', ['Draft created']],
      ['scheduled', ['Next: Finalizes by itself', 'Draft created']],
      ['finalizing', ['Next: Stripe is about to finalize it', 'Draft created']],
      ['finalization_failed', ['Could not be finalized', 'Draft created']],
      ['open', ['Next: Due €3,636.50', 'Finalized as OAHZVNVB-0001', 'Draft created']],
      [
        'partially_paid',
        ['Next: Due €2,727.38', 'Paid in part €909.12', 'Finalized as OAHZVNVB-0001', 'Draft created'],
      ],
      ['payment_failed', ['Payment failed', 'Finalized as OAHZVNVB-0001', 'Draft created']],
      [
        'retrying',
        [
          'Next: Stripe tries to charge again €3,636.50',
          'Payment failed',
          'Finalized as OAHZVNVB-0001',
          'Draft created',
        ],
      ],
      ['past_due', ['Past due', 'Finalized as OAHZVNVB-0001', 'Draft created']],
      [
        'pending',
        ['Next: Due €3,636.50', 'Payment under way €3,636.50', 'Finalized as OAHZVNVB-0001', 'Draft created'],
      ],
      [
        'action_required',
        ['The customer has to confirm the payment', 'Finalized as OAHZVNVB-0001', 'Draft created'],
      ],
      ['paid', ['Paid €3,636.50', 'Finalized as OAHZVNVB-0001', 'Draft created']],
      [
        'credited',
        [
          'Nothing is left to pay, after credit',
          'Credit note OAHZVNVB-0001-CN-01 €3,636.50',
          'Finalized as OAHZVNVB-0001',
          'Draft created',
        ],
      ],
      [
        'partially_refunded',
        [
          'Paid back to the customer €909.12',
          'Paid €3,636.50',
          'Finalized as OAHZVNVB-0001',
          'Draft created',
        ],
      ],
      ['uncollectible', ['Given up as uncollectible', 'Finalized as OAHZVNVB-0001', 'Draft created']],
      ['void', ['Voided', 'Finalized as OAHZVNVB-0001', 'Draft created']],
    ];
    for (const [state, told] of stories) {
      it(`tells the story of an invoice that is ${state}`, async () => {
        const { timeline } = await scene({ state });
        expect(await steps(timeline)).to.deep.equal(told);
        await expect(timeline).to.be.accessible();
      });
    }

    it('says with what it was paid, when, and how long ago', async () => {
      const { timeline } = await scene({
        state: 'paid',
        prepare: async ({ clock }) => clock.advance(3 * DAY),
      });
      await shows(timeline, 'Visa •••• 4242');
      await shows(timeline, '3 days ago');
      const time = timeline.shadowRoot?.querySelector('time');
      expect(time?.dateTime).to.equal('2026-11-20T09:00:00.000Z');
    });

    it('gives the reason of a failed payment', async () => {
      const { timeline } = await scene({ state: 'payment_failed' });
      await shows(timeline, 'Visa •••• 0002 The card was declined.');
    });

    it('gives the reason of a failed finalization, and what mends it', async () => {
      const { timeline } = await scene({ state: 'finalization_failed' });
      await shows(timeline, 'The customer’s address is not enough to work out the tax.');
      await shows(timeline, 'Complete the customer’s address.');
    });

    it('says that a bank debit takes days', async () => {
      const { timeline } = await scene({ state: 'pending' });
      await shows(timeline, 'SEPA Direct Debit •••• 3000');
      await shows(timeline, 'It can take days until the bank has answered. Stripe does not tell when');
    });

    it('tells for when it was scheduled', async () => {
      const { timeline } = await scene({
        state: 'draft',
        async prepare({ stripe, clock }, id) {
          clock.advance(HOUR);
          const at = Date.UTC(2026, 11, 1, 8) / 1000;
          await stripe.invoices.update(id, { auto_advance: true, automatically_finalizes_at: at });
        },
      });
      const [next, set] = await steps(timeline);
      expect(next).to.equal('Next: Finalizes by itself');
      expect(set).to.match(/^Set to be finalized by itself on (Dec 1|Nov 30), 2026/);
    });

    it('says once that nobody knows whether the customer has opened it, and not of a draft', async () => {
      const { timeline } = await scene({ state: 'paid' });
      await part(timeline, 'step');
      expect(textOf(timeline).match(/whether the customer has opened/g)?.length).to.equal(1);
      const draft = await scene({ state: 'draft' });
      await part(draft.timeline, 'step');
      expect(textOf(draft.timeline)).to.not.contain('opened');
    });

    it('says from when on it knows everything', async () => {
      const { timeline } = await scene({
        state: 'paid',
        prepare: async ({ clock }) => clock.advance(40 * DAY),
      });
      await shows(timeline, 'of what was before November 30, 2026, only the main steps are known');
    });

    it('asks the page to open the invoice that has taken its place', async () => {
      const { timeline, id } = await scene({
        async prepare({ stripe }, id) {
          const revision = await stripe.invoices.create({
            from_invoice: { invoice: id, action: 'revision' },
          });
          await stripe.invoices.finalizeInvoice(revision.id);
        },
      });
      await shows(timeline, 'Voided');
      await shows(timeline, 'Another invoice has taken its place.');
      const asked: InvoiceOpenEvent[] = [];
      document.addEventListener('invoice-open', (event) => asked.push(event), { once: true });
      (await part(timeline, 'open')).click();
      expect(asked[0]?.detail.id).to.match(/^in_/);
      expect(asked[0]?.detail.id).to.not.equal(id);
      expect(asked[0]?.detail.invoice?.id).to.equal(id);
      expect(asked[0]?.cancelable).to.equal(true);
    });

    it('tells what the invoice itself tells where the adapter can no more, and says so', async () => {
      const { timeline } = await scene({
        state: 'paid',
        adapter: (adapter) =>
          new Proxy(adapter, {
            get: (target, name) => {
              if (['payments', 'invoiceEvents', 'creditNotes'].includes(String(name))) return undefined;
              const value: unknown = Reflect.get(target, name, target);
              return typeof value === 'function' ? (value.bind(target) as unknown) : value;
            },
          }),
      });
      expect(await steps(timeline)).to.deep.equal([
        'Paid €3,636.50',
        'Finalized as OAHZVNVB-0001',
        'Draft created',
      ]);
      await shows(timeline, 'Only the main steps are known here.');
    });

    it('draws what the page gives it, without a backend', async () => {
      const element = await fixture<InvoiceTimeline>(html`
        <invoice-timeline
          .invoice=${{ id: 'in_1', status: 'draft', created: 1_700_000_000 }}
        ></invoice-timeline>
      `);
      expect(await steps(element)).to.deep.equal(['Draft created']);
    });

    it('lets those look who may only look', async () => {
      const { timeline } = await scene({ state: 'paid', person: 'alpha-viewer' });
      expect((await steps(timeline))[0]).to.equal('Paid €3,636.50');
    });

    it('speaks German', async () => {
      const { timeline } = await scene({ state: 'payment_failed', lang: 'de' });
      await shows(timeline, 'Zahlung fehlgeschlagen');
      await shows(timeline, 'Die Karte wurde abgelehnt.');
      await shows(timeline, 'Stripe sagt nicht, ob der Kunde die Rechnung geöffnet hat.');
    });
  });

  describe('live', () => {
    it('keeps up with what happens, and tells it once', async () => {
      const { timeline, world, id } = await scene();
      await part(timeline, 'step');
      expect(status(timeline)).to.equal('');
      await world.listening;
      await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
      await shows(timeline, 'Visa •••• 4242');
      await until(() => status(timeline) === 'Paid €3,636.50. Visa •••• 4242', 'it is told');
    });

    it('reads its sources one round at a time, and a late answer never beats a newer one', async () => {
      const { opened, open } = gate();
      let rounds = 0;
      let atOnce = 0;
      let most = 0;
      const { timeline, world, id } = await scene({
        between: async (request, next) => {
          if (!asks(request, '/invoice_payments')) return next(request);
          rounds++;
          most = Math.max(most, ++atOnce);
          const answer = await next(request);
          if (rounds === 1) await opened;
          atOnce--;
          return answer;
        },
      });
      await until(() => rounds === 1);
      await world.listening;
      await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
      await world.settled();
      open();
      await shows(timeline, 'Visa •••• 4242');
      expect(most).to.equal(1);
      expect(rounds).to.be.lessThan(5);
    });

    it('forgets the steps of another invoice at once', async () => {
      const { timeline, world } = await scene({ state: 'paid' });
      await part(timeline, 'step');
      const other = await scenarios.draft(world);
      timeline.invoiceId = other.id;
      await until(async () => (await steps(timeline)).join() === 'Draft created');
      expect(status(timeline)).to.equal('');
    });
  });

  describe('in trouble', () => {
    it('shows the rest where the payments can’t be read, says so, and reads them again', async () => {
      let broken = true;
      const { timeline } = await scene({
        state: 'partially_paid',
        between: async (request, next) =>
          broken && asks(request, '/invoice_payments')
            ? refusal(500, 'internal_error', 'No.', { retryable: true })
            : next(request),
      });
      await shows(timeline, 'Payments could not be read.');
      await shows(timeline, 'The server could not answer.');
      await shows(timeline, 'Finalized as OAHZVNVB-0001');
      await shows(timeline, 'Paid in part');
      expect(textOf(timeline)).to.not.contain('Visa');
      await expect(timeline).to.be.accessible();
      broken = false;
      (await part(timeline, 'retry')).click();
      await shows(timeline, 'Visa •••• 4242');
      expect(textOf(timeline)).to.not.contain('could not be read');
    });

    it('names all that could not be read', async () => {
      const { timeline } = await scene({
        state: 'paid',
        between: async (request, next) =>
          ['/invoice_payments', '/credit_notes'].some((what) => asks(request, what)) ||
          /in_\w+\/events$/.test(new URL(request.url).pathname)
            ? refusal(403, 'forbidden')
            : next(request),
      });
      await shows(timeline, 'Payments could not be read.');
      await shows(timeline, 'Not every step could be read.');
      await shows(timeline, 'Credit notes could not be read.');
      await shows(timeline, 'Paid');
    });

    it('needs no events where the backend has none', async () => {
      const { timeline } = await scene({
        state: 'paid',
        between: async (request, next) =>
          /in_\w+\/events$/.test(new URL(request.url).pathname)
            ? refusal(404, 'route_unknown')
            : next(request),
      });
      await shows(timeline, 'Only the main steps are known here.');
      expect(textOf(timeline)).to.not.contain('could not be read');
    });

    it('waits with a skeleton of the same kind, and shows what there is when it takes long', async () => {
      const { opened, open } = gate();
      const { timeline } = await scene({
        between: async (request, next) => {
          if (asks(request, '/invoice_payments')) await opened;
          return next(request);
        },
      });
      await shows(timeline, 'Reading what has happened…');
      expect(timeline.shadowRoot?.querySelectorAll('ol[aria-hidden] .skeleton').length).to.equal(6);
      await shows(timeline, 'Some of it is still being read…');
      await shows(timeline, 'Finalized as');
      open();
      await until(() => !textOf(timeline).includes('still being read'));
    });

    it('says why it can’t be shown, and tries again', async () => {
      let down = true;
      const { timeline } = await scene({
        between: async (request, next) => {
          if (down) throw new TypeError('Failed to fetch');
          return next(request);
        },
      });
      await shows(timeline, 'The server cannot be reached.');
      down = false;
      (await part(timeline, 'retry')).click();
      await shows(timeline, 'Draft created');
    });

    it('tells of a draft that is deleted while it is shown', async () => {
      const { timeline, world, id } = await scene({ state: 'draft' });
      await part(timeline, 'step');
      await world.listening;
      await world.stripe.invoices.del(id);
      await shows(timeline, /Draft deleted|Not found/);
    });
  });
});
