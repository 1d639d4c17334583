/** Actions that have an element of their own, which is shown in the dialog. */
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { InvoiceAdapter, RetryPolicy } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import { modal } from '../internal/dialog.js';
import { icon } from '../internal/icons.js';
import { doingWords, type Speech } from '../internal/speech.js';
import { InvoiceCreditNote } from '../invoice-credit-note/invoice-credit-note.js';
import { InvoiceSchedule } from '../invoice-schedule/invoice-schedule.js';
import type { ActionFlow, PanelName } from './action-flow.js';
import { wordsOf } from './deeds.js';

export interface PanelContext {
  adapter: InvoiceAdapter | null;
  invoice: Invoice;
  retry: Partial<RetryPolicy> | null;
}

/** Makes the elements known, before they are drawn. */
export function definePanels(): void {
  InvoiceCreditNote.define();
  InvoiceSchedule.define();
}

export function renderPanel(
  flow: ActionFlow,
  panel: PanelName,
  context: PanelContext,
  speech: Speech,
): TemplateResult {
  const credits = panel === 'credit';
  return html`<dialog
    part="dialog"
    class="panel"
    aria-labelledby="title"
    ${modal({ cancel: () => flow.cancel(), focus: credits ? '.dialog-body' : '.panel-close' })}
    @invoice-credit-cancel=${() => flow.cancel()}
  >
    <div class="dialog-body" tabindex="-1">
      <div class="panel-title">
        <h2 id="title" class="dialog-title">${wordsOf(speech)[`panel_${panel}`]}</h2>
        ${credits ? nothing : renderClose(flow, speech)}
      </div>
      ${credits ? renderCreditNote(context) : renderSchedule(context)}
    </div>
  </dialog>`;
}

function renderClose(flow: ActionFlow, speech: Speech): TemplateResult {
  const { close } = doingWords(speech);
  return html`<button
    type="button"
    part="cancel"
    class="quiet panel-close"
    aria-label=${close}
    title=${close}
    @click=${() => flow.cancel()}
  >
    ${icon('cross')}
  </button>`;
}

/** It has buttons of its own to leave by. */
const renderCreditNote = ({ adapter, invoice, retry }: PanelContext): TemplateResult => html`
  <invoice-credit-note
    plain
    cancelable
    .adapter=${adapter}
    .invoiceId=${invoice.id}
    .retry=${retry}
  ></invoice-credit-note>
`;

const renderSchedule = ({ adapter, invoice, retry }: PanelContext): TemplateResult => html`
  <invoice-schedule
    .adapter=${adapter}
    .invoiceId=${invoice.id}
    .retry=${retry}
    ${ref(openForm)}
  ></invoice-schedule>
`;

/** Whoever chose to schedule wants to choose a time. */
function openForm(element: Element | undefined): void {
  if (element instanceof InvoiceSchedule) void element.show();
}
