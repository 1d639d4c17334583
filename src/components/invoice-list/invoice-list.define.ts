import { InvoiceList } from './invoice-list.js';

InvoiceList.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-list': InvoiceList;
  }
}

export { InvoiceList };
