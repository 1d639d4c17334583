/** How the contract speaks to a mount: as a browser of the page would, over HTTP. */
import assert from 'node:assert/strict';
import { request as httpRequest, type Agent, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Json } from '../../json.js';
import { ADMIN } from './standing.js';

export type { Json };

let keys = 0;
export const newKey = (): string => `key-of-the-contract-${++keys}`;

/** Headers of a page on the mount's own origin, signed in by a cookie. */
export const from = (origin: string, token: string | null = ADMIN): Record<string, string> => ({
  origin,
  'sec-fetch-site': 'same-origin',
  ...(token && { cookie: `theme=dark; session=${token}` }),
});

/** A JSON write as the page's adapter sends it. */
export function write(
  origin: string,
  path: string,
  body: object,
  {
    key = newKey(),
    token = ADMIN,
    signal,
  }: { key?: string; token?: string | null; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(origin + path, {
    method: 'POST',
    headers: { ...from(origin, token), 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

export async function jsonOf(response: Response): Promise<Json> {
  return (await response.json()) as Json;
}

/** Holds a refusal against RFC 9457. */
export async function assertProblem(
  answer: Response | Promise<Response>,
  status: number,
  code: string,
): Promise<Json> {
  const response = await answer;
  const problem = await jsonOf(response);
  assert.deepEqual([response.status, problem['code']], [status, code]);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  assert.equal(problem['status'], status);
  return problem;
}

/** A request on a socket of the agent's; resolves with the status, the body read to its end. */
export function ask(
  url: string,
  options: RequestOptions & { agent: Agent },
  body = '',
): Promise<{ status: number; reused: boolean }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, options, (response: IncomingMessage) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode ?? 0, reused: request.reusedSocket });
      });
    });
    request.on('error', reject).end(body);
  });
}

/** A live stream, read on until something is in it. */
export class Listener {
  private text = '';
  private readonly leaving = new AbortController();
  private reader?: ReadableStreamDefaultReader<string>;

  static async open(origin: string, path: string, token = ADMIN): Promise<Listener> {
    const listener = new Listener();
    const { signal } = listener.leaving;
    const response = await fetch(origin + path, { headers: from(origin, token), signal });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    listener.reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    return listener;
  }

  async hears(text: string): Promise<void> {
    while (!this.text.includes(text)) {
      const { done, value } = await this.reader!.read();
      if (done) assert.fail(`The stream ended before it said "${text}".`);
      this.text += value;
    }
  }

  leave(): void {
    // Whoever leaves reads no more; that the pipe says so is no fault.
    this.reader?.closed.catch(() => {});
    this.leaving.abort();
  }
}
