import { css, html, nothing, type TemplateResult } from 'lit';
import type { InvoiceProblem } from '../../adapter/adapter.js';
import { problems } from '../../translations/en/problems.js';
import type { Words } from '../../translations/registry.js';
import { sign } from './signs.js';

/** What a problem looks like to a person: plain words, what to do about it, and whether trying again can help. */
export interface ProblemFace {
  title: string;
  /** What the backend or Stripe said, in its own (English) words; only where we have none. */
  detail: string | null;
  /** What mends it. */
  mend: string | null;
  /** Trying again can help: the cause lies outside of what was asked for. */
  retry: boolean;
  /** Stripe's request id, for those who ask support. */
  reference: string | null;
}

/** What of a problem is needed to put it into words. */
export type ProblemFacts = Pick<InvoiceProblem, 'status' | 'code' | 'detail' | 'retryable' | 'request_id'>;

/** Where words come from; a {@link Localizer} is one. */
export interface WordSource {
  wordsOf<G extends Words>(group: string, english: G): G;
}

/** What kind of problem it is, as a key of the words of {@link problems}. */
function kindOf({ status, code }: ProblemFacts): string {
  if (code === 'no_adapter') return code;
  if (status === 0) return globalThis.navigator?.onLine === false ? 'offline' : 'network';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 429) return 'rate_limit';
  return status >= 500 ? 'server' : 'refused';
}

/** A problem in words, told by its kind. That is all there is to say where something could not be loaded. */
export function problemFace(problem: ProblemFacts, source: WordSource): ProblemFace {
  const words = source.wordsOf('problems', problems) as Record<string, unknown>;
  const kind = kindOf(problem);
  return {
    title: words[kind] as string,
    detail: kind === 'refused' || kind === 'no_adapter' ? problem.detail : null,
    mend: (words[`${kind}_mend`] as string | undefined) ?? null,
    retry: kind !== 'no_adapter' && (problem.retryable || problem.status === 0 || problem.status === 401),
    reference: problem.request_id ?? null,
  };
}

/**
 * Draws a problem. Announcing it is left to the caller, who knows whether somebody waits for it.
 * @param retry - what “Try again” does; left out, there is no such button
 */
export function renderFace(
  face: ProblemFace,
  source: WordSource,
  retry?: (() => void) | null,
): TemplateResult {
  const words = source.wordsOf('problems', problems);
  return html`
    <div class="problem" part="problem">
      ${sign('urgent')}
      <div class="problem-words">
        <strong>${face.title}</strong>
        ${face.detail ? html`<span lang="en">${face.detail}</span>` : nothing}
        ${face.mend ? html`<span>${face.mend}</span>` : nothing}
        ${face.reference ? html`<small>${words.reference(face.reference)}</small>` : nothing}
      </div>
      ${
        retry && face.retry
          ? html`<button type="button" part="retry" @click=${retry}>${words.retry}</button>`
          : nothing
      }
    </div>
  `;
}

/** {@link renderFace} of {@link problemFace}, with “Try again” where that can help. */
export function renderProblem(
  problem: ProblemFacts,
  source: WordSource,
  retry?: (() => void) | null,
): TemplateResult {
  return renderFace(problemFace(problem, source), source, retry);
}

export const problemStyles = css`
  .problem {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: calc(2 * var(--_space));
  }

  .problem > svg {
    flex: none;
    margin-block-start: 0.2em;
    color: var(--_urgent);
  }

  .problem-words {
    display: grid;
    flex: 1 1 12em;
    gap: calc(0.5 * var(--_space));
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .problem-words strong {
    font-weight: 600;
  }

  .problem-words small {
    color: var(--_muted);
    font-size: 0.8em;
  }
`;
