/**
 * What happened, on its way from the webhook to the streams of `GET /events`: the messages, and the bus that carries
 * them. A message says only that something changed; pages read it again.
 */
import type { Change } from '../invoice/wire.js';
import type { Route } from './route.js';
import type { Streams } from './streams.js';

/** What is known of a change without asking Stripe: ids and times, nothing personal. */
export interface Message extends Change {
  /** Stripe's event id (`evt_…`). */
  id: string;
  customer: string | null;
  /** Connected account that it happened on; null for the key's own. */
  account: string | null;
}

/** A message and when it was published. */
export interface Published {
  message: Message;
  /** Unix milliseconds. */
  at: number;
}

/**
 * Carries messages from the process that hears a webhook to every process with listeners. Each message goes to each
 * subscriber, in the same order to all of them; one that comes twice is told to pages once.
 */
export interface EventBus {
  /** Rejects where it cannot be carried; Stripe then delivers the event again. */
  publish(message: Message): void | Promise<void>;
  /**
   * Returns the way to stop. `missed` is to be called where messages may have been lost on the way (after a broken
   * connection, say): pages then read everything again.
   */
  subscribe(listener: (message: Message) => void, missed?: () => void): () => void;
  /** What was published lately, oldest first, so that a process that has just begun can take over another's streams. */
  recall?(): Promise<Published[]>;
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

export function eventRoutes(streams: Streams): Route[] {
  return [
    {
      method: 'GET',
      path: 'events',
      actions: ['read'],
      run: async ({ config, request, access }) => {
        // Without a webhook there is nothing to hear; 204 tells a page to stop asking (WHATWG HTML, server-sent events).
        const deaf = config.webhookSecrets.length === 0 && !config.ownBus;
        return deaf ? new Response(null, { status: 204 }) : streams.respond(request, access.session);
      },
    },
  ];
}
