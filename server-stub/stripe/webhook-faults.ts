/**
 * Webhooks gone wrong on demand, off until asked for: what Stripe warns of, for tests of whoever receives them.
 */
import { eventMatches } from './rooms/events.js';

export const WEBHOOK_TROUBLES = ['late', 'twice', 'out_of_order', 'forged', 'lost'] as const;

/**
 * - `late` holds the event until the stand-in's clock has passed it by `seconds`.
 * - `twice` delivers it once more, signed anew, with the same event id.
 * - `out_of_order` holds it until the next event has gone to the same endpoint.
 * - `forged` delivers it signed with a wrong secret; the genuine delivery follows.
 * - `lost` never delivers it. Stripe counts it as failed, and it is not tried again.
 */
export type WebhookTrouble = (typeof WEBHOOK_TROUBLES)[number];

export interface WebhookDisturbance {
  kind: WebhookTrouble;
  /** A type of event, or a family (`invoice.*`). Default: all. */
  match?: string;
  /** For how many matching events that an endpoint listens to; default 1. */
  times?: number;
  /** For `late`; default 3600. */
  seconds?: number;
}

/** A disturbance that waits for its event, as `list()` tells it. */
export interface WaitingDisturbance {
  kind: WebhookTrouble;
  match: string | null;
  /** How many events it is still for. */
  left: number;
}

export interface WebhookFaults {
  /** The next matching event, or the next `times` of them, goes wrong this way, at every endpoint. */
  disturb(disturbance: WebhookDisturbance): void;
  /** Ends all of it, and sends what is held. */
  clear(): void;
  list(): WaitingDisturbance[];
}

/** With `take`, which gives out what an event meets, if anything; `release` sends what is held. */
export function createWebhookFaults(
  release: () => void,
): WebhookFaults & { take(type: string): WebhookDisturbance | undefined } {
  let waiting: { disturbance: WebhookDisturbance; left: number }[] = [];
  return {
    disturb(disturbance) {
      waiting.push({ disturbance, left: disturbance.times ?? 1 });
    },
    clear() {
      waiting = [];
      release();
    },
    list: () =>
      waiting.map(({ disturbance: { kind, match }, left }) => ({ kind, match: match ?? null, left })),
    take(type) {
      const hit = waiting.find(({ disturbance }) => eventMatches(disturbance.match ?? '*', type));
      if (!hit) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) waiting = waiting.filter((other) => other !== hit);
      return hit.disturbance;
    },
  };
}
