import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  problemStyles,
  css`
    :host {
      display: block;
      max-inline-size: 40em;
    }

    .base {
      display: grid;
      gap: calc(3 * var(--_space));
    }

    .now {
      display: grid;
      gap: var(--_space);
    }

    p {
      margin: 0;
      overflow-wrap: anywhere;
    }

    .muted,
    .label {
      color: var(--_muted);
    }

    .label {
      font-size: 0.9em;
    }

    .when {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      column-gap: calc(2 * var(--_space));
      font-size: 1.1em;
      font-weight: 600;
      outline: none;
    }

    .when > svg {
      flex: none;
      align-self: center;
      color: var(--_info);
    }

    .when > .muted {
      font-weight: 400;
    }

    .buttons {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: calc(2 * var(--_space));
    }

    .buttons.start {
      justify-content: flex-start;
    }

    .status {
      display: grid;
      gap: calc(2 * var(--_space));
    }

    /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
    .status:not(:has(*)) {
      position: absolute;
    }

    .skeleton {
      inline-size: fit-content;
    }

    [aria-busy='true'] {
      cursor: progress;
    }
  `,
];
