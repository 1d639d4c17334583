/** What an example is mounted beside: the stand-in for Stripe, three people who are signed in, and an eye on both. */
import type Stripe from 'stripe';
import { createStripeStub, type StripeStub } from '../../../server-stub/stripe/index.js';
import { sdkFor } from '../../../server-stub/world.js';
import type { Member } from '../../../examples/your-app.js';

export const WEBHOOK_SECRET = 'whsec_of_the_examples';

/** What the examples read from their environment. */
export const ENVIRONMENT = {
  STRIPE_SECRET_KEY: 'sk_test_of_the_examples',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_of_the_examples',
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
};

/** Tokens of the cookies that the examples know people by. */
export const ADMIN = 'token-of-the-admin';
export const VIEWER = 'token-of-the-viewer';
export const LEAVER = 'token-of-the-leaver';

export interface Standing {
  stub: StripeStub;
  /** Stripe as it is reached from the example. */
  fetch(request: Request): Promise<Response>;
  /** An SDK for the examples, and for the tests. */
  stripe: Stripe;
  /** `METHOD /v1/path` of every request that came to Stripe. */
  asked: string[];
  /** Tokens of the cookies that the examples looked up, where they run in this process. */
  askedFor: string[];
  /** Makes the next request to this path wait; resolves when it has come, with the way to let it go. */
  hold(path: string): Promise<() => void>;
  /** A customer whom all of them may reach. */
  customer: string;
  /** Who is signed in, by the token of their cookie. */
  members: Record<string, Member>;
}

/** The clock runs, as it does for the examples. */
export async function createStanding(): Promise<Standing> {
  const stub = createStripeStub();
  const asked: string[] = [];
  const waiting = new Map<string, (go: () => void) => void>();
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    asked.push(`${request.method} ${pathname}`);
    const arrived = waiting.get(pathname);
    waiting.delete(pathname);
    if (arrived) await new Promise<void>((go) => arrived(go));
    return stub.fetch(request);
  };
  const stripe = sdkFor({ fetch });
  const { id } = await stripe.customers.create({ name: 'Ann & Søn', email: 'ann@customer.example' });
  const scope = { customers: [id] };
  return {
    stub,
    fetch,
    stripe,
    asked,
    askedFor: [],
    hold: (path) => new Promise((arrived) => waiting.set(path, arrived)),
    customer: id,
    members: {
      [ADMIN]: { user: { id: 'anna', name: 'Anna' }, role: 'admin', scope },
      [VIEWER]: { user: { id: 'vito', name: 'Vito' }, role: 'viewer', scope },
      [LEAVER]: { user: { id: 'lea', name: 'Lea' }, role: 'admin', scope },
    },
  };
}
