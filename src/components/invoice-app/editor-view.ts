/** A draft in its editor. Once it is finalized the editor stays, with what it says of that, until the person goes on. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { renderActions, renderPreview, renderSchedule, renderTimeline } from './nested.js';
import type { EditorContext } from './page-context.js';
import { renderPanel } from './panel.js';

/** What the page has no button for. */
export function renderDeeds(context: EditorContext): TemplateResult | typeof nothing {
  const { id, finalized } = context;
  return id && !finalized ? renderActions(id, context, 'finalize send edit schedule') : nothing;
}

export function renderEditor(context: EditorContext): TemplateResult {
  const { id, customer, sheet, finalized, show, adapterUrl, adapter } = context;
  return html`<div class="desk">
    ${keyed(
      sheet,
      html`<invoice-draft-editor
        part="editor"
        exportparts="lines: editor-lines, totals: editor-totals, foot: editor-foot"
        adapter-url=${adapterUrl}
        .adapter=${adapter}
        .invoiceId=${id}
        .customer=${customer}
      ></invoice-draft-editor>`,
    )}
    ${finalized ? html`<p class="after">${show}</p>` : nothing}
    ${id && !finalized ? renderPanels(context) : nothing}
  </div>`;
}

function renderPanels(context: EditorContext): TemplateResult {
  const { id, level, words } = context;
  return html`<div class="panels pair">
      ${renderPanel(level, 'schedule', words.part_schedule, renderSchedule(id, context))}
      ${renderPanel(level, 'history', words.part_history, renderTimeline(id, context))}
      <slot name="detail-panel"></slot>
    </div>
    <details class="panel">
      <summary class="panel-heading">${words.part_preview}</summary>
      ${renderPreview(id, context)}
    </details>`;
}
