/** What a list says around its rows: what is chosen beyond what is seen, how much there is, and why there is nothing. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ConnectionState } from '../../adapter/adapter.js';
import type { invoiceList } from '../../translations/en/invoice-list.js';
import { renderProblem, type WordSource } from '../internal/problem.js';
import type { ListModel } from './list-model.js';
import { isEmpty, type Selection } from './selection.js';

/** Whoever has chosen so many may well mean all. */
const MANY = 50;

export interface AroundView {
  source: WordSource;
  words: typeof invoiceList;
  number(value: number): string;
  model: ListModel;
  selection: Selection;
  /** Something is left out by filters. */
  filtered: boolean;
  connection: ConnectionState;
}

/** What is there may be old by now. */
const staleness = ({ words, connection }: AroundView): string =>
  ({ 'online': '', 'offline': words.offline, 'signed-out': words.signed_out })[connection];

/** That nothing comes through, where there are rows that may be old for it. */
export function renderLine(view: AroundView): TemplateResult | typeof nothing {
  const text = staleness(view);
  return text ? html`<div class="told" part="line">${text}</div>` : nothing;
}

/** What is chosen beyond what can be seen, and the way to it; else what a search could not take in. */
export function renderTold(
  { words, number, model, selection }: AroundView,
  { all, none }: { all: () => void; none: () => void },
): TemplateResult | typeof nothing {
  if (selection.kind === 'all') {
    const except = selection.except.size;
    return html`<div class="told">
      ${except ? words.selected_all_but(number(except)) : words.selected_all}
      <button type="button" class="quiet" @click=${none}>${words.choose_none}</button>
    </div>`;
  }
  const { rows, done, moreCustomers } = model;
  const { size } = selection.ids;
  // Still offered where more rows have come since all that were there were chosen.
  if (done || !rows.length || size < Math.min(rows.length, MANY))
    return moreCustomers ? html`<div class="told">${words.more_customers}</div>` : nothing;
  return html`<div class="told">
    ${size < rows.length ? words.selected(number(size)) : words.selected_loaded(number(size))}
    <button type="button" class="quiet" @click=${all}>${words.choose_all}</button>
  </div>`;
}

/** How many there are, as far as that is known, and what to do where it did not go on. */
export function renderFoot({ source, words, number, model }: AroundView, goOn: () => void): TemplateResult {
  const { phase, problem, done, rows, looked } = model;
  const count = number(rows.length);
  if (phase === 'failed' && problem) {
    return html`<div class="foot" role="alert">${renderProblem(problem, source, goOn)}</div>`;
  }
  if (phase === 'paused') {
    return html`<div class="foot">
      <span>${words.looked(number(looked), count)}</span>
      <button type="button" part="further" @click=${goOn}>${words.look_further}</button>
    </div>`;
  }
  if (done) return html`<div class="foot">${words.loaded(count, rows.length === 1)}</div>`;
  return html`<div class="foot">${phase === 'more' ? words.loading_more : words.loaded_more(count)}</div>`;
}

/** @param clear - takes off every filter */
export function renderNothing({ words, filtered, model }: AroundView, clear: () => void): TemplateResult {
  return filtered
    ? html`<div class="nothing" part="nothing">
        <strong>${words.no_match}</strong>
        <p>${model.moreCustomers ? words.more_customers : words.no_match_hint}</p>
        <button type="button" @click=${clear}>${words.clear}</button>
      </div>`
    : html`<div class="nothing" part="nothing">
        <strong>${words.none}</strong>
        <p>${words.none_hint}</p>
        <slot name="empty"></slot>
      </div>`;
}

/** For the ear: what has come, and what is chosen. */
export function spoken(view: AroundView): string {
  const { words, number, model, selection, filtered } = view;
  const { phase, rows, done, old } = model;
  const stale = rows.length ? staleness(view) : '';
  if (stale) return stale;
  if (phase === 'loading' || old) return words.loading;
  if (phase === 'error' || phase === 'idle') return '';
  if (selection.kind === 'all') return words.selected_all;
  if (!isEmpty(selection)) return words.selected(number(selection.ids.size));
  if (!rows.length) return filtered ? words.no_match : words.none;
  const count = number(rows.length);
  return done ? words.loaded(count, rows.length === 1) : words.loaded_more(count);
}
