/**
 * Every refusal as an RFC 9457 problem. What Stripe says to a person or a form (code, param, message, request id) goes
 * on to the page; what it says to the holder of the key (log links, keys, raw bodies) stays here.
 */
import type { Problem } from '../invoice/wire.js';
import { codeOfText } from './refusal-texts.js';

type Extra = Partial<
  Pick<Problem, 'param' | 'decline_code' | 'request_id' | 'retryable' | 'differences' | 'invoice'>
>;

/** Thrown anywhere in the handler, answered as `application/problem+json`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: Problem;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    detail: string,
    extra: Extra = {},
    headers: Record<string, string> = {},
  ) {
    super(detail);
    this.problem = {
      type: `urn:invoice-elements:problem:${code}`,
      title: TITLES[status] ?? 'Error',
      status,
      detail,
      code,
      retryable: false,
      ...extra,
    };
    this.headers = headers;
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  499: 'Client Closed Request',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export const isRefused = (error: unknown, status: number): boolean =>
  error instanceof Refusal && error.problem.status === status;

export const unauthenticated = (): Refusal =>
  new Refusal(401, 'authentication_required', 'Sign in to see and handle invoices.');

export const forbidden = (action: string): Refusal =>
  new Refusal(403, 'forbidden', `You are not allowed to do this (${action}).`);

/** Nobody waits for the answer any more, and nothing was changed so far. The status is the usual one of logs. */
export const cancelled = (): Refusal =>
  new Refusal(499, 'request_cancelled', 'The request was given up before anything was done.', {
    retryable: true,
  });

/** Whether Stripe could have made this id; nothing else is put into a path. */
export const isId = (text: string): boolean => /^[\w-]{1,255}$/.test(text);

/** One answer for what is missing and what is somebody else's, so that nobody can tell which ids exist. */
export const missing = (kind: string, id: string, param = 'id'): Refusal =>
  new Refusal(404, 'resource_missing', `No such ${kind}: '${id}'`, { param });

export const badParameter = (code: string, param: string, detail: string): Refusal =>
  new Refusal(400, code, detail, { param });

/** The fields that this module reads off an error of the SDK; told by shape, since the SDK is only a peer. */
interface StripeFailure {
  type: string;
  statusCode?: number;
  code?: string;
  param?: string;
  decline_code?: string;
  message?: string;
  requestId?: string;
  rawType?: string;
  headers?: Record<string, string>;
}

export function isStripeFailure(error: unknown): error is StripeFailure {
  return (
    error instanceof Error && typeof (error as { type?: unknown }).type === 'string' && 'rawType' in error
  );
}

/** A request that failed on the way, or on Stripe's side, so that nobody knows yet what became of it. */
export function isTransient(error: unknown): boolean {
  if (!isStripeFailure(error)) return false;
  const status = error.statusCode ?? 0;
  return status === 0 || status === 409 || status === 429 || status >= 500;
}

/** Stripe's answer was kept under the idempotency key, and comes again each time that the key is used. */
export function isReplayedServerError(error: unknown): boolean {
  if (!isStripeFailure(error) || (error.statusCode ?? 0) < 500) return false;
  return error.headers?.['idempotent-replayed'] === 'true';
}

const MISCONFIGURED = 'backend_misconfigured';
const UNREACHED = 'Stripe could not be reached or did not answer.';

/** Codes for failures that Stripe gives none. */
const FALLBACK_CODES: Record<string, string> = {
  StripeConnectionError: 'stripe_unreachable',
  StripeRateLimitError: 'rate_limit',
  StripeIdempotencyError: 'idempotency_key_reused',
  StripeCardError: 'card_declined',
  StripeInvalidRequestError: 'invalid_request',
};

/** What the page is told about an error of the SDK (facts of the API: errors, HTTP status codes). */
export function refusalFromStripe(error: StripeFailure): Refusal {
  const status = error.statusCode ?? 0;
  const request_id = error.requestId;
  const { param, decline_code } = error;
  const about = {
    ...(param && { param }),
    ...(decline_code && { decline_code }),
    ...(request_id && { request_id }),
  };
  const code = error.code || codeOfText(error.message ?? '') || FALLBACK_CODES[error.type] || 'stripe_error';
  const say = (message: string): string => withoutSecrets(error.message || message);

  if (status === 401 || status === 403) {
    return new Refusal(502, MISCONFIGURED, 'The billing backend is not set up correctly.', {
      request_id,
    });
  }
  if (status === 0 || status >= 500) {
    const detail = `${UNREACHED} What you asked for may or may not have happened.`;
    // A failure that Stripe kept under its key comes again however often that is repeated.
    const retryable = !isReplayedServerError(error);
    return new Refusal(status === 0 ? 504 : 502, code, detail, { request_id, retryable });
  }
  if (status === 429 || status === 409) {
    const wait = error.headers?.['retry-after'];
    return new Refusal(
      status,
      code,
      say('Too many requests.'),
      { ...about, retryable: true },
      { 'retry-after': wait && /^\d{1,5}$/.test(wait) ? wait : '1' },
    );
  }
  if (status === 402 || status === 404) return new Refusal(status, code, say('Stripe refused.'), about);
  return new Refusal(400, code, say('Stripe refused the request.'), about);
}

/** Stripe masks keys in its messages; this is the second lock on that door. */
function withoutSecrets(text: string): string {
  return text
    .replace(/\b(?:[sr]k_(?:live|test)_|whsec_)[\w*]+/g, '[key]')
    .replace(/\S+_secret_\w+/g, '[secret]');
}

/** What a log may hold: an error of the SDK without its raw body and headers, in which secrets travel. */
export function loggable(error: unknown): unknown {
  if (!isStripeFailure(error)) return error;
  const { type, statusCode, code, requestId, message } = error;
  const facts = [type, statusCode, code, requestId].filter((fact) => fact !== undefined);
  return `${facts.join(' ')}: ${withoutSecrets(message ?? '')}`;
}

/** Any thrown thing as a refusal; what nobody foresaw says nothing about itself. */
export function toRefusal(error: unknown, mayHaveWritten = true): Refusal {
  if (error instanceof Refusal) return error;
  if (isStripeFailure(error)) {
    const refusal = refusalFromStripe(error);
    const isLost = refusal.problem.status >= 500 && refusal.problem.code !== MISCONFIGURED;
    if (isLost && !mayHaveWritten) refusal.problem.detail = `${UNREACHED} Nothing was changed.`;
    return refusal;
  }
  return new Refusal(500, 'internal_error', 'Something went wrong in the billing backend.');
}
