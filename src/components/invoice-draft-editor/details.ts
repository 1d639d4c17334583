/** What a line can say beside its cells: when the service was given, its own taxes and discounts; and where it stands. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatDecimal } from '../../invoice/money.js';
import type { Period } from '../../invoice/types.js';
import { draftMore } from '../../translations/en/draft-more.js';
import { renderDiscounts, renderTaxRates } from './adjustments.js';
import { written, type Row } from './draft.js';
import { canReorder } from './order.js';
import type { View } from './view.js';

export function renderLineDetails(view: View, row: Row, index: number): TemplateResult {
  const { lang, actions, draft } = view;
  const words = view.source.wordsOf('draftMore', draftMore);
  const { taxes, discounts } = row.mine;
  const id = `details-${row.key}`;
  const last = written(draft).length - 1;
  const mayMove = canReorder(draft);
  const move = (by: number, text: string, off: boolean): TemplateResult =>
    html`<button
      type="button"
      aria-disabled=${off ? 'true' : 'false'}
      @click=${() => (off ? undefined : actions.move(row.key, by))}
    >
      ${text}
    </button>`;
  return html`<fieldset id=${id} class="detail">
    <legend class="label">${words.details_of(formatDecimal(String(index + 1), lang))}</legend>
    ${renderPeriod(view, row)}
    ${
      draft.header.automaticTax
        ? nothing
        : renderTaxRates(view, {
            id: `taxes-${row.key}`,
            label: words.line_taxes,
            add: taxes.length ? words.add_tax : words.line_taxes_default,
            chosen: taxes,
            onChange: (chosen) => actions.line(row.key, { taxes: chosen }),
          })
    }
    ${renderDiscounts(view, row.key, {
      id: `discounts-${row.key}`,
      label: words.line_discounts,
      chosen: discounts,
      onChange: (chosen) => actions.line(row.key, { discounts: chosen }),
    })}
    <div class="buttons">
      ${move(-1, words.move_up, !mayMove || index === 0)}
      ${move(1, words.move_down, !mayMove || index >= last)}
      <button type="button" @click=${() => actions.remove(row.key)}>${words.remove}</button>
      <p class="hint">${mayMove ? words.move_cost : words.move_not}</p>
    </div>
  </fieldset>`;
}

const DAY = 86_400;

/** Stripe's periods are moments; here they are days of UTC, both of them whole. */
const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

function secondsOf(day: string): number | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / 1000;
}

function renderPeriod({ source, actions }: View, row: Row): TemplateResult {
  const words = source.wordsOf('draftMore', draftMore);
  const { period } = row.mine;
  const input = (edge: 'start' | 'end', label: string): TemplateResult =>
    html`<label class="label" for="${edge}-${row.key}">${label}</label>
      <input
        id="${edge}-${row.key}"
        type="date"
        .value=${live(period ? dayOf(period[edge]) : '')}
        @change=${(event: Event) => {
          const day = secondsOf((event.target as HTMLInputElement).value);
          actions.line(row.key, { period: day === null ? null : periodWith(period, edge, day) });
        }}
      />`;
  return html`<div class="period">
    <div>${input('start', words.period_from)}</div>
    <div>${input('end', words.period_to)}</div>
  </div>`;
}

/** A service of one day until the other end is given; an end before the beginning moves the beginning. */
function periodWith(period: Period | null, edge: keyof Period, day: number): Period {
  const end = edge === 'end' ? day + DAY - 1 : (period?.end ?? day + DAY - 1);
  const start = edge === 'start' ? day : (period?.start ?? day);
  if (start <= end) return { start, end };
  return edge === 'start' ? { start, end: start + DAY - 1 } : { start: day, end };
}
