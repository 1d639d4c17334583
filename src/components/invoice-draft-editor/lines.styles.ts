import { css } from 'lit';

/** The table of lines; cards where there is no room for columns. */
export const linesStyles = css`
  /*
   * Each row is a grid of its own rather than a part of one table, so that a key in one is no work for the layout of the
   * other 249, and those that are out of view are not painted either.
   */
  .lines,
  .lines :is(thead, tbody) {
    display: block;
  }

  .lines {
    --_numbers: 5.7em 7.9em 7.9em;
    --_columns: minmax(0, 1fr) var(--_numbers) var(--_tools);
    --_row: calc(10.5 * var(--_space));
  }

  .lines.text {
    --_columns: minmax(0, 1fr) var(--_numbers);
  }

  .lines tr {
    display: grid;
    grid-template-columns: var(--_columns);
  }

  .lines tr:is(.faults, .details) {
    display: block;
  }

  /*
   * Of a long table only what is in view is drawn. What is skipped is clipped as well, and a list under the field that has the focus is to hang out of its row. Until
   * they are drawn, rows count for as high as most of them are.
   */
  .lines.long tbody:not(:focus-within) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(25 * var(--_row));
  }

  .lines.long tbody tr:not(:focus-within) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto var(--_row);
  }

  .lines th {
    padding: 0 calc(2.5 * var(--_space) + 1px) calc(1.5 * var(--_space));
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 550;
    text-align: start;
  }

  .lines thead tr {
    align-items: end;
    border-block-end: 1px solid var(--_border);
  }

  .lines th.number {
    text-align: end;
  }

  .lines td {
    padding: calc(1 * var(--_space)) calc(0.5 * var(--_space));
    overflow-wrap: anywhere;
  }

  .lines :where(thead) + tbody tr:first-child td {
    padding-block-start: calc(2 * var(--_space));
  }

  .lines td:not(.amount) > bdi:only-child {
    padding-inline: calc(2 * var(--_space) + 1px);
  }

  /* Text has no box around it: it stands at the edges of what is above and below. */
  .lines.text :is(th, td):first-child {
    padding-inline-start: 0;
  }

  .lines.text :is(th, td):last-child {
    padding-inline-end: 0;
  }

  .lines input:not(:hover, :focus, [aria-invalid='true']) {
    border-color: var(--_border);
  }

  .lines .amount {
    padding-inline-end: calc(2.5 * var(--_space) + 1px);
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .lines .faults td {
    padding: 0 calc(2 * var(--_space)) calc(2 * var(--_space));
  }

  .tool {
    inline-size: calc(7 * var(--_space));
    min-block-size: calc(8 * var(--_space));
    padding: 0;
    color: var(--_muted);
  }

  .lines .tools {
    white-space: nowrap;
  }

  .lines .amount bdi {
    line-height: calc(8.5 * var(--_space));
  }

  .lines.text .amount bdi {
    line-height: inherit;
  }

  .lines .summary {
    padding-inline: calc(2 * var(--_space) + 1px);
  }

  .lines .detailed td {
    border-block-end: 0;
  }

  .add {
    display: flex;
    min-inline-size: 0;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_space));
    margin-block-start: calc(-3 * var(--_space));
  }

  .add [part='add'] {
    color: var(--_accent);
  }

  .add button:not([part='add']) {
    font-weight: 450;
  }

  @media (pointer: coarse) {
    .tool {
      inline-size: 44px;
      min-block-size: 44px;
    }

    .lines .amount bdi {
      line-height: 44px;
    }

    .keys {
      display: none;
    }
  }

  /* The description needs the room most. */
  @container (max-width: 46em) {
    .lines {
      --_numbers: 4.4em 6.1em 6.1em;
    }

    .lines th.number {
      padding-inline-start: 0;
    }
  }

  @container (max-width: 30em) {
    .lines {
      --_row: calc(37 * var(--_space));
    }

    .lines thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .lines tbody tr {
      position: relative;
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      gap: calc(1 * var(--_space)) calc(2 * var(--_space));
      padding-block: calc(3 * var(--_space));
    }

    .lines tbody tr:not(.faults, .details) {
      border-block-start: 1px solid var(--_border);
    }

    .lines tbody tr:not(.faults) > td {
      display: block;
      padding: 0;
      border: 0;
    }

    .lines td[data-column]::before {
      content: attr(data-column);
      display: block;
      color: var(--_muted);
      font-size: 0.8em;
      text-align: start;
    }

    .lines tbody tr:not(.faults) > td:first-child {
      grid-column: 1 / -1;
      padding-inline-end: var(--_tools);
    }

    .lines tbody tr.details {
      display: block;
      padding-block-start: 0;
      border-block-start: 0;
    }

    .lines tbody tr.details > td:first-child {
      padding-inline-end: 0;
    }

    .lines tbody tr > td.amount {
      display: flex;
      grid-column: 1 / -1;
      align-items: baseline;
      justify-content: space-between;
      font-weight: 550;
    }

    .lines.text td > bdi:only-child {
      padding-inline: 0;
    }

    .lines.text td.number:not(.amount) {
      text-align: start;
    }

    .lines td.amount::before {
      font-weight: 400;
    }

    .keys {
      display: none;
    }

    .lines .tools {
      position: absolute;
      inset-block-start: calc(5 * var(--_space));
      inset-inline-end: 0;
    }

    .lines .faults {
      display: block;
      padding-block: 0 calc(2 * var(--_space));
    }

    .lines .faults td {
      padding: 0;
    }

    .lines input:not(:hover, :focus, [aria-invalid='true']) {
      border-color: var(--_field-border);
    }
  }

  @media (forced-colors: active) {
    .lines input:not(:focus) {
      border-color: ButtonBorder;
    }
  }
`;
