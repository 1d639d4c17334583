/** A draft in its editor. Once it is finalized the editor stays, with what it says of that, until the person goes on. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { EditorContext } from './page-context.js';
import { renderPanel } from './panel.js';

/** What the page has no button for. */
export function renderDeeds(context: EditorContext): TemplateResult | typeof nothing {
  const { id, finalized, adapterUrl, adapter, retry } = context;
  if (!id || finalized) return nothing;
  return html`<slot name="detail-actions"></slot>
    <invoice-actions
      part="actions"
      exportparts="action: actions-action, more: actions-more, dialog: actions-dialog"
      without="finalize send edit schedule"
      adapter-url=${adapterUrl}
      .adapter=${adapter}
      invoice-id=${id}
      .retry=${retry}
    ></invoice-actions>`;
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
  const { id, level, words, adapterUrl, adapter, retry } = context;
  return html`<div class="panels pair">
      ${renderPanel(
        level,
        'schedule',
        words.part_schedule,
        html`<invoice-schedule
          adapter-url=${adapterUrl}
          .adapter=${adapter}
          invoice-id=${id}
          .retry=${retry}
        ></invoice-schedule>`,
      )}
      ${renderPanel(
        level,
        'history',
        words.part_history,
        html`<invoice-timeline
          part="timeline"
          exportparts="step: timeline-step"
          adapter-url=${adapterUrl}
          .adapter=${adapter}
          invoice-id=${id}
        ></invoice-timeline>`,
      )}
      <slot name="detail-panel"></slot>
    </div>
    <details class="panel">
      <summary class="panel-heading">${words.part_preview}</summary>
      <invoice-preview
        part="preview"
        exportparts="sheet: preview-sheet, paper: preview-paper"
        adapter-url=${adapterUrl}
        .adapter=${adapter}
        invoice-id=${id}
        heading-level=${Math.min(6, level + 1)}
      ></invoice-preview>
    </details>`;
}
