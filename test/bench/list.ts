/**
 * How quick the list is in a browser: until its first rows are seen, over the real handler and the stand-in, and what each
 * frame of scrolling costs the page's main thread with few rows and with very many.
 */
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
const FRAMES = 60;
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
    const few = await scrolling(desk, FEW);
    const many = await scrolling(desk, MANY);
    return [
      { name: 'first rows are seen', figure: median(times), budget: 250 },
      { name: `a frame of scrolling, ${FEW} rows`, figure: few.frame, budget: 16 },
      { name: `a frame of scrolling, ${MANY} rows`, figure: many.frame, budget: 16 },
      { name: `a frame, ${MANY} rows over ${FEW}`, figure: many.frame / few.frame, budget: 1.5 },
      { name: `rows that are elements, of ${MANY}`, figure: many.drawn, budget: 60 },
    ];
  } finally {
    await browser.close();
    server.close();
    await world.handler.close();
  }
}

const firstRows = ({ page }: Desk): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as Bench).bench.firstRows());

/** Milliseconds of the main thread for a frame, and how many rows are drawn. */
async function scrolling(desk: Desk, rows: number): Promise<{ frame: number; drawn: number }> {
  const { page } = desk;
  await page.evaluate((count) => (globalThis as unknown as Bench).bench.fill(count), rows);
  const before = await spent(desk);
  await page.evaluate(([frames, by]) => (globalThis as unknown as Bench).bench.scroll(frames, by), [
    FRAMES,
    BY,
  ] as const);
  const frame = ((await spent(desk)) - before) / FRAMES;
  return { frame, drawn: await page.evaluate(() => (globalThis as unknown as Bench).bench.rowsDrawn()) };
}
