import { css } from 'lit';
import { backing } from '../../styles/backing.js';
import { controls } from '../../styles/controls.js';
import { badgeStyles } from '../internal/badge.js';
import { problemStyles } from '../internal/problem.js';
import { toolsStyles } from './filters/tools.styles.js';

export const styles = [
  controls,
  backing,
  badgeStyles,
  problemStyles,
  toolsStyles,
  css`
    :host {
      display: block;
      container-type: inline-size;
    }

    p {
      margin: 0;
    }

    .base {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(3 * var(--_space));
    }

    .grid {
      --_row: calc(9.5 * var(--_space));
      font-variant-numeric: tabular-nums;
    }

    .busy .body {
      opacity: 0.5;
    }

    .line {
      display: grid;
      grid-template-columns: var(--_tracks);
      column-gap: 0.75em;
      align-items: center;
      block-size: var(--_row);
      padding-inline: calc(2 * var(--_space));
      border-block-end: 1px solid var(--_border);
    }

    .head {
      inset-block: var(--invoice-list-sticky-top, 0) auto;
    }

    .head .line {
      block-size: calc(9 * var(--_space));
    }

    .heading {
      color: var(--_muted);
      font-size: 0.85em;
      font-weight: 600;
    }

    .body {
      position: relative;
      block-size: calc(var(--_row) * var(--_count));
      overflow: clip;
      overflow-clip-margin: 4px;
      /* The list itself holds what is in view where it is. */
      overflow-anchor: none;
      contain: layout;
    }

    .holder {
      display: contents;
    }

    .row {
      position: absolute;
      inset-inline: 0;
      inset-block-start: calc(var(--_row) * var(--_at));
      cursor: pointer;
      scroll-margin-block: calc(16 * var(--_space));
      contain: layout style;
    }

    .row:hover {
      background: var(--_hover);
    }

    .chosen {
      background: color-mix(in srgb, var(--_accent) 9%, transparent);
    }

    .chosen:hover {
      background: color-mix(in srgb, var(--_accent) 13%, transparent);
    }

    .row:focus-visible {
      outline-offset: -2px;
      border-radius: calc(var(--_radius) * 0.6);
    }

    .cell {
      min-inline-size: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .end {
      text-align: end;
    }

    /* A text of the other direction is cut off at its own end, and stands where the cell has it. */
    .cell:not(.end) > bdi {
      display: block;
      overflow: hidden;
      text-align: left;
      text-overflow: ellipsis;
    }

    .cell:not(.end):dir(rtl) > bdi {
      text-align: right;
    }

    /* Figures end where words begin: more air between them. */
    .end + .cell:not(.end) {
      padding-inline-start: calc(3 * var(--_space));
    }

    /* As much, in the smaller letters of a heading. */
    .end + .heading:not(.end) {
      padding-inline-start: calc(3 * var(--_space) / 0.85);
    }

    .name {
      color: inherit;
      font-weight: 600;
      text-decoration: none;
    }

    .row:hover .name,
    a.name:focus-visible {
      text-decoration: underline;
    }

    .gone .cell:not([data-column='status']) {
      color: var(--_muted);
      text-decoration: line-through;
    }

    .urgent {
      color: var(--_urgent);
    }

    .box {
      display: flex;
      align-items: center;
    }

    .for-cards {
      display: none;
    }

    .nil {
      color: var(--_muted);
    }

    .target {
      display: grid;
      place-items: center;
      inline-size: calc(8 * var(--_space));
      block-size: calc(8 * var(--_space));
      margin-inline-start: calc(-1 * var(--_space));
      cursor: pointer;
    }

    .box input {
      inline-size: 1.1em;
      block-size: 1.1em;
      margin: 0;
    }

    .foot {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(2 * var(--_space)) calc(4 * var(--_space));
      min-block-size: calc(8 * var(--_space));
      padding-inline: calc(2 * var(--_space));
      color: var(--_muted);
      font-size: 0.9em;
    }

    .told {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: center;
      gap: calc(2 * var(--_space)) calc(3 * var(--_space));
      padding: calc(2 * var(--_space)) calc(3 * var(--_space));
      border-radius: var(--_radius);
      background: color-mix(in srgb, var(--_accent) 7%, transparent);
    }

    .told button {
      min-block-size: calc(7 * var(--_space));
    }

    .nothing {
      display: grid;
      justify-items: center;
      gap: calc(2 * var(--_space));
      padding: calc(14 * var(--_space)) calc(4 * var(--_space));
      text-align: center;
    }

    .nothing strong {
      font-size: 1.1em;
      font-weight: 650;
    }

    .nothing p {
      color: var(--_muted);
    }

    .nothing button {
      margin-block-start: calc(2 * var(--_space));
    }

    /* Cards: what a row is known by, above what there is to know of it. */
    @container (inline-size < 46em) {
      .grid {
        --_row: calc(24 * var(--_space));
      }

      .head .line {
        display: flex;
        block-size: calc(10 * var(--_space));
      }

      .head .cell {
        display: none;
      }

      .head .heading.for-cards {
        display: block;
      }

      .row {
        grid-template-columns: auto minmax(0, 1fr) auto;
        grid-template-rows: repeat(3, minmax(0, 1fr));
        align-content: center;
        gap: 0 calc(2 * var(--_space));
        padding-block: calc(2 * var(--_space));
      }

      .row .box {
        grid-area: 1 / 1 / 4 / 2;
        align-self: start;
      }

      .row .cell {
        display: none;
      }

      .row [data-column='number'] {
        display: block;
        grid-area: 1 / 2;
      }

      .row [data-column='total'] {
        display: block;
        grid-area: 1 / 3;
        font-weight: 600;
      }

      .row [data-column='customer'] {
        display: block;
        grid-area: 2 / 2;
        color: var(--_muted);
        font-size: 0.875em;
      }

      .row [data-column='due'] {
        display: block;
        grid-area: 2 / 3;
        color: var(--_muted);
        font-size: 0.875em;
        text-align: end;
      }

      .row [data-column='status'] {
        display: block;
        grid-area: 3 / 2 / 4 / 4;
      }

      .skeleton {
        font-size: 0.8em;
      }
    }

    @media (pointer: coarse) {
      .grid {
        --_row: max(44px, calc(11 * var(--_space)));
      }

      .target {
        inline-size: 44px;
        block-size: 44px;
        margin: calc(-1 * var(--_space)) calc(-2 * var(--_space));
      }

      @container (inline-size < 46em) {
        .grid {
          --_row: max(104px, calc(24 * var(--_space)));
        }
      }
    }

    @media (forced-colors: active) {
      .chosen {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }

      .told {
        border: 1px solid CanvasText;
      }
    }
  `,
];
