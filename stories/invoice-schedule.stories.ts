import { html, nothing } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-schedule/invoice-schedule.define.js';
import type { InvoiceSchedule } from '../src/components/invoice-schedule/invoice-schedule.js';
import type { MswFault } from '../server-stub/msw.js';
import type { World } from '../server-stub/world.js';
import { inScene, part, sceneOf, settled, shows, type SceneOptions } from './support/scene.js';

interface Args {
  'time-zone': string;
  'local-time-zone': string;
}

const meta: Meta<Args> = {
  title: 'Elements/invoice-schedule',
  component: 'invoice-schedule',
  args: { 'time-zone': '', 'local-time-zone': 'America/New_York' },
  async play({ canvasElement }) {
    await settled(scheduleIn(canvasElement));
  },
  render(args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-schedule
      adapter-url=${url}
      invoice-id=${invoice?.id ?? 'in_1'}
      time-zone=${args['time-zone'] || nothing}
      local-time-zone=${args['local-time-zone'] || nothing}
    ></invoice-schedule>`;
  },
};

export default meta;

type Story = StoryObj<Args>;
type Context = Parameters<NonNullable<Story['play']>>[0];

const HOUR = 3600;
const DAY = 24 * HOUR;

const scheduleIn = (canvas: HTMLElement): InvoiceSchedule | null => canvas.querySelector('invoice-schedule');
const writes = ({ method }: Request): boolean => method === 'POST';

/** On an account in Berlin, read in New York. */
const inBerlin = (options: SceneOptions): ReturnType<typeof inScene> =>
  inScene({ timezone: 'Europe/Berlin', ...options });

const press = async ({ canvasElement }: Context, name: string): Promise<void> =>
  (await part(scheduleIn(canvasElement), name)).click();

async function openForm(context: Context): Promise<void> {
  await press(context, 'set');
  await shows(scheduleIn(context.canvasElement), 'form');
}

async function type(context: Context, text: string): Promise<void> {
  const field = (await part(scheduleIn(context.canvasElement), 'input')) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input'));
}

async function ask(context: Context): Promise<void> {
  await openForm(context);
  await press(context, 'continue');
  await shows(scheduleIn(context.canvasElement), '[part=asking]');
}

const typing = (text: string, options: SceneOptions = {}): Story => ({
  ...inBerlin({ state: 'draft', ...options }),
  async play(context) {
    await openForm(context);
    await type(context, text);
    await press(context, 'continue');
  },
});

const asking = (options: SceneOptions): Story => ({ ...inBerlin({ state: 'draft', ...options }), play: ask });

/** What comes of a confirmation that meets a fault; it is tried once. */
const failing = (fault: MswFault): Story => ({
  ...inBerlin({ state: 'draft' }),
  async play(context) {
    const schedule = scheduleIn(context.canvasElement);
    if (schedule) schedule.retry = { attempts: 1 };
    await ask(context);
    sceneOf(context).faults.push({ match: writes, ...fault });
    await press(context, 'confirm');
    await shows(schedule, '.problem');
  },
});

const advances = (auto_advance: boolean) => (world: World, invoice: { id: string }) =>
  world.stripe.invoices.update(invoice.id, { auto_advance });

/** Nothing happens by itself. */
export const None: Story = inBerlin({ state: 'draft' });

/** At Stripe's own hour. */
export const StripesOwnHour: Story = inBerlin({ state: 'draft', then: advances(true) });

/** At a time that somebody has set. */
export const Scheduled: Story = inBerlin({ state: 'scheduled' });

/** Where account and reader have one clock. */
export const OneZone: Story = {
  ...inBerlin({ state: 'scheduled' }),
  args: { 'local-time-zone': 'Europe/Berlin' },
};

/** It would charge the saved card. */
export const ScheduledCharge: Story = inBerlin({
  state: 'scheduled',
  scenario: { collection_method: 'charge_automatically', customer: 'globex' },
});

/** As things are it will fail: automatic tax does not know where the customer is. */
export const ScheduledToFail: Story = inBerlin({
  state: 'scheduled',
  scenario: { customer: 'nimbus' },
  then: ({ stripe }, { id }) => stripe.invoices.update(id, { automatic_tax: { enabled: true } }),
});

/** Its time has come, and Stripe is about to. */
export const Finalizing: Story = inBerlin({ state: 'finalizing' });

/** Its time was an hour ago. */
export const Late: Story = inBerlin({
  state: 'finalizing',
  then: async ({ clock }) => clock.advance(HOUR),
});

/** Nothing was mended in time. */
export const FailedAtItsTime: Story = inBerlin({
  state: 'scheduled',
  scenario: { customer: 'nimbus' },
  async then({ stripe, stub, clock }, { id }) {
    await stripe.invoices.update(id, { automatic_tax: { enabled: true } });
    clock.advance(6 * DAY);
    stub.tick();
  },
});

export const Editing: Story = { ...inBerlin({ state: 'draft' }), play: openForm };

/** Over the time that is set. */
export const Changing: Story = { ...inBerlin({ state: 'scheduled' }), play: openForm };

/** In the night in which the clocks of the account go back, 2:30 comes twice. */
export const TimeThatComesTwice: Story = {
  ...inBerlin({ state: 'draft' }),
  async play(context) {
    await openForm(context);
    await type(context, '2027-10-31T02:30');
    await shows(scheduleIn(context.canvasElement), '.twice');
  },
};

/** Which of the two it is, is said with it. */
export const AsksForTimeThatComesTwice: Story = typing('2027-10-31T02:30');

/** In the night in which they go forward, there is no 2:30. */
export const TimeThatIsNot: Story = typing('2027-03-28T02:30');

export const TimeThatHasPassed: Story = typing('2026-11-20T09:00');
export const TimeTooFarAway: Story = typing('2031-12-01T09:00');
export const NoTime: Story = typing('');

/** Less than ten minutes away: as good as finalizing. */
export const TimeThatIsNear: Story = {
  ...inBerlin({ state: 'draft' }),
  async play(context) {
    await openForm(context);
    await type(context, '2026-11-20T10:05');
  },
};

export const Asks: Story = asking({});
export const AsksToCharge: Story = asking({
  scenario: { collection_method: 'charge_automatically', customer: 'globex' },
});
export const AsksWithWarnings: Story = asking({
  scenario: { customer: 'nimbus' },
  then: ({ stripe }, { id }) => stripe.invoices.update(id, { automatic_tax: { enabled: true } }),
});

/** Another time than the one that is set. */
export const AsksForAnotherTime: Story = {
  ...inBerlin({ state: 'scheduled' }),
  async play(context) {
    await openForm(context);
    await type(context, '2026-12-01T08:00');
    await press(context, 'continue');
    await shows(scheduleIn(context.canvasElement), '[part=asking]');
  },
};

/** Somebody else adds an item meanwhile. */
export const Changed: Story = {
  ...inBerlin({ state: 'draft' }),
  async play(context) {
    await ask(context);
    const { world, invoice, listening } = sceneOf(context);
    await listening;
    await world.stripe.invoices.addLines(invoice?.id ?? '', {
      lines: [{ amount: 5000, description: 'Travel' }],
    });
    await shows(scheduleIn(context.canvasElement), '.changed');
  },
};

export const Running: Story = {
  ...inBerlin({ state: 'draft', faults: [{ delay: 'infinite', match: writes }] }),
  async play(context) {
    await ask(context);
    await press(context, 'confirm');
  },
};

/** Just scheduled. */
export const Done: Story = {
  ...inBerlin({ state: 'draft' }),
  async play(context) {
    await ask(context);
    await press(context, 'confirm');
    await shows(scheduleIn(context.canvasElement), '.outcome');
  },
};

/** Turned off, and can be had back. */
export const TurnedOff: Story = {
  ...inBerlin({ state: 'scheduled' }),
  async play(context) {
    await press(context, 'off');
    await shows(scheduleIn(context.canvasElement), '.outcome');
  },
};

export const FailedForPermission: Story = failing({ status: 403 });
export const FailedAtTheServer: Story = failing({ status: 500 });
export const FailedUnsettled: Story = failing({ offline: true });

/** What is asked about could not be read. */
export const FailedToAsk: Story = {
  ...inBerlin({ state: 'draft' }),
  async play(context) {
    await openForm(context);
    sceneOf(context).faults.push({ status: 500 });
    await press(context, 'continue');
    await shows(scheduleIn(context.canvasElement), '.problem');
  },
};

/** Turning off failed, and is tried again from here. */
export const NotTurnedOff: Story = {
  ...inBerlin({ state: 'scheduled', faults: [{ status: 500, match: writes }] }),
  async play(context) {
    const schedule = scheduleIn(context.canvasElement);
    if (schedule) schedule.retry = { attempts: 1 };
    await press(context, 'off');
    await shows(schedule, '.problem');
  },
};

/** Finalized at its time, while the page looked on. */
export const FinalizedByItself: Story = {
  ...inBerlin({ state: 'scheduled' }),
  async play(context) {
    const { world, listening } = sceneOf(context);
    const schedule = scheduleIn(context.canvasElement);
    await part(schedule, 'set');
    await listening;
    world.clock.advance(5 * DAY);
    world.stub.tick();
    await shows(schedule, '[part=finalized]');
  },
};

/** Open: Stripe reminds of it. */
export const OpenReminding: Story = inBerlin({ state: 'open', then: advances(true) });
export const OpenNotReminding: Story = inBerlin({ state: 'open' });

/** Open: Stripe charges for it, and tries again. */
export const OpenCharging: Story = inBerlin({ state: 'retrying' });
export const OpenNotCharging: Story = inBerlin({ state: 'payment_failed' });

export const AsksToChargeByItself: Story = {
  ...inBerlin({ state: 'payment_failed' }),
  async play(context) {
    await press(context, 'on');
    await shows(scheduleIn(context.canvasElement), '[part=asking]');
  },
};

export const Paid: Story = inBerlin({ state: 'paid' });
export const Void: Story = inBerlin({ state: 'void' });

export const Deleted: Story = {
  ...inBerlin({ state: 'deleted' }),
  render: (_args, context) => {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-schedule adapter-url=${url} .invoice=${invoice}></invoice-schedule>`;
  },
};

/** May look, may not act. */
export const MayNot: Story = inBerlin({ state: 'scheduled', person: 'alpha-viewer' });

/** In a dialog of something else. */
export const InADialog: Story = {
  ...inBerlin({ state: 'draft' }),
  render(args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<dialog aria-label="Schedule">
      <invoice-schedule
        adapter-url=${url}
        invoice-id=${invoice?.id ?? ''}
        local-time-zone=${args['local-time-zone']}
      ></invoice-schedule>
    </dialog>`;
  },
  async play(context) {
    context.canvasElement.querySelector('dialog')?.showModal();
    await scheduleIn(context.canvasElement)?.show();
    await shows(scheduleIn(context.canvasElement), 'form');
  },
};

/** No invoice yet. */
export const Empty: Story = { ...inScene(), render: () => html`<invoice-schedule></invoice-schedule>` };
export const Loading: Story = { ...inScene({ faults: [{ delay: 'infinite' }] }), play: () => undefined };
export const Offline: Story = {
  ...inScene({ faults: [{ offline: true }] }),
  async play({ canvasElement }) {
    await shows(scheduleIn(canvasElement), '.problem');
  },
};
export const SignedOut: Story = inScene({ person: null });
export const NotFound: Story = inScene();
