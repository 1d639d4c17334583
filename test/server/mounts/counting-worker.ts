/** A Worker that tells at `/count` how many listen to its bus: the handler itself, and each open stream. */
import Stripe from 'stripe';
import { createInvoiceHandler } from '../../../src/server/index.js';

// Heartbeats come quickly, so that nobody has to wait for one.
const { setInterval: slowly } = globalThis;
globalThis.setInterval = ((beat: () => void) => slowly(beat, 5)) as typeof setInterval;

let subscribers = 0;

const handler = createInvoiceHandler({
  stripe: new Stripe('sk_test_never_used'),
  session: () => ({ user: { id: 'anna' }, scope: { everything: true } }),
  authorize: () => true,
  bus: {
    publish() {},
    subscribe() {
      subscribers++;
      return () => void subscribers--;
    },
  },
});

export default {
  fetch: (request: Request): Response | Promise<Response> =>
    new URL(request.url).pathname === '/count' ? new Response(String(subscribers)) : handler(request),
};
