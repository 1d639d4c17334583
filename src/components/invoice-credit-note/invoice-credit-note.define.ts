import { InvoiceCreditNote } from './invoice-credit-note.js';

InvoiceCreditNote.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-credit-note': InvoiceCreditNote;
  }
}

export { InvoiceCreditNote };
