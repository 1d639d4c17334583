import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-timeline/invoice-timeline.define.js';
import type { InvoiceTimeline } from '../src/components/invoice-timeline/invoice-timeline.js';
import type { World } from '../server-stub/world.js';
import { inScene, part, sceneOf, settled, shows, type SceneOptions } from './support/scene.js';

const meta: Meta = {
  title: 'Elements/invoice-timeline',
  component: 'invoice-timeline',
  async play({ canvasElement }) {
    await part(timelineIn(canvasElement), 'step');
    await settled(timelineIn(canvasElement));
  },
  render(_args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-timeline adapter-url=${url} invoice-id=${invoice?.id ?? 'in_1'}></invoice-timeline>`;
  },
};

export default meta;

type Story = StoryObj;

const HOUR = 3600;
const DAY = 24 * HOUR;

const timelineIn = (canvas: HTMLElement): InvoiceTimeline | null => canvas.querySelector('invoice-timeline');

/** Waits for what has gone wrong. */
const troubled = (options: SceneOptions): Story => ({
  ...inScene(options),
  async play({ canvasElement }) {
    await shows(timelineIn(canvasElement), '.problem');
  },
});

export const Draft: Story = inScene({ state: 'draft' });

/** A time was set an hour after the draft was made. */
export const Scheduled: Story = inScene({
  state: 'draft',
  async then({ stripe, clock }, { id }) {
    clock.advance(HOUR);
    await stripe.invoices.update(id, {
      auto_advance: true,
      automatically_finalizes_at: clock.now() + 5 * DAY,
    });
    clock.advance(HOUR);
  },
});

export const Finalizing: Story = inScene({ state: 'finalizing' });
export const FinalizationFailed: Story = inScene({ state: 'finalization_failed' });
export const Open: Story = inScene({ state: 'open' });
export const PartiallyPaid: Story = inScene({ state: 'partially_paid' });
export const PaymentFailed: Story = inScene({ state: 'payment_failed' });
export const Retrying: Story = inScene({ state: 'retrying' });
export const PastDue: Story = inScene({ state: 'past_due' });
export const Pending: Story = inScene({ state: 'pending' });
export const ActionRequired: Story = inScene({ state: 'action_required' });
export const Paid: Story = inScene({ state: 'paid' });
export const Credited: Story = inScene({ state: 'credited' });
export const PartiallyRefunded: Story = inScene({ state: 'partially_refunded' });
export const Refunded: Story = inScene({ state: 'refunded' });
export const Uncollectible: Story = inScene({ state: 'uncollectible' });
export const Void: Story = inScene({ state: 'void' });
export const Unknown: Story = inScene({ state: 'unknown' });

export const Deleted: Story = {
  ...inScene({ state: 'deleted' }),
  render: (_args, context) => {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-timeline adapter-url=${url} .invoice=${invoice}></invoice-timeline>`;
  },
};

/** Marked as paid by somebody who has seen the money elsewhere. */
export const PaidOutsideStripe: Story = inScene({
  state: 'open',
  async then({ stripe, clock }, { id }) {
    clock.advance(2 * DAY);
    await stripe.invoices.pay(id, { paid_out_of_band: true });
  },
});

async function longLife({ stripe, stub, clock }: World, id: string): Promise<void> {
  clock.advance(2 * HOUR);
  await stripe.invoices.update(id, {
    auto_advance: true,
    automatically_finalizes_at: clock.now() + DAY,
  });
  clock.advance(DAY);
  stub.tick();
  clock.advance(HOUR);
  await stripe.invoices.sendInvoice(id);
  const part = await stripe.paymentIntents.create({
    amount: 100_000,
    currency: 'eur',
    customer: (await stripe.invoices.retrieve(id)).customer as string,
    payment_method: 'pm_card_mastercard',
    confirm: true,
  });
  clock.advance(4 * DAY);
  await stripe.invoices.attachPayment(id, { payment_intent: part.id });
  clock.advance(12 * DAY);
  await stripe.invoices.pay(id, { payment_method: 'pm_card_chargeDeclined' }).catch(() => undefined);
  clock.advance(3 * HOUR);
  await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  clock.advance(2 * DAY);
  await stripe.creditNotes.create({ invoice: id, amount: 25_000, refund_amount: 25_000 });
  clock.advance(5 * HOUR);
}

/** Everything that can happen to one. */
export const LongLife: Story = inScene({ state: 'draft', then: (world, { id }) => longLife(world, id) });

/** So long ago that Stripe has forgotten the details. */
export const LongAgo: Story = inScene({
  state: 'draft',
  async then(world, { id }) {
    await longLife(world, id);
    world.clock.advance(20 * DAY);
  },
});

/** Another invoice has taken its place. */
export const Replaced: Story = inScene({
  state: 'open',
  async then({ stripe, clock }, { id }) {
    clock.advance(DAY);
    const revision = await stripe.invoices.create({ from_invoice: { invoice: id, action: 'revision' } });
    clock.advance(HOUR);
    await stripe.invoices.finalizeInvoice(revision.id);
  },
});

/** It takes the place of another. */
export const Revision: Story = inScene({
  state: 'open',
  then: ({ stripe }, { id }) => stripe.invoices.create({ from_invoice: { invoice: id, action: 'revision' } }),
});

/** The payments could not be read: the rest is shown. */
export const PartlyFailed: Story = troubled({
  state: 'paid',
  faults: [{ status: 500, match: ({ url }) => url.includes('/invoice_payments') }],
});

/** Nothing beside the invoice could be read. */
export const OnlyTheInvoice: Story = troubled({
  state: 'paid',
  faults: [
    {
      status: 403,
      match: ({ url }) => /invoice_payments|credit_notes|\/in_\w+\/events/.test(url),
    },
  ],
});

/** A payment that comes while the page is open. */
export const PaidMeanwhile: Story = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement, loaded }) {
    const timeline = timelineIn(canvasElement);
    await part(timeline, 'step');
    await settled(timeline);
    const { world, invoice, listening } = sceneOf({ loaded });
    await listening;
    await world.stripe.invoices.pay(invoice?.id ?? '', { payment_method: 'pm_card_visa' });
    await shows(timeline, '.sign.positive');
  },
};

export const Loading: Story = { ...inScene({ faults: [{ delay: 'infinite' }] }), play: () => undefined };

/** The invoice is there; what else happened takes its time, and what is known is shown. */
export const Slow: Story = {
  ...inScene({
    state: 'open',
    faults: [{ delay: 'infinite', match: ({ url }) => url.includes('/invoice_payments') }],
  }),
  async play({ canvasElement }) {
    await part(timelineIn(canvasElement), 'step');
  },
};

/** No invoice yet. */
export const Empty: Story = {
  ...inScene(),
  render: () => html`<invoice-timeline></invoice-timeline>`,
  async play({ canvasElement }) {
    await part(timelineIn(canvasElement), 'note');
  },
};
export const Offline: Story = troubled({ faults: [{ offline: true }] });
export const SignedOut: Story = troubled({ person: null });
export const NotFound: Story = troubled({});
