/** What the tests of the stand-in share: a stub that is the same every run, the real SDK on it, and plain requests. */
import Stripe from 'stripe';
import {
  createStripeStub,
  fixedClock,
  type StripeStub,
  type StripeStubOptions,
} from '../../server-stub/stripe/index.js';
import { validatingFetch } from './schema.js';

/** A moment in October 2026, in Unix seconds. */
export const START = 1_792_000_000;
export const ORIGIN = 'http://127.0.0.1:4242';

export function newStub(options: StripeStubOptions = {}): StripeStub {
  return createStripeStub({ clock: fixedClock(START), seed: 1, ...options });
}

/** The real SDK, its requests carried to the stub and each answer validated. */
export function sdk(stub: StripeStub, options: { stripeAccount?: string } = {}): Stripe {
  return new Stripe('sk_test_stand_in', {
    ...options,
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient(validatingFetch(stub)),
  });
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, never> & { error?: Record<string, unknown> };
}
export type Ask = (
  method: string,
  path: string,
  params?: Record<string, string> | string,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** Plain form-encoded requests, as curl sends them; each answer validated. */
export function asker(stub: StripeStub): Ask {
  const fetch = validatingFetch(stub);
  return async (method, path, params = '', headers = {}) => {
    const form = new URLSearchParams(params).toString();
    const query = method === 'POST' || form === '' ? '' : `?${form}`;
    const response = await fetch(`${ORIGIN}${path}${query}`, {
      method,
      headers: {
        authorization: 'Bearer sk_test_stand_in',
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(method === 'POST' && { body: form }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  };
}

/** A customer with an e-mail address. */
export function newCustomer(
  stripe: Stripe,
  params: Stripe.CustomerCreateParams = {},
): Promise<Stripe.Customer> {
  return stripe.customers.create({ name: 'Ada Example', email: 'ada@example.com', ...params });
}

/** A draft with one line of this amount. */
export async function newDraft(
  stripe: Stripe,
  amount: number,
  params: Partial<Stripe.InvoiceCreateParams> = {},
): Promise<Stripe.Invoice> {
  const customer = params.customer ?? (await newCustomer(stripe)).id;
  const invoice = await stripe.invoices.create({ ...params, customer });
  return stripe.invoices.addLines(invoice.id, { lines: [{ amount, description: 'Work' }] });
}

/** Event types so far, oldest first, from a mark on. */
export async function eventTypes(stripe: Stripe, since = 0): Promise<string[]> {
  const { data } = await stripe.events.list({ limit: 100 });
  return data
    .reverse()
    .slice(since)
    .map((event) => event.type);
}

/** The id of an invoice's customer, expanded or not. */
export function customerOf({ customer }: Stripe.Invoice): string {
  return typeof customer === 'string' ? customer : (customer?.id ?? '');
}
