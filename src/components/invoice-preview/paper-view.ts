/** The document as it is drawn, on the screen and for the printer. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { safeLocale } from '../../invoice/intl.js';
import type { Paper } from './paper.js';
import type { PaperRow } from './rows.js';
import type { Sum } from './sums.js';

export interface PaperOptions {
  /** Level of the one heading. */
  level: number;
  /** The direction of a language that is not that of the surroundings. */
  dir?: 'ltr' | 'rtl';
  /** The hosted page, where it may be shown and there is something to pay. */
  payUrl: string | null;
  onPay?: (event: MouseEvent) => void;
}

export function renderPaper(paper: Paper, options: PaperOptions): TemplateResult {
  const { pen, title, mark, seller, memo, footer } = paper;
  return html`
    <article
      class="paper"
      part="paper"
      lang=${safeLocale(pen.lang)}
      dir=${ifDefined(options.dir)}
      aria-labelledby="title"
    >
      ${mark === null ? nothing : html`<span class="mark" aria-hidden="true" data-mark=${mark}></span>`}
      <div class="head">
        <div id="title" class="title" role="heading" aria-level=${options.level}>${title}</div>
        ${seller === null ? nothing : html`<bdi class="seller">${seller}</bdi>`}
      </div>
      <dl class="facts">
        ${paper.facts.map(
          ({ name, value }) =>
            html`<div>
              <dt><bdi>${name}</bdi></dt>
              <dd><bdi>${value}</bdi></dd>
            </div>`,
        )}
      </dl>
      <div class="parties">
        ${paper.parties.map(
          ({ label, name, lines }) => html`
            <div>
              <div class="label">${label}</div>
              ${name ? html`<div class="name"><bdi>${name}</bdi></div>` : nothing}
              ${lines.map((line) => html`<div><bdi>${line}</bdi></div>`)}
            </div>
          `,
        )}
      </div>
      <div class="standing" part="standing">
        <bdi class="headline">${paper.headline.amount}</bdi>
        ${paper.headline.sentence === null ? nothing : html`<p>${paper.headline.sentence}</p>`}
        ${renderPay(paper, options)}
      </div>
      ${memo === null ? nothing : html`<p class="prose" part="memo"><bdi>${memo}</bdi></p>`}
      ${renderLines(paper)} ${renderSums(paper)}
      ${footer === null ? nothing : html`<p class="prose footer" part="footer"><bdi>${footer}</bdi></p>`}
    </article>
  `;
}

function renderPay({ pen }: Paper, { payUrl, onPay }: PaperOptions): TemplateResult | typeof nothing {
  if (payUrl === null) return nothing;
  return html`<a
    part="pay"
    class="pay"
    href=${payUrl}
    target="_blank"
    rel="noopener noreferrer"
    @click=${onPay ?? nothing}
    >${pen.words.pay_online}</a
  >`;
}

function renderLines({ rows, pen, missing }: Paper): TemplateResult {
  const { words } = pen;
  const taxed = rows.some(({ tax }) => tax !== null);
  return html`
    <table part="lines" class="lines" role="table">
      <caption class="visually-hidden">
        ${words.items}
      </caption>
      <thead>
        <tr role="row">
          <th role="columnheader" scope="col">${words.description}</th>
          <th role="columnheader" scope="col" class="number wide">${words.quantity}</th>
          <th role="columnheader" scope="col" class="number wide">${words.unit_price}</th>
          ${taxed ? html`<th role="columnheader" scope="col" class="number wide">${words.tax}</th>` : nothing}
          <th role="columnheader" scope="col" class="number">${words.amount}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => renderRow(row, taxed, words.times))}
        ${
          rows.length
            ? nothing
            : html`<tr class="none">
                <td colspan="5">${words.no_items}</td>
              </tr>`
        }
        ${
          missing === null
            ? nothing
            : html`<tr class="none">
                <td colspan="5">${missing}</td>
              </tr>`
        }
      </tbody>
    </table>
  `;
}

/** On a narrow sheet what stands in columns of its own moves below the description. */
function renderRow(
  { description, asides, quantity, unitPrice, tax, amount }: PaperRow,
  taxed: boolean,
  times: (quantity: string, price: string) => string,
): TemplateResult {
  const sold = unitPrice ? times(quantity, unitPrice) : quantity;
  return html`<tr role="row">
    <td role="cell">
      <div class="description"><bdi>${description}</bdi></div>
      <small class="narrow"><bdi>${sold}</bdi>${tax === null ? nothing : html` · <bdi>${tax}</bdi>`}</small>
      ${asides.map(
        ({ text, amount: off }) =>
          html`<small
            ><bdi>${text}</bdi> ${off === undefined ? nothing : html`<bdi class="whole">${off}</bdi>`}</small
          >`,
      )}
    </td>
    <td role="cell" class="number wide"><bdi>${quantity}</bdi></td>
    <td role="cell" class="number wide"><bdi>${unitPrice}</bdi></td>
    ${taxed ? html`<td role="cell" class="number wide"><bdi>${tax}</bdi></td>` : nothing}
    <td role="cell" class="number"><bdi>${amount}</bdi></td>
  </tr>`;
}

function renderSums({ sums, pen }: Paper): TemplateResult {
  const row = ({ label, amount, kind }: Sum): TemplateResult =>
    html`<div class=${kind}>
      <dt><bdi>${label}</bdi></dt>
      <dd class="number"><bdi>${pen.money(amount)}</bdi></dd>
    </div>`;
  return html`<dl class="sums" part="totals">${sums.map(row)}</dl>`;
}
