import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { sheetTokens } from '../../styles/paper.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  problemStyles,
  sheetTokens,
  css`
    :host {
      display: block;
    }

    .base {
      display: grid;
      gap: calc(3 * var(--_space));
    }

    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: calc(2 * var(--_space));
      inline-size: 100%;
      max-inline-size: 52em;
      margin-inline: auto;
    }

    .bar [part='print'] {
      margin-inline-start: auto;
    }

    .trouble {
      display: grid;
      justify-items: start;
    }

    .said {
      margin: 0;
      max-inline-size: 60ch;
      color: var(--_muted);
    }

    /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
    .note:not(:has(*)) {
      position: absolute;
    }

    .frame {
      container: sheet / inline-size;
      inline-size: 100%;
      max-inline-size: 52em;
      margin-inline: auto;
    }

    .sheet {
      display: grid;
      min-block-size: 40em;
      padding: 4em;
      border: 1px solid var(--_border);
      border-radius: calc(0.5 * var(--_radius));
      background: var(--_sheet);
      color: var(--_text);
      box-shadow: 0 0.75em 2em -1.25em var(--_shadow);
      overflow: clip;
    }

    @container sheet (max-width: 44em) {
      .sheet {
        padding: 2.5em;
      }
    }

    @container sheet (max-width: 34em) {
      .sheet {
        min-block-size: 0;
        padding: 1.25em;
      }
    }

    .blank {
      display: grid;
      gap: 2em;
      align-content: start;
    }

    .blank > div {
      display: grid;
      gap: 0.6em;
    }

    .blank .skeleton {
      block-size: 1em;
      inline-size: 60%;
    }

    .blank .big {
      block-size: 2em;
      inline-size: 9em;
      max-inline-size: 100%;
    }

    .blank .some {
      inline-size: min(20em, 100%);
    }

    .blank .rows {
      gap: 1.9em;
      padding-block: 0.9em;
    }

    .blank .row {
      inline-size: 100%;
    }

    .blank .some:nth-child(even) {
      inline-size: min(15em, 80%);
    }

    .blank .sums-blank {
      justify-self: end;
      inline-size: min(100%, 24em);
    }

    .blank .sums-blank .skeleton {
      inline-size: 100%;
    }

    /* Where the whole page is printed, the sheet is on it as it is, without what only a screen needs. */
    @media print {
      .bar,
      .note {
        display: none;
      }

      .sheet {
        border: none;
        padding: 0;
        box-shadow: none;
        background: none;
      }
    }
  `,
];
