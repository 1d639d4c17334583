import { html, nothing, type TemplateResult } from 'lit';
import type { Attempt } from '../../adapter/intent.js';
import { numberFormat } from '../../invoice/intl.js';
import { finalizeDialog } from '../../translations/en/finalize-dialog.js';
import { problemFace } from './problem.js';
import type { Speech } from './speech.js';

/** A try that runs, or the pause before the next one. */
export interface Trying {
  attempt: Attempt | null;
  /** `performance.now()` at which the next try begins; null while one runs. */
  nextAt: number | null;
}

/**
 * How it goes: the countdown is for the eye only, the number of the try is told once.
 * @param running - what is said while there is nothing more to say
 */
export function renderAttempt({ attempt, nextAt }: Trying, running: string, speech: Speech): TemplateResult {
  const words = speech.source.wordsOf('finalizeDialog', finalizeDialog);
  const number = (value: number): string => numberFormat(speech.lang).format(value);
  const next = (attempt?.attempt ?? 1) + (nextAt === null ? 0 : 1);
  if (!attempt || next === 1) return html`<p class="muted">${running}</p>`;
  const seconds = nextAt === null ? null : Math.max(1, Math.ceil((nextAt - performance.now()) / 1000));
  return html`
    ${attempt.problem ? html`<p>${problemFace(attempt.problem, speech.source).title}</p>` : nothing}
    <p class="muted">
      ${words.attempt(number(next), number(attempt.of))}<span aria-hidden="true"
        >${seconds === null ? '…' : `, ${words.pause(number(seconds))}`}</span
      >
    </p>
  `;
}
