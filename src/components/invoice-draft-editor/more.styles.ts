import { adoptStyles, css, type LitElement } from 'lit';
import { dialogStyles } from '../internal/dialog.js';

/** What comes with the parts that are loaded later: folded fields, details of a line, conflicts, dialogs. */
const more = css`
  .more {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(4 * var(--_space));
    margin-block-start: calc(3 * var(--_space));
  }

  /* What holds nothing is a word in a line of words; what holds something, or is open, is a row of its own. */
  .more details:is([open], .held) {
    flex: 0 0 100%;
    min-inline-size: 0;
    border-block-end: 1px solid var(--_border);
  }

  .more summary {
    display: flex;
    align-items: baseline;
    gap: calc(1.5 * var(--_space));
    padding-block: calc(1.75 * var(--_space));
    cursor: pointer;
    list-style: none;
  }

  .more summary::-webkit-details-marker {
    display: none;
  }

  .more summary::before {
    content: '+' / '';
    inline-size: 0.7em;
    color: var(--_muted);
    font-weight: 550;
  }

  .more details[open] > summary::before {
    content: '–' / '';
  }

  .more .holds {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.875em;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .more .holds.fault {
    color: var(--_urgent);
  }

  .more .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(2 * var(--_space));
    padding-block: calc(1 * var(--_space)) calc(4 * var(--_space));
  }

  .body .label,
  .detail .label,
  dialog .label {
    margin: 0;
  }

  .body > select,
  .picked > select {
    inline-size: 100%;
  }

  .check {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
  }

  .picked {
    display: grid;
    gap: var(--_space);
  }

  .picked ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .picked li {
    display: inline-flex;
    align-items: center;
    max-inline-size: 100%;
    padding-inline-start: calc(2.5 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }

  .beside,
  .pair,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: calc(2 * var(--_space));
  }

  /* What is unfolded hangs below a part of the browser's own, from which nothing is inherited. */
  .body,
  .body * {
    box-sizing: border-box;
  }

  .body :is(div, p) {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .beside > input,
  .pair > div {
    flex: 1 1 8em;
    inline-size: auto;
    min-inline-size: 0;
  }

  .buttons {
    align-items: center;
  }

  .two,
  .period {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9em), 1fr));
    gap: calc(2 * var(--_space));
  }

  .lines .details > td {
    padding: 0 0 calc(3 * var(--_space));
  }

  .detail {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 16em), 1fr));
    align-items: start;
    gap: calc(3 * var(--_space)) calc(5 * var(--_space));
    padding: calc(3 * var(--_space)) calc(4 * var(--_space));
    border-inline-start: 2px solid var(--_accent);
    background: color-mix(in srgb, var(--_text) 3%, transparent);
  }

  .detail legend {
    float: inline-start;
    grid-column: 1 / -1;
  }

  .detail .buttons {
    grid-column: 1 / -1;
  }

  .detail .buttons .hint {
    flex: 1 1 16em;
  }

  .readiness {
    flex: 1 1 16em;
    min-inline-size: 0;
  }

  .readiness ul {
    display: grid;
    gap: calc(1.5 * var(--_space));
    max-block-size: 12em;
    margin: calc(2 * var(--_space)) 0 0;
    padding: 0;
    list-style: none;
    overflow: auto;
  }

  .readiness li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(2 * var(--_space));
  }

  .readiness li > svg {
    flex: none;
    translate: 0 0.15em;
  }

  .readiness li > span {
    flex: 1 1 10em;
  }

  .readiness .error > svg {
    color: var(--_urgent);
  }

  .readiness .warning > svg {
    color: var(--_warning);
  }

  .readiness .notice > svg {
    color: var(--_info);
  }

  .link {
    min-block-size: 0;
    padding: 0 calc(1 * var(--_space));
    border-color: transparent;
    color: var(--_accent);
    font-size: 0.9375em;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .conflicts {
    display: grid;
    gap: calc(3 * var(--_space));
    padding: calc(4 * var(--_space));
    border: 1px solid var(--_border);
    border-inline-start: 3px solid var(--_warning);
    border-radius: calc(var(--_radius) * 0.5);
  }

  .conflicts :is(h3, h4) {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }

  .conflict {
    display: grid;
    gap: calc(2 * var(--_space));
    padding-block-start: calc(3 * var(--_space));
    border-block-start: 1px solid var(--_border);
  }

  .conflict h4 {
    font-weight: 550;
  }

  .conflict dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9em), 1fr));
    gap: calc(2 * var(--_space)) calc(4 * var(--_space));
  }

  .conflict dt {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .conflict dd {
    overflow-wrap: anywhere;
  }

  .conflict em {
    color: var(--_muted);
    font-style: normal;
  }

  dialog.wide {
    inline-size: min(46em, 100vi - 2em);
  }

  dialog textarea {
    font-family: ui-monospace, monospace;
    font-size: 0.875em;
    white-space: pre;
    overflow: auto;
  }

  dialog .address {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: calc(3 * var(--_space));
  }

  dialog .address > :is(.line1, .line2) {
    grid-column: 1 / -1;
  }

  dialog select {
    inline-size: 100%;
  }

  dialog .dialog-body {
    gap: calc(3 * var(--_space));
  }

  .fault:empty {
    display: none;
  }

  .preview {
    max-block-size: 16em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    overflow: auto;
  }

  .preview table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875em;
  }

  .preview :is(th, td) {
    padding: var(--_space) calc(2 * var(--_space));
    border-block-end: 1px solid var(--_border);
    text-align: start;
    vertical-align: baseline;
  }

  .preview .number {
    text-align: end;
  }

  .preview .fault {
    display: block;
  }

  @media (pointer: coarse) {
    .link {
      min-block-size: 44px;
    }

    .more summary {
      min-block-size: 44px;
    }
  }
`;

/** Gives the element the styles of what is drawn later, beside its own. */
export function addStyles(element: LitElement): void {
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, dialogStyles, more]);
}
