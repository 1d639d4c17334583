import { css } from 'lit';

/**
 * The kit's colours, spaces and shapes. Public properties (`--invoice-…`) are read here and nowhere else; the private
 * ones (`--_…`) are what styles use. Colours follow the `color-scheme` that the element inherits, tints are mixed from
 * text and surface, so that six public properties are enough to make it the host's own.
 *
 * | property | what | default |
 * |---|---|---|
 * | `--invoice-accent` | the one likely action, focus, links | indigo |
 * | `--invoice-on-accent` | text on the accent | white, near black in dark |
 * | `--invoice-text` | text | inherited |
 * | `--invoice-surface` | background of dialogs, menus and fields | `Canvas` |
 * | `--invoice-border` | hairlines | 14 % of the text |
 * | `--invoice-radius` | corners of fields and buttons | 0.5em |
 * | `--invoice-font` | font family | inherited |
 * | `--invoice-density` | factor on all spaces; 0.75 is compact | 1 |
 * | `--invoice-tone-info` `-positive` `-warning` `-urgent` `-negative` `-neutral` | the six tones | |
 */
export const tokens = css`
  :host {
    --_accent: var(--invoice-accent, light-dark(#4f46e5, #a5a1ff));
    --_on-accent: var(--invoice-on-accent, light-dark(#fff, #14112f));
    --_text: var(--invoice-text, CanvasText);
    --_surface: var(--invoice-surface, Canvas);
    --_backing: var(--invoice-surface, oklch(from currentColor clamp(0, (0.6 - l) * 1000, 1) 0 h / 86%));
    --_muted: color-mix(in srgb, currentColor 68%, transparent);
    --_border: var(--invoice-border, color-mix(in srgb, currentColor 14%, transparent));
    --_field-border: color-mix(in srgb, currentColor 46%, transparent);
    --_hover: color-mix(in srgb, currentColor 6%, transparent);
    --_shadow: light-dark(rgb(15 18 40 / 18%), rgb(0 0 0 / 60%));
    --_backdrop: light-dark(rgb(15 18 40 / 38%), rgb(0 0 0 / 62%));
    --_radius: var(--invoice-radius, 0.5em);
    --_space: calc(0.25em * var(--invoice-density, 1));
    --_neutral: var(--invoice-tone-neutral, light-dark(#505a69, #b4bcc8));
    --_info: var(--invoice-tone-info, light-dark(#1a56b4, #93bfff));
    --_positive: var(--invoice-tone-positive, light-dark(#0b6b37, #6ddc9a));
    --_warning: var(--invoice-tone-warning, light-dark(#845200, #f2c063));
    --_urgent: var(--invoice-tone-urgent, light-dark(#b3261a, #ff9a8f));
    --_negative: var(--invoice-tone-negative, light-dark(#93264b, #f5a3be));

    box-sizing: border-box;
    color: var(--invoice-text, inherit);
    font-family: var(--invoice-font, inherit);
    line-height: 1.45;
  }

  :host([hidden]) {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: inherit;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
