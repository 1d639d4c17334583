/** The handler on Node's own http server, and on whatever is built on it: Express, Fastify (`reply.raw`), Connect. */
import type { IncomingMessage, ServerResponse } from 'node:http';

type WebHandler = (request: Request) => Promise<Response>;
/** Express keeps the path before the mount in `originalUrl`, and puts a parsed body into `body`. */
type NodeRequest = IncomingMessage & { originalUrl?: string; body?: unknown };

/**
 * `http.createServer(toNodeListener(handler))` or `app.use('/api/billing', toNodeListener(handler))`. Mount it before
 * any body parser: the webhook's signature covers the bytes as they came.
 */
export function toNodeListener(handler: WebHandler): (req: NodeRequest, res: ServerResponse) => void {
  return (req, res) => void serve(handler, req, res);
}

async function serve(handler: WebHandler, req: NodeRequest, res: ServerResponse): Promise<void> {
  try {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const request = toRequest(req, gone.signal);
    if (request) await send(await handler(request), res);
    else res.writeHead(400).end();
  } catch (error) {
    console.error('invoice-elements:', error);
    if (!res.headersSent) res.statusCode = 500;
    res.end();
  } finally {
    // A body that nobody wanted would block the next request on the same connection.
    discard(req);
  }
}

/** Null for a host or a method that no web request can have. */
function toRequest(req: NodeRequest, signal: AbortSignal): Request | null {
  const secure = 'encrypted' in req.socket && req.socket.encrypted === true;
  const host = req.headers.host ?? req.headers[':authority'] ?? 'localhost';
  const url = `${secure ? 'https' : 'http'}://${String(host)}${req.originalUrl ?? req.url ?? '/'}`;
  const method = req.method ?? 'GET';
  if (!URL.canParse(url) || ['CONNECT', 'TRACE', 'TRACK'].includes(method)) return null;
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && !name.startsWith(':')) headers.set(name, [value].flat().join(', '));
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, { method, headers, signal, ...(hasBody && { body: bodyOf(req), duplex: 'half' }) });
}

function bodyOf(req: NodeRequest): BodyInit {
  if (req.body === undefined || !req.readableEnded) return streamOf(req);
  return typeof req.body === 'string' || req.body instanceof Uint8Array
    ? (req.body as BodyInit)
    : JSON.stringify(req.body);
}

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

/** Passes the body on as it comes, no faster than the reader takes it. */
async function send(response: Response, res: ServerResponse): Promise<void> {
  res.writeHead(response.status, Object.fromEntries(response.headers));
  res.flushHeaders();
  for await (const chunk of response.body ?? []) {
    if (res.destroyed) break;
    if (!res.write(chunk))
      await new Promise<void>((resolve) => void res.once('drain', resolve).once('close', resolve));
  }
  res.end();
}
