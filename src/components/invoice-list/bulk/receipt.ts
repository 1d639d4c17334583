/** What came of each invoice of a run, row by row; as many as there are, a hundred at a time. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ManyOutcome, Receipt } from '../../../adapter/many.js';
import { formatMoney } from '../../../invoice/money.js';
import { invoiceList } from '../../../translations/en/invoice-list.js';
import { modal } from '../../internal/dialog.js';
import { explainProblem } from '../../internal/explain.js';
import { sign } from '../../internal/signs.js';
import type { Speech } from '../../internal/speech.js';
import { moreWords, numberIn } from './asking.js';
import { draftName } from '../table.js';
import { bulkWords } from './bar.js';
import type { PageRun } from './page-run.js';
import type { BulkRecord } from './run-record.js';

export type ReceiptKind = ManyOutcome | 'untouched' | 'all';

/** Which rows are shown. */
export interface ReceiptView {
  kind: ReceiptKind;
  /** So many of them. */
  most: number;
}

export interface ReceiptActions {
  show(view: ReceiptView): void;
  download(): void;
  close(): void;
}

/** Rows that are unfolded at once. */
export const ROWS = 100;

/** One invoice of the run. Without a receipt nothing was done to it. */
export interface ReceiptRow {
  id: string;
  kind: Exclude<ReceiptKind, 'all'>;
  receipt: Receipt | null;
}

const KINDS = ['all', 'refused', 'gave_up', 'done', 'already', 'untouched'] as const;

/** What went wrong comes first. */
export function rowsOf(record: BulkRecord, receipts: ReadonlyMap<string, Receipt>): ReceiptRow[] {
  const settled = [...receipts.values()].map((receipt): ReceiptRow => ({
    id: receipt.invoice,
    kind: receipt.outcome,
    receipt,
  }));
  const untouched = record.ids.filter((id) => !receipts.has(id));
  const all = [...settled, ...untouched.map((id): ReceiptRow => ({ id, kind: 'untouched', receipt: null }))];
  return all.sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
}

const TONES = {
  done: 'positive',
  already: 'neutral',
  refused: 'urgent',
  gave_up: 'warning',
  untouched: 'neutral',
} as const;

export function renderReceipt(
  run: PageRun,
  view: ReceiptView,
  actions: ReceiptActions,
  speech: Speech,
): TemplateResult | typeof nothing {
  const { record } = run;
  if (!record) return nothing;
  const words = moreWords(speech);
  const rows = rowsOf(record, run.receipts);
  const shown = rows.filter(({ kind }) => view.kind === 'all' || kind === view.kind);
  const more = shown.length - view.most;
  return html`<dialog
    part="dialog"
    class="bulk-dialog bulk-receipt"
    aria-labelledby="bulk-receipt"
    ${modal({ cancel: actions.close, focus: '.cancel' })}
  >
    <div class="dialog-body" tabindex="-1">
      <h2 id="bulk-receipt" class="dialog-title">${words.receipt}</h2>
      ${renderKinds(rows, view, actions, speech)}
      <ul part="receipts" class="bulk-rows">
        ${shown.slice(0, view.most).map((row) => renderRow(row, record, speech))}
      </ul>
      ${shown.length ? nothing : html`<p class="muted">${words.nothing_of_kind}</p>`}
      ${
        more > 0
          ? html`<button
              type="button"
              part="more"
              @click=${() => actions.show({ ...view, most: view.most + ROWS })}
            >
              ${words.more_rows(numberIn(speech)(Math.min(more, ROWS)))}
            </button>`
          : nothing
      }
      <div class="dialog-buttons">
        <button type="button" part="download" @click=${actions.download}>${words.download}</button>
        <button type="button" part="cancel" class="cancel" @click=${actions.close}>
          ${bulkWords(speech).close}
        </button>
      </div>
    </div>
  </dialog>`;
}

/** The kinds that there are, each with its count. */
function renderKinds(
  rows: readonly ReceiptRow[],
  view: ReceiptView,
  actions: ReceiptActions,
  speech: Speech,
): TemplateResult {
  const words = moreWords(speech);
  const countOf = (kind: ReceiptKind): number =>
    kind === 'all' ? rows.length : rows.filter((row) => row.kind === kind).length;
  return html`<div class="bulk-kinds" role="group" aria-label=${words.show}>
    ${KINDS.filter((kind) => kind === 'all' || kind === view.kind || countOf(kind)).map(
      (kind) =>
        html`<button
          type="button"
          part="kind"
          aria-pressed=${kind === view.kind ? 'true' : 'false'}
          @click=${() => actions.show({ kind, most: ROWS })}
        >
          ${words[`kind_${kind}`]} <span class="number muted">${numberIn(speech)(countOf(kind))}</span>
        </button>`,
    )}
  </div>`;
}

function renderRow({ id, kind, receipt }: ReceiptRow, record: BulkRecord, speech: Speech): TemplateResult {
  const words = moreWords(speech);
  const listWords = speech.source.wordsOf('invoiceList', invoiceList);
  const known = record.known[id];
  const { currency, total } = receipt?.currency ? receipt : { currency: null, total: null, ...known };
  return html`<li data-id=${id} data-kind=${kind}>
    ${sign(TONES[kind])}
    <span class="bulk-who">
      <bdi class="bulk-number">${receipt?.number ?? known?.number ?? draftName(id, listWords)}</bdi>
      <bdi class="muted">${receipt?.customer_name ?? known?.customer_name ?? ''}</bdi>
    </span>
    <bdi class="number">
      ${currency && total !== null ? formatMoney(total, currency, speech.lang) : nothing}
    </bdi>
    <span class=${kind === 'done' ? 'visually-hidden' : 'bulk-what'}
      >${words[`kind_${kind}`]}${renderWhy(receipt, speech)}</span
    >
  </li>`;
}

function renderWhy(receipt: Receipt | null, speech: Speech): TemplateResult | typeof nothing {
  if (!receipt?.problem) return nothing;
  const words = moreWords(speech);
  const { problem, tries } = receipt;
  const face = explainProblem(problem, speech.source);
  return html`: ${tries > 1 ? `${words.tries(numberIn(speech)(tries))}. ` : nothing}${face.title}
  ${face.detail ? html`<span lang="en">${face.detail}</span>` : nothing}
  ${problem.unsettled ? words.may_be_done : (face.mend ?? nothing)}
  ${face.reference ? html`<small class="muted">${face.reference}</small>` : nothing}`;
}
