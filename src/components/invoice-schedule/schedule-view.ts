/** What is known of an invoice's time, in words; with what can be done about it. */
import { html, nothing, type TemplateResult } from 'lit';
import { preflight } from '../../invoice/preflight.js';
import type { Invoice } from '../../invoice/types.js';
import type { Session } from '../../invoice/wire.js';
import { schedule } from '../../translations/en/schedule.js';
import { scheduleForm } from '../../translations/en/schedule-form.js';
import { renderAttempt } from '../internal/attempt.js';
import { consequence } from '../internal/consequence.js';
import { explainFailure, explainFinding, explainProblem } from '../internal/explain.js';
import { renderFace } from '../internal/problem.js';
import { relativeTo } from '../internal/relative.js';
import { sign } from '../internal/signs.js';
import { renderAsking, askedIn, renderFailure, runningText, type AskingContext } from './schedule-asking.js';
import { renderForm, type FormContext } from './schedule-form.js';
import { finalizationOf, situationOf, type Planned, type Situation } from './situation.js';
import { zonedSentence, zonedText } from '../internal/zone-text.js';

export interface ViewContext extends AskingContext {
  invoice: Invoice;
  session: Session | null;
  planned: Planned | null;
  /** Whether the person may change it; null where that is not known yet. */
  may: boolean | null;
}

export function renderView(context: ViewContext): TemplateResult {
  const { flow } = context;
  const situation = situationOf(context.invoice, context.now);
  const panel = renderPanel(context);
  const runs = flow.step.name === 'running';
  const mayNot = context.may === false && ['deleted', 'closed'].every((kind) => kind !== situation.kind);
  return html`
    <div class="now">
      ${renderNow(situation, context)}
      ${mayNot ? html`<p class="muted">${wordsOf(context).not_allowed}</p>` : nothing}
    </div>
    ${panel === nothing && context.may ? renderButtons(situation, context, runs) : nothing} ${panel}
    <div role="status" class="status">${panel === nothing ? renderOutcome(context) : nothing}</div>
  `;
}

const wordsOf = ({ speech }: FormContext): typeof schedule => speech.source.wordsOf('schedule', schedule);

/** The form, or what is asked; nothing where neither is open. */
function renderPanel(context: ViewContext): TemplateResult | typeof nothing {
  const { step } = context.flow;
  const asked = askedIn(step);
  if (step.name === 'editing' || step.name === 'stopped') return renderForm(step, context);
  if (step.name === 'idle') return nothing;
  if (asked) return renderAsking(step, asked, context);
  return step.name === 'reading' ? renderForm(step, context) : nothing;
}

function renderNow(situation: Situation, context: ViewContext): TemplateResult {
  const words = wordsOf(context);
  const said = (at: number): string => zonedSentence(at, context.zones, words, context.speech.lang);
  switch (situation.kind) {
    case 'deleted':
      return html`<p class="muted">${words.deleted}</p>`;
    case 'off':
      return html`${renderHead(words.finalizes_at, words.off, 'muted')} ${renderPast(context)}
        <p class="muted">${words.off_text}</p>`;
    case 'untold':
      return html`${renderHead(words.finalizes_at, words.untold)} ${renderPast(context)}
      ${renderComing(null, context)}`;
    case 'set':
      return html`${renderMoment(situation.at, context)} ${renderPast(context)}
      ${renderComing(situation.at, context)}
      ${situation.own ? html`<p class="muted">${words.own}</p>` : nothing}`;
    case 'finalizing':
      return html`
        ${renderHead(words.finalizes_at, words.finalizing)}
        <p class="muted">${(situation.late ? words.late : words.finalizing_text)(said(situation.at))}</p>
        ${situation.late && situation.own ? html`<p class="muted">${words.late_own}</p>` : nothing}
        ${renderPast(context)}
      `;
    case 'collecting':
      return html`${renderCollecting(situation.on, context)} ${renderFinalized(context)}`;
    case 'closed':
      return html`<p>${closedText(context.invoice, words)}</p>
        ${renderFinalized(context)}`;
  }
}

const renderHead = (label: string, text: string, tone = ''): TemplateResult => html`
  <p class="label">${label}</p>
  <p part="when" class="when ${tone}" tabindex="-1">${text}</p>
`;

function renderMoment(at: number, { zones, now, speech }: ViewContext): TemplateResult {
  const words = speech.source.wordsOf('schedule', schedule);
  const { when, where, yours } = zonedText(at, zones, words, speech.lang);
  return html`
    <p class="label">${words.finalizes_at}</p>
    <p part="when" class="when" tabindex="-1">
      ${sign('info')}<time datetime=${new Date(at * 1000).toISOString()}>${when}</time>
      <span class="muted">${relativeTo(now, at, speech.lang)}</span>
    </p>
    <p class="muted">${where}${yours ? ` · ${yours}` : ''}</p>
  `;
}

/** What comes of it at its time, and what would stop it. */
function renderComing(at: number | null, { invoice, session, now, speech }: ViewContext): TemplateResult {
  const { sentence } = consequence({ invoice, session }, true, speech);
  const obstacles = preflight(invoice, { now: at ?? now }).filter(({ severity }) => severity === 'error');
  return html`
    <p class="muted">${sentence}</p>
    ${obstacles.map(
      (finding) =>
        html`<p class="obstacle">
          ${sign('warning')}<span>${explainFinding(finding, speech.source)}</span>
        </p>`,
    )}
  `;
}

/** Why the last try failed, as the draft keeps it. */
function renderPast(context: ViewContext): TemplateResult | typeof nothing {
  const { invoice, planned, zones, speech } = context;
  const failure = invoice.last_finalization_error;
  if (!failure) return nothing;
  const words = wordsOf(context);
  const at = invoice.automatically_finalizes_at;
  const was = planned?.id === invoice.id && at === null ? planned.at : null;
  return html`<div class="failure">
    <p class="obstacle">${sign('urgent')}<strong>${words.failed}</strong></p>
    ${was === null ? nothing : html`<p class="muted">${words.failed_planned(zonedText(was, zones, words, speech.lang).when)}</p>`}
    ${renderFace(explainFailure(failure, speech.source), speech.source)}
    <p class="muted">${at === null ? words.failed_next : words.failed_again}</p>
  </div>`;
}

function renderCollecting(on: boolean, context: ViewContext): TemplateResult {
  const { invoice, zones, speech } = context;
  const words = wordsOf(context);
  const next = invoice.next_payment_attempt;
  const shows = on && invoice.collection_method === 'charge_automatically' && next !== null;
  return html`
    ${renderHead(words.by_itself, words[collectingKey(on, invoice)])}
    ${shows ? html`<p>${words.charging_next(zonedSentence(next, zones, words, speech.lang))}</p>` : nothing}
    <p class="muted">${collectingText(on, context)}</p>
  `;
}

const collectingKey = (
  on: boolean,
  { collection_method }: Invoice,
): 'charging' | 'charging_off' | 'reminding' | 'reminding_off' => {
  const kind = collection_method === 'charge_automatically' ? 'charging' : 'reminding';
  return on ? kind : `${kind}_off`;
};

function collectingText(on: boolean, context: ViewContext): string {
  const { invoice, session } = context;
  const words = wordsOf(context);
  const key = collectingKey(on, invoice);
  const live = invoice.livemode ?? session?.livemode ?? true;
  const test = key === 'reminding' && !live ? words.reminding_test : '';
  return `${words[`text_${key}`]} ${test}`.trim();
}

function closedText({ status }: Invoice, words: typeof schedule): string {
  const known = (['paid', 'void', 'uncollectible'] as const).find((each) => each === status);
  return words[`closed_${known ?? 'other'}`];
}

function renderFinalized(context: ViewContext): TemplateResult | typeof nothing {
  const done = finalizationOf(context.invoice, context.planned);
  if (!done) return nothing;
  const words = wordsOf(context);
  const text = (at: number): string => zonedText(at, context.zones, words, context.speech.lang).when;
  const { at, how, planned } = done;
  const sentence =
    how === 'by-itself'
      ? words.done_by_itself(text(at))
      : planned === null
        ? words.done_on(text(at))
        : words.done_otherwise(text(at), text(planned));
  return html`<p part="finalized" class="muted">${sentence}</p>`;
}

function renderButtons(
  situation: Situation,
  context: ViewContext,
  runs: boolean,
): TemplateResult | typeof nothing {
  const { flow } = context;
  const words = wordsOf(context);
  const set = (text: string): TemplateResult =>
    html`<button type="button" part="set" @click=${() => void flow.edit()}>${text}</button>`;
  const off = (look: string): TemplateResult =>
    html`<button type="button" part="off" class=${look} aria-busy=${runs} @click=${() => void flow.turnOff()}>
      ${words.turn_off}
    </button>`;
  const on = (): TemplateResult =>
    html`<button
      type="button"
      part="on"
      aria-busy=${runs || flow.step.name === 'reading'}
      @click=${() => void flow.turnOn()}
    >
      ${words.turn_on}
    </button>`;
  const row = (...buttons: TemplateResult[]): TemplateResult =>
    html`<div class="buttons start">${buttons}</div>`;
  switch (situation.kind) {
    case 'deleted':
    case 'closed':
      return nothing;
    case 'off':
      return row(set(words.set));
    case 'collecting':
      return row(situation.on ? off('') : on());
    default:
      return row(set(words.change), off('quiet'));
  }
}

/** How what was done without asking goes, and what came of the last thing that was done. */
function renderOutcome(context: ViewContext): TemplateResult | typeof nothing {
  const { flow, speech, invoice } = context;
  const { step, outcome } = flow;
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  if (step.name === 'running') return renderAttempt(step, runningText(step.task.kind, speech), speech);
  if (step.name === 'failed') return renderFailure(step, speech, () => void flow.again());
  if (step.name === 'stopped') {
    return renderFace(explainProblem(step.problem, speech.source), speech.source, () => void flow.again());
  }
  if (outcome?.id !== invoice.id) return nothing;
  return html`<p class="outcome">
    ${sign('positive')}
    <span>${outcomeText(context)} ${outcome.already ? words.already : ''}</span>
    ${
      flow.mayUndo()
        ? html`<button type="button" part="undo" class="quiet" @click=${() => void flow.undo()}>
            ${words.undo}
          </button>`
        : nothing
    }
  </p>`;
}

function outcomeText({ flow, speech, invoice }: ViewContext): string {
  const words = speech.source.wordsOf('scheduleForm', scheduleForm);
  const { outcome } = flow;
  switch (outcome?.kind) {
    case 'set':
      return words.done;
    case 'off':
      if (invoice.status === 'draft') return words.done_off;
      return invoice.collection_method === 'charge_automatically'
        ? words.done_off_charge
        : words.done_off_remind;
    case 'on':
      return words.done_on;
    case 'undo':
      return words.undone;
    case undefined:
      return '';
  }
}
