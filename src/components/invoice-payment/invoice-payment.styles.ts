import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  problemStyles,
  css`
    :host {
      display: block;
      max-inline-size: 100%;
    }

    .base {
      display: grid;
      justify-items: start;
      gap: calc(3 * var(--_space));
      font-variant-numeric: tabular-nums;
    }

    .status {
      display: grid;
      gap: calc(2 * var(--_space));
      min-inline-size: 0;
    }

    /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
    .status:not(:has(*)) {
      position: absolute;
    }

    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: calc(2 * var(--_space));
    }

    .buttons:not(:has(*)) {
      display: none;
    }

    .said {
      margin: 0;
      max-inline-size: 60ch;
      color: var(--_muted);
    }

    [aria-busy='true'] {
      cursor: progress;
    }
  `,
];
