/** Keys of the page become keys at Stripe: kept apart by tenant and person, and one for each step of a request. */
import type { HandlerSession } from './options.js';
import { Refusal } from './problems.js';

const HEADER = 'idempotency-key';
const MAX_LENGTH = 255;

/** The key that the page sent; a write without one could be done twice by a retry. */
export function requireKey(request: Request): string {
  const key = request.headers.get(HEADER)?.trim();
  if (!key) {
    const detail =
      'Send an Idempotency-Key header with every write: made once per intent, kept for its retries.';
    throw new Refusal(400, 'idempotency_key_missing', detail);
  }
  if (key.length > MAX_LENGTH) {
    throw new Refusal(
      400,
      'idempotency_key_invalid',
      `The Idempotency-Key is longer than ${MAX_LENGTH} characters.`,
    );
  }
  return key;
}

/**
 * The key as Stripe gets it. Two people who send the same one do not meet, and its length is fixed whatever was sent.
 * The list of a tenant's customers is left out: it grows, and a retry must come to the same key.
 */
export async function stripeKey(key: string, session: HandlerSession): Promise<string> {
  const { account = '', metadata = {} } = session.scope;
  const whose = [session.tenant ?? '', session.user.id, account, Object.entries(metadata).sort(), key];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(whose)));
  return `ie_${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
