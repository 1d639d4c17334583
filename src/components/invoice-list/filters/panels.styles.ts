import { css } from 'lit';

export const panelsStyles = css`
  .form {
    display: grid;
    gap: calc(3 * var(--_space));
    padding: calc(1 * var(--_space));
    outline: none;
  }

  .hanging p {
    margin: 0;
  }

  .options {
    display: grid;
    max-block-size: min(26em, 60dvb);
    margin: 0;
    padding: 0;
    list-style: none;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .option {
    display: flex;
    align-items: center;
    justify-content: start;
    gap: calc(2 * var(--_space));
    min-block-size: calc(8 * var(--_space));
    padding: 0 calc(2 * var(--_space));
    border-radius: calc(var(--_radius) * 0.7);
    font-weight: inherit;
    text-align: start;
    cursor: pointer;
  }

  .option:hover {
    background: var(--_hover);
  }

  .option input:focus-visible {
    outline-offset: 1px;
  }

  .option input {
    inline-size: 1.1em;
    block-size: 1.1em;
    margin: 0;
  }

  button.option span {
    margin-inline-end: auto;
  }

  .option:focus-visible {
    outline-offset: -2px;
  }

  .presets {
    display: flex;
    flex-wrap: wrap;
    gap: calc(1.5 * var(--_space));
    max-inline-size: 21em;
  }

  .preset {
    flex: 1 0 auto;
    min-block-size: calc(7.5 * var(--_space));
    font-weight: inherit;
  }

  .two {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: calc(2 * var(--_space));
  }

  .field {
    display: grid;
    gap: var(--_space);
  }

  .field > span {
    color: var(--_muted);
    font-size: 0.9em;
  }

  .hint {
    max-inline-size: 24em;
    color: var(--_muted);
    font-size: 0.9em;
  }

  .fault {
    color: var(--_urgent);
    font-size: 0.9em;
  }

  /* What is found is a part of the panel, not another one over it. */
  .lookup {
    inline-size: min(26em, 100vi - 3em);
  }

  .lookup .choices {
    position: static;
    inline-size: auto;
    max-inline-size: none;
    margin-block-start: calc(2 * var(--_space));
    padding: 0;
    border: 0;
    box-shadow: none;
  }

  @container (inline-size < 46em) {
    .lookup .choices [role='option'] > :last-child:not(:first-child) {
      flex-basis: 100%;
      margin-inline-start: 0;
    }
  }

  .columns .option {
    gap: 0;
    padding-inline-end: 0;
  }

  .columns label {
    display: flex;
    flex: 1;
    align-items: center;
    gap: calc(2 * var(--_space));
    min-block-size: inherit;
    margin-inline-end: calc(3 * var(--_space));
    cursor: pointer;
  }

  .move {
    min-block-size: calc(7 * var(--_space));
    padding: 0 calc(1.5 * var(--_space));
    color: var(--_muted);
  }

  .move:focus-visible {
    outline-offset: -2px;
  }

  .help {
    inline-size: min(26em, 100vi - 3em);
  }

  .help dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: baseline;
    gap: calc(1.5 * var(--_space)) calc(3 * var(--_space));
    margin: 0;
  }

  .help dd {
    margin: 0;
    color: var(--_muted);
  }

  .help code {
    font-family: ui-monospace, Menlo, Consolas, monospace;
    font-size: 0.9em;
    overflow-wrap: anywhere;
  }

  .help .hint {
    max-inline-size: none;
  }

  .help .hint code {
    display: block;
    margin-block-start: var(--_space);
    color: var(--_text);
  }

  .export {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_space)) calc(3 * var(--_space));
  }

  .export > svg {
    flex: none;
    color: var(--_positive);
  }

  .export.failed > svg {
    color: var(--_urgent);
  }

  .export > span:not(.spinner) {
    flex: 0 1 auto;
    min-inline-size: 0;
  }

  .export button {
    min-block-size: calc(7 * var(--_space));
  }

  @media (pointer: coarse) {
    .option,
    .preset,
    .move,
    .export button {
      min-block-size: 44px;
    }

    .move {
      min-inline-size: 44px;
    }
  }
`;
