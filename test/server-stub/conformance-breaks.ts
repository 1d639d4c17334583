/** One small mistake for each rule of the suite, as a hand-made backend might have it. */
import { PERSON_KEY } from '../../server-stub/people.js';

export type Ask = (request: Request) => Promise<Response>;
type Json = Record<string, unknown>;
/** Wraps a good backend; made anew for each run, so it may remember. */
export type Break = (ask: Ask) => Ask;

const pathOf = (request: Request): string => new URL(request.url).pathname;
const isPost = (request: Request, path: RegExp): boolean =>
  request.method === 'POST' && path.test(pathOf(request));
const isGet = (request: Request, path: RegExp): boolean =>
  request.method === 'GET' && path.test(pathOf(request));

/** The same request with other parts; unlike a clone it leaves no half-read body behind. */
async function changed(
  request: Request,
  parts: { url?: string; method?: string; headers?: Record<string, string | null>; body?: string } = {},
): Promise<Request> {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(parts.headers ?? {}))
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  const { method = request.method } = parts;
  const body = ['GET', 'HEAD'].includes(method) ? undefined : (parts.body ?? (await request.clone().text()));
  return new Request(parts.url ?? request.url, { method, headers, ...(body && { body }) });
}

async function jsonOf(message: Request | Response): Promise<Json> {
  try {
    return (await message.clone().json()) as Json;
  } catch {
    return {};
  }
}

/** The same answer with another body, where it has one of JSON. */
async function retold(
  response: Response,
  tell: (body: Json) => Json,
  status = response.status,
): Promise<Response> {
  const headers = new Headers(response.headers);
  return new Response(JSON.stringify(tell(await jsonOf(response))), { status, headers });
}

/** Changes the answers to some requests. */
const answering =
  (to: (request: Request) => boolean, tell: (body: Json) => Json, status?: number): Break =>
  (ask) =>
  async (request) => {
    const response = await ask(request);
    return to(request) ? retold(response, tell, status ?? response.status) : response;
  };

/** Changes requests on their way in. */
const taking =
  (change: (request: Request) => Promise<Request> | Request): Break =>
  (ask) =>
  async (request) =>
    ask(await change(request));

const without =
  (...names: string[]) =>
  (body: Json): Json =>
    Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

const rowsWithout = (body: Json, keep: (row: Json, index: number) => boolean): Json =>
  Array.isArray(body['data']) ? { ...body, data: (body['data'] as Json[]).filter(keep) } : body;

/** Looks at the id only: who may not find it is given what its owner would get. */
const loadingByIdAlone =
  (path: RegExp): Break =>
  (ask) =>
  async (request) => {
    const response = await ask(await changed(request));
    if (response.status !== 404 || !isGet(request, path)) return response;
    return ask(await changed(request, { headers: { [PERSON_KEY]: 'beta-admin' } }));
  };

/** Parameters by the names that a lenient backend drops without a word. */
const DROPPED = [
  'transfer_data', 'application_fee_amount', 'on_behalf_of', 'issuer', 'account', 'status', 'paid', 'total',
  'amount_due', 'subscription', 'payment_settings',
]; // prettier-ignore

let spare = 0;
const spareKey = (): string => `spare-${++spare}`;

/** Takes a used key for a new one, where the request is the same, or where it is another. */
const forgettingKeys =
  (where: 'same' | 'other'): Break =>
  (ask) => {
    const used = new Map<string, string>();
    return async (request) => {
      const key = request.headers.get('idempotency-key');
      if (key === null || request.method !== 'POST') return ask(request);
      const now = pathOf(request) + (await request.clone().text());
      const before = used.get(key);
      used.set(key, now);
      const forgets = before !== undefined && (before === now) === (where === 'same');
      return ask(forgets ? await changed(request, { headers: { 'idempotency-key': spareKey() } }) : request);
    };
  };

export const breaks: Record<string, Break> = {
  'session': answering((request) => isGet(request, /\/session$/), without('now')),
  'happy-path': answering(
    (request) => isPost(request, /\/finalize$/),
    (body) => ('hosted_invoice_url' in body ? { ...body, hosted_invoice_url: null } : body),
  ),
  'create-and-finalize': answering(
    (request) => isPost(request, /\/create_and_finalize$/),
    (body) => (body['status'] === 'open' ? { ...body, status: 'draft' } : body),
  ),
  'paging': answering(
    (request) => isGet(request, /\/invoices$/) && request.url.includes('starting_after'),
    (body) => rowsWithout(body, (_row, index) => index > 0),
  ),
  'live-line': (ask) => async (request) =>
    isGet(request, /\/events$/) ? Response.json({ object: 'list', data: [] }) : ask(request),

  'stale-finalize': taking(async (request) =>
    isPost(request, /\/finalize$/)
      ? changed(request, { body: JSON.stringify(without('expected')(await jsonOf(request))) })
      : request,
  ),
  'finalize-bypass': (ask) => async (request) => {
    const response = await ask(await changed(request));
    if (response.status !== 409 || !isPost(request, /\/send$/)) return response;
    const finalize = await changed(request, {
      url: request.url.replace(/send$/, 'finalize'),
      headers: { 'idempotency-key': spareKey() },
    });
    await ask(finalize);
    return ask(request);
  },
  'finalize-twice': (ask) => async (request) => {
    const response = await ask(request);
    if (response.status !== 409 || !isPost(request, /\/finalize$/)) return response;
    const again = (await jsonOf(response))['code'] === 'already_finalized';
    return again ? retold(response, without('invoice'), 400) : response;
  },
  'frozen': (ask) => async (request) => {
    const response = await ask(request);
    const keyed = request.method === 'DELETE' && request.headers.has('idempotency-key');
    return keyed && response.status === 400 ? Response.json({ deleted: true }) : response;
  },

  'missing-key': taking((request) =>
    request.method === 'GET' || request.headers.has('idempotency-key')
      ? request
      : changed(request, { headers: { 'idempotency-key': spareKey() } }),
  ),
  'replay': forgettingKeys('same'),
  'changed-replay': forgettingKeys('other'),
  'delete-twice': (ask) => {
    const gone = new Set<string>();
    return async (request) => {
      const response = await ask(await changed(request));
      if (request.method !== 'DELETE' || response.status !== 200) return response;
      if (gone.has(pathOf(request))) return retold(response, () => ({ code: 'resource_missing' }), 404);
      gone.add(pathOf(request));
      return response;
    };
  },
  'mass-assignment': taking(async (request) =>
    isPost(request, /\/(invoices|finalize|add_lines|create_and_finalize)$/) && request.body
      ? changed(request, { body: JSON.stringify(without(...DROPPED)(await jsonOf(request))) })
      : request,
  ),
  'oversized': taking(async (request) =>
    (await request.clone().text()).length > 1_000_000 ? changed(request, { body: '{}' }) : request,
  ),

  'forged-credentials': taking((request) =>
    request.headers.get(PERSON_KEY) === 'forged'
      ? changed(request, { headers: { [PERSON_KEY]: 'alpha-viewer' } })
      : request,
  ),
  'foreign-invoice': loadingByIdAlone(/\/invoices\/[^/]+\/lines$/),
  'foreign-customer': loadingByIdAlone(/\/customers\/[^/]+$/),
  'foreign-lists': (ask) => async (request) => {
    const response = await ask(await changed(request));
    if (!isGet(request, /\/customers$/)) return response;
    const others = await jsonOf(
      await ask(await changed(request, { headers: { [PERSON_KEY]: 'beta-admin' } })),
    );
    return retold(response, (body) => ({
      ...body,
      data: [...(body['data'] as Json[]), ...(others['data'] as Json[])],
    }));
  },
  'viewer': taking((request) =>
    isPost(request, /\/mark_uncollectible$/) && request.headers.get(PERSON_KEY) === 'alpha-viewer'
      ? changed(request, { headers: { [PERSON_KEY]: 'alpha-admin' } })
      : request,
  ),
  'tenant-metadata': taking(async (request) => {
    if (!isPost(request, /\/invoices$/) || !(await request.clone().text()).includes('"metadata"'))
      return request;
    return changed(request, { body: JSON.stringify(without('metadata')(await jsonOf(request))) });
  }),

  'foreign-origin': taking((request) =>
    request.headers.get('origin') === 'null'
      ? changed(request, { headers: { 'origin': null, 'sec-fetch-site': null } })
      : request,
  ),
  'json-only': taking((request) =>
    request.headers.get('content-type') === 'text/plain'
      ? changed(request, { headers: { 'content-type': 'application/json' } })
      : request,
  ),
  'get-changes-nothing': taking((request) =>
    isGet(request, /\/invoices\/in_\w+$/) && request.headers.get('x-http-method-override') === 'DELETE'
      ? changed(request, { method: 'DELETE', headers: { 'idempotency-key': spareKey() } })
      : request,
  ),
  'not-cached': (ask) => async (request) => {
    const response = await ask(request);
    response.headers.set('cache-control', 'private, max-age=60');
    return response;
  },
  'forged-webhook': (ask) => async (request) =>
    isPost(request, /\/webhook$/) && !request.headers.get('stripe-signature')
      ? Response.json({ received: true })
      : ask(request),

  'error-shape': (ask) => async (request) => {
    const response = await ask(request);
    if (response.status >= 400) response.headers.set('content-type', 'application/json');
    return response;
  },
  'secrets': answering(
    (request) => isGet(request, /\/invoice_payments$/),
    (body) => ({ ...body, client_secret: 'pi_1_secret_2' }),
  ),
  'payment-secret': answering(
    (request) => request.url.endsWith('=confirmation_secret'),
    (body) => ({ ...body, confirmation_secret: { client_secret: 'pi_1_secret_2', type: 'payment_intent' } }),
  ),
};
