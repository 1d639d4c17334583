/** The page of a draft, with its editor: loaded before it is opened. */
import { InvoiceActions } from '../invoice-actions/invoice-actions.js';
import { InvoiceDraftEditor } from '../invoice-draft-editor/invoice-draft-editor.js';

export { renderDeeds, renderEditor } from './editor-view.js';

/** Makes the elements known, before they are drawn. */
export function prepare(): void {
  InvoiceActions.define();
  InvoiceDraftEditor.define();
}
