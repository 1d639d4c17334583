/** The words that people use for where an invoice stands, derived from Stripe's fields. */
import { readInvoice, readPayments } from './shape.js';
import type { Invoice, InvoiceInput, Payment } from './types.js';

/** Every state there is, in the order of an invoice's life. */
export const ALL_STATES = [
  'draft',
  'scheduled',
  'finalizing',
  'finalization_failed',
  'open',
  'partially_paid',
  'payment_failed',
  'retrying',
  'past_due',
  'pending',
  'action_required',
  'paid',
  'credited',
  'partially_refunded',
  'refunded',
  'uncollectible',
  'void',
  'deleted',
  'unknown',
] as const;

export type InvoiceState = (typeof ALL_STATES)[number];

/** Small facts that are shown beside the state. */
export type Chip =
  | 'replaced'
  | 'paid_outside_stripe'
  | 'overpaid'
  | 'nothing_due'
  | 'credit_note'
  | 'partially_paid'
  | 'due_soon'
  | 'auto_collection_off'
  | 'no_items'
  | 'needs_tax_location'
  | 'tax_failed'
  | 'revision'
  | 'test_mode';

export interface StateOptions {
  /** Unix seconds; the backend's clock, not the reader's. */
  now: number;
  /** `GET /v1/invoice_payments?invoice=…`, its PaymentIntents and their latest charges expanded. */
  payments?: unknown;
}

export interface StateOfInvoice {
  state: InvoiceState;
  chips: Chip[];
  /** `likely` where payments that were not looked at could change the answer. */
  certainty: 'certain' | 'likely';
}

export type Tone = 'neutral' | 'info' | 'positive' | 'warning' | 'urgent' | 'negative';

const TONES: Partial<Record<InvoiceState, Tone>> = {
  scheduled: 'info',
  finalizing: 'info',
  open: 'info',
  pending: 'info',
  partially_paid: 'info',
  partially_refunded: 'info',
  paid: 'positive',
  retrying: 'warning',
  action_required: 'warning',
  past_due: 'urgent',
  payment_failed: 'urgent',
  finalization_failed: 'urgent',
  uncollectible: 'negative',
};

/** How much a state asks of whoever sees it: `urgent` must be acted on, `warning` may be, the others need nothing. */
export function toneOf(state: InvoiceState): Tone {
  return TONES[state] ?? 'neutral';
}

/** An open invoice that is due within so many seconds is due soon. */
export const DUE_SOON = 3 * 86400;

const sum = (payments: Payment[], field: 'amount_paid' | 'amount_refunded') =>
  payments.reduce((total, payment) => total + (payment[field] ?? 0), 0);

const isPartlyPaid = (invoice: Invoice) => invoice.amount_paid > 0 && invoice.amount_remaining > 0;

function paidState(invoice: Invoice, payments: Payment[]): InvoiceState {
  const paid = payments.filter((payment) => payment.status === 'paid');
  const given = sum(paid, 'amount_refunded');
  if (given > 0) return given >= sum(paid, 'amount_paid') ? 'refunded' : 'partially_refunded';
  return invoice.amount_paid === 0 && invoice.pre_payment_credit_notes_amount > 0 ? 'credited' : 'paid';
}

function openState(invoice: Invoice, payments: Payment[], now: number): InvoiceState {
  const intentIs = (status: string) =>
    payments.some((payment) => payment.status !== 'canceled' && payment.intent_status === status);
  if (intentIs('requires_action')) return 'action_required';
  // Before past due: nobody chases a customer whose bank debit is under way.
  if (intentIs('processing')) return 'pending';
  if (invoice.due_date !== null && invoice.due_date < now && invoice.amount_remaining > 0) return 'past_due';
  if (
    invoice.collection_method === 'charge_automatically' &&
    invoice.attempted &&
    invoice.attempt_count >= 1
  ) {
    if (invoice.next_payment_attempt !== null) return 'retrying';
    // The invoice alone looks the same while a bank debit is being processed.
    if (intentIs('requires_payment_method')) return 'payment_failed';
  }
  return isPartlyPaid(invoice) ? 'partially_paid' : 'open';
}

function draftState(invoice: Invoice, now: number): InvoiceState {
  if (invoice.last_finalization_error) return 'finalization_failed';
  if (invoice.automatically_finalizes_at === null) return 'draft';
  return invoice.automatically_finalizes_at <= now ? 'finalizing' : 'scheduled';
}

function stateOf(invoice: Invoice, payments: Payment[], now: number): InvoiceState {
  if (invoice.deleted) return 'deleted';
  switch (invoice.status) {
    case 'void':
      return 'void';
    case 'uncollectible':
      return 'uncollectible';
    case 'paid':
      return paidState(invoice, payments);
    case 'open':
      return openState(invoice, payments, now);
    case 'draft':
      return draftState(invoice, now);
    default:
      return 'unknown';
  }
}

function chipsOf(invoice: Invoice, state: InvoiceState, now: number): Chip[] {
  const { status, due_date, automatic_tax } = invoice;
  const isPaid = status === 'paid';
  const isOpen = status === 'open';
  const isDraft = status === 'draft';
  const waits = state === 'open' || state === 'partially_paid';
  const chips: [Chip, boolean][] = [
    ['replaced', status === 'void' && invoice.latest_revision !== null],
    ['paid_outside_stripe', isPaid && invoice.amount_paid_off_stripe > 0],
    ['overpaid', isPaid && invoice.amount_overpaid > 0],
    ['nothing_due', state === 'paid' && invoice.amount_due === 0 && invoice.amount_paid === 0],
    ['credit_note', isPaid && invoice.post_payment_credit_notes_amount > 0],
    ['partially_paid', isOpen && state !== 'partially_paid' && isPartlyPaid(invoice)],
    ['due_soon', waits && due_date !== null && due_date >= now && due_date <= now + DUE_SOON],
    ['auto_collection_off', waits && invoice.auto_advance === false],
    ['no_items', isDraft && invoice.lines_total === 0],
    [
      'needs_tax_location',
      isDraft && automatic_tax.enabled && automatic_tax.status === 'requires_location_inputs',
    ],
    ['tax_failed', isDraft && automatic_tax.status === 'failed'],
    ['revision', isDraft && invoice.from_invoice?.action === 'revision'],
  ];
  const shown = invoice.deleted ? [] : chips.filter(([, holds]) => holds).map(([chip]) => chip);
  return invoice.livemode === false ? [...shown, 'test_mode'] : shown;
}

/** Whether payments that were not looked at, or not deep enough, could make it another state. */
function isOnlyLikely(invoice: Invoice, state: InvoiceState, payments: Payment[] | null): boolean {
  if (invoice.deleted) return false;
  if (invoice.status === 'open') {
    const unseen =
      payments?.some((payment) => payment.status === 'open' && payment.intent_status === null) ?? true;
    return unseen && state !== 'action_required';
  }
  if (invoice.status !== 'paid' || state === 'refunded') return false;
  // Only what Stripe itself charged can have been given back through Stripe.
  if (invoice.amount_paid <= invoice.amount_paid_off_stripe) return false;
  return payments?.some((payment) => payment.status === 'paid' && payment.amount_refunded === null) ?? true;
}

/**
 * Where an invoice stands that was read already, as {@link invoiceState} says it. Apart, so that an element which is
 * handed read invoices need not carry the reader.
 */
export function standing(invoice: Invoice, payments: Payment[] | null, now: number): StateOfInvoice {
  const state = stateOf(invoice, payments ?? [], now);
  return {
    state,
    chips: chipsOf(invoice, state, now),
    certainty: isOnlyLikely(invoice, state, payments) ? 'likely' : 'certain',
  };
}

/**
 * Where an invoice stands, as one word, with small facts beside it.
 *
 * Stripe has five statuses; the finer words are read off other fields, the way Stripe's Dashboard does it
 * (docs.stripe.com/invoicing). Refunds, bank debits under way and needed authentication are only in the payments: give
 * them where they are at hand, else the answer falls back to the plainer word and says `likely`.
 */
export function invoiceState(json: InvoiceInput, options: StateOptions): StateOfInvoice {
  const invoice = readInvoice(json);
  return standing(invoice, readPayments(options.payments) ?? invoice.payments, options.now);
}
