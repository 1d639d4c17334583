import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-payment/invoice-payment.define.js';
import {
  bank,
  changed,
  inPayment,
  open,
  pay,
  paymentIn,
  shown,
  type,
  type PaymentOptions,
} from './support/payment.js';
import { inScene, part, sceneOf, settled } from './support/scene.js';

const meta: Meta = {
  title: 'Elements/invoice-payment',
  component: 'invoice-payment',
  async play({ canvasElement }) {
    await settled(canvasElement.querySelector('invoice-payment'));
  },
  render(_args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-payment adapter-url=${url} invoice-id=${invoice?.id ?? 'in_1'}></invoice-payment>`;
  },
};

export default meta;

type Story = StoryObj;
type Context = Parameters<NonNullable<Story['play']>>[0];

/** A story that is played until the element shows something. */
const played = (
  play: (context: Context) => Promise<unknown>,
  selector: string,
  options: PaymentOptions = {},
): Story => ({
  ...inPayment(options),
  async play(context) {
    await play(context);
    await shown(context, selector);
  },
});

/** The backend does not hear of changes by itself. */
const DEAF: PaymentOptions = { faults: [{ status: 404, match: ({ url }) => url.endsWith('/events') }] };

const invoiceId = (context: Context): string => sceneOf(context).invoice?.id ?? '';

export const Payable: Story = inPayment();
export const PayableInYen: Story = inPayment({ scenario: { customer: 'sakura' } });
export const PartiallyPaid: Story = inPayment({ state: 'partially_paid' });
export const Uncollectible: Story = inPayment({ state: 'uncollectible' });

/** The form, empty. */
export const Open: Story = played(open, '.form.open');

/** Only cards pay in this currency. */
export const OpenForDinar: Story = played(open, '.form.open', { scenario: { customer: 'dana' } });

/** Stripe's form takes its time. */
export const Opening: Story = played(async (context) => {
  sceneOf(context).world.stub.faults.next({ match: 'GET /v1/payment_intents/*', kind: 'hang', times: 9 });
  (await part(paymentIn(context), 'button')).click();
}, '.status p');

export const Incomplete: Story = played((context) => pay(context, '4242'), '.message.warning');
export const Declined: Story = played((context) => pay(context, '4000 0000 0000 0002'), '.problem');
export const TooLittleMoney: Story = played((context) => pay(context, '4000 0000 0000 9995'), '.problem');

/** Stripe takes its time with the payment. */
export const Confirming: Story = played(async (context) => {
  sceneOf(context).world.stub.faults.next({ match: 'POST /v1/payment_intents/*/confirm', kind: 'hang' });
  await pay(context);
}, '.form.confirming');

/** 3-D Secure, as the stand-in shows it. */
export const TheBankAsks: Story = played(async (context) => {
  await pay(context, '4000 0025 0000 3155');
  await bank();
}, '.form.confirming');

export const NotConfirmedAtTheBank: Story = played(async (context) => {
  await pay(context, '4000 0025 0000 3155');
  (await bank()).querySelector<HTMLElement>('button:not(.first)')?.click();
}, '.problem');

export const Paid: Story = played(pay, '.message.positive');

/** Accepted, and the backend does not show it yet. */
export const Updating: Story = played(
  async (context) => {
    const element = paymentIn(context);
    if (element) element.retry = { baseDelay: 600_000, maxDelay: 600_000 };
    await pay(context);
  },
  '.message.info',
  {
    ...DEAF,
    answers: changed('/invoices/:id', (invoice) => ({
      ...invoice,
      status: 'open',
      amount_remaining: 363650,
      allowed_actions: ['pay'],
    })),
  },
);

/** A bank debit takes days. */
export const Pending: Story = played(
  (context) => pay(context, 'DE89 3704 0044 0532 0130 00', 'sepa_debit'),
  '.message.info',
);

/** Somebody has sent a bank debit before. */
export const UnderWay: Story = played(
  async (context) => (await part(paymentIn(context), 'button')).click(),
  '.message.info',
  { state: 'pending' },
);

export const PaidMeanwhile: Story = played(async (context) => {
  await open(context);
  const { world, listening } = sceneOf(context);
  await listening;
  await world.stripe.invoices.pay(invoiceId(context), { payment_method: 'pm_card_visa' });
}, '.message.positive');

export const VoidedMeanwhile: Story = played(async (context) => {
  await open(context);
  const { world, listening } = sceneOf(context);
  await listening;
  await world.stripe.invoices.voidInvoice(invoiceId(context));
}, '.message.info');

export const AmountChanged: Story = played(
  async (context) => {
    await open(context);
    await sceneOf(context).world.stripe.creditNotes.create({ invoice: invoiceId(context), amount: 5000 });
    await type('4242 4242 4242 4242');
    (await part(paymentIn(context), 'confirm')).click();
  },
  '[part=review]',
  DEAF,
);

/** No answer came, so nobody knows whether it was paid. */
export const Unsettled: Story = played(
  async (context) => {
    await open(context);
    await type('4242 4242 4242 4242');
    const { faults } = sceneOf(context).world.stub;
    faults.next({ match: 'POST /v1/payment_intents/*/confirm', kind: 'drop_after' });
    faults.next({ match: 'GET /v1/payment_intents/*', kind: 'drop_before', times: 9 });
    (await part(paymentIn(context), 'confirm')).click();
  },
  '.problem',
  DEAF,
);

const press = async (context: Context): Promise<void> => (await part(paymentIn(context), 'button')).click();

/** Blocked, or no network: with another way to pay. */
export const StripeDoesNotLoad: Story = played(press, '.problem', { withoutStripe: true });

export const FormDoesNotLoad: Story = played(async (context) => {
  sceneOf(context).world.stub.faults.next({ match: 'GET /v1/payment_intents/*', kind: '500', times: 2 });
  await press(context);
}, '.problem');

export const NoPublishableKey: Story = played(press, '.message.warning', {
  answers: changed('/session', (session) => ({ ...session, publishable_key: null })),
});

export const NothingToPayWith: Story = played(press, '.message.warning', {
  answers: changed('/invoices/:id', (invoice) => ({ ...invoice, confirmation_secret: null })),
});

/** A page that takes parts; its own backend makes a PaymentIntent over each. */
const inParts = (
  play: (context: Context) => Promise<unknown>,
  selector: string,
  options: PaymentOptions = {},
): Story =>
  played(
    async (context) => {
      const { world } = sceneOf(context);
      const element = paymentIn(context);
      if (element) {
        element.partial = async (amount) => {
          const { currency, customer } = await world.stripe.invoices.retrieve(invoiceId(context));
          const intent = await world.stripe.paymentIntents.create({
            amount,
            currency,
            customer: customer as string,
          });
          return { client_secret: intent.client_secret ?? '' };
        };
      }
      await press(context);
      await play(context);
    },
    selector,
    options,
  );

async function write(context: Context, amount: string): Promise<void> {
  const field = (await part(paymentIn(context), 'amount')) as HTMLInputElement;
  field.value = amount;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  (await part(paymentIn(context), 'continue')).click();
}

async function payPart(context: Context): Promise<void> {
  await write(context, '50');
  await part(paymentIn(context), 'confirm');
  await type('4242 4242 4242 4242');
  (await part(paymentIn(context), 'confirm')).click();
}

export const HowMuch: Story = inParts(async () => undefined, '.choice');
export const TooMuch: Story = inParts((context) => write(context, '4000'), '.fault');
export const APart: Story = inParts((context) => write(context, '50'), '.form.open');
export const PartPaid: Story = inParts(payPart, '.message.positive');

/** Paid, and the backend could not be told. */
export const PartNotAttached: Story = inParts(payPart, '.problem', {
  faults: [{ status: 403, match: ({ url }) => url.endsWith('/attach_payment') }],
});

/** What a bank's page has added to the address. */
const returned = (method: string, selector: string): Story => ({
  ...inPayment({
    async then({ stripe }, { id }) {
      const invoice = await stripe.invoices.retrieve(id, { expand: ['confirmation_secret'] });
      const secret = invoice.confirmation_secret?.client_secret ?? '';
      const intent = secret.split('_secret_')[0] ?? '';
      await stripe.paymentIntents.confirm(intent, { payment_method: method }).catch(() => undefined);
      const url = new URL(location.href);
      const told = {
        payment_intent: intent,
        payment_intent_client_secret: secret,
        redirect_status: 'succeeded',
      };
      for (const [name, value] of Object.entries({ ...told, invoice_payment: id }))
        url.searchParams.set(name, value);
      history.replaceState(history.state, '', url);
    },
  }),
  play: (context) => shown(context, selector).then(() => undefined),
});

export const BackFromTheBank: Story = returned('pm_card_visa', '.message.positive');
export const BackWithoutPaying: Story = returned('pm_card_chargeDeclined', '.problem');
export const BackTooEarly: Story = returned('pm_card_authenticationRequired', '.message.info');

export const Draft: Story = inScene({ state: 'draft' });
export const AlreadyPaid: Story = inScene({ state: 'paid' });
export const Void: Story = inScene({ state: 'void' });
export const Unknown: Story = inScene({ state: 'unknown' });

/** May look, may not pay. */
export const MayNot: Story = inScene({ state: 'open', person: 'alpha-viewer' });

/** No invoice yet. */
export const Empty: Story = { ...inScene(), render: () => html`<invoice-payment></invoice-payment>` };

export const Loading: Story = { ...inScene({ faults: [{ delay: 'infinite' }] }), play: () => undefined };

export const Slow: Story = {
  ...inScene({ faults: [{ delay: 'infinite' }] }),
  play: (context) => shown(context, '.said').then(() => undefined),
};

export const Offline: Story = {
  ...inScene({ faults: [{ offline: true }] }),
  play: (context) => shown(context, '.problem').then(() => undefined),
};
export const SignedOut: Story = inScene({ person: null });
export const NotFound: Story = inScene();
