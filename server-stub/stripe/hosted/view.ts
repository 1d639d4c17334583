/**
 * An invoice in the customer's words: what page and PDF both show, everything formatted.
 */
import { invoiceState, type InvoiceState } from '../../../src/invoice/state.js';
import { formatDecimal, formatMoney, formatUnitAmount } from '../../../src/invoice/money.js';
import { dateTimeFormat } from '../../../src/invoice/intl.js';
import type { Address, HostedInvoice, LineItem, Tax, WireInvoice } from '../index.js';
import { words, type Language, type Words } from './words.js';

export interface InvoiceView {
  lang: Language;
  words: Words;
  /** Upper-case code. */
  currency: string;
  number: string;
  seller: string;
  sellerLines: string[];
  buyer: string;
  buyerLines: string[];
  /** The amount that matters now. */
  headline: string;
  /** When it is due, or was. */
  dueSentence: string | null;
  status: { word: string; tone: 'info' | 'positive' | 'urgent' | 'neutral' };
  /** What has become of it, for the states in which that has to be said. */
  note: { title: string; text: string } | null;
  facts: Fact[];
  rows: Row[];
  totals: Fact[];
  memo: string | null;
  footer: string | null;
  /** What remains to be paid. */
  remaining: string;
  /** The words on the button; null when nothing can be paid. */
  payLabel: string | null;
  /** The last payment waits for the customer to authenticate it. */
  waitsForCustomer: boolean;
}

export interface Fact {
  label: string;
  value: string;
  strong?: true;
}

export interface Row {
  description: string;
  quantity: string;
  unitPrice: string;
  amount: string;
}

export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' };

/** @param now Unix seconds by the stand-in's clock */
export function viewInvoice(hosted: HostedInvoice, lang: Language, now: number): InvoiceView {
  const { invoice, account } = hosted;
  const say = words[lang];
  const money = (amount: number): string => formatMoney(amount, invoice.currency, LOCALES[lang]);
  const seller = account.business_profile.name ?? account.settings.dashboard.display_name;
  const date = (time: number): string => formatDate(time, LOCALES[lang], account.settings.dashboard.timezone);
  const state = invoiceState(invoice, { now }).state;
  const isOpen = invoice.status === 'open';
  return {
    lang,
    words: say,
    currency: invoice.currency.toUpperCase(),
    number: invoice.number ?? '',
    seller,
    sellerLines: [
      account.business_profile.support_email ?? account.email,
      country(account.country, lang),
    ].filter(isText),
    buyer: invoice.customer_name ?? invoice.customer_email ?? invoice.customer,
    buyerLines: [...addressLines(invoice.customer_address, lang), invoice.customer_email].filter(isText),
    headline: money(isOpen ? invoice.amount_remaining : invoice.total),
    dueSentence:
      isOpen && hosted.waitsFor !== 'bank' ? dueSentence(invoice, say, date, state === 'past_due') : null,
    status: statusOf(hosted, say, state),
    note: noteOf(hosted, say, seller, money, date),
    facts: factsOf(invoice, say, date),
    rows: hosted.lines.map((line) => rowOf(line, LOCALES[lang])),
    totals: totalsOf(invoice, say, money, LOCALES[lang]),
    memo: invoice.description,
    footer: invoice.footer,
    remaining: money(invoice.amount_remaining),
    payLabel: hosted.payable ? say.pay(money(invoice.amount_remaining)) : null,
    waitsForCustomer: hosted.waitsFor === 'authentication',
  };
}

const isText = (value: string | null): value is string => value !== null && value !== '';

function formatDate(time: number, locale: string, timeZone: string): string {
  return dateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(time * 1000);
}

function country(code: string | null, lang: Language): string | null {
  if (!code) return null;
  // A made-up code is shown as it is.
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(lang, { type: 'region' }).of(code) ?? code) : code;
}

function addressLines(address: Address | null, lang: Language): (string | null)[] {
  if (!address) return [];
  const { line1, line2, city, state, postal_code } = address;
  const place = [postal_code, city, state].filter(isText).join(' ');
  return [line1, line2, place, country(address.country, lang)];
}

type FormatDate = (time: number) => string;
type FormatMoney = (amount: number) => string;

function dueSentence(invoice: WireInvoice, say: Words, date: FormatDate, late: boolean): string {
  if (invoice.due_date === null) return say.dueNow;
  return late ? say.wasDueOn(date(invoice.due_date)) : say.dueOn(date(invoice.due_date));
}

function statusOf(
  { invoice, waitsFor }: HostedInvoice,
  say: Words,
  state: InvoiceState,
): InvoiceView['status'] {
  switch (invoice.status) {
    case 'paid':
      return { word: say.paid, tone: 'positive' };
    case 'void':
      return { word: say.void, tone: 'neutral' };
    case 'uncollectible':
      return { word: say.uncollectible, tone: 'neutral' };
    default:
      if (waitsFor === 'bank') return { word: say.processing, tone: 'info' };
      if (state === 'past_due') return { word: say.pastDue, tone: 'urgent' };
      return { word: state === 'partially_paid' ? say.partiallyPaid : say.open, tone: 'info' };
  }
}

function noteOf(
  { invoice, waitsFor }: HostedInvoice,
  say: Words,
  seller: string,
  money: FormatMoney,
  date: FormatDate,
): InvoiceView['note'] {
  const { paid_at } = invoice.status_transitions;
  switch (invoice.status) {
    case 'paid': {
      const received = invoice.amount_paid > 0 && paid_at !== null;
      return {
        title: say.thanks,
        text: received ? say.paidSentence(money(invoice.amount_paid), date(paid_at)) : say.nothingToPay,
      };
    }
    case 'void':
      return { title: say.void, text: say.voidSentence(seller) };
    case 'uncollectible':
      return { title: say.uncollectible, text: say.uncollectibleSentence(seller) };
    default:
      return waitsFor === 'bank' ? { title: say.thanks, text: say.processingSentence } : null;
  }
}

function factsOf(invoice: WireInvoice, say: Words, date: FormatDate): Fact[] {
  const { paid_at } = invoice.status_transitions;
  const issued = invoice.effective_at ?? invoice.created;
  return [
    { label: say.invoiceNumber, value: invoice.number ?? '' },
    { label: say.issued, value: date(issued) },
    ...(invoice.due_date === null ? [] : [{ label: say.due, value: date(invoice.due_date) }]),
    ...(paid_at === null ? [] : [{ label: say.paidOn, value: date(paid_at) }]),
    ...(invoice.custom_fields ?? []).map(({ name, value }) => ({ label: name, value })),
  ];
}

function rowOf(line: LineItem, locale: string): Row {
  return {
    description: line.description ?? '',
    quantity: formatDecimal(line.quantity_decimal, locale),
    unitPrice: formatUnitAmount(line.pricing.unit_amount_decimal, line.currency, locale),
    amount: formatMoney(line.amount, line.currency, locale),
  };
}

function totalsOf(invoice: WireInvoice, say: Words, money: FormatMoney, locale: string): Fact[] {
  const discount = invoice.total_discount_amounts.reduce((sum, each) => sum + each.amount, 0);
  const credited = invoice.pre_payment_credit_notes_amount;
  const balance = invoice.amount_due + credited - invoice.total;
  return [
    { label: say.subtotal, value: money(invoice.subtotal) },
    ...(discount === 0 ? [] : [{ label: say.discount, value: money(-discount) }]),
    ...invoice.total_taxes.map((tax) => ({
      label: say.tax(percentOf(invoice, tax, locale)),
      value: money(tax.amount),
    })),
    { label: say.total, value: money(invoice.total) },
    ...(balance === 0 ? [] : [{ label: say.balanceApplied, value: money(balance) }]),
    ...(credited === 0 ? [] : [{ label: say.creditNotes, value: money(-credited) }]),
    ...(invoice.amount_paid === 0 ? [] : [{ label: say.amountPaid, value: money(-invoice.amount_paid) }]),
    { label: say.amountDue, value: money(invoice.amount_remaining), strong: true },
  ];
}

/** The rate where the invoice itself names it. */
function percentOf(invoice: WireInvoice, tax: Tax, locale: string): string | null {
  const rate = invoice.default_tax_rates.find(({ id }) => id === tax.tax_rate_details.tax_rate);
  return rate ? formatDecimal(String(rate.percentage), locale) : null;
}
