import { InvoicePreview } from './invoice-preview.js';

InvoicePreview.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-preview': InvoicePreview;
  }
}

export { InvoicePreview };
