/** The live line: server-sent events read by fetch streaming, so that the embedder's headers travel with it. */
import type { Change } from '../invoice/wire.js';
import { RESYNC } from './adapter.js';
import type { RetryPolicy } from './adapter.js';
import { orAborted, pauseAfter, sleep, untilOnline } from './timing.js';

export { DEFAULT_POLL, Poll } from './poll.js';

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
  /**
   * For lines on which nothing gets through (a proxy that keeps it all, an answer without a body stream): where no first
   * byte comes within `after` ms, `poll` is run instead, and when it is through the line is tried again.
   */
  fallback?: { after: number; poll(signal: AbortSignal): Promise<void> };
}

/** The backend has no live line for us; asking again would not help. */
const FINAL = [204, 401, 403, 404, 405, 501];
const MIN_DELAY = 1_000;
const MAX_DELAY = 30_000;
const SILENCE = 90_000;

/** The type of the message that says: what you missed is no longer known, read everything again. */
const RESET = 'reset';

/** How one connection ended: with a no, by falling silent or breaking, or without a byte. */
type Ending = 'refused' | 'broken' | 'deaf';

/**
 * Keeps the line open and delivers its changes until the signal is aborted or the backend says no for good.
 * Every connection but the first begins with a {@link RESYNC}, since changes may have been missed before it.
 */
export async function followChanges(options: FollowOptions): Promise<void> {
  const { deliver, retry, signal, fallback } = options;
  const parser = new EventParser(({ type, data }) => {
    const change = type === RESET ? resync() : parseChange(data);
    if (change) deliver(change);
  });
  let failures = 0;
  for (let first = true; !signal.aborted; first = false) {
    const ending = await connect(options, parser, first, (text) => {
      failures = 0;
      parser.push(text);
    });
    if (ending === 'refused') return;
    parser.reset();
    if (ending === 'deaf') {
      await fallback?.poll(signal);
      continue;
    }
    const baseDelay = Math.max(MIN_DELAY, retry.baseDelay, parser.retry ?? 0);
    await sleep(pauseAfter(++failures, { ...retry, baseDelay, maxDelay: MAX_DELAY }), signal)
      .then(() => untilOnline(signal))
      .catch(() => {});
  }
}

async function connect(
  { open, deliver, signal, silence = SILENCE, fallback }: FollowOptions,
  { lastEventId }: EventParser,
  first: boolean,
  onText: (text: string) => void,
): Promise<Ending> {
  const attempt = new AbortController();
  const end = (): void => attempt.abort();
  let ending: Ending = 'broken';
  signal.addEventListener('abort', end);
  const timer =
    fallback &&
    setTimeout(() => {
      ending = 'deaf';
      end();
    }, fallback.after);
  try {
    const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
    const response = await orAborted(open(headers, attempt.signal), attempt.signal);
    if (signal.aborted || isFinal(response)) {
      void response.body?.cancel();
      return 'refused';
    }
    if (!response.ok) void response.body?.cancel();
    else if (response.body) {
      if (!first) deliver(resync());
      await readBody(response.body, silence, attempt.signal, (text) => {
        clearTimeout(timer);
        onText(text);
      });
    } else if (fallback) return 'deaf';
  } catch {
    // A broken line is no news to anyone: it is opened again.
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
  return ending;
}

function resync(): Change {
  return { type: RESYNC, invoice: '*', created: Math.floor(Date.now() / 1000) };
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

/** Undefined for what no page can do anything with. */
function parseChange(data: string): Change | undefined {
  try {
    const change = JSON.parse(data) as Partial<Change> | null;
    if (change?.type === RESET) return resync();
    return typeof change?.type === 'string' && typeof change.invoice === 'string'
      ? (change as Change)
      : undefined;
  } catch {
    return undefined;
  }
}
