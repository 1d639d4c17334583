import { InvoiceHostedLink } from './invoice-hosted-link.js';

InvoiceHostedLink.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-hosted-link': InvoiceHostedLink;
  }
}

export { InvoiceHostedLink };
