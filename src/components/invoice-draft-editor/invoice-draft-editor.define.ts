import { InvoiceDraftEditor } from './invoice-draft-editor.js';

InvoiceDraftEditor.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-draft-editor': InvoiceDraftEditor;
  }
}

export { InvoiceDraftEditor };
