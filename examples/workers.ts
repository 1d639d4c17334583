/** Cloudflare Workers; SESSIONS is a KV namespace, the secrets are set by `wrangler secret put`. */
import Stripe from 'stripe';
import { createInvoiceHandler, type InvoiceHandler } from 'invoice-elements/server';
import { mayDo, sessionOf, type Member } from './your-app.js';

interface Env {
  STRIPE_SECRET_KEY: string;
  STRIPE_WEBHOOK_SECRET: string;
  STRIPE_PUBLISHABLE_KEY: string;
  SESSIONS: { get(key: string, type: 'json'): Promise<Member | null> };
}
let billing: InvoiceHandler | undefined;
const createBilling = (env: Env) =>
  createInvoiceHandler({
    stripe: new Stripe(env.STRIPE_SECRET_KEY),
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    publishableKey: env.STRIPE_PUBLISHABLE_KEY,
    session: (request) => sessionOf(request, (token) => env.SESSIONS.get(token, 'json')),
    authorize: mayDo,
  });

export default { fetch: (request: Request, env: Env) => (billing ??= createBilling(env))(request) };
