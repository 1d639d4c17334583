/** The live line: server-sent events read by fetch streaming, so that the embedder's headers travel with it. */
import type { Change } from '../invoice/wire.js';
import { RESYNC } from './adapter.js';
import type { RetryPolicy } from './adapter.js';
import { pauseAfter, sleep } from './timing.js';

export interface ServerEvent {
  type: string;
  data: string;
}

/** Reads a `text/event-stream` (WHATWG HTML, 9.2) that may be cut anywhere. */
export class EventParser {
  /** The id of the last complete event, to be sent as `Last-Event-ID`. */
  lastEventId = '';
  /** Milliseconds that the backend asks to wait before connecting again. */
  retry?: number;
  readonly #onEvent: (event: ServerEvent) => void;
  #rest = '';
  #afterCr = false;
  #id = '';
  #type = '';
  #data: string[] = [];

  constructor(onEvent: (event: ServerEvent) => void) {
    this.#onEvent = onEvent;
  }

  push(chunk: string): void {
    if (!chunk) return;
    const text = this.#afterCr && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    this.#afterCr = text.endsWith('\r');
    const lines = (this.#rest + text).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#readLine(line);
  }

  /** Forgets a half-read event when the line breaks; the last id stays. */
  reset(): void {
    this.#rest = '';
    this.#afterCr = false;
    this.#id = this.lastEventId;
    this.#begin();
  }

  #begin(): void {
    this.#type = '';
    this.#data = [];
  }

  #readLine(line: string): void {
    if (!line) return this.#dispatch();
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#type = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
  }

  #dispatch(): void {
    this.lastEventId = this.#id;
    const event = { type: this.#type || 'message', data: this.#data.join('\n') };
    const any = this.#data.length > 0;
    this.#begin();
    if (any) this.#onEvent(event);
  }
}

export interface FollowOptions {
  open(headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
  deliver(change: Change): void;
  retry: RetryPolicy;
  signal: AbortSignal;
  /** Milliseconds without a byte after which the line counts as dead; the backend sends a comment far more often. */
  silence?: number;
}

/** The backend has no live line for us; asking again would not help. */
const FINAL = [204, 401, 403, 404, 405, 501];
const MIN_DELAY = 1_000;
const MAX_DELAY = 30_000;

/**
 * Keeps the line open and delivers its changes until the signal is aborted or the backend says no for good.
 * Every connection but the first begins with a {@link RESYNC}, since changes may have been missed before it.
 */
export async function followChanges({
  open,
  deliver,
  retry,
  signal,
  silence = 90_000,
}: FollowOptions): Promise<void> {
  const parser = new EventParser(({ data }) => {
    const change = parseChange(data);
    if (change) deliver(change);
  });
  let failures = 0;
  for (let first = true; !signal.aborted; first = false) {
    try {
      const { lastEventId } = parser;
      const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
      const response = await open(headers, signal);
      if (signal.aborted || isFinal(response)) return void response.body?.cancel();
      if (response.ok && response.body) {
        if (!first) deliver({ type: RESYNC, invoice: '*', created: Math.floor(Date.now() / 1000) });
        await readBody(response.body, silence, signal, (text) => {
          failures = 0;
          parser.push(text);
        });
      }
    } catch {
      // A broken line is no news to anyone: it is opened again.
    }
    parser.reset();
    const baseDelay = Math.max(MIN_DELAY, retry.baseDelay, parser.retry ?? 0);
    await sleep(pauseAfter(++failures, { ...retry, baseDelay, maxDelay: MAX_DELAY }), signal).catch(() => {});
  }
}

function isFinal({ status, ok, headers }: Response): boolean {
  return FINAL.includes(status) || (ok && !headers.get('content-type')?.startsWith('text/event-stream'));
}

/** Hands over the text as it comes; returns when the line ends, falls silent or is given up. */
async function readBody(
  body: ReadableStream<Uint8Array>,
  silence: number,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const end = (): void => void reader.cancel().catch(() => {});
  let timer = setTimeout(end, silence);
  signal.addEventListener('abort', end);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      clearTimeout(timer);
      timer = setTimeout(end, silence);
      onText(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

function parseChange(data: string): Change | undefined {
  try {
    const change = JSON.parse(data) as Partial<Change> | null;
    return typeof change?.type === 'string' && typeof change.invoice === 'string'
      ? (change as Change)
      : undefined;
  } catch {
    return undefined;
  }
}
