/**
 * The handler that an embedder mounts beside the secret key. The way of a request: known page? (403) who? (401) which
 * route? what does it reach? (404) may they? (403) is it well-formed? (400) then Stripe.
 */
import { Access } from './authorize.js';
import { readJson } from './body.js';
import { checkOrigin, preflight, protect } from './browser-safety.js';
import { createLocalBus } from './events.js';
import { requireKey, stripeKey } from './idempotency.js';
import { checkFields, isObject, queryObject } from './input.js';
import { checkLimits } from './limits.js';
import { createMemory, type Memory } from './memory.js';
import { Observed } from './observe.js';
import { readOptions, type Config, type HandlerSession, type InvoiceHandlerOptions } from './options.js';
import { Refusal, toRefusal, unauthenticated } from './problems.js';
import type { Context, Reached, Route } from './route.js';
import { Router, type Found } from './router.js';
import { routesOf } from './routes/index.js';
import { idOf, type Json } from './stripe.js';
import { Streams } from './streams.js';
import { UnderWay } from './under-way.js';
import { receiveWebhook } from './webhook.js';
import { write } from './writing.js';

/** A web-standard handler; mount it as it is, or through `invoice-elements/server/node`. */
export interface InvoiceHandler {
  (request: Request): Promise<Response>;
  /** For a graceful shutdown: ends all live streams, answers what still comes with 503, and resolves when all that was begun has ended. */
  close(): Promise<void>;
}

/**
 * Makes the backend of the elements: every call is authorized, checked against allow-lists, and passed to Stripe.
 *
 * @throws TypeError without `stripe`, `session` and `authorize`, or with an option that cannot be meant.
 */
export function createInvoiceHandler<S extends HandlerSession>(
  options: InvoiceHandlerOptions<S>,
): InvoiceHandler {
  const config = readOptions(options, createLocalBus);
  const memory = createMemory();
  const underWay = new UnderWay();
  const streams = new Streams(config);
  const router = new Router([...routesOf(streams), webhookRoute], config.basePath);
  const backend: Backend = { router, config, memory, underWay };
  const handle = (request: Request): Promise<Response> => underWay.track(answer(request, backend));
  const close = (): Promise<void> => {
    streams.close();
    return underWay.close();
  };
  return Object.assign(handle, { close });
}

/** Known to the router only; it is answered before any session is asked for. */
const webhookRoute: Route = {
  method: 'POST',
  path: 'webhook',
  actions: [],
  run: () => Promise.reject(new Error('The webhook is answered without a session.')),
};

/** What one handler works with, for all of its requests. */
interface Backend {
  router: Router;
  config: Config;
  memory: Memory;
  underWay: UnderWay;
}

async function answer(request: Request, backend: Backend): Promise<Response> {
  const { config } = backend;
  const observed = new Observed(config, request);
  let response: Response;
  try {
    response = await route(request, backend, observed);
  } catch (error) {
    const refusal = toRefusal(error, observed.stripe?.mayHaveWritten ?? false);
    if (refusal.problem.status >= 500) observed.report(refusal.cause ?? error);
    observed.code = refusal.problem.code;
    observed.about(idOf(refusal.problem.invoice));
    response = problemResponse(refusal);
  }
  observed.end(response.status);
  return protect(headless(response, request), request, config.origins);
}

async function route(request: Request, backend: Backend, observed: Observed): Promise<Response> {
  const { router, config, memory } = backend;
  const found = router.find(new URL(request.url).pathname);
  const isWebhook = found?.routes[0] === webhookRoute;
  if (request.method === 'OPTIONS') return preflight(request, config, methodsOf(found));
  if (!isWebhook) checkOrigin(request, config.origins);
  if (backend.underWay.closing) throw shuttingDown();
  if (isWebhook && request.method === 'POST') {
    observed.route = 'POST /webhook';
    return receiveWebhook(request, config, memory);
  }
  const session = (observed.session = await config.session(request));
  if (!session) throw unauthenticated();
  if (!isObject(session.scope)) throw new TypeError(NO_SCOPE);
  const row = chosen(found, request.method);
  observed.route = `${row.method} /${row.path}`;
  await checkLimits(session, row, config);
  return serve(request, row, found?.params ?? {}, session, backend, observed);
}

const shuttingDown = (): Refusal =>
  new Refusal(
    503,
    'shutting_down',
    'This server is shutting down. Nothing was done; try again in a moment.',
    { retryable: true },
    { 'retry-after': '1' },
  );

const NO_SCOPE =
  'createInvoiceHandler: `session` gave no `scope`. Say what this person may reach: scope: { customers: [id, …] }.';

async function serve(
  request: Request,
  row: Route,
  params: Found['params'],
  session: HandlerSession,
  { config, memory }: Backend,
  observed: Observed,
): Promise<Response> {
  const stripe = observed.callsFor(session);
  const access = new Access(config, session, stripe);
  if (row.path.startsWith('invoices/:id')) observed.about(params['id']);

  const given = await readGiven(request, row);
  const look = async (): Promise<Reached> => {
    const found = (await row.reach?.(access, given.object, params, memory)) ?? {};
    // Of a new invoice the log tells the id that it gets, not the one that it revises.
    if (row.path !== 'invoices') observed.about(idOf(found.invoice));
    observed.actions = [...(typeof row.actions === 'function' ? row.actions(given.object) : row.actions)];
    await access.require(observed.actions, found.invoice);
    return found;
  };
  const reached = await look();

  const pageKey = row.writes ? requireKey(request) : '';
  const checked = await given.check(access.reserved);
  const ownKey = row.writes ? await stripeKey(pageKey, session) : '';
  observed.idempotencyKey = ownKey || null;
  if (reached.done) return json(reached.done);
  const context: Context = {
    ...reached,
    ...checked,
    request,
    params,
    access,
    stripe,
    config,
    memory,
    key: (step) => (step ? `${ownKey}:${step}` : ownKey),
  };
  const result = await (row.writes ? write(row, context, look) : row.run(context));
  if (result instanceof Response) return result;
  if (result['object'] === 'invoice') observed.about(result['id']);
  return json(result);
}

function chosen(found: Found | null, method: string): Route {
  if (!found) throw new Refusal(404, 'route_unknown', 'There is nothing at this address.');
  const wanted = method === 'HEAD' ? 'GET' : method;
  const row = found.routes.find((each) => each.method === wanted);
  if (row) return row;
  const detail = `Use one of ${methodsOf(found)} here.`;
  throw new Refusal(405, 'method_not_allowed', detail, {}, { allow: methodsOf(found) });
}

function methodsOf(found: Found | null): string {
  const methods = found?.routes.map(({ method }) => method) ?? [];
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

interface Given {
  /** As it came, for finding what it reaches; nothing in it is believed yet. */
  object: Json;
  check(reserved: readonly string[]): Promise<{ query: Json; body: Json }>;
}

/**
 * Reads body and query, but refuses nothing yet: a malformed request about somebody else's invoice must not be told
 * apart from a good one.
 */
async function readGiven(request: Request, row: Route): Promise<Given> {
  const query = queryObject(new URL(request.url).searchParams);
  const reading = row.method === 'GET' ? Promise.resolve<unknown>({}) : readJson(request);
  const [read] = await Promise.allSettled([reading]);
  const body = read.status === 'fulfilled' ? read.value : {};
  return {
    object: row.body ? (isObject(body) ? body : {}) : query,
    async check(reserved) {
      await reading;
      return {
        query: checkFields(query, row.query ?? NOTHING, { fromQuery: true }),
        body: checkFields(body, row.body ?? NOTHING, { reserved }),
      };
    },
  };
}

const NOTHING = { type: 'object', fields: {} } as const;

const json = (body: Json): Response => Response.json(body);

function problemResponse({ problem, headers }: Refusal): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

/** A HEAD gets what a GET would, without the body. */
function headless(response: Response, request: Request): Response {
  if (request.method !== 'HEAD' || !response.body) return response;
  void response.body.cancel();
  return new Response(null, response);
}
