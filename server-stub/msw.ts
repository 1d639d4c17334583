/**
 * The world as MSW 2 handlers: a page's requests to its backend reach the real handler, and those to Stripe or to a
 * hosted invoice page reach the stand-in, so that a story or a test exercises the code that ships.
 */
import type { HttpHandler } from 'msw';
import { forbidden, missing, Refusal, unauthenticated } from '../src/server/problems.js';
import { ConnectionLost } from './stripe/fault-effects.js';
import { createWorld, type World, type WorldOptions } from './world.js';

/** An optional peer: those who only want the stand-in need not have it. */
const msw = await import('msw').catch(() => null);

function needed(): NonNullable<typeof msw> {
  if (!msw) throw new Error('mswHandlers() needs the package msw (2 or later): npm install --save-dev msw');
  return msw;
}

/** What goes wrong between the page and its backend. */
export interface MswFault {
  /** Milliseconds before the answer, or never. */
  delay?: number | 'infinite';
  /** The connection fails. */
  offline?: true;
  /** Refused: not signed in, not allowed, missing, too many, broken. */
  status?: 401 | 403 | 404 | 429 | 500;
  /** Which requests; default all to the backend. */
  match?: (request: Request) => boolean;
}

export interface MswOptions {
  /** A world that is there already (or on its way); default a new one, made with `worldOptions` on the first request. */
  world?: World | Promise<World>;
  worldOptions?: WorldOptions;
  /** Where the page believes its backend to be: a path or a URL. Default `/api/billing`. */
  baseUrl?: string;
  /** The first that matches a request is met, each time. The list may be changed while the page runs. */
  faults?: MswFault[];
}

/** Handlers for `setupWorker(…)`, `setupServer(…)` or a story's `msw` parameter. */
export function mswHandlers(of: World | MswOptions = {}): HttpHandler[] {
  const { http, HttpResponse } = needed();
  const { world, worldOptions, baseUrl = '/api/billing', faults = [] } = 'stub' in of ? { world: of } : of;
  let made: Promise<World> | undefined;
  const here = (): Promise<World> => (made ??= Promise.resolve(world ?? createWorld(worldOptions)));
  const toStripe = async ({ request }: { request: Request }): Promise<Response> => {
    const { stub } = await here();
    return stub.fetch(request).catch((error: unknown) => {
      if (error instanceof ConnectionLost) return HttpResponse.error();
      throw error;
    });
  };

  return [
    http.all(`${baseUrl.startsWith('/') ? '*' : ''}${baseUrl}/*`, async ({ request }) => {
      const fault = faults.find(({ match }) => !match || match(request));
      const refused = fault && (await meet(fault));
      if (refused) return refused;
      const { handler, basePath } = await here();
      return handler(moved(request, baseUrl, basePath));
    }),
    http.all('https://api.stripe.com/v1/*', toStripe),
    http.all(/^https?:\/\/[^/]+\/v1\//, toStripe),
    http.all(/^https?:\/\/[^/]+\/(i|credit_notes)\/(acct_|style\.css)/, toStripe),
  ];
}

async function meet(fault: MswFault): Promise<Response | undefined> {
  const { delay, HttpResponse } = needed();
  if (fault.delay !== undefined) await delay(fault.delay);
  if (fault.offline) return HttpResponse.error();
  return fault.status && problem(refusals[fault.status]());
}

const refusals: Record<NonNullable<MswFault['status']>, () => Refusal> = {
  401: unauthenticated,
  403: () => forbidden('read'),
  404: () => missing('invoice', 'in_missing'),
  429: () => new Refusal(429, 'rate_limit', 'Too many requests.', { retryable: true }),
  500: () =>
    new Refusal(500, 'internal_error', 'Something went wrong in the billing backend.', { retryable: true }),
};

function problem({ problem: body, headers }: Refusal): Response {
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

/** The same request below the path that the handler is mounted under. */
function moved(request: Request, baseUrl: string, basePath: string): Request {
  const url = new URL(request.url);
  const base = new URL(baseUrl, url).pathname;
  if (base === basePath) return request;
  url.pathname = basePath + url.pathname.slice(base.length);
  return new Request(url, request);
}
