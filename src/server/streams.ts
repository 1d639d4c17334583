/**
 * The open streams of `GET /events`, as `text/event-stream` (WHATWG HTML, 9.2). Each is told in order what its session
 * may hear of, and where it is, so that a page that was cut off says so in `Last-Event-ID` and is told what it missed.
 * Where nobody knows any more what that was, it is told to read everything again.
 */
import type { Change } from '../invoice/wire.js';
import { Audience, type Listener } from './audience.js';
import type { Message, Published } from './events.js';
import type { Config, HandlerSession } from './options.js';
import { here, Past, type Heard } from './past.js';
import { isId } from './problems.js';

/** Milliseconds; shorter than the idle timeouts of usual proxies. */
const HEARTBEAT = 25_000;
/** Milliseconds after which a stream ends and the page connects anew, so that a session that ended is noticed. */
const LIFETIME = 15 * 60_000;
/** Messages that may wait for a slow reader, or for an answer of Stripe; with more the stream ends, to be taken up again. */
const BACKLOG = 256;
/** Milliseconds for which a new stream is told of what it has just missed: between a page's first read and its stream. */
const OVERLAP = 10_000;
/** Invoices that Stripe may be asked for to resume one stream; with more the page reads what it shows, which is less. */
const MOST_MISSED = 100;
/** Milliseconds by which clocks of processes may differ, and messages be under way between them. */
const LAG = 30_000;
/** Milliseconds that a stream waits for what was published before this process began. */
const PATIENCE = 5_000;

/** All open streams of one handler. */
export class Streams {
  private readonly open = new Map<Stream, Listener>();
  private readonly reported = new WeakSet<object>();
  private closed = false;
  private readonly past: Past;
  private readonly audience: Audience;
  private readonly unsubscribe: () => void;
  private readonly recalled: Promise<void>;

  constructor(private readonly config: Config) {
    this.audience = new Audience(config);
    this.past = new Past(config.ownBus ? LAG : 0);
    this.unsubscribe = config.bus.subscribe(
      (message) => this.hear(message),
      () => this.miss(),
    );
    this.recalled = this.recall();
  }

  /** An endless stream of what this session may hear of. */
  async respond(request: Request, session: HandlerSession): Promise<Response> {
    await this.recalled;
    const { audience } = this;
    const place = request.headers.get('last-event-id') ?? '';
    const listener = audience.join(request, session);
    const stream: Stream = new Stream(this.report, request.signal, () => {
      audience.leave(listener);
      this.open.delete(stream);
    });
    // Not a moment lies between what it missed and what it will be told, so nothing falls between them.
    const missed = place ? this.past.after(place) : this.past.latest(OVERLAP);
    this.open.set(stream, listener);
    stream.begin(missed && this.replay(missed, session));
    if (this.closed) stream.end();
    return new Response(stream.body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // Proxies and middleware that compress, or collect before they pass on, would hold the messages back.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  }

  /** Ends every stream; pages connect again, to another process or after the restart. */
  close(): void {
    this.closed = true;
    this.unsubscribe();
    for (const stream of [...this.open.keys()]) stream.end();
  }

  private hear(message: Message): void {
    const heard = this.past.add(message);
    if (!heard) return;
    const hears = this.audience.judge(heard);
    for (const [stream, listener] of this.open)
      stream.follow(hears(listener).then((told) => (told ? written(message) : '')));
  }

  private miss(): void {
    this.past.forget();
    for (const stream of this.open.keys()) stream.follow(Promise.resolve(reset()));
  }

  /** All that the session may hear of it, as one text; each invoice is judged once. */
  private async replay(missed: readonly Heard[], session: HandlerSession): Promise<string> {
    const latest = new Map(missed.map((heard) => [heard.message.invoice, heard]));
    if (latest.size > MOST_MISSED) return reset();
    const passed = await Promise.all(
      [...latest].map(async ([invoice, heard]) =>
        (await this.audience.passes(session, heard)) ? invoice : null,
      ),
    );
    const own = new Set(passed);
    return missed.map(({ message }) => (own.has(message.invoice) ? written(message) : '')).join('');
  }

  /** One failure, however many streams it concerns; and the embedder's own hook must not break them. */
  private readonly report = (error: unknown): void => {
    if (error instanceof Error) {
      if (this.reported.has(error)) return;
      this.reported.add(error);
    }
    try {
      this.config.onError(error);
    } catch {
      // There is nobody left to tell.
    }
  };

  /** What was published since this process began may be news to a stream that did not wait for it. */
  private remember(earlier: readonly Published[], began: number): void {
    const [first] = earlier;
    if (!first) return;
    this.past.prepend(
      earlier.filter(({ at }) => at < began),
      first.at,
    );
    for (const { message, at } of earlier) if (at >= began) this.hear(message);
  }

  private async recall(): Promise<void> {
    const { bus } = this.config;
    if (!bus.recall) return;
    const began = Date.now() - LAG;
    const recalling = bus.recall().then((earlier) => this.remember(earlier, began), this.report);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
    await Promise.race([recalling, tooLate]);
    clearTimeout(timer);
  }
}

/** One of them. */
class Stream {
  readonly body: ReadableStream<Uint8Array>;
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  private isOpen = true;
  /** Something was not told, since it could not be found out whether it may be. */
  private gap = false;
  private waiting = 0;
  private told: Promise<void> = Promise.resolve();
  private readonly heartbeat = setInterval(() => this.beat(), HEARTBEAT);
  private readonly lifetime = setTimeout(() => this.end(), LIFETIME);
  readonly end = (): void => {
    if (!this.isOpen) return;
    this.release();
    this.controller.close();
  };

  constructor(
    private readonly onError: (error: unknown) => void,
    private readonly signal: AbortSignal,
    private readonly onRelease: () => void,
  ) {
    this.body = new ReadableStream<Uint8Array>(
      { start: (controller) => void (this.controller = controller), cancel: () => this.release() },
      { highWaterMark: BACKLOG },
    );
    signal.addEventListener('abort', this.end);
  }

  /** With what was missed, or null where nobody knows what that is. */
  begin(missed: Promise<string> | null): void {
    this.send(': connected\n\n');
    const place = `id: ${here()}\n\n`;
    this.follow(missed ? missed.then((text) => text + place) : Promise.resolve(reset()));
    if (this.signal.aborted) this.end();
  }

  /** Sends the text when it is known, after everything before it. */
  follow(text: Promise<string>): void {
    if (++this.waiting > BACKLOG) return this.end();
    const known = text.catch((error: unknown) => {
      this.gap = true;
      this.onError(error);
      return '';
    });
    this.told = this.told.then(async () => {
      const said = await known;
      // A page that is cut off now is to come back to before the gap.
      this.send(this.gap ? said.replace(/^id: .*\n/gm, '') : said);
      this.waiting -= 1;
    });
  }

  private beat(): void {
    if (this.gap && this.waiting === 0) {
      this.gap = false;
      this.send(reset());
    }
    // While something is still to be told, the page is not yet where it would then say it was.
    this.send(this.waiting === 0 ? `: still here\nid: ${here()}\n\n` : ': still here\n\n');
  }

  private send(text: string): void {
    if (!this.isOpen || !text) return;
    if ((this.controller.desiredSize ?? 0) <= 0) this.end();
    else this.controller.enqueue(encoder.encode(text));
  }

  private release(): void {
    this.isOpen = false;
    clearInterval(this.heartbeat);
    clearTimeout(this.lifetime);
    this.signal.removeEventListener('abort', this.end);
    this.onRelease();
  }
}

const encoder = new TextEncoder();

function written({ type, invoice, created, id }: Message): string {
  const change: Change = { type, invoice, created };
  return `event: change\nid: ${isId(id) ? id : here()}\ndata: ${JSON.stringify(change)}\n\n`;
}

/** Anything may have changed. */
function reset(): string {
  const change: Change = { type: 'resync', invoice: '*', created: Math.floor(Date.now() / 1000) };
  return `event: reset\nid: ${here()}\ndata: ${JSON.stringify(change)}\n\n`;
}
