/** `invoice-actions` over an invoice in a world of its own. */
import { fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-actions/invoice-actions.define.js';
import type { InvoiceActions } from '../../src/components/invoice-actions/invoice-actions.js';
import { scenarios, type ScenarioOptions } from '../../server-stub/scenarios.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import type { World } from '../../server-stub/world.js';
import { dialogOf } from './finalize-scene.js';
import { adapterFor, eventsOf, part, worldHere, type WorldHere } from './harness.js';
import { until } from './until.js';

type Between = Parameters<typeof adapterFor>[1];
type Name = Parameters<InvoiceActions['open']>[0];

export interface Scene {
  world: WorldHere;
  id: string;
  element: InvoiceActions;
  count: (type: string) => number;
  events: CustomEvent[];
}

const EVENTS = [
  'send', 'sent', 'pay', 'paid', 'payment-pending', 'void', 'voided', 'mark-uncollectible', 'marked-uncollectible', 'delete',
  'deleted', 'schedule', 'scheduled', 'duplicate', 'duplicated', 'revise', 'revised', 'error',
].map((name) => `invoice-${name}`); // prettier-ignore

export async function scene(
  state: InvoiceState,
  options: {
    scenario?: ScenarioOptions;
    between?: Between;
    then?: (world: World, id: string) => Promise<unknown>;
    set?: Partial<InvoiceActions>;
    person?: 'alpha-viewer';
  } = {},
): Promise<Scene> {
  const world = await worldHere({ ...(options.person && { person: options.person }) });
  const { id } = await scenarios[state](world, options.scenario);
  await options.then?.(world, id);
  const count = eventsOf(world);
  const events: CustomEvent[] = [];
  const adapter = adapterFor(world, options.between);
  const element = await fixture<InvoiceActions>(html`
    <invoice-actions .adapter=${adapter} invoice-id=${id}></invoice-actions>
  `);
  Object.assign(element, options.set);
  for (const type of EVENTS) element.addEventListener(type, (event) => events.push(event as CustomEvent));
  await ready(element);
  return { world, id, element, count, events };
}

/** The invoice and the dialogs are there. */
async function ready(element: InvoiceActions): Promise<void> {
  await until(() => !element.shadowRoot?.querySelector('.skeleton'), 'it is loaded');
  await element.updateComplete;
}

export async function opened(element: InvoiceActions, action: Name): Promise<HTMLDialogElement> {
  await element.open(action);
  await until(() => dialogOf(element)?.open, 'the dialog is open');
  const dialog = dialogOf(element) as HTMLDialogElement;
  await Promise.all(dialog.getAnimations().map((animation) => animation.finished));
  return dialog;
}

export async function confirmed(element: InvoiceActions, action: Name): Promise<void> {
  await opened(element, action);
  await until(() => element.shadowRoot?.querySelector('[part=confirm][aria-disabled=false]'));
  (await part(element, 'confirm')).click();
}

/** What is offered: the button in front, then the menu. */
export async function offered(element: InvoiceActions): Promise<string[]> {
  const root = element.shadowRoot as ShadowRoot;
  const first = root.querySelector<HTMLElement>('[data-action]')?.dataset['action'];
  const finalize = root.querySelector('finalize-button') ? 'finalize' : undefined;
  root.querySelector<HTMLElement>('[part=more]')?.click();
  await element.updateComplete;
  const rest = [...root.querySelectorAll<HTMLElement>('[role=menuitem]')].map((item) => item.dataset['item']);
  return [first, finalize, ...rest].filter((name) => name !== undefined);
}

export const withCard =
  (token: string) =>
  async ({ stripe }: World, id: string): Promise<void> => {
    const customer = await customerOf(stripe, id);
    const method = await stripe.paymentMethods.attach(token, { customer });
    await stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: method.id },
    });
  };

export async function customerOf(stripe: World['stripe'], id: string): Promise<string> {
  const { customer } = await stripe.invoices.retrieve(id);
  return typeof customer === 'string' ? customer : (customer?.id ?? '');
}
