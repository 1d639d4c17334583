import { css } from 'lit';

/** The document, wide unless the sheet that it stands on is narrow; on paper there is no such sheet. */
export const paperStyles = css`
  .paper {
    position: relative;
    isolation: isolate;
    display: grid;
    gap: 2em;
    align-content: start;
    overflow-wrap: anywhere;
  }

  .paper p,
  .paper dl,
  .paper dd {
    margin: 0;
  }

  .paper small,
  .paper .label,
  .paper dt {
    color: var(--_muted);
  }

  .paper .number {
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .mark {
    position: absolute;
    inset: 0;
    z-index: -1;
    display: grid;
    place-content: center;
    rotate: -24deg;
    color: color-mix(in srgb, var(--_text) 9%, transparent);
    font-size: min(3.6em, 7cqi);
    font-weight: 700;
    white-space: nowrap;
    pointer-events: none;
    user-select: none;
    -webkit-print-color-adjust: exact;
    print-color-adjust: exact;
  }

  .mark::before {
    content: attr(data-mark);
  }

  /* Colours that are forced would make it as strong as the text; the words below the amount say the same. */
  @media (forced-colors: active) {
    .mark {
      display: none;
    }
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.5em 2em;
  }

  .title {
    font-size: 1.8em;
    font-weight: 650;
    line-height: 1.2;
  }

  .seller {
    color: var(--_muted);
    font-size: 1.1em;
    font-weight: 600;
  }

  .facts {
    display: grid;
    grid-template-columns: fit-content(45%) 1fr;
    gap: 0.2em 2em;
  }

  .facts > div {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
  }

  .parties {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(12em, 1fr));
    gap: 1.5em 2em;
  }

  .parties .name {
    font-weight: 600;
  }

  .description {
    font-weight: 500;
  }

  .standing {
    display: grid;
    justify-items: start;
    gap: 0.35em;
  }

  .headline {
    font-size: 1.4em;
    font-weight: 650;
    line-height: 1.25;
    font-variant-numeric: tabular-nums;
  }

  .standing p,
  .footer {
    color: var(--_muted);
  }

  .pay {
    font-weight: 600;
  }

  @media (pointer: coarse) {
    .pay {
      align-content: center;
      min-block-size: 44px;
    }
  }

  .prose {
    max-inline-size: 65ch;
    white-space: pre-wrap;
  }

  .lines {
    inline-size: 100%;
    border-collapse: collapse;
  }

  .lines th {
    padding-block-end: 0.6em;
    border-block-end: 1px solid var(--_field-border);
    color: var(--_muted);
    font-size: 0.9em;
    font-weight: inherit;
    text-align: start;
    white-space: nowrap;
  }

  .lines td {
    padding-block: 0.75em;
    border-block-end: 1px solid var(--_border);
    vertical-align: top;
  }

  .lines :is(th, td) {
    padding-inline-start: 1.5em;
  }

  .lines :is(th, td):first-child {
    padding-inline-start: 0;
  }

  .lines :is(td.number, .whole) {
    white-space: nowrap;
  }

  .lines small {
    display: block;
  }

  .lines .none td {
    color: var(--_muted);
  }

  .lines .narrow {
    display: none;
  }

  .sums {
    display: grid;
    justify-self: end;
    inline-size: min(100%, 24em);
    gap: 0.5em;
    margin-block-start: -1em !important;
  }

  .sums > div {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 2em;
  }

  .sums dd {
    margin-inline-start: auto !important;
    white-space: nowrap;
  }

  .sums .aside {
    color: var(--_muted);
    font-size: 0.9em;
  }

  .sums .aside dt {
    color: inherit;
  }

  .sums :is(.total, .due) :is(dt, dd) {
    color: inherit;
    font-weight: 600;
  }

  .sums .due {
    padding-block-start: 0.6em;
    border-block-start: 1px solid var(--_field-border);
    font-size: 1.1em;
  }

  .footer {
    max-inline-size: none;
    margin-block-start: auto !important;
    padding-block-start: 1em;
    border-block-start: 1px solid var(--_border);
    font-size: 0.9em;
  }

  @container sheet (max-width: 34em) {
    .paper {
      gap: 1.5em;
    }

    .facts {
      column-gap: 1em;
    }

    .mark {
      rotate: -55deg;
      font-size: 11cqi;
    }

    .lines,
    .lines tbody {
      display: block;
    }

    .lines thead {
      position: absolute;
      clip-path: inset(50%);
    }

    /* The amount stands beside the description, or below it where both are long. */
    .lines tr {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0.25em 1em;
      padding-block: 0.75em;
      border-block-end: 1px solid var(--_border);
    }

    .lines tbody tr:first-child {
      border-block-start: 1px solid var(--_field-border);
    }

    .lines td {
      padding: 0;
      border: none;
    }

    .lines td:first-child {
      flex: 1 1 9em;
    }

    .lines td:last-child {
      margin-inline-start: auto;
    }

    .lines .wide {
      display: none;
    }

    .lines .narrow {
      display: block;
    }
  }
`;

/** On paper: black on white, whatever the page has, and nothing torn apart that can stay together. */
export const printStyles = css`
  :host {
    all: initial !important;
    --_text: CanvasText;
    --_surface: Canvas;
    --_accent: CanvasText;
    --_muted: color-mix(in srgb, CanvasText 72%, Canvas);
    --_border: color-mix(in srgb, CanvasText 18%, Canvas);
    --_field-border: color-mix(in srgb, CanvasText 50%, Canvas);
    display: none !important;
    color-scheme: only light !important;
    color: CanvasText !important;
    font-family: var(--_print-font) !important;
    font-size: 10pt !important;
    line-height: 1.45 !important;
  }

  @media print {
    :host {
      display: block !important;
    }
  }

  /* Fixed to the page, so that it is on every one. */
  .mark {
    position: fixed;
    font-size: 3.6em;
  }

  .pay {
    color: inherit;
  }

  .lines td {
    padding-block: 0.5em;
  }

  .head,
  .facts,
  .parties,
  .standing,
  .sums,
  tr {
    break-inside: avoid;
  }

  .sums {
    break-before: avoid;
  }

  .head,
  .standing,
  thead {
    break-after: avoid;
  }
`;
