/** A field for an amount or a quantity: what is wrong with it beside it, and all that there is with one click. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { shiftDecimal } from '../../invoice/decimal.js';
import { minorUnits } from '../../invoice/money.js';
import { showDecimal } from '../invoice-draft-editor/numbers.js';
import type { Drawing } from './drawing.js';
import type { Fault } from './params.js';
import { fieldId, type NumberField } from './typed.js';

export interface NumberFieldOptions {
  field: NumberField;
  /** On the screen; left out where what stands beside the field says it. */
  label?: string;
  /** For those who don't see what stands beside it. */
  name?: string;
  /** What it holds; null for nothing yet. */
  value: number | null;
  /** In the field's own line below it. */
  hint?: string;
  /** All that there is. */
  most?: number;
  /** Beside its label instead of below it. */
  beside?: boolean;
}

/** An amount in the marks of the locale, without its currency. */
export function amountText(amount: number, currency: string, lang: string): string {
  const places = minorUnits(currency);
  return showDecimal(shiftDecimal(String(amount), -places) ?? '', lang, places);
}

const isMoney = ({ name }: NumberField): boolean => name !== 'quantity';

export function renderNumberField(drawing: Drawing, options: NumberFieldOptions): TemplateResult {
  const { model, facts, words, speech, money } = drawing;
  const { field, label, name, value, hint, most, beside = false } = options;
  const { writing } = model;
  const id = fieldId(field);
  const { currency } = facts.invoice;
  const show = (number: number): string =>
    isMoney(field) ? amountText(number, currency, speech.lang) : showDecimal(String(number), speech.lang);
  const typed = writing.typed.texts.get(id);
  const wrong = writing.faultOf(id) !== null || writing.refusalOf(id) !== null;
  // What is being typed is echoed as it was understood: `1.234` is not the same everywhere.
  const echo = typed !== undefined && isMoney(field) && !writing.faults.has(id) && value !== null;
  return html`<div class=${beside ? 'number-field beside' : 'number-field'}>
    ${label ? html`<label class="label" for=${id}>${label}</label>` : nothing}
    <div class="with-unit">
      <input
        id=${id}
        class="number"
        type="text"
        inputmode=${isMoney(field) ? 'decimal' : 'numeric'}
        autocomplete="off"
        aria-label=${ifDefined(name)}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby="${id}-hint ${id}-fault"
        .value=${live(typed ?? (value === null ? '' : show(value)))}
        @input=${(event: Event) => writing.type(field, (event.target as HTMLInputElement).value)}
        @change=${() => writing.previewer.hurry()}
        @blur=${() => writing.leave(field)}
      />
      ${isMoney(field) ? html`<span class="unit" aria-hidden="true">${currency.toUpperCase()}</span>` : nothing}
    </div>
    <div class="below">
      <span class="hint" id="${id}-hint"
        >${echo ? html`<span>= <bdi>${money(value)}</bdi></span>` : nothing}
        ${hint ? html`<span>${hint}</span>` : nothing}</span
      >
      ${
        most === undefined
          ? nothing
          : html`<button
              type="button"
              class="link"
              part="most"
              aria-label=${ifDefined(name && words.item_of(words.most(isMoney(field) ? money(most) : show(most)), name))}
              @click=${() => writing.set(field, null)}
            >
              ${words.most(isMoney(field) ? money(most) : show(most))}
            </button>`
      }
    </div>
    ${renderFault(drawing, id, isMoney(field))}
  </div>`;
}

/** What is wrong with a field, in its own line; always there, so that the field can point to it. */
export function renderFault(drawing: Drawing, id: string, ofMoney = true): TemplateResult {
  const { writing } = drawing.model;
  const fault = writing.faultOf(id);
  const refusal = writing.refusalOf(id);
  const text = fault
    ? html`<span>${faultText(fault, ofMoney, drawing)}</span>`
    : refusal
      ? html`<span>${drawing.words.preview_refused}: <span lang="en">${refusal}</span></span>`
      : nothing;
  return html`<p class="fault" id="${id}-fault">${text}</p>`;
}

function faultText(fault: Fault, ofMoney: boolean, { facts, words, speech, money }: Drawing): string {
  const { currency } = facts.invoice;
  const number = (value: number): string => showDecimal(String(value), speech.lang);
  const example = (): string => amountText(minorUnits(currency) === 3 ? 12_500 : 1250, currency, speech.lang);
  switch (fault.kind) {
    case 'needed':
      return ofMoney ? words.needed(example()) : words.needed_quantity;
    case 'unreadable':
      return ofMoney ? words.unreadable(example()) : words.not_whole;
    case 'not_whole':
    case 'not_positive':
    case 'negative':
    case 'nothing':
      return words[fault.kind];
    case 'too_high':
      return words.too_high(ofMoney ? money(fault.most) : number(fault.most));
    case 'too_many':
      return words.too_many(number(fault.most));
  }
}
