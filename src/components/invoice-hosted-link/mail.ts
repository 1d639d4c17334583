/** The message that a person sends to the customer from a mail program of their own. */
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import type { hostedMore } from '../../translations/en/hosted-more.js';

export interface MailContext {
  invoice: Invoice;
  url: string;
  /** Who sends the bill, where that is known. */
  seller: string;
  /** Until when the link works, as a sentence; empty where nobody knows. */
  until: string;
  words: typeof hostedMore;
  lang: string;
}

/** Some mail programs cut what is longer (Windows hands on 2,083 characters at most). */
const LONGEST = 2000;

/** A `mailto:` link (RFC 6068) with address, subject and body; only the link itself where all is too long. */
export function mailOf(context: MailContext): string {
  const { invoice, url, seller, words } = context;
  const subject = words.subject(invoice.number ?? invoice.id, seller);
  const whole = mailto(invoice.customer_email ?? '', subject, bodyOf(context));
  return whole.length <= LONGEST ? whole : mailto(invoice.customer_email ?? '', subject.slice(0, 100), url);
}

function bodyOf({ invoice, url, until, words, lang }: MailContext): string {
  const number = invoice.number ?? invoice.id;
  const isOpen = invoice.status === 'open' && invoice.amount_remaining > 0;
  const amount = formatMoney(invoice.amount_remaining, invoice.currency, lang);
  const day = dateTimeFormat(lang, { dateStyle: 'long' });
  const here = !isOpen
    ? words.here(number)
    : invoice.due_date === null
      ? words.here_open(number, amount)
      : words.here_due(number, amount, day.format(invoice.due_date * 1000));
  const there = [isOpen ? words.there_pay : words.there, until].filter(Boolean).join(' ');
  return [words.greeting, '', here, url, '', there, ''].join('\r\n');
}

/** The parts of the address are encoded apart: some programs do not know an encoded `@`. */
function mailto(email: string, subject: string, body: string): string {
  const at = email.lastIndexOf('@');
  const to = at < 0 ? escaped(email) : `${escaped(email.slice(0, at))}@${escaped(email.slice(at + 1))}`;
  return `mailto:${to}?subject=${escaped(subject)}&body=${escaped(body)}`;
}

/** Half a surrogate pair, which a cut text may end with, cannot be encoded. */
const escaped = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
