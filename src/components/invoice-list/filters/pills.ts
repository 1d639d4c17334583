/** One pill for each filter: what it is set to, opened to change it, and a cross that takes it off. */
import { html, nothing, type TemplateResult } from 'lit';
import { FILTER_NAMES, isSet, type FilterName, type InvoiceFilter } from '../../../invoice/list-filter.js';
import type { listFilters } from '../../../translations/en/list-filters.js';
import { icon } from '../../internal/icons.js';

export interface PillsView {
  words: typeof listFilters;
  filter: InvoiceFilter;
  /** Which filter's form is open. */
  open: string;
  textOf(name: FilterName): string;
  show(name: FilterName): void;
  remove(name: FilterName): void;
  clear(): void;
}

/** How many filters are set. */
export const countSet = (filter: InvoiceFilter): number =>
  FILTER_NAMES.filter((name) => isSet(filter, name)).length;

export function renderPills(view: PillsView): TemplateResult {
  const { words, filter } = view;
  return html`
    ${FILTER_NAMES.map((name) => renderPill(name, view))}
    ${
      countSet(filter)
        ? html`<button type="button" class="quiet clear" part="clear" @click=${view.clear}>
            ${words.clear_all}
          </button>`
        : nothing
    }
  `;
}

function renderPill(name: FilterName, { words, filter, open, ...view }: PillsView): TemplateResult {
  const label = words[`filter_${name}`];
  const set = isSet(filter, name);
  return html`<span class="pill ${set ? 'set' : ''}" data-filter=${name}>
    <button
      type="button"
      id="${name}-button"
      part="filter"
      aria-label=${set ? nothing : words.filter_by(label)}
      aria-haspopup="dialog"
      aria-expanded=${open === name ? 'true' : 'false'}
      @click=${() => view.show(name)}
    >
      ${
        set
          ? html`<span class="named">${words.named(label)}</span>
              <bdi class="value">${view.textOf(name)}</bdi>`
          : html`${icon('plus')} ${label}`
      }
    </button>
    ${
      set
        ? html`<button
            type="button"
            part="remove"
            class="remove"
            aria-label=${words.filter_remove(label)}
            @click=${() => view.remove(name)}
          >
            ${icon('cross')}
          </button>`
        : nothing
    }
  </span>`;
}
