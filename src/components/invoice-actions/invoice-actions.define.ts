import { InvoiceActions } from './invoice-actions.js';

InvoiceActions.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-actions': InvoiceActions;
  }
}

export { InvoiceActions };
