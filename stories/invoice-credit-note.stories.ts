import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-credit-note/invoice-credit-note.define.js';
import type { InvoiceCreditNote } from '../src/components/invoice-credit-note/invoice-credit-note.js';
import type { MswFault } from '../server-stub/msw.js';
import { chooseItems, creditElement, fill, issue } from './support/credit-note.js';
import { creditedBefore, paidInPart, shippedWithTax, taxedAndDiscounted } from './support/creditable.js';
import { inScene, part, sceneOf, settled, shows, until, type SceneOptions } from './support/scene.js';

interface Args {
  plain: boolean;
  cancelable: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/invoice-credit-note',
  component: 'invoice-credit-note',
  args: { plain: false, cancelable: false },
  argTypes: { plain: { control: 'boolean' }, cancelable: { control: 'boolean' } },
  async play({ canvasElement }) {
    const element = creditElement(canvasElement);
    await settled(element);
    await until(() => !element?.shadowRoot?.querySelector('[aria-busy=true]'), 'the preview');
  },
  render(args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-credit-note
      adapter-url=${url}
      invoice-id=${invoice?.id ?? 'in_1'}
      ?plain=${args.plain}
      ?cancelable=${args.cancelable}
    ></invoice-credit-note>`;
  },
};

export default meta;

type Story = StoryObj<Args>;
type Context = Parameters<NonNullable<Story['play']>>[0];

const creates = ({ method, url }: Request): boolean => method === 'POST' && url.endsWith('/credit_notes');
const previews = ({ url }: Request): boolean => url.includes('/credit_notes/preview');

/** The element once the first preview is there. */
async function ready({ canvasElement }: Context): Promise<InvoiceCreditNote> {
  const element = creditElement(canvasElement);
  await shows(element, '[part=issue][aria-disabled=false]');
  return element as InvoiceCreditNote;
}

/** What is written is previewed. */
const writing = (options: SceneOptions, write: (element: InvoiceCreditNote) => Promise<unknown>): Story =>
  after(options, async (element) => {
    await write(element);
    await until(() => !element.shadowRoot?.querySelector('.stale'), 'the preview');
  });

/** Something is done once the first preview is there. */
const after = (
  options: SceneOptions,
  play: (element: InvoiceCreditNote, context: Context) => unknown,
): Story => ({
  ...inScene(options),
  async play(context) {
    await play(await ready(context), context);
  },
});

/** What comes of issuing that meets a fault; it is tried once. */
const failing = (fault: MswFault): Story =>
  after({ state: 'open' }, async (element, context) => {
    element.retry = { attempts: 1 };
    sceneOf(context).faults.push({ match: creates, ...fault });
    await issue(element);
    await shows(element, '.status .problem');
  });

/** Nothing is paid: a credit note lowers what is due. All of it, unless something else is written. */
export const Open: Story = inScene({ state: 'open' });

/** In a dialog of the page: no heading, and a way out. */
export const InADialog: Story = { ...inScene({ state: 'open' }), args: { plain: true, cancelable: true } };

export const APart: Story = writing({ state: 'open' }, (element) => fill(element, 'amount', '636.50'));

/** By items, with the tax and the discounts that go with them. */
export const ByItems: Story = writing({ state: 'open', then: taxedAndDiscounted }, (element) =>
  chooseItems(element, [0, 1]),
);

/** Stripe works out the tax; the shipping is credited too. */
export const ByItemsWithShipping: Story = writing(
  { state: 'draft', scenario: { customer: 'acme' }, then: shippedWithTax },
  (element) => chooseItems(element, [0], 'shipping'),
);

/** Something that is on none of the items. */
export const SomethingElse: Story = writing({ state: 'open', then: taxedAndDiscounted }, async (element) => {
  await chooseItems(element, [], 'own-on');
  await fill(element, 'own-description', 'Goodwill for the delay');
  await fill(element, 'own', '50');
});

/** Paid by card: refunded, unless something else is written. */
export const Paid: Story = inScene({ state: 'paid' });

/** Part of it goes back to the card, part to the balance, part outside Stripe. */
export const PaidInThreeParts: Story = writing({ state: 'paid' }, async (element) => {
  await fill(element, 'amount', '1000');
  await fill(element, 'refund', '500');
  await fill(element, 'outside', '200');
});

/** Nothing of it can be refunded through Stripe. */
export const PaidOutside: Story = inScene({
  state: 'open',
  then: ({ stripe }, { id }) => stripe.invoices.pay(id, { paid_out_of_band: true }),
});

/** First what is still due, then what was paid. */
export const PartiallyPaid: Story = inScene({ state: 'open', then: paidInPart });

export const PartiallyRefunded: Story = inScene({ state: 'partially_refunded' });
export const Yen: Story = inScene({ state: 'paid', scenario: { customer: 'sakura' } });
export const Dinar: Story = inScene({ state: 'open', scenario: { customer: 'dana' } });

/** With credit notes that there are: one of them void, the others still to be voided. */
export const CreditedBefore: Story = inScene({ state: 'open', then: creditedBefore });

export const TooMuch: Story = after({ state: 'open' }, async (element) => {
  await fill(element, 'amount', '4000');
  await shows(element, '#amount[aria-invalid=true]');
});

export const NoAmount: Story = after({ state: 'open' }, async (element) => {
  await fill(element, 'amount', 'all');
  (await part(element, 'issue')).click();
  await shows(element, '#amount[aria-invalid=true]');
});

export const NothingChosen: Story = after({ state: 'open' }, async (element) => {
  await chooseItems(element, []);
  (await part(element, 'issue')).click();
});

/** A bank debit is on its way, so that Stripe takes no credit note. */
export const PreviewRefused: Story = {
  ...inScene({ state: 'pending' }),
  async play({ canvasElement }) {
    await shows(creditElement(canvasElement), '.receipt .problem');
  },
};

export const PreviewOffline: Story = after({ state: 'open' }, async (element, context) => {
  sceneOf(context).faults.push({ match: previews, offline: true });
  await fill(element, 'amount', '100');
  await shows(element, '.receipt .problem');
});

/** What was shown last stays, until Stripe has said more. */
export const Previewing: Story = after({ state: 'open' }, async (element, context) => {
  sceneOf(context).faults.push({ match: previews, delay: 'infinite' });
  await fill(element, 'amount', '100');
  await shows(element, '.stale');
});

/** Somebody pays while the credit note is written. */
export const ChangedMeanwhile: Story = after({ state: 'open' }, async (element, context) => {
  const { world, invoice, listening } = sceneOf(context);
  await fill(element, 'amount', '1000');
  await listening;
  await world.stripe.creditNotes.create({ invoice: invoice?.id ?? '', amount: 300_000 });
  await shows(element, '.notice');
});

export const Running: Story = after({ state: 'open' }, async (element, context) => {
  sceneOf(context).faults.push({ match: creates, delay: 'infinite' });
  await issue(element);
});

/** Tried again, visibly. */
export const TryingAgain: Story = after({ state: 'open' }, async (element, context) => {
  element.retry = { baseDelay: 600_000, maxDelay: 600_000 };
  sceneOf(context).faults.push({ match: creates, status: 429 });
  await issue(element);
  await shows(element, '.status [aria-hidden]');
});

export const FailedForPermission: Story = failing({ status: 403 });
export const FailedSignedOut: Story = failing({ status: 401 });
export const FailedAtTheServer: Story = failing({ status: 500 });

/** No answer came, so nobody knows whether it was issued: looked for before anything else. */
export const FailedUnsettled: Story = failing({ offline: true });

export const Issued: Story = after({ state: 'open' }, async (element) => {
  await fill(element, 'amount', '636.50');
  await issue(element);
  await shows(element, '.done');
});

export const IssuedAndRefunded: Story = {
  ...after({ state: 'paid' }, async (element) => {
    await issue(element);
    await shows(element, '.done');
  }),
  args: { cancelable: true },
};

export const AsksToVoid: Story = after({ state: 'open', then: creditedBefore }, async (element) => {
  (await part(element, 'void')).click();
  await shows(element, 'dialog[open]');
});

/** The invoice was paid meanwhile, and the page has not heard of it. */
export const VoidRefused: Story = after(
  {
    state: 'open',
    then: creditedBefore,
    faults: [{ status: 404, match: ({ url }) => url.endsWith('/events') }],
  },
  async (element, context) => {
    (await part(element, 'void')).click();
    await shows(element, 'dialog[open]');
    const { world, invoice } = sceneOf(context);
    await world.stripe.invoices.pay(invoice?.id ?? '', { payment_method: 'pm_card_visa' });
    (await part(element, 'confirm-void')).click();
    await shows(element, 'dialog .problem');
  },
);

export const Voided: Story = writing({ state: 'open', then: creditedBefore }, async (element) => {
  (await part(element, 'void')).click();
  (await part(element, 'confirm-void')).click();
  await until(() => element.shadowRoot?.querySelectorAll('.voided').length === 2, 'the void note');
});

export const NothingLeft: Story = inScene({ state: 'credited' });
export const Draft: Story = inScene({ state: 'draft' });
export const Void: Story = inScene({ state: 'void' });
export const Uncollectible: Story = inScene({ state: 'uncollectible' });

/** May look, may not act. */
export const MayNot: Story = inScene({ state: 'open', then: creditedBefore, person: 'alpha-viewer' });

/** A backend without credit notes. */
export const Unsupported: Story = inScene({
  state: 'open',
  faults: [{ match: ({ url }) => url.includes('/credit_notes'), status: 404 }],
});

/** No invoice yet. */
export const Empty: Story = { ...inScene(), render: () => html`<invoice-credit-note></invoice-credit-note>` };

export const Loading: Story = { ...inScene({ faults: [{ delay: 'infinite' }] }), play: () => undefined };

export const Offline: Story = {
  ...inScene({ faults: [{ offline: true }] }),
  async play({ canvasElement }) {
    await shows(creditElement(canvasElement), '.problem');
  },
};
export const SignedOut: Story = inScene({ person: null });
export const NotFound: Story = inScene();
