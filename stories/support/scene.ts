/** What a story is played in: a small world of its own, reached through MSW, the real handler and the stand-in. */
import { http, type HttpHandler } from 'msw';
import type { StoryContext, StoryObj } from '@storybook/web-components-vite';
import type { InvoiceState } from '../../src/invoice/state.js';
import { mswHandlers, type MswFault } from '../../server-stub/msw.js';
import type { Person } from '../../server-stub/people.js';
import { scenarios, type ScenarioInvoice, type ScenarioOptions } from '../../server-stub/scenarios.js';
import { createWorld, type World } from '../../server-stub/world.js';

export interface Scene {
  /** Where the handler is mounted. Each story has a mount of its own, so that none sees what another has cached. */
  url: string;
  world: World;
  /** As the scenario made it; null where the story has none. */
  invoice: ScenarioInvoice | null;
  /** What goes wrong between page and backend; may be changed while the story plays. */
  faults: MswFault[];
  /** Resolves when the page hears of what happens at Stripe. */
  listening: Promise<void>;
}

export interface SceneOptions {
  /** What there is at Stripe before all else, for what shows many invoices. */
  stock?: (world: World) => Promise<unknown>;
  state?: InvoiceState;
  scenario?: ScenarioOptions;
  /** More to happen at Stripe before the story begins; its answer, if any, is the invoice. */
  then?: (world: World, invoice: ScenarioInvoice) => Promise<unknown>;
  faults?: MswFault[];
  /** IANA name of the account's time zone. Default `Etc/UTC`. */
  timezone?: string;
  /** Who asks; null is nobody. Default the admin. */
  person?: Person | null;
  /** The backend answers reads with the scenario's own JSON: for states that the stand-in's calls can't reach. */
  asMade?: boolean;
}

let mounts = 0;
/** What a browser keeps for a mount is not found by a later visit, or by another page. */
const visit = Date.now().toString(36) + Math.floor(Math.random() * 1e6).toString(36);

async function build(options: SceneOptions): Promise<Scene> {
  const { stock, state, scenario, then, faults = [], person, timezone } = options;
  // What was left unsaved in another story stays there.
  sessionStorage.clear();
  const made = await createWorld({
    origin: location.origin,
    timezone,
    ...(person !== undefined && { person }),
  });
  const { world, listening } = overheard(made);
  await stock?.(world);
  const first = state ? await scenarios[state](world, scenario) : null;
  const after = first && (await then?.(world, first));
  const invoice = isInvoice(after) ? after : first;
  return { url: `/story-${visit}-${++mounts}/api/billing`, world, invoice, faults, listening };
}

const isInvoice = (made: unknown): made is ScenarioInvoice =>
  (made as { object?: unknown } | null | undefined)?.object === 'invoice';

/** The same world, telling when the first live line is open. */
function overheard(world: World): { world: World; listening: Promise<void> } {
  let open = (): void => undefined;
  const listening = new Promise<void>((resolve) => (open = resolve));
  const handler = async (request: Request): Promise<Response> => {
    const answer = await world.handler(request);
    if (answer.ok && new URL(request.url).pathname.endsWith('/events')) open();
    return answer;
  };
  return { world: { ...world, handler: Object.assign(handler, world.handler) }, listening };
}

function handlers({ url, world, invoice, faults }: Scene, { asMade }: SceneOptions): HttpHandler[] {
  const made = asMade && invoice;
  return [
    ...(made ? [http.get(`*${url}/invoices/${made.id}`, () => Response.json(made))] : []),
    ...mswHandlers({ world, baseUrl: url, faults }),
  ];
}

/** The scene of a running story. */
export const sceneOf = ({ loaded }: Pick<StoryContext, 'loaded'>): Scene =>
  (loaded as { scene: Scene }).scene;

/** Gives a story its scene: `export const Open = {...inScene({state: 'open'})}`. */
export function inScene(options: SceneOptions = {}): Pick<StoryObj, 'loaders' | 'beforeEach'> {
  return {
    loaders: [async () => ({ scene: await build(options) })],
    beforeEach(context) {
      const { msw } = context as unknown as { msw: { use(...handlers: HttpHandler[]): void } };
      msw.use(...handlers(sceneOf(context), options));
    },
  };
}

/** An element's part, once it is there. */
export async function part(host: Element | null, name: string): Promise<HTMLElement> {
  return until(() => host?.shadowRoot?.querySelector<HTMLElement>(`[part~=${name}]`), `the part ${name}`);
}

/** Waits until the element shows something of its own, told by a selector: words differ by language. */
export const shows = (host: Element | null, selector: string): Promise<Element> =>
  until(() => host?.shadowRoot?.querySelector(selector), selector);

/** Waits until nothing is a skeleton any more, in nested elements neither. */
export async function settled(host: Element | null): Promise<void> {
  const waits = (element: Element): boolean => {
    const all = [...(element.shadowRoot?.querySelectorAll('*') ?? [])];
    return all.some((inner) => inner.classList.contains('skeleton') || waits(inner));
  };
  await until(() => host?.shadowRoot?.childElementCount && !waits(host), 'what is loading');
}

/** Waits for something that is there. */
export async function until<T>(find: () => T | null | undefined | false, what: string): Promise<T> {
  const end = performance.now() + 12_000;
  for (;;) {
    const found = find();
    if (found) return found;
    if (performance.now() > end) throw new Error(`${what} did not come.`);
    await new Promise((next) => setTimeout(next, 20));
  }
}
