/**
 * How quick the draft editor is in a browser, over the real handler and the stand-in, with few lines and with as many as
 * Stripe allows: until all of it is seen, and what each key costs the page's main thread, be it for script, style, layout
 * or paint. That is counted in the time of the processor, so that other work of the machine is not in it.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { toStubListener } from '../../server-stub/listener.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { createWorld, type World } from '../../server-stub/world.js';
import type { InvoiceInput } from '../../src/invoice/types.js';
import { launchBrowser } from '../browser.js';
import { root } from '../files.js';
import type * as EditorPage from './editor-page.js';
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
  const server = await serve(world);
  const browser = await launchBrowser();
  try {
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;
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
interface Desk {
  page: Page;
  /** Asks the browser what the page has cost so far. */
  meter: CDPSession;
  lines: number;
  invoice: InvoiceInput;
}

async function open(browser: Browser, url: string, world: World, lines: number): Promise<Desk> {
  // Pages of one context may share a thread.
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(url);
  const meter = await context.newCDPSession(page);
  await meter.send('Performance.enable');
  return { page, meter, lines, invoice: await draftWith(world, lines) };
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

/** Milliseconds of the processor that the main thread has taken. */
async function spent({ meter }: Desk): Promise<number> {
  const { metrics } = await meter.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN) * 1000;
}

const median = (times: number[]): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity;

async function serve(world: World): Promise<http.Server> {
  const script = await bundle();
  const html =
    '<!doctype html><script type="module">import * as bench from "/page.js"; globalThis.bench = bench</script>';
  const answer = (body: string, type: string): Response =>
    new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } });
  const listener = toStubListener(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(`${world.basePath}/`)) return world.handler(request);
    return pathname === '/page.js' ? answer(script, 'text/javascript') : answer(html, 'text/html');
  });
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

/** The page's script as an embedder would ship it, but in one file. */
async function bundle(): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'test/bench/editor-page.ts', formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false, minify: true } },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return output[0].code;
}
