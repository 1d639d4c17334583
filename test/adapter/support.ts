/** What the tests of the page's side share: a scripted `fetch`, problems, and invoices with nothing but an id in them. */
import { InvoiceProblem } from '../../src/adapter/adapter.js';
import type { InvoiceAdapter, RetryPolicy } from '../../src/adapter/adapter.js';
import { readInvoice } from '../../src/invoice/shape.js';
import type { Invoice } from '../../src/invoice/types.js';
import type { Change } from '../../src/invoice/wire.js';

/** Pauses so short that a test may wait them out. */
export const HASTY: RetryPolicy = { attempts: 5, baseDelay: 1, maxDelay: 2 };

export type Reply = Response | Error | ((request: Request) => Response | Promise<Response>);

/** A `fetch` that gives the replies one after the other and keeps what it was asked. */
export function scripted(...replies: Reply[]) {
  const requests: Request[] = [];
  const left = [...replies];
  const fetch = async (request: Request): Promise<Response> => {
    requests.push(request.clone());
    const reply = left.shift();
    if (!reply) throw new Error(`not expected: ${request.method} ${request.url}`);
    if (reply instanceof Error) throw reply;
    return reply instanceof Response ? reply : reply(request);
  };
  return { fetch, requests, left };
}

export function json(body: object, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export function refused(status: number, code: string, extra: object = {}, headers = {}): Response {
  return json(
    { type: 'about:blank', title: code, detail: code, status, code, retryable: status >= 500, ...extra },
    status,
    {
      'content-type': 'application/problem+json',
      ...headers,
    },
  );
}

export function page(text = '<!doctype html><title>Sign in</title>', status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/html' } });
}

export function problem(
  status: number,
  code: string,
  retryable = status === 0 || status >= 500,
): InvoiceProblem {
  return new InvoiceProblem({ type: 'about:blank', title: code, detail: code, status, code, retryable });
}

/** An invoice that says no more than its id and, in `number`, which version of it this is. */
export function version(id: string, number: number | string = 1, status = 'draft'): Invoice {
  return readInvoice({ id, object: 'invoice', status, number: String(number) });
}

/** An adapter that can only do what it is given, and hears of what `change` is called with. */
export function adapterOf(methods: Partial<InvoiceAdapter>) {
  const listeners = new Set<(change: Change) => void>();
  const adapter = {
    retry: HASTY,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ...methods,
  } as InvoiceAdapter;
  const change = (invoice: string, type = 'invoice.updated'): void => {
    for (const listener of [...listeners]) listener({ type, invoice, created: 1 });
  };
  return { adapter, change, listeners };
}

/** An answer to be given later. */
export function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Until everything has happened that needs no further answer. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What a browser would have, for as long as a test runs. */
export interface FakePage {
  location?: { origin: string };
  document?: { cookie?: string; querySelector?: (selector: string) => unknown } & Partial<EventTarget> & {
      visibilityState?: string;
    };
  navigator?: { onLine: boolean };
}

/** Puts the page's globals in place, with a window that hears events; the returned function takes them away. */
export function pretend(page: FakePage): { window: EventTarget; restore: () => void } {
  const window = new EventTarget();
  const globals: Record<string, unknown> = {
    ...page,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  };
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const restore = (): void => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
  return { window, restore };
}
