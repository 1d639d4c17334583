/** Fastify 4 or 5. */
import fastify from 'fastify';
import Stripe from 'stripe';
import { createInvoiceHandler } from 'invoice-elements/server';
import { toFastifyPlugin } from 'invoice-elements/server/fastify';
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
  return fastify().register(toFastifyPlugin(billing), { prefix: '/api/billing' });
}

if (process.argv[1] === import.meta.filename) await createApp().listen({ port: 3000 });
