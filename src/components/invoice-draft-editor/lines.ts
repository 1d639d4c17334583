/** The lines of the draft: a real table of inputs, each named by column and row. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatDecimal, minorUnits } from '../../invoice/money.js';
import { FIELDS, faultsOf, MAX_LINES, type CellFault, type Field, type Row } from './draft.js';
import { shiftPoint, showDecimal } from './numbers.js';
import { cellId, type View } from './view.js';

/** From here on it is said how many more items fit. */
const NEARLY_FULL = MAX_LINES - 10;

export function renderLines(view: View): TemplateResult {
  const { draft, words } = view;
  const currency = draft.currency.toUpperCase();
  return html`
    <table class="lines ${view.readonly ? 'text' : ''}" part="lines" role="table" aria-label=${words.items}>
      <thead>
        <tr role="row">
          <th role="columnheader" scope="col">${words.description}</th>
          <th role="columnheader" scope="col" class="number">${words.quantity}</th>
          <th role="columnheader" scope="col" class="number">${words.price}</th>
          <th role="columnheader" scope="col" class="number">${words.column_in(words.amount, currency)}</th>
          ${view.readonly ? nothing : html`<td role="cell"></td>`}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          draft.rows,
          (row) => row.key,
          (row, index) => renderRow(view, row, index),
        )}
      </tbody>
    </table>
    ${view.readonly ? nothing : renderAdd(view)}
  `;
}

function renderRow(view: View, row: Row, index: number): TemplateResult {
  const { words, lang, actions } = view;
  const all = view.readonly ? {} : faultsOf(row, view.draft.currency);
  const told = FIELDS.filter((field) => all[field] && (all[field] === 'refused' || view.tells(row, field)));
  const invalid = (field: Field): boolean => told.includes(field);
  const item = formatDecimal(String(index + 1), lang);
  return html`
    <tr role="row" part="line" data-key=${row.key}>
      <td role="cell" data-column=${words.description}>
        ${view.readonly ? row.mine.description : view.descriptionInput(row, index, invalid('description'))}
      </td>
      ${(['quantity', 'price'] as const).map(
        (field) =>
          html`<td role="cell" data-column=${words[field]} class="number">
            ${
              view.readonly
                ? html`<bdi>${cellText(view, row, field)}</bdi>`
                : renderNumber(view, row, index, field, invalid(field))
            }
          </td>`,
      )}
      <td role="cell" data-column=${words.amount} class="number amount">${renderAmount(view, index)}</td>
      ${
        view.readonly
          ? nothing
          : html`<td role="cell" class="tools">
              <button
                type="button"
                class="quiet remove"
                part="remove"
                aria-label=${words.remove_item(item)}
                title=${words.remove_item(item)}
                @click=${() => actions.remove(row.key)}
              >
                ${cross}
              </button>
            </td>`
      }
    </tr>
    ${
      told.length
        ? html`<tr role="row" class="faults">
            <td role="cell" colspan="5">
              ${told.map(
                (field) =>
                  html`<p id="fault-${cellId(row, field)}" class="fault">
                    ${faultWords(view, row, field, all[field] ?? 'refused')}
                  </p>`,
              )}
            </td>
          </tr>`
        : nothing
    }
  `;
}

const cross = html`<svg aria-hidden="true" viewBox="0 0 16 16" width="1em" height="1em">
  <path d="m4 4 8 8m0-8-8 8" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
</svg>`;

function renderNumber(
  view: View,
  row: Row,
  index: number,
  field: 'quantity' | 'price',
  invalid: boolean,
): TemplateResult {
  const { words, lang, actions, draft } = view;
  const last = index === draft.rows.length - 1;
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    actions.leave(row.key, field);
    if (field === 'price' && last) actions.add();
  };
  return html`<input
    id=${cellId(row, field)}
    class="number"
    type="text"
    inputmode="decimal"
    autocomplete="off"
    aria-label=${words.cell(words[field], formatDecimal(String(index + 1), lang))}
    aria-invalid=${invalid ? 'true' : 'false'}
    aria-describedby=${ifDefined(invalid ? `fault-${cellId(row, field)}` : undefined)}
    .value=${live(cellText(view, row, field))}
    @input=${(event: Event) => actions.type(row.key, field, (event.target as HTMLInputElement).value)}
    @blur=${() => actions.leave(row.key, field)}
    @keydown=${enter}
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

function renderAmount({ figures, draft, lang }: View, index: number): TemplateResult {
  const amount = figures.amounts[index] ?? null;
  const units = minorUnits(draft.currency);
  return html`<bdi
    >${amount === null ? '–' : showDecimal(shiftPoint(String(amount), -units), lang, units)}</bdi
  >`;
}

function renderAdd({ draft, words, lang, actions }: View): TemplateResult {
  const count = draft.rows.length;
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
    ${count >= NEARLY_FULL ? html`<span class="hint">${full ? words.full : words.nearly_full(left)}</span>` : nothing}
  </div>`;
}

function faultWords(view: View, row: Row, field: Field, fault: CellFault): TemplateResult | string {
  const { words, lang, draft } = view;
  switch (fault) {
    case 'needed':
      return words[`needed_${field}`];
    case 'unreadable':
      return words.unreadable(field === 'description' ? '' : (row.typed[field] ?? ''));
    case 'too_precise':
      return words.too_precise(
        formatDecimal(String(12 + (field === 'price' ? minorUnits(draft.currency) : 0)), lang),
      );
    case 'too_large':
      return words.too_large;
    case 'refused':
      return html`${words.refused} <span lang="en">${row.refusal?.detail}</span>`;
  }
}
