/**
 * Every word on the screen, in English, the language that the others are translated from. One module for each part of
 * the screen, so that an element carries its own words only, and a part that comes later brings its own.
 */
export { problems } from './en/problems.js';
export { explanations } from './en/explanations.js';
export { fields } from './en/fields.js';
export { statusBadge } from './en/status-badge.js';
export { hostedLink } from './en/hosted-link.js';
export { doing } from './en/doing.js';
export { hostedMore } from './en/hosted-more.js';
export { finalizeButton } from './en/finalize-button.js';
export { finalizeDialog } from './en/finalize-dialog.js';
export { finalized } from './en/finalized.js';
export { schedule } from './en/schedule.js';
export { scheduleForm } from './en/schedule-form.js';
export { invoicePreview } from './en/invoice-preview.js';
export { invoicePaper } from './en/invoice-paper.js';
export { timeline } from './en/timeline.js';
export { paymentMethods } from './en/payment-methods.js';
export { invoiceList } from './en/invoice-list.js';
export { listBulk } from './en/list-bulk.js';
export { listBulkMore } from './en/list-bulk-more.js';
export { invoiceActions } from './en/invoice-actions.js';
export { actionDialog } from './en/action-dialog.js';
export { payment } from './en/payment.js';
export { invoiceApp } from './en/invoice-app.js';
export { paymentForm } from './en/payment-form.js';
export { draftEditor } from './en/draft-editor.js';
export { draftMore } from './en/draft-more.js';
export { creditNote } from './en/credit-note.js';
export { listFilters } from './en/list-filters.js';
export { listPanels } from './en/list-panels.js';
export { listExport } from './en/list-export.js';
