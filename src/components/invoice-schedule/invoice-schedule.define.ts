import { InvoiceSchedule } from './invoice-schedule.js';

InvoiceSchedule.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-schedule': InvoiceSchedule;
  }
}

export { InvoiceSchedule };
