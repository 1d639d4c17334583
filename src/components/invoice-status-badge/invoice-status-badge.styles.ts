import { css } from 'lit';
import { badgeStyles } from '../internal/badge.js';

export const styles = [
  badgeStyles,
  css`
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.4em;
      vertical-align: middle;
      max-inline-size: 100%;
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

    [part='chip'] {
      display: inline-flex;
      align-items: center;
      max-inline-size: 100%;
      padding: 0.15em 0.5em;
      border: 1px solid var(--_border);
      border-radius: 1em;
      color: var(--_muted);
      font-size: 0.85em;
      line-height: 1.4;
    }

    @media (forced-colors: active) {
      [part='chip'] {
        border-color: CanvasText;
      }
    }
  `,
];
