import { css } from 'lit';

export const toolsStyles = css`
  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(2.5 * var(--_space));
  }

  .views {
    display: flex;
    gap: calc(5 * var(--_space));
    padding-inline: calc(2 * var(--_space));
    border-block-end: 1px solid var(--_border);
    overflow-x: auto;
    scrollbar-width: none;
    overscroll-behavior-inline: contain;
  }

  .view {
    flex: none;
    min-block-size: calc(9 * var(--_space));
    padding-inline: 0;
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    background: transparent;
    color: var(--_muted);
    white-space: nowrap;
  }

  .view:hover {
    background: transparent;
    color: inherit;
  }

  .view[aria-pressed='true'] {
    border-block-end-color: var(--_accent);
    color: var(--_accent);
  }

  .view:focus-visible {
    outline-offset: -2px;
    border-radius: calc(var(--_radius) * 0.6);
  }

  .tools-line {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: calc(2 * var(--_space));
  }

  .seek {
    display: flex;
    flex: 1 1 20em;
    gap: calc(2 * var(--_space));
    min-inline-size: 0;
    max-inline-size: 34em;
  }

  .seek-field {
    position: relative;
    flex: 1;
    min-inline-size: 0;
  }

  .seek-field > svg {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(2.5 * var(--_space));
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }

  .seek-field input {
    padding-inline: calc(2.5 * var(--_space) + 1.6em) calc(9 * var(--_space));
    text-overflow: ellipsis;
    appearance: none;
  }

  .seek-field input::-webkit-search-cancel-button {
    display: none;
  }

  .seek-field .code {
    font-family: ui-monospace, Menlo, Consolas, monospace;
  }

  .inside {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    min-block-size: 0;
    inline-size: calc(8.5 * var(--_space));
    padding: 0;
    border: 0;
    color: var(--_muted);
  }

  .inside:hover {
    background: transparent;
    color: inherit;
  }

  .switch {
    flex: none;
    color: var(--_muted);
  }

  .switch[aria-pressed='true'] {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 9%, transparent);
    color: var(--_accent);
  }

  .refused {
    display: flex;
    flex: 1 0 100%;
    order: 1;
    gap: calc(2 * var(--_space));
    color: var(--_urgent);
    overflow-wrap: anywhere;
  }

  .refused svg {
    flex: none;
    margin-block-start: 0.2em;
  }

  .tools-end {
    display: flex;
    gap: calc(2 * var(--_space));
    margin-inline-start: auto;
  }

  .tools button {
    white-space: nowrap;
  }

  .tools button svg {
    flex: none;
  }

  .fold {
    display: none;
  }

  .pills {
    display: flex;
    flex-wrap: wrap;
    gap: calc(1.5 * var(--_space));
  }

  .pill {
    display: inline-flex;
    max-inline-size: 100%;
    border: 1px dashed var(--_field-border);
    border-radius: 2em;
    font-size: 0.9em;
  }

  .pill button,
  .pills .clear {
    min-block-size: calc(7 * var(--_space));
    border-color: transparent;
    border-radius: 2em;
  }

  .pill button {
    gap: calc(1.25 * var(--_space));
    min-inline-size: 0;
    padding: 0 calc(2.5 * var(--_space));
    border: 0;
    color: var(--_muted);
    font-weight: inherit;
  }

  .pill button > svg {
    inline-size: 0.85em;
  }

  .pill.set {
    border: 1px solid color-mix(in srgb, var(--_accent) 45%, transparent);
    background: color-mix(in srgb, var(--_accent) 7%, transparent);
  }

  .pill.set button {
    color: inherit;
  }

  .pill .value {
    overflow: hidden;
    color: var(--_accent);
    font-weight: 600;
    text-overflow: ellipsis;
  }

  .pill.set button:first-child {
    padding-inline-end: var(--_space);
  }

  .pill .remove {
    flex: none;
    padding-inline: calc(1.5 * var(--_space)) calc(2.5 * var(--_space));
  }

  .pills .clear {
    padding-inline: calc(2 * var(--_space));
    color: var(--_muted);
    font-size: 0.9em;
    font-weight: inherit;
  }

  .note {
    color: var(--_muted);
    font-size: 0.9em;
  }

  /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
  .notes:not(:has(p)) {
    position: absolute;
  }

  @container (inline-size < 46em) {
    .seek {
      flex-basis: 14em;
      max-inline-size: none;
    }

    .seek:not(.asks) .switch {
      gap: 0;
    }

    .seek:not(.asks) .switch span {
      display: none;
    }

    .fold {
      display: inline-flex;
      margin-inline-end: auto;
    }

    .pills:not(.unfolded) {
      display: none;
    }

    /* Cards have no columns. */
    #columns-button {
      display: none;
    }
  }

  @container (inline-size < 34em) {
    .seek {
      flex-basis: 100%;
    }

    .seek.asks {
      flex-wrap: wrap;
    }

    .seek.asks .seek-field {
      flex-basis: 100%;
    }

    .tools-end {
      flex: 1;
    }
  }

  @media (pointer: coarse) {
    .view,
    .pill button,
    .pills .clear {
      min-block-size: 44px;
    }

    .view {
      min-inline-size: 24px;
    }

    .pill .remove {
      min-inline-size: 44px;
    }

    .inside {
      inline-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .view {
      border-block-end-color: Canvas;
    }

    .view[aria-pressed='true'] {
      border-block-end-color: Highlight;
    }

    .switch[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
