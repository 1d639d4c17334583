/** The handler on Node's own http server, and on whatever hands its requests on: Express, Connect, Fastify. */
import type { IncomingMessage, ServerResponse } from 'node:http';

type WebHandler = (request: Request) => Promise<Response>;
/**
 * Express keeps the path before the mount in `originalUrl`. A parser that came first leaves what it made in `body`;
 * some keep the bytes too, in `rawBody` (Google Cloud Functions, Nest).
 */
type NodeRequest = IncomingMessage & { originalUrl?: string; body?: unknown; rawBody?: unknown };
/** Middleware that compresses adds `flush`, and sends little until it is called. */
type NodeResponse = ServerResponse & { flush?: () => void };

/**
 * `http.createServer(toNodeListener(handler))` or `app.use('/api/billing', toNodeListener(handler))`. Mount it before
 * any body parser: the webhook's signature covers the bytes as they came. The host that the page's Origin is compared
 * with is the `Host` header; `X-Forwarded-*` are not looked at.
 */
export function toNodeListener(handler: WebHandler): (req: NodeRequest, res: ServerResponse) => void {
  return (req, res) => void serve(handler, req, res);
}

async function serve(handler: WebHandler, req: NodeRequest, res: NodeResponse): Promise<void> {
  try {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const request = toRequest(req, gone.signal);
    if (request) await send(await handler(request), res);
    else res.writeHead(400).end();
  } catch (error) {
    console.error('invoice-elements:', error);
    fail(res);
  } finally {
    // A body that nobody wanted would block the next request on the same connection.
    discard(req);
  }
}

/** A half-sent answer is cut off, or it would look like a whole one. */
function fail(res: ServerResponse): void {
  if (res.headersSent) res.destroy();
  else res.writeHead(500).end();
}

/** Null for a host, target or method that no web request can have. */
function toRequest(req: NodeRequest, signal: AbortSignal): Request | null {
  const url = urlOf(req);
  const method = req.method ?? 'GET';
  if (!url || ['CONNECT', 'TRACE', 'TRACK'].includes(method)) return null;
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && !name.startsWith(':')) headers.set(name, [value].flat().join(', '));
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, { method, headers, signal, ...(hasBody && { body: bodyOf(req), duplex: 'half' }) });
}

/** The address asked for, either as a path on the host or, to a proxy, in full (RFC 9112, 3.2). */
function urlOf(req: NodeRequest): string | null {
  const secure = 'encrypted' in req.socket && req.socket.encrypted === true;
  const host = String(req.headers.host ?? req.headers[':authority'] ?? 'localhost');
  const target = req.originalUrl ?? req.url ?? '/';
  const url = target.startsWith('/') ? `${secure ? 'https' : 'http'}://${host}${target}` : target;
  // A host with a slash or an @ in it would become a path or a password.
  if (/[\s/\\?#@]/.test(host) || !/^https?:\/\/[^/?#@]+(?:[/?#]|$)/i.test(url)) return null;
  return URL.canParse(url) ? url : null;
}

/** The bytes as they came; of a body that was read already, what is left of it. */
function bodyOf(req: NodeRequest): BodyInit | null {
  if (!req.readableEnded) return streamOf(req);
  const left = req.rawBody ?? req.body;
  if (left === undefined) return null;
  if (typeof left === 'string' || left instanceof Uint8Array) return left as BodyInit;
  if (req.headers['stripe-signature']) console.warn(`invoice-elements: ${PARSED}`);
  return JSON.stringify(left);
}

const PARSED =
  'a body parser read this webhook first, so that its signature cannot hold. Mount toNodeListener() before any body parser.';

/** As fast as it is read, so that nobody fills the memory while the session is still being looked up. */
function streamOf(req: IncomingMessage): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      req.on('data', (chunk: Uint8Array) => {
        controller.enqueue(new Uint8Array(chunk));
        if ((controller.desiredSize ?? 0) <= 0) req.pause();
      });
      req.once('end', () => controller.close());
      req.once('error', (error) => controller.error(error));
      req.pause();
    },
    pull: () => void req.resume(),
    cancel: () => discard(req),
  });
}

/** Takes what is still under way from the line and drops it. */
function discard(req: IncomingMessage): void {
  if (!req.complete) req.removeAllListeners('data').removeAllListeners('end').resume();
}

/** Passes the answer on as it comes, no faster than the reader takes it, and stops its source when the reader goes. */
async function send(response: Response, res: NodeResponse): Promise<void> {
  const reader = response.body?.getReader();
  const stop = (): void => void reader?.cancel().catch(() => {});
  if (res.destroyed) return stop();
  res.once('close', stop);
  writeHead(response, res);
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || res.destroyed) break;
    const taken = res.write(value);
    res.flush?.();
    if (!taken) await drained(res);
  }
  res.end();
}

/** At once, so that a stream that has nothing to say yet is known to be there. */
function writeHead(response: Response, res: NodeResponse): void {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    // The one header that cannot be joined, and that what came before may have set.
    if (name === 'set-cookie') res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  res.flushHeaders();
}

const drained = (res: ServerResponse): Promise<void> =>
  new Promise((resolve) => void res.once('drain', resolve).once('close', resolve));
