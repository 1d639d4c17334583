/** The element once its facts are known: the form with its preview, or what was issued, or why nothing can be. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice } from '../../invoice/types.js';
import { renderAttempt } from '../internal/attempt.js';
import { renderFace } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import { renderConsequences } from './consequences.js';
import { isCreditable, mayBeCredited, mayCredit } from './credit-model.js';
import type { Drawing } from './drawing.js';
import { renderForm } from './form.js';
import type { Step } from './issue-flow.js';
import { renderNotes, renderPdf } from './notes-list.js';
import { renderReceipt, shownPreview } from './receipt.js';
import { explainRefusal } from './refusals.js';
import { givenBackBy } from './sums.js';
import { renderVoidDialog } from './void-dialog.js';
import { doingWords } from '../internal/speech.js';

export function renderFacts(drawing: Drawing): TemplateResult {
  const { model, facts } = drawing;
  const { step } = model.issuing;
  return html`
    ${
      step.name === 'done'
        ? renderDone(drawing, step)
        : mayBeCredited(facts) || step.name !== 'writing'
          ? renderDesk(drawing)
          : html`<p class="said">${whyNot(drawing)}</p>`
    }
    ${renderList(drawing)}
  `;
}

/** The credit notes that there are, each to be voided while that is possible. */
export const renderList = (drawing: Drawing): TemplateResult =>
  html`${renderNotes(drawing)} ${renderVoidDialog(drawing)}`;

function whyNot({ facts, words }: Drawing): string {
  const { invoice } = facts;
  if (!isCreditable(invoice)) return wordsOfStatus(invoice, words);
  if (!mayCredit(invoice)) return words.not_allowed;
  return invoice.total > 0 ? words.nothing_left : words.nothing_owed;
}

function wordsOfStatus({ status }: Invoice, words: Drawing['words']): string {
  if (status === 'void') return words.void;
  return status === 'uncollectible' ? words.uncollectible : words.other(status ?? '?');
}

function renderDesk(drawing: Drawing): TemplateResult {
  const { facts, words, money, model } = drawing;
  const { invoice, limits } = facts;
  const name = invoice.customer_name ?? invoice.customer_email ?? '';
  const { shown, isCurrent } = shownPreview(drawing);
  return html`
    <p class="row about">
      <span>${words.about(invoice.number ?? invoice.id, name)}</span>
      <span class="muted">${words.left(money(limits.creditable), money(invoice.total))}</span>
    </p>
    <div class="desk">
      ${renderForm(drawing)}
      <div class="side">
        ${renderReceipt(drawing)} ${shown ? renderConsequences(drawing, shown, isCurrent) : nothing}
        <div role="status" class="status">${renderStatus(drawing)}</div>
        ${renderButtons(drawing, model.issuing.step)}
      </div>
    </div>
  `;
}

function renderStatus(drawing: Drawing): TemplateResult | typeof nothing {
  const { model, words, speech, money, facts } = drawing;
  const { step } = model.issuing;
  const { ready } = model.writing;
  switch (step.name) {
    case 'running':
      return renderAttempt(step, words.running, speech);
    case 'failed':
      return html`<p><strong>${step.problem.unsettled ? words.unsettled : words.failed}</strong></p>
        ${renderFace(explainRefusal(step.problem, speech.source), speech.source)}`;
    default:
      return html`${
        model.isChanged
          ? html`<p class="notice">
              ${sign('info')}<span>${words.changed(money(facts.limits.creditable))}</span>
            </p>`
          : nothing
      }
      ${
        ready
          ? html`<p class="visually-hidden">
              ${words.told(money(ready.note.total), money(ready.invoice.amount_remaining - ready.note.pre_payment_amount))}
            </p>`
          : nothing
      }`;
  }
}

/** One button from the first click to the last, so that it keeps the focus whatever becomes of it. */
function renderButtons(drawing: Drawing, step: Step): TemplateResult {
  const { model, words, actions, speech } = drawing;
  const { leave } = actions;
  const running = step.name === 'running';
  const again = model.issuing.isUnsettled;
  const waits = !model.issuing.locked && !model.writing.ready;
  return html`<div class="buttons">
    ${
      leave
        ? html`<button type="button" part="cancel" class="cancel" aria-disabled=${running} @click=${leave}>
            ${again ? doingWords(speech).close : doingWords(speech).cancel}
          </button>`
        : nothing
    }
    <button
      type="button"
      part="issue"
      class="primary"
      aria-busy=${running}
      aria-disabled=${waits}
      @click=${() => (again ? model.again() : actions.issue())}
    >
      ${running ? html`<span class="spinner"></span>` : nothing}
      ${again ? doingWords(speech).retry : words.issue}
    </button>
  </div>`;
}

function renderDone(
  drawing: Drawing,
  { note, due, emailed }: Extract<Step, { name: 'done' }>,
): TemplateResult {
  const { model, words, money, facts, actions, livemode, speech } = drawing;
  const { refund, balance, outside } = givenBackBy(note);
  const address = facts.invoice.customer_email ?? '';
  const sentences = [
    ...(note.pre_payment_amount > 0 ? [due > 0 ? words.done_due(money(due)) : words.done_paid] : []),
    ...(refund > 0 ? [words.done_refund(money(refund)) + (livemode ? '' : ` ${words.no_money}`)] : []),
    ...(balance > 0 ? [words.done_balance(money(balance))] : []),
    ...(outside > 0 ? [words.done_outside(money(outside))] : []),
    ...(emailed ? [livemode ? words.done_emailed(address) : words.email_test] : []),
  ];
  return html`<div part="done" class="done">
    <p class="done-title" tabindex="-1">
      ${sign('positive')}<strong>${words.done(note.number, money(note.amount))}</strong>
    </p>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
    <div class="buttons">
      ${renderPdf(drawing, note, 'button')}
      ${
        mayBeCredited(facts) && !model.isReading
          ? html`<button type="button" part="another" @click=${() => actions.startAgain()}>
              ${words.another}
            </button>`
          : nothing
      }
      ${
        actions.leave
          ? html`<button type="button" part="close" class="primary" @click=${actions.leave}>
              ${doingWords(speech).close}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}
