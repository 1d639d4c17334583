/**
 * What has happened to an invoice, and what is to come: one entry for each step, whoever tells of it. What is said of a
 * step is known; what Stripe does not tell (whether the customer has opened the invoice, why an earlier try failed) is
 * not made up.
 */
import { readCreditNotes, readEvents, type ToldEvent, type ToldNote } from './history-sources.js';
import { readInvoice, readPayments } from './shape.js';
import type { FinalizationError, Invoice, InvoiceInput, PaidWith, Payment, PaymentFailure } from './types.js';

/** What happened; amounts are minor units of the invoice's currency. */
export type HistoryStep =
  /** `revises` is the id of the invoice whose place it is to take. */
  | { kind: 'created'; revises: string | null }
  /** A time was set, at which the draft finalizes by itself; Unix seconds. */
  | { kind: 'scheduled'; for: number }
  | { kind: 'unscheduled' }
  /** The time was changed, or taken away; which of them is not known any more. */
  | { kind: 'rescheduled' }
  /** Why is known of the last failure only. */
  | { kind: 'finalization_failed'; error: FinalizationError | null }
  | { kind: 'finalized'; number: string | null }
  | { kind: 'sent' }
  /** `settles` where nothing was left to pay then. */
  | { kind: 'payment'; amount: number | null; method: PaidWith | null; settles: boolean }
  /** Why, and with what, is known of the last failure only. */
  | { kind: 'payment_failed'; failure: PaymentFailure | null; method: PaidWith | null }
  | { kind: 'action_required' }
  /** It was begun and has not come yet, as bank debits do. */
  | { kind: 'payment_pending'; amount: number | null; method: PaidWith | null }
  /** Paid, where no payment of it is known: marked so from outside, covered by credit, or nothing was due. */
  | { kind: 'paid'; how: 'paid' | 'outside' | 'credit' | 'nothing_due'; amount: number }
  | { kind: 'overpaid'; amount: number }
  /** The day that it was due passed, and something was still to be paid. */
  | { kind: 'overdue' }
  | { kind: 'uncollectible' }
  /** `replaced_by` is the id of the invoice that has taken its place. */
  | { kind: 'voided'; replaced_by: string | null }
  /** `refunded` is what of it Stripe gave back. */
  | { kind: 'credited'; number: string | null; amount: number | null; refunded: number }
  | { kind: 'credit_voided'; number: string | null }
  | { kind: 'refunded'; amount: number; method: PaidWith | null }
  | { kind: 'deleted' };

export type HistoryKind = HistoryStep['kind'];

export type HistoryEntry = HistoryStep & {
  /** The same for the same step each time that the history is told. */
  key: string;
  /** Unix seconds; null where it is known that it happened, and not when. */
  at: number | null;
};

export type UpcomingEntry = { key: string; at: number } & (
  { kind: 'finalizes' } | { kind: 'due'; amount: number } | { kind: 'next_attempt'; amount: number }
);

export interface HistorySources {
  /** `GET /v1/invoice_payments?invoice=…`, PaymentIntents and charges expanded, or what `readPayments` makes of it. */
  payments?: unknown;
  /** `GET /invoices/:id/events`, or Stripe's own events about the invoice; a list or an array. */
  events?: unknown;
  /** `GET /v1/credit_notes?invoice=…`; a list or an array. */
  creditNotes?: unknown;
  /** Unix seconds, by the backend's clock. */
  now: number;
}

export interface InvoiceHistory {
  /** The oldest first; what nobody knows the time of comes last. */
  entries: HistoryEntry[];
  /** The soonest first. A moment that has passed is about to be acted on. */
  upcoming: UpcomingEntry[];
  /**
   * Unix seconds before which only the invoice tells, so that steps may be missing; null where nothing is. The same as
   * `now` where there were no events at all.
   */
  told_since: number | null;
}

/** Stripe keeps events for so many seconds. */
const KEPT = 30 * 86_400;
/** A list of so many events is likely to be cut off. */
const FULL = 100;
/** Seconds within which a payment and the invoice that it settles are noted. */
const TOGETHER = 60;

/** Steps of one second, in the order in which they can only have happened. */
const ORDER: readonly HistoryKind[] = [
  'created', 'scheduled', 'rescheduled', 'unscheduled', 'finalization_failed', 'finalized', 'sent', 'payment_failed', 'action_required',
  'payment_pending', 'overdue', 'uncollectible', 'payment', 'credited', 'credit_voided', 'paid', 'overpaid', 'refunded', 'voided',
  'deleted',
]; // prettier-ignore

/** What all parts of the history are told from. */
interface Told {
  invoice: Invoice;
  payments: Payment[] | null;
  events: ToldEvent[] | null;
  notes: ToldNote[] | null;
  now: number;
}

type Maker = (told: Told) => HistoryEntry[];

const ofType = ({ events }: Told, ...types: string[]): ToldEvent[] =>
  (events ?? []).filter(({ type }) => types.includes(type));

const entry = (key: string, at: number | null, step: HistoryStep): HistoryEntry => ({ ...step, key, at });

/** One step that the invoice tells of itself, at the time that it notes, or that the event of the same thing has. */
function once(told: Told, at: number | null, type: string, step: HistoryStep): HistoryEntry[] {
  const when = at ?? ofType(told, type).at(-1)?.at ?? null;
  return when === null ? [] : [entry(step.kind, when, step)];
}

const created: Maker = (told) => {
  const { created, from_invoice } = told.invoice;
  const revises = from_invoice?.action === 'revision' ? from_invoice.invoice : null;
  return once(told, created, 'invoice.created', { kind: 'created', revises });
};

/** A change of status takes the time away as well; that is no step of its own. */
const isSchedule = ({ type, changed }: ToldEvent): boolean =>
  type === 'invoice.updated' && changed.includes('automatically_finalizes_at') && !changed.includes('status');

const scheduled: Maker = ({ invoice, events }) => {
  const all = (events ?? []).filter(isSchedule);
  const { status, automatically_finalizes_at: at } = invoice;
  return all.map((event, index) => {
    const isLast = index === all.length - 1 && status === 'draft';
    const last: HistoryStep = at === null ? { kind: 'unscheduled' } : { kind: 'scheduled', for: at };
    return entry(event.id, event.at, isLast ? last : { kind: 'rescheduled' });
  });
};

const finalizationFailed: Maker = (told) => {
  const all = ofType(told, 'invoice.finalization_failed');
  const error = told.invoice.last_finalization_error;
  const isLost = error !== null && !all.length;
  const known = all.map(({ id, at }, index) =>
    entry(id, at, { kind: 'finalization_failed', error: index === all.length - 1 ? error : null }),
  );
  return isLost ? [entry('finalization_failed', null, { kind: 'finalization_failed', error })] : known;
};

const finalized: Maker = (told) => {
  const { status_transitions, number } = told.invoice;
  return once(told, status_transitions.finalized_at, 'invoice.finalized', { kind: 'finalized', number });
};

const sent: Maker = (told) =>
  ofType(told, 'invoice.sent').map(({ id, at }) => entry(id, at, { kind: 'sent' }));

/** The payment that settled the invoice: the last one of the time at which it became paid. */
function settling({ invoice, payments }: Told): Payment | null {
  const paidAt = invoice.status === 'paid' ? invoice.status_transitions.paid_at : null;
  if (paidAt === null) return null;
  const timeOf = ({ paid_at }: Payment): number => paid_at ?? paidAt;
  return (payments ?? [])
    .filter((payment) => payment.status === 'paid' && Math.abs(timeOf(payment) - paidAt) <= TOGETHER)
    .reduce<Payment | null>((last, each) => (last && timeOf(last) > timeOf(each) ? last : each), null);
}

const paymentsMade: Maker = (told) => {
  const { payments, invoice } = told;
  const events = ofType(told, 'invoice_payment.paid');
  const paidAt = invoice.status_transitions.paid_at;
  const last = settling(told);
  const known = (payments ?? [])
    .filter(({ status }) => status === 'paid')
    .map((payment) => {
      const { id, amount_paid: amount, method } = payment;
      const event = events.find(({ about }) => about === id);
      const settles = payment === last;
      const at = payment.paid_at ?? event?.at ?? (settles ? paidAt : null);
      return entry(`payment ${id}`, at, { kind: 'payment', amount, method, settles });
    });
  const ids = new Set((payments ?? []).map(({ id }) => id));
  // Without the payments at hand; the one that settled the invoice is told with that.
  const others = events
    .filter(({ about, at }) => !ids.has(about) && (paidAt === null || Math.abs(at - paidAt) > TOGETHER))
    .map(({ about, at }) =>
      entry(`payment ${about}`, at, { kind: 'payment', amount: null, method: null, settles: false }),
    );
  return [...known, ...others];
};

const paymentsUnderWay: Maker = ({ payments, invoice }) =>
  (payments ?? [])
    .filter(({ status, intent_status }) => status === 'open' && intent_status === 'processing')
    .filter(() => invoice.status === 'open' || invoice.status === 'uncollectible')
    .map(({ id, amount_requested: amount, method }) =>
      entry(`pending ${id}`, null, { kind: 'payment_pending', amount, method }),
    );

/** The one payment that failed and was not paid since; where there are several nobody knows which failed last. */
function failing({ payments }: Told): Payment | null {
  const failed = (payments ?? []).filter(({ status, failure }) => failure !== null && status !== 'paid');
  return failed.length === 1 ? (failed[0] ?? null) : null;
}

const paymentsFailed: Maker = (told) => {
  const { invoice } = told;
  const asked = new Set(ofType(told, 'invoice.payment_action_required').map(({ at }) => at));
  // What waits for the customer is told as that.
  const all = ofType(told, 'invoice.payment_failed').filter(({ at }) => !asked.has(at));
  const last = failing(told);
  const reason = { failure: last?.failure ?? null, method: last?.method ?? null };
  const none = { failure: null, method: null };
  if (all.length) {
    return all.map(({ id, at }, index) =>
      entry(id, at, { kind: 'payment_failed', ...(index === all.length - 1 ? reason : none) }),
    );
  }
  // Stripe tries again only after a failure.
  const triesAgain = invoice.status === 'open' && invoice.attempted && invoice.next_payment_attempt !== null;
  if (!last && (!triesAgain || asked.size)) return [];
  return [entry('payment_failed', null, { kind: 'payment_failed', ...reason })];
};

const actionRequired: Maker = (told) => {
  const all = ofType(told, 'invoice.payment_action_required');
  const waits =
    told.invoice.status === 'open' &&
    told.payments?.some(
      ({ status, intent_status }) => status === 'open' && intent_status === 'requires_action',
    );
  if (all.length || !waits) return all.map(({ id, at }) => entry(id, at, { kind: 'action_required' }));
  return [entry('action_required', null, { kind: 'action_required' })];
};

const paid: Maker = (told) => {
  const { invoice } = told;
  if (invoice.status !== 'paid' || settling(told)) return [];
  return once(told, invoice.status_transitions.paid_at, 'invoice.paid', {
    kind: 'paid',
    how: howPaid(invoice),
    amount: invoice.amount_paid,
  });
};

function howPaid({
  amount_paid,
  amount_due,
  ...invoice
}: Invoice): Extract<HistoryStep, { kind: 'paid' }>['how'] {
  if (amount_paid > 0) return invoice.amount_paid_off_stripe >= amount_paid ? 'outside' : 'paid';
  if (invoice.pre_payment_credit_notes_amount > 0) return 'credit';
  return amount_due === 0 ? 'nothing_due' : 'paid';
}

const overpaid: Maker = (told) => {
  const { amount_overpaid: amount } = told.invoice;
  if (amount <= 0) return [];
  return [
    entry('overpaid', ofType(told, 'invoice.overpaid').at(-1)?.at ?? null, { kind: 'overpaid', amount }),
  ];
};

const overdue: Maker = ({ invoice, now }) => {
  const { due_date, status, amount_due } = invoice;
  const { finalized_at, paid_at, voided_at, marked_uncollectible_at } = invoice.status_transitions;
  const until = paid_at ?? voided_at ?? marked_uncollectible_at ?? (status === 'open' ? now : null);
  if (due_date === null || finalized_at === null || until === null || amount_due <= 0) return [];
  const at = Math.max(due_date, finalized_at);
  return at < until ? [entry('overdue', at, { kind: 'overdue' })] : [];
};

const uncollectible: Maker = (told) =>
  once(told, told.invoice.status_transitions.marked_uncollectible_at, 'invoice.marked_uncollectible', {
    kind: 'uncollectible',
  });

const voided: Maker = (told) => {
  const { status_transitions, latest_revision: replaced_by } = told.invoice;
  return once(told, status_transitions.voided_at, 'invoice.voided', { kind: 'voided', replaced_by });
};

const credited: Maker = (told) => {
  const { notes, invoice } = told;
  if (notes) {
    return notes.flatMap(({ id, number, total, refunded, created, voided, voided_at }) => [
      entry(`credited ${id}`, created, { kind: 'credited', number, amount: total, refunded }),
      ...(voided ? [entry(`credit voided ${id}`, voided_at, { kind: 'credit_voided', number })] : []),
    ]);
  }
  const made = ofType(told, 'credit_note.created').map(({ about, at }) =>
    entry(`credited ${about}`, at, { kind: 'credited', number: null, amount: null, refunded: 0 }),
  );
  const gone = ofType(told, 'credit_note.voided').map(({ about, at }) =>
    entry(`credit voided ${about}`, at, { kind: 'credit_voided', number: null }),
  );
  const amount = invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount;
  if (made.length || amount <= 0) return [...made, ...gone];
  return [entry('credited', null, { kind: 'credited', number: null, amount, refunded: 0 }), ...gone];
};

/** When money was given back is told nowhere; what a credit note gave back is told with that. */
const refunded: Maker = ({ payments, notes }) => {
  const given = (payments ?? []).filter(({ amount_refunded }) => (amount_refunded ?? 0) > 0);
  const noted = (notes ?? []).reduce((sum, note) => sum + note.refunded, 0);
  const rest = given.reduce((sum, { amount_refunded }) => sum + (amount_refunded ?? 0), -noted);
  const [only, other] = given;
  if (!only || rest <= 0) return [];
  if (noted === 0) {
    return given.map(({ id, amount_refunded, method }) =>
      entry(`refunded ${id}`, null, { kind: 'refunded', amount: amount_refunded ?? 0, method }),
    );
  }
  return [entry('refunded', null, { kind: 'refunded', amount: rest, method: other ? null : only.method })];
};

const deleted: Maker = (told) =>
  told.invoice.deleted
    ? [entry('deleted', ofType(told, 'invoice.deleted').at(-1)?.at ?? null, { kind: 'deleted' })]
    : [];

const MAKERS: readonly Maker[] = [
  created, scheduled, finalizationFailed, finalized, sent, paymentsMade, paymentsUnderWay, paymentsFailed, actionRequired, paid, overpaid,
  overdue, uncollectible, voided, credited, refunded, deleted,
]; // prettier-ignore

const byTime = (one: HistoryEntry, other: HistoryEntry): number =>
  (one.at ?? Infinity) === (other.at ?? Infinity)
    ? ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind)
    : (one.at ?? Infinity) - (other.at ?? Infinity);

function upcoming({ invoice, now }: Told): UpcomingEntry[] {
  const { automatically_finalizes_at, due_date, next_payment_attempt, amount_remaining: amount } = invoice;
  const found: UpcomingEntry[] = [];
  if (invoice.deleted) return found;
  if (invoice.status === 'draft' && automatically_finalizes_at !== null)
    found.push({ kind: 'finalizes', key: 'finalizes', at: automatically_finalizes_at });
  if (invoice.status === 'open' && amount > 0) {
    if (due_date !== null && due_date >= now) found.push({ kind: 'due', key: 'due', at: due_date, amount });
    if (next_payment_attempt !== null)
      found.push({ kind: 'next_attempt', key: 'next_attempt', at: next_payment_attempt, amount });
  }
  return found.sort((one, other) => one.at - other.at);
}

/** Before this only the invoice tells. */
function toldSince({ invoice, events, now }: Told): number | null {
  if (!events) return now;
  const kept = now - KEPT;
  const first = events.length >= FULL ? Math.max(kept, events[0]?.at ?? kept) : kept;
  const madeBefore = invoice.created === null || invoice.created < first;
  return madeBefore ? first : null;
}

/**
 * Everything that is known to have happened to an invoice, and what is to come by itself. Takes raw JSON of any API
 * shape; sources that are left out are done without.
 */
export function invoiceHistory(json: InvoiceInput, sources: HistorySources): InvoiceHistory {
  const invoice = readInvoice(json);
  const told: Told = {
    invoice,
    payments: readPayments(sources.payments) ?? invoice.payments,
    events: readEvents(sources.events),
    notes: readCreditNotes(sources.creditNotes),
    now: sources.now,
  };
  const all = new Map(MAKERS.flatMap((make) => make(told)).map((each) => [each.key, each]));
  const entries = [...all.values()].sort(byTime);
  return { entries, upcoming: upcoming(told), told_since: toldSince(told) };
}
