/** Everything of a list that deals with many invoices at once: its bar, its dialogs, its run, and the focus between them. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceStore } from '../../../adapter/store.js';
import { InvoiceBulkDoneEvent } from '../invoice-list.events.js';
import { saveCsv } from '../../internal/save-file.js';
import type { Speech } from '../../internal/speech.js';
import { isEmpty } from '../selection.js';
import { ChoiceKeeper } from './acts.js';
import { renderAsking } from './asking.js';
import { renderBar } from './bar.js';
import { BulkFlow, type BulkView } from './bulk-flow.js';
import { runOf, type PageRun } from './page-run.js';
import { receiptCsv } from './receipt-csv.js';
import { renderReceipt, ROWS, type ReceiptView } from './receipt.js';
import { renderPanel, runSpoken, type PanelActions } from './run-panel.js';

/** The list, as far as it is needed here. */
export interface BulkHost extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
}

/** What the list does for it. */
export interface BulkList {
  /** Null where there is nothing to work with yet. */
  view(): BulkView | null;
  clear(): void;
  /** Gives the focus to the row that was dealt with last. */
  toRows(): void;
}

export class BulkDesk {
  readonly #host: BulkHost;
  readonly #list: BulkList;
  readonly #flow: BulkFlow;
  readonly #choice = new ChoiceKeeper();
  #run: PageRun | null = null;
  #unwatch?: () => void;
  #receipt: ReceiptView | null = null;
  /** The focus is to go to the run. */
  #toPanel = false;

  constructor(host: BulkHost, list: BulkList) {
    this.#host = host;
    this.#list = list;
    this.#flow = new BulkFlow(
      host,
      () => list.view(),
      () => this.#run,
      (again) => this.#began(again),
    );
  }

  /** Watches the run of this backend. */
  follow(store: InvoiceStore | null): void {
    const run = store && runOf(store);
    run?.look();
    if (run === this.#run) return;
    this.#unwatch?.();
    this.#flow.cancel();
    this.#receipt = null;
    this.#run = run;
    this.#unwatch = run?.watch({
      changed: () => this.#host.requestUpdate(),
      done: () => this.#done(),
    });
  }

  /** A dialog keeps the focus, whatever of it has come and gone; once there is none, the run may be waiting for it. */
  drawn(): void {
    const dialog = this.#find('.bulk-dialog[open]');
    if (dialog && !dialog.matches(':focus-within')) this.#find('.bulk-dialog .cancel')?.focus();
    const panel = this.#toPanel && !dialog && this.#find('[part=run]');
    if (!panel) return;
    this.#toPanel = false;
    panel.focus();
  }

  /** Gives the focus to the first thing that can be done. */
  async act(): Promise<void> {
    await this.#host.updateComplete;
    this.#find('[part~=act]')?.focus();
  }

  render(speech: Speech): TemplateResult | typeof nothing {
    const view = this.#list.view();
    if (!view) return nothing;
    const run = this.#run;
    const { step } = this.#flow;
    const { zones, now } = view;
    return html`
      <div class="bulk stays">
        ${run ? renderPanel(run, this.#panel, speech) : nothing}
        ${isEmpty(view.selection) ? nothing : this.#renderBar(view, speech)}
      </div>
      <div role="status" class="visually-hidden">${run ? runSpoken(run, speech) : nothing}</div>
      ${step.name === 'idle' ? nothing : renderAsking(step, { flow: this.#flow, zones, now, speech })}
      ${
        run && this.#receipt
          ? renderReceipt(
              run,
              this.#receipt,
              {
                show: (next) => this.#show(next),
                download: () => this.#download(),
                close: () => this.#show(null),
              },
              speech,
            )
          : nothing
      }
    `;
  }

  #renderBar({ selection, rows, session }: BulkView, speech: Speech): TemplateResult {
    const choice = this.#choice.get(selection, rows, session);
    return renderBar(
      { selection, choice, occupied: this.#run?.occupied ?? false, speech },
      {
        begin: (action) => this.#flow.begin(action),
        clear: () => {
          this.#list.clear();
          this.#list.toRows();
        },
        leave: () => this.#list.toRows(),
      },
    );
  }

  readonly #panel: PanelActions = {
    pause: () => this.#run?.pause(),
    resume: () => this.#run?.resume(),
    stop: () => void this.#run?.stop(),
    goOn: () => {
      void this.#run?.goOn();
      this.#focusPanel();
    },
    retry: () => this.#flow.retry(),
    receipt: () => this.#show({ kind: 'all', most: ROWS }),
    close: () => {
      void this.#run?.close();
      this.#list.toRows();
    },
  };

  /** What was chosen is in other hands now. */
  #began(again: boolean): void {
    if (!again) this.#list.clear();
    this.#focusPanel();
  }

  #done(): void {
    const { record, receipts, state } = this.#run ?? {};
    if (!record || !receipts) return;
    const event = new InvoiceBulkDoneEvent(record.work, [...receipts.values()], state !== 'ended');
    this.#host.dispatchEvent(event);
    if (this.#isFocusIn('[part=run]')) this.#focusPanel();
  }

  #show(receipt: ReceiptView | null): void {
    this.#receipt = receipt;
    this.#host.requestUpdate();
  }

  #download(): void {
    const { record, receipts } = this.#run ?? {};
    if (!record || !receipts) return;
    saveCsv(`invoices-${record.work.action}-${record.created}.csv`, [receiptCsv(record, receipts)]);
  }

  /** Its buttons come and go; the panel itself stays, and takes the focus as soon as it is there. */
  #focusPanel(): void {
    this.#toPanel = true;
    this.#host.requestUpdate();
  }

  #isFocusIn(selector: string): boolean {
    return Boolean(this.#find(`${selector}:focus-within`));
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector(selector);
  }
}
