import { html, nothing } from 'lit';
import { until } from 'lit/directives/until.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-status-badge/invoice-status-badge.define.js';
import { ALL_STATES, type InvoiceState } from '../src/invoice/state.js';
import { scenarios } from '../server-stub/scenarios.js';
import { inScene, part, sceneOf, until as soon, type SceneOptions } from './support/scene.js';

interface Args {
  status: string;
  plain: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/invoice-status-badge',
  component: 'invoice-status-badge',
  args: { status: '', plain: false },
  argTypes: { status: { control: 'select', options: ['', ...ALL_STATES, 'under_review'] } },
  render({ status, plain }, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-status-badge
      adapter-url=${url}
      status=${status || nothing}
      ?plain=${plain}
      .invoice=${status ? null : invoice}
      .payments=${invoice?.['payments'] ?? null}
    ></invoice-status-badge>`;
  },
};

export default meta;

type Story = StoryObj<Args>;

/** A badge whose invoice is only known by its id. */
const byId: Story['render'] = ({ plain }, context) => html`
  <invoice-status-badge
    adapter-url=${sceneOf(context).url}
    invoice-id="in_1"
    ?plain=${plain}
  ></invoice-status-badge>
`;

const face = (options: SceneOptions): Story => ({ ...inScene(options), render: byId });

const failed = (options: SceneOptions): Story => ({
  ...face(options),
  async play({ canvasElement }) {
    const badge = canvasElement.querySelector('invoice-status-badge');
    await soon(() => badge?.matches(':state(error)'), 'the failure');
  },
});

/** Drawn once the badge has come to the state. */
const stated = (state: InvoiceState, options: SceneOptions = {}): Story => ({
  ...inScene({ state, ...options }),
  async play({ canvasElement }) {
    const badge = canvasElement.querySelector('invoice-status-badge');
    await soon(() => badge?.matches(`:state(${state})`), state);
  },
});

export const Draft: Story = stated('draft');
export const Scheduled: Story = stated('scheduled');
export const Finalizing: Story = stated('finalizing');
export const FinalizationFailed: Story = stated('finalization_failed');
export const Open: Story = stated('open');
export const PartiallyPaid: Story = stated('partially_paid');
export const PaymentFailed: Story = stated('payment_failed');
export const Retrying: Story = stated('retrying');
export const PastDue: Story = stated('past_due');
export const Pending: Story = stated('pending');
export const ActionRequired: Story = stated('action_required');
export const Paid: Story = stated('paid');
export const Credited: Story = stated('credited');
export const PartiallyRefunded: Story = stated('partially_refunded', { asMade: true });
export const Refunded: Story = stated('refunded', { asMade: true });
export const Uncollectible: Story = stated('uncollectible');
export const Void: Story = stated('void');
export const Deleted: Story = stated('deleted');
export const Unknown: Story = stated('unknown');

/** The state alone. */
export const Plain: Story = { ...stated('open'), args: { plain: true } };

/** A bare status, with no invoice at hand. */
export const BareStatus: Story = { ...inScene(), args: { status: 'past_due' } };

/** Small facts beside the state. */
export const Chips: Story = stated('open', { scenario: { daysUntilDue: 2 } });

export const NoItems: Story = stated('draft', { scenario: { lines: [] } });

/** States that only the payments tell, of invoices that the page knows by their ids: one request for all of them. */
export const FromPayments: Story = {
  ...inScene({
    state: 'refunded',
    async then(world) {
      for (const state of ['partially_refunded', 'pending', 'action_required', 'payment_failed'] as const)
        await scenarios[state](world);
    },
  }),
  render(_args, context) {
    const { url, world } = sceneOf(context);
    const ids = world.stripe.invoices.list({ limit: 10 }).then(({ data }) => data.map(({ id }) => id));
    const badge = (id: string) =>
      html`<p><invoice-status-badge adapter-url=${url} invoice-id=${id}></invoice-status-badge></p>`;
    return html`<div>${until(ids.then((all) => all.map(badge)))}</div>`;
  },
  async play({ canvasElement }) {
    const badges = (): Element[] => [...canvasElement.querySelectorAll('invoice-status-badge')];
    await soon(
      () => badges().length === 5 && badges().every((badge) => badge.matches(':state(certain)')),
      'the payments',
    );
  },
};

/** The backend cannot tell the payments of several invoices: the plainer word, of a refunded invoice. */
export const Likely: Story = {
  ...inScene({
    state: 'refunded',
    faults: [{ status: 404, match: ({ url }) => url.includes('/invoice_payments') }],
  }),
  render: (_args, context) => {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-status-badge
      adapter-url=${url}
      invoice-id=${invoice?.id ?? ''}
    ></invoice-status-badge>`;
  },
  async play({ canvasElement }) {
    const badge = canvasElement.querySelector('invoice-status-badge');
    await soon(() => badge?.matches(':state(likely)'), 'the plainer word');
  },
};

/** Every state at a glance. */
export const All: Story = {
  ...inScene(),
  render: () => html`
    <div class="all">
      ${[...ALL_STATES.slice(0, -1), 'under_review'].map(
        (status) => html`<p><invoice-status-badge status=${status}></invoice-status-badge></p>`,
      )}
    </div>
  `,
};

export const Loading: Story = face({ faults: [{ delay: 'infinite' }] });

export const Slow: Story = {
  ...face({ faults: [{ delay: 'infinite' }] }),
  async play({ canvasElement }) {
    const label = await part(canvasElement.querySelector('invoice-status-badge'), 'label');
    const first = label.textContent;
    await soon(() => label.textContent !== first, 'another word');
  },
};

export const Offline: Story = failed({ faults: [{ offline: true }] });
export const SignedOut: Story = failed({ person: null });
export const Forbidden: Story = failed({ faults: [{ status: 403 }] });
export const NotFound: Story = failed({});

/** The last try to read it anew has failed. */
export const Stale: Story = {
  ...inScene({ state: 'open' }),
  async play(context) {
    const { world, invoice, faults, listening } = sceneOf(context);
    const badge = context.canvasElement.querySelector('invoice-status-badge');
    await soon(() => badge?.matches(':state(open)'), 'the open invoice');
    await listening;
    faults.push({ status: 500 });
    await world.stripe.invoices.update(invoice?.id ?? '', { metadata: { order: '17' } });
    await soon(() => badge?.matches(':state(stale)'), 'the failure');
  },
};
