import { html } from 'lit';
import { http } from 'msw';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-hosted-link/invoice-hosted-link.define.js';
import { inScene, part, sceneOf, settled, shows, until, type SceneOptions } from './support/scene.js';

const meta: Meta = {
  title: 'Elements/invoice-hosted-link',
  component: 'invoice-hosted-link',
  async play({ canvasElement }) {
    await settled(canvasElement.querySelector('invoice-hosted-link'));
  },
  render(_args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-hosted-link
      adapter-url=${url}
      invoice-id=${invoice?.id ?? 'in_1'}
    ></invoice-hosted-link>`;
  },
};

export default meta;

const elementIn = (canvas: HTMLElement): Element | null => canvas.querySelector('invoice-hosted-link');
const reads = ({ method, url }: Request): boolean => method === 'GET' && /\/invoices\/in_/.test(url);

/** Answers reads of the invoice with another link than Stripe gave. */
function withChange(options: SceneOptions, change: object): StoryObj {
  const scene = inScene(options);
  return {
    ...scene,
    async beforeEach(context) {
      await (scene.beforeEach as (context: unknown) => unknown)(context);
      const { url, invoice } = sceneOf(context);
      const { msw } = context as unknown as { msw: { use(...handlers: unknown[]): void } };
      msw.use(http.get(`*${url}/invoices/:id`, () => Response.json({ ...invoice, ...change })));
    },
  };
}

export const Open: StoryObj = inScene({ state: 'open' });
export const Paid: StoryObj = inScene({ state: 'paid' });

/** Stripe makes the link when the invoice is finalized. */
export const Draft: StoryObj = inScene({ state: 'draft' });

export const Deleted: StoryObj = {
  ...inScene({ state: 'deleted' }),
  render: (_args, context) => {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-hosted-link adapter-url=${url} .invoice=${invoice}></invoice-hosted-link>`;
  },
};

/** No invoice yet. */
export const Empty: StoryObj = {
  ...inScene(),
  render: () => html`<invoice-hosted-link></invoice-hosted-link>`,
};

/** Stripe closes the page 30 days after the due date. */
export const Expired: StoryObj = inScene({
  state: 'open',
  then: async (world) => world.clock.advance(60 * 86_400),
});

/** A link to a host that nobody vouches for is not offered. */
export const Untrusted: StoryObj = withChange(
  { state: 'open' },
  { hosted_invoice_url: 'https://invoice.stripe.com.example/i/acct_1/test_1' },
);

export const NoLink: StoryObj = withChange({ state: 'open' }, { hosted_invoice_url: null });

export const Copied: StoryObj = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await until(() => element?.shadowRoot?.querySelector('a[part=view]'), 'the link');
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { write: () => Promise.resolve() },
    });
    (await part(element, 'copy')).click();
    await until(() => element?.shadowRoot?.querySelector('[part=note] .visually-hidden'), 'the word');
  },
};

/** The browser does not let the page copy: the text is there, selected. */
export const CopyByHand: StoryObj = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await until(() => element?.shadowRoot?.querySelector('a[part=view]'), 'the link');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {} });
    (await part(element, 'copy')).click();
    await until(() => element?.shadowRoot?.querySelector('input'), 'the field');
  },
};

/** The browser has blocked the new tab. */
export const Blocked: StoryObj = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await until(() => element?.shadowRoot?.querySelector('a[part=view]'), 'the link');
    const { open } = window;
    window.open = () => null;
    (await part(element, 'view')).click();
    window.open = open;
    await shows(element, '[part=note] a');
  },
};

/** The link could not be read at the click. */
export const Failed: StoryObj = {
  ...inScene({ state: 'open' }),
  async play(context) {
    const element = elementIn(context.canvasElement);
    await until(() => element?.shadowRoot?.querySelector('a[part=view]'), 'the link');
    sceneOf(context).faults.push({ status: 403, match: reads });
    const { open } = window;
    window.open = () => null;
    (await part(element, 'view')).click();
    window.open = open;
    await shows(element, '[part=note] .problem');
  },
};

export const Loading: StoryObj = { ...inScene({ faults: [{ delay: 'infinite' }] }), play: () => undefined };

export const Slow: StoryObj = {
  ...inScene({ faults: [{ delay: 'infinite' }] }),
  async play({ canvasElement }) {
    await shows(elementIn(canvasElement), '.said');
  },
};

export const Offline: StoryObj = {
  ...inScene({ faults: [{ offline: true }] }),
  async play({ canvasElement }) {
    await shows(elementIn(canvasElement), '.problem');
  },
};
export const SignedOut: StoryObj = inScene({ person: null });
export const Forbidden: StoryObj = inScene({ faults: [{ status: 403 }] });
export const NotFound: StoryObj = inScene();
