import { css } from 'lit';

/** For what looks like paper: a sheet, which in dark stands out from what is behind it. */
export const sheetTokens = css`
  :host {
    --_sheet: light-dark(var(--_surface), color-mix(in srgb, var(--_surface) 94%, CanvasText));
  }
`;

/** A code that machines read is dark on light in dark too. */
export const codeTokens = css`
  :host {
    --_code-light: #fff;
    --_code-dark: #000;
  }
`;
