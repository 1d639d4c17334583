/** Pairs of a name and a value, as rows of two fields: custom fields of the invoice, and metadata. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatDecimal } from '../../invoice/money.js';
import type { CustomField } from '../../invoice/types.js';
import type { draftMore } from '../../translations/en/draft-more.js';
import { icon } from '../internal/icons.js';
import { headerFault } from './header-fields.js';
import type { View } from './view.js';

type Words = typeof draftMore;

/** Stripe's limits, and the words for one kind of pairs. */
interface Kind {
  id: string;
  most: number;
  nameLength: number;
  valueLength: number;
  name: (at: string) => string;
  value: (at: string) => string;
  remove: (at: string) => string;
}

function renderPairs(
  kind: Kind,
  pairs: readonly CustomField[],
  lang: string,
  words: Words,
  change: (pairs: readonly CustomField[]) => void,
): TemplateResult {
  const input = (index: number, part: keyof CustomField, length: number, label: string): TemplateResult => {
    const text = pairs[index]?.[part] ?? '';
    const left = length - text.length;
    return html`<div>
      <input
        id="${kind.id}-${part}-${index}"
        type="text"
        autocomplete="off"
        maxlength=${length}
        aria-label=${label}
        placeholder=${label}
        .value=${live(text)}
        @input=${(event: Event) => {
          const value = (event.target as HTMLInputElement).value;
          change(pairs.map((pair, at) => (at === index ? { ...pair, [part]: value } : pair)));
        }}
      />
      ${left * 4 <= length ? html`<p class="hint">${words.left(formatDecimal(String(left), lang))}</p>` : nothing}
    </div>`;
  };
  return html`${pairs.map((_, index) => {
    const at = formatDecimal(String(index + 1), lang);
    return html`<div class="pair">
      ${input(index, 'name', kind.nameLength, kind.name(at))}
      ${input(index, 'value', kind.valueLength, kind.value(at))}
      <button
        type="button"
        class="quiet tool"
        aria-label=${kind.remove(at)}
        title=${kind.remove(at)}
        @click=${() => change(pairs.filter((__, other) => other !== index))}
      >
        ${icon('cross')}
      </button>
    </div>`;
  })}`;
}

export function renderCustomFields(view: View, words: Words): TemplateResult {
  const { draft, actions, lang } = view;
  const { fields } = draft.header;
  const kind: Kind = {
    id: 'field', most: 4, nameLength: 40, valueLength: 140,
    name: words.field_name, value: words.field_value, remove: words.remove_field,
  }; // prettier-ignore
  const change = (next: readonly CustomField[]): void => actions.header({ fields: next });
  const add = (name: string, part: keyof CustomField): void => {
    change([...fields, { name, value: '' }]);
    actions.goTo(`field-${part}-${fields.length}`);
  };
  const full = fields.length >= kind.most;
  const hasPo = fields.some(({ name }) => name === words.po_number);
  return html`<p class="hint">${words.fields_hint}</p>
    ${renderPairs(kind, fields, lang, words, change)}
    ${headerFault('fields', draft.header) ? html`<p class="fault">${words.incomplete_fields}</p>` : nothing}
    ${
      full
        ? nothing
        : html`<div class="buttons">
            <button type="button" @click=${() => add('', 'name')}>${words.add_field}</button>
            ${hasPo ? nothing : html`<button type="button" @click=${() => add(words.po_number, 'value')}>${words.add_po}</button>`}
          </div>`
    }`;
}

export function renderMetadata(view: View, words: Words): TemplateResult {
  const { draft, actions, lang } = view;
  const { metadata } = draft.header;
  const kind: Kind = {
    id: 'key', most: 50, nameLength: 40, valueLength: 500, name: words.key, value: words.value, remove: words.remove_key,
  }; // prettier-ignore
  const change = (next: readonly CustomField[]): void => actions.header({ metadata: next });
  const add = (): void => {
    change([...metadata, { name: '', value: '' }]);
    actions.goTo(`key-name-${metadata.length}`);
  };
  return html`<p class="hint">${words.metadata_hint}</p>
    ${renderPairs(kind, metadata, lang, words, change)}
    ${headerFault('metadata', draft.header) ? html`<p class="fault">${words.incomplete_metadata}</p>` : nothing}
    ${metadata.length >= kind.most ? nothing : html`<div class="buttons"><button type="button" @click=${add}>${words.add_key}</button></div>`}`;
}
