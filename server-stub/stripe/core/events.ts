/**
 * Events: snapshots of what changed, all of one call carrying its request id, with `previous_attributes` on updates.
 */
import { inDialect } from '../dialects/index.js';
import type { StripeEvent } from '../objects.js';
import { listeners } from './webhooks.js';
import type { Context, World } from './world.js';

/**
 * Writes an event down, in the account's API version, and tells listeners and webhook endpoints, these each in its own.
 * `before` is a snapshot from before the change, for `previous_attributes`.
 */
export function emit(context: Context, type: string, object: object, before?: Record<string, unknown>): void {
  const { world, request } = context;
  const id = world.shared.newId('evt');
  const after = snapshot(object);
  const event = (version: string): StripeEvent => ({
    id,
    object: 'event',
    ...(world.connected && { account: world.account.id }),
    api_version: version,
    created: context.now,
    data: eventData(world, version, after, before),
    livemode: false,
    pending_webhooks: listeners(world, type).length,
    request,
    type,
  });
  const own = event(world.shared.apiVersion);
  world.events.insert(own);
  world.shared.publish(own, world, event);
}

function eventData(
  world: World,
  version: string,
  after: Record<string, unknown>,
  before: Record<string, unknown> | undefined,
): StripeEvent['data'] {
  const object = told(world, version, after);
  const previous = before && difference(told(world, version, before), object);
  return { object, ...(previous && { previous_attributes: previous }) };
}

/** An older version shares what it looks up with the world, so it is copied once more. */
function told(world: World, version: string, taken: Record<string, unknown>): Record<string, unknown> {
  const rendered = inDialect(world, version, taken);
  return rendered === taken ? taken : snapshot(rendered);
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
