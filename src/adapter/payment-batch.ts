import { readPayments } from '../invoice/shape.js';
import type { Payment } from '../invoice/types.js';
import type { Page } from '../invoice/wire.js';
import { ownProblem } from './adapter.js';
import type { PaymentBatch } from './adapter.js';

/** A payment as it comes, with the invoice that it is for. */
interface RawPayment {
  invoice?: string | null;
}

/**
 * The payments by their invoice. One of an invoice that nobody asked for means that the backend has not understood the
 * question, so that what is not in its answer says nothing: it counts as not having it.
 */
export function readBatch(ids: readonly string[], { data, has_more }: Page<RawPayment>): PaymentBatch {
  const payments = new Map<string, Payment[]>();
  for (const json of data) {
    const id = json.invoice ?? '';
    if (!ids.includes(id)) throw notUnderstood();
    payments.set(id, [...(payments.get(id) ?? []), ...(readPayments([json]) ?? [])]);
  }
  return { payments, more: has_more };
}

const notUnderstood = (): Error =>
  ownProblem('route_unknown', 'The backend does not know payments of several invoices.', {
    status: 501,
    retryable: false,
  });
