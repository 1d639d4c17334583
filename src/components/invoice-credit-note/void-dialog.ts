/** The dialog in which a person agrees to void a credit note. */
import { html, nothing, type TemplateResult } from 'lit';
import { renderAttempt } from '../internal/attempt.js';
import { modal } from '../internal/dialog.js';
import { icon } from '../internal/icons.js';
import { renderFace } from '../internal/problem.js';
import type { Drawing } from './drawing.js';
import { explainRefusal } from './refusals.js';
import { doingWords } from '../internal/speech.js';

export function renderVoidDialog(drawing: Drawing): TemplateResult | typeof nothing {
  const { model, words, money, speech } = drawing;
  const { voiding } = model;
  const { step } = voiding;
  if (step.name === 'idle') return nothing;
  const { note, invoice } = step;
  const locked = step.name === 'running';
  const due = invoice.amount_remaining;
  // What was refused is refused again.
  const mayConfirm = step.name !== 'failed' || step.problem.retryable || step.problem.unsettled;
  return html`<dialog
    part="dialog"
    aria-labelledby="void-title"
    aria-describedby="void-about"
    ${modal({ cancel: () => voiding.cancel(), locked, focus: '.keep' })}
  >
    <div class="dialog-body" tabindex="-1">
      <h2 id="void-title" class="dialog-title">${words.void_title(note.number)}</h2>
      <ul id="void-about" class="facts first">
        <li>
          ${icon('redo')}<span>${words.void_raises(money(due), money(due + note.pre_payment_amount))}</span>
        </li>
        <li>${icon('lock')}<span>${words.void_forever}</span></li>
      </ul>
      <div role="status" class="status">
        ${step.name === 'running' ? renderAttempt(step, words.void_running, speech) : nothing}
        ${
          step.name === 'failed'
            ? html`<p>
                  <strong>${step.problem.unsettled ? words.void_unsettled : words.void_failed}</strong>
                </p>
                ${renderFace(explainRefusal(step.problem, speech.source), speech.source)}`
            : nothing
        }
      </div>
      <div class="dialog-buttons">
        <button
          type="button"
          part="keep"
          class="keep"
          aria-disabled=${locked}
          @click=${() => voiding.cancel()}
        >
          ${step.name === 'failed' ? doingWords(speech).close : words.keep}
        </button>
        ${
          mayConfirm
            ? html`<button
                type="button"
                part="confirm-void"
                class="primary"
                aria-busy=${locked}
                @click=${() => model.confirmVoid()}
              >
                ${locked ? html`<span class="spinner"></span>` : nothing}
                ${step.name === 'failed' ? doingWords(speech).retry : words.void_confirm}
              </button>`
            : nothing
        }
      </div>
    </div>
  </dialog>`;
}
