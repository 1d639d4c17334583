/** Tells the backend's answers from everything else that may come over the wire: login pages, proxies, torn bodies. */
import { InvoiceProblem, ownProblem } from './adapter.js';
import type { Problem } from '../invoice/wire.js';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** What a status means where the answer has no code of its own. */
const CODES: Record<number, string> = {
  401: 'authentication_required',
  403: 'forbidden',
  404: 'resource_missing',
  429: 'rate_limit',
};

/** The JSON of a good answer; throws an {@link InvoiceProblem} for any other. */
export function readAnswer<T extends object>({ status, headers, text }: Answer, write: boolean): T {
  const isJson = /\bjson\b/.test(headers.get('content-type') ?? '');
  const json = isJson ? parseObject(text) : undefined;
  const ok = status >= 200 && status < 300;
  if (ok && json) return json as T;
  if (status === 204) return {} as T;
  if (ok) {
    // A write may have been done, and a torn body may come whole next time; but a login page stays one.
    throw ownProblem('bad_answer', 'The answer is not JSON.', { status, retryable: write || isJson });
  }
  throw refusal(status, json ?? {}, retryAfter(headers));
}

function refusal(status: number, json: Partial<Problem>, wait: number | undefined): InvoiceProblem {
  const title = `The backend answered ${status}.`;
  const code = (status !== 401 && json.code) || (CODES[status] ?? 'bad_answer');
  const problem = {
    type: 'about:blank',
    title,
    detail: title,
    retryable: mayPass(status),
    ...json,
    status,
    code,
  };
  return new InvoiceProblem(problem, { retryAfter: wait });
}

function mayPass(status: number): boolean {
  return [408, 425, 429].includes(status) || (status >= 500 && status !== 501);
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds from `Retry-After`, which is seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
