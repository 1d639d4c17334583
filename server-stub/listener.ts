/** The stand-in on Node's own http server: a connection that a fault breaks is really cut. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeListener } from '../src/server/node.js';
import { ConnectionLost } from './stripe/fault-effects.js';

export function toStubListener(
  answer: (request: Request) => Promise<Response>,
): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) =>
    toNodeListener(async (request) => {
      try {
        return await answer(request);
      } catch (error) {
        if (error instanceof ConnectionLost) req.socket.destroy();
        else if (!request.signal.aborted) throw error;
        return new Response(null, { status: 500 });
      }
    })(req, res);
}
