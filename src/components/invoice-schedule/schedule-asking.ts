/** What a person is asked before Stripe goes on by itself: to whom, how much, when, and what comes of it. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney } from '../../invoice/money.js';
import { schedule } from '../../translations/en/schedule.js';
import { scheduleForm } from '../../translations/en/schedule-form.js';
import { renderAttempt } from '../internal/attempt.js';
import { consequence } from '../internal/consequence.js';
import { renderDifferences } from '../internal/differences.js';
import { explainFinding, explainProblem } from '../internal/explain.js';
import { icon, type IconName } from '../internal/icons.js';
import { renderFace } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import { doingWords, type Speech } from '../internal/speech.js';
import { renderSummary } from '../internal/summary.js';
import { leaveOnEscape, type FormContext } from './schedule-form.js';
import type { Asked, ScheduleFlow, Step } from './schedule-flow.js';
import { zonedText } from '../internal/zone-text.js';

export interface AskingContext extends FormContext {
  flow: ScheduleFlow;
}

type OpenStep = Extract<Step, { name: 'confirm' | 'changed' | 'running' | 'failed' | 'reading' }>;

/** What is being asked about in this step; null where nothing is. */
export function askedIn(step: Step): Asked | null {
  switch (step.name) {
    case 'confirm':
    case 'changed':
      return step.asked;
    case 'running':
    case 'failed':
      return step.task.asked;
    case 'reading':
      return step.over?.asked ?? null;
    default:
      return null;
  }
}

export function renderAsking(step: OpenStep, asked: Asked, context: AskingContext): TemplateResult {
  const { flow, speech } = context;
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  return html`
    <section
      part="asking"
      class="panel"
      aria-labelledby="question"
      aria-describedby="about"
      @keydown=${(event: KeyboardEvent) => leaveOnEscape(event, () => flow.back())}
    >
      <div class="question" tabindex="-1">
        <strong id="question">${questionOf(asked, context)}</strong>
        ${renderWhere(asked, context)}
      </div>
      <div id="about" class="about">
        ${renderSummary(asked.shown, speech)}
        <ul class="facts">
          ${asked.plan.at === null ? renderOpenFacts(asked, speech) : renderDraftFacts(asked, speech)}
        </ul>
      </div>
      <div role="status" class="status">
        ${step.name === 'changed' || step.name === 'reading' ? renderChanged(step, flow, speech) : nothing}
        ${step.name === 'running' ? renderAttempt(step, runningText(step.task.kind, speech), speech) : nothing}
        ${step.name === 'failed' ? renderFailure(step, speech) : nothing}
      </div>
      <div class="buttons">
        <button
          type="button"
          part="back"
          class="back"
          aria-disabled=${step.name === 'running'}
          @click=${() => flow.back()}
        >
          ${asked.form ? words.back : doingWords(speech).cancel}
        </button>
        ${mayConfirm(step) ? renderConfirm(step, asked, flow, speech) : nothing}
      </div>
    </section>
  `;
}

/** Not while the person must look first, nor where it can only fail again. */
const mayConfirm = (step: OpenStep): boolean =>
  step.name === 'confirm' ||
  step.name === 'running' ||
  (step.name === 'failed' && step.problem.status !== 403 && !isTooNear(step));

const isTooNear = (step: Extract<Step, { name: 'failed' }>): boolean =>
  step.problem.code === 'schedule_too_near';

/** One button from the first click to the last, so that it keeps the focus whatever becomes of it. */
function renderConfirm(step: OpenStep, { form }: Asked, flow: ScheduleFlow, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const failed = step.name === 'failed';
  const running = step.name === 'running';
  return html`<button
    type="button"
    part="confirm"
    class="primary"
    aria-busy=${running}
    @click=${() => void (failed ? flow.again() : flow.confirm())}
  >
    ${running ? html`<span class="spinner"></span>` : nothing}
    ${failed ? doingWords(speech).retry : form ? words.schedule : words.turn_on}
  </button>`;
}

function questionOf({ plan, shown }: Asked, { zones, speech }: FormContext): string {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  if (plan.at === null) {
    return shown.invoice.collection_method === 'charge_automatically' ? words.ask_charge : words.ask_remind;
  }
  return words.ask(zonedText(plan.at, zones, speech.source.wordsOf('schedule', schedule), speech.lang).when);
}

/** Whose clocks the time is on, and what time it takes the place of. */
function renderWhere(
  { plan, shown }: Asked,
  { zones, speech }: FormContext,
): TemplateResult | typeof nothing {
  if (plan.at === null) return nothing;
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const base = speech.source.wordsOf('schedule', schedule);
  const { where, yours } = zonedText(plan.at, zones, base, speech.lang);
  const before = shown.invoice.automatically_finalizes_at;
  return html`
    <span class="muted">${where}${yours ? ` · ${yours}` : ''}</span>
    ${
      before === null || before === plan.at
        ? nothing
        : html`<span class="muted">${words.instead(zonedText(before, zones, base, speech.lang).when)}</span>`
    }
  `;
}

const fact = (name: IconName, text: string): TemplateResult =>
  html`<li>${icon(name)}<span>${text}</span></li>`;
const warning = (text: string): TemplateResult =>
  html`<li class="warning">${sign('warning')}<span>${text}</span></li>`;
const note = (text: string): TemplateResult => html`<li>${sign('info')}<span>${text}</span></li>`;

const renderFindings = ({ findings }: Asked, { source }: Speech): TemplateResult[] =>
  findings.map((finding) => warning(explainFinding(finding, source)));

function renderDraftFacts(asked: Asked, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const { shown } = asked;
  const { invoice, session } = shown;
  const { sentence, sign: name } = consequence(shown, true, speech);
  const mails = name === 'mail' && invoice.customer_email && (invoice.livemode ?? session?.livemode ?? true);
  return html`
    ${renderFindings(asked, speech)} ${fact(name, sentence)} ${mails ? note(words.email_setting) : nothing}
    ${invoice.parent_type === 'subscription_details' ? warning(words.subscription) : nothing}
    ${invoice.auto_advance ? nothing : fact('hand', words.turns_on)} ${note(words.goes_on)}
    ${note(words.not_delayed)} ${fact('lock', words.irreversible)}
  `;
}

function renderOpenFacts(asked: Asked, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const { invoice, session } = asked.shown;
  const live = invoice.livemode ?? session?.livemode ?? true;
  const { customer_email: email } = invoice;
  if (invoice.collection_method === 'charge_automatically') {
    const amount = formatMoney(invoice.amount_remaining, invoice.currency, speech.lang);
    return html`
      ${renderFindings(asked, speech)}
      ${fact('card', live ? words.charges_open(amount) : words.charges_open_test(amount))}
    `;
  }
  if (!email) return fact('mail', words.reminds_nobody);
  return fact('mail', live ? words.reminds_open(email) : words.reminds_open_test(email));
}

/** The way on stands up here, away from where the button to schedule was: nobody is to hit it by mistake. */
function renderChanged(
  step: Extract<Step, { name: 'changed' | 'reading' }>,
  flow: ScheduleFlow,
  speech: Speech,
): TemplateResult | typeof nothing {
  const changed = step.name === 'changed' ? step : step.over;
  if (!changed) return nothing;
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  return html`<div class="changed">
    <p>${sign('warning')}<strong>${words.changed}</strong></p>
    <p>${words.changed_text}</p>
    ${renderDifferences(changed, speech)}
    <button
      type="button"
      part="review"
      aria-busy=${step.name === 'reading'}
      @click=${() => void flow.review()}
    >
      ${words.look_again}
    </button>
  </div>`;
}

export function runningText(kind: string, { source }: Speech): string {
  const words = source.wordsOf('scheduleForm', scheduleForm);
  if (kind === 'off') return words.turning_off;
  return kind === 'set' ? words.running : words.turning_on;
}

export function renderFailure(
  step: Extract<Step, { name: 'failed' }>,
  { source }: Speech,
  retry?: () => void,
): TemplateResult {
  const words = source.wordsOf('scheduleForm', scheduleForm);
  const { problem, task } = step;
  const title = { set: words.failed, off: words.failed_off, on: words.failed_on, undo: words.failed_on };
  const face = explainProblem(problem, source);
  return html`
    <p><strong>${problem.unsettled ? words.unsettled : title[task.kind]}</strong></p>
    ${renderFace(isTooNear(step) ? { ...face, mend: words.too_near } : face, source, retry)}
  `;
}
