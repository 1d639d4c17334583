/** The one way to Stripe: every call of the handler goes through {@link StripeCalls}. */
import type Stripe from 'stripe';
import type { Config } from './options.js';
import { isStripeFailure } from './problems.js';

/**
 * The API version whose shapes the allow-lists are written for; sent with each call, so that neither the account's
 * default nor the embedder's own pin changes what a page gets.
 */
const API_VERSION = '2026-10-28.endive';

/** JSON as Stripe sends it. */
export type Json = Record<string, unknown>;

type Call<T> = (stripe: Stripe, options: Stripe.RequestOptions) => PromiseLike<T>;

/** The calls of one request: made on the session's account, without retries of the SDK's own, their ids noted. */
export class StripeCalls {
  readonly requestIds: string[] = [];

  constructor(
    private readonly config: Pick<Config, 'stripe' | 'timeout'>,
    readonly account: string | undefined,
  ) {}

  /** Calls the SDK; answers plain JSON, in which its `Decimal`s are strings again. A write needs its idempotency key. */
  async json(call: Call<unknown>, idempotencyKey?: string): Promise<Json> {
    const { stripe, timeout } = this.config;
    try {
      const answer = await call(stripe, {
        apiVersion: API_VERSION,
        maxNetworkRetries: 0,
        timeout,
        ...(this.account && { stripeAccount: this.account }),
        ...(idempotencyKey && { idempotencyKey }),
      });
      this.note((answer as { lastResponse?: { requestId?: string } }).lastResponse?.requestId);
      return JSON.parse(JSON.stringify(answer)) as Json;
    } catch (error) {
      if (isStripeFailure(error)) this.note(error.requestId);
      throw error;
    }
  }

  private note(requestId: string | undefined): void {
    if (requestId) this.requestIds.push(requestId);
  }
}

/** The rows of a list envelope. */
export function rowsOf(list: Json): Json[] {
  return Array.isArray(list['data']) ? (list['data'] as Json[]) : [];
}

/** An id, also where the object itself was expanded in its place. */
export function idOf(reference: unknown): string | null {
  if (typeof reference === 'string') return reference;
  const id = (reference as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : null;
}
