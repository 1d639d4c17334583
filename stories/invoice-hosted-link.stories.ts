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

/** Takes the place of the browser's own sharing, which headless ones and many desktops do not have. */
function sharing(share: () => Promise<void>): void {
  Object.defineProperty(navigator, 'share', { configurable: true, value: share });
}

async function openWays(canvas: HTMLElement): Promise<Element | null> {
  const element = elementIn(canvas);
  await until(() => element?.shadowRoot?.querySelector('a[part=view]'), 'the link');
  (await part(element, 'more')).click();
  await part(element, 'qr');
  return element;
}

/** More ways to bring the link to the customer. */
export const Ways: StoryObj = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement }) {
    sharing(() => Promise.resolve());
    await openWays(canvasElement);
  },
};

/** The customer has no email address. */
export const WaysWithoutEmail: StoryObj = {
  ...inScene({
    state: 'draft',
    async then({ stripe, customers }, { id }) {
      await stripe.customers.update(customers.acme.id, { email: '' });
      await stripe.invoices.update(id, { collection_method: 'charge_automatically' });
      await stripe.invoices.finalizeInvoice(id);
    },
  }),
  async play({ canvasElement }) {
    await openWays(canvasElement);
  },
};

export const QrCode: StoryObj = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement }) {
    const element = await openWays(canvasElement);
    (await part(element, 'qr')).click();
    await shows(element, 'dialog[open]');
  },
};

/** Nobody can tell whether there is a mail program. */
export const Mailed: StoryObj = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement }) {
    const element = await openWays(canvasElement);
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = () => undefined;
    (await part(element, 'mail')).click();
    await shows(element, '[part=note] a');
    HTMLAnchorElement.prototype.click = click;
  },
};

/** The browser wants another click for it. */
export const ToShare: StoryObj = {
  ...inScene({ state: 'open' }),
  async play({ canvasElement }) {
    sharing(() => Promise.reject(new DOMException('', 'NotAllowedError')));
    const element = await openWays(canvasElement);
    (await part(element, 'share')).click();
    await shows(element, '.start');
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
