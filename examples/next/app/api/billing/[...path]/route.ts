/** Next, app router. The handler is made with the first request: `next build` loads this file without your secrets. */
import Stripe from 'stripe';
import { createInvoiceHandler, type InvoiceHandler } from 'invoice-elements/server';
import { toNextRoute } from 'invoice-elements/server/next';
import { mayDo, sessionOf } from '../../../../../your-app.js';

let billing: InvoiceHandler | undefined;
const createBilling = () =>
  createInvoiceHandler({
    stripe: new Stripe(process.env.STRIPE_SECRET_KEY!),
    webhookSecret: process.env.STRIPE_WEBHOOK_SECRET,
    publishableKey: process.env.STRIPE_PUBLISHABLE_KEY,
    basePath: '/api/billing',
    session: (request) => sessionOf(request),
    authorize: mayDo,
  });

export const { GET, POST, DELETE, OPTIONS, HEAD } = toNextRoute((request) =>
  (billing ??= createBilling())(request),
);
