/**
 * What each call does to an invoice in each status: the one table of transitions. A status word is where the call
 * leads; `refuse` names the row of the refusal table. Zero and tiny amounts turn `open` into `paid` at finalization,
 * a declined payment leaves the status as it was, and a credit note that leaves nothing to pay turns it into `paid`.
 * Sources: Stripe's "workflow transitions" page and recordings of 2026-08-26.dahlia; `pay` on void, `send` on void or
 * uncollectible and `attach_payment` were not recorded and take the text of their family.
 */
import type { InvoiceStatus } from '../objects.js';
import { refuse, type Refusal } from './refusals.js';

type Outcome = InvoiceStatus | 'deleted' | { refuse: Refusal };
const no = (row: Refusal): Outcome => ({ refuse: row });

const transitions = {
  finalize: {
    draft: 'open',
    open: no('already_finalized'),
    paid: no('already_finalized'),
    uncollectible: no('already_finalized'),
    void: no('already_finalized'),
  },
  send: {
    draft: 'open',
    open: 'open',
    paid: no('cannot_be_sent'),
    uncollectible: no('cannot_be_sent'),
    void: no('cannot_be_sent'),
  },
  pay: { draft: 'paid', open: 'paid', paid: no('already_paid'), uncollectible: 'paid', void: no('not_open') },
  attach_payment: {
    draft: no('not_open'),
    open: 'open',
    paid: no('not_open'),
    uncollectible: 'uncollectible',
    void: no('not_open'),
  },
  void: {
    draft: no('not_open'),
    open: 'void',
    paid: no('paid_cannot_be_voided'),
    uncollectible: 'void',
    void: no('not_open'),
  },
  mark_uncollectible: {
    draft: no('not_open'),
    open: 'uncollectible',
    paid: no('not_open'),
    uncollectible: no('already_uncollectible'),
    void: no('not_open'),
  },
  delete: {
    draft: 'deleted',
    open: no('only_drafts_deleted'),
    paid: no('only_drafts_deleted'),
    uncollectible: no('only_drafts_deleted'),
    void: no('only_drafts_deleted'),
  },
  edit_lines: {
    draft: 'draft',
    open: no('not_editable'),
    paid: no('not_editable'),
    uncollectible: no('not_editable'),
    void: no('not_editable'),
  },
  credit: {
    draft: no('not_creditable'),
    open: 'open',
    paid: 'paid',
    uncollectible: 'uncollectible',
    void: no('not_creditable'),
  },
} satisfies Record<string, Record<InvoiceStatus, Outcome>>;

export type InvoiceCall = keyof typeof transitions;

/** Passes when the call is allowed in this status, else throws the recorded refusal. */
export function allow(call: InvoiceCall, status: InvoiceStatus): void {
  const outcome: Outcome = transitions[call][status];
  if (typeof outcome === 'object') throw refuse(outcome.refuse);
}

/** What may still be changed by an update after finalization: metadata always, `auto_advance` while open. */
export function editable(field: string, status: InvoiceStatus): boolean {
  return (
    status === 'draft' ||
    field === 'metadata' ||
    field === 'expand' ||
    (field === 'auto_advance' && status === 'open')
  );
}
