/** The rows of a list as a grid; the same cells stand as a table where there is room, and as cards where there is not. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DirectiveResult } from 'lit/directive.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import type { Invoice } from '../../invoice/types.js';
import type { invoiceList } from '../../translations/en/invoice-list.js';
import { renderBadge } from '../internal/badge.js';
import { variable } from '../internal/variable.js';
import type { CellContext, Column } from './columns.js';
import { drawnRows, type Placed } from './drawn-rows.js';
import { stateOfRow, type InvoiceState } from './row.js';

/** What is known before any row has come. */
export interface SkeletonView {
  words: typeof invoiceList;
  columns: readonly Column[];
  /** As `grid-template-columns` has it. */
  tracks: string;
  /** Whether rows can be chosen. */
  selectable: boolean;
}

export interface TableView extends SkeletonView {
  lang: string;
  zone: string;
  /** Unix seconds by the backend's clock. */
  now: number;
  /** The rows to draw. */
  shown: readonly Placed[];
  /** How many rows there are by now. */
  count: number;
  /** There are no more than these. */
  done: boolean;
  /** The rows are about to be replaced. */
  busy: boolean;
  chosen: (id: string) => boolean;
  /** Of those that are loaded: all, some or none. */
  chosenOfLoaded: 'all' | 'some' | 'none';
  /** Id of the row that Tab leads to. */
  tabStop: string;
  stateWord: (state: InvoiceState, raw: string | null) => string;
  href: ((invoice: Invoice) => string) | null;
}

export interface TableActions {
  /** Anywhere in the rows; {@link rowOf} tells in which. */
  press(event: MouseEvent): void;
  click(event: MouseEvent): void;
  key(event: KeyboardEvent): void;
  focused(event: FocusEvent): void;
  toggleAll(chosen: boolean): void;
}

/** Id of the row in which something happened; empty where that was in none. */
export const rowOf = ({ target }: Event): string =>
  (target as Element).closest<HTMLElement>('.row')?.dataset.id ?? '';

/** Whether the box that chooses a row is what it happened to. */
export const isBox = ({ target }: Event): boolean => (target as Element).localName === 'input';

/** Whether it happened in that box or in its label. */
export const isInBox = ({ target }: Event): boolean => (target as Element).closest('.target') !== null;

/** What is cut off in a cell is told whole by its tip. */
function tellWhole({ target }: Event): void {
  const cell = (target as Element).closest<HTMLElement>('.row .cell');
  if (!cell) return;
  const cut = [cell, ...cell.querySelectorAll('*')].some((part) => part.scrollWidth > part.clientWidth);
  cell.title = cut ? (cell.textContent?.trim() ?? '') : '';
}

/** Puts a row to its place among all, however many there are, without a style in the markup. */
const atPlace = (place: number): DirectiveResult => variable('--_at', String(place));

export function renderTable(view: TableView, actions: TableActions): TemplateResult {
  const { words, columns, selectable, count, done } = view;
  return html`<div
    class="grid ${view.busy ? 'busy' : ''}"
    part="table"
    role="grid"
    aria-label=${words.label}
    aria-describedby="keys"
    aria-multiselectable=${ifDefined(selectable ? 'true' : undefined)}
    aria-rowcount=${done ? count + 1 : -1}
    aria-busy=${view.busy ? 'true' : 'false'}
    ${variable('--_tracks', view.tracks)}
    @mousedown=${actions.press}
    @click=${actions.click}
    @keydown=${actions.key}
    @focusin=${actions.focused}
    @pointerover=${tellWhole}
  >
    <div class="head stays" role="rowgroup">
      <div class="line" role="row" aria-rowindex="1">
        ${
          selectable
            ? html`<div class="box" role="columnheader">
                <label class="target"
                  ><input
                    type="checkbox"
                    id="all"
                    aria-label=${words.select_all}
                    .checked=${view.chosenOfLoaded === 'all'}
                    .indeterminate=${view.chosenOfLoaded === 'some'}
                    @change=${(event: Event) => actions.toggleAll((event.target as HTMLInputElement).checked)}
                /></label>
                <label class="heading for-cards" for="all">${words.select_all}</label>
              </div>`
            : nothing
        }
        ${columns.map(
          ({ id, label, align }) =>
            html`<div role="columnheader" part="heading" class="cell heading ${align}" data-column=${id}>
              ${label}
            </div>`,
        )}
      </div>
    </div>
    <div
      class="body"
      role="rowgroup"
      ${variable('--_count', String(count))}
      ${drawnRows(view.shown, (shown) => renderRow(shown, view))}
    ></div>
  </div>`;
}

function renderRow({ row, place }: Placed, view: TableView): TemplateResult {
  const { words, selectable } = view;
  const { invoice } = row;
  const state = stateOfRow(row, view.now);
  const context: CellContext = {
    lang: view.lang,
    words,
    zone: view.zone,
    state,
    badge: renderBadge({ ...state, label: view.stateWord(state.state, invoice.status) }),
  };
  const chosen = view.chosen(row.id);
  const name = nameOf(invoice, words);
  return html`<div
    class="line row ${chosen ? 'chosen' : ''} ${invoice.deleted ? 'gone' : ''}"
    part="row ${chosen ? 'chosen' : ''}"
    role="row"
    data-id=${row.id}
    aria-rowindex=${place + 2}
    aria-selected=${ifDefined(selectable ? (chosen ? 'true' : 'false') : undefined)}
    tabindex=${view.tabStop === row.id ? 0 : -1}
    ${atPlace(place)}
  >
    ${
      selectable
        ? html`<div class="box" role="gridcell">
            <label class="target"
              ><input type="checkbox" tabindex="-1" aria-label=${words.select(name)} .checked=${live(chosen)}
            /></label>
          </div>`
        : nothing
    }
    ${view.columns.map(
      (column) =>
        html`<div role="gridcell" part="cell" class="cell ${column.align}" data-column=${column.id}>
          ${column.id === 'number' ? renderName(invoice, name, view) : column.cell(invoice, context)}
        </div>`,
    )}
  </div>`;
}

function renderName(invoice: Invoice, name: string, { href }: TableView): TemplateResult {
  const text = html`<bdi>${name}</bdi>`;
  return href
    ? html`<a class="name" part="link" tabindex="-1" href=${href(invoice)}>${text}</a>`
    : html`<span class="name" part="link">${text}</span>`;
}

/** The number, or for a draft the last letters of its id, which tell it from others. */
export const nameOf = ({ id, number }: Invoice, words: typeof invoiceList): string =>
  number ?? draftName(id, words);

export const draftName = (id: string, words: typeof invoiceList): string =>
  `${words.no_number} …${id.slice(-5)}`;

const SKELETON = [0, 1, 2, 3, 4, 5, 6, 7];

/** The same table over rows that have not come yet. */
export function renderSkeleton({ words, columns, tracks, selectable }: SkeletonView): TemplateResult {
  return html`<div class="grid" aria-hidden="true" ${variable('--_tracks', tracks)}>
    <div class="head">
      <div class="line">
        ${selectable ? html`<div class="box"></div>` : nothing}
        ${columns.map(({ label, align }) => html`<div class="cell heading ${align}">${label}</div>`)}
      </div>
    </div>
    <div class="body" ${variable('--_count', String(SKELETON.length))}>
      ${SKELETON.map(
        (place) =>
          html`<div class="line row" ${atPlace(place)}>
            ${selectable ? html`<div class="box"></div>` : nothing}
            ${columns.map(
              ({ align, id }) =>
                html`<div class="cell ${align}" data-column=${id}>
                  <span class="skeleton">${words.column_customer}</span>
                </div>`,
            )}
          </div>`,
      )}
    </div>
  </div>`;
}
