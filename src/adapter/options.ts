/** What an embedder can tell an `HttpAdapter`. */
import type { Feature } from '../invoice/wire.js';
import type { RetryPolicy } from './adapter.js';
import type { CsrfOption } from './csrf.js';
import type { PollPolicy } from './poll.js';

/** Nobody is signed in any more. Nothing of what the page holds is lost. */
export interface SignedOut {
  /** The person is back: the same as `adapter.resume()`. */
  retry(): void;
}

/** `refused` is true where the backend has just answered 401: a token from a cache would be refused again. */
export type HeadersFunction = (why: { refused: boolean }) => HeadersInit | Promise<HeadersInit>;

export interface HttpAdapterOptions {
  /** Where the handler is mounted, absolute or relative to the page (`/api/billing`). */
  url: string | URL;
  /**
   * Sent with every request, the live line included. A function is called anew for each one, and after a 401 once more
   * for all requests that were refused together, which then go again one time.
   */
  headers?: HeadersInit | HeadersFunction;
  /** As for `fetch`; `same-origin` unless given. */
  credentials?: RequestCredentials;
  /** The token that the page's framework wants with each write; sent to the page's own origin only. */
  csrf?: CsrfOption;
  /** Carries the requests instead of the global `fetch`; it is always called with one `Request`. */
  fetch?: (request: Request) => Promise<Response>;
  /** How patiently things are tried again; reads at most three times in all. */
  retry?: Partial<RetryPolicy>;
  /** Milliseconds to wait for an answer. */
  timeout?: { read?: number; write?: number };
  /**
   * Called when the backend answers 401, which it does before doing anything. Answer true once the person is signed in
   * again, and the request is repeated one time. Requests that are refused meanwhile share the call.
   */
  onUnauthorized?: () => boolean | Promise<boolean>;
  /**
   * Called once when a request is refused with 401 for good. Call `retry()`, or `adapter.resume()`, when the person has
   * signed in; until then elements say that they are signed out.
   */
  onSignedOut?: (signedOut: SignedOut) => void;
  /**
   * Whether what cannot be answered now stays pending instead of being refused: everything while nobody is signed in,
   * and reads while the browser is offline. It goes on by itself, writes with the same idempotency key.
   */
  hold?: boolean;
  /** Told once for each optional route that the backend does not have. */
  onUnsupported?: (feature: Feature) => void;
  /**
   * How to ask again where the live line does not get through; false not to. `deafAfter` is how many milliseconds the
   * line may take for its first byte.
   */
  polling?: (Partial<PollPolicy> & { deafAfter?: number }) | false;
}
