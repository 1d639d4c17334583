/**
 * Setting a time a moment away, or letting Stripe go on with a draft that is older than its hour, is finalizing by
 * another name. It is held to the same: the permission `finalize`, and `expected`, the fingerprint of what was shown.
 */
import type { Access } from './authorize.js';
import { SCHEDULE_PARAMS } from './input-tables.js';
import { badParameter } from './problems.js';
import type { Json } from './stripe.js';

/** Seconds that a draft stays to be seen and stopped; a time nearer than that is near. */
const NEAR = 600;
/** Seconds from a draft's making to its finalization by `auto_advance` (recorded: `created` + 3601, counted anew from it). */
const STRIPES_HOUR = 3600;

/** Unix seconds at which the change would have the draft finalized by itself; null where it sets no such time. */
function finalizesAt(change: Json, draft: Json): number | null {
  const at = change['automatically_finalizes_at'];
  if (typeof at === 'number') return at;
  const isSet = typeof draft['automatically_finalizes_at'] === 'number';
  return change['auto_advance'] === true && !isSet ? Number(draft['created']) + STRIPES_HOUR : null;
}

const isNear = (at: number | null, now: number): boolean => at !== null && at - now < NEAR;

/** Refuses a new draft that would be finalized before anybody has seen it. */
export function refuseNearCreate(body: Json, now: number): void {
  if (!isNear(finalizesAt(body, { created: now }), now)) return;
  throw badParameter(
    'schedule_too_near',
    'automatically_finalizes_at',
    `automatically_finalizes_at must be at least ${NEAR} seconds away for a new draft. Make it, look at it, then finalize it.`,
  );
}

/**
 * Where this change would have the draft finalized in a moment: refuses it without the permission `finalize`, without
 * `expected`, or together with changes that nobody was shown.
 */
export async function refuseNearUpdate(
  access: Access,
  invoice: Json,
  { expected, ...change }: Json,
  now: number,
): Promise<void> {
  if (!isNear(finalizesAt(change, invoice), now)) return;
  await access.require(['finalize'], invoice);
  const soon = `This would have the draft finalized within ${NEAR} seconds.`;
  const other = Object.keys(change).find((name) => !SCHEDULE_PARAMS.includes(name));
  if (other !== undefined) {
    const detail = `${soon} Change ${other} first, look at the draft, and set the time by itself.`;
    throw badParameter('schedule_too_near', other, detail);
  }
  if (expected === undefined) {
    const detail = `${soon} Send expected, the fingerprint of the draft as it was shown, or a later time.`;
    throw badParameter('expected_missing', 'expected', detail);
  }
}
