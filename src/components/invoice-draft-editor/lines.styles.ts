import { css } from 'lit';

/** The table of lines; cards where there is no room for columns. */
export const linesStyles = css`
  .lines {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }

  .lines th {
    padding: 0 calc(2.5 * var(--_space) + 1px) calc(1.5 * var(--_space));
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 550;
    text-align: start;
    vertical-align: bottom;
  }

  .lines thead tr {
    border-block-end: 1px solid var(--_border);
  }

  .lines th.number {
    text-align: end;
  }

  .lines th:nth-child(2) {
    inline-size: 6.5em;
  }

  .lines th:nth-child(3) {
    inline-size: 9em;
  }

  .lines th:nth-child(4) {
    inline-size: 9em;
  }

  .lines thead td {
    inline-size: var(--_tools);
  }

  .lines td {
    padding: calc(1 * var(--_space)) calc(0.5 * var(--_space));
    overflow-wrap: anywhere;
  }

  .lines tbody tr:first-child td {
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

  .lines :is(td, th) {
    vertical-align: top;
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
    .lines th:nth-child(2) {
      inline-size: 5em;
    }

    .lines th:is(:nth-child(3), :nth-child(4)) {
      inline-size: 7em;
    }

    .lines th.number {
      padding-inline-start: 0;
    }
  }

  @container (max-width: 30em) {
    .lines,
    .lines tbody {
      display: block;
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
