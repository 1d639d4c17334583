/** The quick filters of an Invoices screen, as a row of toggles of which one is on. */
import { html, type TemplateResult } from 'lit';
import { QUICK_VIEWS, type QuickView } from '../../../invoice/list-filter.js';
import type { listFilters } from '../../../translations/en/list-filters.js';
import { moveFocus } from '../../internal/move-focus.js';

export const viewName = (
  view: QuickView,
  words: typeof listFilters,
  badge: Record<string, string>,
): string => {
  switch (view) {
    case 'all':
      return words.view_all;
    case 'needs_attention':
      return words.view_needs_attention;
    default:
      return badge[view] ?? view;
  }
};

/** @param nameOf - what a view is called */
export function renderQuickViews(
  chosen: QuickView,
  label: string,
  nameOf: (view: QuickView) => string,
  choose: (view: QuickView) => void,
): TemplateResult {
  return html`<div class="views" part="views" role="toolbar" aria-label=${label} @keydown=${move}>
    ${QUICK_VIEWS.map(
      (view) =>
        html`<button
          type="button"
          part="view"
          class="view"
          data-view=${view}
          aria-pressed=${view === chosen ? 'true' : 'false'}
          tabindex=${view === chosen ? 0 : -1}
          @click=${() => choose(view)}
          @focus=${reveal}
        >
          ${nameOf(view)}
        </button>`,
    )}
  </div>`;
}

function move(event: KeyboardEvent): void {
  const buttons = (event.currentTarget as Element).querySelectorAll<HTMLElement>('button');
  moveFocus(event, [...buttons], 'row');
}

/** In a narrow list the row scrolls in itself. */
const reveal = ({ target }: Event): void =>
  (target as Element).scrollIntoView({ block: 'nearest', inline: 'nearest' });
