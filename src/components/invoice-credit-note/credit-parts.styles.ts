import { css, type CSSResult } from 'lit';
import { dialogStyles } from '../internal/dialog.js';
import { spinnerStyles } from '../internal/spinner.js';
import { formStyles } from './form.styles.js';

/** Styles of the form, the preview and what follows; adopted when they are first drawn. */
export const partStyles: CSSResult[] = [
  dialogStyles,
  spinnerStyles,
  css`
    p,
    h3,
    ul,
    dl,
    dd,
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
      min-inline-size: 0;
    }

    ul {
      list-style: none;
    }

    h3 {
      font-size: 1em;
      font-weight: 600;
    }

    h3:focus-visible {
      outline: none;
    }

    .muted,
    .hint {
      color: var(--_muted);
    }

    .hint {
      font-size: 0.875em;
    }

    .fault {
      color: var(--_urgent);
      font-size: 0.875em;
    }

    .fault:not(:has(*)) {
      display: none;
    }

    .label {
      display: block;
      margin-block-end: var(--_space);
      padding: 0;
      font-size: 0.875em;
      font-weight: 550;
      color: var(--_muted);
    }

    .row {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      align-items: baseline;
      column-gap: calc(4 * var(--_space));
    }

    .row > .number {
      margin-inline-start: auto;
    }

    .about {
      padding-block-end: calc(3 * var(--_space));
      border-block-end: 1px solid var(--_border);
      overflow-wrap: anywhere;
    }

    .about .muted {
      font-size: 0.875em;
    }

    .desk {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(6 * var(--_space)) calc(10 * var(--_space));
    }

    .form,
    .side,
    .split,
    .block,
    .own {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: calc(4 * var(--_space));
    }

    .form {
      gap: calc(5 * var(--_space));
    }

    .split,
    .block {
      gap: calc(3 * var(--_space));
    }

    .receipt {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(3 * var(--_space));
    }

    .sheet,
    .sheet dl,
    .sheet-lines {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(1.5 * var(--_space));
      overflow-wrap: anywhere;
    }

    .sheet {
      gap: calc(3 * var(--_space));
      font-variant-numeric: tabular-nums;
    }

    .sheet-lines {
      padding-block-end: calc(3 * var(--_space));
      border-block-end: 1px solid var(--_border);
    }

    .sheet-lines .row {
      flex-wrap: nowrap;
    }

    .sheet-lines bdi.hint {
      display: block;
    }

    .stale {
      color: var(--_muted);
    }

    .stale.stale * {
      color: inherit;
    }

    .sum {
      align-items: center;
      font-weight: 600;
    }

    .total {
      font-size: 1.6em;
      font-weight: 650;
      line-height: 1.2;
    }

    .number,
    .sheet bdi {
      white-space: nowrap;
    }

    dd.number {
      white-space: normal;
    }

    .before {
      color: var(--_muted);
    }

    .arrow {
      display: inline-block;
      padding-inline: 0.2em;
      color: var(--_muted);
    }

    .arrow:dir(rtl) {
      scale: -1 1;
    }

    .after {
      font-weight: 600;
    }

    .facts {
      display: grid;
      gap: calc(2 * var(--_space));
      padding-block-start: calc(4 * var(--_space));
      border-block-start: 1px solid var(--_border);
    }

    .facts.first {
      padding-block-start: 0;
      border: 0;
    }

    .facts li,
    .notice {
      display: grid;
      grid-template-columns: 1em minmax(0, 1fr);
      gap: calc(2 * var(--_space));
      overflow-wrap: anywhere;
    }

    .facts svg,
    .notice svg {
      margin-block-start: 0.22em;
      color: var(--_muted);
    }

    .notice svg {
      color: var(--_info);
    }

    .status {
      display: grid;
      gap: calc(2 * var(--_space));
    }

    /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
    .status:not(:has(:not(.visually-hidden))),
    .notes-status:not(:has(*)) {
      position: absolute;
    }

    .buttons {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      align-items: center;
      gap: calc(2 * var(--_space)) calc(3 * var(--_space));
    }

    [aria-busy='true'] {
      cursor: progress;
    }

    .done {
      display: grid;
      gap: calc(2 * var(--_space));
      max-inline-size: 60ch;
    }

    .done-title {
      display: flex;
      align-items: center;
      gap: calc(2 * var(--_space));
      font-size: 1.1em;
      outline: none;
    }

    .done-title svg {
      flex: none;
      color: var(--_positive);
    }

    .done .buttons {
      justify-content: flex-start;
      margin-block-start: calc(2 * var(--_space));
    }

    .notes {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(2 * var(--_space));
      padding-block-start: calc(5 * var(--_space));
      border-block-start: 1px solid var(--_border);
    }

    :host([list-only]) .notes {
      padding: 0;
      border: 0;
    }

    .notes li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 calc(4 * var(--_space));
      padding-block: calc(2 * var(--_space));
      overflow-wrap: anywhere;
    }

    .notes li + li {
      border-block-start: 1px solid var(--_border);
    }

    .note-name {
      font-weight: 550;
    }

    .note-memo,
    .notes li > .hint {
      grid-column: 1;
    }

    .note-tools {
      display: flex;
      gap: calc(4 * var(--_space));
      grid-area: 2 / 2;
      align-items: baseline;
      justify-content: flex-end;
      font-size: 0.875em;
    }

    .note-tools .link {
      font-size: 1em;
    }

    .note-tools a {
      font-weight: 500;
      text-decoration: none;
    }

    .note-tools a:hover {
      text-decoration: underline;
    }

    @media (pointer: coarse) {
      .note-tools {
        align-items: center;
      }

      .note-tools a {
        align-content: center;
        min-block-size: 44px;
      }
    }

    .voided .note-amount {
      color: var(--_muted);
      text-decoration: line-through;
    }

    .chip {
      margin-inline-start: var(--_space);
      padding: 0 calc(1.5 * var(--_space));
      border: 1px solid var(--_border);
      border-radius: 1em;
      color: var(--_neutral);
      font-size: 0.8em;
    }

    @container (inline-size >= 46em) {
      .desk {
        grid-template-columns: minmax(0, 7fr) minmax(0, 6fr);
      }

      .desk {
        position: relative;
      }

      .side {
        position: sticky;
        inset-block-start: calc(4 * var(--_space));
        align-self: start;
      }

      .desk::before {
        content: '';
        grid-area: 1 / 2;
        margin-inline-start: calc(-5 * var(--_space));
        border-inline-start: 1px solid var(--_border);
      }

      .side {
        grid-area: 1 / 2;
      }
    }
  `,
  formStyles,
];
