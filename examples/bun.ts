/** Bun: `bun main.ts`, where main.ts says `export default createApp();`. */
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
  // Bun cuts what is silent for ten seconds; live updates say something every 25.
  return { port: 3000, idleTimeout: 60, fetch };
}
