import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-actions/invoice-actions.define.js';
import type { InvoiceActions } from '../src/components/invoice-actions/invoice-actions.js';
import type { MswFault } from '../server-stub/msw.js';
import { inScene, part, sceneOf, settled, shows, type SceneOptions } from './support/scene.js';

const meta: Meta = {
  title: 'Elements/invoice-actions',
  component: 'invoice-actions',
  async play({ canvasElement }) {
    await settled(canvasElement.querySelector('invoice-actions'));
  },
  render(_args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-actions adapter-url=${url} invoice-id=${invoice?.id ?? 'in_1'}></invoice-actions>`;
  },
};

export default meta;

type Context = Parameters<NonNullable<StoryObj['play']>>[0];
type Name = Parameters<InvoiceActions['open']>[0];

const elementIn = ({ canvasElement }: Context): InvoiceActions | null =>
  canvasElement.querySelector('invoice-actions');

/** The invoice, before anything is done. */
const of = (options: SceneOptions): StoryObj => inScene(options);

async function ask(context: Context, action: Name): Promise<void> {
  const element = elementIn(context);
  await settled(element);
  await element?.open(action);
  await shows(element, 'dialog[open]');
}

async function confirm(context: Context, action: Name): Promise<void> {
  await ask(context, action);
  const button = await part(elementIn(context), 'confirm');
  await shows(elementIn(context), '[part=confirm][aria-disabled=false]');
  button.click();
}

const asking = (action: Name, options: SceneOptions): StoryObj => ({
  ...inScene(options),
  play: (context) => ask(context, action),
});

const done = (action: Name, options: SceneOptions): StoryObj => ({
  ...inScene(options),
  async play(context) {
    await confirm(context, action);
    await shows(elementIn(context), '.outcome');
  },
});

function failing(action: Name, options: SceneOptions, fault?: MswFault): StoryObj {
  return {
    ...inScene(options),
    async play(context) {
      const element = elementIn(context);
      if (element) element.retry = { attempts: 1 };
      await ask(context, action);
      if (fault) sceneOf(context).faults.push({ match: ({ method }) => method === 'POST', ...fault });
      await shows(element, '[part=confirm][aria-disabled=false]');
      (await part(element, 'confirm')).click();
      await shows(element, 'dialog .problem');
    },
  };
}

/** With cards of the customer's, the first one the default. */
const withCards =
  (...tokens: string[]): NonNullable<SceneOptions['then']> =>
  async ({ stripe }, invoice) => {
    const customer = String(invoice.customer);
    const methods = [];
    for (const token of tokens) methods.push(await stripe.paymentMethods.attach(token, { customer }));
    const [first] = methods;
    if (first)
      await stripe.customers.update(customer, { invoice_settings: { default_payment_method: first.id } });
  };

export const Draft: StoryObj = of({ state: 'draft' });
export const Scheduled: StoryObj = of({ state: 'scheduled' });
export const Finalizing: StoryObj = of({ state: 'finalizing' });
export const FinalizationFailed: StoryObj = of({ state: 'finalization_failed' });
export const Open: StoryObj = of({ state: 'open' });
export const OpenToCharge: StoryObj = of({
  state: 'open',
  scenario: { collection_method: 'charge_automatically' },
});
export const PartiallyPaid: StoryObj = of({ state: 'partially_paid' });
export const PaymentFailed: StoryObj = of({ state: 'payment_failed' });
export const Retrying: StoryObj = of({ state: 'retrying' });
export const PastDue: StoryObj = of({ state: 'past_due' });
export const Pending: StoryObj = of({ state: 'pending' });
export const ActionRequired: StoryObj = of({ state: 'action_required' });
export const Paid: StoryObj = of({ state: 'paid' });
export const Credited: StoryObj = of({ state: 'credited' });
export const PartiallyRefunded: StoryObj = of({ state: 'partially_refunded' });
export const Refunded: StoryObj = of({ state: 'refunded' });
export const Uncollectible: StoryObj = of({ state: 'uncollectible' });
export const Void: StoryObj = of({ state: 'void' });
export const Unknown: StoryObj = of({ state: 'unknown' });

export const Deleted: StoryObj = {
  ...inScene({ state: 'deleted' }),
  render: (_args, context) => {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-actions adapter-url=${url} .invoice=${invoice}></invoice-actions>`;
  },
};

/** No invoice yet. */
export const Empty: StoryObj = { ...inScene(), render: () => html`<invoice-actions></invoice-actions>` };

export const Menu: StoryObj = {
  ...inScene({ state: 'open' }),
  async play(context) {
    await settled(elementIn(context));
    (await part(elementIn(context), 'more')).click();
    await shows(elementIn(context), '[role=menu]');
  },
};

/** The page has its own button to finalize. */
export const Without: StoryObj = {
  ...inScene({ state: 'draft' }),
  render: (_args, context) => {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-actions
      adapter-url=${url}
      invoice-id=${invoice?.id ?? ''}
      without="finalize schedule"
    ></invoice-actions>`;
  },
};

export const AsksToSend: StoryObj = asking('send', { state: 'open' });

export const AsksToCharge: StoryObj = {
  ...inScene({ state: 'open', then: withCards('pm_card_visa', 'pm_card_mastercard') }),
  async play(context) {
    await ask(context, 'pay');
    await shows(elementIn(context), '.method');
  },
};

/** A source of older days, whose shortfall can be forgiven. */
export const AsksToChargeAnother: StoryObj = {
  ...inScene({ state: 'open' }),
  async play(context) {
    await ask(context, 'pay');
    const element = elementIn(context);
    const field = (await shows(element, '#other')) as HTMLInputElement;
    field.value = 'src_1Mt0000000000000';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    ((await shows(element, 'details')) as HTMLDetailsElement).open = true;
    await shows(element, '.more .check:last-child');
  },
};

export const AsksToMarkAsPaid: StoryObj = asking('mark_paid', { state: 'partially_paid' });
export const AsksToVoid: StoryObj = asking('void', { state: 'open' });
export const AsksToGiveUp: StoryObj = asking('mark_uncollectible', { state: 'past_due' });
export const AsksToDelete: StoryObj = asking('delete', { state: 'draft' });
export const AsksToDuplicate: StoryObj = asking('duplicate', { state: 'paid' });
export const AsksToRevise: StoryObj = asking('revise', { state: 'open' });
export const AsksToCollect: StoryObj = asking('collect', { state: 'open' });

export const Sent: StoryObj = done('send', { state: 'open' });
export const Charged: StoryObj = done('pay', { state: 'open', then: withCards('pm_card_visa') });

/** A bank debit takes days. */
export const ChargePending: StoryObj = done('pay', {
  state: 'open',
  scenario: { customer: 'globex' },
  then: withCards('pm_usBankAccount_processing'),
});

export const MarkedAsPaid: StoryObj = done('mark_paid', { state: 'open' });
export const Voided: StoryObj = done('void', { state: 'open' });
export const GivenUp: StoryObj = done('mark_uncollectible', { state: 'open' });
export const DeletedHere: StoryObj = done('delete', { state: 'draft' });
export const Duplicated: StoryObj = done('duplicate', { state: 'paid' });
export const Revised: StoryObj = done('revise', { state: 'open' });
export const CollectionOn: StoryObj = done('collect', { state: 'open' });

export const FailedForFunds: StoryObj = failing('pay', {
  state: 'open',
  then: withCards('pm_card_chargeDeclinedInsufficientFunds'),
});

/** The bank wants the customer, who is not there. */
export const FailedForConfirmation: StoryObj = failing('pay', {
  state: 'open',
  then: withCards('pm_card_authenticationRequired'),
});

export const FailedForPermission: StoryObj = failing('void', { state: 'open' }, { status: 403 });
export const FailedAtTheServer: StoryObj = failing('void', { state: 'open' }, { status: 500 });
export const FailedUnsettled: StoryObj = failing('mark_paid', { state: 'open' }, { offline: true });

/** Stripe takes its time. */
export const Running: StoryObj = {
  ...inScene({
    state: 'open',
    faults: [{ delay: 'infinite', match: ({ url }) => url.endsWith('/void') }],
  }),
  play: (context) => confirm(context, 'void'),
};

/** Somebody else was there meanwhile, and the action still makes sense. */
export const Changed: StoryObj = {
  ...inScene({ state: 'open' }),
  async play(context) {
    await ask(context, 'mark_paid');
    const { world, invoice, listening } = sceneOf(context);
    await listening;
    await world.stripe.creditNotes.create({ invoice: invoice?.id ?? '', amount: 5000 });
    await shows(elementIn(context), '.changed button');
  },
};

/** … and it does not any more. */
export const NoLongerPossible: StoryObj = {
  ...inScene({ state: 'open' }),
  async play(context) {
    await ask(context, 'void');
    const { world, invoice, listening } = sceneOf(context);
    await listening;
    await world.stripe.invoices.pay(invoice?.id ?? '', { paid_out_of_band: true });
    await shows(elementIn(context), '.changed');
  },
};

/** May look, may not act. */
export const MayNot: StoryObj = of({ state: 'open', person: 'alpha-viewer' });

export const Loading: StoryObj = { ...inScene({ faults: [{ delay: 'infinite' }] }), play: () => undefined };
export const NotFound: StoryObj = of({ faults: [{ status: 404 }] });
export const SignedOut: StoryObj = of({ state: 'open', person: null });
export const Offline: StoryObj = of({ faults: [{ offline: true }] });

/** The form of another element, in the dialog. */
export const WritesCreditNote: StoryObj = {
  ...inScene({ state: 'open' }),
  async play(context) {
    await ask(context, 'credit');
    await settled(elementIn(context));
  },
};

export const Schedules: StoryObj = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    await ask(context, 'schedule');
    await settled(elementIn(context));
  },
};
