import { css, type CSSResult } from 'lit';
import { askingStyles } from '../internal/asking.styles.js';
import { spinnerStyles } from '../internal/spinner.js';

/** Styles of the form in which a time is chosen. */
export const formStyles = css`
  .panel {
    display: grid;
    gap: calc(4 * var(--_space));
    padding-block-start: calc(4 * var(--_space));
    border-block-start: 1px solid var(--_border);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0 0 calc(2 * var(--_space));
    font-weight: 600;
  }

  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
    min-block-size: calc(9 * var(--_space));
    padding-block: var(--_space);
    border-block-start: 1px solid var(--_border);
  }

  .choice > .number,
  .choice > input[type='datetime-local'] {
    margin-inline-start: auto;
  }

  .custom > label,
  .twice > label {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
  }

  .choice > input[type='datetime-local'] {
    inline-size: auto;
    max-inline-size: 100%;
    font-variant-numeric: tabular-nums;
  }

  .times {
    border-block-end: 1px solid var(--_border);
  }

  .zone {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
  }

  .zone > select {
    inline-size: auto;
    max-inline-size: 100%;
  }

  .twice {
    display: grid;
    gap: var(--_space);
  }

  .twice > legend {
    font-weight: inherit;
  }

  .meaning {
    display: flex;
    gap: calc(2 * var(--_space));
  }

  .meaning svg {
    flex: none;
    margin-block-start: 0.22em;
  }

  .meaning.fault svg {
    color: var(--_urgent);
  }

  .meaning.warning svg {
    color: var(--_warning);
  }
`;

/** Styles of the form and of what is asked; adopted when they are first drawn. */
export const partStyles: CSSResult[] = [
  askingStyles,
  spinnerStyles,
  formStyles,
  css`
    .obstacle,
    .outcome {
      display: flex;
      gap: calc(2 * var(--_space));
    }

    .obstacle svg,
    .outcome > svg {
      flex: none;
      margin-block-start: 0.22em;
    }

    .obstacle svg {
      color: var(--_warning);
    }

    .outcome {
      flex-wrap: wrap;
      align-items: baseline;
    }

    .outcome > svg {
      align-self: start;
      color: var(--_positive);
    }

    .outcome > span {
      flex: 1 1 14em;
    }

    .about {
      display: grid;
      gap: calc(4 * var(--_space));
    }

    .question {
      display: grid;
      gap: calc(0.5 * var(--_space));
      outline: none;
    }

    .question > strong {
      font-size: 1.1em;
      font-weight: 650;
    }

    .failure {
      display: grid;
      gap: var(--_space);
    }

    .failure .obstacle svg {
      color: var(--_urgent);
    }

    /* One sign for all of it. */
    .failure .problem > svg {
      display: none;
    }

    .failure .problem strong {
      font-weight: inherit;
    }

    .failure > :not(.obstacle) {
      padding-inline-start: calc(1em + 2 * var(--_space));
    }
  `,
];
