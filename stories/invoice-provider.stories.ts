import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/finalize-button/finalize-button.define.js';
import '../src/components/invoice-provider/invoice-provider.define.js';
import '../src/components/invoice-status-badge/invoice-status-badge.define.js';
import { inScene, sceneOf, until } from './support/scene.js';

const meta: Meta = {
  title: 'Elements/invoice-provider',
  component: 'invoice-provider',
  render(_args, context) {
    const { url, invoice } = sceneOf(context);
    return html`
      <invoice-provider adapter-url=${url}>
        <p><invoice-status-badge invoice-id=${invoice?.id ?? ''}></invoice-status-badge></p>
        <finalize-button invoice-id=${invoice?.id ?? ''}></finalize-button>
      </invoice-provider>
    `;
  },
};

export default meta;

/** One adapter, and one live copy of the invoice, for everything inside. */
export const Shared: StoryObj = inScene({ state: 'draft' });

/** The badge hears of what happens at Stripe. */
export const Live: StoryObj = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    const { world, invoice, listening } = sceneOf(context);
    const badge = context.canvasElement.querySelector('invoice-status-badge');
    await until(() => badge?.matches(':state(draft)'), 'the draft');
    await listening;
    await world.stripe.invoices.finalizeInvoice(invoice?.id ?? '');
    await until(() => badge?.matches(':state(open)'), 'the open invoice');
  },
};

/** `lang` on it is the language of everything inside. */
export const Language: StoryObj = {
  ...inScene({ state: 'open' }),
  render: (_args, context) => html`
    <invoice-provider lang="de" adapter-url=${sceneOf(context).url}>
      <p><invoice-status-badge invoice-id=${sceneOf(context).invoice?.id ?? ''}></invoice-status-badge></p>
      <finalize-button invoice-id=${sceneOf(context).invoice?.id ?? ''}></finalize-button>
    </invoice-provider>
  `,
};
