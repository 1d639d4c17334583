/** Actions that have an element of their own, which is shown in the dialog. */
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { InvoiceAdapter, RetryPolicy } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import { doing } from '../../translations/en/doing.js';
import { modal } from '../internal/dialog.js';
import type { Speech } from '../internal/speech.js';
import { InvoiceSchedule } from '../invoice-schedule/invoice-schedule.js';
import type { ActionFlow, PanelName } from './action-flow.js';
import { wordsOf } from './deeds.js';

export interface PanelContext {
  adapter: InvoiceAdapter | null;
  invoice: Invoice;
  retry: Partial<RetryPolicy> | null;
}

/** Makes the elements known, before they are drawn. */
export function definePanels(registry?: CustomElementRegistry): void {
  InvoiceSchedule.define(undefined, registry);
}

export function renderPanel(
  flow: ActionFlow,
  panel: PanelName,
  context: PanelContext,
  speech: Speech,
): TemplateResult {
  const words = wordsOf(speech);
  return html`<dialog
    part="dialog"
    class="panel"
    aria-labelledby="title"
    ${modal({ cancel: () => flow.cancel(), focus: '.panel-close' })}
  >
    <div class="dialog-body" tabindex="-1">
      <h2 id="title" class="dialog-title">${words[`panel_${panel}`]}</h2>
      ${renderElement(panel, context)}
      <div class="dialog-buttons">
        <button type="button" part="cancel" class="panel-close" @click=${() => flow.cancel()}>
          ${speech.source.wordsOf('doing', doing).close}
        </button>
      </div>
    </div>
  </dialog>`;
}

function renderElement(_panel: PanelName, { adapter, invoice, retry }: PanelContext): TemplateResult {
  return html`<invoice-schedule
    .adapter=${adapter}
    .invoiceId=${invoice.id}
    .retry=${retry}
    ${ref(openForm)}
  ></invoice-schedule>`;
}

/** Whoever chose to schedule wants to choose a time. */
function openForm(element: Element | undefined): void {
  if (element instanceof InvoiceSchedule) void element.show();
}
