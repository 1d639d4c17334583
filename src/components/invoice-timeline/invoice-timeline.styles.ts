import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  problemStyles,
  css`
    :host {
      display: block;
      max-inline-size: 40em;
    }

    .base {
      display: grid;
      gap: calc(3 * var(--_space));
    }

    p {
      margin: 0;
    }

    .steps {
      display: grid;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .steps > li {
      position: relative;
      display: grid;
      grid-template-columns: 1.1em minmax(0, 1fr);
      column-gap: calc(3 * var(--_space));
      padding-block-end: calc(5 * var(--_space));
    }

    .steps > li:last-child {
      padding-block-end: 0;
    }

    /* The line from one sign to the next, below the first and above the second. */
    .steps > li:not(:last-child)::before {
      content: '';
      position: absolute;
      inset-block: 1.75em 0.05em;
      inset-inline-start: calc(0.55em - 0.5px);
      border-inline-start: 1px solid var(--_border);
    }

    .steps > .coming:not(:last-child)::before {
      border-inline-start-style: dashed;
    }

    .sign {
      display: grid;
      place-items: center;
      block-size: 1.45em;
      color: var(--_neutral);
    }

    .sign.info,
    .sign.partly {
      color: var(--_info);
    }

    .sign.positive {
      color: var(--_positive);
    }

    .sign.warning {
      color: var(--_warning);
    }

    .sign.urgent {
      color: var(--_urgent);
    }

    .sign.negative {
      color: var(--_negative);
    }

    .said {
      display: grid;
      justify-items: start;
      overflow-wrap: anywhere;
    }

    .what {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      column-gap: calc(4 * var(--_space));
      inline-size: 100%;
      font-weight: 550;
    }

    .coming .what {
      font-weight: inherit;
    }

    .what > .number {
      margin-inline-start: auto;
      white-space: nowrap;
    }

    .detail,
    .time,
    .note {
      color: var(--_muted);
    }

    .time,
    .note {
      font-size: 0.9em;
      font-variant-numeric: tabular-nums;
    }

    .link {
      min-block-size: 24px;
      padding: 0;
      border: 0;
      color: var(--_accent);
    }

    .link:hover {
      background: none;
      text-decoration: underline;
    }

    .status {
      display: grid;
      gap: calc(2 * var(--_space));
    }

    /* Always there, so that what comes into it is told; with nothing to be seen in it, it takes no room. */
    .status:not(:has(> :not(.visually-hidden))) {
      position: absolute;
    }

    .skeleton {
      inline-size: fit-content;
    }

    @media (pointer: coarse) {
      .link {
        min-block-size: 44px;
      }
    }
  `,
];
