/**
 * Finalizing: the draft freezes, gets its number and its links, the customer's balance is used, and what is left to pay
 * gets a PaymentIntent. With nothing left to pay (zero, negative, or under the smallest charge) it is paid at once.
 */
import { emit } from '../core/events.js';
import { must } from '../core/find.js';
import { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import { allow } from '../core/transitions.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';
import { chargeStep, minimumCharge } from '../../../src/invoice/money.js';
import type { Customer, Invoice } from '../objects.js';
import { moveBalance } from './balance.js';
import { changeInvoice, recompute, setDue, settle } from './change.js';
import { openPayment, payableTypes } from './payments.js';
import { customerDetails, renderInvoice } from './render.js';
import { toBeReplaced } from './revise.js';
import { voidInvoice } from './void.js';

/** Finalizes a draft; `autoAdvance` undefined keeps the invoice's own. */
export function finalizeInvoice(context: Context, record: InvoiceRecord, autoAdvance?: boolean): void {
  allow('finalize', record.invoice.status);
  recompute(context, record);
  const replaced = checked(context, record);
  changeInvoice(context, record, () => freeze(context, record, autoAdvance));
  emit(context, 'invoice.finalized', renderInvoice(context, record));
  if (replaced) voidInvoice(context, replaced, record.id);
  if (record.invoice.status === 'paid') {
    emit(context, 'invoice.paid', renderInvoice(context, record));
    emit(context, 'invoice.payment_succeeded', renderInvoice(context, record));
  }
}

/**
 * Refuses what cannot be finalized, keeping the reason on the draft and telling it. Returns the invoice that this one
 * replaces, if any.
 */
function checked(context: Context, record: InvoiceRecord): InvoiceRecord | null {
  try {
    checkTax(record.invoice);
    checkMethodTypes(record.invoice);
    return toBeReplaced(context, record);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    record.invoice.last_finalization_error = error.toError(null);
    emit(context, 'invoice.finalization_failed', renderInvoice(context, record));
    throw error;
  }
}

function checkTax({ automatic_tax }: Invoice): void {
  if (automatic_tax.status === 'requires_location_inputs') throw refuse('tax_location');
  if (automatic_tax.status === 'failed') throw refuse('tax_failed');
}

/** Something to pay needs a type of payment method that can pay it. */
function checkMethodTypes(invoice: Invoice): void {
  if (invoice.amount_due > 0 && payableTypes(invoice).length === 0) throw refuse('no_method_types');
}

function freeze(context: Context, record: InvoiceRecord, autoAdvance: boolean | undefined): void {
  const { world, now } = context;
  const { invoice } = record;
  const customer = must(world.customers, 'customer', invoice.customer, 'customer');
  Object.assign(invoice, customerDetails(world, invoice.customer));
  invoice.number ??= nextNumber(world, customer);
  world.numbers.add(invoice.number);
  invoice.effective_at ??= now;
  invoice.status_transitions = { ...invoice.status_transitions, finalized_at: now };
  invoice.last_finalization_error = null;
  invoice.rendering = { ...invoice.rendering, pdf: { page_size: pageSize(invoice) } };
  if (autoAdvance !== undefined) invoice.auto_advance = autoAdvance;
  invoice.automatically_finalizes_at = null;
  record.token = world.shared.newId('test');
  world.byToken.set(record.token, record.id);

  invoice.status = 'open';
  useBalance(context, invoice, customer);
  if (invoice.amount_due === 0) {
    settle(invoice, now);
    invoice.attempted = true;
    return;
  }
  const charged = invoice.auto_advance && invoice.collection_method === 'charge_automatically';
  invoice.next_payment_attempt = charged ? (invoice.next_payment_attempt ?? now + 3600) : null;
  openPayment(context, record);
}

/** `<prefix>-NNNN`, counted per customer; numbers somebody took by hand are skipped. */
function nextNumber(world: World, customer: Customer): string {
  for (;;) {
    const number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`;
    customer.next_invoice_sequence += 1;
    if (!world.numbers.has(number)) return number;
  }
}

function pageSize(invoice: Invoice): Invoice['rendering']['pdf']['page_size'] {
  const chosen = invoice.rendering.pdf.page_size;
  if (chosen !== 'auto') return chosen;
  return invoice.account_country === 'US' || invoice.account_country === 'CA' ? 'letter' : 'a4';
}

/**
 * Credit lowers what is due; what is negative, too small to charge, or no whole shilling of Uganda (whose amounts are
 * multiples of 100) goes to the customer's balance.
 */
function useBalance(context: Context, invoice: Invoice, customer: Customer): void {
  const owed = invoice.total + invoice.starting_balance;
  const due = owed >= (minimumCharge(invoice.currency) ?? 1) ? chargeable(owed, invoice.currency) : 0;
  setDue(invoice, due);
  invoice.ending_balance = owed - due;
  const moved = invoice.ending_balance - invoice.starting_balance;
  if (moved === 0 || customer.currency !== invoice.currency) return;
  const type = owed > 0 && due === 0 ? 'invoice_too_small' : 'applied_to_invoice';
  moveBalance(context, customer, moved, invoice.currency, { type, invoice: invoice.id });
}

/** Stripe rounds what proration, coupons or taxes made a fraction in UGX only. */
function chargeable(owed: number, currency: string): number {
  if (currency !== 'ugx') return owed;
  const step = chargeStep(currency);
  return Math.round(owed / step) * step;
}
