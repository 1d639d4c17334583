/**
 * One request, one answer: headers, signing in again, the token against forged requests, time limits. A write is never
 * repeated from here, save after a 401, which the backend answers before it does anything.
 */
import type { Page } from '../invoice/wire.js';
import { isProblem, ownProblem } from './adapter.js';
import type { ReadOptions, RetryPolicy, WriteOptions } from './adapter.js';
import { readAnswer } from './answer.js';
import type { Answer } from './answer.js';
import { Connection } from './connection.js';
import { addCsrfToken, csrfSource } from './csrf.js';
import type { CsrfSource } from './csrf.js';
import type { HttpAdapterOptions } from './options.js';
import { isOffline, isTransient, orAborted, pauseAfter, sleep, untilOnline, within } from './timing.js';

export type Query = Record<string, unknown>;
type Body = Record<string, unknown>;
type Method = 'GET' | 'POST' | 'DELETE';

interface Sending {
  headers: Record<string, string>;
  signal: AbortSignal;
  body?: Body;
}

/** What was got by signing in again: headers for those who are refused together, or none, to be asked for as ever. */
interface Renewal {
  headers?: HeadersInit;
}

const READ_TRIES = 3;
export const PAGE_SIZE = 100;

export class Transport {
  readonly connection = new Connection();
  readonly retry: RetryPolicy;
  readonly #options: HttpAdapterOptions;
  readonly #base: string;
  readonly #timeout: { read: number; write: number };
  readonly #csrf: CsrfSource | undefined;
  readonly #onBack: () => void;
  #renewals = 0;
  /** The latest one; who still comes back from before it was at most one time limit on the way. */
  #renewed: Renewal = {};
  #renewing?: Promise<Renewal | null>;

  /** `onBack` is called when the person has signed in again. */
  constructor(options: HttpAdapterOptions, retry: RetryPolicy, onBack: () => void) {
    this.#options = options;
    this.#base = String(options.url).replace(/\/+$/, '');
    this.#timeout = { read: 20_000, write: 30_000, ...options.timeout };
    this.#csrf = options.csrf && csrfSource(options.csrf);
    this.#onBack = onBack;
    this.retry = retry;
  }

  /** Tried up to three times; writes have their retries from the intent. */
  async read<T extends object>(path: string, query: Query = {}, options?: ReadOptions): Promise<T> {
    const tries = Math.min(READ_TRIES, this.retry.attempts);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.send<T>('GET', path + queryString(query), options);
      } catch (error) {
        if (this.#isHeldBack(error)) {
          await untilOnline(options?.signal);
          attempt = 0;
          continue;
        }
        if (attempt >= tries || !isTransient(error)) throw error;
        await sleep(pauseAfter(attempt, this.retry, error.retryAfter), options?.signal);
      }
    }
  }

  /** Page by page to the end, or until there are at least `enough`. */
  async readAll<T extends { id: string }>(
    path: string,
    query: Query,
    options?: ReadOptions,
    enough = Infinity,
  ): Promise<T[]> {
    const all: T[] = [];
    for (;;) {
      const after = all.at(-1)?.id;
      const page: Page<T> = await this.read(
        path,
        { ...query, limit: PAGE_SIZE, starting_after: after },
        options,
      );
      all.push(...page.data);
      if (!page.has_more || !page.data.length || all.length >= enough) return all;
    }
  }

  async send<T extends object>(
    method: Method,
    path: string,
    { key, signal }: Partial<WriteOptions> = {},
    body?: Body,
  ): Promise<T> {
    const write = method !== 'GET';
    const headers = { accept: 'application/json', ...(key && { 'idempotency-key': key }) };
    const ask = (fresh?: HeadersInit): Promise<Answer> =>
      within(this.#timeout[write ? 'write' : 'read'], signal, async (limited) => {
        try {
          const response = await this.#fetch(method, path, { headers, signal: limited, body }, fresh);
          return { status: response.status, headers: response.headers, text: await response.text() };
        } catch (cause) {
          throw ownProblem('network_error', 'The backend could not be reached.', { cause });
        }
      });
    for (;;) {
      const answer = await this.#authorized(ask, signal);
      if (answer.status !== 401 || !this.#options.hold) return readAnswer<T>(answer, write);
      await this.connection.signedIn(signal);
    }
  }

  /** An answer whose body is read as it comes. */
  open(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    return this.#authorized((fresh) => this.#fetch('GET', path, { headers, signal }, fresh), signal);
  }

  resume(): void {
    if (this.connection.signIn()) this.#onBack();
  }

  /** Until the browser is online again; where the page did not ask for that, it is told at once. */
  #isHeldBack(error: unknown): boolean {
    return this.#options.hold === true && isProblem(error) && error.code === 'network_error' && isOffline();
  }

  async #fetch(
    method: Method,
    path: string,
    { headers, signal, body }: Sending,
    fresh?: HeadersInit,
  ): Promise<Response> {
    const { credentials = 'same-origin', headers: given, fetch = globalThis.fetch } = this.#options;
    // Outside of a page a relative URL means something only to a `fetch` that was given.
    const outside = fetch !== globalThis.fetch && !globalThis.location;
    const url = outside ? new URL(this.#base + path, 'http://localhost') : this.#base + path;
    const all = new Headers(fresh ?? (typeof given === 'function' ? await given({ refused: false }) : given));
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    if (body) all.set('content-type', 'application/json');
    const request = new Request(url, {
      method,
      headers: all,
      body: body && JSON.stringify(body),
      credentials,
      signal,
      cache: 'no-store',
    });
    if (this.#csrf && method !== 'GET') addCsrfToken(request, this.#csrf);
    try {
      const response = await fetch(request);
      this.connection.reached(true);
      return response;
    } catch (error) {
      if (!signal.aborted) this.connection.reached(false);
      throw error;
    }
  }

  /** After a 401 the same request goes once more, where there is hope; a second one means that nobody is signed in. */
  async #authorized<T extends { status: number }>(
    exchange: (fresh?: HeadersInit) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const { signOuts } = this.connection;
    const renewals = this.#renewals;
    let answer = await exchange();
    if (answer.status === 401) {
      const renewed = await this.#newHope(signOuts, renewals, signal);
      if (renewed) answer = await exchange(renewed.headers);
    }
    const isNews = signOuts === this.connection.signOuts;
    if (answer.status === 401 && isNews && this.connection.signOut()) this.#tellSignedOut();
    // Somebody has signed in elsewhere: an answer to what was asked since the sign-out says so.
    else if (answer.status >= 200 && answer.status < 300 && isNews) this.resume();
    return answer;
  }

  /** What to send it again with. Null while the person is known to be signed out, so that nobody is asked twice. */
  async #newHope(signOuts: number, renewals: number, signal?: AbortSignal): Promise<Renewal | null> {
    if (signOuts === this.connection.signOuts) return orAborted(this.#renew(renewals), signal);
    return this.connection.state === 'signed-out' ? null : {};
  }

  /** Once for all who are refused together, or come back refused when that is over. */
  #renew(renewals: number): Promise<Renewal | null> {
    if (renewals !== this.#renewals) return Promise.resolve(this.#renewed);
    return (this.#renewing ??= this.#signIn()
      .catch(() => null)
      .finally(() => (this.#renewing = undefined)));
  }

  async #signIn(): Promise<Renewal | null> {
    const { onUnauthorized, headers } = this.#options;
    if (onUnauthorized && !(await onUnauthorized())) return null;
    if (!onUnauthorized && typeof headers !== 'function') return null;
    const fresh =
      typeof headers === 'function'
        ? await within(this.#timeout.read, undefined, async () => headers({ refused: true }))
        : undefined;
    this.#renewals++;
    return (this.#renewed = { headers: fresh });
  }

  #tellSignedOut(): void {
    try {
      this.#options.onSignedOut?.({ retry: () => this.resume() });
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

/** In Stripe's notation: `lines[0][type]=…`. What is undefined is left out. */
function queryString(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => pairsOf(name, value));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : '';
}

function pairsOf(name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, `${value as string}`]];
  return Object.entries(value).flatMap(([inner, each]) => pairsOf(`${name}[${inner}]`, each));
}
