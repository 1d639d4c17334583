/** One person at the backend under test, over HTTP and as a page would ask. */
import { Unmet } from './rule.js';

/** JSON of a stranger's: nothing in it is believed. */
export type Json = Record<string, unknown>;

export interface Answer {
  /** What was asked, for the report: `POST /invoices/in_1/send`. */
  asked: string;
  status: number;
  headers: Headers;
  text: string;
  /** `{}` where the answer is no JSON object. */
  body: Json;
}

export interface Line {
  /** Where the backend is mounted, without a slash at its end. */
  url: string;
  fetch: (request: Request) => Promise<Response>;
  /** Milliseconds that one answer may take. */
  timeout: number;
  /** Every answer so far. */
  heard: Answer[];
}

let keys = 0;
/** An Idempotency-Key that nobody has used before. */
export const newKey = (): string => `conformance-${Date.now().toString(36)}-${++keys}`;

export class Caller {
  constructor(
    private readonly line: Line,
    private readonly credentials: HeadersInit,
  ) {}

  get(path: string, headers: HeadersInit = {}): Promise<Answer> {
    return this.ask('GET', path, headers);
  }

  /** `key` null sends none. */
  post(path: string, body: unknown = {}, { key = newKey(), headers = {} }: Sent = {}): Promise<Answer> {
    const all = withKey(key, headers);
    if (!all.has('content-type')) all.set('content-type', 'application/json');
    return this.ask('POST', path, all, typeof body === 'string' ? body : JSON.stringify(body));
  }

  delete(path: string, { key = newKey(), headers = {} }: Sent = {}): Promise<Answer> {
    return this.ask('DELETE', path, withKey(key, headers));
  }

  /** The same person with a credential that nobody gave out. */
  forged(): Caller {
    const forged = [...new Headers(this.credentials)].map(([name, value]): [string, string] => [
      name,
      forgedValue(value),
    ]);
    return new Caller(this.line, forged);
  }

  async ask(method: string, path: string, headers: HeadersInit = {}, body?: string): Promise<Answer> {
    const all = new Headers({ accept: 'application/json' });
    for (const given of [this.credentials, headers])
      for (const [name, value] of new Headers(given)) all.set(name, value);
    const asked = `${method} ${path}`;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Error('no answer in time')), this.line.timeout);
    try {
      const request = new Request(this.line.url + path, {
        method, headers: all, signal: stop.signal, redirect: 'manual', ...(body !== undefined && { body }),
      }); // prettier-ignore
      const answer = await Promise.race([this.carry(asked, request), aborted(stop.signal)]);
      this.line.heard.push(answer);
      return answer;
    } catch (error) {
      throw new Unmet(`an answer to ${asked}`, `none: ${reason(error)}`);
    } finally {
      clearTimeout(timer);
      stop.abort();
    }
  }

  private async carry(asked: string, request: Request): Promise<Answer> {
    const response = await this.line.fetch(request);
    return { asked, status: response.status, headers: response.headers, ...(await read(response)) };
  }
}

/** Rejects in the end, also where whoever carries the request does not look at its signal. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

export interface Sent {
  key?: string | null;
  headers?: HeadersInit;
}

function withKey(key: string | null, headers: HeadersInit): Headers {
  const all = new Headers(headers);
  if (key !== null) all.set('idempotency-key', key);
  return all;
}

/** `session=abc` → `session=forged`, `Bearer abc` → `Bearer forged`. */
function forgedValue(value: string): string {
  if (value.includes('=')) return value.replace(/=[^;]*/g, '=forged');
  return value.replace(/\S+$/, 'forged');
}

/** An event stream never ends, so it is not read. */
async function read(response: Response): Promise<Pick<Answer, 'text' | 'body'>> {
  if (/^text\/event-stream/.test(response.headers.get('content-type') ?? '')) {
    void response.body?.cancel();
    return { text: '', body: {} };
  }
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    return { text, body: typeof body === 'object' && body !== null ? (body as Json) : {} };
  } catch {
    return { text, body: {} };
  }
}

function reason(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
