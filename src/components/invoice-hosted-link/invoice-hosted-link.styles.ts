import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  problemStyles,
  css`
    :host {
      display: block;
    }

    .base,
    .links,
    .by-hand {
      display: grid;
      gap: calc(2 * var(--_space));
    }

    .links {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
    }

    /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
    .note:not(:has(*)) {
      position: absolute;
    }

    .more {
      container-type: inline-size;
      max-inline-size: 44em;
    }

    .more:not(:has(*)) {
      display: none;
    }

    .until {
      font-size: 0.9em;
    }

    .said {
      margin: 0;
      max-inline-size: 60ch;
      color: var(--_muted);
      overflow-wrap: anywhere;
    }

    a.button {
      color: inherit;
    }

    .swap {
      display: grid;
      place-items: center;
    }

    .swap > * {
      grid-area: 1 / 1;
    }

    .swap svg {
      vertical-align: -0.1em;
    }

    .away {
      visibility: hidden;
    }

    [aria-busy='true'] {
      cursor: progress;
    }
  `,
];
