/** A draft in its editor. Once it is finalized the editor stays, with what it says of that, until the person goes on. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { EditorContext } from './page-context.js';

/** What the editor has no button for. */
export function renderDeeds(context: EditorContext): TemplateResult | typeof nothing {
  const { id, finalized, adapterUrl, adapter, retry } = context;
  if (!id || finalized) return nothing;
  return html`<invoice-actions
    part="actions"
    without="finalize send edit"
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
        adapter-url=${adapterUrl}
        .adapter=${adapter}
        .invoiceId=${id}
        .customer=${customer}
      ></invoice-draft-editor>`,
    )}
    ${finalized ? html`<p class="after">${show}</p>` : nothing}
  </div>`;
}
