import { html, nothing, type TemplateResult } from 'lit';
import { plainAmount } from '../../../invoice/csv.js';
import { formatDecimal, formatMoney, minorUnits, parseMoney } from '../../../invoice/money.js';
import type { Amounts } from '../../../invoice/list-filter.js';
import { panelWords, type Panel, type PanelHost } from './panel.js';
import { currenciesIn } from './tools-context.js';

type Side = keyof Amounts;
type Fault = Side | 'reversed';

/** What an invoice comes to, from and to, in one currency. */
export class AmountPanel implements Panel {
  readonly focus = '#amount-from';
  #currency: string;
  #typed: Record<Side, string>;
  #fault: Fault | null = null;

  constructor(private readonly panel: PanelHost) {
    const context = panel.read();
    const { amount, currency } = context.filter;
    this.#currency = currency ?? currenciesIn(context)[0] ?? 'usd';
    const written = (minor: number | null = null): string =>
      minor === null || currency === null
        ? ''
        : formatDecimal(plainAmount(minor, currency), context.source.lang);
    this.#typed = { from: written(amount?.from), to: written(amount?.to) };
  }

  render(): TemplateResult {
    const context = this.panel.read();
    const words = panelWords(context);
    const currencies = currenciesIn(context);
    return html`<form
      class="form"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#submit();
      }}
    >
      <label class="field">
        <span>${words.currency}</span>
        <select
          part="currency"
          @change=${(event: Event) => {
            this.#currency = (event.target as HTMLSelectElement).value;
          }}
        >
          ${(currencies.length ? currencies : [this.#currency]).map(
            (code) =>
              html`<option value=${code} ?selected=${code === this.#currency}>${code.toUpperCase()}</option>`,
          )}
        </select>
      </label>
      <div class="two">${this.#renderAmount('from', words.from)} ${this.#renderAmount('to', words.to)}</div>
      ${this.#fault ? html`<p id="amount-fault" class="fault" role="alert">${this.#told()}</p>` : nothing}
      <p class="hint">${words.of_total}</p>
      <button type="submit" part="apply" class="primary">${words.apply}</button>
    </form>`;
  }

  #renderAmount(side: Side, label: string): TemplateResult {
    const wrong = this.#fault === side || this.#fault === 'reversed';
    return html`<label class="field">
      <span>${label}</span>
      <input
        id="amount-${side}"
        class="number"
        inputmode="decimal"
        autocomplete="off"
        .value=${this.#typed[side]}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${wrong ? 'amount-fault' : nothing}
        @input=${(event: Event) => {
          this.#typed = { ...this.#typed, [side]: (event.target as HTMLInputElement).value };
        }}
      />
    </label>`;
  }

  #told(): string {
    const context = this.panel.read();
    const words = panelWords(context);
    if (this.#fault === 'reversed') return words.amounts_reversed;
    const hundred = 100 * 10 ** minorUnits(this.#currency);
    return words.amount_unreadable(formatMoney(hundred, this.#currency, context.source.lang));
  }

  #submit(): void {
    const { lang } = this.panel.read().source;
    const read = (side: Side): number | null => parseMoney(this.#typed[side], this.#currency, lang);
    const amount = { from: read('from'), to: read('to') };
    const unread = (['from', 'to'] as const).find(
      (side) => amount[side] === null && this.#typed[side].trim(),
    );
    const reversed = amount.from !== null && amount.to !== null && amount.from > amount.to;
    this.#fault = unread ?? (reversed ? 'reversed' : null);
    if (this.#fault) this.panel.host.requestUpdate();
    else if (amount.from === null && amount.to === null) this.panel.apply({ amount: null });
    else this.panel.apply({ amount, currency: this.#currency });
  }
}
