/** An `invoice-credit-note` over an invoice in a world of its own, and a hand that writes into it. */
import type Stripe from 'stripe';
import { fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-credit-note/invoice-credit-note.define.js';
import type { InvoiceCreditNote } from '../../src/components/invoice-credit-note/invoice-credit-note.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import { scenarios, type ScenarioInvoice, type ScenarioOptions } from '../../server-stub/scenarios.js';
import type { World } from '../../server-stub/world.js';
import { adapterFor, eventsOf, part, worldHere, type WorldHere } from './harness.js';
import { until } from './until.js';

export interface Scene {
  world: WorldHere;
  id: string;
  element: InvoiceCreditNote;
  /** How often something happened at Stripe. */
  count: (type: string) => number;
  /** What the element fired, in order. */
  events: CustomEvent[];
}

const EVENTS = [
  'invoice-credit', 'invoice-credited', 'invoice-credit-cancel', 'invoice-credit-void', 'invoice-credit-voided', 'invoice-error',
]; // prettier-ignore

export interface SceneOptions {
  state?: InvoiceState;
  scenario?: ScenarioOptions;
  /** More to happen at Stripe before; its answer, if any, is the invoice to show. */
  prepare?: (world: World, invoice: ScenarioInvoice) => Promise<unknown>;
  between?: Parameters<typeof adapterFor>[1];
  adapter?: Parameters<typeof adapterFor>[2];
  set?: Partial<InvoiceCreditNote>;
  lang?: string;
}

export async function scene(options: SceneOptions = {}): Promise<Scene> {
  const world = await worldHere();
  const made = await scenarios[options.state ?? 'open'](world, options.scenario);
  const other = await options.prepare?.(world, made);
  const { id } = (other as ScenarioInvoice | undefined) ?? made;
  const count = eventsOf(world);
  const events: CustomEvent[] = [];
  const adapter = adapterFor(world, options.between, options.adapter);
  const element = await fixture<InvoiceCreditNote>(html`
    <invoice-credit-note
      lang=${options.lang ?? 'en'}
      .adapter=${adapter}
      invoice-id=${id}
    ></invoice-credit-note>
  `);
  Object.assign(element, options.set);
  for (const type of EVENTS) element.addEventListener(type, (event) => events.push(event as CustomEvent));
  return { world, id, element, count, events };
}

/** A scene whose first preview is there. */
export async function readyScene(options: SceneOptions = {}): Promise<Scene> {
  const made = await scene(options);
  await ready(made.element);
  return made;
}

export const types = (events: CustomEvent[]): string[] => events.map(({ type }) => type);

/** Until what is written is previewed. */
export async function ready(element: Element): Promise<void> {
  const isReady = (): boolean =>
    element.shadowRoot?.querySelector('[part=issue]')?.getAttribute('aria-disabled') === 'false';
  await until(isReady, 'the preview of what is written');
}

export async function find<T extends HTMLElement = HTMLElement>(
  element: Element,
  selector: string,
): Promise<T> {
  const look = (): T | null => element.shadowRoot?.querySelector<T>(selector) ?? null;
  await until(() => look(), selector);
  return look() as T;
}

/** Writes into a field, as keys do; with `leave`, goes on to the next one. */
export async function type(
  element: Element,
  id: string,
  text: string,
  leave = true,
): Promise<HTMLInputElement> {
  const field = await find<HTMLInputElement>(element, `#${CSS.escape(id)}`);
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  if (leave) field.blur();
  return field;
}

export async function byItems(element: Element): Promise<HTMLInputElement[]> {
  await find(element, '.segments');
  element.shadowRoot?.querySelectorAll<HTMLElement>('.segments input')[1]?.click();
  await find(element, '.items');
  return [...(element.shadowRoot?.querySelectorAll<HTMLInputElement>('[id^="item-"]') ?? [])];
}

export async function issue(element: Element): Promise<void> {
  await ready(element);
  (await part(element, 'issue')).click();
}

export const valueOf = async (element: Element, id: string): Promise<string> =>
  (await find<HTMLInputElement>(element, `#${CSS.escape(id)}`)).value;

export const creates = (request: Request): boolean =>
  request.method === 'POST' && new URL(request.url).pathname.endsWith('/credit_notes');
export const previews = (request: Request): boolean =>
  new URL(request.url).pathname.endsWith('/credit_notes/preview');

export const notesOf = async ({ stripe }: World, invoice: string): Promise<Stripe.CreditNote[]> =>
  (await stripe.creditNotes.list({ invoice, limit: 100 })).data;
