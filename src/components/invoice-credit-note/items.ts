/** The items of the invoice, each with how much of it is credited; shipping, and something that is on no item. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatDecimal, formatUnitAmount } from '../../invoice/money.js';
import type { Line } from '../../invoice/types.js';
import type { Drawing } from './drawing.js';
import type { By, LineLeft } from './limits.js';
import { renderFault, renderNumberField } from './number-field.js';
import { setsOfTaxes, taxesName } from './tax-names.js';
import type { Chosen } from './typed.js';

/** Of a description; it travels in the address that asks for the preview. */
const DESCRIPTION_LENGTH = 500;

export function renderItems(drawing: Drawing): TemplateResult {
  const { model, facts, words } = drawing;
  const { writing } = model;
  const isSome = writing.typed.chosen.size > 0 || writing.typed.shipping;
  return html`<div class="block">
    <div class="row items-head">
      <span class="label" id="items-label">${words.items}</span>
      <span>
        <button type="button" class="link" part="all" @click=${() => writing.chooseAll(true)}>
          ${words.all_items}
        </button>
        ${
          isSome
            ? html`<button type="button" class="link" @click=${() => writing.chooseAll(false)}>
                ${words.no_items}
              </button>`
            : nothing
        }
      </span>
    </div>
    <ul id="items" class="items" aria-labelledby="items-label" aria-describedby="items-fault">
      ${facts.invoice.lines.map((line) => renderItem(drawing, line))} ${renderShipping(drawing)}
      ${renderOwn(drawing)}
    </ul>
    ${renderFault(drawing, 'items')}
  </div>`;
}

function renderItem(drawing: Drawing, line: Line): TemplateResult {
  const { model, facts, words, speech, money } = drawing;
  const left = facts.limits.lines.get(line.id);
  const chosen = model.writing.typed.chosen.get(line.id);
  const name = line.description || line.id;
  const unit =
    line.unit_amount_decimal === null || line.quantity_decimal === '1'
      ? null
      : words.of_units(
          formatDecimal(line.quantity_decimal, speech.lang),
          formatUnitAmount(line.unit_amount_decimal, line.currency || facts.invoice.currency, speech.lang),
        );
  const rest = left && left.amount !== line.amount && left.by.includes('amount');
  return html`<li part="item">
    ${renderCheck({
      id: `item-${line.id}`,
      checked: chosen !== undefined,
      // Nothing of it is left, or nothing that could be asked for from here.
      missing: left?.by.length ? null : line.amount === 0 ? '' : words.credited,
      onChange: (on) => model.writing.choose(line.id, on),
      label: html`<span class="item-name">${name}</span>
        ${unit ? html`<bdi class="hint">${unit}</bdi>` : nothing}`,
      amount: html`<bdi>${money(line.amount)}</bdi>
        ${rest ? html`<span class="hint">${words.part_left(money(left.amount))}</span>` : nothing}`,
    })}
    ${chosen && left?.by.length ? renderChosen(drawing, line.id, name, chosen, left) : nothing}
  </li>`;
}

interface Check {
  id: string;
  checked: boolean;
  /** Why it can't be chosen; null where it can. */
  missing: string | null;
  onChange(on: boolean): void;
  label: TemplateResult | string;
  amount: TemplateResult | typeof nothing;
}

function renderCheck({ id, checked, missing, onChange, label, amount }: Check): TemplateResult {
  return html`<div class="check">
    <input
      type="checkbox"
      id=${id}
      ?disabled=${missing !== null}
      .checked=${live(checked && missing === null)}
      @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
    />
    <label for=${id}
      ><span class="item-label">${label}</span>
      <span class="number item-amount"
        >${amount} ${missing ? html`<span class="hint">${missing}</span>` : nothing}</span
      ></label
    >
  </div>`;
}

function renderChosen(
  drawing: Drawing,
  line: string,
  name: string,
  { by, quantity, amount }: Chosen,
  left: LineLeft,
): TemplateResult {
  const { model, words } = drawing;
  const labels: Record<By, string> = { quantity: words.by_quantity, amount: words.by_part };
  const field = { name: by === 'quantity' ? 'quantity' : 'part', line } as const;
  return html`<div class="chosen">
    ${
      left.by.length > 1
        ? html`<select
            aria-label=${words.item_of(words.by, name)}
            @change=${(event: Event) => model.writing.setBy(line, (event.target as HTMLSelectElement).value as By)}
          >
            ${left.by.map(
              (each) => html`<option value=${each} ?selected=${each === by}>${labels[each]}</option>`,
            )}
          </select>`
        : html`<span class="hint only">${labels[by]}</span>`
    }
    ${renderNumberField(drawing, {
      field,
      name: words.item_of(labels[by], name),
      value: (by === 'quantity' ? quantity : amount) ?? left[by],
      most: left[by],
    })}
  </div>`;
}

function renderShipping({ model, facts, words, money }: Drawing): TemplateResult | typeof nothing {
  const { amount_total = 0, shipping_rate } = facts.invoice.shipping_cost ?? {};
  if (!shipping_rate || amount_total === 0) return nothing;
  return html`<li part="item">
    ${renderCheck({
      id: 'shipping',
      checked: model.writing.typed.shipping,
      missing: facts.limits.shipping === null ? words.credited : null,
      onChange: (on) => model.writing.setShipping(on),
      label: words.shipping,
      amount: html`<bdi>${money(amount_total)}</bdi>`,
    })}
  </li>`;
}

function renderOwn(drawing: Drawing): TemplateResult {
  const { model, facts, words } = drawing;
  const { own } = model.writing.typed;
  if (facts.invoice.automatic_tax.enabled) return html`<li class="hint">${words.own_automatic}</li>`;
  return html`<li part="item">
    ${renderCheck({
      id: 'own-on',
      checked: own.on,
      missing: null,
      onChange: (on) => model.writing.own({ on }),
      label: words.own,
      amount: nothing,
    })}
    ${own.on ? renderOwnFields(drawing) : nothing}
  </li>`;
}

function renderOwnFields(drawing: Drawing): TemplateResult {
  const { model, facts, words } = drawing;
  const { writing } = model;
  const { description, amount, taxes } = writing.typed.own;
  const sets = setsOfTaxes(facts.invoice.lines);
  return html`<div class="own">
    <div>
      <label class="label" for="own-description">${words.own_description}</label>
      <input
        id="own-description"
        type="text"
        autocomplete="off"
        maxlength=${DESCRIPTION_LENGTH}
        aria-invalid=${writing.faultOf('own-description') ? 'true' : 'false'}
        aria-describedby="own-description-fault"
        .value=${live(description)}
        @input=${(event: Event) => writing.own({ description: (event.target as HTMLInputElement).value })}
        @blur=${() => writing.leaveOwnDescription()}
      />
      <p class="fault" id="own-description-fault">
        ${writing.faultOf('own-description') ? html`<span>${words.needed_description}</span>` : nothing}
      </p>
    </div>
    ${renderNumberField(drawing, { field: { name: 'own' }, label: words.amount, value: amount })}
    ${
      sets.length
        ? html`<div>
            <label class="label" for="own-tax">${words.own_tax}</label>
            <select
              id="own-tax"
              @change=${(event: Event) => {
                const chosen = sets[Number((event.target as HTMLSelectElement).value)];
                writing.own({ taxes: chosen ?? [] });
              }}
            >
              <option value="-1" ?selected=${taxes.length === 0}>${words.own_no_tax}</option>
              ${sets.map(
                (set, index) =>
                  html`<option value=${index} ?selected=${set.join() === taxes.join()}>
                    ${taxesName(set, drawing)}
                  </option>`,
              )}
            </select>
          </div>`
        : nothing
    }
  </div>`;
}
