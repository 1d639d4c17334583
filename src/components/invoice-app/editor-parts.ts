/** The page of a draft, with all elements that it consists of: loaded before it is opened. */
import { InvoiceActions } from '../invoice-actions/invoice-actions.js';
import { InvoiceDraftEditor } from '../invoice-draft-editor/invoice-draft-editor.js';
import { InvoicePreview } from '../invoice-preview/invoice-preview.js';
import { InvoiceSchedule } from '../invoice-schedule/invoice-schedule.js';
import { InvoiceTimeline } from '../invoice-timeline/invoice-timeline.js';

export { renderDeeds, renderEditor } from './editor-view.js';

/** Makes the elements known, before they are drawn. */
export function prepare(): void {
  InvoiceActions.define();
  InvoiceDraftEditor.define();
  InvoicePreview.define();
  InvoiceSchedule.define();
  InvoiceTimeline.define();
}
