import { css } from 'lit';

/** Buttons, links and fields, drawn once for every element. */
export const controls = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(1.5 * var(--_space));
    min-block-size: calc(8.5 * var(--_space));
    margin: 0;
    padding: var(--_space) calc(3 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: 550;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
  }

  button:hover,
  .button:hover {
    background: var(--_hover);
  }

  .primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, currentColor);
  }

  .quiet {
    border-color: transparent;
  }

  button[aria-busy='true'],
  button[aria-disabled='true'] {
    cursor: default;
  }

  button[aria-disabled='true'],
  button:disabled {
    opacity: 0.55;
  }

  a {
    color: var(--_accent);
    text-underline-offset: 0.2em;
  }

  input,
  select,
  textarea {
    /* What unfolds from details does not inherit it. */
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: calc(8.5 * var(--_space));
    margin: 0;
    padding: var(--_space) calc(2 * var(--_space));
    border: 1px solid var(--_field-border);
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    font: inherit;
  }

  input[type='radio'],
  input[type='checkbox'] {
    inline-size: auto;
    min-block-size: 0;
    accent-color: var(--_accent);
  }

  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--_urgent);
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .number {
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .skeleton {
    border-radius: 0.25em;
    background: color-mix(in srgb, var(--_text) 10%, transparent);
    color: transparent !important;
    user-select: none;
  }

  @media (pointer: coarse) {
    button,
    .button,
    input,
    select {
      min-block-size: 44px;
    }

    /* The words are pressed as well as their box. */
    label:has(> [type='radio'], > [type='checkbox']),
    :is([type='radio'], [type='checkbox']) + label {
      align-content: center;
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    button,
    .button {
      transition: background-color 120ms;
    }
    .skeleton {
      animation: invoice-breathe 1.6s ease-in-out infinite alternate;
    }
  }

  @keyframes invoice-breathe {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.55;
    }
  }

  @media (forced-colors: active) {
    .primary {
      border-color: ButtonText;
    }
    .skeleton {
      border: 1px solid GrayText;
    }
  }
`;
