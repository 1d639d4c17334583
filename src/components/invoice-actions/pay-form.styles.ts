import { css } from 'lit';

export const payStyles = css`
  .methods {
    display: grid;
    gap: 0;
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  legend {
    padding: 0 0 var(--_space);
    font-weight: 600;
  }

  .method {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(2 * var(--_space));
    min-block-size: calc(9 * var(--_space));
    border-block-end: 1px solid var(--_border);
    cursor: pointer;
  }

  .method > small {
    margin-inline-start: auto;
  }

  .method > span {
    overflow-wrap: anywhere;
  }

  .method input,
  .check input {
    flex: none;
    margin: 0;
  }

  .sub {
    display: grid;
    gap: calc(1.5 * var(--_space));
    padding-block: calc(2 * var(--_space));
  }

  .sub > p {
    margin: 0;
  }

  .check {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: start;
    gap: calc(2 * var(--_space));
  }

  .check input {
    margin-block-start: 0.22em;
  }

  .more summary {
    inline-size: fit-content;
    color: var(--_muted);
    cursor: pointer;
  }

  .fault {
    color: var(--_urgent);
  }

  .fault:empty {
    display: none;
  }

  .warned {
    display: grid;
    grid-template-columns: 1em 1fr;
    gap: calc(2 * var(--_space));
    margin: 0;
  }

  .warned svg {
    margin-block-start: 0.22em;
    color: var(--_warning);
  }

  @media (pointer: coarse) {
    .more summary {
      min-block-size: 44px;
    }
  }
`;
