/**
 * The demo before a real Stripe account in test mode. The people are the same three. Those of alpha reach the whole
 * account; beta reaches what carries the metadata `demo_tenant: beta`, which its own new customers and invoices get.
 */
import Stripe from 'stripe';
import { createInvoiceHandler, type InvoiceHandler } from '../../src/server/handler.js';
import type { Scope } from '../../src/server/options.js';
import { mayDo, people, personOf, type Person, type TenantName } from '../people.js';

const SCOPES: Readonly<Record<TenantName, Scope>> = {
  alpha: { everything: true },
  beta: { metadata: { demo_tenant: 'beta' } },
};

/** @throws Error for a live key: whoever opens the demo is let in unasked, and must not move real money. */
export function stripeHandler(
  key: string,
  more: { webhookSecret?: string; publishableKey?: string } = {},
): InvoiceHandler {
  if (!/^(sk|rk)_test_/.test(key)) {
    throw new Error(
      'STRIPE_SECRET_KEY must be a test key (sk_test_… or rk_test_…): the demo asks nobody for a password.',
    );
  }
  return createInvoiceHandler<{ user: { id: Person; name: string }; tenant: TenantName; scope: Scope }>({
    stripe: new Stripe(key),
    session: (request) => {
      const person = personOf(request.headers, 'alpha-admin');
      if (!person) return null;
      const { name, tenant } = people[person];
      return { user: { id: person, name }, tenant, scope: SCOPES[tenant] };
    },
    authorize: (session, action) => mayDo(session.user.id, action),
    basePath: '/api/billing',
    ...more,
  });
}
