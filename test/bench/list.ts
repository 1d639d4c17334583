/**
 * How quick the list is in a browser: until its first rows are seen, over the real handler and the stand-in, and what each
 * frame of scrolling costs the page's main thread with few rows and with very many.
 */
import type { Browser } from 'playwright-core';
import { scenarios } from '../../server-stub/scenarios.js';
import { createWorld } from '../../server-stub/world.js';
import { launchBrowser } from '../browser.js';
import type * as ListPage from './list-page.js';
import { median, openDesk, servePage, spent, type Desk } from './page.js';
import type { Row } from './row.js';

const STATES = ['open', 'paid', 'draft', 'past_due'] as const;
const INVOICES = 60;
const FEW = 500;
const MANY = 100_000;
const ATTACHED = 5;
/** The two pages take turns, so that a busy moment meets both. */
const ROUNDS = 5;
const FRAMES = 30;
/** Pixels in a frame: a quick turn of the wheel. */
const BY = 240;

/** What a page hands out. */
type Bench = { bench: typeof ListPage };

export async function measureList(): Promise<Row[]> {
  const world = await createWorld();
  for (let made = 0; made < INVOICES; made++) await scenarios[STATES[made % STATES.length] ?? 'open'](world);
  const server = await servePage(world, 'test/bench/list-page.ts');
  const browser = await launchBrowser();
  try {
    const desk = await openDesk(browser, server.url);
    const times: number[] = [];
    for (let count = 0; count < ATTACHED; count++) times.push(await firstRows(desk));
    const few = await scrolled(browser, server.url, FEW);
    const many = await scrolled(browser, server.url, MANY);
    for (let round = 0; round < ROUNDS; round++)
      for (const each of [few, many]) each.frames.push(await frame(each));
    const costs = { few: median(few.frames), many: median(many.frames) };
    return [
      { name: 'first rows are seen', figure: median(times), budget: 250 },
      { name: `a frame of scrolling, ${FEW} rows`, figure: costs.few, budget: 16 },
      { name: `a frame of scrolling, ${MANY} rows`, figure: costs.many, budget: 16 },
      { name: `a frame, ${MANY} rows over ${FEW}`, figure: costs.many / costs.few, budget: 1.5 },
      { name: `rows that are elements, of ${MANY}`, figure: await rowsDrawn(many), budget: 60 },
    ];
  } finally {
    await browser.close();
    server.close();
    await world.handler.close();
  }
}

const firstRows = ({ page }: Desk): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as Bench).bench.firstRows());

interface Scrolled extends Desk {
  /** What a frame has cost, in each round. */
  frames: number[];
}

/** A page with a list of so many rows. */
async function scrolled(browser: Browser, url: string, rows: number): Promise<Scrolled> {
  const desk = await openDesk(browser, url);
  await desk.page.evaluate((count) => (globalThis as unknown as Bench).bench.fill(count), rows);
  return { ...desk, frames: [] };
}

/** Milliseconds of the main thread for a frame of scrolling. */
async function frame(desk: Desk): Promise<number> {
  const before = await spent(desk);
  await desk.page.evaluate(([frames, by]) => (globalThis as unknown as Bench).bench.scroll(frames, by), [
    FRAMES,
    BY,
  ] as const);
  return ((await spent(desk)) - before) / FRAMES;
}

const rowsDrawn = ({ page }: Desk): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as Bench).bench.rowsDrawn());
