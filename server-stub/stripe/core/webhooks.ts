/**
 * Webhook delivery: each event to each endpoint that listens, in order per endpoint, until it answers 2xx. As in a
 * sandbox a failed delivery is tried three times more over a few hours of the stand-in's clock. What disturbs it is
 * planned in webhook-faults.ts.
 */
import type { StripeEvent, WebhookEndpoint } from '../objects.js';
import type { WebhookDisturbance } from '../webhook-faults.js';
import { signedRequest } from './signature.js';
import type { World } from './world.js';

/** A registered endpoint with its secret; `handler` takes the request in place of the network. */
export interface Endpoint {
  id: string;
  wire: WebhookEndpoint;
  secret: string;
  handler: ((request: Request) => Promise<Response>) | null;
  listens(type: string): boolean;
}

export type Deliver = (request: Request) => Promise<Response>;

/** The endpoints that a type of event goes to. */
export function listeners(world: World, type: string): Endpoint[] {
  return [...world.endpoints.newestFirst()].filter((endpoint) => endpoint.listens(type));
}

export interface DeliveryParts {
  deliver: Deliver;
  /** Unix seconds. */
  now(): number;
  /** An event has now been answered 2xx by all its endpoints; `at` is the moment of the last try. */
  delivered(world: World, event: StripeEvent, at: number): void;
  /** An event has failed at an endpoint, or is held on its way there. */
  heldUp(world: World, event: StripeEvent): void;
}

/** An event on its way to an endpoint. */
interface Parcel {
  world: World;
  endpoint: Endpoint;
  /** As it is stored: its `pending_webhooks` counts down. */
  event: StripeEvent;
  body: string;
  failures: number;
}

export interface Delivery {
  /** Sends a stored event to an endpoint, which is told it as `told`. */
  send(
    parcel: { world: World; endpoint: Endpoint; event: StripeEvent; told: StripeEvent },
    disturbance?: WebhookDisturbance,
  ): void;
  /** Sends what the clock has come to: what was held, and what is to be tried again. */
  runDue(): void;
  /** Sends all that is held. */
  release(): void;
  /** Drops what is held or to be tried again. */
  forget(): void;
  /** Resolves when all that was sent so far has been answered or has failed. */
  settled(): Promise<void>;
}

/** Seconds from a failed try to the next one. Stripe says three times over a few hours; the steps are the stand-in's. */
const PAUSES = [600, 3600, 3 * 3600];
/** Seconds that a late delivery is held where nobody says how long. */
const LATE = 3600;
/** Seconds that receivers let a signature be old. */
const TOLERANCE = 300;
const WRONG_SECRET = 'whsec_of_somebody_else';

export function createDelivery(parts: DeliveryParts): Delivery {
  const queues = new Map<string, Promise<void>>();
  /** Until a moment (Unix seconds), or until the next event has gone to the same endpoint (null). */
  let waiting: { parcel: Parcel; until: number | null }[] = [];

  const enqueue = (endpoint: Endpoint, work: () => Promise<void>) => {
    queues.set(endpoint.id, (queues.get(endpoint.id) ?? Promise.resolve()).then(work));
  };
  const isRegistered = ({ world, endpoint }: Parcel) =>
    endpoint.wire.status === 'enabled' && world.endpoints.get(endpoint.id) !== undefined;
  const attempt = async (parcel: Parcel, secret = parcel.endpoint.secret): Promise<boolean> => {
    const { endpoint, body } = parcel;
    const began = parts.now();
    try {
      const request = await signedRequest(endpoint, body, secret, parts.now());
      const answered = await (endpoint.handler ?? parts.deliver)(request);
      await answered.body?.cancel().catch(() => undefined);
      if (answered.ok) return true;
    } catch {
      // As good as no answer.
    }
    // Where the clock was moved meanwhile the signature looked old, which is nobody's fault.
    return parts.now() - began > TOLERANCE ? attempt(parcel, secret) : false;
  };

  /** One try, counted at the moment that it is for. */
  const post = (parcel: Parcel, at: number) =>
    enqueue(parcel.endpoint, async () => {
      if (!isRegistered(parcel)) return;
      const { world, event } = parcel;
      if (await attempt(parcel)) {
        event.pending_webhooks -= 1;
        if (event.pending_webhooks === 0) parts.delivered(world, event, at);
        return;
      }
      parts.heldUp(world, event);
      const pause = PAUSES[parcel.failures++];
      if (pause === undefined) return;
      waiting.push({ parcel, until: at + pause });
      runDue();
    });
  /** A delivery beside the one that counts: its answer changes nothing. */
  const postCopy = (parcel: Parcel, secret?: string) =>
    enqueue(parcel.endpoint, async () => {
      if (isRegistered(parcel)) await attempt(parcel, secret);
    });

  const take = (which: (each: (typeof waiting)[number]) => boolean) => {
    const taken = waiting.filter(which);
    waiting = waiting.filter((each) => !which(each));
    return taken;
  };
  const runDue = () => {
    const now = parts.now();
    const due = take(({ until }) => until !== null && until <= now);
    for (const { parcel, until } of due.sort((a, b) => (a.until ?? 0) - (b.until ?? 0)))
      post(parcel, until ?? now);
  };

  return {
    send({ world, endpoint, event, told }, disturbance) {
      const parcel: Parcel = { world, endpoint, event, body: JSON.stringify(told, null, 2), failures: 0 };
      const at = event.created;
      const { kind, seconds = LATE } = disturbance ?? {};
      if (kind === 'lost' || kind === 'late' || kind === 'out_of_order') {
        parts.heldUp(world, event);
        if (kind !== 'lost') waiting.push({ parcel, until: kind === 'late' ? at + seconds : null });
        return;
      }
      if (kind === 'forged') postCopy(parcel, WRONG_SECRET);
      post(parcel, at);
      if (kind === 'twice') postCopy(parcel);
      for (const held of take((each) => each.until === null && each.parcel.endpoint === endpoint))
        post(held.parcel, at);
    },
    runDue,
    release() {
      const now = parts.now();
      for (const { parcel } of take(({ parcel: { failures } }) => failures === 0)) post(parcel, now);
    },
    forget() {
      waiting = [];
    },
    async settled() {
      // What is sent meanwhile counts as well.
      for (let tails: Promise<void>[] = []; [...queues.values()].some((tail) => !tails.includes(tail));) {
        tails = [...queues.values()];
        await Promise.all(tails);
      }
    },
  };
}
