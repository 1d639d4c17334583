/** Each step of the history in words, with its sign, its amount and what more there is to say. */
import { formatMoney } from '../../invoice/money.js';
import type { HistoryEntry, UpcomingEntry } from '../../invoice/history.js';
import type { Invoice, PaidWith, PaymentFailure } from '../../invoice/types.js';
import { timeline } from '../../translations/en/timeline.js';
import { explainDecline, explainFailure } from '../internal/explain.js';
import type { IconName } from '../internal/icons.js';
import { methodName } from '../internal/method-name.js';
import type { Speech } from '../internal/speech.js';

/** A step as it is drawn. */
export interface Said {
  text: string;
  /** As the currency writes it. */
  amount: string | null;
  /** More lines below; `english` where only Stripe's own words are known. */
  details: { text: string; english?: boolean }[];
  sign: IconName | 'neutral' | 'info' | 'partly' | 'positive' | 'warning' | 'urgent' | 'negative';
  /** Id of an invoice that it names. */
  other: string | null;
}

interface Context {
  invoice: Invoice;
  /** Test mode: no email leaves Stripe. */
  livemode: boolean;
  /** Unix seconds. */
  now: number;
  speech: Speech;
}

type Words = typeof timeline;

const plain = (text: string, sign: Said['sign'], more: Partial<Said> = {}): Said => ({
  text,
  amount: null,
  details: [],
  other: null,
  ...more,
  sign,
});

export function sayEntry(entry: HistoryEntry, context: Context): Said {
  const { invoice, livemode, speech } = context;
  const words = speech.source.wordsOf('timeline', timeline);
  const money = (amount: number | null): string | null =>
    amount === null ? null : formatMoney(amount, invoice.currency, speech.lang);
  switch (entry.kind) {
    case 'created':
      return plain(entry.revises ? words.created_revision : words.created, 'neutral', {
        other: entry.revises,
      });
    case 'scheduled':
      return plain(words.scheduled(speech.moment(entry.for)), 'info');
    case 'unscheduled':
    case 'rescheduled':
      return plain(words[entry.kind], 'info');
    case 'finalization_failed':
      return plain(words.finalization_failed, 'urgent', { details: failureOf(entry.error, speech) });
    case 'finalized':
      return plain(entry.number ? words.finalized_as(entry.number) : words.finalized, 'lock');
    case 'sent':
      return plain(words.sent, 'mail', { details: livemode ? [] : [{ text: words.sent_test }] });
    case 'payment':
      return plain(paymentText(entry, words), entry.settles ? 'positive' : 'partly', {
        amount: money(entry.amount),
        details: withMethod(isOutside(entry.method) ? null : entry.method, speech),
      });
    case 'payment_failed':
      return plain(words.payment_failed, 'urgent', {
        details: [...withMethod(entry.method, speech), ...declineOf(entry.failure, speech)],
      });
    case 'action_required':
      return plain(words.action_required, 'warning');
    case 'payment_pending':
      return plain(words.payment_pending, 'info', {
        amount: money(entry.amount),
        details: [...withMethod(entry.method, speech), { text: words.payment_pending_text }],
      });
    case 'paid':
      return plain(paidText(entry, words), 'positive', { amount: entry.amount ? money(entry.amount) : null });
    case 'overpaid':
      return plain(words.overpaid, 'info', {
        amount: money(entry.amount),
        details: [{ text: words.overpaid_text }],
      });
    case 'overdue':
      return plain(words.overdue, 'warning');
    case 'uncollectible':
      return plain(words.uncollectible, 'negative');
    case 'voided':
      return plain(words.voided, 'cross', {
        details: entry.replaced_by ? [{ text: words.voided_text }] : [],
        other: entry.replaced_by,
      });
    case 'credited':
      return plain(entry.number ? words.credited_as(entry.number) : words.credited, 'undo', {
        amount: money(entry.amount),
        details: entry.refunded ? [{ text: words.credited_refunded(money(entry.refunded) ?? '') }] : [],
      });
    case 'credit_voided':
      return plain(entry.number ? words.credit_voided_as(entry.number) : words.credit_voided, 'cross');
    case 'refunded':
      return plain(words.refunded, 'undo', {
        amount: money(entry.amount),
        details: withMethod(entry.method, speech),
      });
    case 'deleted':
      return plain(words.deleted, 'cross');
  }
}

export function sayUpcoming(entry: UpcomingEntry, { invoice, now, speech }: Context): Said {
  const words = speech.source.wordsOf('timeline', timeline);
  const amount = 'amount' in entry ? formatMoney(entry.amount, invoice.currency, speech.lang) : null;
  switch (entry.kind) {
    case 'finalizes':
      return plain(entry.at > now ? words.finalizes : words.finalizing, 'info');
    case 'due':
      return plain(words.due, 'info', { amount });
    case 'next_attempt':
      return plain(invoice.attempt_count > 0 ? words.tries_again : words.charges, 'card', { amount });
  }
}

const isOutside = (method: PaidWith | null): boolean => method?.type === 'outside';

function paymentText({ method, settles }: Extract<HistoryEntry, { kind: 'payment' }>, words: Words): string {
  if (isOutside(method)) return settles ? words.payment_outside : words.payment_part_outside;
  return settles ? words.payment : words.payment_part;
}

const paidText = ({ how }: Extract<HistoryEntry, { kind: 'paid' }>, words: Words): string =>
  how === 'paid' ? words.paid : words[`paid_${how}`];

const withMethod = (method: PaidWith | null, { source }: Speech): Said['details'] =>
  method ? [{ text: methodName(method, source) }] : [];

function declineOf(failure: PaymentFailure | null, { source }: Speech): Said['details'] {
  const reason = failure && explainDecline(failure, source);
  return reason ? [reason] : [];
}

function failureOf(
  error: Extract<HistoryEntry, { kind: 'finalization_failed' }>['error'],
  { source }: Speech,
): Said['details'] {
  if (!error) return [];
  const { title, detail, mend } = explainFailure(error, source);
  return [
    ...(detail === null ? [{ text: title }] : [{ text: detail, english: true }]),
    ...(mend === null ? [] : [{ text: mend }]),
  ];
}
