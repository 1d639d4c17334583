/** What may be done with an invoice in each state, written down from Stripe's own documentation, and where it leads. */
import type { InvoiceState } from '../src/invoice/state.js';
import type { Action } from '../src/invoice/types.js';

/** What the tests do; finalizing, editing and crediting have tests of their own. */
export const DEEDS = [
  'send',
  'pay',
  'mark_paid',
  'void',
  'mark_uncollectible',
  'delete',
  'schedule',
  'duplicate',
  'revise',
] as const satisfies readonly Action[];
export type Deed = (typeof DEEDS)[number];

const DRAFT: readonly Deed[] = ['schedule', 'duplicate', 'delete'];
const CHARGED: readonly Deed[] = ['pay', 'mark_paid', 'duplicate', 'revise', 'mark_uncollectible', 'void'];

/** Invoices of the scenarios: those that failed to be charged are charged, the others are sent. */
export const ALLOWED: Readonly<Record<Exclude<InvoiceState, 'deleted' | 'unknown'>, readonly Deed[]>> = {
  draft: DRAFT,
  scheduled: DRAFT,
  finalizing: DRAFT,
  finalization_failed: DRAFT,
  open: ['send', ...CHARGED],
  past_due: ['send', ...CHARGED],
  partially_paid: ['send', 'pay', 'mark_paid', 'duplicate', 'mark_uncollectible'],
  payment_failed: CHARGED,
  retrying: CHARGED,
  action_required: CHARGED,
  pending: ['send', 'duplicate'],
  paid: ['duplicate'],
  credited: ['duplicate'],
  partially_refunded: ['duplicate'],
  refunded: ['duplicate'],
  uncollectible: ['pay', 'mark_paid', 'duplicate', 'revise', 'void'],
  void: ['duplicate'],
};

/**
 * Not offered although Stripe takes it: the revision could not be finalized, since that voids an invoice on which a
 * debit is still clearing.
 */
export const HELD_BACK: Partial<Record<InvoiceState, readonly Deed[]>> = { pending: ['revise'] };

/** The status after it; of a copy or a revision, that of the new draft. */
export const LEADS_TO: Readonly<Record<Deed, string>> = {
  send: 'open',
  pay: 'paid',
  mark_paid: 'paid',
  void: 'void',
  mark_uncollectible: 'uncollectible',
  delete: 'deleted',
  schedule: 'draft',
  duplicate: 'draft',
  revise: 'draft',
};
