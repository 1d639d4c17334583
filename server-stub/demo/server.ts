/**
 * The demo on one port: an admin panel, the real handler, and either the stand-in or, with a Stripe test key, Stripe.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { InvoiceHandler } from '../../src/server/handler.js';
import { toStubListener } from '../listener.js';
import { seed, SEED_SPAN } from '../seed.js';
import { controlPages } from '../stripe/control.js';
import { realClock } from '../stripe/index.js';
import { createWorld, type World } from '../world.js';
import { stripeHandler } from './stripe-account.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

const COMMON_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** The page gets along with nothing from elsewhere, no inline script or style, and Trusted Types. */
const POLICY = [
  ...COMMON_POLICY,
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html invoice-elements',
].join('; ');

/** With Stripe's own Stripe.js, which nobody here can hold to Trusted Types. */
const POLICY_WITH_STRIPE = [
  ...COMMON_POLICY,
  "script-src 'self' https://js.stripe.com https://*.js.stripe.com",
  'frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com',
  "connect-src 'self' https://api.stripe.com",
  "img-src 'self' data: https://*.stripe.com",
].join('; ');

const STRIPE_JS = '/stripe-js.js';
const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  '/': { file: `${here}index.html`, type: 'text/html; charset=utf-8' },
  [STRIPE_JS]: {
    file: `${root}dist/cdn/stripe-js-stand-in.js`,
    type: 'text/javascript; charset=utf-8',
  },
  '/demo.js': { file: `${here}demo.js`, type: 'text/javascript; charset=utf-8' },
  '/elements.js': { file: `${here}elements.js`, type: 'text/javascript; charset=utf-8' },
  '/words.js': { file: `${here}words.js`, type: 'text/javascript; charset=utf-8' },
  '/demo.css': { file: `${here}demo.css`, type: 'text/css; charset=utf-8' },
  '/icon.svg': { file: `${here}icon.svg`, type: 'image/svg+xml' },
  '/invoice-elements.js': {
    file: `${root}dist/cdn/invoice-elements.js`,
    type: 'text/javascript; charset=utf-8',
  },
};

/** What the stand-in answers. Emptying it would leave the demo's people without customers. */
const STAND_IN = /^\/(v1|i|credit_notes)\/|^\/_stub(\/(?!reset)|$)/;

/** Milliseconds that requests have to end after a shutdown was asked for. */
const GRACE = 1000;

type Answer = (request: Request) => Promise<Response>;

export interface DemoOptions {
  /** Default 4242; 0 takes any that is free. */
  port?: number;
  /** A test key: the handler then talks to Stripe, and there is no stand-in. */
  stripeKey?: string;
  /** `pk_test_…` beside that key: lets invoices be paid in the page. */
  publishableKey?: string;
  /** Signing secret of the endpoint that Stripe calls at `/api/billing/webhook`. */
  webhookSecret?: string;
}

export interface Demo {
  url: string;
  /** The world behind it; null where the handler talks to Stripe. */
  world: World | null;
  close(): Promise<void>;
}

/** Starts to listen on 127.0.0.1; resolves when everything answers, rejects when the port is taken. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const server = http.createServer();
  // First of all, so that a port that is taken is told at once. Who asks too early waits.
  const url = await listen(server, options.port ?? 4242);
  const asked = new AsyncLocalStorage<string>();
  const opening = openBackend(options, () => asked.getStore() ?? url);
  // Hosted links lead to the host that the person's own browser knows the server by.
  const listener = toStubListener((request) =>
    asked.run(new URL(request.url).origin, async () => (await opening).answer(request)),
  );
  server.on('request', listener);
  try {
    const { world, handler } = await opening;
    return { url, world, close: () => close(server, handler) };
  } catch (error) {
    server.close();
    throw error;
  }
}

interface Backend {
  world: World | null;
  handler: InvoiceHandler;
  answer: Answer;
}

async function openBackend(
  { stripeKey, webhookSecret, publishableKey }: DemoOptions,
  origin: () => string,
): Promise<Backend> {
  const world = stripeKey ? null : await livingWorld(origin);
  const more = { ...(webhookSecret && { webhookSecret }), ...(publishableKey && { publishableKey }) };
  const handler = world?.handler ?? stripeHandler(stripeKey ?? '', more);
  return { world, handler, answer: routes(handler, world && ((request) => world.stub.fetch(request))) };
}

function close(server: http.Server, handler: InvoiceHandler): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    void handler.close();
    // What is under way may end; whoever keeps a connection open without asking may not hold us.
    setTimeout(() => server.closeAllConnections(), GRACE).unref();
  });
}

/** A world with a past, whose clock runs. */
async function livingWorld(origin: () => string): Promise<World> {
  const clock = realClock();
  const now = clock.now();
  clock.advance(-SEED_SPAN);
  const world = await createWorld({ clock, origin });
  await seed(world, now);
  world.stub.mount(controlPages);
  return world;
}

function routes(handler: Answer, stripe: Answer | null): Answer {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/billing/')) return handler(request);
    if (stripe && STAND_IN.test(pathname)) return stripe(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') return text('Method not allowed', 405);
    if (pathname === '/healthz') return text('ok', 200);
    if (!Object.hasOwn(FILES, pathname)) return text('Not found', 404);
    // Stripe's own Stripe.js is loaded by the element that needs it.
    if (pathname === STRIPE_JS && !stripe) return script('');
    return file(pathname, stripe ? POLICY : POLICY_WITH_STRIPE);
  };
}

async function file(pathname: string, policy: string): Promise<Response> {
  const { file: path, type } = FILES[pathname] ?? FILES['/']!;
  return new Response(await readFile(path), {
    headers: {
      'content-type': type,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      ...(pathname === '/' && { 'content-security-policy': policy }),
    },
  });
}

const script = (body: string): Response =>
  new Response(body, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });

const text = (body: string, status: number): Response =>
  new Response(body, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });

function listen(server: http.Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
