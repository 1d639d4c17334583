/**
 * Webhook delivery: each event once, in order per endpoint, signed as Stripe signs (`t=…,v1=…`, HMAC-SHA256).
 */
import type { StripeEvent, WebhookEndpoint } from '../objects.js';

/** A registered endpoint with its secret; `handler` takes the request in place of the network. */
export interface Endpoint {
  id: string;
  wire: WebhookEndpoint;
  secret: string;
  handler: ((request: Request) => Promise<Response>) | null;
  listens(type: string): boolean;
}

export type Deliver = (request: Request) => Promise<Response>;

/** A queue per endpoint; `settled` resolves when all deliveries so far have been answered or have failed. */
export function createDelivery(deliver: Deliver, now: () => number): Delivery {
  const queues = new Map<string, Promise<void>>();
  return {
    send(endpoint, event) {
      const body = JSON.stringify(event, null, 2);
      const before = queues.get(endpoint.id) ?? Promise.resolve();
      queues.set(
        endpoint.id,
        before.then(async () => {
          try {
            await (endpoint.handler ?? deliver)(await signedRequest(endpoint, body, now()));
          } catch {
            // One try only: a receiver that is down misses the event, as it may with Stripe.
          }
        }),
      );
    },
    async settled() {
      await Promise.all(queues.values());
    },
  };
}

export interface Delivery {
  send(endpoint: Endpoint, event: StripeEvent): void;
  settled(): Promise<void>;
}

async function signedRequest(endpoint: Endpoint, body: string, timestamp: number): Promise<Request> {
  return new Request(endpoint.wire.url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Stripe-Signature': `t=${timestamp},v1=${await signature(endpoint.secret, `${timestamp}.${body}`)}`,
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    },
    body,
  });
}

async function signature(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
