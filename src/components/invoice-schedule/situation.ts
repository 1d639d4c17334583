/** Where an invoice stands with what Stripe does by itself; told by its fields, and nothing guessed. */
import type { Invoice } from '../../invoice/types.js';

export type Situation =
  | { kind: 'deleted' }
  /** A draft that stays one until somebody finalizes it. */
  | { kind: 'off' }
  /** It finalizes by itself, at a moment that the object does not tell (older API versions). */
  | { kind: 'untold' }
  | { kind: 'set'; at: number; own: boolean }
  /** The moment has come, and it is still a draft; `late` where minutes have passed. */
  | { kind: 'finalizing'; at: number; own: boolean; late: boolean }
  /** Open: whether Stripe goes on collecting. */
  | { kind: 'collecting'; on: boolean }
  | { kind: 'closed' };

/** What was planned while the page looked on; Unix seconds. */
export interface Planned {
  id: string;
  at: number;
}

/** How a finalization was, as far as it is known: at its time, at another one, or whatever the time. */
export type Finalization = { at: number; how: 'by-itself' | 'otherwise' | 'unknown'; planned: number | null };

/** Stripe needs a moment; after so many seconds it is late. */
const LATE = 600;
/** Who finalizes at the very minute that was set is Stripe. */
const AT_ONCE = 120;
/** Stripe's own moment: an hour after the draft was made (recorded: 3601 seconds). */
const OWN = [3600, 3601];

/** Whether the moment is the one that Stripe chooses where nobody sets another. */
export const isOwnTime = ({ created }: Invoice, at: number): boolean =>
  created !== null && OWN.includes(at - created);

export function situationOf(invoice: Invoice, now: number): Situation {
  if (invoice.deleted) return { kind: 'deleted' };
  if (invoice.status === 'open') return { kind: 'collecting', on: invoice.auto_advance === true };
  if (invoice.status !== 'draft') return { kind: 'closed' };
  const { automatically_finalizes_at: at, auto_advance } = invoice;
  if (at === null) return { kind: auto_advance ? 'untold' : 'off' };
  const own = isOwnTime(invoice, at);
  return at > now ? { kind: 'set', at, own } : { kind: 'finalizing', at, own, late: now - at > LATE };
}

/** What was planned last, once the invoice is seen as it is now. */
export function plannedSoFar(before: Planned | null, invoice: Invoice): Planned | null {
  const { id, status, deleted, automatically_finalizes_at: at, last_finalization_error } = invoice;
  const known = before?.id === id ? before : null;
  if (deleted || status !== 'draft') return known;
  if (at !== null) return { id, at };
  // A failure takes the time away; without one somebody has.
  return last_finalization_error ? known : null;
}

/** When and how it was finalized; null where the invoice does not tell. */
export function finalizationOf(invoice: Invoice, planned: Planned | null): Finalization | null {
  const at = invoice.status_transitions.finalized_at;
  if (at === null) return null;
  if (planned?.id !== invoice.id) return { at, how: 'unknown', planned: null };
  const after = at - planned.at;
  return {
    at,
    how: after >= 0 && after <= AT_ONCE ? 'by-itself' : 'otherwise',
    planned: planned.at,
  };
}
