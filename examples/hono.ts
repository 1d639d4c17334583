/** Hono, on whatever it runs. */
import { Hono } from 'hono';
import Stripe from 'stripe';
import { createInvoiceHandler } from 'invoice-elements/server';
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
  return new Hono().all('/api/billing/*', (context) => billing(context.req.raw));
}
