/** Errors of Stripe.js as the problems that everything else here is told in. Nothing of the intent comes along. */
import type { StripeError } from '@stripe/stripe-js';
import { InvoiceProblem } from '../../adapter/adapter.js';
import { isOffline } from '../../adapter/timing.js';

/** As much of an error as is taken over. */
export type ErrorFacts = Pick<StripeError, 'type' | 'code' | 'decline_code' | 'message'>;

/** The HTTP status that stands for each kind; never 401, which would ask the person to sign in here. */
const STATUS: Readonly<Partial<Record<StripeError['type'], number>>> = {
  api_connection_error: 502,
  api_error: 500,
  card_error: 402,
  rate_limit_error: 429,
};

/** Kinds after which nobody knows yet whether the payment was made. */
export const isUncertain = ({ type, code }: ErrorFacts): boolean =>
  type === 'api_connection_error' || type === 'api_error' || code === 'payment_intent_unexpected_state';

export function toStripeProblem({ type, code, decline_code, message = '' }: ErrorFacts): InvoiceProblem {
  const lost = type === 'api_connection_error';
  const status = lost && isOffline() ? 0 : (STATUS[type] ?? 400);
  return new InvoiceProblem({
    type: 'about:blank',
    title: message,
    status,
    detail: message,
    code: code ?? (lost ? 'stripe_unreachable' : type),
    ...(decline_code !== undefined && { decline_code }),
    retryable: status === 429 || status >= 500 || status === 0,
  });
}

/** The code of what Stripe.js has thrown instead of answering: its frame is gone, or the page is wrong. */
export const THROWN = 'stripe_js_threw';

export const thrownError = (error: unknown): ErrorFacts => ({
  type: 'api_error',
  code: THROWN,
  message: error instanceof Error ? error.message : String(error),
});
