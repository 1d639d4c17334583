/** Deno: `deno serve --allow-env --allow-net --port 3000 main.ts`, where main.ts says `export default createApp();`. */
import process from 'node:process';
import Stripe from 'stripe';
import { createInvoiceHandler } from 'invoice-elements/server';
import { mayDo, sessionOf } from './your-app.js';

export function createApp(stripe = new Stripe(process.env.STRIPE_SECRET_KEY!)) {
  const fetch = createInvoiceHandler({
    stripe,
    webhookSecret: process.env.STRIPE_WEBHOOK_SECRET,
    publishableKey: process.env.STRIPE_PUBLISHABLE_KEY,
    basePath: '/api/billing',
    session: (request) => sessionOf(request),
    authorize: mayDo,
  });
  return { fetch };
}
