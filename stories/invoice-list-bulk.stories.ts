import { html } from 'lit';
import { until as after } from 'lit/directives/until.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-list/invoice-list.define.js';
import type { MswFault } from '../server-stub/msw.js';
import type { World } from '../server-stub/world.js';
import { chooseAll, finalizeAll, leaveRun, listIn, press } from './support/bulk.js';
import { inScene, part, sceneOf, until } from './support/scene.js';
import { aMonth, drafts } from './support/stock.js';

const meta: Meta = {
  title: 'Elements/invoice-list bulk',
  component: 'invoice-list',
  render: (_args, context) => html`<invoice-list adapter-url=${sceneOf(context).url}></invoice-list>`,
};

export default meta;

type Story = StoryObj;

const isFinalize = ({ url }: Request): boolean => url.endsWith('/finalize');

/** So many get through, the others meet the fault. */
function lets(count: number, fault: MswFault): MswFault {
  let met = 0;
  return { ...fault, match: (request) => isFinalize(request) && ++met > count };
}

/** A month, and a draft that nothing is on. */
async function mixed(world: World): Promise<void> {
  await world.stripe.invoices.create({ customer: world.customers.acme.id, currency: 'eur' });
  await aMonth(world);
}

/** What is chosen, what it comes to, and to how many of them each can be done. */
export const Bar: Story = {
  ...inScene({ stock: aMonth }),
  play: async ({ canvasElement }) => chooseAll(canvasElement),
};

/** What would come of it, before anything is done. */
export const DryRun: Story = {
  ...inScene({ stock: mixed }),
  async play({ canvasElement }) {
    await chooseAll(canvasElement);
    await press(canvasElement, 'act-finalize');
    await part(listIn(canvasElement), 'confirm');
  },
};

/** What can't be undone is named, with its count. */
export const DeleteAsked: Story = {
  ...inScene({ stock: drafts(7) }),
  async play({ canvasElement }) {
    await chooseAll(canvasElement);
    await press(canvasElement, 'act-delete');
    await part(listIn(canvasElement), 'confirm');
  },
};

/** The same time for many. */
export const Schedule: Story = {
  ...inScene({ stock: drafts(7), timezone: 'America/New_York' }),
  async play({ canvasElement }) {
    await chooseAll(canvasElement);
    await press(canvasElement, 'act-schedule');
    await part(listIn(canvasElement), 'form');
  },
};

/** Twenty drafts, of which some are done. */
export const Running: Story = {
  ...inScene({ stock: drafts(20), faults: [lets(7, { delay: 'infinite' })] }),
  async play({ canvasElement }) {
    await finalizeAll(canvasElement);
    const bar = await part(listIn(canvasElement), 'progress');
    await until(() => bar.getAttribute('aria-valuenow') === '7', 'seven of them');
  },
};

/** Found after a crash; nothing goes on before the person says so. */
export const Interrupted: Story = {
  ...inScene({ stock: drafts(12) }),
  render: (args, context) =>
    html`${after(leaveRun(sceneOf(context), 5).then(() => meta.render?.(args, context)))}`,
  async play({ canvasElement }) {
    await until(() => listIn(canvasElement), 'the list');
    await part(listIn(canvasElement), 'go-on-run');
  },
};

/** It has ended, and not everything was done. */
export const Ended: Story = {
  ...inScene({ stock: drafts(9), faults: [lets(7, { status: 403 })] }),
  async play({ canvasElement }) {
    await finalizeAll(canvasElement);
    await part(listIn(canvasElement), 'again');
  },
};

/** What came of each. */
export const Receipt: Story = {
  ...Ended,
  async play(context) {
    await Ended.play?.(context);
    await press(context.canvasElement, 'receipt');
    await part(listIn(context.canvasElement), 'receipts');
  },
};
