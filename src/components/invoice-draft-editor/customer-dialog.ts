/** Makes a customer, or mends one, without leaving the draft. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { Customer, CustomerParams } from '../../invoice/wire.js';
import { draftMore } from '../../translations/en/draft-more.js';
import { modal } from '../internal/dialog.js';
import { problemFace, renderFace, type WordSource } from '../internal/problem.js';
import { countriesIn } from './countries.js';

type Words = typeof draftMore;

const ADDRESS = ['line1', 'line2', 'postal_code', 'city', 'state'] as const;
type AddressName = (typeof ADDRESS)[number] | 'country';

interface Typed extends Record<AddressName, string> {
  name: string;
  email: string;
}

/** Something, an @, and a host with a point. Whether it exists, only the mail tells. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export class CustomerDialog {
  #typed: Typed;
  #tried = false;
  #saving = false;
  #problem: InvoiceProblem | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    /** The one that is mended; null for a new one. */
    private readonly customer: Customer | null,
    /** What was looked for. */
    text: string,
    /** Rejects with the problem. */
    private readonly save: (params: CustomerParams) => Promise<void>,
    private readonly close: () => void,
  ) {
    const { address } = customer ?? {};
    this.#typed = {
      name: customer?.name ?? (text.includes('@') ? '' : text),
      email: customer?.email ?? (text.includes('@') ? text : ''),
      line1: address?.line1 ?? '',
      line2: address?.line2 ?? '',
      postal_code: address?.postal_code ?? '',
      city: address?.city ?? '',
      state: address?.state ?? '',
      country: address?.country ?? '',
    };
  }

  render(source: WordSource, lang: string): TemplateResult {
    const words = source.wordsOf('draftMore', draftMore);
    const title = this.customer ? words.edit_customer : words.new_customer;
    const cancel = (): void => (this.#saving ? undefined : this.close());
    return html`<dialog
      part="dialog"
      aria-labelledby="customer-title"
      ${modal({ cancel, locked: this.#saving, focus: this.#typed.name ? '#new-email' : '#new-name' })}
    >
      <form class="dialog-body" novalidate @submit=${this.#onSubmit}>
        <h2 class="dialog-title" id="customer-title">${title}</h2>
        ${this.#text('name', words.customer_name, words)} ${this.#text('email', words.customer_email, words)}
        <div class="address">
          ${ADDRESS.map((name) => this.#text(name, words[name], words))} ${this.#country(words, lang)}
        </div>
        ${this.#problem ? renderFace(problemFace(this.#problem, source), source, null) : nothing}
        <div class="dialog-buttons">
          <button type="button" @click=${cancel}>${words.cancel}</button>
          <button type="submit" class="primary" aria-busy=${this.#saving ? 'true' : 'false'}>
            ${this.#saving ? words.saving : this.customer ? words.save_customer : words.create_customer}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #text(name: keyof Typed, label: string, words: Words): TemplateResult {
    const fault = this.#tried ? this.#fault(name, words) : null;
    return html`<div class=${name}>
      <label class="label" for="new-${name}">${label}</label>
      <input
        id="new-${name}"
        type=${name === 'email' ? 'email' : 'text'}
        autocomplete="off"
        maxlength=${name === 'email' ? 512 : 256}
        aria-invalid=${fault ? 'true' : 'false'}
        aria-describedby="new-${name}-fault"
        .value=${this.#typed[name]}
        @input=${(event: Event) => this.#type(name, (event.target as HTMLInputElement).value)}
      />
      <p class="fault" id="new-${name}-fault">${fault}</p>
    </div>`;
  }

  #country(words: Words, lang: string): TemplateResult {
    const fault = this.#tried ? this.#fault('country', words) : null;
    return html`<div class="country">
      <label class="label" for="new-country">${words.country}</label>
      <select
        id="new-country"
        aria-invalid=${fault ? 'true' : 'false'}
        aria-describedby="new-country-fault"
        @change=${(event: Event) => this.#type('country', (event.target as HTMLSelectElement).value)}
      >
        <option value="">${words.choose_country}</option>
        ${countriesIn(lang).map(
          ({ code, name }) =>
            html`<option value=${code} ?selected=${code === this.#typed.country}>${name}</option>`,
        )}
      </select>
      <p class="fault" id="new-country-fault">${fault}</p>
    </div>`;
  }

  #fault(name: keyof Typed, words: Words): string | null {
    const { name: called, email, country } = this.#typed;
    if (name === 'name' && !called.trim() && !email.trim()) return words.name_or_email;
    if (name === 'email' && email.trim() && !EMAIL.test(email.trim())) return words.email_wrong;
    if (name === 'country' && !country && ADDRESS.some((part) => this.#typed[part].trim()))
      return words.country_needed;
    return null;
  }

  #type(name: keyof Typed, text: string): void {
    this.#typed = { ...this.#typed, [name]: text };
    this.host.requestUpdate();
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.#saving) return;
    this.#tried = true;
    const form = event.target as HTMLElement;
    const names = ['name', 'email', 'country'] as const;
    const wrong = names.find((name) => this.#fault(name, draftMore));
    this.host.requestUpdate();
    if (wrong) return void form.querySelector<HTMLElement>(`#new-${wrong}`)?.focus();
    this.#saving = true;
    this.#problem = null;
    try {
      await this.save(paramsOf(this.#typed, this.customer !== null));
      this.close();
    } catch (error) {
      this.#problem = toProblem(error);
    } finally {
      this.#saving = false;
      this.host.requestUpdate();
    }
  };
}

/** What is empty is left out of a new customer, and taken off one that is there. */
function paramsOf(typed: Typed, known: boolean): CustomerParams {
  const name = typed.name.trim();
  const email = typed.email.trim();
  const parts = [...ADDRESS, 'country' as const].map((part) => [part, typed[part].trim()] as const);
  const address = Object.fromEntries(parts.filter(([, text]) => known || text));
  return {
    ...((known || name) && { name }),
    ...((known || email) && { email }),
    ...(parts.some(([, text]) => text) && { address }),
  };
}
