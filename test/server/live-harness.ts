/** Streams of `GET /events` as a page reads them, and deliveries as Stripe signs them. */
import { createBackend, WEBHOOK_SECRET, type Backend, type Json } from './harness.js';

/** A backend whose stand-in delivers its events to it. */
export const withWebhook = async (...given: Parameters<typeof createBackend>): Promise<Backend> => {
  const backend = await createBackend(...given);
  backend.stub.addWebhook({
    secret: WEBHOOK_SECRET,
    handler: (request) => backend.handler(request),
    url: 'https://panel.example/api/billing/webhook',
  });
  return backend;
};

export interface Stream {
  status: number;
  /** Reads on until so many changes were heard. */
  changes(count: number): Promise<Json[]>;
  hears(what: (change: Json) => boolean): Promise<void>;
  /** Reads on until the text is in what was sent. */
  says(what: string): Promise<void>;
  /** What a page would send as `Last-Event-ID` now. */
  place: () => string;
  text: () => string;
  close(): Promise<void>;
  ended: Promise<void>;
}

/** Opens a stream; `place` is what a page that was cut off sends as `Last-Event-ID`. */
export async function listen(backend: Backend, person: string, place?: string): Promise<Stream> {
  const abort = new AbortController();
  const response = await backend.as(person).raw('/events', {
    signal: abort.signal,
    headers: place === undefined ? {} : { 'last-event-id': place },
  });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let wake = (): void => {};
  const ended = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return wake();
      text += decoder.decode(value);
      wake();
    }
  })();
  const heard = (): Json[] =>
    [...text.matchAll(/event: change\nid: (.*)\ndata: (.*)\n\n/g)].map(([, id, data]) => ({
      id,
      ...(JSON.parse(data!) as Json),
    }));
  return {
    status: response.status,
    text: () => text,
    async hears(what) {
      while (!heard().some(what)) await new Promise<void>((resolve) => (wake = resolve));
    },
    async says(what) {
      while (!text.includes(what)) await new Promise<void>((resolve) => (wake = resolve));
    },
    place: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '',
    async changes(count) {
      while (heard().length < count) await new Promise<void>((resolve) => (wake = resolve));
      return heard();
    },
    async close() {
      abort.abort();
      await ended;
    },
    ended,
  };
}

/** A delivery of the event. */
export async function signed(
  backend: Backend,
  event: Json,
  secret = WEBHOOK_SECRET,
  timestamp = backend.stub.clock.now(),
): Promise<RequestInit & { body: string }> {
  const payload = JSON.stringify(event);
  const signature = await backend.stripe.webhooks.generateTestHeaderStringAsync({
    payload,
    secret,
    timestamp,
  });
  return { method: 'POST', headers: { 'stripe-signature': signature }, body: payload };
}

export const eventAbout = (id: string, invoice: Json, more: Json = {}): Json => ({
  id, object: 'event', type: 'invoice.updated', created: 1_795_000_000, livemode: false, data: { object: { object: 'invoice', ...invoice } }, ...more,
}); // prettier-ignore
