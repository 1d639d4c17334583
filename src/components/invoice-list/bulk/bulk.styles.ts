import { css, type CSSResult } from 'lit';
import { askingStyles } from '../../internal/asking.styles.js';
import { dialogStyles } from '../../internal/dialog.js';
import { spinnerStyles } from '../../internal/spinner.js';
import { formStyles } from '../../invoice-schedule/schedule-parts.styles.js';

/** Styles of the bar, the run and their dialogs; adopted when they come. */
export const bulkStyles: CSSResult[] = [
  dialogStyles,
  spinnerStyles,
  css`
    /* The rows of the list have classes of the same names. */
    .bulk-dialog {
      ${askingStyles}
      ${formStyles}
    }

    /* Its question is the title of the dialog. */
    .bulk-dialog .panel {
      padding: 0;
      border: 0;
    }

    .bulk-dialog :is(.dialog-body, .panel) {
      grid-template-columns: minmax(0, 1fr);
    }

    .bulk-dialog .times > legend {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .bulk-dialog .buttons {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: calc(2 * var(--_space));
    }

    .bulk {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      margin-block-start: calc(-1 * var(--_space));
      border: 1px solid var(--_border);
      border-radius: calc(1.25 * var(--_radius));
      box-shadow: 0 0.6em 2em -0.6em var(--_shadow);
      inset-block-end: calc(2 * var(--_space));
    }

    .bulk:not(:has(*)) {
      display: none;
    }

    .bulk-bar,
    .bulk-run {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: calc(2 * var(--_space)) calc(4 * var(--_space));
      padding: calc(2.5 * var(--_space)) calc(3 * var(--_space));
    }

    .bulk-run + .bulk-bar {
      border-block-start: 1px solid var(--_border);
    }

    .bulk-run {
      outline-offset: -2px;
      border-radius: calc(1.25 * var(--_radius));
    }

    .bulk-choice,
    .bulk-head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 calc(2 * var(--_space));
      min-inline-size: 0;
    }

    .bulk-head {
      flex: 1 1 14em;
    }

    .bulk-head svg {
      flex: none;
    }

    .bulk-choice strong,
    .bulk-head strong {
      font-weight: 600;
    }

    .bulk-icon {
      min-block-size: calc(7 * var(--_space));
      inline-size: calc(7 * var(--_space));
      padding: 0;
    }

    .bulk-sums {
      display: flex;
      flex-wrap: wrap;
      column-gap: calc(3 * var(--_space));
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
    }

    .bulk-buttons {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(2 * var(--_space));
    }

    .bulk-state {
      display: flex;
      flex: 1 0 100%;
      flex-wrap: wrap;
      column-gap: calc(4 * var(--_space));
      font-size: 0.9em;
      font-variant-numeric: tabular-nums;
    }

    .bulk-state:not(:has(*)) {
      display: none;
    }

    .bulk-progress {
      flex: 1 0 100%;
      block-size: calc(1.5 * var(--_space));
      border-radius: 1em;
      background: color-mix(in srgb, currentColor 12%, transparent);
      overflow: clip;
    }

    .bulk-progress > span {
      display: block;
      inline-size: calc(100% * var(--_done));
      block-size: 100%;
      border-radius: inherit;
      background: var(--_accent);
    }

    .bulk .muted,
    .bulk-dialog .muted {
      color: var(--_muted);
    }

    .bulk-looking {
      display: flex;
      align-items: center;
      gap: calc(2 * var(--_space));
    }

    .bulk-looking .spinner {
      flex: none;
    }

    .bulk-about {
      display: grid;
      gap: calc(4 * var(--_space));
    }

    .bulk-total {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      justify-content: space-between;
      gap: 0 calc(4 * var(--_space));
    }

    .bulk-amounts {
      display: grid;
      justify-items: end;
      margin-inline-start: auto;
      font-size: 1.35em;
      font-weight: 650;
      line-height: 1.3;
    }

    .bulk-groups {
      display: grid;
    }

    .bulk-groups h3 {
      margin: 0 0 var(--_space);
      font-size: 1em;
      font-weight: 600;
    }

    .bulk-groups details {
      border-block-start: 1px solid var(--_border);
    }

    .bulk-groups summary {
      display: grid;
      grid-template-columns: 1em minmax(0, 1fr) auto 1em;
      gap: calc(2 * var(--_space));
      padding-block: calc(1.5 * var(--_space));
      cursor: pointer;
    }

    .bulk-more {
      color: var(--_muted);
    }

    details[open] .bulk-more svg {
      rotate: 180deg;
    }

    .bulk-groups summary svg {
      margin-block-start: 0.22em;
    }

    .bulk-groups.warning summary svg {
      color: var(--_warning);
    }

    .bulk-groups ul {
      max-block-size: 12em;
      margin: 0;
      padding: 0 0 calc(2 * var(--_space)) calc(1em + 2 * var(--_space));
      overflow: auto;
      list-style: none;
      overflow-wrap: anywhere;
    }

    .bulk-dialog .primary.grave {
      background: var(--_urgent);
      color: var(--_surface);
    }

    .bulk-dialog .primary.grave:hover {
      background: color-mix(in srgb, var(--_urgent) 88%, currentColor);
    }

    .bulk-receipt {
      inline-size: min(44em, 100vi - 2em);
    }

    .bulk-kinds {
      display: flex;
      flex-wrap: wrap;
      gap: calc(2 * var(--_space));
    }

    .bulk-kinds button[aria-pressed='true'] {
      border-color: var(--_accent);
      background: color-mix(in srgb, var(--_accent) 9%, transparent);
    }

    .bulk-rows {
      display: grid;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .bulk-rows li {
      display: grid;
      grid-template-columns: 1em minmax(0, 1fr) auto;
      gap: 0 calc(2 * var(--_space));
      padding-block: calc(2 * var(--_space));
      border-block-start: 1px solid var(--_border);
    }

    .bulk-rows svg {
      margin-block-start: 0.22em;
    }

    .bulk-rows [data-kind='done'] svg,
    .bulk-head.positive svg {
      color: var(--_positive);
    }

    .bulk-rows [data-kind='refused'] svg {
      color: var(--_urgent);
    }

    .bulk-rows [data-kind='gave_up'] svg,
    .bulk-head.warning svg {
      color: var(--_warning);
    }

    .bulk-who {
      display: flex;
      flex-wrap: wrap;
      column-gap: calc(2 * var(--_space));
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }

    .bulk-number {
      font-weight: 600;
    }

    .bulk-what {
      grid-column: 2 / -1;
      color: var(--_muted);
      font-size: 0.9em;
      overflow-wrap: anywhere;
    }

    /* However long the rest is. */
    .bulk-dialog .dialog-buttons {
      position: sticky;
      inset-block-end: 0;
      z-index: 1;
      margin: 0 calc(-6 * var(--_space)) calc(-6 * var(--_space));
      padding: calc(3 * var(--_space)) calc(6 * var(--_space));
      border-block-start: 1px solid var(--_border);
      background: var(--_surface);
    }

    @container (inline-size < 46em) {
      .bulk-buttons button {
        padding-inline: calc(2.5 * var(--_space));
        font-size: 0.9em;
      }
    }

    /* As many rows of buttons would hide what they are about. */
    @container (inline-size < 30em) {
      .bulk-bar .bulk-buttons {
        flex-wrap: nowrap;
        inline-size: calc(100% + 8px);
        margin: -4px;
        padding: 4px;
        overflow-x: auto;
        scrollbar-width: none;
      }

      .bulk-bar .bulk-buttons button {
        flex: none;
      }
    }

    @media (pointer: coarse) {
      .bulk-icon {
        min-block-size: 44px;
        inline-size: 44px;
      }

      .bulk-groups summary {
        min-block-size: 44px;
        align-items: center;
      }

      .bulk-groups summary svg {
        margin-block-start: 0;
      }
    }

    @media (prefers-reduced-motion: no-preference) {
      .bulk-progress > span {
        transition: inline-size 200ms linear;
      }
    }

    @media (forced-colors: active) {
      .bulk-progress {
        border: 1px solid CanvasText;
      }

      .bulk-progress > span {
        background: Highlight;
        forced-color-adjust: none;
      }

      .bulk-kinds button[aria-pressed='true'] {
        border-color: Highlight;
        outline: 1px solid Highlight;
      }
    }
  `,
];
