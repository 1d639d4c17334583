/** What is going on with a finalized invoice, in a sentence or two: only what its fields and its history tell. */
import type { InvoiceHistory } from '../../invoice/history.js';
import { formatMoney } from '../../invoice/money.js';
import { standing } from '../../invoice/state.js';
import type { Invoice, Payment } from '../../invoice/types.js';
import { invoiceApp } from '../../translations/en/invoice-app.js';
import { methodName } from '../internal/method-name.js';
import { relativeTo } from '../internal/relative.js';
import type { Speech } from '../internal/speech.js';

export interface StandingContext {
  /** Unix seconds, by the backend's clock. */
  now: number;
  /** Null until it is read. */
  history: Pick<InvoiceHistory, 'entries'> | null;
  speech: Pick<Speech, 'source' | 'lang'>;
}

/** What is not known is not said: the answer may be empty. */
export function standingText(invoice: Invoice, context: StandingContext): string {
  return sentencesOf(invoice, context).filter(Boolean).join(' ');
}

const wordsOf = ({ speech }: StandingContext): typeof invoiceApp =>
  speech.source.wordsOf('invoiceApp', invoiceApp);

function sentencesOf(invoice: Invoice, context: StandingContext): string[] {
  const words = wordsOf(context);
  const { state } = standing(invoice, invoice.payments, context.now);
  const { voided_at, marked_uncollectible_at } = invoice.status_transitions;
  switch (state) {
    case 'open':
    case 'partially_paid':
    case 'past_due':
      return [partPaid(invoice, context), onItsWay(invoice, context)];
    case 'retrying':
      return [partPaid(invoice, context), coming(words.is_retried, invoice.next_payment_attempt, context)];
    case 'payment_failed':
    case 'pending':
    case 'action_required':
      return [partPaid(invoice, context), words[`is_${state}` as const]];
    case 'paid':
    case 'partially_refunded':
    case 'refunded':
      return [paid(invoice, context), refunded(invoice, context)];
    case 'credited':
      return [words.is_credited];
    case 'uncollectible':
      return [partPaid(invoice, context), about(words.is_uncollectible, marked_uncollectible_at, context)];
    case 'void':
      return [about(words.is_void, voided_at, context), invoice.latest_revision ? words.is_replaced : ''];
    default:
      return [];
  }
}

/** Says how far away a moment is; nothing where nobody knows it. */
const about = (say: (when: string) => string, at: number | null, { now, speech }: StandingContext): string =>
  at === null ? '' : say(relativeTo(now, at, speech.lang));

/** The same of what is still to come. */
const coming = (say: (when: string) => string, at: number | null, context: StandingContext): string =>
  at !== null && at > context.now ? about(say, at, context) : '';

const money = (amount: number, { currency }: Invoice, { speech }: StandingContext): string =>
  formatMoney(amount, currency, speech.lang);

function partPaid(invoice: Invoice, context: StandingContext): string {
  const { amount_paid, amount_remaining, amount_due } = invoice;
  if (amount_paid <= 0 || amount_remaining <= 0) return '';
  return wordsOf(context).is_part_paid(
    money(amount_paid, invoice, context),
    money(amount_due, invoice, context),
  );
}

/** Open, and nothing has gone wrong: how it left, and when the money is to come. */
function onItsWay(invoice: Invoice, context: StandingContext): string {
  const words = wordsOf(context);
  const { now, history, speech } = context;
  const { next_payment_attempt, due_date, amount_remaining, status_transitions } = invoice;
  const charged = coming(words.is_charged, next_payment_attempt, context);
  if (charged) return charged;
  const sent = history?.entries.findLast(({ kind }) => kind === 'sent')?.at ?? null;
  const left = sent ?? status_transitions.finalized_at;
  if (left === null) return '';
  const how = sent === null ? 'finalized' : 'sent';
  const ago = relativeTo(now, left, speech.lang);
  if (due_date === null || amount_remaining <= 0) return words[`is_${how}`](ago);
  const due = relativeTo(now, due_date, speech.lang);
  return due_date < now ? words[`is_late_${how}`](ago, due) : words[`is_due_${how}`](ago, due);
}

function paid(invoice: Invoice, context: StandingContext): string {
  const words = wordsOf(context);
  const { amount_due, amount_paid, amount_paid_off_stripe } = invoice;
  const { paid_at } = invoice.status_transitions;
  if (amount_due === 0 && amount_paid === 0) return words.is_nothing_due;
  const method = methodOf(invoice.payments ?? []);
  if (method?.type === 'outside' || (amount_paid > 0 && amount_paid_off_stripe >= amount_paid))
    return about(words.is_paid_outside, paid_at, context);
  if (!method) return about(words.is_paid, paid_at, context);
  const name = methodName(method, context.speech.source);
  return about((ago) => words.is_paid_with(ago, name), paid_at, context);
}

/** With what it was paid; nothing where that was more than one thing. */
function methodOf(payments: readonly Payment[]): Payment['method'] {
  const [only, other] = payments.filter(({ status }) => status === 'paid');
  return other ? null : (only?.method ?? null);
}

function refunded(invoice: Invoice, context: StandingContext): string {
  const amount = (invoice.payments ?? []).reduce(
    (sum, { amount_refunded }) => sum + (amount_refunded ?? 0),
    0,
  );
  return amount > 0 ? wordsOf(context).is_refunded(money(amount, invoice, context)) : '';
}
