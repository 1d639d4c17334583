import { InvoiceApp } from './invoice-app.js';

InvoiceApp.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-app': InvoiceApp;
  }
}

export { InvoiceApp };
