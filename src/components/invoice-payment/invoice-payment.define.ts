import { InvoicePayment } from './invoice-payment.js';

InvoicePayment.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-payment': InvoicePayment;
  }
}

export { InvoicePayment };
