/** German, one module for each part of the screen, as in English. Registers itself. */
import { doing } from './de/doing.js';
import { actionDialog } from './de/action-dialog.js';
import { creditNote } from './de/credit-note.js';
import { draftEditor } from './de/draft-editor.js';
import { draftMore } from './de/draft-more.js';
import { explanations } from './de/explanations.js';
import { fields } from './de/fields.js';
import { finalizeButton } from './de/finalize-button.js';
import { finalizeDialog } from './de/finalize-dialog.js';
import { finalized } from './de/finalized.js';
import { hostedLink } from './de/hosted-link.js';
import { invoiceActions } from './de/invoice-actions.js';
import { invoiceApp } from './de/invoice-app.js';
import { hostedMore } from './de/hosted-more.js';
import { invoiceList } from './de/invoice-list.js';
import { listBulk } from './de/list-bulk.js';
import { listBulkMore } from './de/list-bulk-more.js';
import { invoicePaper } from './de/invoice-paper.js';
import { invoicePreview } from './de/invoice-preview.js';
import { listExport } from './de/list-export.js';
import { listFilters } from './de/list-filters.js';
import { listPanels } from './de/list-panels.js';
import { paymentForm } from './de/payment-form.js';
import { paymentMethods } from './de/payment-methods.js';
import { payment } from './de/payment.js';
import { problems } from './de/problems.js';
import { schedule } from './de/schedule.js';
import { scheduleForm } from './de/schedule-form.js';
import { statusBadge } from './de/status-badge.js';
import { timeline } from './de/timeline.js';
import { registerTranslation, type Translation } from './registry.js';

const de: Translation = {
  lang: 'de',
  groups: {
    problems,
    explanations,
    fields,
    statusBadge,
    hostedLink,
    doing,
    hostedMore,
    finalizeButton,
    finalizeDialog,
    finalized,
    invoiceList,
    listBulk,
    listBulkMore,
    invoicePreview,
    invoicePaper,
    payment,
    paymentForm,
    paymentMethods,
    invoiceActions,
    invoiceApp,
    actionDialog,
    schedule,
    scheduleForm,
    timeline,
    draftEditor,
    draftMore,
    creditNote,
    listFilters,
    listPanels,
    listExport,
  },
};

registerTranslation(de);

export default de;
