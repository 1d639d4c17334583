import { html, type TemplateResult } from 'lit';
import type { Difference, FingerprintLine, FingerprintTax } from '../../invoice/fingerprint.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatDecimal, formatMoney, formatUnitAmount } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import { fields } from '../../translations/en/fields.js';
import { finalizeDialog } from '../../translations/en/finalize-dialog.js';
import { fieldLabel } from './explain.js';
import type { Shown } from './shown.js';
import type { Speech } from './speech.js';

/** What was shown, against what is now. */
export interface Compared {
  shown: Shown;
  now: Invoice;
  differences: Difference[];
}

/** What was shown and what is now, side by side, field by field. */
export function renderDifferences({ shown, now, differences }: Compared, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('finalizeDialog', finalizeDialog);
  return html`
    <table class="differences">
      <thead>
        <tr>
          <th scope="col">${words.column_field}</th>
          <th scope="col">${words.column_shown}</th>
          <th scope="col">${words.column_now}</th>
        </tr>
      </thead>
      <tbody>
        ${differences.map(
          (difference) => html`
            <tr>
              <th scope="row">${label(difference, shown.invoice, now, speech)}</th>
              <td>${value(difference.field, difference.shown, shown.invoice, speech)}</td>
              <td>${value(difference.field, difference.now, now, speech)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function label({ field, line }: Difference, before: Invoice, now: Invoice, { source }: Speech): string {
  const words = source.wordsOf('finalizeDialog', finalizeDialog);
  if (field === 'lines_complete') return words.incomplete;
  if (line === undefined) return fieldLabel(field, source) ?? field;
  const positions = [now, before].map((invoice) => invoice.lines.findIndex(({ id }) => id === line));
  const row = positions.find((position) => position >= 0);
  if (field === 'line' && row !== undefined) return source.wordsOf('fields', fields).item(row + 1);
  return fieldLabel(row === undefined ? field : `lines[${row}][${field}]`, source) ?? field;
}

/** A value of a fingerprint for a person to read. */
function value(field: string, raw: unknown, invoice: Invoice, speech: Speech): string | TemplateResult {
  const words = speech.source.wordsOf('finalizeDialog', finalizeDialog);
  const { lang } = speech;
  const money = (amount: number): string => formatMoney(amount, invoice.currency, lang);
  if (raw === null || raw === undefined || (Array.isArray(raw) && !raw.length)) return words.nothing;
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
  switch (field) {
    case 'customer':
      return invoice.customer === raw && invoice.customer_name ? invoice.customer_name : text;
    case 'currency':
      return text.toUpperCase();
    case 'collection_method':
      return raw === 'send_invoice' || raw === 'charge_automatically' ? words[raw] : text;
    case 'auto_advance':
    case 'lines_complete':
      return raw ? words.yes : words.no;
    case 'due_date':
    case 'period_start':
    case 'period_end':
      return dateTimeFormat(lang, { dateStyle: 'medium' }).format(Number(text) * 1000);
    case 'automatically_finalizes_at':
      return speech.moment(Number(text));
    case 'subtotal':
    case 'total':
    case 'amount_due':
    case 'amount':
      return html`<bdi>${money(Number(text))}</bdi>`;
    case 'taxes': {
      const taxes = raw as FingerprintTax[];
      return html`<bdi>${money(taxes.reduce((sum, { amount }) => sum + (amount ?? 0), 0))}</bdi>`;
    }
    case 'quantity_decimal':
      return formatDecimal(text, lang);
    case 'unit_amount_decimal':
      return html`<bdi>${formatUnitAmount(text, invoice.currency, lang)}</bdi>`;
    case 'line': {
      const { description, amount } = raw as FingerprintLine;
      return html`<bdi class="text">${description ?? ''}</bdi> <bdi>${money(amount ?? 0)}</bdi>`;
    }
    case 'discounts':
      return (raw as string[]).join(', ');
    default:
      return text;
  }
}
