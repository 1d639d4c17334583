/**
 * Events: snapshots of what changed, all of one call carrying its request id, with `previous_attributes` on updates.
 */
import type { StripeEvent } from '../objects.js';
import type { Context } from './world.js';

/** Writes an event down and tells listeners and webhook endpoints. */
export function emit(
  context: Context,
  type: string,
  object: object,
  previous?: Record<string, unknown> | null,
): void {
  const { world, request } = context;
  const event: StripeEvent = {
    id: world.shared.newId('evt'),
    object: 'event',
    ...(world.connected && { account: world.account.id }),
    api_version: world.shared.apiVersion,
    created: context.now,
    data: { object: snapshot(object), ...(previous && { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: [...world.endpoints.newestFirst()].filter((endpoint) => endpoint.listens(type)).length,
    request,
    type,
  };
  world.events.insert(event);
  world.shared.publish(event, world);
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
  const before = snapshot(object);
  Object.assign(object, change);
  const previous = difference(before, snapshot(object));
  if (previous) emit(context, type, object, previous);
}
