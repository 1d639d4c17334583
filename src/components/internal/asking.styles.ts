import { css } from 'lit';

/** Styles of what a person is asked before something is done: whom it is about, what comes of it, and what has changed. */
export const askingStyles = css`
  p {
    margin: 0;
  }

  .muted {
    color: var(--_muted);
  }

  .about {
    display: grid;
    gap: calc(4 * var(--_space));
  }

  .status {
    display: grid;
    gap: calc(2 * var(--_space));
  }

  /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
  .status:not(:has(*)) {
    position: absolute;
  }

  .summary {
    display: grid;
    gap: var(--_space);
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

  .row bdi:not(.customer) {
    white-space: nowrap;
  }

  .customer {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .total {
    font-size: 1.6em;
    font-weight: 650;
    line-height: 1.2;
  }

  .facts {
    display: grid;
    gap: calc(2 * var(--_space));
    margin: 0;
    padding: calc(4 * var(--_space)) 0 0;
    border-block-start: 1px solid var(--_border);
    list-style: none;
  }

  .facts li {
    display: grid;
    grid-template-columns: 1em 1fr;
    gap: calc(2 * var(--_space));
  }

  .facts svg {
    margin-block-start: 0.22em;
    color: var(--_muted);
  }

  .facts .warning svg {
    color: var(--_warning);
  }

  .changed {
    display: grid;
    gap: calc(2 * var(--_space));
    padding: calc(3 * var(--_space));
    border: 1px solid color-mix(in srgb, var(--_warning) 45%, transparent);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_warning) 7%, transparent);
  }

  .changed > p:first-child {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
  }

  .changed svg {
    flex: none;
  }

  .changed button {
    justify-self: start;
  }

  .differences {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9em;
    font-variant-numeric: tabular-nums;
  }

  .differences :is(th, td) {
    padding: var(--_space) calc(2 * var(--_space)) var(--_space) 0;
    border-block-end: 1px solid var(--_border);
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  .differences bdi,
  .number {
    white-space: nowrap;
  }

  .differences bdi.text {
    white-space: normal;
  }

  .differences thead th {
    color: var(--_muted);
  }

  .differences td:last-child {
    font-weight: 600;
  }
`;
