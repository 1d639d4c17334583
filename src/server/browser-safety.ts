/**
 * What keeps other sites' pages away: the Origin must be known, Fetch Metadata may not say otherwise, CORS answers are
 * exact, and nothing is cached or sniffed (OWASP, Cross-Site Request Forgery Prevention).
 */
import type { Config } from './options.js';
import { Refusal } from './problems.js';

const SAFETY_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};
const ALLOWED_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'idempotency-key',
  'last-event-id',
  'x-csrf-token',
];
const READABLE_HEADERS = ['retry-after'];

/** Throws where a page of an unknown site is asking. Requests without both headers come from no browser. */
export function checkOrigin(request: Request, origins: ReadonlySet<string>): void {
  const origin = request.headers.get('origin');
  const known = origin === null ? !isForeignSite(request) : isOwn(origin, request) || origins.has(origin);
  if (known) return;
  const mend =
    'Serve the page from the same host, or list its origin in the option `origins` of the handler.';
  throw new Refusal(403, 'origin_not_allowed', `This page may not use the billing backend. ${mend}`);
}

/** Same host, whatever the scheme: behind a proxy that ends TLS the handler sees http where the browser sees https. */
function isOwn(origin: string, request: Request): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(request.url).host;
}

/** Without an Origin only Fetch Metadata tells; `none` is a person typing the address. */
function isForeignSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
}

/** The answer to a browser asking whether a page of a listed origin may send what it means to send. */
export function preflight(
  request: Request,
  config: Pick<Config, 'origins' | 'allowHeaders'>,
  methods: string,
): Response {
  const headers = new Headers({ allow: methods });
  const origin = request.headers.get('origin');
  if (origin !== null && config.origins.has(origin)) {
    headers.set('access-control-allow-methods', methods);
    headers.set('access-control-allow-headers', [...ALLOWED_HEADERS, ...config.allowHeaders].join(', '));
    headers.set('access-control-max-age', '600');
  }
  return new Response(null, { status: 204, headers });
}

/** Sets what every answer carries. Only listed origins are told that they may read it. */
export function protect(response: Response, request: Request, origins: ReadonlySet<string>): Response {
  for (const [name, value] of Object.entries(SAFETY_HEADERS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  response.headers.append('vary', 'Origin');
  const origin = request.headers.get('origin');
  if (origin !== null && origins.has(origin)) {
    response.headers.set('access-control-allow-origin', origin);
    response.headers.set('access-control-allow-credentials', 'true');
    response.headers.set('access-control-expose-headers', READABLE_HEADERS.join(', '));
    response.headers.set('cross-origin-resource-policy', 'cross-origin');
  }
  return response;
}
