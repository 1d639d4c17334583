/** The dialog in which a person agrees to an action: what it is about, what will happen, and how it goes. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceProblem } from '../../adapter/adapter.js';
import { formatMoney } from '../../invoice/money.js';
import { standing } from '../../invoice/state.js';
import type { Invoice } from '../../invoice/types.js';
import { statusBadge } from '../../translations/en/status-badge.js';
import { renderAttempt } from '../internal/attempt.js';
import { modal } from '../internal/dialog.js';
import { explainProblem } from '../internal/explain.js';
import { icon } from '../internal/icons.js';
import { renderFace } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import { doingWords, type Speech } from '../internal/speech.js';
import type { ActionFlow, DeedStep } from './action-flow.js';
import { said, wordsOf, type Fact } from './deeds.js';
import { isLikely } from './offered.js';
import { renderPayForm } from './pay-form.js';

export interface DialogContext {
  livemode: boolean;
  /** Unix seconds by the backend's clock. */
  now: number;
  /** Whether the action may still be done with the invoice as it is. */
  possible: boolean;
}

export function renderDialog(
  flow: ActionFlow,
  step: DeedStep,
  context: DialogContext,
  speech: Speech,
): TemplateResult {
  const { action, shown } = step;
  const { title, confirm, facts } = said(action, {
    invoice: shown,
    livemode: context.livemode,
    pay: flow.pay,
    speech,
  });
  const words = doingWords(speech);
  const failed = step.name === 'failed';
  return html`
    <dialog
      part="dialog"
      aria-labelledby="title"
      aria-describedby="about"
      ${modal({ cancel: () => flow.cancel(), locked: flow.locked, focus: '.cancel' })}
    >
      <div class="dialog-body" tabindex="-1">
        <h2 id="title" class="dialog-title">${title}</h2>
        <div id="about" class="about">
          ${renderSummary(shown, speech)}
          ${action === 'pay' ? renderPayForm(flow.pay, flow.locked, speech) : nothing}
          <ul class="facts">
            ${facts.map(renderFact)}
          </ul>
        </div>
        <div role="status" class="status">
          ${step.now ? renderChanged(step.now, flow, context, speech) : nothing}
          ${step.name === 'running' ? renderAttempt(step, wordsOf(speech).running, speech) : nothing}
          ${failed ? renderFailure(step.problem, speech) : nothing}
          ${
            action === 'pay' && flow.pay.fault === 'id_missing' && flow.tried
              ? html`<p class="warned">${sign('warning')}<span>${wordsOf(speech).pay_id_missing}</span></p>`
              : nothing
          }
        </div>
        <div class="dialog-buttons">
          <button
            type="button"
            part="cancel"
            class="cancel"
            aria-disabled=${flow.locked}
            @click=${() => flow.cancel()}
          >
            ${failed || (step.now && !context.possible) ? words.close : words.cancel}
          </button>
          ${mayConfirm(step) ? renderConfirm(flow, step, failed ? words.retry : confirm) : nothing}
        </div>
      </div>
    </dialog>
  `;
}

/** Not while the person must look first, nor where it can only fail again. */
function mayConfirm(step: DeedStep): boolean {
  if (step.now) return false;
  if (step.name !== 'failed') return true;
  const { status, retryable, unsettled } = step.problem;
  return retryable || unsettled === true || status === 0 || status === 401 || status === 402;
}

/** One button from the first click to the last, so that it keeps the focus whatever becomes of it. */
function renderConfirm(flow: ActionFlow, step: DeedStep, label: string): TemplateResult {
  const running = step.name === 'running';
  return html`<button
    type="button"
    part="confirm"
    class="primary ${isLikely(step.action) ? '' : 'grave'}"
    aria-busy=${running}
    aria-disabled=${step.action === 'pay' && flow.pay.fault === 'loading'}
    @click=${() => void (step.name === 'failed' ? flow.again() : flow.confirm())}
  >
    ${running ? html`<span class="spinner"></span>` : nothing} ${label}
  </button>`;
}

function renderSummary(invoice: Invoice, speech: Speech): TemplateResult {
  const words = wordsOf(speech);
  const draft = invoice.status === 'draft';
  const amount = draft || invoice.status === 'paid' ? invoice.total : invoice.amount_remaining;
  const name = invoice.customer_name ?? invoice.customer_email ?? words.no_customer;
  return html`<div class="summary">
    <div class="row">
      <span>
        <bdi class="customer">${name}</bdi>
        ${invoice.number ? html`<span class="muted"> · <bdi>${invoice.number}</bdi></span>` : nothing}
      </span>
      <bdi class="total number">${formatMoney(amount, invoice.currency, speech.lang)}</bdi>
    </div>
    ${amount === invoice.total ? nothing : html`<div class="row muted"><span class="number">${words.to_pay}</span></div>`}
  </div>`;
}

const renderFact = ({ sign: name, text }: Fact): TemplateResult =>
  name === 'warning'
    ? html`<li class="warning">${sign('warning')}<span>${text}</span></li>`
    : html`<li>${icon(name)}<span>${text}</span></li>`;

/** The way on stands up here, away from where the button was: nobody is to hit it by mistake. */
function renderChanged(
  now: Invoice,
  flow: ActionFlow,
  { possible, now: time }: DialogContext,
  speech: Speech,
): TemplateResult {
  const words = wordsOf(speech);
  const states = speech.source.wordsOf('statusBadge', statusBadge);
  const { state } = standing(now, now.payments, time);
  const amount = formatMoney(now.amount_remaining, now.currency, speech.lang);
  return html`<div class="changed">
    <p>${sign(possible ? 'warning' : 'info')}<strong>${words.changed}</strong></p>
    <p>
      ${now.deleted ? words.gone : words.changed_to(states[state], amount)}
      ${possible ? nothing : words.no_longer}
    </p>
    ${
      possible
        ? html`<button type="button" part="review" @click=${() => flow.review()}>${words.review}</button>`
        : nothing
    }
  </div>`;
}

function renderFailure(problem: InvoiceProblem, speech: Speech): TemplateResult {
  const words = wordsOf(speech);
  return html`
    <p><strong>${problem.unsettled ? words.unsettled : words.failed}</strong></p>
    ${renderFace(explainProblem(problem, speech.source), speech.source)}
  `;
}
