/** A `finalize-button` over a draft in a world of its own. */
import { fixture, html } from '@open-wc/testing';
import '../../src/components/finalize-button/finalize-button.define.js';
import type { FinalizeButton } from '../../src/components/finalize-button/finalize-button.js';
import type { InvoiceAdapter } from '../../src/adapter/adapter.js';
import { scenarios, type ScenarioOptions } from '../../server-stub/scenarios.js';
import type { World } from '../../server-stub/world.js';
import { adapterFor, eventsOf, part, worldHere, type WorldHere } from './harness.js';
import { until } from './until.js';

export interface Scene {
  world: WorldHere;
  id: string;
  button: FinalizeButton;
  /** How often something happened at Stripe. */
  count: (type: string) => number;
  /** What the element fired, in order. */
  events: CustomEvent[];
}

const EVENTS = ['invoice-finalize', 'invoice-finalized', 'invoice-send', 'invoice-sent', 'invoice-error'];

export async function scene(
  options: {
    draft?: ScenarioOptions;
    between?: Parameters<typeof adapterFor>[1];
    set?: Partial<FinalizeButton>;
    adapter?: (world: World) => InvoiceAdapter;
    prepareWorld?: (world: World, id: string) => Promise<unknown>;
  } = {},
): Promise<Scene> {
  const world = await worldHere();
  const { id } = await scenarios.draft(world, options.draft);
  await options.prepareWorld?.(world, id);
  const count = eventsOf(world);
  const events: CustomEvent[] = [];
  const adapter = options.adapter?.(world) ?? adapterFor(world, options.between);
  const button = await fixture<FinalizeButton>(html`
    <finalize-button .adapter=${adapter} invoice-id=${id}></finalize-button>
  `);
  Object.assign(button, options.set);
  for (const type of EVENTS) button.addEventListener(type, (event) => events.push(event as CustomEvent));
  return { world, id, button, count, events };
}

export const dialogOf = (host: Element): HTMLDialogElement | null =>
  host.shadowRoot?.querySelector('dialog') ?? null;
export const types = (events: CustomEvent[]): string[] => events.map(({ type }) => type);

export async function opened(host: FinalizeButton): Promise<HTMLDialogElement> {
  (await part(host, 'button')).click();
  await until(() => dialogOf(host)?.open, 'the dialog is open');
  const dialog = dialogOf(host) as HTMLDialogElement;
  await Promise.all(dialog.getAnimations().map((animation) => animation.finished));
  return dialog;
}

export const closed = (host: Element): Promise<void> => until(() => !dialogOf(host), 'the dialog is closed');
