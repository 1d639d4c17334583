/** A credit note in the customer's words: what its PDF shows, on the paper of the invoice. */
import { dateTimeFormat } from '../../../src/invoice/intl.js';
import { formatDecimal, formatMoney, formatUnitAmount } from '../../../src/invoice/money.js';
import type { HostedCreditNote } from '../index.js';
import { LOCALES, viewInvoice, type Fact, type InvoiceView, type Row } from './view.js';
import { words, type Language } from './words.js';

/** @param now Unix seconds by the stand-in's clock */
export function viewCreditNote(hosted: HostedCreditNote, lang: Language, now: number): InvoiceView {
  const { note, invoice, account } = hosted;
  const say = words[lang];
  const money = (amount: number): string => formatMoney(amount, note.currency, LOCALES[lang]);
  const { timezone: timeZone } = account.settings.dashboard;
  const date = dateTimeFormat(LOCALES[lang], { dateStyle: 'long', timeZone });
  const parties = viewInvoice({ account, invoice, lines: [], payable: false, waitsFor: null }, lang, now);
  return {
    ...parties,
    words: { ...say, invoice: say.creditNote },
    number: note.number,
    headline: money(note.total),
    dueSentence: null,
    status: { word: note.status === 'void' ? say.void : '', tone: 'neutral' },
    note: null,
    facts: [
      { label: say.creditNoteNumber, value: note.number },
      { label: say.invoiceNumber, value: invoice.number ?? '' },
      { label: say.issued, value: date.format(note.effective_at * 1000) },
    ],
    rows: hosted.lines.map((line) => rowOf(line, note.currency, LOCALES[lang])),
    totals: totalsOf(hosted, money, lang),
    memo: note.memo,
    footer: null,
  };
}

function rowOf(line: HostedCreditNote['lines'][number], currency: string, locale: string): Row {
  const { description, quantity, unit_amount_decimal: unit, amount } = line;
  return {
    description: description ?? '',
    quantity: quantity === null ? '' : formatDecimal(String(quantity), locale),
    unitPrice: unit === null ? '' : formatUnitAmount(unit, currency, locale),
    amount: formatMoney(amount, currency, locale),
  };
}

function totalsOf({ note }: HostedCreditNote, money: (amount: number) => string, lang: Language): Fact[] {
  const say = words[lang];
  const taxes = note.total_taxes.filter(({ amount }) => amount !== 0);
  return [
    { label: say.subtotal, value: money(note.subtotal) },
    ...(note.discount_amount === 0 ? [] : [{ label: say.discount, value: money(-note.discount_amount) }]),
    ...taxes.map(({ amount }) => ({ label: say.tax(null), value: money(amount) })),
    { label: say.total, value: money(note.total), strong: true },
  ];
}
