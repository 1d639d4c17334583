import { css } from 'lit';

/** What turns on a button while its work runs. */
export const spinnerStyles = css`
  .spinner {
    inline-size: 0.9em;
    block-size: 0.9em;
    border: 2px solid currentColor;
    border-inline-end-color: transparent;
    border-radius: 50%;
  }

  @media (prefers-reduced-motion: no-preference) {
    .spinner {
      animation: invoice-turn 0.9s linear infinite;
    }
  }

  @keyframes invoice-turn {
    to {
      rotate: 1turn;
    }
  }
`;
