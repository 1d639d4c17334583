/** The sheet before there is anything on it, about as large as it will be. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { drawing } from '../internal/signs.js';

export const printer = (): TemplateResult =>
  drawing(
    svg`<path d="M4.4 6V2.2h7.2V6M4.4 11.4H2.8A1.2 1.2 0 0 1 1.6 10.2v-3A1.2 1.2 0 0 1 2.8 6h10.4a1.2 1.2 0 0 1 1.2 1.2v3a1.2 1.2 0 0 1-1.2 1.2h-1.6" /><path d="M4.4 9.2h7.2v4.6H4.4z" />`,
  );

const bars = (count: number, kind: string): TemplateResult[] =>
  Array.from({ length: count }, () => html`<span class="skeleton ${kind}"></span>`);

/** @param slow - what to say where it takes long; empty for nothing */
export function renderBlank(print: string, slow: string): TemplateResult {
  return html`
    <div class="bar" .inert=${true}>
      ${slow ? html`<p class="said" role="status">${slow}</p>` : nothing}
      <button type="button" part="print" class="skeleton">${printer()} ${print}</button>
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
