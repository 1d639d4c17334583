/**
 * Defines every element: what a `<script type="module">` loads. For single elements, or classes without a side effect,
 * import `invoice-elements/components/<tag>/define` or `invoice-elements/components/<tag>`.
 */
export { FinalizeButton } from './components/finalize-button/finalize-button.define.js';
export { InvoiceActions } from './components/invoice-actions/invoice-actions.define.js';
export { InvoiceApp } from './components/invoice-app/invoice-app.define.js';
export { InvoiceCreditNote } from './components/invoice-credit-note/invoice-credit-note.define.js';
export { InvoiceDraftEditor } from './components/invoice-draft-editor/invoice-draft-editor.define.js';
export { InvoiceHostedLink } from './components/invoice-hosted-link/invoice-hosted-link.define.js';
export { InvoiceList } from './components/invoice-list/invoice-list.define.js';
export { InvoicePreview } from './components/invoice-preview/invoice-preview.define.js';
export { InvoicePayment } from './components/invoice-payment/invoice-payment.define.js';
export { InvoiceProvider } from './components/invoice-provider/invoice-provider.define.js';
export { InvoiceSchedule } from './components/invoice-schedule/invoice-schedule.define.js';
export { InvoiceStatusBadge } from './components/invoice-status-badge/invoice-status-badge.define.js';
export { InvoiceTimeline } from './components/invoice-timeline/invoice-timeline.define.js';

export * from './components/finalize-button/finalize-button.events.js';
export * from './components/invoice-app/invoice-app.events.js';
export * from './components/invoice-credit-note/invoice-credit-note.events.js';
export * from './components/invoice-draft-editor/invoice-draft-editor.events.js';
export * from './components/invoice-list/invoice-list.events.js';
export * from './components/invoice-timeline/invoice-timeline.events.js';
export * from './components/internal/action-events.js';
export { InvoiceChangeEvent, InvoiceErrorEvent } from './components/internal/events.js';

export * from './adapter/index.js';
export * from './invoice/index.js';
export { registerTranslation, type Translation } from './translations/registry.js';
