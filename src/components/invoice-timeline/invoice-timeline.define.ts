import { InvoiceTimeline } from './invoice-timeline.js';

InvoiceTimeline.define();

declare global {
  interface HTMLElementTagNameMap {
    'invoice-timeline': InvoiceTimeline;
  }
}

export { InvoiceTimeline };
