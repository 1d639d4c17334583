import { css } from 'lit';
import { backing } from '../../styles/backing.js';
import { controls } from '../../styles/controls.js';
import { comboboxStyles } from '../internal/combobox.js';
import { problemStyles } from '../internal/problem.js';
import { linesStyles } from './lines.styles.js';

const frame = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  .editor {
    --_tools: calc(15 * var(--_space));
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(5 * var(--_space));
  }

  p,
  h3,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  :is(input, select, textarea, button) {
    scroll-margin-block: 2em 7em;
  }

  select {
    inline-size: auto;
  }

  .label {
    display: block;
    margin-block-end: var(--_space);
    padding: 0;
    font-size: 0.875em;
    font-weight: 550;
    color: var(--_muted);
  }

  .hint {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .fault {
    color: var(--_urgent);
    font-size: 0.875em;
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_space)) calc(3 * var(--_space));
    min-block-size: calc(8.5 * var(--_space));
  }

  .save {
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }

  .steps {
    display: flex;
    margin-inline-start: auto;
  }

  .steps svg:dir(rtl) {
    scale: -1 1;
  }

  .small {
    justify-self: start;
    min-block-size: calc(6 * var(--_space));
    margin-inline-start: calc(-2 * var(--_space));
    padding: 0 calc(2 * var(--_space));
    color: var(--_muted);
    font-size: 0.875em;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .save.urgent {
    color: var(--_urgent);
  }

  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(2 * var(--_space));
    padding: calc(2 * var(--_space)) calc(3 * var(--_space));
    border-inline-start: 3px solid var(--_info);
    border-radius: calc(var(--_radius) * 0.5);
    background: color-mix(in srgb, var(--_info) 8%, transparent);
  }

  .fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(5 * var(--_space)) calc(8 * var(--_space));
  }

  .who {
    display: grid;
    align-content: start;
    gap: var(--_space);
    min-inline-size: 0;
  }

  .who > .label {
    margin: 0;
  }

  .customer {
    display: grid;
    overflow-wrap: anywhere;
  }

  .customer strong {
    font-weight: 600;
  }

  .currency {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
    margin-block-start: calc(2 * var(--_space));
  }

  .currency .label {
    margin: 0;
  }

  .currency small {
    flex-basis: 100%;
  }

  .currency select {
    flex: 0 1 auto;
    max-inline-size: 18em;
  }

  .currency select.inline {
    inline-size: 8em;
    min-block-size: calc(7 * var(--_space));
    padding-block: 0;
    font-size: 0.875em;
  }

  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
    min-block-size: calc(9.5 * var(--_space));
  }

  .choice input[type='radio'] {
    inline-size: 1.1em;
    block-size: 1.1em;
    margin: 0;
  }

  .choice .combobox {
    flex: 0 1 11em;
    min-inline-size: 0;
  }

  .choice .fault {
    flex-basis: 100%;
  }

  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(5 * var(--_space)) calc(8 * var(--_space));
  }

  .memo > p:not(.hint) {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  textarea {
    display: block;
    resize: vertical;
  }

  textarea + .hint {
    margin-block-start: var(--_space);
  }

  .sums {
    display: grid;
    align-content: start;
    gap: calc(2 * var(--_space));
    order: -1;
  }

  .sums > .hint {
    padding-inline-end: calc(var(--_tools) + 2.5 * var(--_space) + 1px);
  }

  .deviation span {
    display: flex;
    justify-content: space-between;
  }

  .totals {
    display: grid;
    align-content: start;
    gap: calc(1.5 * var(--_space));
  }

  .totals > div {
    display: flex;
    justify-content: space-between;
    gap: calc(4 * var(--_space));
  }

  .totals > div:not(.total) {
    color: var(--_muted);
  }

  .totals .total {
    padding-block-start: calc(1.5 * var(--_space));
    font-size: 1.125em;
    font-weight: 650;
  }

  .totals .total:not(:first-child) {
    border-block-start: 1px solid var(--_border);
  }

  .estimate {
    margin-inline-start: calc(1.5 * var(--_space));
    padding: 0 calc(1.5 * var(--_space));
    border: 1px dashed var(--_field-border);
    border-radius: 1em;
    color: var(--_muted);
    font-size: 0.7em;
    font-weight: 500;
    vertical-align: 0.15em;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(2 * var(--_space)) calc(4 * var(--_space));
    padding-block: calc(3 * var(--_space));
    border-block-start: 1px solid var(--_border);
  }

  .foot p {
    flex: 1 1 12em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .foot .obstacle {
    color: var(--_muted);
  }

  .foot .ready::before {
    content: '';
    display: inline-block;
    inline-size: 0.35em;
    block-size: 0.7em;
    margin-inline: 0.15em 0.6em;
    border: solid var(--_positive);
    border-width: 0 2px 2px 0;
    rotate: 40deg;
    translate: 0 -0.1em;
  }

  .unsent textarea {
    font-size: 0.875em;
  }

  .placeholder {
    display: grid;
    gap: calc(5 * var(--_space));
  }

  .placeholder :is(.label, p, th, td) {
    color: transparent;
  }

  .placeholder :is(.hint, bdi, strong) {
    color: inherit;
  }

  .placeholder :is(.label, p, td) {
    border: solid transparent;
    border-width: calc(0.5 * var(--_space)) 0;
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_text) 7%, transparent) padding-box;
  }

  .placeholder td {
    block-size: calc(10 * var(--_space));
  }

  @media (pointer: coarse) {
    .editor {
      --_tools: 96px;
    }

    .small,
    .currency select.inline {
      min-block-size: 44px;
    }
  }

  /* The bar at the foot has several rows here, and would take the room of what is being written. */
  @container (max-width: 30em) {
    .foot.stays {
      position: static;
    }
  }

  @container (min-width: 30em) {
    /* Under the amounts of the lines, which have a button beside them. */
    .lines:not(.text) ~ .below .totals {
      padding-inline-end: calc(var(--_tools) + 2.5 * var(--_space) + 1px);
    }
  }

  @container (min-width: 46em) {
    .fields,
    .below {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .below {
      grid-template-columns: minmax(0, 1fr) 20em;
    }

    .sums {
      order: 0;
    }
  }
`;

export const styles = [controls, comboboxStyles, problemStyles, backing, frame, linesStyles];
