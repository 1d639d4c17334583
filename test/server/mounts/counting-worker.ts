/** A Worker that tells at `/count` how many streams are open: each has a heartbeat until it ends. */
import Stripe from 'stripe';
import { createInvoiceHandler } from '../../../src/server/index.js';

let beating = 0;

// Heartbeats come quickly, so that nobody has to wait for one.
const { setInterval: slowly, clearInterval: stop } = globalThis;
globalThis.setInterval = ((beat: () => void) => {
  beating++;
  return slowly(beat, 5);
}) as typeof setInterval;
globalThis.clearInterval = ((timer: number) => {
  beating--;
  stop(timer);
}) as typeof clearInterval;

const handler = createInvoiceHandler({
  stripe: new Stripe('sk_test_never_used'),
  session: () => ({ user: { id: 'anna' }, scope: { everything: true } }),
  authorize: () => true,
  bus: { publish() {}, subscribe: () => () => {} },
});

export default {
  fetch: (request: Request): Response | Promise<Response> =>
    new URL(request.url).pathname === '/count' ? new Response(String(beating)) : handler(request),
};
