import { html, svg, type TemplateResult } from 'lit';
import type { Tone } from '../../invoice/state.js';

/** One drawing for each tone, so that a state is told by shape as well as by colour; a half circle for what is partly done. */
const SIGNS: Record<Tone | 'partly', TemplateResult> = {
  neutral: svg`<circle cx="8" cy="8" r="4.6" />`,
  info: svg`<circle cx="8" cy="8" r="6" /><path d="M8 4.6V8l2.4 1.6" />`,
  partly: svg`<circle cx="8" cy="8" r="6" /><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />`,
  positive: svg`<path d="m3 8.6 3.3 3.4L13 4.6" />`,
  warning: svg`<path d="M8 2.2 14.4 13.4H1.6zM8 6.6v3M8 11.4v.1" />`,
  urgent: svg`<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2.6" fill="currentColor" /><path d="M8 4.6v4M8 11.2v.1" stroke="Canvas" />`,
  negative: svg`<circle cx="8" cy="8" r="6" /><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" />`,
};

/** A small drawing beside words that say the same; screen readers skip it. */
export function drawing(shapes: TemplateResult): TemplateResult {
  return html`<svg
    part="sign"
    aria-hidden="true"
    viewBox="0 0 16 16"
    width="1em"
    height="1em"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${shapes}
  </svg>`;
}

/** The sign of a tone. */
export const sign = (name: keyof typeof SIGNS): TemplateResult => drawing(SIGNS[name]);
