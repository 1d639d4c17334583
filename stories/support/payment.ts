/** What stories of a payment have beyond their scene: Stripe.js, or none; and hands in its form. */
import { http, HttpResponse, type HttpHandler } from 'msw';
import type { StripeConstructor } from '@stripe/stripe-js';
import type { StoryContext, StoryObj } from '@storybook/web-components-vite';
import type { InvoicePayment } from '../../src/components/invoice-payment/invoice-payment.js';
import { createStripeJs } from '../../server-stub/stripe-js/index.js';
import { inScene, part, sceneOf, shows, until, type Scene, type SceneOptions } from './scene.js';

const CARD = '4242 4242 4242 4242';

export interface PaymentOptions extends SceneOptions {
  /** The browser cannot get Stripe.js. */
  withoutStripe?: true;
  /** What the backend answers otherwise. */
  answers?: (scene: Scene) => HttpHandler[];
}

type Context = Pick<StoryContext, 'loaded' | 'canvasElement'>;

/** A scene in which an invoice can be paid by the stand-in for Stripe.js. */
export function inPayment(options: PaymentOptions = {}): Pick<StoryObj, 'loaders' | 'beforeEach'> {
  const { withoutStripe, answers } = options;
  const scene = inScene({ state: 'open', ...options });
  return {
    loaders: scene.loaders,
    async beforeEach(context) {
      await (scene.beforeEach as (context: unknown) => unknown)(context);
      const { msw } = context as unknown as { msw: { use(...handlers: HttpHandler[]): void } };
      if (withoutStripe) {
        delete window.Stripe;
        msw.use(http.get('https://js.stripe.com/*', () => HttpResponse.error()));
      } else {
        window.Stripe = createStripeJs() as unknown as StripeConstructor;
      }
      msw.use(...(answers?.(sceneOf(context)) ?? []));
    },
  };
}

/** The backend's answer to a read, changed. */
export function changed(path: string, change: (body: object) => object): (scene: Scene) => HttpHandler[] {
  return ({ url, world }) => [
    http.get(`*${url}${path}`, async ({ request }) => {
      const { pathname, search } = new URL(request.url);
      const answer = await world.asUser('alpha-admin')(pathname.slice(url.length) + search);
      return HttpResponse.json(change((await answer.json()) as object));
    }),
  ];
}

export const paymentIn = ({ canvasElement }: Context): InvoicePayment | null =>
  canvasElement.querySelector('invoice-payment');

/** The root of the stand-in's form, which stands in the page's own document. */
const formRoot = (): ShadowRoot | null =>
  document.querySelector('stripe-js-stand-in-frame')?.shadowRoot ?? null;

/** Presses “Pay …”, and waits until the form can be typed into. */
export async function open(context: Context): Promise<void> {
  (await part(paymentIn(context), 'button')).click();
  await part(paymentIn(context), 'confirm');
}

/** Types a number into the form; `method` where it is not a card's. */
export async function type(number: string, method?: string): Promise<void> {
  if (method) formRoot()?.querySelector<HTMLInputElement>(`input[value=${method}]`)?.click();
  const field = await until(
    () => formRoot()?.querySelector<HTMLInputElement>('input[type=text]'),
    'the number',
  );
  field.value = number;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Opens the form, types a number and pays. */
export async function pay(context: Context, number = CARD, method?: string): Promise<void> {
  await open(context);
  await type(number, method);
  (await part(paymentIn(context), 'confirm')).click();
}

/** The bank's question, once it is asked. */
export const bank = (): Promise<HTMLDialogElement> =>
  until(() => {
    const roots = [...document.body.children].map(({ shadowRoot }) => shadowRoot);
    return roots.map((root) => root?.querySelector<HTMLDialogElement>('dialog[open]')).find(Boolean);
  }, 'the bank');

/** A story that is over when the element shows what a selector names. */
export const shown = (context: Context, selector: string): Promise<Element> =>
  shows(paymentIn(context), selector);
