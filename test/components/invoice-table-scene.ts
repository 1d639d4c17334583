/** The rows of a list over a world of its own. */
import { fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-list/invoice-list.define.js';
import type { InvoiceList } from '../../src/components/invoice-list/invoice-list.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import type { Person } from '../../server-stub/people.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { adapterFor, focused, textOf, worldHere, type WorldHere } from './harness.js';
import { until } from './until.js';

export interface Scene {
  world: WorldHere;
  list: InvoiceList;
  /** Requests to the backend, as `GET /invoices?limit=50`. */
  asked: string[];
}

export interface SceneOptions {
  states?: InvoiceState[];
  /** Drafts besides. */
  drafts?: number;
  filter?: string;
  columns?: string;
  lang?: string;
  person?: Person;
  between?: Parameters<typeof adapterFor>[1];
  /** Width of the box around the list, in px. */
  width?: number;
}

export async function scene(options: SceneOptions = {}): Promise<Scene> {
  const { states = [], drafts = 0, person, between = (request, next) => next(request) } = options;
  const world = await worldHere(person ? { person } : {});
  for (const state of states) {
    await scenarios[state](world);
    world.clock.advance(60);
  }
  await makeDrafts(world, drafts);
  const asked: string[] = [];
  const adapter = adapterFor(world, (request, next) => {
    const { pathname, search } = new URL(request.url);
    asked.push(decodeURIComponent(`${request.method} ${pathname.replace('/api/billing', '')}${search}`));
    return between(request, next);
  });
  const box = await fixture(html`
    <div>
      <invoice-list
        .adapter=${adapter}
        filter=${options.filter ?? ''}
        columns=${options.columns ?? ''}
        lang=${options.lang ?? 'en'}
        .hrefFor=${null}
      ></invoice-list>
    </div>
  `);
  (box as HTMLElement).style.width = `${options.width ?? 1000}px`;
  return { world, asked, list: box.querySelector('invoice-list') as InvoiceList };
}

export async function makeDrafts({ stripe, customers, clock }: WorldHere, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made++) {
    const { id } = await stripe.invoices.create({
      customer: customers.acme.id,
      currency: 'eur',
      metadata: { order: String(made + 1) },
    });
    ids.push(id);
    clock.advance(1);
  }
  return ids;
}

export const rows = (list: InvoiceList): HTMLElement[] => [
  ...(list.shadowRoot?.querySelectorAll<HTMLElement>('.row[role]') ?? []),
];

export async function loaded(list: InvoiceList, count = 1): Promise<HTMLElement[]> {
  await until(() => rows(list).length >= count, `${count} rows`);
  return rows(list);
}

export const cells = (row: Element | undefined): string[] =>
  [...(row?.querySelectorAll('[role=gridcell][data-column]') ?? [])].map(textOf);

export const idsChosen = (list: InvoiceList): number =>
  rows(list).filter((row) => row.getAttribute('aria-selected') === 'true').length;

export const status = (list: InvoiceList): string =>
  textOf(list.shadowRoot?.querySelector('[role=status]') as Element);

/** The place of the row that has the focus, from 0; -1 where none has. */
export const focusedPlace = (): number => Number(focused()?.getAttribute('aria-rowindex') ?? 1) - 2;

export async function atPlace(place: number): Promise<void> {
  await until(() => focusedPlace() === place, `focus on row ${place}, not ${focusedPlace()}`);
}
