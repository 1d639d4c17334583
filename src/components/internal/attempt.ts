import { html, nothing, type TemplateResult } from 'lit';
import type { Attempt } from '../../adapter/intent.js';
import { numberFormat } from '../../invoice/intl.js';
import { problemFace } from './problem.js';
import { doingWords, type Speech } from './speech.js';

/** How far something is that is tried patiently. */
export interface Trying {
  attempt: Attempt | null;
  /** When the next try begins, by the page's monotonic clock in ms; null while one runs. */
  nextAt: number | null;
}

/** Nothing was tried yet. */
export const NOT_TRIED: Trying = { attempt: null, nextAt: null };

export const tryingOf = (attempt: Attempt): Trying => ({
  attempt,
  nextAt: attempt.pause === null ? null : performance.now() + attempt.pause,
});

/** Draws again and again while a pause is counted down. */
export class Countdown {
  #timer?: ReturnType<typeof setInterval>;

  constructor(private readonly draw: () => void) {}

  set(nextAt: number | null): void {
    clearInterval(this.#timer);
    if (nextAt !== null) this.#timer = setInterval(this.draw, 500);
  }
}

/**
 * The number of the try, once it is not the first one. The countdown is for the eye only.
 * @param running said while the first one runs
 */
export function renderAttempt({ attempt, nextAt }: Trying, running: string, speech: Speech): TemplateResult {
  const words = doingWords(speech);
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
