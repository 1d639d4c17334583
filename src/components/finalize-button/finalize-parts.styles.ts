import { css, type CSSResult } from 'lit';
import { askingStyles } from '../internal/asking.styles.js';

/** Styles of the dialog and of what follows it; adopted when they are first drawn. */
export const partStyles: CSSResult[] = [
  ...askingStyles,
  css`
    .finalized {
      display: grid;
      gap: calc(2 * var(--_space));
    }

    .differences {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: 0.9em;
      font-variant-numeric: tabular-nums;
    }

    .differences :is(th, td) {
      padding: var(--_space) calc(2 * var(--_space)) var(--_space) 0;
      border-block-end: 1px solid var(--_border);
      font-weight: inherit;
      text-align: start;
      vertical-align: top;
      overflow-wrap: anywhere;
    }

    .differences bdi,
    .number {
      white-space: nowrap;
    }

    .differences bdi.text {
      white-space: normal;
    }

    .differences thead th {
      color: var(--_muted);
    }

    .differences td:last-child {
      font-weight: 600;
    }

    .done {
      display: flex;
      align-items: center;
      align-self: start;
      gap: calc(2 * var(--_space));
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
