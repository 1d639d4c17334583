import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em;
    vertical-align: middle;
    max-inline-size: 100%;
  }

  .badge,
  [part='chip'] {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    max-inline-size: 100%;
    padding: 0.15em 0.6em;
    border: 1px solid transparent;
    border-radius: 1em;
    font-size: 0.85em;
    line-height: 1.4;
  }

  .badge {
    --_tone: var(--_neutral);
    border-color: color-mix(in srgb, var(--_tone) 24%, transparent);
    /* On the surface, not on whatever is behind: the tones are chosen for it. */
    background: color-mix(in srgb, var(--_tone) 9%, var(--_surface));
    color: var(--_tone);
    font-weight: 600;
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

  .badge.loading,
  .badge.error {
    border-color: var(--_border);
    background: transparent;
    color: var(--_muted);
    font-weight: inherit;
  }

  :host(:state(stale)) .badge {
    border-style: dashed;
  }

  svg {
    flex: none;
    inline-size: 0.95em;
    block-size: 0.95em;
  }

  [part='label'] {
    overflow-wrap: break-word;
  }

  [part='chip'] {
    padding-inline: 0.5em;
    border-color: var(--_border);
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    .badge,
    [part='chip'] {
      border-color: CanvasText;
    }
  }
`;
