import { css } from 'lit';

/** Styles of what is written into. */
export const formStyles = css`
  .segments {
    display: inline-grid;
    grid-auto-flow: column;
    grid-auto-columns: auto;
    padding: 2px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }

  .segments label {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: calc(7.5 * var(--_space));
    padding-inline: calc(3 * var(--_space));
    border-radius: calc(var(--_radius) - 3px);
    font-weight: 550;
    text-align: center;
    cursor: pointer;
  }

  .segments input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    appearance: none;
    border: 0;
    border-radius: inherit;
    cursor: pointer;
  }

  .segments label:has(:checked) {
    background: color-mix(in srgb, var(--_accent) 20%, transparent);
  }

  .segments label:hover:not(:has(:checked)) {
    background: var(--_hover);
  }

  .number-field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
    min-inline-size: 0;
  }

  .number-field .label {
    margin: 0;
  }

  .with-unit {
    position: relative;
  }

  .with-unit .unit {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(2.5 * var(--_space));
    display: grid;
    place-items: center;
    color: var(--_muted);
    font-size: 0.875em;
    pointer-events: none;
  }

  .with-unit:has(.unit) input {
    padding-inline-start: 3.5em;
  }

  .below {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(3 * var(--_space));
  }

  .below:not(:has(button, .hint > span)) {
    display: none;
  }

  .link {
    min-block-size: 0;
    padding: 0;
    border: 0;
    border-radius: 0.2em;
    color: var(--_accent);
    font-size: 0.875em;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    line-height: inherit;
    text-align: end;
  }

  .link:hover {
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .together {
    padding-block-start: calc(2 * var(--_space));
    border-block-start: 1px solid var(--_border);
    font-weight: 550;
  }

  textarea {
    display: block;
    resize: vertical;
  }

  .check {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 calc(2 * var(--_space));
  }

  .check > input {
    inline-size: 1.1em;
    block-size: 1.1em;
    margin: 0.17em 0 0;
  }

  .check > .hint {
    grid-column: 2;
  }

  .items-head .label {
    margin: 0;
  }

  .items-head span:last-child {
    display: flex;
    gap: calc(4 * var(--_space));
  }

  .items {
    border-block-start: 1px solid var(--_border);
  }

  .items > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(2 * var(--_space));
    padding-block: calc(2.5 * var(--_space));
    border-block-end: 1px solid var(--_border);
  }

  .items .check > label {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(4 * var(--_space));
    overflow-wrap: anywhere;
  }

  .item-label,
  .item-amount {
    display: grid;
  }

  .item-amount {
    margin-inline-start: auto;
  }

  .chosen {
    display: grid;
    grid-template-columns: minmax(0, 7.5em) minmax(0, 1fr);
    gap: calc(2 * var(--_space)) calc(3 * var(--_space));
    padding-inline-start: calc(1.1em + 2 * var(--_space));
    align-items: start;
  }

  .chosen .only {
    padding-block: calc(1.75 * var(--_space));
  }

  .own {
    padding-inline-start: calc(1.1em + 2 * var(--_space));
    gap: calc(3 * var(--_space));
  }

  @container (inline-size >= 24em) {
    .beside {
      grid-template-columns: minmax(0, 1fr) minmax(0, 11em);
      gap: 0 calc(4 * var(--_space));
      align-items: center;
    }

    .beside > .label {
      align-self: end;
      color: inherit;
      font-size: 1em;
      font-weight: inherit;
    }

    .beside > .with-unit {
      grid-row: span 2;
    }

    .beside > .below {
      grid-column: 1;
      align-self: start;
    }

    .beside > .fault {
      grid-column: 1 / -1;
      text-align: end;
    }
  }

  @media (pointer: coarse) {
    .link,
    .segments label {
      min-block-size: 44px;
    }

    .check > input {
      margin-block-start: calc((44px - 1.1em) / 2);
    }
  }

  @media (forced-colors: active) {
    .segments label:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;
