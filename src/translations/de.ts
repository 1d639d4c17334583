/** German, one module for each part of the screen, as in English. Registers itself. */
import { draftEditor } from './de/draft-editor.js';
import { draftMore } from './de/draft-more.js';
import { explanations } from './de/explanations.js';
import { fields } from './de/fields.js';
import { finalizeButton } from './de/finalize-button.js';
import { finalizeDialog } from './de/finalize-dialog.js';
import { finalized } from './de/finalized.js';
import { hostedLink } from './de/hosted-link.js';
import { hostedMore } from './de/hosted-more.js';
import { invoicePaper } from './de/invoice-paper.js';
import { invoicePreview } from './de/invoice-preview.js';
import { paymentMethods } from './de/payment-methods.js';
import { problems } from './de/problems.js';
import { statusBadge } from './de/status-badge.js';
import { registerTranslation, type Translation } from './registry.js';

const de: Translation = {
  lang: 'de',
  groups: {
    problems,
    explanations,
    fields,
    statusBadge,
    hostedLink,
    hostedMore,
    finalizeButton,
    finalizeDialog,
    finalized,
    invoicePreview,
    invoicePaper,
    paymentMethods,
    draftEditor,
    draftMore,
  },
};

registerTranslation(de);

export default de;
