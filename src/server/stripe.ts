/** The one way to Stripe: every call of the handler goes through {@link StripeCalls}. */
import type Stripe from 'stripe';
import type { Config } from './options.js';
import type { StripeCallEnd } from './observe.js';
import { cancelled, isStripeFailure } from './problems.js';

/**
 * The API version whose shapes the allow-lists are written for; sent with each call, so that neither the account's
 * default nor the embedder's own pin changes what a page gets.
 */
const API_VERSION = '2026-10-28.endive';

/** JSON as Stripe sends it. */
export type Json = Record<string, unknown>;

type Call<T> = (stripe: Stripe, options: Stripe.RequestOptions) => PromiseLike<T>;

/** Told of each call as it begins; what it answers is told of its end. */
type Watch = (call: { writing: boolean }) => (end: StripeCallEnd) => void;

/** The calls of one request: made on the session's account, without retries of the SDK's own, their ids noted. */
export class StripeCalls {
  readonly requestIds: string[] = [];
  private begun = false;

  constructor(
    private readonly config: Pick<Config, 'stripe' | 'timeout'>,
    readonly account: string | undefined,
    private readonly signal?: AbortSignal,
    private readonly watch?: Watch,
  ) {}

  /** Whether something may have been changed at Stripe. */
  get mayHaveWritten(): boolean {
    return this.begun;
  }

  /** From here on nothing is cancelled: half of a write would be worse than one that nobody waits for. */
  carryOn(): void {
    this.stopIfCancelled();
    this.begun = true;
  }

  /** Calls the SDK; answers plain JSON, in which its `Decimal`s are strings again. A write needs its idempotency key. */
  async json(call: Call<unknown>, idempotencyKey?: string): Promise<Json> {
    const { stripe, timeout } = this.config;
    this.stopIfCancelled();
    const began = performance.now();
    const ended = this.watch?.({ writing: this.begun });
    const end = (requestId: string | undefined, status: number | null, code: string | null): void => {
      if (requestId) this.requestIds.push(requestId);
      ended?.({ requestId: requestId ?? null, status, code, duration: performance.now() - began });
    };
    try {
      const answer = await call(stripe, {
        apiVersion: API_VERSION,
        maxNetworkRetries: 0,
        timeout,
        ...(this.account && { stripeAccount: this.account }),
        ...(idempotencyKey && { idempotencyKey }),
      });
      const { lastResponse } = answer as { lastResponse?: { requestId?: string; statusCode?: number } };
      end(lastResponse?.requestId, lastResponse?.statusCode ?? 200, null);
      return JSON.parse(JSON.stringify(answer)) as Json;
    } catch (error) {
      if (isStripeFailure(error)) end(error.requestId, error.statusCode ?? null, error.code ?? error.type);
      else end(undefined, null, null);
      throw error;
    }
  }

  private stopIfCancelled(): void {
    if (this.signal?.aborted && !this.begun) throw cancelled();
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
