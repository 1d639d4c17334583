import { css } from 'lit';
import { codeTokens } from '../../styles/paper.js';
import { dialogStyles } from '../internal/dialog.js';

export const moreStyles = [
  dialogStyles,
  codeTokens,
  css`
    .ways {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: calc(2 * var(--_space)) calc(3 * var(--_space));
      margin: 0;
      padding: calc(3 * var(--_space)) 0 0;
      border-block-start: 1px solid var(--_border);
      list-style: none;
    }

    .ways li {
      display: grid;
      grid-column: 1 / -1;
      grid-template-columns: subgrid;
      align-items: baseline;
    }

    .ways button {
      justify-content: start;
    }

    .ways small {
      color: var(--_muted);
      overflow-wrap: anywhere;
    }

    @container (max-width: 30em) {
      .ways {
        grid-template-columns: 1fr;
        row-gap: calc(3 * var(--_space));
      }

      .ways li {
        gap: var(--_space);
      }

      .ways button {
        justify-self: start;
      }
    }

    .scan {
      justify-items: center;
      text-align: center;
    }

    .code {
      inline-size: min(100%, 18em, 60dvb);
      block-size: auto;
      border-radius: calc(0.5 * var(--_radius));
      background: var(--_code-light);
      fill: var(--_code-dark);
      forced-color-adjust: none;
    }

    .scan .dialog-buttons {
      justify-self: end;
    }

    .start {
      justify-self: start;
    }
  `,
];
