/**
 * What happens by itself as the clock moves: scheduled finalization, automatic payment and its retries, bank
 * debits, each at the moment it was due, in the order of those moments.
 */
import { Problem } from '../core/problem.js';
import { ownContext, type Context, type InvoiceRecord, type World } from '../core/world.js';
import { settleDebit } from '../payments/debits.js';
import { payableMethod } from '../payments/methods.js';
import { failedAttempt, postponeAttempt } from './attempts.js';
import { changeInvoice, dueAt } from './change.js';
import { collect } from './collect.js';
import { finalizeInvoice } from './finalize.js';
import { isProcessing } from './payments.js';

/** Something that is due, and the moment it was (Unix seconds). */
interface Due {
  at: number;
  run(context: Context): void;
}

/** Runs everything that is due by now; tells whether there was anything. */
export function runDue(world: World): boolean {
  const until = world.shared.clock.now();
  let ran = false;
  for (let next = nextDue(world, until); next; next = nextDue(world, until)) {
    next.run(ownContext(world, { now: next.at }));
    ran = true;
  }
  return ran;
}

function nextDue(world: World, until: number): Due | null {
  let first: Due | null = null;
  for (const due of allDue(world)) {
    if (due.at <= until && (!first || due.at < first.at)) first = due;
  }
  return first;
}

function* allDue(world: World): Generator<Due> {
  for (const [intentId, at] of world.settling) yield { at, run: (context) => settleDebit(context, intentId) };
  for (const id of world.waiting) {
    const record = world.invoices.get(id);
    const at = record ? dueAt(world, record) : null;
    if (record && at !== null) yield { at, run: (context) => advance(context, record) };
  }
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

/** Tries the method that is the default by now; one that may not pay is as good as none. */
function attemptPayment(context: Context, record: InvoiceRecord): void {
  if (isProcessing(context.world, record)) return postponeAttempt(context, record);
  try {
    const method = payableMethod(context, record.invoice);
    if (method) collect(context, record, method, 'automatic');
    else failedAttempt(context, record, 'automatic');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    failedAttempt(context, record, 'automatic');
  }
}
