import { css, type CSSResult } from 'lit';
import { askingStyles } from '../internal/asking.styles.js';
import { dialogStyles } from '../internal/dialog.js';

/** Styles of the dialog and of what follows it; adopted when they are first drawn. */
export const partStyles: CSSResult[] = [
  dialogStyles,
  askingStyles,
  css`
    .about,
    .finalized {
      display: grid;
      gap: calc(2 * var(--_space));
    }

    .about {
      gap: calc(4 * var(--_space));
    }

    .status {
      display: grid;
      gap: calc(2 * var(--_space));
    }

    /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
    .status:not(:has(*)) {
      position: absolute;
    }

    .done {
      display: flex;
      align-items: center;
      gap: calc(2 * var(--_space));
      align-self: start;
      font-size: 1.1em;
      outline: none;
    }

    .done svg {
      flex: none;
      color: var(--_positive);
    }

    .ways {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(2 * var(--_space));
      margin-block-start: var(--_space);
    }
  `,
];
