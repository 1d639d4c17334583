/** The handler as a route of Next's app router: `app/api/billing/[...path]/route.ts`. */
type WebHandler = (request: Request) => Promise<Response>;

/** `export const { GET, POST, DELETE, OPTIONS, HEAD } = toNextRoute(handler);` */
export function toNextRoute(
  handler: WebHandler,
): Record<'GET' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD', WebHandler> {
  const handle: WebHandler = async (request) => handler(atItsHost(request));
  return { GET: handle, POST: handle, DELETE: handle, OPTIONS: handle, HEAD: handle };
}

/**
 * A self-hosted Next puts the address that the server listens on into `url` (http://localhost:3000), whatever host was
 * asked for; the page's Origin has to be compared with the latter.
 */
function atItsHost(request: Request): Request {
  const url = new URL(request.url);
  const host = request.headers.get('host') ?? url.host;
  // A host with a slash or an @ in it would become a path or a password.
  if (host === url.host || /[\s/\\?#@]/.test(host) || !URL.canParse(`http://${host}`)) return request;
  return new Request(`${url.protocol}//${host}${url.pathname}${url.search}`, request);
}
