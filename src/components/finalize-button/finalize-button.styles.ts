import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  problemStyles,
  css`
    :host {
      display: inline-block;
      max-inline-size: 100%;
    }

    .base {
      display: grid;
      justify-items: start;
      gap: calc(2 * var(--_space));
    }

    /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
    .base > [role='status']:not(:has(*)) {
      position: absolute;
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
