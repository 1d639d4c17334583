/** Where the invoice stands, said to the customer: the amount that matters now, and a sentence where more is to be said. */
import { standing } from '../../invoice/state.js';
import type { Invoice, Payment } from '../../invoice/types.js';
import { dueAtOnce } from '../internal/whole-invoice.js';
import type { Pen } from './pen.js';

export interface Headline {
  amount: string;
  sentence: string | null;
}

/** @param now - Unix seconds by the backend's clock */
export function headlineOf(invoice: Invoice, now: number, pen: Pen): Headline {
  const { words, money } = pen;
  switch (invoice.status) {
    case 'draft':
      return { amount: dueText(invoice, dueAtOnce(invoice), false, pen), sentence: words.is_draft };
    case 'void':
      return { amount: words.nothing_due, sentence: words.is_void };
    case 'paid':
      return paidHeadline(invoice, pen);
    case 'uncollectible':
      return { amount: words.due_now(money(invoice.amount_remaining)), sentence: words.is_uncollectible };
    case 'open':
      return openHeadline(invoice, now, pen);
    default:
      return { amount: money(invoice.total), sentence: null };
  }
}

function openHeadline(invoice: Invoice, now: number, pen: Pen): Headline {
  const { words, money } = pen;
  const { state } = standing(invoice, invoice.payments, now);
  const late = state === 'past_due';
  const sentences = [
    invoice.amount_paid > 0 ? words.is_part_paid(money(invoice.amount_paid), money(invoice.amount_due)) : '',
    state === 'pending' ? words.is_pending : '',
    invoice.collection_method === 'charge_automatically' && invoice.auto_advance ? words.is_charged : '',
  ].filter(Boolean);
  return {
    amount: dueText(invoice, invoice.amount_remaining, late, pen),
    sentence: sentences.join(' ') || null,
  };
}

function dueText({ due_date }: Invoice, amount: number, late: boolean, pen: Pen): string {
  const { words, money, date } = pen;
  if (due_date === null || amount === 0) return words.due_now(money(amount));
  return (late ? words.was_due_by : words.due_by)(money(amount), date(due_date));
}

function paidHeadline(invoice: Invoice, { words, money, date }: Pen): Headline {
  const { amount_paid, status_transitions, pre_payment_credit_notes_amount } = invoice;
  if (amount_paid === 0) {
    return {
      amount: words.nothing_due,
      sentence: pre_payment_credit_notes_amount > 0 ? words.is_credited : null,
    };
  }
  const { paid_at } = status_transitions;
  const back = givenBack(invoice.payments);
  return {
    amount: words.paid_amount(money(amount_paid), paid_at === null ? '' : date(paid_at)),
    sentence: back ? words.is_refunded(money(back)) : null,
  };
}

/** Whether payments that are not known could change what is said. */
export const isOnlyLikely = (invoice: Invoice, now: number): boolean =>
  standing(invoice, invoice.payments, now).certainty === 'likely';

/** What was refunded as far as the payments are known; minor units. */
export const givenBack = (payments: Payment[] | null): number =>
  payments?.reduce((sum, { amount_refunded }) => sum + (amount_refunded ?? 0), 0) ?? 0;
