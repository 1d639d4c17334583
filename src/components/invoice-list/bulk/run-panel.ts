/** How a run goes: its progress, its rate, the time that is left, and what can be done about it. */
import { html, nothing, type TemplateResult } from 'lit';
import { numberFormat } from '../../../invoice/intl.js';
import { sign } from '../../internal/signs.js';
import type { Speech } from '../../internal/speech.js';
import { variable } from '../../internal/variable.js';
import { numberIn } from './asking.js';
import { bulkWords } from './bar.js';
import type { PageRun } from './page-run.js';
import { countsOf, failedOf, type Counts } from './run-record.js';

export interface PanelActions {
  pause(): void;
  resume(): void;
  stop(): void;
  goOn(): void;
  retry(): void;
  receipt(): void;
  close(): void;
}

/** What a run is announced in: ten steps, so that it does not talk all the time. */
const STEPS = 10;

export function renderPanel(
  run: PageRun,
  actions: PanelActions,
  speech: Speech,
): TemplateResult | typeof nothing {
  const { record, state } = run;
  if (!record || state === 'none') return nothing;
  const words = bulkWords(speech);
  const counts = countsOf(record, run.receipts);
  const isOver = state === 'ended' || state === 'stopped';
  const total = record.ids.length;
  const number = numberIn(speech);
  const { action } = record.work;
  const title = isOver
    ? words[`did_${action}`](number(counts.done + counts.already), number(total))
    : words[`doing_${action}`](number(total), total === 1);
  return html`<section part="run" class="bulk-run" aria-labelledby="bulk-run" tabindex="-1">
    <div class="bulk-head ${isOver ? toneOf(run, counts) : ''}">
      ${isOver ? sign(toneOf(run, counts)) : nothing}
      <strong id="bulk-run">${title}</strong>
    </div>
    <div class="bulk-buttons">${renderButtons(run, actions, speech)}</div>
    ${isOver ? nothing : renderProgress(counts.settled, total, speech)}
    <p class="bulk-state muted">
      ${stateTexts(run, counts, speech).map((text) => html`<span>${text}</span>`)}
    </p>
  </section>`;
}

function toneOf({ state }: PageRun, { refused, gave_up }: Counts): 'positive' | 'warning' | 'info' {
  if (refused + gave_up) return 'warning';
  return state === 'ended' ? 'positive' : 'info';
}

function renderProgress(done: number, total: number, speech: Speech): TemplateResult {
  return html`<div
    part="progress"
    class="bulk-progress"
    role="progressbar"
    aria-labelledby="bulk-run"
    aria-valuemin="0"
    aria-valuemax=${total}
    aria-valuenow=${done}
    aria-valuetext=${bulkWords(speech).progress(numberIn(speech)(done), numberIn(speech)(total))}
    ${variable('--_done', String(total ? done / total : 1))}
  >
    <span></span>
  </div>`;
}

/** What is to be known at a glance, each on its own. */
function stateTexts(run: PageRun, counts: Counts, speech: Speech): string[] {
  const words = bulkWords(speech);
  const number = numberIn(speech);
  const total = run.record?.ids.length ?? 0;
  const progress = words.progress(number(counts.settled), number(total));
  const outcomes = [
    counts.already && words.already(number(counts.already)),
    counts.refused && words.refused(number(counts.refused)),
    counts.gave_up && words.gave_up(number(counts.gave_up)),
  ];
  const untouched = total - counts.settled;
  const texts = (): (string | 0 | false)[] => {
    switch (run.state) {
      case 'found':
        return [words.found(number(counts.settled), number(total)), ...outcomes];
      case 'elsewhere':
        return [words.elsewhere, progress, ...outcomes];
      case 'broken':
        return [words.broken, progress, ...outcomes];
      case 'stopping':
        return [words.stopping, progress, ...outcomes];
      case 'stopped':
        return [words.stopped, ...outcomes, untouched && words.untouched(number(untouched))];
      case 'running':
        return [progress, ...paceTexts(run, speech), ...outcomes, !run.lasting && words.keep_open];
      default:
        return outcomes;
    }
  };
  return texts().filter((text) => typeof text === 'string');
}

function paceTexts(run: PageRun, speech: Speech): string[] {
  const words = bulkWords(speech);
  if (run.line === 'offline') return [words.offline];
  if (run.line === 'signed-out') return [words.signed_out];
  if (run.paused) return [words.paused];
  const { rate, minutesLeft: minutes } = run;
  if (rate === null || minutes === null) return [];
  const digits = rate < 10 ? 1 : 0;
  return [
    words.rate(numberFormat(speech.lang, { maximumFractionDigits: digits }).format(rate)),
    minutes === 0 ? words.less_than_a_minute : words.minutes(numberIn(speech)(minutes), minutes === 1),
  ];
}

function renderButtons(run: PageRun, actions: PanelActions, speech: Speech): TemplateResult | typeof nothing {
  const words = bulkWords(speech);
  const button = (part: string, text: string, click: () => void, primary = false): TemplateResult =>
    html`<button type="button" part=${part} class=${primary ? 'primary' : ''} @click=${click}>
      ${text}
    </button>`;
  const failed = failedOf(run.receipts).length;
  const receipt = run.receipts.size ? button('receipt', words.receipt, actions.receipt) : nothing;
  switch (run.state) {
    case 'running':
      return html`${
        run.paused
          ? button('pause', words.resume, actions.resume)
          : button('pause', words.pause, actions.pause)
      }
      ${button('stop-run', words.stop, actions.stop)}`;
    case 'found':
      return html`${button('stop-run', words.stop_here, actions.stop)}
      ${button('go-on-run', words.go_on, actions.goOn, true)}`;
    case 'broken':
      return button('go-on-run', words.go_on, actions.goOn, true);
    case 'stopped':
    case 'ended':
      return html`${receipt}
      ${failed ? button('again', words.again(numberIn(speech)(failed)), actions.retry) : nothing}
      ${run.left.length ? button('go-on-run', words.go_on, actions.goOn, true) : nothing}
      ${button('close-run', words.close, actions.close)}`;
    default:
      return nothing;
  }
}

/** For the ear. */
export function runSpoken(run: PageRun, speech: Speech): string {
  const { record, state } = run;
  if (!record || state === 'none') return '';
  const words = bulkWords(speech);
  const counts = countsOf(record, run.receipts);
  const total = record.ids.length;
  const number = numberIn(speech);
  if (state === 'ended' || state === 'stopped') {
    const did = words[`did_${record.work.action}`](number(counts.done + counts.already), number(total));
    return [did, ...stateTexts(run, counts, speech)].join('. ');
  }
  if (state !== 'running') return stateTexts(run, counts, speech)[0] ?? '';
  if (run.paused || run.line !== 'online') return paceTexts(run, speech)[0] ?? '';
  const step = Math.floor((counts.settled * STEPS) / Math.max(1, total)) / STEPS;
  const percent = numberFormat(speech.lang, { style: 'percent' }).format(step);
  return `${words[`doing_${record.work.action}`](number(total), total === 1)}: ${words.percent(percent)}`;
}
