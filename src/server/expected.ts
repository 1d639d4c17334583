/** What a person was shown, against what the draft is now. */
import { compareFingerprints, fingerprint } from '../invoice/fingerprint.js';
import type { Access } from './authorize.js';
import { Refusal } from './problems.js';
import type { Json } from './stripe.js';

/** 409 with every difference between what was shown and the draft as it is now. */
export async function refuseIfChanged(access: Access, invoice: Json, expected: unknown): Promise<void> {
  const now = await access.withAllLines(invoice);
  const differences = compareFingerprints(expected, fingerprint(now));
  if (differences.length === 0) return;
  throw new Refusal(409, 'draft_changed', 'The draft has changed since it was shown. Look at it again.', {
    differences,
    invoice: await access.deliverInvoice(now),
  });
}
