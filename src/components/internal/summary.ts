import { html, nothing, type TemplateResult } from 'lit';
import { dateTimeFormat, numberFormat } from '../../invoice/intl.js';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import { finalizeDialog } from '../../translations/en/finalize-dialog.js';
import type { Shown } from './shown.js';
import type { Speech } from './speech.js';
import { taxLines } from './tax-lines.js';
import { dueAtOnce } from './whole-invoice.js';

/** Who is to pay how much, and by when. */
export function renderSummary({ invoice, rates }: Shown, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('finalizeDialog', finalizeDialog);
  const { lang } = speech;
  const { currency } = invoice;
  const money = (amount: number): string => formatMoney(amount, currency, lang);
  const count = invoice.lines.length;
  const due = dueAtOnce(invoice);
  const credit = Math.min(0, invoice.starting_balance);
  return html`<div class="summary">
    <div class="row">
      <span>
        <bdi class="customer">${invoice.customer_name ?? invoice.customer_email ?? words.no_customer}</bdi>
        <span class="muted"> · ${words.items(numberFormat(lang).format(count), count === 1)}</span>
      </span>
      <bdi class="total number">${money(invoice.total)}</bdi>
    </div>
    ${taxLines(invoice, rates, words, lang).map(
      ({ label, amount }) => html`
        <div class="row muted"><span>${label}</span><bdi class="number">${money(amount)}</bdi></div>
      `,
    )}
    ${
      due === Math.max(0, invoice.total)
        ? nothing
        : html`
            ${
              credit
                ? html`<div class="row muted">
                    <span>${words.credit}</span><bdi class="number">${money(credit)}</bdi>
                  </div>`
                : nothing
            }
            <div class="row"><span>${words.due_now}</span><bdi class="number">${money(due)}</bdi></div>
          `
    }
    <div class="muted">${dueSentence(invoice, speech)}</div>
  </div>`;
}

function dueSentence({ collection_method, due_date }: Invoice, { source, lang }: Speech): string {
  if (collection_method !== 'send_invoice') return '';
  const words = source.wordsOf('finalizeDialog', finalizeDialog);
  return due_date === null
    ? words.no_due_date
    : words.due(dateTimeFormat(lang, { dateStyle: 'long' }).format(due_date * 1000));
}
