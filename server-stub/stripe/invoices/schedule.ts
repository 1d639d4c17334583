/**
 * What happens by itself as the clock moves: scheduled finalization, automatic payment and its retries,
 * each at the moment it was due, in the order of those moments.
 */
import { Problem } from '../core/problem.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';
import { payableMethod } from '../rooms/payment-methods.js';
import { changeInvoice, dueAt } from './change.js';
import { finalizeInvoice } from './finalize.js';
import { collect, failedAttempt } from './payments.js';

/** Runs everything that is due by now; tells whether there was anything. */
export function runDue(world: World): boolean {
  const until = world.shared.clock.now();
  let ran = false;
  for (let next = nextDue(world, until); next; next = nextDue(world, until)) {
    advance(
      {
        world,
        now: next.at,
        origin: world.shared.origin,
        version: world.shared.apiVersion,
        request: { id: null, idempotency_key: null },
      },
      next.record,
    );
    ran = true;
  }
  return ran;
}

function nextDue(world: World, until: number): { record: InvoiceRecord; at: number } | null {
  let first: { record: InvoiceRecord; at: number } | null = null;
  for (const id of world.waiting) {
    const record = world.invoices.get(id);
    const at = record ? dueAt(world, record) : null;
    if (record && at !== null && at <= until && (!first || at < first.at)) first = { record, at };
  }
  return first;
}

function advance(context: Context, record: InvoiceRecord): void {
  const { invoice } = record;
  if (invoice.status === 'draft') finalizeByItself(context, record);
  const attempt = invoice.next_payment_attempt;
  if (invoice.status === 'open' && attempt !== null && attempt <= context.now)
    attemptPayment(context, record);
}

/** A failure leaves its reason on the draft and turns automatic advancement off, so that it is not tried forever. */
function finalizeByItself(context: Context, record: InvoiceRecord): void {
  try {
    finalizeInvoice(context, record);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    changeInvoice(context, record, () => {
      Object.assign(record.invoice, {
        auto_advance: false,
        automatically_finalizes_at: null,
        next_payment_attempt: null,
      });
    });
  }
}

function attemptPayment(context: Context, record: InvoiceRecord): void {
  const method = payableMethod(context, record.invoice, undefined);
  if (method) collect(context, record, method, 'automatic');
  else failedAttempt(context, record, 'automatic');
}
