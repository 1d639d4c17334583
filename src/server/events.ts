/**
 * Live updates: what the webhook hears goes over a bus to the streams of `GET /events`, each of which passes on what
 * its session may see. A message says only that something changed; pages read it again.
 */
import { readInvoice } from '../invoice/shape.js';
import type { Change } from '../invoice/wire.js';
import { Access } from './authorize.js';
import type { Scope } from './options.js';
import { isRefused } from './problems.js';
import type { Context, Route } from './route.js';
import { invoiceInScope } from './scope.js';
import { StripeCalls, type Json } from './stripe.js';

/** What is known of a change without asking Stripe. */
export interface Message extends Change {
  /** Stripe's event id (`evt_…`). */
  id: string;
  customer: string | null;
  /** Connected account that it happened on; null for the key's own. */
  account: string | null;
}

/**
 * Carries messages from the process that hears a webhook to every process with listeners. Each message goes to each
 * subscriber; order and delivery are best effort.
 */
export interface EventBus {
  publish(message: Message): void | Promise<void>;
  /** Returns the way to stop. */
  subscribe(listener: (message: Message) => void): () => void;
}

/** A bus for one process. */
export function createLocalBus(): EventBus {
  const listeners = new Set<(message: Message) => void>();
  return {
    publish(message) {
      for (const listener of listeners) listener(message);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Milliseconds; shorter than the idle timeouts of usual proxies. */
const HEARTBEAT = 25_000;
/** Milliseconds after which a stream ends and the page connects anew, so that a session that ended is noticed. */
const LIFETIME = 15 * 60_000;
/** Messages that may wait for a slow reader; with more the stream ends, and the page reads everything again. */
const BACKLOG = 256;

/** Milliseconds for which a new stream is told of what it has just missed: between a page's first read and its stream. */
const OVERLAP = 10_000;

/** All open streams of one handler. */
export class Streams {
  private readonly open = new Set<() => void>();
  private recent: { message: Message; at: number }[] = [];
  private readonly forget: () => void;

  constructor(bus: EventBus) {
    this.forget = bus.subscribe((message) => {
      this.recent = [...this.overlapping(), { message, at: performance.now() }].slice(-BACKLOG);
    });
  }

  /** An endless `text/event-stream` of what this session may see. */
  respond(context: Context): Response {
    const { config, request } = context;
    const encoder = new TextEncoder();
    let release = (): void => {};
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          let open = true;
          const end = (): void => {
            release();
            controller.close();
          };
          const send = (text: string): void => {
            if (!open) return;
            if ((controller.desiredSize ?? 0) <= 0) end();
            else controller.enqueue(encoder.encode(text));
          };
          const tell = (message: Message): void => {
            passes(message, context).then(
              (passed) => passed && send(written(message)),
              (error: unknown) => config.onError(error),
            );
          };
          const unsubscribe = config.bus.subscribe(tell);
          const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT);
          const lifetime = setTimeout(end, LIFETIME);
          release = () => {
            open = false;
            unsubscribe();
            clearInterval(heartbeat);
            clearTimeout(lifetime);
            this.open.delete(end);
            request.signal.removeEventListener('abort', end);
          };
          this.open.add(end);
          request.signal.addEventListener('abort', end);
          send(': connected\n\n');
          for (const { message } of this.overlapping()) tell(message);
          if (request.signal.aborted) end();
        },
        // The reader closed it.
        cancel: () => release(),
      },
      { highWaterMark: BACKLOG },
    );
    return new Response(body, {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
    });
  }

  /** Ends every stream; pages connect again, to another process or after the restart. */
  close(): void {
    this.forget();
    for (const end of [...this.open]) end();
  }

  private overlapping(): { message: Message; at: number }[] {
    return this.recent.filter(({ at }) => performance.now() - at < OVERLAP);
  }
}

function written({ type, invoice, created, id }: Message): string {
  const change: Change = { type, invoice, created };
  return `event: change\nid: ${id}\ndata: ${JSON.stringify(change)}\n\n`;
}

/**
 * Whether the person may hear of it: signed in still, on that account, in scope as Stripe has it now, and allowed to
 * read it. The session is asked for anew, since a stream outlives a sign-out, and scopes grow.
 */
async function passes(message: Message, { config, request }: Context): Promise<boolean> {
  const session = await config.session(request);
  if (!session || (session.scope.account ?? null) !== message.account) return false;
  if (isForeign(message, session.scope)) return false;
  const access = new Access(config, session, new StripeCalls(config, session.scope.account));
  const invoice = await now(message, access);
  return invoice !== null && access.may('read', readInvoice(invoice));
}

/** Told without asking Stripe, which spares it a call for each listener of each other tenant. */
function isForeign({ customer }: Message, { customers, metadata, everything }: Scope): boolean {
  return (
    customer !== null && customers !== undefined && !metadata && !everything && !customers.includes(customer)
  );
}

/** The invoice where it is in scope; of one that was deleted only its id and customer are left to go by. */
async function now(message: Message, access: Access): Promise<Json | null> {
  try {
    return await access.invoice(message.invoice);
  } catch (error) {
    if (!isRefused(error, 404)) throw error;
    if (message.type !== 'invoice.deleted' || !message.customer) return null;
    const remains = { id: message.invoice, object: 'invoice', deleted: true, customer: message.customer };
    if (invoiceInScope(remains, access.session.scope)) return remains;
    const customer = await access.customer(message.customer).catch(() => null);
    return customer && remains;
  }
}

export function eventRoutes(streams: Streams): Route[] {
  return [
    {
      method: 'GET',
      path: 'events',
      actions: ['read'],
      run: async (context) => {
        // Without a webhook there is nothing to hear; 204 tells a page to stop asking (WHATWG HTML, server-sent events).
        const deaf = context.config.webhookSecrets.length === 0 && !context.config.ownBus;
        return deaf ? new Response(null, { status: 204 }) : streams.respond(context);
      },
    },
  ];
}
