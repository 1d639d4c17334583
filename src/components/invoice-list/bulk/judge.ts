/** Whether something can be done to an invoice; if not, why, and if so, what should be looked at first. */
import { allowedActions } from '../../../invoice/actions.js';
import { preflight, type Finding } from '../../../invoice/preflight.js';
import type { Invoice } from '../../../invoice/types.js';
import type { BulkAction } from './acts.js';

/** Why not, as far as the state of the invoice tells. */
export type Reason =
  | 'deleted'
  | 'draft'
  | 'open'
  | 'paid'
  | 'void'
  | 'uncollectible'
  | 'charged'
  | 'no_email'
  | 'payment_pending'
  | 'has_payments'
  | 'subscription'
  | 'not_permitted'
  | 'unknown';

/** A reason, or what preflight has found. */
export type Cause = { reason: Reason } | { finding: Finding };

export interface Verdict {
  /** Null where it can be done. */
  against: Cause | null;
  /** What comes of it otherwise than expected; nothing of what can't be done. */
  findings: readonly Finding[];
}

const fit = (findings: readonly Finding[] = []): Verdict => ({ against: null, findings });
const unfit = (against: Cause): Verdict => ({ against, findings: [] });

/**
 * @param invoice - with all that preflight looks at
 * @param at - when it is done, Unix seconds: of a schedule, its time
 */
export function judge(action: BulkAction, invoice: Invoice, at: number): Verdict {
  if (!allowedActions(invoice).includes(action)) return unfit({ reason: reasonAgainst(action, invoice) });
  switch (action) {
    case 'send':
      return invoice.customer_email ? fit() : unfit({ reason: 'no_email' });
    case 'finalize': {
      const findings = preflight(invoice, { now: at });
      const error = findings.find(({ severity }) => severity === 'error');
      return error ? unfit({ finding: error }) : fit(findings);
    }
    case 'schedule':
      // Until its time comes, all of it can be mended.
      return fit(preflight(invoice, { now: at }));
    default:
      return fit();
  }
}

const STATUSES = ['open', 'paid', 'void', 'uncollectible'] as const;

function reasonAgainst(action: BulkAction, invoice: Invoice): Reason {
  const { status } = invoice;
  if (invoice.deleted) return 'deleted';
  if (status === 'draft') {
    if (['send', 'void', 'mark_uncollectible'].includes(action)) return 'draft';
    return action === 'delete' && invoice.parent_type === 'subscription_details'
      ? 'subscription'
      : 'not_permitted';
  }
  const state = STATUSES.find((each) => each === status) ?? 'unknown';
  if (!['open', 'uncollectible'].includes(state)) return state;
  if (['finalize', 'schedule', 'delete'].includes(action)) return state;
  if (state === 'uncollectible' && action !== 'void') return state;
  if (action === 'send' && invoice.collection_method === 'charge_automatically') return 'charged';
  if (action !== 'send' && invoice.payments?.some((payment) => payment.intent_status === 'processing'))
    return 'payment_pending';
  if (action === 'void' && invoice.amount_paid > 0) return 'has_payments';
  return 'not_permitted';
}
