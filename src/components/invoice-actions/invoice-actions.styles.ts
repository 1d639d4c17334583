import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { menuStyles } from '../internal/menu.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  problemStyles,
  menuStyles,
  css`
    :host {
      display: block;
    }

    .base {
      display: grid;
      justify-items: start;
      gap: calc(2 * var(--_space));
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: start;
      gap: calc(2 * var(--_space));
      max-inline-size: 100%;
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

    .outcome {
      display: grid;
      grid-template-columns: 1em 1fr;
      gap: calc(2 * var(--_space));
      margin: 0;
      outline: none;
    }

    .outcome svg {
      margin-block-start: 0.22em;
      color: var(--_positive);
    }

    .outcome.waits svg {
      color: var(--_info);
    }

    .primary.grave {
      background: var(--_urgent);
      color: var(--_surface);
    }

    .panel-title {
      display: flex;
      align-items: start;
      justify-content: space-between;
      gap: calc(2 * var(--_space));
    }

    .panel-close {
      flex: none;
      margin-block-start: calc(-1 * var(--_space));
      margin-inline-end: calc(-2 * var(--_space));
      padding-inline: calc(2 * var(--_space));
    }

    dialog.panel {
      inline-size: min(40em, 100vi - 2em);
    }

    [aria-busy='true'] {
      cursor: progress;
    }
  `,
];
