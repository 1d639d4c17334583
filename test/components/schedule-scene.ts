/** An `invoice-schedule` over an invoice in a world of its own, whose account is in Berlin and whose reader in New York. */
import { fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-schedule/invoice-schedule.define.js';
import type { InvoiceSchedule } from '../../src/components/invoice-schedule/invoice-schedule.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import type { Person } from '../../server-stub/people.js';
import { scenarios, type ScenarioOptions } from '../../server-stub/scenarios.js';
import { adapterFor, part, worldHere, type WorldHere } from './harness.js';
import { until } from './until.js';

export interface Scene {
  world: WorldHere;
  id: string;
  schedule: InvoiceSchedule;
  /** What the element fired, in order. */
  events: CustomEvent[];
  /** The bodies of all writes that reached the backend's door. */
  writes: Record<string, unknown>[];
  /** The invoice as Stripe has it. */
  stored: () => Promise<{
    auto_advance: boolean;
    automatically_finalizes_at: number | null;
    status: string | null;
  }>;
}

const EVENTS = ['invoice-schedule', 'invoice-scheduled', 'invoice-error'];

export async function scene(
  options: {
    state?: InvoiceState;
    scenario?: ScenarioOptions;
    between?: Parameters<typeof adapterFor>[1];
    set?: Partial<InvoiceSchedule>;
    person?: Person;
    timezone?: string;
    prepare?: (world: WorldHere, id: string) => Promise<unknown>;
  } = {},
): Promise<Scene> {
  const { state = 'draft', between = (request, next) => next(request), person } = options;
  const world = await worldHere({ timezone: options.timezone ?? 'Europe/Berlin', ...(person && { person }) });
  const { id } = await scenarios[state](world, options.scenario);
  await options.prepare?.(world, id);
  const events: CustomEvent[] = [];
  const writes: Record<string, unknown>[] = [];
  const adapter = adapterFor(world, async (request, next) => {
    if (request.method === 'POST') writes.push((await request.clone().json()) as Record<string, unknown>);
    return between(request, next);
  });
  const schedule = await fixture<InvoiceSchedule>(html`
    <invoice-schedule
      .adapter=${adapter}
      invoice-id=${id}
      local-time-zone="America/New_York"
    ></invoice-schedule>
  `);
  Object.assign(schedule, options.set);
  for (const type of EVENTS) schedule.addEventListener(type, (event) => events.push(event as CustomEvent));
  const stored = async (): ReturnType<Scene['stored']> => {
    const { auto_advance, automatically_finalizes_at, status } = await world.stripe.invoices.retrieve(id);
    return { auto_advance: auto_advance === true, automatically_finalizes_at, status };
  };
  return { world, id, schedule, events, writes, stored };
}

export const types = (events: CustomEvent[]): string[] => events.map(({ type }) => type);

export async function openForm(schedule: InvoiceSchedule): Promise<void> {
  (await part(schedule, 'set')).click();
  await part(schedule, 'form');
}

/** Chooses the preset with this value. */
export async function choose(schedule: InvoiceSchedule, name: string): Promise<void> {
  schedule.shadowRoot?.querySelector<HTMLInputElement>(`input[value=${name}]`)?.click();
  await schedule.updateComplete;
}

/** Types into the field for date and time. */
export async function type(schedule: InvoiceSchedule, text: string): Promise<void> {
  const field = await part<HTMLInputElement>(schedule, 'input');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await schedule.updateComplete;
}

/** From the form to what is asked. */
export async function ask(schedule: InvoiceSchedule): Promise<HTMLElement> {
  (await part(schedule, 'continue')).click();
  return part(schedule, 'asking');
}

export const closed = (schedule: InvoiceSchedule): Promise<void> =>
  until(() => !schedule.shadowRoot?.querySelector('.panel'), 'the form is closed');
