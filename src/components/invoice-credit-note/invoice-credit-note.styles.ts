import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  problemStyles,
  css`
    :host {
      display: block;
      container-type: inline-size;
    }

    .base {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(4 * var(--_space));
    }

    h2 {
      margin: 0;
      font-size: 1.25em;
      font-weight: 650;
      line-height: 1.25;
    }

    .said {
      margin: 0;
      max-inline-size: 60ch;
      color: var(--_muted);
    }

    .said.slow:not(:has(*)) {
      position: absolute;
    }

    .waiting,
    .waiting > div {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: calc(5 * var(--_space));
    }

    .waiting {
      gap: calc(6 * var(--_space)) calc(10 * var(--_space));
      padding-block-start: calc(4 * var(--_space));
    }

    .waiting-about {
      padding-block-end: calc(3 * var(--_space));
      border-block-end: 1px solid var(--_border);
    }

    .waiting .small {
      font-size: 0.875em;
    }

    .waiting .field {
      block-size: calc(8.5 * var(--_space));
      margin-block-start: var(--_space);
    }

    .waiting .with-most {
      margin-block-end: calc(6 * var(--_space));
    }

    .waiting .text {
      block-size: calc(14 * var(--_space));
    }

    @container (inline-size >= 46em) {
      .waiting {
        grid-template-columns: minmax(0, 7fr) minmax(0, 6fr);
      }
    }
  `,
];
