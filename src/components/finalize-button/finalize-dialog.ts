/** The dialog in which a person agrees to finalize: what it is about, what will happen, and how it goes. */
import { html, nothing, type TemplateResult } from 'lit';
import { preflight } from '../../invoice/preflight.js';
import type { Invoice } from '../../invoice/types.js';
import { finalizeDialog } from '../../translations/en/finalize-dialog.js';
import { renderAttempt } from '../internal/attempt.js';
import { consequence } from '../internal/consequence.js';
import { modal } from '../internal/dialog.js';
import { renderDifferences } from '../internal/differences.js';
import { explainFinding, explainProblem } from '../internal/explain.js';
import { icon } from '../internal/icons.js';
import { renderFace } from '../internal/problem.js';
import type { Shown } from '../internal/shown.js';
import { sign } from '../internal/signs.js';
import { doingWords, type Speech } from '../internal/speech.js';
import { renderSummary } from '../internal/summary.js';
import type { Changed, FinalizeFlow, Step } from './finalize-flow.js';

export type OpenStep = Extract<Step, { shown: Shown }>;

/** What the dialog shows now; null where there is none. */
export function openStep(step: Step): OpenStep | null {
  if ('shown' in step) return step;
  return step.name === 'preparing' ? step.over : null;
}

export function renderDialog(
  flow: FinalizeFlow,
  autoAdvance: boolean | null,
  speech: Speech,
): TemplateResult {
  const { step } = flow;
  const open = openStep(step);
  if (!open) return html`${nothing}`;
  const words = speech.source.wordsOf('finalizeDialog', finalizeDialog);
  const changed = open.name === 'changed' ? open : null;
  return html`
    <dialog
      part="dialog"
      aria-labelledby="title"
      aria-describedby="about"
      ${modal({ cancel: () => flow.cancel(), locked: flow.locked, focus: '.cancel' })}
    >
      <div class="dialog-body" tabindex="-1">
        <h2 id="title" class="dialog-title">${words.title}</h2>
        <div id="about" class="about">
          ${renderSummary(open.shown, speech)} ${renderConsequences(open.shown, autoAdvance, speech)}
        </div>
        <div role="status" class="status">
          ${changed ? renderChanged(changed, flow, step.name === 'preparing', speech) : nothing}
          ${open.name === 'running' ? renderAttempt(open, words.running, speech) : nothing}
          ${open.name === 'failed' ? renderFailure(open.problem, speech) : nothing}
        </div>
        <div class="dialog-buttons">
          <button
            type="button"
            part="cancel"
            class="cancel"
            aria-disabled=${flow.locked}
            @click=${() => flow.cancel()}
          >
            ${leaveWord(open, speech)}
          </button>
          ${mayConfirm(open) ? renderConfirm(open, flow, speech) : nothing}
        </div>
      </div>
    </dialog>
  `;
}

/** Whether there is a draft left to finalize. */
const isDraft = ({ deleted, status }: Invoice): boolean => !deleted && status === 'draft';

function leaveWord(open: OpenStep, speech: Speech): string {
  const words = doingWords(speech);
  if (open.name === 'changed' && !isDraft(open.now)) {
    const { show_invoice } = speech.source.wordsOf('finalizeDialog', finalizeDialog);
    return open.now.deleted ? words.close : show_invoice;
  }
  return open.name === 'failed' ? words.close : words.cancel;
}

/** Not while the person must look first, nor where it can only fail again. */
const mayConfirm = (open: OpenStep): boolean =>
  open.name !== 'changed' && !(open.name === 'failed' && open.problem.status === 403);

/** One button from the first click to the last, so that it keeps the focus whatever becomes of it. */
function renderConfirm(open: OpenStep, flow: FinalizeFlow, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('finalizeDialog', finalizeDialog);
  const failed = open.name === 'failed';
  return html`
    <button
      type="button"
      part="confirm"
      class="primary"
      aria-busy=${open.name === 'running'}
      @click=${() => void (failed ? flow.again() : flow.confirm())}
    >
      ${open.name === 'running' ? html`<span class="spinner"></span>` : nothing}
      ${failed ? doingWords(speech).retry : words.finalize}
    </button>
  `;
}

function renderConsequences(shown: Shown, autoAdvance: boolean | null, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('finalizeDialog', finalizeDialog);
  const { invoice } = shown;
  const { sentence, sign: name } = consequence(shown, autoAdvance, speech);
  const planned = invoice.automatically_finalizes_at;
  const warnings = preflight(invoice, { now: shown.at }).filter(({ severity }) => severity !== 'notice');
  return html`
    <ul class="facts">
      ${warnings.map(
        (finding) =>
          html`<li class="warning">
            ${sign('warning')}<span>${explainFinding(finding, speech.source)}</span>
          </li>`,
      )}
      <li>${icon(name)}<span>${sentence}</span></li>
      ${
        planned === null
          ? nothing
          : html`<li>${sign('info')}<span>${words.scheduled(speech.moment(planned))}</span></li>`
      }
      <li>${icon('lock')}<span>${words.irreversible}</span></li>
    </ul>
  `;
}

/** The way on stands up here, away from where the button to finalize was: nobody is to hit it by mistake. */
function renderChanged(changed: Changed, flow: FinalizeFlow, busy: boolean, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('finalizeDialog', finalizeDialog);
  const { now } = changed;
  if (now.deleted || now.status !== 'draft') {
    return html`<div class="changed">
      <p>
        ${sign('info')}<strong>${now.deleted ? words.deleted_meanwhile : words.finalized_meanwhile}</strong>
      </p>
    </div>`;
  }
  return html`<div class="changed">
    <p>${sign('warning')}<strong>${words.changed}</strong></p>
    <p>${words.changed_text}</p>
    ${renderDifferences(changed, speech)}
    <button type="button" part="review" aria-busy=${busy} @click=${() => void flow.review()}>
      ${words.review}
    </button>
  </div>`;
}

function renderFailure(
  problem: Extract<Step, { name: 'failed' }>['problem'],
  { source }: Speech,
): TemplateResult {
  const words = source.wordsOf('finalizeDialog', finalizeDialog);
  return html`
    <p><strong>${problem.unsettled ? words.unsettled : words.failed}</strong></p>
    ${renderFace(explainProblem(problem, source), source)}
  `;
}
