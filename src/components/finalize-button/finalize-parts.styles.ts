import { css, type CSSResult } from 'lit';
import { askingStyles } from '../internal/asking.styles.js';
import { dialogStyles } from '../internal/dialog.js';

/** Styles of the dialog and of what follows it; adopted when they are first drawn. */
export const partStyles: CSSResult[] = [
  dialogStyles,
  askingStyles,
  css`
    .finalized {
      display: grid;
      gap: calc(2 * var(--_space));
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
      align-items: baseline;
      gap: calc(2 * var(--_space));
      margin-block-start: var(--_space);
    }
  `,
];
