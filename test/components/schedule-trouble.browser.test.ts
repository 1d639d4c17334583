/** `invoice-schedule` where something goes wrong: refused, stale, slow, lost, twice, failed at its time. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { scenarios } from '../../server-stub/scenarios.js';
import { WORLD_START } from '../../server-stub/world.js';
import { deaf, focused, gate, part, refusal, shows } from './harness.js';
import { ask, choose, closed, openForm, scene, type, types, type Scene } from './schedule-scene.js';
import { until } from './until.js';

const DAY = 86_400;
const TOMORROW = Date.UTC(2026, 10, 21, 8) / 1000;

const isWrite = (request: Request): boolean => request.method === 'POST';
const confirm = async ({ schedule }: Scene): Promise<void> => (await part(schedule, 'confirm')).click();
const hasPart = ({ schedule }: Scene, name: string): boolean =>
  schedule.shadowRoot?.querySelector(`[part~=${name}]`) !== null;

async function asked(options: Parameters<typeof scene>[0] = {}): Promise<Scene> {
  const made = await scene(options);
  await openForm(made.schedule);
  await choose(made.schedule, 'tomorrow');
  await ask(made.schedule);
  return made;
}

describe('invoice-schedule in trouble', () => {
  it('shows what has changed while it asked, and asks again', async () => {
    const made = await asked();
    const { schedule, world, id, stored, writes } = made;
    await world.listening;
    await world.stripe.invoices.addLines(id, { lines: [{ amount: 5000, description: 'Travel' }] });
    await shows(schedule, 'The draft has changed since this was shown.');
    await shows(schedule, 'Travel €50.00');
    expect(hasPart(made, 'confirm')).to.equal(false);
    (await part(schedule, 'review')).click();
    await shows(schedule, '4 items');
    await confirm(made);
    await shows(schedule, 'Scheduled.');
    expect(writes.length).to.equal(1);
    expect((await stored()).automatically_finalizes_at).to.equal(TOMORROW);
  });

  it('shows that somebody else has set a time meanwhile', async () => {
    const { schedule, world, id } = await asked();
    await world.listening;
    await world.stripe.invoices.update(id, {
      auto_advance: true,
      automatically_finalizes_at: TOMORROW + DAY,
    });
    await shows(schedule, 'The draft has changed since this was shown.');
    await shows(schedule, 'Finalizes at none');
  });

  it('is refused by the backend where only that knows of the change, and sets nothing', async () => {
    const made = await asked({ between: deaf });
    const { schedule, world, id, stored, events } = made;
    await world.stripe.invoices.update(id, { days_until_due: 30 });
    await confirm(made);
    await shows(schedule, 'The draft has changed since this was shown.');
    await shows(schedule, 'Due date Dec 4, 2026 Dec 20, 2026');
    expect((await stored()).automatically_finalizes_at).to.equal(null);
    expect(types(events)).to.deep.equal(['invoice-schedule', 'invoice-error']);
  });

  it('leaves the form where the draft is no draft any more', async () => {
    const { schedule, world, id } = await scene();
    await openForm(schedule);
    await world.listening;
    await world.stripe.invoices.finalizeInvoice(id);
    await closed(schedule);
    await shows(schedule, 'Finalized on Fri, Nov 20, 2026');
    expect(schedule.shadowRoot?.contains(focused())).to.equal(true);
  });

  it('leaves what it asks where the draft is deleted', async () => {
    const { schedule, world, id } = await asked();
    await world.listening;
    await world.stripe.invoices.del(id);
    await closed(schedule);
  });

  it('is busy while it runs, and can’t be started twice or left', async () => {
    const { opened, open } = gate();
    const made = await asked({
      between: async (request, next) => {
        if (isWrite(request)) await opened;
        return next(request);
      },
    });
    const { schedule, writes, events } = made;
    await confirm(made);
    await confirm(made);
    await shows(schedule, 'Setting the time…');
    expect((await part(schedule, 'confirm')).getAttribute('aria-busy')).to.equal('true');
    (await part(schedule, 'back')).click();
    await sendKeys({ press: 'Escape' });
    schedule.hide();
    expect(hasPart(made, 'asking')).to.equal(true);
    open();
    await shows(schedule, 'Scheduled.');
    expect(writes.length).to.equal(1);
    expect(types(events)).to.deep.equal(['invoice-schedule', 'invoice-scheduled']);
  });

  it('sets it once where the answer was lost', async () => {
    let lost = 0;
    const made = await asked({
      between: async (request, next) => {
        const answer = await next(request);
        if (isWrite(request) && lost++ === 0) throw new TypeError('Failed to fetch');
        return answer;
      },
    });
    await confirm(made);
    await shows(made.schedule, 'Scheduled.');
    expect(made.writes.length).to.equal(1);
    expect((await made.stored()).automatically_finalizes_at).to.equal(TOMORROW);
  });

  it('says when nobody knows whether it was done, and never does it twice', async () => {
    let down = false;
    let lost = 0;
    const made = await asked({
      set: { retry: { attempts: 1 } },
      between: async (request, next) => {
        if (isWrite(request) && lost++ === 0) down = true;
        if (down) throw new TypeError('Failed to fetch');
        return next(request);
      },
    });
    await confirm(made);
    await shows(made.schedule, 'Not known yet whether it was done');
    expect((await made.stored()).automatically_finalizes_at).to.equal(null);
    down = false;
    await confirm(made);
    await shows(made.schedule, 'Scheduled.');
    expect((await made.stored()).automatically_finalizes_at).to.equal(TOMORROW);
  });

  it('takes it for done as soon as the invoice shows it', async () => {
    let down = false;
    const made = await asked({
      set: { retry: { attempts: 1 } },
      between: async (request, next) => {
        if (down && !request.url.endsWith('/events')) throw new TypeError('Failed to fetch');
        const answer = await next(request);
        if (!isWrite(request)) return answer;
        down = true;
        throw new TypeError('Failed to fetch');
      },
    });
    await confirm(made);
    await shows(made.schedule, 'Not known yet whether it was done');
    down = false;
    window.dispatchEvent(new Event('online'));
    await shows(made.schedule, 'Scheduled.');
    expect(types(made.events)).to.deep.equal(['invoice-schedule', 'invoice-error', 'invoice-scheduled']);
  });

  it('says that it was refused, keeps the choice, and can be tried again', async () => {
    let broken = true;
    const made = await asked({
      set: { retry: { attempts: 1 } },
      between: async (request, next) =>
        isWrite(request) && broken ? refusal(500, 'internal_error') : next(request),
    });
    const { schedule } = made;
    await confirm(made);
    await shows(schedule, 'The time is not set');
    (await part(schedule, 'back')).click();
    const field = await part<HTMLInputElement>(schedule, 'input');
    expect(field.value).to.equal('2026-11-21T09:00');
    await ask(schedule);
    await confirm(made);
    await shows(schedule, 'The time is not set');
    broken = false;
    await confirm(made);
    await shows(schedule, 'Scheduled.');
  });

  it('offers another time, not another try, where the time has come too near', async () => {
    const made = await asked({
      between: async (request, next) =>
        isWrite(request)
          ? refusal(400, 'schedule_too_near', 'Too near.', { param: 'automatically_finalizes_at' })
          : next(request),
    });
    await confirm(made);
    await shows(made.schedule, 'That time is too near.');
    await shows(made.schedule, 'Choose a later one.');
    expect(hasPart(made, 'confirm')).to.equal(false);
    await expect(made.schedule).to.be.accessible();
  });

  it('says where the backend was not told what was shown', async () => {
    const made = await asked({
      between: async (request, next) => (isWrite(request) ? refusal(400, 'expected_missing') : next(request)),
    });
    await confirm(made);
    await shows(made.schedule, 'The backend was not told what you had been shown.');
  });

  it('says what Stripe says of a time that it does not take', async () => {
    const made = await asked({
      between: async (request, next) =>
        isWrite(request)
          ? refusal(400, 'invalid_request', 'The time is no good.', { param: 'automatically_finalizes_at' })
          : next(request),
    });
    await confirm(made);
    await shows(made.schedule, 'The time is no good.');
    await shows(made.schedule, 'Field: Finalizes at');
  });

  it('goes back to the form where the time has passed while it asked', async () => {
    const made = await scene({ between: deaf });
    const { schedule, writes } = made;
    await openForm(schedule);
    // The world stands at 10:00 in Berlin, and so does the page, but for the seconds since it was opened.
    await type(schedule, '2026-11-20T10:01');
    await ask(schedule);
    const { now } = performance;
    performance.now = () => now.call(performance) + 120_000;
    try {
      await confirm(made);
      await shows(schedule, 'That time has passed.');
    } finally {
      performance.now = now;
    }
    expect(writes).to.deep.equal([]);
  });

  it('stays where it is when what it asks about can’t be read', async () => {
    let down = false;
    const made = await scene({
      between: async (request, next) => (down ? refusal(500, 'internal_error') : next(request)),
    });
    const { schedule, events } = made;
    await openForm(schedule);
    down = true;
    (await part(schedule, 'continue')).click();
    await shows(schedule, 'The server could not answer.');
    expect(types(events)).to.deep.equal(['invoice-error']);
    down = false;
    await ask(schedule);
  });

  it('says that it could not be turned off, and tries again from there', async () => {
    let broken = true;
    const made = await scene({
      state: 'scheduled',
      set: { retry: { attempts: 1 } },
      between: async (request, next) =>
        isWrite(request) && broken ? refusal(500, 'internal_error', '', { retryable: true }) : next(request),
    });
    const { schedule, stored } = made;
    (await part(schedule, 'off')).click();
    await shows(schedule, 'Not turned off');
    await shows(schedule, 'Wed, Nov 25, 2026');
    broken = false;
    (await part(schedule, 'retry')).click();
    await shows(schedule, 'Turned off');
    expect((await stored()).auto_advance).to.equal(false);
  });

  it('says that it could not be had back', async () => {
    let off = false;
    const made = await scene({
      state: 'scheduled',
      between: async (request, next) => {
        if (isWrite(request) && off) return refusal(403, 'forbidden');
        off ||= isWrite(request);
        return next(request);
      },
    });
    (await part(made.schedule, 'off')).click();
    (await part(made.schedule, 'undo')).click();
    await shows(made.schedule, 'You are not allowed to do this.');
  });

  it('asks no more about an open invoice that was paid meanwhile', async () => {
    const { schedule, world, id } = await scene({ state: 'payment_failed' });
    (await part(schedule, 'on')).click();
    await part(schedule, 'asking');
    await world.listening;
    await world.stripe.invoices.pay(id, { paid_out_of_band: true });
    await closed(schedule);
    await shows(schedule, 'This invoice is paid');
  });

  it('says where an open invoice could not be read before asking', async () => {
    let down = false;
    const made = await scene({
      state: 'payment_failed',
      between: async (request, next) =>
        down ? refusal(500, 'internal_error', '', { retryable: true }) : next(request),
    });
    await part(made.schedule, 'on');
    down = true;
    (await part(made.schedule, 'on')).click();
    await shows(made.schedule, 'The server could not answer.');
    down = false;
    (await part(made.schedule, 'retry')).click();
    await part(made.schedule, 'asking');
  });

  describe('at its time', () => {
    it('says why Stripe could not finalize it, and that a new time is the way on', async () => {
      const { schedule, world, id } = await scene({
        state: 'scheduled',
        scenario: { customer: 'nimbus' },
        prepare: ({ stripe }, id) => stripe.invoices.update(id, { automatic_tax: { enabled: true } }),
      });
      await part(schedule, 'set');
      await world.listening;
      world.clock.advance(5 * DAY);
      world.stub.tick();
      await shows(schedule, 'The last try to finalize it failed');
      await shows(schedule, 'It was to be finalized by itself on Wed, Nov 25, 2026, 10:00 AM.');
      await shows(schedule, 'The customer’s address is not enough to work out the tax.');
      await shows(schedule, 'Complete the customer’s address.');
      await shows(schedule, 'then set a new time or finalize it by hand');
      await expect(schedule).to.be.accessible();
      const { customer } = await world.stripe.invoices.retrieve(id);
      await world.stripe.customers.update(customer as string, {
        address: { line1: '1 Main Street', postal_code: '97403', city: 'Eugene', state: 'OR', country: 'US' },
      });
      (await part(schedule, 'set')).click();
      await part(schedule, 'form');
    });

    it('is read anew where nothing tells of changes', async () => {
      let reads = 0;
      const { schedule } = await scene({
        prepare: ({ stripe, stub }, id) => {
          stub.postpone(id, DAY);
          return stripe.invoices.update(id, {
            auto_advance: true,
            automatically_finalizes_at: WORLD_START + 2,
          });
        },
        between: (request, next) => {
          if (/\/invoices\/in_\w+$/.test(request.url)) reads++;
          return deaf(request, next);
        },
      });
      await shows(schedule, 'Finalizes at Fri, Nov 20, 2026, 10:00 AM');
      const before = reads;
      await shows(schedule, 'Stripe is about to finalize it');
      await until(() => reads > before);
    });
  });

  it('says why it can’t be shown, and tries again', async () => {
    let down = true;
    const { schedule } = await scene({
      between: async (request, next) => {
        if (down) throw new TypeError('Failed to fetch');
        return next(request);
      },
    });
    await shows(schedule, 'The server cannot be reached.');
    down = false;
    (await part(schedule, 'retry')).click();
    await shows(schedule, 'No time is set');
  });

  it('begins anew with another invoice', async () => {
    const made = await asked();
    const { schedule, world } = made;
    const other = await scenarios.scheduled(world);
    schedule.invoiceId = other.id;
    await closed(schedule);
    await shows(schedule, 'Wed, Nov 25, 2026, 10:00 AM');
    await until(() => !hasPart(made, 'asking'));
  });
});
