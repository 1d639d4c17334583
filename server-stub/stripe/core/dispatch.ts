/**
 * The way of a request through `/v1`: key, account, version, route, parameters, idempotency, work, expansion, answer.
 * Faults are planned outside and reach in only as interruptions.
 */
import { inDialect, isBefore, isSpoken } from '../dialects/index.js';
import { translate, type Translation } from '../dialects/parameters.js';
import { apiKey, isPublishable, masked } from './auth.js';
import { expand } from './expand.js';
import { canonical, decodeForm, type RawNode } from './form.js';
import { replay, reserve, type Answer } from './idempotency.js';
import { Problem } from './problem.js';
import { refuse } from './refusals.js';
import type { Method, Route } from './route.js';
import type { Context, Shared, World } from './world.js';

export interface Dispatch {
  shared: Shared;
  routes: Route[];
  /** The world of an account; undefined is the default account. */
  world(accountId: string | undefined): World | null;
  /** Origin of hosted links for a request. */
  origin(request: Request): string;
  /** Why a call is too many for its account, or null: one of Stripe's reasons for a rate limit. */
  limit(accountId: string, route: Route): string | null;
}

/** What a fault does on the way: each waits, or throws a Problem. */
export interface Interruptions {
  /** Before the key is looked at: what is thrown leaves no trace. */
  onArrival?(): Promise<void>;
  /** Just before the work; the key remembers what is thrown as it would the endpoint's own refusal. */
  beforeWork?(): Promise<void>;
  /** Just after the work, likewise. */
  afterWork?(): Promise<void>;
}

export async function dispatch(
  server: Dispatch,
  request: Request,
  interruptions: Interruptions = {},
): Promise<Response> {
  const requestId = server.shared.newId('req');
  const headers = new Headers({ 'content-type': 'application/json', 'request-id': requestId });
  try {
    const answer = await handle(server, request, requestId, headers, interruptions);
    return new Response(answer.body, { status: answer.status, headers });
  } catch (error) {
    const problem = asProblem(error);
    tellRetry(problem, headers);
    return new Response(errorBody(problem, requestId), { status: problem.status, headers });
  }
}

async function handle(
  server: Dispatch,
  request: Request,
  requestId: string,
  headers: Headers,
  interruptions: Interruptions,
): Promise<Answer> {
  const { world, version, publishable } = enter(server, request.headers, headers);
  const { pathname, search } = new URL(request.url);
  const found = findRoute(server.routes, request.method, pathname, version);
  if (!found) throw refuse('no_route', { method: request.method, path: pathname });
  const reason = server.limit(world.account.id, found.route);
  if (reason !== null) {
    headers.set('stripe-rate-limited-reason', reason);
    throw refuse('rate_limit');
  }
  await interruptions.onArrival?.();
  if (publishable && !found.route.publishable) throw refuse('secret_key_required');

  const raw = await readBody(request, search);
  const key = request.method === 'POST' ? (request.headers.get('idempotency-key') ?? '') : '';
  const fingerprint = `${pathname} ${canonical(raw)}`;
  if (key !== '') {
    headers.set('idempotency-key', key);
    const first = replay(world, key, fingerprint);
    if (first) return replayed(first, headers);
  }
  const { method, path } = found.route;
  const translation = translate(version, `${method} ${path}`, raw);
  const { work, expand: paths } = prepared(found.route, raw, version, translation);
  const context: Context = {
    world,
    now: server.shared.clock.now(),
    origin: server.origin(request),
    version,
    request: { id: requestId, idempotency_key: key === '' ? null : key },
    publishable,
  };
  const run = () => {
    const done = inDialect(world, version, work(context, found.ids));
    return expand(context, found.route.answers, done, paths);
  };

  const reservation = key === '' ? null : reserve(world, key, fingerprint);
  try {
    await interruptions.beforeWork?.();
    const answer = { status: 200, body: JSON.stringify(run(), null, 2), requestId };
    await interruptions.afterWork?.();
    reservation?.save(answer);
    return answer;
  } catch (thrown) {
    const error = thrown instanceof Problem ? told(thrown, world, version, translation) : thrown;
    // A limit or a bug is no answer of the endpoint, so the key stays free.
    if (!(error instanceof Problem) || error.status === 429) reservation?.release();
    else reservation?.save({ status: error.status, body: errorBody(error, requestId), requestId });
    throw error;
  }
}

/** Reads the parameters; a refusal names them as the request did. */
function prepared(
  route: Route,
  raw: RawNode,
  version: string,
  translation: Translation,
): ReturnType<Route['prepare']> {
  try {
    return route.prepare(raw, version);
  } catch (error) {
    throw error instanceof Problem ? translation.back(error) : error;
  }
}

/** A refusal in the dialect of the request, with the objects that it carries. */
function told(problem: Problem, world: World, version: string, translation: Translation): Problem {
  const fields = inDialect(world, version, problem.fields);
  return translation.back(fields === problem.fields ? problem : new Problem(fields));
}

/** Checks key, account and version, echoes what Stripe echoes, and returns the account's world. */
function enter(
  server: Dispatch,
  asked: Headers,
  answered: Headers,
): { world: World; version: string; publishable: boolean } {
  const key = apiKey(asked);
  const version = asked.get('stripe-version') ?? server.shared.apiVersion;
  if (!isSpoken(version)) throw refuse('bad_version', { version });
  answered.set('stripe-version', version);

  const account = asked.get('stripe-account') ?? undefined;
  const world = server.world(account);
  if (!world) throw refuse('no_account', { key: masked(key), account: account ?? '' });
  if (account !== undefined) answered.set('stripe-account', account);
  return { world, version, publishable: isPublishable(key) };
}

/** Fixed words win over placeholders because they stand first in the list of routes. */
function findRoute(
  routes: Route[],
  method: string,
  path: string,
  version: string,
): { route: Route; ids: Record<string, string> } | null {
  const parts = path.replace(/\/$/, '').split('/');
  for (const route of routes) {
    if (route.method !== (method as Method)) continue;
    if (route.until && !isBefore(version, route.until)) continue;
    const ids = matchPath(route.path.split('/'), parts);
    if (ids) return { route, ids };
  }
  return null;
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const ids: Record<string, string> = {};
  for (const [index, piece] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (piece.startsWith(':')) ids[piece.slice(1)] = decoded(part);
    else if (piece !== part) return null;
  }
  return ids;
}

/** What cannot be decoded is taken as it is: nothing has such an id. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function readBody(request: Request, search: string): Promise<RawNode> {
  const raw = decodeForm(search);
  if (request.method === 'GET') return raw;
  const body = await request.text();
  if (body !== '' && /json/.test(request.headers.get('content-type') ?? '')) throw refuse('json_body');
  for (const [name, value] of decodeForm(body)) raw.set(name, value);
  return raw;
}

function replayed(first: Answer, headers: Headers): Answer {
  headers.set('idempotent-replayed', 'true');
  headers.set('original-request', first.requestId);
  return first;
}

function tellRetry(problem: Problem, headers: Headers): void {
  if (problem.status === 409 || problem.status === 429) headers.set('stripe-should-retry', 'true');
  if (problem.fields.code === 'rate_limit' && !headers.has('stripe-rate-limited-reason'))
    headers.set('stripe-rate-limited-reason', 'global-rate');
  if (problem.status === 401) headers.set('www-authenticate', 'Basic realm="Stripe"');
}

/** A bug of the stand-in must not look like an answer of Stripe, so anything else is thrown on. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

function errorBody(problem: Problem, requestId: string): string {
  return JSON.stringify({ error: problem.toError(requestId) }, null, 2);
}
