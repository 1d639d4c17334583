/**
 * Every word on the screen, in English, the language that the others are translated from. One module for each part of
 * the screen, so that an element carries its own words only, and a part that comes later brings its own.
 */
export { problems } from './en/problems.js';
export { explanations } from './en/explanations.js';
export { fields } from './en/fields.js';
export { statusBadge } from './en/status-badge.js';
export { hostedLink } from './en/hosted-link.js';
export { hostedMore } from './en/hosted-more.js';
export { finalizeButton } from './en/finalize-button.js';
export { finalizeDialog } from './en/finalize-dialog.js';
export { finalized } from './en/finalized.js';
export { invoicePreview } from './en/invoice-preview.js';
export { invoicePaper } from './en/invoice-paper.js';
export { paymentMethods } from './en/payment-methods.js';
export { draftEditor } from './en/draft-editor.js';
export { draftMore } from './en/draft-more.js';
