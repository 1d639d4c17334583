/** A state as sign and word, drawn once for the element that shows one and for lists that show many. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { InvoiceState, Tone } from '../../invoice/state.js';
import { sign } from './signs.js';

export interface BadgeFace {
  /** A state, or `loading` or `error`. */
  state: InvoiceState | 'loading' | 'error';
  tone: Tone;
  label: string;
}

/** @param more - what screen readers hear beyond the word */
export function renderBadge({ state, tone, label }: BadgeFace, more: unknown = nothing): TemplateResult {
  const drawn = state.startsWith('partially') ? 'partly' : tone;
  return html`<span part="badge" class="badge ${tone} ${state}">
    ${state === 'loading' ? nothing : sign(drawn)}
    <span part="label">${label}</span>
    ${more}
  </span>`;
}

export const badgeStyles = css`
  .badge {
    --_tone: var(--_neutral);
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    max-inline-size: 100%;
    padding: 0.15em 0.6em;
    border: 1px solid color-mix(in srgb, var(--_tone) 24%, transparent);
    border-radius: 1em;
    /* On the surface, not on whatever is behind: the tones are chosen for it. */
    background: color-mix(in srgb, var(--_tone) 9%, var(--_surface));
    color: var(--_tone);
    font-size: 0.85em;
    font-weight: 600;
    line-height: 1.4;
  }

  .badge.info {
    --_tone: var(--_info);
  }

  .badge.positive {
    --_tone: var(--_positive);
  }

  .badge.warning {
    --_tone: var(--_warning);
  }

  .badge.urgent {
    --_tone: var(--_urgent);
  }

  .badge.negative {
    --_tone: var(--_negative);
  }

  .badge svg {
    flex: none;
    inline-size: 0.95em;
    block-size: 0.95em;
  }

  .badge [part='label'] {
    overflow-wrap: break-word;
  }

  @media (forced-colors: active) {
    .badge {
      border-color: CanvasText;
    }
  }
`;
