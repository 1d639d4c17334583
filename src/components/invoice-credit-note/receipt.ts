/** Stripe's preview: the credit note as it will be, and what becomes of the invoice. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatDecimal, formatUnitAmount } from '../../invoice/money.js';
import type { CreditNote, CreditNoteLine } from '../../invoice/wire.js';
import { renderFace } from '../internal/problem.js';
import type { Drawing } from './drawing.js';
import type { Previewed } from './preview.js';
import { explainRefusal } from './refusals.js';
import { sumsOf } from './sums.js';
import { taxName } from './tax-names.js';

/** What is shown as the preview now: while it runs, what the person has agreed to. */
export function shownPreview({ model }: Drawing): { shown: Previewed | null; isCurrent: boolean } {
  const { step } = model.issuing;
  if (model.issuing.locked && 'order' in step) return { shown: step.order.shown, isCurrent: true };
  const { state } = model.writing.previewer;
  if (state.name === 'shown') return { shown: state.shown, isCurrent: model.writing.ready !== null };
  return { shown: 'over' in state ? state.over : null, isCurrent: false };
}

export function renderReceipt(drawing: Drawing): TemplateResult {
  const { model, words } = drawing;
  const { shown, isCurrent } = shownPreview(drawing);
  const asking = model.writing.previewer.state.name === 'asking' && !isCurrent;
  return html`<section part="preview" class="receipt" aria-labelledby="preview-title" aria-busy=${asking}>
    <div class="row">
      <h3 id="preview-title">${words.preview}</h3>
      <span class="hint"
        >${asking ? words.asking : isCurrent && shown ? html`<bdi>${shown.note.number}</bdi>` : shown ? words.out_of_date : nothing}</span
      >
    </div>
    ${renderBody(drawing, shown, isCurrent)}
  </section>`;
}

function renderBody(drawing: Drawing, shown: Previewed | null, isCurrent: boolean): TemplateResult {
  const { model, words, speech } = drawing;
  const { state } = model.writing.previewer;
  if (state.name === 'refused' && !isCurrent) {
    const face = explainRefusal(state.problem, speech.source);
    return renderFace(face, speech.source, () => model.writing.refresh(true));
  }
  if (shown) {
    return html`<div class=${isCurrent ? 'sheet' : 'sheet stale'}>${renderSheet(drawing, shown)}</div>`;
  }
  if (state.name === 'asking') return renderWaiting(drawing);
  return html`<p class="hint">${words.preview_none}</p>`;
}

/** Of the height of a preview of an amount, so that nothing jumps. */
function renderWaiting({ words }: Drawing): TemplateResult {
  const row = (label: string): TemplateResult =>
    html`<div class="row">
      <span class="skeleton">${label}</span><span class="skeleton number">000,00</span>
    </div>`;
  return html`<div class="sheet" .inert=${true}>${row(words.total)} ${row(words.still_due)}</div>`;
}

function renderSheet(drawing: Drawing, { note, invoice }: Previewed): TemplateResult {
  const { words, money } = drawing;
  const remaining = invoice.amount_remaining;
  const { lines } = note;
  return html`
    ${
      lines.data.length
        ? html`<ul class="sheet-lines">
            ${lines.data.map((line) => renderLine(drawing, line))}
            ${lines.has_more ? html`<li class="hint">${words.more_items}</li>` : nothing}
          </ul>`
        : nothing
    }
    <dl>
      ${renderSums(drawing, note)}
      ${
        remaining > 0 || note.pre_payment_amount > 0
          ? renderRow(
              words.still_due,
              html`${renderChange(drawing, remaining, remaining - note.pre_payment_amount)}`,
            )
          : nothing
      }
      ${
        note.post_payment_amount > 0
          ? renderRow(words.given_back, html`<bdi>${money(note.post_payment_amount)}</bdi>`)
          : nothing
      }
    </dl>
  `;
}

function renderSums(drawing: Drawing, note: CreditNote): TemplateResult {
  const { words, money } = drawing;
  const { subtotal, discounts, shipping, taxes, included, total } = sumsOf(note);
  const amount = (value: number): TemplateResult => html`<bdi>${money(value)}</bdi>`;
  return html`
    ${subtotal !== total ? renderRow(words.subtotal, amount(subtotal), 'muted') : nothing}
    ${discounts ? renderRow(words.discounts, amount(-discounts), 'muted') : nothing}
    ${shipping ? renderRow(words.shipping, amount(shipping), 'muted') : nothing}
    ${taxes.map((tax) => renderRow(taxName(tax.rate, drawing), amount(tax.amount), 'muted'))}
    ${renderRow(words.total, html`<bdi class="total">${money(total)}</bdi>`, 'sum')}
    ${included.map((tax) => renderRow(words.tax_included(taxName(tax.rate, drawing)), amount(tax.amount), 'muted'))}
  `;
}

const renderRow = (label: string, value: TemplateResult, kind = ''): TemplateResult =>
  html`<div class="row ${kind}">
    <dt>${label}</dt>
    <dd class="number">${value}</dd>
  </div>`;

function renderLine(drawing: Drawing, line: CreditNoteLine): TemplateResult {
  const { money, words, speech, facts } = drawing;
  const { quantity, unit_amount_decimal: unit } = line;
  const units =
    quantity !== null && unit !== null && quantity !== 1
      ? words.of_units(
          formatDecimal(String(quantity), speech.lang),
          formatUnitAmount(unit, facts.invoice.currency, speech.lang),
        )
      : null;
  return html`<li class="row">
    <span>${line.description ?? words.own} ${units ? html`<bdi class="hint">${units}</bdi>` : nothing}</span>
    <span class="number"><bdi>${money(line.amount)}</bdi></span>
  </li>`;
}

/** `€20.00 → €8.00`; the arrow points the way that is read. */
function renderChange({ money, words }: Drawing, before: number, after: number): TemplateResult {
  if (before === after) return html`<bdi>${money(after)}</bdi>`;
  return html`<span class="before"><bdi>${money(before)}</bdi></span>
    <span class="arrow" aria-hidden="true">→</span><span class="visually-hidden">${words.becomes}</span>
    <bdi class="after">${money(after)}</bdi>`;
}
