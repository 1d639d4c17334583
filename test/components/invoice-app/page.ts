/** An `invoice-app` over a small world, and what a test looks for in it. */
import { fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../../src/components/invoice-app/invoice-app.define.js';
import type { InvoiceApp } from '../../../src/components/invoice-app/invoice-app.js';
import type { InvoiceState } from '../../../src/invoice/state.js';
import { scenarios } from '../../../server-stub/scenarios.js';
import { adapterFor, focused, textOf, worldHere, type WorldHere } from '../harness.js';
import { until } from '../until.js';

export interface Scene {
  world: WorldHere;
  app: InvoiceApp;
  /** Of the invoices, in the order in which they were made; the newest stands first in the list. */
  ids: string[];
  /** What the app has told of where it is, as `path: title`. */
  told: string[];
}

export interface SceneOptions {
  states?: InvoiceState[];
  /** Drafts besides. */
  drafts?: number;
  routing?: string;
  base?: string;
  path?: string | ((ids: string[]) => string);
  lang?: string;
  person?: 'alpha-viewer' | 'beta-admin';
  between?: Parameters<typeof adapterFor>[1];
  inside?: TemplateResult;
}

export const base = '/invoices';

export async function scene(options: SceneOptions = {}): Promise<Scene> {
  // What another test left unsaved in this tab is not this one's.
  sessionStorage.clear();
  const { states = [], drafts = 0, person, between } = options;
  const world = await worldHere(person ? { person } : {});
  const ids: string[] = [];
  for (const state of states) {
    ids.push((await scenarios[state](world)).id ?? '');
    world.clock.advance(60);
  }
  for (let made = 0; made < drafts; made++) {
    const { id } = await world.stripe.invoices.create({ customer: world.customers.acme.id, currency: 'eur' });
    ids.push(id);
    world.clock.advance(1);
  }
  const told: string[] = [];
  const path = typeof options.path === 'function' ? options.path(ids) : (options.path ?? '');
  const app = await fixture<InvoiceApp>(html`
    <invoice-app
      .adapter=${adapterFor(world, between)}
      routing=${options.routing ?? 'none'}
      base=${options.base ?? base}
      path=${path}
      lang=${options.lang ?? 'en'}
      @invoice-navigated=${({ detail }: CustomEvent<{ path: string; title: string }>) =>
        told.push(`${detail.path}: ${detail.title}`)}
      >${options.inside}</invoice-app
    >
  `);
  return { world, app, ids, told };
}

export const inside = <T extends Element = HTMLElement>(app: Element, selector: string): T | null =>
  app.shadowRoot?.querySelector<T>(selector) ?? null;

export async function come<T extends Element = HTMLElement>(app: Element, selector: string): Promise<T> {
  await until(() => inside(app, selector), `${selector} in <${app.localName}>`);
  return inside<T>(app, selector) as T;
}

/** The row of an invoice in the list. */
export async function rowOf(app: InvoiceApp, id: string): Promise<HTMLElement> {
  return come(await come(app, 'invoice-list'), `.row[data-id="${id}"]`);
}

export async function listIsShown(app: InvoiceApp): Promise<void> {
  await until(() => inside(app, '.list:not([hidden])'), 'the list');
}

export async function focusIsOn(find: () => Element | null | undefined, what: string): Promise<void> {
  await until(() => find() && focused() === find(), `focus on ${what}`);
}

const heading = (app: InvoiceApp): string =>
  textOf(inside(app, '.page:not([hidden]) .heading') ?? document.createElement('p'));

export async function isHeaded(app: InvoiceApp, text: string | RegExp): Promise<void> {
  const fits = (): boolean => (typeof text === 'string' ? heading(app) === text : text.test(heading(app)));
  await until(fits, `heading ${String(text)}`).catch((error: Error) => {
    throw new Error(`${error.message}; it is: ${heading(app)}`);
  });
}

/** Writes into the memo of the draft in the editor; the focus stays there. */
export async function write(app: InvoiceApp, text: string): Promise<void> {
  const memo = await come<HTMLTextAreaElement>(await come(app, 'invoice-draft-editor'), 'textarea');
  memo.focus();
  await sendKeys({ type: text });
  const editor = inside<HTMLElement & { dirty: boolean }>(app, 'invoice-draft-editor');
  await until(() => editor?.dirty, 'something unsaved');
}
