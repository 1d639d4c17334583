import { html, nothing } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/finalize-button/finalize-button.define.js';
import type { FinalizeButton } from '../src/components/finalize-button/finalize-button.js';
import type { MswFault } from '../server-stub/msw.js';
import { inScene, part, sceneOf, settled, shows, type SceneOptions } from './support/scene.js';

interface Args {
  'auto-advance': 'true' | 'false' | '';
}

const meta: Meta<Args> = {
  title: 'Elements/finalize-button',
  component: 'finalize-button',
  args: { 'auto-advance': '' },
  argTypes: { 'auto-advance': { control: 'select', options: ['', 'true', 'false'] } },
  async play({ canvasElement }) {
    await settled(canvasElement.querySelector('finalize-button'));
  },
  render(args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<finalize-button
      adapter-url=${url}
      invoice-id=${invoice?.id ?? 'in_1'}
      auto-advance=${args['auto-advance'] || nothing}
    ></finalize-button>`;
  },
};

export default meta;

type Story = StoryObj<Args>;
type Context = Parameters<NonNullable<Story['play']>>[0];

const buttonIn = (canvas: HTMLElement): FinalizeButton | null => canvas.querySelector('finalize-button');
const finalizes = ({ method, url }: Request): boolean => method === 'POST' && url.endsWith('/finalize');

async function openDialog({ canvasElement }: Context): Promise<void> {
  (await part(buttonIn(canvasElement), 'button')).click();
  await shows(buttonIn(canvasElement), 'dialog[open]');
}

async function confirm(context: Context): Promise<void> {
  await openDialog(context);
  (await part(buttonIn(context.canvasElement), 'confirm')).click();
}

/** The dialog as it opens. */
const asking = (options: SceneOptions, args: Partial<Args> = {}): Story => ({
  ...inScene({ state: 'draft', ...options }),
  args,
  play: openDialog,
});

/** What comes of a confirmation that meets a fault; it is tried once. */
function failing(fault: MswFault): Story {
  return {
    ...inScene({ state: 'draft' }),
    async play(context) {
      const button = buttonIn(context.canvasElement);
      if (button) button.retry = { attempts: 1 };
      await openDialog(context);
      sceneOf(context).faults.push({ match: finalizes, ...fault });
      (await part(button, 'confirm')).click();
      await shows(button, 'dialog .problem');
    },
  };
}

/** The draft has been changed by somebody else. */
const changed = (change: (context: Context, id: string) => Promise<unknown>): Story => ({
  ...inScene({ state: 'draft' }),
  async play(context) {
    await openDialog(context);
    await sceneOf(context).listening;
    await change(context, sceneOf(context).invoice?.id ?? '');
    await shows(buttonIn(context.canvasElement), '.changed');
  },
});

export const Draft: Story = inScene({ state: 'draft' });

/** No invoice yet. */
export const Empty: Story = { ...inScene(), render: () => html`<finalize-button></finalize-button>` };

/** The usual case: Stripe waits for “Send”. */
export const AsksToSend: Story = asking({});

/** With automatic collection on, Stripe emails by itself; in test mode it does not. */
export const AsksToEmail: Story = asking({}, { 'auto-advance': 'true' });

export const AsksToCharge: Story = asking(
  { scenario: { collection_method: 'charge_automatically', customer: 'globex' } },
  { 'auto-advance': 'true' },
);

export const AsksWithoutCharge: Story = asking({ scenario: { collection_method: 'charge_automatically' } });

export const AsksWithTax: Story = asking({
  then: async ({ stripe }, { id }) => {
    const [added, included] = await Promise.all([
      stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false }),
      stripe.taxRates.create({ display_name: 'City tax', percentage: 2.5, inclusive: true }),
    ]);
    await stripe.invoices.update(id, { default_tax_rates: [added.id, included.id] });
  },
});

/** Nothing to pay: paid at once. */
export const AsksForNothing: Story = asking({
  scenario: { lines: [{ description: 'First month, on the house', quantity: '1', unitAmount: '0' }] },
});

export const AsksForYen: Story = asking({ scenario: { customer: 'sakura' } });
export const AsksForDinar: Story = asking({ scenario: { customer: 'dana' } });

/** It would finalize itself in five days. */
export const AsksBeforeSchedule: Story = asking({ state: 'scheduled' });

/** What Stripe may refuse, or did refuse. */
export const AsksWithWarnings: Story = asking({ state: 'finalization_failed' });

export const Changed: Story = changed(({ loaded }, id) =>
  sceneOf({ loaded }).world.stripe.invoices.addLines(id, {
    lines: [{ amount: 5000, description: 'Travel' }],
  }),
);

export const FinalizedMeanwhile: Story = changed(({ loaded }, id) =>
  sceneOf({ loaded }).world.stripe.invoices.finalizeInvoice(id),
);

export const DeletedMeanwhile: Story = changed(({ loaded }, id) =>
  sceneOf({ loaded }).world.stripe.invoices.del(id),
);

/** Only the backend knows of the change: it refuses what was shown. */
export const Stale: Story = {
  ...inScene({
    state: 'draft',
    faults: [{ status: 404, match: ({ url }) => url.endsWith('/events') }],
  }),
  async play(context) {
    await openDialog(context);
    const { world, invoice } = sceneOf(context);
    await world.stripe.invoices.update(invoice?.id ?? '', { days_until_due: 30 });
    (await part(buttonIn(context.canvasElement), 'confirm')).click();
    await shows(buttonIn(context.canvasElement), '.changed');
  },
};

/** Stripe takes its time. */
export const Running: Story = {
  ...inScene({ state: 'draft', faults: [{ delay: 'infinite', match: finalizes }] }),
  play: confirm,
};

/** Tried again, visibly. */
export const TryingAgain: Story = {
  ...inScene({ state: 'draft', faults: [{ status: 429, match: finalizes }] }),
  async play(context) {
    const button = buttonIn(context.canvasElement);
    if (button) button.retry = { baseDelay: 600_000, maxDelay: 600_000 };
    await confirm(context);
    await shows(button, '.status [aria-hidden]');
  },
};

/** Stripe refuses: automatic tax does not know where the customer is. */
export const FailedForTax: Story = {
  ...inScene({
    state: 'draft',
    scenario: { customer: 'nimbus' },
    then: ({ stripe }, { id }) => stripe.invoices.update(id, { automatic_tax: { enabled: true } }),
  }),
  async play(context) {
    await confirm(context);
    await shows(buttonIn(context.canvasElement), 'dialog .problem');
  },
};

export const FailedForPermission: Story = failing({ status: 403 });
export const FailedSignedOut: Story = failing({ status: 401 });
export const FailedForRate: Story = failing({ status: 429 });
export const FailedAtTheServer: Story = failing({ status: 500 });

/** No answer came, so nobody knows whether it was done. */
export const FailedUnsettled: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    const button = buttonIn(context.canvasElement);
    if (button) button.retry = { attempts: 1 };
    await openDialog(context);
    sceneOf(context).faults.push({ offline: true });
    (await part(button, 'confirm')).click();
    await shows(button, 'dialog .problem');
  },
};

/** The draft could not be read, so there is nothing to agree to. */
export const FailedToOpen: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    const button = buttonIn(context.canvasElement);
    await part(button, 'button');
    sceneOf(context).faults.push({ status: 403 });
    (await part(button, 'button')).click();
    await shows(button, '.problem');
  },
};

/** Just finalized. */
export const Finalized: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    await confirm(context);
    await shows(buttonIn(context.canvasElement), '.done');
  },
};

/** Somebody else was first. */
export const AlreadyFinalized: Story = {
  ...inScene({
    state: 'draft',
    faults: [{ status: 404, match: ({ url }) => url.endsWith('/events') }],
  }),
  async play(context) {
    await openDialog(context);
    const { world, invoice } = sceneOf(context);
    await world.stripe.invoices.finalizeInvoice(invoice?.id ?? '');
    (await part(buttonIn(context.canvasElement), 'confirm')).click();
    await shows(buttonIn(context.canvasElement), '.done');
  },
};

/** Emailed, as far as test mode goes. */
export const Sent: Story = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement }) {
    (await part(buttonIn(canvasElement), 'send')).click();
    await shows(buttonIn(canvasElement), '[role=status] p');
  },
};

export const NotSent: Story = {
  ...inScene({ state: 'open', faults: [{ status: 403, match: ({ method }) => method === 'POST' }] }),
  async play({ canvasElement }) {
    (await part(buttonIn(canvasElement), 'send')).click();
    await shows(buttonIn(canvasElement), '.problem');
  },
};

export const PaidAtOnce: Story = {
  ...inScene({
    state: 'draft',
    scenario: { lines: [{ description: 'First month, on the house', quantity: '1', unitAmount: '0' }] },
  }),
  async play(context) {
    await confirm(context);
    await shows(buttonIn(context.canvasElement), '.done');
  },
};

export const Open: Story = inScene({ state: 'open' });
export const Paid: Story = inScene({ state: 'paid' });
export const Uncollectible: Story = inScene({ state: 'uncollectible' });
export const Void: Story = inScene({ state: 'void' });

export const Deleted: Story = {
  ...inScene({ state: 'deleted' }),
  render: (_args, context) => {
    const { url, invoice } = sceneOf(context);
    return html`<finalize-button adapter-url=${url} .invoice=${invoice}></finalize-button>`;
  },
};

/** May look, may not act: no button that can only fail. */
export const MayNot: Story = inScene({ state: 'draft', person: 'alpha-viewer' });

export const Loading: Story = { ...inScene({ faults: [{ delay: 'infinite' }] }), play: () => undefined };

export const Slow: Story = {
  ...inScene({ faults: [{ delay: 'infinite' }] }),
  async play({ canvasElement }) {
    await shows(buttonIn(canvasElement), '.said');
  },
};

export const Offline: Story = {
  ...inScene({ faults: [{ offline: true }] }),
  async play({ canvasElement }) {
    await shows(buttonIn(canvasElement), '.problem');
  },
};
export const SignedOut: Story = inScene({ person: null });
export const Forbidden: Story = inScene({ faults: [{ status: 403 }] });
export const NotFound: Story = inScene();
