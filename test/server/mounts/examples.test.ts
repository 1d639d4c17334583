/**
 * The contract over the example files that need Node to run. Deno and Bun are not here to be run: what their examples
 * export is served by a standard Request/Response host, which is all that either asks of it.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { createApp as createBun } from '../../../examples/bun.js';
import { createApp as createDeno } from '../../../examples/deno.js';
import { createApp as createExpress } from '../../../examples/express.js';
import { createApp as createFastify } from '../../../examples/fastify.js';
import { createApp as createHono } from '../../../examples/hono.js';
import * as next from '../../../examples/next/app/api/billing/[...path]/route.js';
import { createApp as createNode } from '../../../examples/node-http.js';
import { sessions } from '../../../examples/your-app.js';
import { toNodeListener } from '../../../src/server/node.js';
import { holdsContract, type Mounted } from './contract.js';
import { ENVIRONMENT, type Standing } from './standing.js';

Object.assign(process.env, ENVIRONMENT);

function signIn({ members, askedFor }: Standing): void {
  sessions.get = (token) => {
    askedFor.push(token);
    return members[token];
  };
}

async function listening(server: Server): Promise<Mounted> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => (server.closeAllConnections(), server.close()),
  };
}

const served = (standing: Standing, listener: RequestListener): Promise<Mounted> => {
  signIn(standing);
  return listening(createServer(listener));
};

/** A host that asks a function with standard requests, over HTTP. */
const standardHost = (
  standing: Standing,
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<Mounted> =>
  served(
    standing,
    toNodeListener(async (request) => fetch(request)),
  );

holdsContract('Node http', (standing) => {
  signIn(standing);
  return listening(createNode(standing.stripe));
});

holdsContract('Express', (standing) => served(standing, createExpress(standing.stripe)));

holdsContract('Fastify', async (standing) => {
  signIn(standing);
  const app = createFastify(standing.stripe);
  return {
    origin: await app.listen({ host: '127.0.0.1', port: 0 }),
    stop: () => (app.server.closeAllConnections(), app.close()),
  };
});

holdsContract('Hono', (standing) => standardHost(standing, createHono(standing.stripe).fetch));
holdsContract('Deno (a standard host)', (standing) =>
  standardHost(standing, createDeno(standing.stripe).fetch),
);
holdsContract('Bun (a standard host)', (standing) =>
  standardHost(standing, createBun(standing.stripe).fetch),
);

/** Next hands a request to the function named like its method, at the address that the server listens on. */
const asNextDoes = (request: Request): Promise<Response> | Response => {
  const route = (next as Partial<Record<string, (request: Request) => Promise<Response>>>)[request.method];
  const { pathname, search } = new URL(request.url);
  return (
    route?.(new Request(`http://localhost:3000${pathname}${search}`, request)) ??
    new Response(null, { status: 405 })
  );
};

holdsContract(
  'Next (its exported functions)',
  async (standing) => {
    // The route makes its own SDK, whose way to Stripe is led to the stand-in.
    const network = setupServer(
      http.all('https://api.stripe.com/*', ({ request }) => standing.fetch(request)),
      http.all(/^http:\/\/127\.0\.0\.1:/, () => passthrough()),
    );
    network.listen({ onUnhandledRequest: 'error' });
    const mounted = await standardHost(standing, asNextDoes);
    return { ...mounted, stop: () => (network.close(), mounted.stop()) };
  },
  { refusesPut: true },
);
