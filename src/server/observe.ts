/**
 * What the embedder's own systems are told of each request: a line for the audit trail at its end, and, for traces and
 * metrics, its beginning and each call to Stripe. None of these hooks can break an answer, and none is told personal data.
 */
import type { Permission } from '../invoice/types.js';
import type { Config, HandlerSession, LogEntry } from './options.js';
import { isId } from './problems.js';
import { StripeCalls } from './stripe.js';

/**
 * A request begins. It is given as it came, so that a trace that the page's host began can be gone on with
 * (`traceparent`); what is returned is told of the rest.
 */
export type TraceHook = (request: Request) => RequestTrace | undefined;

export interface RequestTrace {
  /** A call to Stripe begins; `writing` once the request has begun to change something. What is returned is told of its end. */
  stripeCall?(call: { writing: boolean }): ((end: StripeCallEnd) => void) | undefined;
  /** The request is answered; the entry is the one that `log` gets. */
  end?(entry: LogEntry): void;
}

export interface StripeCallEnd {
  /** `req_…`; null where no answer came. */
  requestId: string | null;
  /** HTTP status of Stripe's answer; null where none came. */
  status: number | null;
  /** Stripe's error code, or the kind of failure; null for a success. */
  code: string | null;
  /** Milliseconds. */
  duration: number;
}

/** One request on its way; filled in as it goes on. */
export class Observed {
  session: HandlerSession | null = null;
  actions: Permission[] = [];
  route: string;
  invoice: string | null = null;
  idempotencyKey: string | null = null;
  code: string | null = null;
  stripe?: StripeCalls;
  private readonly began = performance.now();
  private readonly trace?: RequestTrace;

  constructor(
    private readonly config: Config,
    private readonly request: Request,
  ) {
    this.route = `${request.method} ?`;
    this.trace = this.safely(() => config.trace?.(request));
  }

  /** The calls of this request, on the session's account. */
  callsFor(session: HandlerSession): StripeCalls {
    const watch = (call: { writing: boolean }) => {
      const ended = this.safely(() => this.trace?.stripeCall?.(call));
      return (end: Parameters<NonNullable<typeof ended>>[0]) => this.safely(() => ended?.(end));
    };
    this.stripe = new StripeCalls(this.config, session.scope.account, this.request.signal, watch);
    return this.stripe;
  }

  /** Ids only: whatever else a page puts into a path is not for a log. */
  about(invoice: unknown): void {
    this.invoice ??= typeof invoice === 'string' && isId(invoice) ? invoice : null;
  }

  end(status: number): void {
    const { session, actions, route, invoice, code, stripe } = this;
    const entry: LogEntry = {
      at: this.config.now(),
      user: session?.user.id ?? null,
      tenant: session?.tenant ?? null,
      actions,
      route,
      invoice,
      status,
      code,
      idempotency_key: this.idempotencyKey,
      stripe_requests: stripe?.requestIds ?? [],
      duration: Math.round(performance.now() - this.began),
    };
    this.safely(() => this.config.log(entry));
    this.safely(() => this.trace?.end?.(entry));
  }

  report(error: unknown): void {
    try {
      this.config.onError(error);
    } catch {
      // There is nobody left to tell.
    }
  }

  private safely<T>(hook: () => T): T | undefined {
    try {
      return hook();
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }
}
