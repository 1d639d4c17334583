/** A page to measure in: a script of ours over the real handler and the stand-in, as an embedder would ship it. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { toStubListener } from '../../server-stub/listener.js';
import type { World } from '../../server-stub/world.js';
import { root } from '../files.js';

export interface BenchServer {
  url: string;
  close(): void;
}

/** Serves the world's handler, and a page whose script hands out what the module at `entry` exports, as `bench`. */
export async function servePage(world: World, entry: string): Promise<BenchServer> {
  const script = await bundle(entry);
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
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  };
}

/** In one file. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false, minify: true } },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return output[0].code;
}

/** A page, and what tells how much of the processor its main thread has taken. */
export interface Desk {
  page: Page;
  meter: CDPSession;
}

export async function openDesk(browser: Browser, url: string): Promise<Desk> {
  // Pages of one context may share a thread.
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  // Whoever waits for what the page then never does would wait for ever.
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(url);
  const meter = await context.newCDPSession(page);
  await meter.send('Performance.enable');
  return { page, meter };
}

/** Milliseconds of the processor that the main thread has taken. */
export async function spent({ meter }: Desk): Promise<number> {
  const { metrics } = await meter.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN) * 1000;
}

export const median = (times: number[]): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity;
