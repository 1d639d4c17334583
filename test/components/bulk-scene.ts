/** A list over a world of its own, in which many invoices are dealt with at once. */
import { fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-list/invoice-list.define.js';
import type { InvoiceList } from '../../src/components/invoice-list/invoice-list.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import type { Person } from '../../server-stub/people.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { adapterFor, eventsOf, part, textOf, worldHere, type Fetch, type WorldHere } from './harness.js';
import { until } from './until.js';

export interface BulkScene {
  world: WorldHere;
  list: InvoiceList;
  /** Ids of what was made, in that order; the list has them the other way round. */
  ids: string[];
  /** How often each type of event has happened at Stripe since the list is there. */
  happened: (type: string) => number;
}

export interface BulkOptions {
  states?: InvoiceState[];
  /** Drafts besides, each over one item. */
  drafts?: number;
  filter?: string;
  lang?: string;
  person?: Person;
  between?: (request: Request, next: Fetch) => Promise<Response>;
  without?: boolean;
  /** Milliseconds of the first pause between tries. */
  patience?: number;
}

export async function bulkScene(options: BulkOptions = {}): Promise<BulkScene> {
  const { states = [], drafts = 0, person } = options;
  const world = await worldHere(person ? { person } : {});
  const ids: string[] = [];
  for (const state of [...states, ...Array.from({ length: drafts }, () => 'draft' as const)]) {
    ids.push((await scenarios[state](world)).id);
    world.clock.advance(1);
  }
  const happened = eventsOf(world);
  return { world, ids, happened, list: await listOver(world, options) };
}

/** A list with an adapter of its own, as another page of the same person would have it. */
export async function listOver(
  world: WorldHere,
  { between, filter = '', lang = 'en', without = false, patience = 1 }: BulkOptions = {},
): Promise<InvoiceList> {
  const retry = { attempts: 5, baseDelay: patience, maxDelay: 4 * patience };
  const adapter = adapterFor(world, between, { retry });
  return fixture<InvoiceList>(
    html`<invoice-list
      .adapter=${adapter}
      filter=${filter}
      lang=${lang}
      ?without-selection=${without}
    ></invoice-list>`,
  );
}

/** The runs that were kept are gone, for this page and for others. */
export const forgetRuns = (): Promise<void> =>
  new Promise((done) => {
    const request = indexedDB.deleteDatabase('invoice-elements-runs');
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });

export const rows = (list: InvoiceList): HTMLElement[] => [
  ...(list.shadowRoot?.querySelectorAll<HTMLElement>('.row[role]') ?? []),
];

/** Chooses the first rows, or all that are loaded. */
export async function chooseRows(list: InvoiceList, count?: number): Promise<void> {
  await until(() => rows(list).length >= (count ?? 1), 'rows');
  if (count === undefined) list.shadowRoot?.querySelector<HTMLInputElement>('#all')?.click();
  else for (const row of rows(list).slice(0, count)) row.querySelector('input')?.click();
  // Its code comes only now.
  await until(() => find(list, '[part=bulk]'), 'the bar');
}

export async function click(list: InvoiceList, name: string): Promise<void> {
  const button = await part(list, name);
  button.focus();
  button.click();
}

/** The texts of all parts of this name. */
export const texts = (list: InvoiceList, name: string): string[] =>
  [...(list.shadowRoot?.querySelectorAll(`[part~="${name}"]`) ?? [])].map(textOf);

export const find = (list: InvoiceList, selector: string): HTMLElement | null =>
  list.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

/** Waits until the part reads so. */
export async function reads(list: InvoiceList, name: string, text: RegExp, patience?: number): Promise<void> {
  const read = (): string => texts(list, name).join(' | ');
  await until(() => text.test(read()), String(text), patience).catch((error: Error) => {
    throw new Error(`${error.message}; ${name} reads: ${read()}`);
  });
}

/** Chooses rows and begins, all the way through what is asked. */
export async function begin(list: InvoiceList, action: string, count?: number): Promise<void> {
  await chooseRows(list, count);
  await click(list, `act-${action}`);
  await click(list, 'confirm');
}

/** The rows of the receipt, once it is shown. */
export async function receipt(list: InvoiceList): Promise<string[]> {
  await click(list, 'receipt');
  const shown = await part(list, 'receipts');
  return [...shown.querySelectorAll('li')].map(textOf);
}
