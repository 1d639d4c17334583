/** German, one module for each part of the screen, as in English. Registers itself. */
import { draftEditor } from './de/draft-editor.js';
import { draftMore } from './de/draft-more.js';
import { explanations } from './de/explanations.js';
import { fields } from './de/fields.js';
import { finalizeButton } from './de/finalize-button.js';
import { finalizeDialog } from './de/finalize-dialog.js';
import { finalized } from './de/finalized.js';
import { hostedLink } from './de/hosted-link.js';
import { paymentMethods } from './de/payment-methods.js';
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
    finalizeButton,
    finalizeDialog,
    finalized,
    paymentMethods,
    schedule,
    scheduleForm,
    timeline,
    draftEditor,
    draftMore,
  },
};

registerTranslation(de);

export default de;
