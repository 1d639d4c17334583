/** What each action says before it is done, as sentences, and what is said afterwards. */
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import { actionDialog } from '../../translations/en/action-dialog.js';
import type { IconName } from '../internal/icons.js';
import { methodName, paidWith } from '../internal/method-name.js';
import type { Speech } from '../internal/speech.js';
import type { Deed, Outcome } from './action-flow.js';
import { STRIPES_CHOICE, type PayChoice } from './pay-choice.js';

/** One sentence of what will happen; `warning` where it will probably be refused. */
export interface Fact {
  sign: IconName | 'warning';
  text: string;
}

export interface Said {
  title: string;
  /** On the button that does it. */
  confirm: string;
  facts: Fact[];
}

interface Circumstances {
  invoice: Invoice;
  livemode: boolean;
  pay: PayChoice;
  speech: Speech;
}

type Words = typeof actionDialog;

export const wordsOf = ({ source }: Speech): Words => source.wordsOf('actionDialog', actionDialog);

const remaining = (invoice: Invoice, { lang }: Speech): string =>
  formatMoney(invoice.amount_remaining, invoice.currency, lang);

const fact = (sign: Fact['sign'], text: string): Fact => ({ sign, text });

function sendFacts({ invoice, livemode, speech }: Circumstances): Fact[] {
  const words = wordsOf(speech);
  const email = invoice.customer_email ?? '';
  if (!email) return [fact('warning', words.send_nobody)];
  const told = fact('mail', livemode ? words.send_to(email) : words.send_test(email));
  return livemode ? [told, fact('lock', words.send_final)] : [told];
}

function payFacts({ invoice, livemode, pay, speech }: Circumstances): Fact[] {
  const words = wordsOf(speech);
  const { method } = pay;
  const named = method ? methodName(paidWith(method), speech.source) : pay.id;
  const what = named ? words.pay_now(remaining(invoice, speech), named) : words.pay_stripes_choice;
  const isOpen = pay.methods.status === 'loaded' && !method && pay.id === STRIPES_CHOICE;
  return [
    ...(isOpen ? [] : [fact('card', what)]),
    ...(livemode ? [] : [fact('hand', words.test_money)]),
    fact('lock', words.pay_final),
  ];
}

/** What is said of an action before it is done. */
export function said(action: Deed, circumstances: Circumstances): Said {
  const { invoice, speech } = circumstances;
  const words = wordsOf(speech);
  const amount = remaining(invoice, speech);
  const customer = invoice.customer_name ?? invoice.customer_email ?? words.no_customer;
  switch (action) {
    case 'send':
      return { title: words.send_title, confirm: words.send_do, facts: sendFacts(circumstances) };
    case 'pay':
      return {
        title: words.pay_title(amount),
        confirm: words.pay_do(amount),
        facts: payFacts(circumstances),
      };
    case 'mark_paid':
      return {
        title: words.mark_paid_title,
        confirm: words.mark_paid_do,
        facts: [
          fact('card', words.mark_paid_fact(amount)),
          fact('hand', words.mark_paid_effect),
          fact('lock', words.mark_paid_final),
        ],
      };
    case 'void':
      return {
        title: words.void_title,
        confirm: words.void_do,
        facts: [fact('hand', words.void_fact), fact('file', words.void_effect), fact('lock', words.final)],
      };
    case 'mark_uncollectible':
      return {
        title: words.mark_uncollectible_title,
        confirm: words.mark_uncollectible_do,
        facts: [
          fact('file', words.mark_uncollectible_fact),
          fact('card', words.mark_uncollectible_effect),
          fact('lock', words.mark_uncollectible_final),
        ],
      };
    case 'delete':
      return {
        title: words.delete_title,
        confirm: words.delete_do,
        facts: [fact('file', words.delete_fact), fact('lock', words.final)],
      };
    case 'duplicate':
      return {
        title: words.duplicate_title,
        confirm: words.duplicate_do,
        facts: [fact('file', words.duplicate_fact(customer)), fact('hand', words.duplicate_effect)],
      };
    case 'revise':
      return {
        title: words.revise_title,
        confirm: words.revise_do,
        facts: [fact('file', words.revise_fact), fact('lock', words.revise_effect)],
      };
    case 'collect':
      return {
        title: words.collect_title,
        confirm: words.collect_do,
        facts: [
          invoice.collection_method === 'send_invoice'
            ? fact('mail', words.collect_send)
            : fact('card', words.collect_charge),
        ],
      };
    case 'stop_collecting':
      return {
        title: words.stop_collecting_title,
        confirm: words.stop_collecting_do,
        facts: [fact('hand', words.stop_collecting_fact), fact('undo', words.stop_collecting_effect)],
      };
  }
}

/** What is said once it is done. */
export function saidAfter({ action, invoice }: Outcome, livemode: boolean, speech: Speech): string {
  const words = wordsOf(speech);
  switch (action) {
    case 'send':
      return livemode ? words.send_done(invoice.customer_email ?? '') : words.send_done_test;
    case 'pay':
      return invoice.status === 'paid'
        ? words.pay_done(formatMoney(invoice.amount_paid, invoice.currency, speech.lang))
        : words.pay_pending;
    default:
      return words[`done_${action}`];
  }
}
