import { svg, type TemplateResult } from 'lit';
import { drawing } from './signs.js';

const ICONS = {
  mail: svg`<rect x="1.6" y="3.2" width="12.8" height="9.6" rx="1.6" /><path d="m2 4.4 6 4.4 6-4.4" />`,
  card: svg`<rect x="1.6" y="3.2" width="12.8" height="9.6" rx="1.6" /><path d="M1.6 6.6h12.8M4.4 10h2" />`,
  lock: svg`<rect x="3" y="7" width="10" height="7" rx="1.6" /><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />`,
  tick: svg`<path d="m3 8.6 3.3 3.4L13 4.6" />`,
  hand: svg`<path d="M6 3.4v9.2M10 3.4v9.2" />`,
  cross: svg`<path d="m4 4 8 8m0-8-8 8" />`,
  file: svg`<path d="M4 1.8h5.4L12.4 5v9.2H4zM9.2 2v3.2h3" />`,
  up: svg`<path d="m4 9.8 4-4 4 4" />`,
  down: svg`<path d="m4 6.2 4 4 4-4" />`,
  more: svg`<path d="M3.2 8h.1M8 8h.1M12.8 8h.1" stroke-width="2.2" />`,
  undo: svg`<path d="M5.6 3 2.4 6.2l3.2 3.2M2.6 6.2h6.6a4.2 4.2 0 0 1 0 8.4H6" />`,
  redo: svg`<path d="m10.4 3 3.2 3.2-3.2 3.2M13.4 6.2H6.8a4.2 4.2 0 0 0 0 8.4H10" />`,
  open: svg`<path d="M6.4 3H3.6A1.6 1.6 0 0 0 2 4.6v7.8A1.6 1.6 0 0 0 3.6 14h7.8a1.6 1.6 0 0 0 1.6-1.6V9.6M9.4 2H14v4.6M13.6 2.4 7.4 8.6" />`,
  plus: svg`<path d="M8 3.4v9.2M3.4 8h9.2" />`,
  search: svg`<circle cx="7" cy="7" r="4.6" /><path d="m10.4 10.4 3.8 3.8" />`,
  code: svg`<path d="M5.2 4.4 1.6 8l3.6 3.6M10.8 4.4 14.4 8l-3.6 3.6" />`,
  help: svg`<circle cx="8" cy="8" r="6.4" /><path d="M6.2 6.2a1.9 1.9 0 1 1 2.7 1.9c-.6.3-.9.7-.9 1.3M8 11.6v.1" />`,
  filter: svg`<path d="M2 4h12M4.4 8h7.2M6.8 12h2.4" />`,
  columns: svg`<rect x="1.8" y="2.6" width="12.4" height="10.8" rx="1.6" /><path d="M6 2.6v10.8M10 2.6v10.8" />`,
  download: svg`<path d="M8 2v8.4M4.6 7.2 8 10.6l3.4-3.4M2.4 13.8h11.2" />`,
} as const;

export type IconName = keyof typeof ICONS;

/** A sign beside words that say the same; screen readers skip it. */
export const icon = (name: IconName): TemplateResult => drawing(ICONS[name]);
