import { css, type CSSResult } from 'lit';
import { spinnerStyles } from '../internal/spinner.js';

/** Styles of the form and of what comes of it; adopted when they are first drawn. */
export const partStyles: CSSResult[] = [
  spinnerStyles,
  css`
    p {
      margin: 0;
    }

    .muted {
      color: var(--_muted);
    }

    /* Wide as its form is, once there is one; a place is kept for it while it loads. */
    .base:has(.form),
    .choice,
    .elsewhere {
      justify-items: stretch;
    }

    .form {
      display: grid;
      gap: calc(2 * var(--_space));
      min-inline-size: 0;
      max-inline-size: 34em;
    }

    .form.opening {
      min-block-size: 11em;
    }

    /* Whatever the page gives to its children, this one has the whole width. */
    .form slot::slotted(*) {
      display: block;
      min-inline-size: 0;
    }

    .form slot::slotted(slot) {
      display: contents;
    }

    .choice fieldset {
      display: grid;
      gap: calc(2 * var(--_space));
      min-inline-size: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }

    .choice legend {
      margin-block-end: var(--_space);
      padding: 0;
      font-weight: 600;
    }

    .row {
      display: flex;
      align-items: center;
      gap: calc(2 * var(--_space));
      inline-size: fit-content;
    }

    .amount {
      inline-size: min(100%, 12em);
      margin-inline-start: calc(1em + 2 * var(--_space));
    }

    .fault {
      display: flex;
      gap: calc(2 * var(--_space));
      margin-block-start: calc(2 * var(--_space));
      color: var(--_urgent);
    }

    .fault svg,
    .message > svg {
      flex: none;
      margin-block-start: 0.22em;
    }

    .message {
      display: flex;
      gap: calc(2 * var(--_space));
      max-inline-size: 60ch;
      outline: none;
    }

    .message strong {
      font-weight: 600;
    }

    .message.positive > svg {
      color: var(--_positive);
    }

    .message.warning > svg {
      color: var(--_warning);
    }

    .message.info > svg {
      color: var(--_info);
    }

    .status [part='review'] {
      justify-self: start;
    }

    .elsewhere {
      display: grid;
      gap: calc(2 * var(--_space));
      margin-block-start: var(--_space);
    }

    /*
     * What the form's look is read off, each colour mixed with itself so that the browser answers it in one notation: text,
     * surface, accent, danger, hairline and muted text, and the corners. It turns in a moment, which is how a change is noticed.
     */
    .probe {
      position: absolute;
      inline-size: 0;
      block-size: 0;
      overflow: hidden;
      visibility: hidden;
      border: 0 solid;
      border-radius: var(--_radius);
      color: color-mix(in srgb, currentColor, currentColor);
      background-color: color-mix(in srgb, var(--_surface), var(--_surface));
      border-block-start-color: color-mix(in srgb, var(--_accent), var(--_accent));
      border-block-end-color: color-mix(in srgb, var(--_field-border), var(--_field-border));
      border-inline-start-color: color-mix(in srgb, var(--_urgent), var(--_urgent));
      border-inline-end-color: color-mix(in srgb, var(--_muted), var(--_muted));
      transition:
        color 1ms,
        background-color 1ms,
        border-color 1ms,
        border-radius 1ms;
    }
  `,
];
