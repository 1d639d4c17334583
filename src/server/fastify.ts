/** The handler as a plugin of Fastify 4 and 5: `await app.register(toFastifyPlugin(handler), { prefix: '/api/billing' })`. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeListener } from './node.js';

/** What the plugin needs of Fastify, told by shape, as the package does not depend on it. */
interface FastifyScope {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(type: string, parser: (request: never, payload: never, done: Done) => void): unknown;
  addHook(name: 'preClose', hook: () => Promise<void>): unknown;
  all(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => void): unknown;
}
type Done = (error: Error | null, body?: unknown) => void;
interface FastifyRequest {
  raw: IncomingMessage;
}
interface FastifyReply {
  raw: ServerResponse;
  hijack(): unknown;
  getHeaders(): Record<string, number | string | string[] | undefined>;
}

/**
 * A plugin that answers everything below its prefix. Body parsers of the rest of the app stay as they are: inside the
 * plugin none runs, so that the handler gets the bytes as they came. Live streams end when the app closes.
 */
export function toFastifyPlugin(
  handler: ((request: Request) => Promise<Response>) & { close?(): void },
): (scope: FastifyScope) => Promise<void> {
  const listener = toNodeListener(handler);
  return async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const open = new Set<ServerResponse>();
    scope.addHook('preClose', async () => {
      if (!handler.close) return;
      handler.close();
      // Fastify then closes the connections that are idle, and waits long for those that become so later.
      await Promise.all([...open].map((response) => once(response, 'close')));
    });
    scope.all('/*', (request, reply) => {
      reply.hijack();
      open.add(reply.raw);
      reply.raw.once('close', () => open.delete(reply.raw));
      // What hooks of the app have set so far: cookies, limits, CORS.
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      listener(request.raw, reply.raw);
    });
  };
}
