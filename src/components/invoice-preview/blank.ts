/** The sheet before there is anything on it, about as large as it will be. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../internal/icons.js';

const bars = (count: number, kind: string): TemplateResult[] =>
  Array.from({ length: count }, () => html`<span class="skeleton ${kind}"></span>`);

/** @param slow - what to say where it takes long; empty for nothing */
export function renderBlank(print: string, slow: string): TemplateResult {
  return html`
    <div class="bar" .inert=${true}>
      ${slow ? html`<p class="said" role="status">${slow}</p>` : nothing}
      <button type="button" part="print" class="skeleton">${icon('print')} ${print}</button>
    </div>
    <div class="frame" aria-busy="true">
      <div class="sheet" part="sheet">
        <div class="blank">
          <div>${bars(1, 'big')}</div>
          <div>${bars(3, 'some')}</div>
          <div>${bars(4, 'some')}</div>
          <div>${bars(1, 'big')}</div>
          <div class="rows">${bars(4, 'row')}</div>
          <div class="sums-blank">${bars(3, '')}</div>
        </div>
      </div>
    </div>
  `;
}
