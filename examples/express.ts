/** Express 4 or 5. */
import express from 'express';
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
  // The handler first, then the parsers: it needs the bytes as they came.
  return express().use('/api/billing', toNodeListener(billing)).use(express.json());
}

if (process.argv[1] === import.meta.filename) createApp().listen(3000);
