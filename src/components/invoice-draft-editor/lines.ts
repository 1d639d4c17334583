/** The lines of the draft: a real table of inputs, each named by column and row. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatDecimal, minorUnits } from '../../invoice/money.js';
import { icon } from '../internal/icons.js';
import {
  FIELDS,
  faultsOf,
  isBlank,
  MAX_LINES,
  written,
  type CellFault,
  type Faults,
  type Field,
  type Row,
} from './draft.js';
import type { LineName } from './line-fields.js';
import { periodText } from '../internal/names.js';
import { discountName, rateName } from './naming.js';
import { shiftPoint, showDecimal } from './numbers.js';
import { isMovable } from './order.js';
import { cellId, type View } from './view.js';

/** From here on it is said how many more items fit. */
const NEARLY_FULL = MAX_LINES - 10;
/** So many rows stand in one part of the table; parts that are out of view cost the browser next to nothing. */
const ROWS_OF_PART = 25;

export function renderLines(view: View): TemplateResult {
  const { draft, words } = view;
  const currency = draft.currency.toUpperCase();
  const rows = view.readonly ? written(draft) : draft.rows;
  const starts = rows.map((_, index) => index).filter((index) => index % ROWS_OF_PART === 0);
  return html`
    <table
      class="lines ${view.readonly ? 'text' : ''} ${starts.length > 2 ? 'long' : ''}"
      part="lines"
      role="table"
      aria-label=${words.items}
    >
      <thead>
        <tr role="row">
          <th role="columnheader" scope="col">${words.description}</th>
          <th role="columnheader" scope="col" class="number">${words.quantity}</th>
          <th role="columnheader" scope="col" class="number">${words.price}</th>
          <th role="columnheader" scope="col" class="number">${words.column_in(words.amount, currency)}</th>
          ${view.readonly ? nothing : html`<td role="cell"></td>`}
        </tr>
      </thead>
      ${starts.map(
        (start) =>
          html`<tbody>
            ${repeat(
              rows.slice(start, start + ROWS_OF_PART),
              (row) => row.key,
              (row, index) => renderRow(view, row, start + index),
            )}
          </tbody>`,
      )}
    </table>
    ${view.readonly ? nothing : renderAdd(view)}
  `;
}

/** A row is drawn anew only where something of it has changed: a key pressed in one costs the others nothing. */
function renderRow(view: View, row: Row, index: number): unknown {
  const all = view.readonly ? {} : faultsOf(row, view.draft.currency);
  const told = (Object.keys(all) as LineName[]).filter(
    (name) => all[name] === 'refused' || !isCell(name) || view.tells(row, name),
  );
  const detailed = view.detailed === row.key && !view.readonly;
  const depends = [
    row,
    index,
    view.draft.currency,
    view.words,
    view.lang,
    view.readonly,
    view.figures.amounts[index],
    told.join(),
    // What is open draws what others know: choices, rates, the rows around it.
    detailed ? {} : null,
    view.descriptionState(row),
    summary(view, row),
  ];
  return guard(depends, () => drawRow(view, row, index, all, told, detailed));
}

const isCell = (name: LineName): name is Field => (FIELDS as readonly string[]).includes(name);

function drawRow(
  view: View,
  row: Row,
  index: number,
  all: Faults,
  told: readonly LineName[],
  detailed: boolean,
): TemplateResult {
  const { words } = view;
  const invalid = (field: Field): boolean => told.includes(field);
  const fixed = view.readonly || !isMovable(row);
  const more = summary(view, row);
  return html`
    <tr role="row" part="line" data-key=${row.key} class=${detailed ? 'detailed' : ''}>
      <td role="cell" data-column=${words.description}>
        ${fixed ? row.mine.description : view.descriptionInput(row, index, invalid('description'))}
        ${more && !detailed ? html`<p class="hint summary">${more}</p>` : nothing}
      </td>
      ${(['quantity', 'price'] as const).map(
        (field) =>
          html`<td role="cell" data-column=${words[field]} class="number">
            ${
              fixed
                ? html`<bdi>${cellText(view, row, field)}</bdi>`
                : renderNumber(view, row, index, field, invalid(field))
            }
          </td>`,
      )}
      <td
        role="cell"
        data-column=${ifDefined(!row.id && isBlank(row) ? undefined : words.amount)}
        class="number amount"
      >
        ${renderAmount(view, row, index)}
      </td>
      ${view.readonly ? nothing : html`<td role="cell" class="tools">${fixed ? nothing : renderTools(view, row, index, detailed)}</td>`}
    </tr>
    ${
      told.length
        ? html`<tr role="row" class="faults">
            <td role="cell" colspan="5">
              ${told.map(
                (name) =>
                  html`<p id="fault-${name}-${row.key}" class="fault">
                    ${faultWords(view, row, name, all[name] ?? 'refused')}
                  </p>`,
              )}
            </td>
          </tr>`
        : nothing
    }
    ${
      detailed && view.parts
        ? html`<tr role="row" class="details">
            <td role="cell" colspan="5">${view.parts.renderLineDetails(view, row, index)}</td>
          </tr>`
        : nothing
    }
  `;
}

/** The row itself has every key; these are for the pointer, for speech and for touch. */
function renderTools({ words, lang, actions }: View, row: Row, index: number, detailed: boolean): unknown {
  if (!row.id && isBlank(row)) return nothing;
  const item = formatDecimal(String(index + 1), lang);
  return html`<button
      type="button"
      class="quiet tool"
      part="more"
      tabindex="-1"
      aria-label=${words.more_of_item(item)}
      title=${words.more_of_item(item)}
      aria-expanded=${detailed ? 'true' : 'false'}
      @click=${() => actions.detail(row.key)}
    >
      ${icon('more')}
    </button>
    <button
      type="button"
      class="quiet tool remove"
      part="remove"
      tabindex="-1"
      aria-label=${words.remove_item(item)}
      title=${words.remove_item(item)}
      @click=${() => actions.remove(row.key)}
    >
      ${icon('cross')}
    </button>`;
}

/** What a row says beside its cells, in a line below its description. */
function summary(view: View, { mine: { period, taxes, discounts } }: Row): string {
  const rates = view.draft.header.automaticTax ? [] : taxes;
  return [
    ...(period ? [periodText(period, view.lang)] : []),
    ...rates.map((id) => rateName(id, view)),
    ...discounts.map((discount) => discountName(discount, view)),
  ].join(' · ');
}

function renderNumber(
  view: View,
  row: Row,
  index: number,
  field: 'quantity' | 'price',
  invalid: boolean,
): TemplateResult {
  const { words, lang, actions } = view;
  const fresh = !row.id && isBlank(row) && row.typed[field] === undefined;
  return html`<input
    id=${cellId(row, field)}
    data-field=${field}
    class="number"
    type="text"
    inputmode="decimal"
    autocomplete="off"
    placeholder=${ifDefined(field === 'quantity' && fresh ? showDecimal('1', lang) : undefined)}
    aria-label=${words.cell(words[field], formatDecimal(String(index + 1), lang))}
    aria-invalid=${invalid ? 'true' : 'false'}
    aria-describedby=${ifDefined(invalid ? `fault-${cellId(row, field)}` : undefined)}
    .value=${live(fresh ? '' : cellText(view, row, field))}
    @input=${(event: Event) => actions.type(row.key, field, (event.target as HTMLInputElement).value)}
    @blur=${() => actions.leave(row.key, field)}
  />`;
}

/** As typed while it is being typed, else in the marks of the locale. */
function cellText(
  { lang, draft }: Pick<View, 'lang' | 'draft'>,
  row: Row,
  field: 'quantity' | 'price',
): string {
  const value = row.mine[field];
  if (row.typed[field] !== undefined) return row.typed[field];
  return value ? showDecimal(value, lang, field === 'price' ? minorUnits(draft.currency) : 0) : '';
}

function renderAmount(
  { figures, draft, lang }: View,
  row: Row,
  index: number,
): TemplateResult | typeof nothing {
  const amount = figures.amounts[index] ?? null;
  if (amount === null && !row.id && isBlank(row)) return nothing;
  const units = minorUnits(draft.currency);
  return html`<bdi
    >${amount === null ? '–' : showDecimal(shiftPoint(String(amount), -units), lang, units)}</bdi
  >`;
}

function renderAdd({ draft, words, lang, actions, parts, customer, invoice, pending }: View): TemplateResult {
  const count = written(draft).length;
  const full = count >= MAX_LINES;
  const left = formatDecimal(String(MAX_LINES - count), lang);
  return html`<div class="add">
    <button
      type="button"
      class="quiet"
      part="add"
      aria-disabled=${full ? 'true' : 'false'}
      @click=${() => actions.add()}
    >
      <span aria-hidden="true">+</span> ${words.add_item}
    </button>
    ${parts ? html`<button type="button" class="quiet" @click=${() => actions.paste()}>${words.paste}</button>` : nothing}
    ${
      customer && !count && parts
        ? html`<button type="button" class="quiet" @click=${() => actions.lastLines()}>
            ${words.last_lines}
          </button>`
        : nothing
    }
    ${
      customer && !invoice && parts
        ? html`<span class="check">
            <input
              type="checkbox"
              id="pending"
              .checked=${live(pending)}
              @change=${(event: Event) => actions.pending((event.target as HTMLInputElement).checked)}
            />
            <label for="pending">${words.pending}</label>
          </span>`
        : nothing
    }
    ${count >= NEARLY_FULL ? html`<span class="hint">${full ? words.full : words.nearly_full(left)}</span>` : nothing}
    <p class="hint keys">${words.keys}</p>
  </div>`;
}

function faultWords(view: View, row: Row, name: LineName, fault: CellFault): TemplateResult | string {
  const { words, lang, draft } = view;
  switch (fault) {
    case 'needed':
      return isCell(name) ? words[`needed_${name}`] : '';
    case 'unreadable':
      return words.unreadable(row.typed[name as 'price'] ?? '');
    case 'too_precise':
      return words.too_precise(
        formatDecimal(String(12 + (name === 'price' ? minorUnits(draft.currency) : 0)), lang),
      );
    case 'too_large':
      return words.too_large;
    case 'negative':
      return words.negative_quantity;
    case 'refused':
      return html`${words.refused} <span lang="en">${row.refusal?.detail}</span>`;
  }
}
