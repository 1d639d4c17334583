/**
 * The handler that an embedder mounts beside the secret key. The way of a request: known page? (403) who? (401) which
 * route? what does it reach? (404) may they? (403) is it well-formed? (400) then Stripe.
 */
import type { Permission } from '../invoice/types.js';
import { Access } from './authorize.js';
import { readJson } from './body.js';
import { checkOrigin, preflight, protect } from './browser-safety.js';
import { createLocalBus, eventRoutes } from './events.js';
import { requireKey, stripeKey } from './idempotency.js';
import { checkFields, isObject, queryObject } from './input.js';
import { createMemory, type Memory } from './memory.js';
import { readOptions, type Config, type HandlerSession, type InvoiceHandlerOptions } from './options.js';
import { Refusal, toRefusal, unauthenticated } from './problems.js';
import type { Route } from './route.js';
import { Router, type Found } from './router.js';
import { catalogRoutes } from './routes/catalog.js';
import { createAndFinalizeRoutes } from './routes/create-and-finalize.js';
import { customerRoutes } from './routes/customers.js';
import { finalizeRoutes } from './routes/finalize.js';
import { invoiceRoutes } from './routes/invoices.js';
import { lineRoutes } from './routes/lines.js';
import { paymentRoutes } from './routes/payments.js';
import { sessionRoutes } from './routes/session.js';
import { StripeCalls, type Json } from './stripe.js';
import { Streams } from './streams.js';
import { receiveWebhook } from './webhook.js';

/** A web-standard handler; mount it as it is, or through `invoice-elements/server/node`. */
export interface InvoiceHandler {
  (request: Request): Promise<Response>;
  /** Ends all live streams, for a graceful shutdown. */
  close(): void;
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
  const streams = new Streams(config);
  const router = new Router(
    [
      ...sessionRoutes,
      ...invoiceRoutes,
      ...createAndFinalizeRoutes,
      ...lineRoutes,
      ...finalizeRoutes,
      ...paymentRoutes,
      ...customerRoutes,
      ...catalogRoutes,
      ...eventRoutes(streams),
      webhookRoute,
    ],
    config.basePath,
  );
  const handle = (request: Request): Promise<Response> => answer(request, router, config, memory);
  return Object.assign(handle, { close: () => streams.close() });
}

/** Known to the router only; it is answered before any session is asked for. */
const webhookRoute: Route = {
  method: 'POST',
  path: 'webhook',
  actions: [],
  run: () => Promise.reject(new Error('The webhook is answered without a session.')),
};

/** What the log tells of a request; filled in on its way. */
interface Trace {
  session: HandlerSession | null;
  actions: Permission[];
  route: string;
  invoice: string | null;
  stripe?: StripeCalls;
  code: string | null;
}

async function answer(request: Request, router: Router, config: Config, memory: Memory): Promise<Response> {
  const began = Date.now();
  const trace: Trace = {
    session: null,
    actions: [],
    route: `${request.method} ?`,
    invoice: null,
    code: null,
  };
  let response: Response;
  try {
    response = await route(request, router, config, memory, trace);
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal.problem.status >= 500) report(error, config);
    trace.code = refusal.problem.code;
    response = problemResponse(refusal);
  }
  log(config, trace, response.status, began);
  return protect(headless(response, request), request, config.origins);
}

async function route(
  request: Request,
  router: Router,
  config: Config,
  memory: Memory,
  trace: Trace,
): Promise<Response> {
  const found = router.find(new URL(request.url).pathname);
  const isWebhook = found?.routes[0] === webhookRoute;
  if (request.method === 'OPTIONS') return preflight(request, config, methodsOf(found));
  if (!isWebhook) checkOrigin(request, config.origins);
  if (isWebhook && request.method === 'POST') {
    trace.route = 'POST /webhook';
    return receiveWebhook(request, config, memory);
  }
  const session = (trace.session = await config.session(request));
  if (!session) throw unauthenticated();
  if (!isObject(session.scope)) throw new TypeError(NO_SCOPE);
  return serve(request, chosen(found, request.method), found?.params ?? {}, session, config, memory, trace);
}

const NO_SCOPE =
  'createInvoiceHandler: `session` gave no `scope`. Say what this person may reach: scope: { customers: [id, …] }.';

async function serve(
  request: Request,
  row: Route,
  params: Found['params'],
  session: HandlerSession,
  config: Config,
  memory: Memory,
  trace: Trace,
): Promise<Response> {
  const stripe = (trace.stripe = new StripeCalls(config, session.scope.account));
  const access = new Access(config, session, stripe);
  trace.route = `${row.method} /${row.path}`;
  trace.invoice = row.path.startsWith('invoices/:id') ? (params['id'] ?? null) : null;

  const given = await readGiven(request, row);
  const reached = (await row.reach?.(access, given.object, params, memory)) ?? {};
  trace.actions = [...(typeof row.actions === 'function' ? row.actions(given.object) : row.actions)];
  await access.require(trace.actions, reached.invoice);

  const pageKey = row.writes ? requireKey(request) : '';
  const checked = await given.check(access.reserved);
  const ownKey = row.writes ? await stripeKey(pageKey, session) : '';
  if (reached.done) return json(reached.done);
  const result = await row.run({
    ...reached,
    ...checked,
    request,
    params,
    access,
    stripe,
    config,
    memory,
    key: (step) => (step ? `${ownKey}:${step}` : ownKey),
  });
  if (result instanceof Response) return result;
  trace.invoice ??= result['object'] === 'invoice' ? String(result['id']) : null;
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

/** The embedder's own hooks must not break an answer. */
function report(error: unknown, config: Config): void {
  try {
    config.onError(error);
  } catch {
    // There is nobody left to tell.
  }
}

function log(config: Config, trace: Trace, status: number, began: number): void {
  const { session, actions, route, invoice, code, stripe } = trace;
  try {
    config.log({
      at: config.now(),
      user: session?.user.id ?? null,
      tenant: session?.tenant ?? null,
      actions,
      route,
      invoice,
      status,
      code,
      stripe_requests: stripe?.requestIds ?? [],
      duration: Date.now() - began,
    });
  } catch (error) {
    report(error, config);
  }
}
