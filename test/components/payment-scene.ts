/** An `invoice-payment` over an open invoice in a world of its own, with the stand-in for Stripe.js. */
import { fixture, html } from '@open-wc/testing';
import type { StripeConstructor } from '@stripe/stripe-js';
import '../../src/components/invoice-payment/invoice-payment.define.js';
import type { InvoicePayment } from '../../src/components/invoice-payment/invoice-payment.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import { scenarios, type ScenarioOptions } from '../../server-stub/scenarios.js';
import { createStripeJs } from '../../server-stub/stripe-js/index.js';
import type { World } from '../../server-stub/world.js';
import { adapterFor, eventsOf, focused, part, worldHere, type Fetch, type WorldHere } from './harness.js';
import { until } from './until.js';

export interface Scene {
  world: WorldHere;
  id: string;
  element: InvoicePayment;
  /** How often something happened at Stripe. */
  count: (type: string) => number;
  /** What the element fired, in order. */
  events: CustomEvent[];
  /** Calls of the page to Stripe, such as `POST /v1/payment_intents/pi_…/confirm`. */
  calls: string[];
}

const EVENTS = ['invoice-pay', 'invoice-paid', 'invoice-payment-pending', 'invoice-error'];

/** What stands between the page and Stripe in this test. */
let carry: Fetch = () => Promise.reject(new Error('There is no Stripe yet.'));

/** The same for the whole page, as Stripe.js is. */
export const standIn = createStripeJs({ fetch: (request) => carry(request) }) as unknown as StripeConstructor;

export interface SceneOptions {
  state?: InvoiceState;
  invoice?: ScenarioOptions;
  /** Between the page and its backend. */
  between?: (request: Request, next: Fetch) => Promise<Response>;
  /** Between the page and Stripe. */
  toStripe?: (request: Request, next: Fetch) => Promise<Response>;
  set?: (world: WorldHere, id: string) => Partial<InvoicePayment>;
  prepareWorld?: (world: World, id: string) => Promise<unknown>;
}

export async function scene(options: SceneOptions = {}): Promise<Scene> {
  window.Stripe = standIn;
  const world = await worldHere();
  const { id } = await scenarios[options.state ?? 'open'](world, options.invoice);
  await options.prepareWorld?.(world, id);
  const calls: string[] = [];
  const next: Fetch = (request) => world.stub.fetch(request);
  carry = (request) => {
    calls.push(`${request.method} ${new URL(request.url).pathname}`);
    return options.toStripe?.(request, next) ?? next(request);
  };
  const count = eventsOf(world);
  const events: CustomEvent[] = [];
  const element = await fixture<InvoicePayment>(html`
    <invoice-payment .adapter=${adapterFor(world, options.between)} invoice-id=${id}></invoice-payment>
  `);
  Object.assign(element, options.set?.(world, id));
  for (const type of EVENTS) element.addEventListener(type, (event) => events.push(event as CustomEvent));
  return { world, id, element, count, events, calls };
}

export const types = (events: CustomEvent[]): string[] => events.map(({ type }) => type);

/** The root of the stand-in's form; it stands in the page's own document, wherever the element is. */
export function formRoot(): ShadowRoot | null {
  return document.querySelector('stripe-js-stand-in-frame')?.shadowRoot ?? null;
}

export async function find<T extends HTMLElement>(
  root: () => ParentNode | null | undefined,
  selector: string,
): Promise<T> {
  const look = (): T | null => root()?.querySelector<T>(selector) ?? null;
  await until(look, selector);
  return look() as T;
}

export const numberField = (): Promise<HTMLInputElement> => find(formRoot, 'input[type=text]');

/** Presses “Pay …”, and waits until the form can be typed into. */
export async function opened(element: InvoicePayment): Promise<HTMLInputElement> {
  (await part(element, 'button')).click();
  await part(element, 'confirm');
  return numberField();
}

/** Types a number into the form, of a card unless another method is chosen. */
export async function typed(number: string, method?: string): Promise<void> {
  if (method) (await find<HTMLInputElement>(formRoot, `input[value=${method}]`)).click();
  const field = await numberField();
  field.value = number;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Opens the form, types a number and pays. */
export async function paid(
  element: InvoicePayment,
  number = '4242 4242 4242 4242',
  method?: string,
): Promise<void> {
  await opened(element);
  await typed(number, method);
  (await part(element, 'confirm')).click();
}

/** Answers the bank's question. */
export async function answerBank(how: 'succeed' | 'fail'): Promise<void> {
  const root = (): ParentNode | null => {
    const host = [...document.body.children].find((each) => each.shadowRoot?.querySelector('dialog[open]'));
    return host?.shadowRoot ?? null;
  };
  const button = await find(root, how === 'succeed' ? 'button.first' : 'button:not(.first)');
  button.click();
}

/** Whether the focus is in the stand-in's form. */
export const inForm = (): boolean => formRoot()?.contains(focused()) ?? false;
