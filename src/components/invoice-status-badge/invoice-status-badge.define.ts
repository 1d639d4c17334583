import { InvoiceStatusBadge } from './invoice-status-badge.js';

InvoiceStatusBadge.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-status-badge': InvoiceStatusBadge;
  }
}

export { InvoiceStatusBadge };
