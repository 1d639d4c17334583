/** The page of a finalized invoice, with all elements that it consists of: loaded before it is opened. */
import { InvoiceActions } from '../invoice-actions/invoice-actions.js';
import { InvoiceCreditNote } from '../invoice-credit-note/invoice-credit-note.js';
import { InvoiceHostedLink } from '../invoice-hosted-link/invoice-hosted-link.js';
import { InvoicePayment } from '../invoice-payment/invoice-payment.js';
import { InvoicePreview } from '../invoice-preview/invoice-preview.js';
import { InvoiceSchedule } from '../invoice-schedule/invoice-schedule.js';
import { InvoiceTimeline } from '../invoice-timeline/invoice-timeline.js';

export { renderDeeds, renderDetail, renderFacts } from './detail-view.js';
export { speechOf } from '../internal/speech.js';

/** Makes the elements known, before they are drawn. */
export function prepare(): void {
  InvoiceActions.define();
  InvoiceCreditNote.define();
  InvoiceHostedLink.define();
  InvoicePayment.define();
  InvoicePreview.define();
  InvoiceSchedule.define();
  InvoiceTimeline.define();
}
