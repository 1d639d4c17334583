import { css } from 'lit';

/** What stands behind a bar that stays in view over what scrolls below it. */
export const backing = css`
  .stays {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    background: var(--_surface);
    color: var(--_text);
  }

  /* Nothing tells what the page has behind it; the text does, which is legible there. */
  @supports (color: oklch(from currentColor calc(1 - l) 0 h)) and (backdrop-filter: blur(1px)) {
    .stays {
      background: var(--_backing);
      color: inherit;
      backdrop-filter: blur(0.75em);
    }
  }

  @media (forced-colors: active) {
    .stays {
      background: Canvas;
    }
  }
`;
