/** How Stripe.js tells that something went wrong: as part of a result, or thrown where the page itself is wrong. */

/** The `error` of a result. */
export interface StripeJsError {
  type:
    | 'api_connection_error'
    | 'api_error'
    | 'authentication_error'
    | 'card_error'
    | 'invalid_request_error'
    | 'rate_limit_error'
    | 'validation_error';
  code?: string;
  decline_code?: string;
  message?: string;
  param?: string;
  payment_intent?: PageIntent;
}

/** A PaymentIntent as far as a page gets to see it. */
export interface PageIntent {
  id: string;
  object: 'payment_intent';
  /** Minor units. */
  amount: number;
  currency: string;
  client_secret: string;
  status: string;
  payment_method_types: string[];
  next_action: { type: string } | null;
  last_payment_error: Record<string, unknown> | null;
}

/** What a call about an intent comes to. */
export type IntentResult =
  { paymentIntent: PageIntent; error?: undefined } | { paymentIntent?: undefined; error: StripeJsError };

/** Thrown for a mistake of the page, as Stripe.js does. */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
}
