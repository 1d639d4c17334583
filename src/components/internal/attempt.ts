/** Which try of a write runs, and when the next one begins: told in words, and counted down. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Attempt } from '../../adapter/intent.js';
import { numberFormat } from '../../invoice/intl.js';
import { problemFace } from './problem.js';
import type { Speech } from './speech.js';

export interface Trying {
  /** Null until the first try has begun. */
  attempt: Attempt | null;
  /** When the next try begins, by the page's monotonic clock in ms; null while one runs. */
  nextAt: number | null;
}

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

interface TryingWords {
  /** While the first try runs. */
  running: string;
  attempt: (attempt: string, of: string) => string;
  pause: (seconds: string) => string;
}

/** The countdown is for the eye only; the number of the try is told once. */
export function renderTrying(
  { attempt, nextAt }: Trying,
  words: TryingWords,
  { source, lang }: Speech,
): TemplateResult {
  const number = (value: number): string => numberFormat(lang).format(value);
  const next = (attempt?.attempt ?? 1) + (nextAt === null ? 0 : 1);
  if (!attempt || next === 1) return html`<p class="muted">${words.running}</p>`;
  const seconds = nextAt === null ? null : Math.max(1, Math.ceil((nextAt - performance.now()) / 1000));
  return html`
    ${attempt.problem ? html`<p>${problemFace(attempt.problem, source).title}</p>` : nothing}
    <p class="muted">
      ${words.attempt(number(next), number(attempt.of))}<span aria-hidden="true"
        >${seconds === null ? '…' : `, ${words.pause(number(seconds))}`}</span
      >
    </p>
  `;
}
