/** A page with an editor in it, written in by real keys. */
import { fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type Stripe from 'stripe';
import { HttpAdapter } from '../../../src/adapter/http.js';
import '../../../src/components/invoice-draft-editor/invoice-draft-editor.define.js';
import type { InvoiceDraftEditor } from '../../../src/components/invoice-draft-editor/invoice-draft-editor.js';
import type { CustomerName } from '../../../server-stub/customers.js';
import { createWorld, type World } from '../../../server-stub/world.js';
import { until } from '../until.js';

/** What happens to one request. */
type Fate = 'pass' | 'lost' | 'done but lost' | { status: number; param?: string };

/** A page with an editor, over the real handler and the stand-in. */
export interface Desk {
  world: World;
  editor: InvoiceDraftEditor;
  /** Last parts of the paths of the writes, in order. */
  writes: string[];
  /** Says what happens to the next requests. */
  meet: (fate: (request: Request) => Fate) => void;
  /** Holds the writes back until it is called again with false. */
  hold: (on: boolean) => void;
}

export interface DeskOptions {
  person?: Parameters<World['asUser']>[0];
  customer?: CustomerName;
  currency?: string;
  invoice?: (world: World) => Promise<{ id: string }>;
  lang?: string;
  prepare?: (world: World) => Promise<unknown>;
}

export async function open(options: DeskOptions = {}): Promise<Desk> {
  // What another test left unsaved in this tab is not this one's.
  sessionStorage.clear();
  const world = await createWorld();
  await options.prepare?.(world);
  const invoice = await options.invoice?.(world);
  let fate: (request: Request) => Fate = () => 'pass';
  let held: Promise<void> | null = null;
  let release = (): void => {};
  const writes: string[] = [];
  const reach = world.asUser(options.person ?? 'alpha-admin');
  const adapter = new HttpAdapter({
    url: `${location.origin}/api/billing`,
    retry: { attempts: 2, baseDelay: 1, maxDelay: 1 },
    fetch: async (request) => {
      const write = request.method !== 'GET';
      if (write)
        writes.push(
          new URL(request.url).pathname
            .split('/')
            .at(-1)!
            .replace(/^in_.*/, 'update'),
        );
      if (write) await held;
      const met = fate(request);
      if (met === 'lost') throw new TypeError('Failed to fetch');
      if (typeof met === 'object') return refusal(met);
      const answer = await reach(request);
      if (met === 'done but lost') throw new TypeError('Failed to fetch');
      return answer;
    },
  });
  const editor = await fixture<InvoiceDraftEditor>(html`
    <invoice-draft-editor
      lang=${options.lang ?? 'en'}
      .adapter=${adapter}
      customer=${options.customer ? world.customers[options.customer].id : ''}
      currency=${options.currency ?? ''}
      invoice-id=${invoice?.id ?? ''}
    ></invoice-draft-editor>
  `);
  return {
    world,
    editor,
    writes,
    meet: (next) => (fate = next),
    hold: (on) => {
      if (on) held = new Promise((resolve) => (release = resolve));
      else release();
    },
  };
}

const refusal = ({ status, param }: { status: number; param?: string }): Response =>
  Response.json(
    { type: 'about:blank', title: 'No', status, detail: 'Not like this', code: 'parameter_invalid', param, retryable: status >= 500 || status === 429 },
    { status, headers: { 'content-type': 'application/problem+json' } },
  ); // prettier-ignore

export const rootOf = ({ editor }: Desk): ShadowRoot => editor.shadowRoot!;

/** The control with this label; waits for it. */
export async function field(desk: Desk, label: string): Promise<HTMLInputElement> {
  const find = (): HTMLInputElement | undefined =>
    [...rootOf(desk).querySelectorAll<HTMLInputElement>('input, button, textarea, select')].find(
      (each) =>
        (each.getAttribute('aria-label') ?? each.labels?.[0]?.textContent ?? each.textContent)?.trim() ===
          label ||
        (each.localName === 'button' && each.textContent?.replace(/\s+/g, ' ').trim() === `+ ${label}`),
    );
  await until(find, `a control named “${label}”`);
  return find()!;
}

export const saveText = (desk: Desk): string =>
  rootOf(desk).querySelector('[part=save-state]')?.textContent ?? '';
/** @param said - how the save state says so */
export const saved = (desk: Desk, said = /^Saved/): Promise<void> =>
  until(() => said.test(saveText(desk)) && !desk.editor.dirty, 'it is saved');
export const notSaved = (desk: Desk): Promise<void> =>
  until(() => rootOf(desk).querySelector('.save.urgent'), 'the save has failed');
export const focused = (desk: Desk): Element | null => rootOf(desk).activeElement;

/** What is said in a part of the editor. */
export const text = (desk: Desk, selector: string): string =>
  rootOf(desk).querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
/** The editor with the parts that are loaded later. */
export const whole = (desk: Desk): Promise<void> =>
  until(() => rootOf(desk).querySelector('.more'), 'the parts are there');
/** The draft as Stripe has it. */
export const invoiceOf = (desk: Desk): Promise<Stripe.Invoice> =>
  desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);

/** Presses what mends an obstacle on the way to the finalization; it opens a dialog. */
export async function mendObstacle(desk: Desk, name: RegExp): Promise<void> {
  const ways = [...rootOf(desk).querySelectorAll<HTMLElement>('.readiness button')];
  ways.find((way) => name.test(way.textContent))!.click();
  await until(() => rootOf(desk).querySelector('dialog[open]'), `${name} opens a dialog`);
}

/** Something that is to come on globex's next invoice, of 7.00 usd. */
export const pendingItem = ({ stripe, customers }: World): Promise<Stripe.InvoiceItem> =>
  stripe.invoiceItems.create({
    customer: customers.globex.id,
    amount: 700,
    currency: 'usd',
    description: 'Pending',
  });

/** Presses the keys of a text, one by one. */
export const type = (text: string): Promise<void> => sendKeys({ type: text });
export const press = (key: string): Promise<void> => sendKeys({ press: key });

/** Replaces what a control holds, by keys. */
export async function write(desk: Desk, label: string, text: string): Promise<void> {
  const input = await field(desk, label);
  input.focus();
  input.select();
  await type(text);
}

/** Writes a line with Tab between its cells, beginning in its description. */
export async function line(description: string, quantity: string, price: string): Promise<void> {
  for (const text of [description, quantity]) {
    await type(text);
    await press('Tab');
  }
  await type(price);
}

export async function atStripe({ world, editor }: Desk): Promise<string[]> {
  const { data } = await world.stripe.invoices.listLineItems(editor.invoiceId, { limit: 100 });
  return data.map(
    ({ description, quantity_decimal, pricing }) =>
      `${description} | ${String(quantity_decimal)} × ${String(pricing?.unit_amount_decimal)}`,
  );
}
