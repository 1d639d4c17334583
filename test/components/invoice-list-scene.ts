/** A list over a small world, and what a hand does above its rows. */
import { fixture, html } from '@open-wc/testing';
import type { InvoiceList } from '../../src/components/invoice-list/invoice-list.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import { writeFilter } from '../../src/invoice/list-filter.js';
import type { CustomerName } from '../../server-stub/customers.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { adapterFor, focused, textOf, worldHere, type WorldHere } from './harness.js';
import { until } from './until.js';

export interface ListScene {
  world: WorldHere;
  list: InvoiceList;
  /** Requests to the backend, as `GET /invoices?limit=50`. */
  asked: string[];
  /** Each filter that the page was told of, as in an address. */
  told: string[];
}

export interface ListSceneOptions {
  /** One after the other, a minute apart. */
  stock?: readonly (readonly [InvoiceState, CustomerName])[];
  /** What happens at Stripe after that, before the list is there. */
  more?: (world: WorldHere) => Promise<unknown>;
  filter?: string;
  mirror?: string;
  lang?: string;
  timezone?: string;
  /** Width of the box around the list, in px. */
  width?: number;
  between?: Parameters<typeof adapterFor>[1];
}

export async function listScene(options: ListSceneOptions = {}): Promise<ListScene> {
  const { stock = [], between = (request, next) => next(request) } = options;
  const world = await worldHere({ timezone: options.timezone });
  for (const [state, customer] of stock) {
    await scenarios[state](world, { customer });
    world.clock.advance(60);
  }
  await options.more?.(world);
  const asked: string[] = [];
  const told: string[] = [];
  const adapter = adapterFor(world, (request, next) => {
    const { pathname, search } = new URL(request.url);
    asked.push(decodeURIComponent(`${request.method} ${pathname.replace('/api/billing', '')}${search}`));
    return between(request, next);
  });
  const box = await fixture<HTMLElement>(html`
    <div @invoice-filter=${(event: CustomEvent) => told.push(writeFilter(event.detail.filter))}>
      <invoice-list
        .adapter=${adapter}
        .mirror=${options.mirror ?? null}
        filter=${options.filter ?? ''}
        lang=${options.lang ?? 'en'}
      ></invoice-list>
    </div>
  `);
  box.style.width = `${options.width ?? 1000}px`;
  return { world, asked, told, list: box.querySelector('invoice-list') as InvoiceList };
}

export const rowsOf = (list: InvoiceList): HTMLElement[] => [
  ...(list.shadowRoot?.querySelectorAll<HTMLElement>('.row[role]') ?? []),
];

/** What stands in one column, from above. */
export const columnOf = (list: InvoiceList, column: string): string[] =>
  rowsOf(list).map((row) => textOf(row.querySelector(`[data-column="${column}"]`) as Element));

export const headsOf = (list: InvoiceList): string[] =>
  [...(list.shadowRoot?.querySelectorAll('[role=columnheader][data-column]') ?? [])].map(textOf);

/** Waits until the rows have these states, in this order, and nothing is under way. */
export async function hasStates(list: InvoiceList, ...states: string[]): Promise<void> {
  const are = (): string =>
    list.shadowRoot?.querySelector('.busy, .skeleton') ? 'loading' : columnOf(list, 'status').join(', ');
  await until(() => are() === states.join(', '), `${states.join(', ')}`).catch((error: Error) => {
    throw new Error(`${error.message}; it has: ${are()}; ${textOf(list)}`);
  });
}

/** Something of the list, once it is there. */
export async function there<T extends HTMLElement = HTMLElement>(
  list: InvoiceList,
  selector: string,
): Promise<T> {
  const find = (): T | null => list.shadowRoot?.querySelector<T>(selector) ?? null;
  await until(find, selector);
  return find() as T;
}

/** A button by its name, in the panel that is open, else anywhere. */
export async function button(list: InvoiceList, name: string): Promise<HTMLButtonElement> {
  const find = (): HTMLButtonElement | undefined => {
    const within = list.shadowRoot?.querySelector('dialog') ?? list.shadowRoot;
    const all = [...(within?.querySelectorAll('button') ?? [])];
    return all.find((each) => (each.getAttribute('aria-label') ?? textOf(each)) === name);
  };
  await until(find, `the button ${name}`);
  return find() as HTMLButtonElement;
}

export async function press(list: InvoiceList, name: string): Promise<void> {
  (await button(list, name)).click();
}

/** Opens the form of a filter, or another panel. */
export async function openPanel(list: InvoiceList, name: string): Promise<HTMLDialogElement> {
  (await there(list, `#${name}-button`)).click();
  return there<HTMLDialogElement>(list, 'dialog[open]');
}

export async function closed(list: InvoiceList): Promise<void> {
  await until(() => !list.shadowRoot?.querySelector('dialog'), 'the panel is gone');
}

export async function focusIs(selector: string): Promise<void> {
  await until(() => focused()?.matches(selector), `focus on ${selector}`);
}

/** Types into a field as a person does who sees it. */
export function fill(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
