/**
 * Events: snapshots of what changed, all of one call carrying its request id, with `previous_attributes` on updates.
 */
import { inDialect } from '../dialects/index.js';
import type { StripeEvent } from '../objects.js';
import { listeners } from './webhooks.js';
import type { Context, World } from './world.js';

/** Stripe keeps events for thirty days. */
const KEPT_SECONDS = 30 * 86_400;

/**
 * Writes an event down, in the account's API version, and tells listeners and webhook endpoints, these each in its own.
 * `before` is a snapshot from before the change, for `previous_attributes`.
 */
export function emit(context: Context, type: string, object: object, before?: Record<string, unknown>): void {
  const { world, now, request } = context;
  const id = world.shared.newId('evt');
  const inVersion = (version: string): StripeEvent => {
    // Kept as text: a fraction of the memory, and later changes don't reach it.
    const data = JSON.stringify(eventData(world, version, object, before));
    return {
      id,
      object: 'event',
      ...(world.connected && { account: world.account.id }),
      api_version: version,
      created: now,
      get data() {
        return JSON.parse(data) as StripeEvent['data'];
      },
      livemode: false,
      pending_webhooks: listeners(world, type).length,
      request,
      type,
    };
  };
  forgetOld(world, now - KEPT_SECONDS);
  const event = inVersion(world.shared.apiVersion);
  world.events.insert(event);
  world.shared.publish(event, world, inVersion);
}

function forgetOld({ events }: World, until: number): void {
  for (const event of events.oldestFirst()) {
    if (event.created >= until) return;
    events.remove(event.id);
  }
}

function eventData(
  world: World,
  version: string,
  after: object,
  before: Record<string, unknown> | undefined,
): StripeEvent['data'] {
  const object = inDialect(world, version, after) as Record<string, unknown>;
  const previous = before && difference(inDialect(world, version, before), object);
  return { object, ...(previous && { previous_attributes: previous }) };
}

/** A copy that later changes don't reach. */
export function snapshot(object: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
}

/** The old values of what differs, nested objects by key, arrays whole; null when nothing does. */
export function difference(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> | null {
  const changes: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key] ?? null, after[key] ?? null];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    changes[key] = isRecord(was) && isRecord(is) ? difference(was, is) : was;
  }
  return Object.keys(changes).length > 0 ? changes : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Changes a stored object and emits `type` with what it was before; nothing changed, nothing emitted. */
export function changeAndEmit<T extends object>(
  context: Context,
  type: string,
  object: T,
  change: Partial<T>,
): void {
  tellChange(context, type, object, snapshot(object), change);
}

/** The same for an object that has changed already since the snapshot `before`. */
export function tellChange<T extends object>(
  context: Context,
  type: string,
  object: T,
  before: Record<string, unknown>,
  change: Partial<T>,
): void {
  Object.assign(object, change);
  if (difference(before, snapshot(object))) emit(context, type, object, before);
}
