/**
 * An answer that refuses, in Stripe's error envelope. Only keys that have a value are sent; `doc_url` comes with `code`.
 */
export interface ProblemFields {
  status: number;
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: object;
  payment_method?: object;
}

/** Thrown anywhere below dispatch; dispatch turns it into the response. */
export class Problem extends Error {
  constructor(readonly fields: ProblemFields) {
    super(fields.message);
  }

  get status(): number {
    return this.fields.status;
  }

  /** The object under `error`, also kept as `last_finalization_error` and `last_payment_error`. */
  toError(requestId: string | null): Record<string, unknown> {
    const { status: _status, type, message, code, ...rest } = this.fields;
    return {
      ...(code && { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
      message,
      ...rest,
      ...(requestId && { request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}` }),
      type,
    };
  }
}
