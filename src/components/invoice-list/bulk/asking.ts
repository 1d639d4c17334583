/** The dialogs before a run: a time to choose, the dry run, and what it has found out. */
import { html, nothing, type TemplateResult } from 'lit';
import { numberFormat } from '../../../invoice/intl.js';
import { listBulkMore } from '../../../translations/en/list-bulk-more.js';
import { schedule } from '../../../translations/en/schedule.js';
import { modal } from '../../internal/dialog.js';
import { explainFinding, explainProblem } from '../../internal/explain.js';
import { icon, type IconName } from '../../internal/icons.js';
import { renderFace } from '../../internal/problem.js';
import { sign } from '../../internal/signs.js';
import { doingWords, type Speech } from '../../internal/speech.js';
import { zonedSentence, type Zones } from '../../internal/zone-text.js';
import { renderForm } from '../../invoice-schedule/schedule-form.js';
import { isGrave } from './acts.js';
import { sumText } from './bar.js';
import type { BulkFlow, BulkStep } from './bulk-flow.js';
import type { DryRun, Group } from './dry-run.js';
import type { Cause } from './judge.js';

export interface AskingContext {
  flow: BulkFlow;
  zones: Zones;
  now: number;
  speech: Speech;
}

type Words = typeof listBulkMore;

export const moreWords = ({ source }: Speech): Words => source.wordsOf('listBulkMore', listBulkMore);

/** Names that are told of a group; more are counted. */
const NAMES = 50;

export const numberIn =
  ({ lang }: Speech) =>
  (value: number): string =>
    numberFormat(lang).format(value);

type Open = Exclude<BulkStep, { name: 'idle' }>;

/** One dialog from the first step to the last, so that it does not flicker between them. */
export function renderAsking(step: Open, context: AskingContext): TemplateResult {
  const { flow } = context;
  return html`<dialog
    part="dialog"
    class="bulk-dialog"
    aria-labelledby="bulk-title"
    ${modal({ cancel: () => flow.cancel(), focus: step.name === 'when' ? 'input:checked' : '.cancel' })}
  >
    <div class="dialog-body" tabindex="-1">
      <h2 id="bulk-title" class="dialog-title">${titleOf(step, context)}</h2>
      ${
        step.name === 'when'
          ? renderForm({ name: 'editing', form: step.form }, context)
          : renderFindings(step, context)
      }
    </div>
  </dialog>`;
}

function titleOf(step: Open, { speech }: AskingContext): string {
  const words = moreWords(speech);
  if (step.name !== 'asked') return words[step.name];
  const { ids, work } = step.picture;
  const count = ids.length;
  return count ? words[`ask_${work.action}`](numberIn(speech)(count), count === 1) : words.none_fit;
}

/** The button to leave is the same in each step, so that it keeps the focus. */
function renderFindings(step: Exclude<Open, { name: 'when' }>, context: AskingContext): TemplateResult {
  const { flow, speech } = context;
  const words = doingWords(speech);
  const isOver = step.name === 'failed' || (step.name === 'asked' && !step.picture.ids.length);
  return html`
    ${renderFound(step, context)}
    <div class="dialog-buttons">
      <button type="button" part="cancel" class="cancel" @click=${() => flow.cancel()}>
        ${isOver ? words.close : words.cancel}
      </button>
      ${
        step.name === 'failed'
          ? html`<button type="button" part="retry" class="primary" @click=${() => flow.lookAgain()}>
              ${words.retry}
            </button>`
          : nothing
      }
      ${step.name === 'asked' && !isOver ? renderConfirm(step.picture, context) : nothing}
    </div>
  `;
}

function renderFound(step: Exclude<Open, { name: 'when' }>, context: AskingContext): TemplateResult {
  const { speech } = context;
  switch (step.name) {
    case 'looking':
      return html`<p class="bulk-looking" role="status">
        <span class="spinner"></span><span>${moreWords(speech).looked(numberIn(speech)(step.count))}</span>
      </p>`;
    case 'failed':
      return html`<div role="alert">
        ${renderFace(explainProblem(step.problem, speech.source), speech.source)}
      </div>`;
    case 'asked':
      return renderPicture(step.picture, context);
  }
}

function renderConfirm({ work, ids }: DryRun, { flow, speech }: AskingContext): TemplateResult {
  const { action } = work;
  return html`<button
    type="button"
    part="confirm"
    class="primary ${isGrave(action) ? 'grave' : ''}"
    @click=${() => flow.confirm()}
  >
    ${moreWords(speech)[`confirm_${action}`](numberIn(speech)(ids.length), ids.length === 1)}
  </button>`;
}

function renderPicture(picture: DryRun, context: AskingContext): TemplateResult {
  const { speech } = context;
  const words = moreWords(speech);
  return html`<div class="bulk-about">
    ${
      picture.ids.length
        ? html`${renderSum(picture, speech)}
            <ul class="facts">
              ${renderFacts(picture, context)}
            </ul>`
        : nothing
    }
    ${picture.warnings.length ? renderGroups(words.warnings, picture.warnings, 'warning', speech) : nothing}
    ${picture.against.length ? renderAgainst(picture, speech) : nothing}
  </div>`;
}

function renderSum({ sums, ids, total }: DryRun, speech: Speech): TemplateResult {
  const words = moreWords(speech);
  const number = numberIn(speech);
  return html`<div class="bulk-total">
    <span class="muted">
      ${ids.length === total ? words.total : words.fit(number(ids.length), number(total))}
    </span>
    <span class="bulk-amounts">
      ${sums.map((sum) => html`<bdi class="number">${sumText(sum, speech)}</bdi>`)}
    </span>
  </div>`;
}

const fact = (name: IconName, text: string): TemplateResult =>
  html`<li>${icon(name)}<span>${text}</span></li>`;

function renderFacts(picture: DryRun, { zones, speech }: AskingContext): TemplateResult {
  const words = moreWords(speech);
  const { work, livemode } = picture;
  const final = fact('lock', words.final);
  switch (work.action) {
    case 'finalize':
      return html`${renderEffects(picture, speech)} ${fact('lock', words.fact_finalize)}
        <li>${sign('info')}<span>${words.fact_finalize_changed}</span></li>`;
    case 'schedule': {
      const base = speech.source.wordsOf('schedule', schedule);
      const when = zonedSentence(work.at ?? 0, zones, base, speech.lang);
      return html`${fact('file', words.fact_schedule(when))} ${renderEffects(picture, speech)}
      ${fact('undo', words.fact_schedule_off)}`;
    }
    case 'send':
      return fact('mail', livemode ? words.fact_send : words.fact_send_test);
    case 'mark_uncollectible':
      return html`${fact('file', words.fact_mark_uncollectible)}
      ${fact('lock', words.fact_mark_uncollectible_final)}`;
    case 'void':
      return html`${fact('hand', words.fact_void)} ${final}`;
    case 'delete':
      return html`${fact('file', words.fact_delete)} ${final}`;
  }
}

function renderEffects({ effects, livemode }: DryRun, speech: Speech): TemplateResult {
  const words = moreWords(speech);
  const number = numberIn(speech);
  const line = (
    name: IconName,
    count: number,
    say: (count: string, one: boolean) => string,
  ): TemplateResult | typeof nothing => (count ? fact(name, say(number(count), count === 1)) : nothing);
  return html`
    ${line('mail', effects.mails, livemode ? words.mails : words.mails_test)}
    ${line('card', effects.charges, livemode ? words.charges : words.charges_test)}
    ${line('hand', effects.nothing, words.no_effect)}
  `;
}

function renderAgainst({ against }: DryRun, speech: Speech): TemplateResult {
  const count = against.reduce((sum, { names }) => sum + names.length, 0);
  const title = moreWords(speech).left_out(numberIn(speech)(count), count === 1);
  return renderGroups(title, against, 'neutral', speech);
}

/** Each reason once, with how many it is true of; unfolded, it says of which. */
function renderGroups(
  title: string,
  groups: readonly Group[],
  tone: 'warning' | 'neutral',
  speech: Speech,
): TemplateResult {
  const words = moreWords(speech);
  const number = numberIn(speech);
  return html`<section class="bulk-groups ${tone}">
    <h3>${title}</h3>
    ${groups.map(
      ({ cause, names }) =>
        html`<details>
          <summary>
            ${sign(tone)}<span>${causeText(cause, speech)}</span>
            <span class="number muted">${number(names.length)}</span>
            <span class="bulk-more">${icon('down')}</span>
          </summary>
          <ul>
            ${names.slice(0, NAMES).map((name) => html`<li><bdi>${name}</bdi></li>`)}
            ${names.length > NAMES ? html`<li class="muted">${words.more_names(number(names.length - NAMES))}</li>` : nothing}
          </ul>
        </details>`,
    )}
  </section>`;
}

const causeText = (cause: Cause, speech: Speech): string =>
  'reason' in cause
    ? moreWords(speech)[`reason_${cause.reason}`]
    : explainFinding(cause.finding, speech.source);
