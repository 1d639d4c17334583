/** The handler as a route of Next's app router: `app/api/billing/[...path]/route.ts`. */
type WebHandler = (request: Request) => Promise<Response>;

/** `export const { GET, POST, DELETE, OPTIONS, HEAD } = toNextRoute(handler);` */
export function toNextRoute(
  handler: WebHandler,
): Record<'GET' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD', WebHandler> {
  const handle: WebHandler = (request) => handler(request);
  return { GET: handle, POST: handle, DELETE: handle, OPTIONS: handle, HEAD: handle };
}
