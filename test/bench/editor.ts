/**
 * How quick the draft editor is in a browser, over the real handler and the stand-in, with few lines and with as many as
 * Stripe allows: until all of it is seen, and what each key costs the page's main thread, be it for script, style, layout
 * or paint. That is counted in the time of the processor, so that other work of the machine is not in it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { scenarios } from '../../server-stub/scenarios.js';
import { createWorld, type World } from '../../server-stub/world.js';
import type { InvoiceInput } from '../../src/invoice/types.js';
import { launchBrowser } from '../browser.js';
import type * as EditorPage from './editor-page.js';
import { median, openDesk, servePage, spent, type Desk as BenchDesk } from './page.js';
import type { Row } from './row.js';

const FEW = 10;
const MANY = 250;
const RENDERS = 7;
/** Each in another row. The two pages take turns, so that a busy moment meets both. */
const ROUNDS = 7;
const PRESSES = 8;
/** Milliseconds between two keys: enough for a frame. */
const RHYTHM = 30;

/** Budgets leave room for a machine that is busy; the last one needs none, since that slows down both of its sides. */
export async function measureEditor(): Promise<Row[]> {
  const world = await createWorld();
  const server = await servePage(world, 'test/bench/editor-page.ts');
  const browser = await launchBrowser();
  try {
    const { url } = server;
    const few = await open(browser, url, world, FEW);
    const many = await open(browser, url, world, MANY);
    const renders = [await firstRender(few), await firstRender(many)] as const;
    const price = await keyPresses([few, many], 'price');
    const description = await keyPresses([few, many], 'description');
    return [
      { name: `first render, ${FEW} lines`, figure: renders[0], budget: 150 },
      { name: `first render, ${MANY} lines`, figure: renders[1], budget: 500 },
      { name: `key press, ${FEW} lines`, figure: Math.max(price.few, description.few), budget: 16 },
      { name: `key press, ${MANY} lines`, figure: Math.max(price.many, description.many), budget: 24 },
      {
        name: `key press, ${MANY} lines over ${FEW}`,
        figure: Math.max(price.many / price.few, description.many / description.few),
        budget: 1.5,
      },
    ];
  } finally {
    await browser.close();
    server.close();
  }
}

/** A page for a draft of so many lines. */
interface Desk extends BenchDesk {
  lines: number;
  invoice: InvoiceInput;
}

async function open(browser: Browser, url: string, world: World, lines: number): Promise<Desk> {
  return { ...(await openDesk(browser, url)), lines, invoice: await draftWith(world, lines) };
}

async function draftWith(world: World, count: number): Promise<InvoiceInput> {
  const lines = Array.from({ length: count }, (_, index) => ({
    description: `Item ${index + 1}`,
    quantity: '2',
    unitAmount: '1250',
  }));
  const invoice = await scenarios.draft(world, { lines });
  const all = await world.stripe.invoices.listLineItems(invoice.id).autoPagingToArray({ limit: count });
  return JSON.parse(JSON.stringify({ ...invoice, lines: { data: all, has_more: false } })) as InvoiceInput;
}

/** What a page hands out. */
type Bench = { bench: typeof EditorPage };

async function firstRender({ page, invoice, lines }: Desk): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < RENDERS; index++) {
    const time = await page.evaluate(
      (given) => (globalThis as unknown as Bench).bench.firstRender(given.invoice, given.lines),
      { invoice, lines },
    );
    times.push(time);
  }
  return median(times);
}

/** What a key costs in a cell of each: milliseconds. */
async function keyPresses([few, many]: [Desk, Desk], cell: string): Promise<Record<'few' | 'many', number>> {
  const costs: Record<'few' | 'many', number[]> = { few: [], many: [] };
  for (let round = 0; round < ROUNDS; round++) {
    costs.few.push(await keyPress(few, cell, round));
    costs.many.push(await keyPress(many, cell, round));
  }
  return { few: median(costs.few), many: median(costs.many) };
}

async function keyPress(desk: Desk, cell: string, row: number): Promise<number> {
  await desk.page.evaluate((given) => (globalThis as unknown as Bench).bench.enter(given.cell, given.row), {
    cell,
    row,
  });
  // The first key makes a draft that was saved into one that is not, which the others do not.
  await press(desk, '1');
  const before = await spent(desk);
  for (let count = 0; count < PRESSES; count++) await press(desk, '1');
  for (let count = 0; count < PRESSES; count++) await press(desk, 'Backspace');
  return ((await spent(desk)) - before) / (2 * PRESSES);
}

async function press({ page }: Desk, key: string): Promise<void> {
  await page.keyboard.press(key);
  await pause(RHYTHM);
}
