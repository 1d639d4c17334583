import { InvoiceProvider } from './invoice-provider.js';

InvoiceProvider.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-provider': InvoiceProvider;
  }
}

export { InvoiceProvider };
