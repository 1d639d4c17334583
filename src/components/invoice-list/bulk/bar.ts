/** What is chosen, what it comes to, and what can be done with it: rises from the foot of the list. */
import { html, nothing, type TemplateResult } from 'lit';
import { numberFormat } from '../../../invoice/intl.js';
import { formatMoney } from '../../../invoice/money.js';
import type { Sum } from '../../../invoice/sums.js';
import { listBulk } from '../../../translations/en/list-bulk.js';
import { icon } from '../../internal/icons.js';
import type { Speech } from '../../internal/speech.js';
import type { Selection } from '../selection.js';
import { isGrave, type BulkAction, type Choice, type Offer } from './acts.js';

export interface BarView {
  selection: Selection;
  choice: Choice;
  /** Another run has not ended yet. */
  occupied: boolean;
  speech: Speech;
}

export interface BarActions {
  begin(action: BulkAction): void;
  clear(): void;
  /** Back to the rows, with the choice as it is. */
  leave(): void;
}

type Words = typeof listBulk;

export const bulkWords = ({ source }: Speech): Words => source.wordsOf('listBulk', listBulk);

/** Sums that are told; those of further currencies are counted. */
const SUMS = 3;

export function renderBar(view: BarView, actions: BarActions): TemplateResult {
  const words = bulkWords(view.speech);
  return html`<div
    part="bulk"
    class="bulk-bar"
    role="group"
    aria-label=${words.label}
    @keydown=${(event: KeyboardEvent) => leaveOnEscape(event, actions)}
  >
    <div class="bulk-choice">
      <button
        type="button"
        part="clear-choice"
        class="quiet bulk-icon"
        aria-label=${words.clear}
        title=${words.clear}
        @click=${actions.clear}
      >
        ${icon('cross')}
      </button>
      <strong>${chosenText(view)}</strong>
      ${renderSums(view.choice.sums, view.speech)}
    </div>
    <div class="bulk-buttons">${renderOffers(view, actions)}</div>
  </div>`;
}

function leaveOnEscape(event: KeyboardEvent, { leave }: BarActions): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  event.preventDefault();
  event.stopPropagation();
  leave();
}

function chosenText({ selection, choice, speech }: BarView): string {
  const words = bulkWords(speech);
  const number = (value: number): string => numberFormat(speech.lang).format(value);
  if (selection.kind === 'some') return words.selected(number(choice.count ?? 0));
  const except = selection.except.size;
  return except ? words.selected_all_but(number(except)) : words.selected_all;
}

function renderSums(sums: readonly Sum[], speech: Speech): TemplateResult | typeof nothing {
  if (!sums.length) return nothing;
  const more = sums.length - SUMS;
  return html`<span class="bulk-sums">
    ${sums.slice(0, SUMS).map((sum) => html`<bdi>${sumText(sum, speech)}</bdi>`)}
    ${more > 0 ? bulkWords(speech).more_currencies(numberFormat(speech.lang).format(more)) : nothing}
  </span>`;
}

export const sumText = ({ amount, currency }: Sum, { lang }: Speech): string =>
  formatMoney(Number(amount), currency, lang);

function renderOffers({ choice, occupied, speech }: BarView, { begin }: BarActions): unknown {
  const words = bulkWords(speech);
  if (!choice.offers.length) return html`<span class="muted">${words.nothing}</span>`;
  return html`${occupied ? html`<span class="muted" id="bulk-waits">${words.one_run}</span>` : nothing}
  ${choice.offers.map(
    (offer, index) =>
      html`<button
        type="button"
        part=${`act act-${offer.action.replaceAll('_', '-')}`}
        class=${index === 0 && !isGrave(offer.action) ? 'primary' : ''}
        aria-disabled=${occupied ? 'true' : 'false'}
        aria-describedby=${occupied ? 'bulk-waits' : nothing}
        @click=${() => {
          if (!occupied) begin(offer.action);
        }}
      >
        ${offerText(offer, choice, speech)}
      </button>`,
  )}`;
}

/** “Finalize”, or where it can't be done to all of them “Finalize 7 of 9”. */
function offerText({ action, count }: Offer, choice: Choice, speech: Speech): string {
  const words = bulkWords(speech);
  const number = (value: number): string => numberFormat(speech.lang).format(value);
  const name = words[`do_${action}`];
  const isPart = count !== null && choice.count !== null && count < choice.count;
  const text = isPart ? words.some_of(name, number(count), number(choice.count ?? 0)) : name;
  return action === 'schedule' ? words.opens(text) : text;
}
