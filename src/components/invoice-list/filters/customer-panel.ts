import { html, nothing, type TemplateResult } from 'lit';
import type { Customer } from '../../../invoice/wire.js';
import { Combobox } from '../../internal/combobox.js';
import { panelWords, type Panel, type PanelHost } from './panel.js';
import { filterWords } from './tools-context.js';

/** Milliseconds of quiet before customers are looked up. */
const PAUSE = 250;

/** A customer, looked up by name or email. */
export class CustomerPanel implements Panel {
  readonly focus = '#customer-text';
  #text = '';
  readonly #found: Combobox<Customer>;

  constructor(
    private readonly panel: PanelHost,
    /** What a customer is called is known from now on. */
    private readonly learn: (customer: Customer) => void,
  ) {
    this.#found = new Combobox(panel.host, {
      find: async (text, signal) =>
        (await panel.read().store?.adapter.searchCustomers(text, { signal })) ?? [],
      pause: PAUSE,
    });
  }

  /** As it is when it is opened. */
  begin(): this {
    this.#text = '';
    return this;
  }

  leave(): void {
    this.#found.close();
  }

  render(): TemplateResult {
    const context = this.panel.read();
    const words = panelWords(context);
    return html`<div class="form lookup" @keydown=${this.#onKey}>
      ${this.#found.render({
        id: 'customer-text',
        value: this.#text,
        label: filterWords(context).filter_customer,
        placeholder: words.find_customer,
        opens: true,
        looking: words.looking,
        none: words.nobody,
        failed: words.lookup_failed,
        choice: ({ id, name, email }) =>
          html`<bdi>${name ?? email ?? id}</bdi> ${name && email ? html`<bdi>${email}</bdi>` : nothing}`,
        onInput: (text) => {
          this.#text = text;
          this.panel.host.requestUpdate();
        },
        onPick: (customer) => {
          this.learn(customer);
          this.panel.apply({ customer: customer.id });
        },
      })}
    </div>`;
  }

  /** What is found is a part of the panel: Escape closes both at once. */
  readonly #onKey = {
    handleEvent: (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.panel.close();
    },
    capture: true,
  };
}
