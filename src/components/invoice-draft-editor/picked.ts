/** A few things chosen out of many: what is chosen as a list, each to be taken off again, and a menu of what is left. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../internal/icons.js';

export interface Choice {
  value: string;
  name: string;
}

export interface Picked {
  id: string;
  label: string;
  chosen: readonly Choice[];
  choices: readonly Choice[];
  /** What the menu says while nothing is chosen in it. */
  add: string;
  /** Names the button that takes one off. */
  remove: (name: string) => string;
  onAdd(value: string): void;
  onRemove(value: string): void;
}

export function renderPicked(picked: Picked): TemplateResult {
  const { id, label, chosen, add } = picked;
  const left = picked.choices.filter(({ value }) => !chosen.some((each) => each.value === value));
  const choose = (event: Event): void => {
    const menu = event.target as HTMLSelectElement;
    if (menu.value) picked.onAdd(menu.value);
    menu.value = '';
  };
  return html`<div class="picked">
    <label class="label" for=${id}>${label}</label>
    ${
      chosen.length
        ? html`<ul>
            ${chosen.map(
              ({ value, name }) =>
                html`<li>
                  <span>${name}</span>
                  <button
                    type="button"
                    class="quiet tool"
                    aria-label=${picked.remove(name)}
                    title=${picked.remove(name)}
                    @click=${() => picked.onRemove(value)}
                  >
                    ${icon('cross')}
                  </button>
                </li>`,
            )}
          </ul>`
        : nothing
    }
    <select id=${id} @change=${choose}>
      <option value="">${add}</option>
      ${left.map(({ value, name }) => html`<option value=${value}>${name}</option>`)}
    </select>
  </div>`;
}
