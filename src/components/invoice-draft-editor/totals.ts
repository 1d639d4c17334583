/** What it adds up to. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney } from '../../invoice/money.js';
import { numberFormat } from '../../invoice/intl.js';
import type { TaxFigure } from './figures.js';
import type { View } from './view.js';

export function renderTotals(view: View): TemplateResult {
  const { figures, draft, words, lang } = view;
  const money = (amount: number): string => formatMoney(amount, draft.currency, lang);
  const row = (name: unknown, amount: number, kind = ''): TemplateResult =>
    html`<div class=${kind}>
      <dt>${name}</dt>
      <dd class="number"><bdi>${money(amount)}</bdi></dd>
    </div>`;
  const plain = !figures.discount && !figures.shipping && !figures.taxes.length;
  const total = html`${words.total}
  ${
    figures.estimated
      ? html`<small class="estimate" part="estimate" title=${words.estimate_hint}>${words.estimate}</small>`
      : nothing
  }`;
  return html`<dl class="totals" part="totals">
    ${plain ? nothing : row(words.subtotal, figures.subtotal)}
    ${figures.discount ? row(words.discount, -figures.discount) : nothing}
    ${figures.shipping ? row(words.shipping, figures.shipping) : nothing}
    ${figures.taxes.map((tax) => row(taxName(tax, view), tax.amount))} ${row(total, figures.total, 'total')}
  </dl>`;
}

function taxName({ rate, inclusive }: TaxFigure, { words, lang }: View): string {
  const percent = (value: number): string =>
    numberFormat(lang, { style: 'percent', maximumFractionDigits: 4 }).format(value / 100);
  const name = rate ? words.tax_rate(rate.display_name, percent(rate.percentage)) : words.tax;
  return inclusive ? words.included(name) : name;
}
