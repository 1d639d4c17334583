/** Node's own http server. */
import { createServer } from 'node:http';
import Stripe from 'stripe';
import { createInvoiceHandler } from 'invoice-elements/server';
import { toNodeListener } from 'invoice-elements/server/node';
import { mayDo, sessionOf } from './your-app.js';

export function createApp(stripe = new Stripe(process.env.STRIPE_SECRET_KEY!)) {
  const billing = createInvoiceHandler({
    stripe,
    webhookSecret: process.env.STRIPE_WEBHOOK_SECRET,
    publishableKey: process.env.STRIPE_PUBLISHABLE_KEY,
    basePath: '/api/billing',
    session: (request) => sessionOf(request),
    authorize: mayDo,
  });
  return createServer(toNodeListener(billing));
}

if (process.argv[1] === import.meta.filename) createApp().listen(3000);
