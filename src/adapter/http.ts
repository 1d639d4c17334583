import { readInvoice, readLine } from '../invoice/shape.js';
import type { Invoice, Line } from '../invoice/types.js';
import type {
  Change,
  CreateAndFinalizeParams,
  CreateParams,
  Customer,
  DraftParams,
  FinalizeParams,
  LineParams,
  ListParams,
  Page,
  Price,
  Session,
  TaxRate,
} from '../invoice/wire.js';
import { DEFAULT_RETRY, isProblem, ownProblem } from './adapter.js';
import type { InvoiceAdapter, ReadOptions, RetryPolicy, WriteOptions } from './adapter.js';
import { readAnswer } from './answer.js';
import { isTransient, pauseAfter, sleep, within } from './timing.js';

export interface HttpAdapterOptions {
  /** Where the handler is mounted, absolute or relative to the page (`/api/billing`). */
  url: string | URL;
  /** Sent with every request, the live line included; a function is called anew for each one. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** As for `fetch`; `same-origin` unless given. */
  credentials?: RequestCredentials;
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
}

type Query = Record<string, string | number | boolean | undefined>;
type Body = Record<string, unknown>;

const READ_TRIES = 3;
const PAGE_SIZE = 100;
const CHOICES = 20;
/** Stripe's substring search (`~`) refuses shorter texts. */
const SEARCHABLE = 3;

/** Speaks to the backend handler of this package: Stripe's paths and names, JSON both ways. */
export class HttpAdapter implements InvoiceAdapter {
  readonly retry: RetryPolicy;
  readonly #options: HttpAdapterOptions;
  readonly #base: string;
  readonly #timeout: { read: number; write: number };
  readonly #listeners = new Set<(change: Change) => void>();
  /** Ends the live line; there is one for all listeners. */
  #line?: AbortController;
  #signingIn?: Promise<boolean>;

  constructor(options: HttpAdapterOptions) {
    this.#options = options;
    this.#base = String(options.url).replace(/\/+$/, '');
    this.#timeout = { read: 20_000, write: 30_000, ...options.timeout };
    this.retry = { ...DEFAULT_RETRY, ...options.retry };
  }

  session(options?: ReadOptions): Promise<Session> {
    return this.#read('/session', {}, options);
  }

  async retrieve(id: string, options?: ReadOptions): Promise<Invoice> {
    return readInvoice(await this.#read(invoicePath(id), {}, options));
  }

  async list(params: ListParams = {}, options?: ReadOptions): Promise<Page<Invoice>> {
    const page = await this.#read<Page<object>>('/invoices', { ...params }, options);
    return { ...page, data: page.data.map((invoice) => readInvoice(invoice)) };
  }

  async lines(id: string, options?: ReadOptions): Promise<Line[]> {
    const lines = await this.#readAll(invoicePath(id, 'lines'), {}, options);
    return lines.map((line) => readLine(line));
  }

  create(params: CreateParams, options: WriteOptions): Promise<Invoice> {
    return this.#change('/invoices', params, options);
  }

  createAndFinalize(params: CreateAndFinalizeParams, options: WriteOptions): Promise<Invoice> {
    return this.#change('/invoices/create_and_finalize', params, options);
  }

  update(id: string, params: DraftParams, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id), params, options);
  }

  async delete(id: string, options: WriteOptions): Promise<void> {
    await this.#send('DELETE', invoicePath(id), options);
  }

  addLines(id: string, lines: LineParams[], options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'add_lines'), { lines }, options);
  }

  updateLines(id: string, lines: (LineParams & { id: string })[], options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'update_lines'), { lines }, options);
  }

  removeLines(id: string, lines: string[], options: WriteOptions): Promise<Invoice> {
    const removed = lines.map((line) => ({ id: line, behavior: 'delete' }));
    return this.#change(invoicePath(id, 'remove_lines'), { lines: removed }, options);
  }

  finalize(id: string, params: FinalizeParams, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'finalize'), params, options);
  }

  send(id: string, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'send'), {}, options);
  }

  void(id: string, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'void'), {}, options);
  }

  markUncollectible(id: string, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'mark_uncollectible'), {}, options);
  }

  async searchCustomers(text: string, options?: ReadOptions): Promise<Customer[]> {
    const wanted = text.trim();
    const customers = async (query: Query, path = '/customers'): Promise<Customer[]> =>
      (await this.#read<Page<Customer>>(path, query, options)).data;
    if (!wanted) return customers({ limit: CHOICES });

    // Search lags behind by up to a minute; what can be found exactly is there at once.
    const exact = await this.#exactCustomers(wanted, customers, options);
    if (exact.length) return exact;
    try {
      if (wanted.length >= SEARCHABLE) {
        return await customers({ query: customerQuery(wanted), limit: CHOICES }, '/customers/search');
      }
    } catch (error) {
      // Stripe has no search for some accounts (India); then looking through the newest is better than nothing.
      if (!isProblem(error) || ![400, 404, 501].includes(error.status)) throw error;
    }
    const needle = wanted.toLowerCase();
    const newest = await customers({ limit: PAGE_SIZE });
    return newest
      .filter(({ name, email }) => `${name}\n${email}`.toLowerCase().includes(needle))
      .slice(0, CHOICES);
  }

  customer(id: string, options?: ReadOptions): Promise<Customer> {
    return this.#read(`/customers/${encodeURIComponent(id)}`, {}, options);
  }

  prices(currency: string, options?: ReadOptions): Promise<Price[]> {
    const query = { 'active': true, currency, 'type': 'one_time', 'expand[]': 'data.product' };
    return this.#readAll('/prices', query, options);
  }

  taxRates(options?: ReadOptions): Promise<TaxRate[]> {
    return this.#readAll('/tax_rates', { active: true }, options);
  }

  subscribe(listener: (change: Change) => void): () => void {
    const call = (change: Change): void => listener(change);
    this.#listeners.add(call);
    if (!this.#line) void this.#followChanges((this.#line = new AbortController()));
    return () => {
      this.#listeners.delete(call);
      if (!this.#listeners.size) this.#line = void this.#line?.abort();
    };
  }

  async #followChanges(line: AbortController): Promise<void> {
    try {
      const { followChanges } = await import('./stream.js');
      await followChanges({
        open: (headers, signal) => this.#authorized(() => this.#fetch('GET', '/events', { headers, signal })),
        deliver: (change) => [...this.#listeners].forEach((call) => call(change)),
        retry: this.retry,
        signal: line.signal,
      });
    } finally {
      // Refused for good: whoever subscribes next may try again.
      if (this.#line === line) this.#line = undefined;
    }
  }

  async #exactCustomers(
    text: string,
    customers: (query: Query) => Promise<Customer[]>,
    options?: ReadOptions,
  ): Promise<Customer[]> {
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return customers({ email: text, limit: CHOICES });
    if (!/^cus_\w+$/.test(text)) return [];
    return this.customer(text, options).then(
      (customer) => [customer],
      (error: unknown) => {
        if (isProblem(error) && error.status === 404) return [];
        throw error;
      },
    );
  }

  async #read<T extends object>(path: string, query: Query, options?: ReadOptions): Promise<T> {
    const tries = Math.min(READ_TRIES, this.retry.attempts);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#send<T>('GET', path + queryString(query), options);
      } catch (error) {
        if (attempt >= tries || !isTransient(error)) throw error;
        await sleep(pauseAfter(attempt, this.retry, error.retryAfter), options?.signal);
      }
    }
  }

  async #readAll<T extends { id: string }>(path: string, query: Query, options?: ReadOptions): Promise<T[]> {
    const all: T[] = [];
    for (;;) {
      const after = all.at(-1)?.id;
      const page: Page<T> = await this.#read(
        path,
        { ...query, limit: PAGE_SIZE, starting_after: after },
        options,
      );
      all.push(...page.data);
      if (!page.has_more || !page.data.length) return all;
    }
  }

  async #change(path: string, body: object, options: WriteOptions): Promise<Invoice> {
    return readInvoice(await this.#send('POST', path, options, { ...body }));
  }

  /** One request, one answer; a write is never repeated from here. */
  async #send<T extends object>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { key, signal: outer }: Partial<WriteOptions> = {},
    body?: Body,
  ): Promise<T> {
    const write = method !== 'GET';
    const headers = { accept: 'application/json', ...(key && { 'idempotency-key': key }) };
    const answer = await this.#authorized(() =>
      within(this.#timeout[write ? 'write' : 'read'], outer, async (signal) => {
        try {
          const response = await this.#fetch(method, path, { headers, signal, body });
          return { status: response.status, headers: response.headers, text: await response.text() };
        } catch (cause) {
          throw ownProblem('network_error', 'The backend could not be reached.', { cause });
        }
      }),
    );
    return readAnswer<T>(answer, write);
  }

  async #fetch(
    method: string,
    path: string,
    { headers, signal, body }: { headers: Record<string, string>; signal: AbortSignal; body?: Body },
  ): Promise<Response> {
    const { credentials = 'same-origin', headers: given, fetch = globalThis.fetch } = this.#options;
    // Outside of a page a relative URL means something only to a `fetch` that was given.
    const outside = fetch !== globalThis.fetch && !globalThis.location;
    const url = outside ? new URL(this.#base + path, 'http://localhost') : this.#base + path;
    const all = new Headers(typeof given === 'function' ? await given() : given);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    if (body) all.set('content-type', 'application/json');
    return fetch(
      new Request(url, {
        method,
        headers: all,
        body: body && JSON.stringify(body),
        credentials,
        signal,
        cache: 'no-store',
      }),
    );
  }

  /** A 401 was refused before anything was done, so the same request may be sent again after signing in. */
  async #authorized<T extends { status: number }>(exchange: () => Promise<T>): Promise<T> {
    const answer = await exchange();
    const { onUnauthorized } = this.#options;
    if (answer.status !== 401 || !onUnauthorized) return answer;
    this.#signingIn ??= (async () => onUnauthorized())()
      .catch(() => false)
      .finally(() => (this.#signingIn = undefined));
    return (await this.#signingIn) ? exchange() : answer;
  }
}

function invoicePath(id: string, action?: string): string {
  return `/invoices/${encodeURIComponent(id)}${action ? `/${action}` : ''}`;
}

function queryString(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length ? `?${new URLSearchParams(given as [string, string][])}` : '';
}

/** Stripe's search language: quotes and backslashes in a value are escaped with a backslash. */
function customerQuery(text: string): string {
  const value = `"${text.replace(/["\\]/g, '\\$&')}"`;
  return `name~${value} OR email~${value}`;
}
