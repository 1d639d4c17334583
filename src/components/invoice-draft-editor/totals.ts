/** What it adds up to. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatDecimal, formatMoney } from '../../invoice/money.js';
import type { Deviation, TaxFigure } from './figures.js';
import { taxName } from './naming.js';
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
  const tax = ({ rate, inclusive, amount }: TaxFigure): TemplateResult => {
    const name = taxName(rate, view);
    return row(inclusive ? words.included(name) : name, amount);
  };
  return html`<div class="sums">
    <dl class="totals" part="totals">
      ${plain ? nothing : row(words.subtotal, figures.subtotal)}
      ${figures.discount ? row(words.discount, -figures.discount) : nothing}
      ${figures.shipping ? row(words.shipping, figures.shipping) : nothing} ${figures.taxes.map(tax)}
      ${row(total, figures.total, 'total')}
    </dl>
    ${draft.header.automaticTax && figures.estimated ? html`<p class="hint">${words.tax_later}</p>` : nothing}
    ${renderDeviations(view)}
  </div>`;
}

/** Where Stripe's numbers are others than what was shown while it was typed, and by how much. */
function renderDeviations({ deviations, words, draft, lang }: View): TemplateResult | typeof nothing {
  const total = deviations.find(({ figure }) => figure === 'total');
  if (!total) return nothing;
  const money = (amount: number): string =>
    `${amount > 0 ? '+' : ''}${formatMoney(amount, draft.currency, lang)}`;
  const where = deviations.filter(({ figure }) => figure !== 'total');
  const name = ({ row, figure }: Deviation): string =>
    row === null ? words[figure] : words.cell(words.amount, formatDecimal(String(row + 1), lang));
  return html`<p class="hint deviation" role="note">
    ${words.deviates(money(total.by))}
    ${where.map((each) => html`<span>${name(each)} <bdi>${money(each.by)}</bdi></span> `)}
  </p>`;
}
