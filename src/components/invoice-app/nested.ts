/** The elements that the page of a draft and that of a finalized invoice have in common. */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from './page-context.js';

type Nested = (id: string, context: PageContext) => TemplateResult;

/** @param without - actions that the page has elsewhere */
export const renderActions = (
  id: string,
  { adapterUrl, adapter, retry }: PageContext,
  without = '',
): TemplateResult =>
  html`<slot name="detail-actions"></slot>
    <invoice-actions
      part="actions"
      exportparts="action: actions-action, more: actions-more, dialog: actions-dialog"
      without=${without}
      adapter-url=${adapterUrl}
      .adapter=${adapter}
      invoice-id=${id}
      .retry=${retry}
    ></invoice-actions>`;

export const renderSchedule: Nested = (id, { adapterUrl, adapter, retry }) =>
  html`<invoice-schedule
    adapter-url=${adapterUrl}
    .adapter=${adapter}
    invoice-id=${id}
    .retry=${retry}
  ></invoice-schedule>`;

export const renderTimeline: Nested = (id, { adapterUrl, adapter }) =>
  html`<invoice-timeline
    part="timeline"
    exportparts="step: timeline-step"
    adapter-url=${adapterUrl}
    .adapter=${adapter}
    invoice-id=${id}
  ></invoice-timeline>`;

export const renderPreview: Nested = (id, { adapterUrl, adapter, level }) =>
  html`<invoice-preview
    part="preview"
    exportparts="sheet: preview-sheet, paper: preview-paper"
    adapter-url=${adapterUrl}
    .adapter=${adapter}
    invoice-id=${id}
    heading-level=${Math.min(6, level + 1)}
  ></invoice-preview>`;
