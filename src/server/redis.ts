/**
 * A bus and the counts of limits for several processes, over Redis (5 or later). One Redis stream is both the way of the messages and the memory
 * of the latest; each process reads it on a connection of its own, so that nothing is lost while a connection is broken.
 * No package is imported: give it the client of `redis` (5 or later) that you have. What it holds are ids and times.
 */
import type { EventBus, Message, Published } from './events.js';
import type { LimitStore } from './limits.js';

interface Entry {
  id: string;
  message: Record<string, string>;
}

/** What is used of the client that `createClient()` of the package `redis` makes. */
export interface RedisClient {
  readonly isOpen: boolean;
  connect(): Promise<unknown>;
  destroy(): void;
  duplicate(): RedisClient;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  xRevRange(key: string, start: string, end: string, options: { COUNT: number }): Promise<unknown>;
  xRead(stream: { key: string; id: string }, options: { BLOCK: number; COUNT: number }): Promise<unknown>;
}

export interface RedisBusOptions {
  /** Begins the names of the keys; one for each handler that shares a Redis. Default `invoice-elements`. */
  prefix?: string;
  /** Messages remembered for pages that come back. Default 1000. */
  size?: number;
  /** Seconds for which an event that comes again is known. Default a day. */
  remember?: number;
  /** Gets what goes wrong between here and Redis; it is tried again. */
  onError?: (error: unknown) => void;
}

/** Published once per event id, whichever processes it came to, in one step: nothing can be noted and then not sent. */
const PUBLISH = `
if redis.call('SET', KEYS[1], '', 'NX', 'EX', ARGV[1]) then
  redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[2], '*', 'message', ARGV[3])
end`;

/** Counts one more; the first one of a window says how long that is, in the same step. */
const COUNT = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return count`;

/** Milliseconds by which the clocks here and there may differ. */
const LAG = 30_000;
/** Milliseconds that one read waits for news. */
const BLOCK = 5_000;
/** Milliseconds that publishing may take; then Stripe is told to send the event again. */
const PATIENCE = 5_000;
/** Milliseconds that counting may take; then the request goes on uncounted, as people wait for it. */
const HASTE = 500;
/** Milliseconds before a broken connection is tried again. */
const PAUSE = 1_000;

/**
 * `createInvoiceHandler({bus: createRedisBus(client), …})` in each process. The client must be connected; a second
 * connection is made of it for each handler, and ended with `handler.close()`.
 */
export function createRedisBus(client: RedisClient, options: RedisBusOptions = {}): EventBus {
  const { prefix = 'invoice-elements', size = 1000, remember = 86_400 } = options;
  const { onError = (error) => console.error('invoice-elements:', error) } = options;
  // In braces, so that a cluster keeps both keys in one place.
  const log = `{${prefix}}:changes`;
  return {
    async publish(message) {
      const keys = [`{${prefix}}:seen:${message.id}`, log];
      const values = [String(remember), String(size), JSON.stringify(message)];
      await inTime(PATIENCE, client.eval(PUBLISH, { keys, arguments: values }));
    },
    subscribe(listener, missed) {
      const reader = new Reader(client, log, listener, missed ?? (() => {}), onError);
      return () => reader.stop();
    },
    async recall() {
      return (await latest(client, log, size)).reverse().flatMap(published);
    },
  };
}

/** `createInvoiceHandler({limits: {store: createRedisLimits(client)}, …})` in each process; the client must be connected. */
export function createRedisLimits(
  client: Pick<RedisClient, 'eval'>,
  { prefix = 'invoice-elements' }: Pick<RedisBusOptions, 'prefix'> = {},
): LimitStore {
  return {
    async count(key, seconds) {
      const call = { keys: [`${prefix}:limit:${key}`], arguments: [String(seconds)] };
      return Number(await inTime(HASTE, client.eval(COUNT, call)));
    },
  };
}

/** Hands on what is added to the log, and what was added shortly before. */
class Reader {
  private readonly connection: RedisClient;
  /** Id of the last entry that was handed on, or where to begin. */
  private place = '';
  private hasRead = false;
  private readonly since = Date.now() - LAG;
  private stopped = false;
  private wake = (): void => {};

  constructor(
    client: RedisClient,
    private readonly log: string,
    private readonly listener: (message: Message) => void,
    private readonly missed: () => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.connection = client.duplicate();
    this.connection.on('error', onError);
    void this.run();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
    this.disconnect();
  }

  private async run(): Promise<void> {
    for (let sure = true; !this.stopped;) {
      try {
        if (!this.connection.isOpen) await this.connection.connect();
        this.place ||= await this.beginning();
        if (!sure) await this.checkPlace();
        sure = true;
        await this.read();
      } catch (error) {
        if (this.stopped) return;
        sure = false;
        this.onError(error);
        await this.pause();
      }
    }
  }

  /** Connecting may have taken long, so it begins a little before it was wanted, but not in Redis's future. */
  private async beginning(): Promise<string> {
    const [newest] = await latest(this.connection, this.log, 1);
    return newest && Number.parseInt(newest.id, 10) < this.since ? newest.id : `${this.since}-0`;
  }

  private async read(): Promise<void> {
    const answer = await this.connection.xRead({ key: this.log, id: this.place }, { BLOCK, COUNT: 100 });
    for (const { messages } of (answer ?? []) as { messages: Entry[] }[]) {
      for (const entry of messages) {
        this.place = entry.id;
        this.hasRead = true;
        for (const { message } of published(entry)) this.listener(message);
      }
    }
  }

  /** After a break: where its place has been dropped from the log, so may have been what came after it. */
  private async checkPlace(): Promise<void> {
    if (!this.hasRead) return;
    const kept = await this.connection.xRevRange(this.log, this.place, this.place, { COUNT: 1 });
    if ((kept as Entry[]).length === 0) this.missed();
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PAUSE);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private disconnect(): void {
    try {
      this.connection.destroy();
    } catch {
      // It was not connected.
    }
  }
}

/** A client that has lost its connection keeps what it is given until it has another one, however long that takes. */
async function inTime<T>(patience: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer in time.')), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Newest first. */
async function latest(client: RedisClient, log: string, count: number): Promise<Entry[]> {
  return (await client.xRevRange(log, '+', '-', { COUNT: count })) as Entry[];
}

/** An entry of the log; none where something else was put into it. */
function published({ id, message }: Entry): Published[] {
  try {
    const it = JSON.parse(message['message'] ?? '') as Partial<Message> | null;
    if (typeof it?.id !== 'string' || typeof it.invoice !== 'string' || typeof it.type !== 'string')
      return [];
    const { created = 0, customer = null, account = null } = it;
    return [
      {
        message: { id: it.id, type: it.type, invoice: it.invoice, created, customer, account },
        at: Number.parseInt(id, 10),
      },
    ];
  } catch {
    return [];
  }
}
