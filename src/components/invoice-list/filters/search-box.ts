/** One plain box for what a person knows of an invoice, and beside it the way to ask in Stripe's own language. */
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { InvoiceProblem } from '../../../adapter/adapter.js';
import type { InvoiceFilter } from '../../../invoice/list-filter.js';
import type { listFilters } from '../../../translations/en/list-filters.js';
import { icon } from '../../internal/icons.js';
import { sign } from '../../internal/signs.js';

/** Milliseconds of quiet before what was typed is searched for. */
const PAUSE = 300;

const EXAMPLE = 'status:"open" AND total>10000';

export interface SearchView {
  words: typeof listFilters;
  filter: InvoiceFilter;
  /** Undefined until it is known. */
  canSearch: boolean | undefined;
  /** Why Stripe does not take the query. */
  refused: InvoiceProblem | null;
  helpOpen: boolean;
  help(): void;
  /** @param typed - while the person is still typing */
  change(part: Partial<InvoiceFilter>, typed: boolean): void;
}

export class SearchBox implements ReactiveController {
  /** What was typed, letter by letter; null where nothing was. */
  #typed: string | null = null;
  /** It is not searched for yet. */
  #waits = false;
  /** Whether the box takes a query; null is as the filter has it. */
  #asksQuery: boolean | null = null;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** The filter has come from elsewhere: it counts, not what is being typed. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#typed = null;
    this.#waits = false;
    this.#asksQuery = null;
  }

  render(view: SearchView): TemplateResult {
    return this.#isQuery(view) ? this.#renderQuery(view) : this.#renderPlain(view);
  }

  #renderPlain(view: SearchView): TemplateResult {
    const { words, filter } = view;
    const value = this.#valueOf('text', filter);
    return html`<div class="seek" role="search">
      <div class="seek-field">
        ${icon('search')}
        <input
          id="search"
          part="search"
          type="search"
          autocomplete="off"
          spellcheck="false"
          maxlength="200"
          aria-label=${words.search}
          placeholder=${words.search_hint}
          .value=${live(value)}
          @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value, view)}
          @keydown=${(event: KeyboardEvent) => this.#key(event, 'text', view)}
        />
        ${value ? this.#renderClear(view) : nothing}
      </div>
      ${view.canSearch === false ? nothing : this.#renderSwitch(view, false)}
    </div>`;
  }

  #renderQuery(view: SearchView): TemplateResult {
    const { words, filter, refused } = view;
    return html`<form
        class="seek asks"
        role="search"
        @submit=${(event: Event) => {
          event.preventDefault();
          this.#commit('query', view, false);
        }}
      >
        <div class="seek-field">
          ${icon('code')}
          <input
            id="search"
            part="search"
            class="code"
            type="search"
            dir="ltr"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-label=${words.query}
            aria-invalid=${refused ? 'true' : 'false'}
            aria-describedby=${refused ? 'query-refused' : nothing}
            placeholder=${EXAMPLE}
            .value=${live(this.#valueOf('query', filter))}
            @input=${(event: Event) => {
              this.#take((event.target as HTMLInputElement).value);
            }}
            @keydown=${(event: KeyboardEvent) => this.#key(event, 'query', view)}
          />
          <button
            type="button"
            id="help-button"
            part="help"
            class="inside"
            aria-label=${words.query_help}
            aria-haspopup="dialog"
            aria-expanded=${view.helpOpen ? 'true' : 'false'}
            @click=${view.help}
          >
            ${icon('help')}
          </button>
        </div>
        <button type="submit" part="go">${words.query_go}</button>
        ${this.#renderSwitch(view, true)}
      </form>
      ${
        refused
          ? html`<p id="query-refused" class="refused" role="alert">
              ${sign('urgent')}<span
                >${words.query_refused} <span lang="en">${asSentence(refused.detail)}</span></span
              >
            </p>`
          : nothing
      }`;
  }

  #renderClear(view: SearchView): TemplateResult {
    return html`<button
      type="button"
      part="clear-search"
      class="inside"
      aria-label=${view.words.search_clear}
      @click=${() => this.#clear('text', view)}
    >
      ${icon('cross')}
    </button>`;
  }

  #renderSwitch(view: SearchView, on: boolean): TemplateResult {
    const { words } = view;
    return html`<button
      type="button"
      part="query"
      class="switch"
      title=${words.query_switch_hint}
      aria-label=${words.query_switch}
      aria-pressed=${on ? 'true' : 'false'}
      @click=${() => this.#switch(view, !on)}
    >
      ${icon('code')} <span>${words.query_switch}</span>
    </button>`;
  }

  #isQuery({ filter }: SearchView): boolean {
    return this.#asksQuery ?? filter.query.trim() !== '';
  }

  /** What was typed in the one box means nothing in the other. */
  #switch({ filter, change }: SearchView, query: boolean): void {
    this.forget();
    this.#asksQuery = query;
    if (!query && filter.query.trim()) change({ query: '' }, false);
    this.host.requestUpdate();
    this.#focus();
  }

  #type(text: string, view: SearchView): void {
    this.#take(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#commit('text', view, true), PAUSE);
  }

  #take(text: string): void {
    this.#typed = text;
    this.#waits = true;
    this.host.requestUpdate();
  }

  /** A filter without the blanks around what was typed leaves those in the box. */
  #valueOf(box: 'text' | 'query', filter: InvoiceFilter): string {
    const typed = this.#typed;
    const stands = typed !== null && (this.#waits || typed.trim() === filter[box].trim());
    return stands ? typed : filter[box];
  }

  /** Enter in the box of a query sends its form. */
  #key(event: KeyboardEvent, box: 'text' | 'query', view: SearchView): void {
    if (event.isComposing) return;
    const { value } = event.target as HTMLInputElement;
    if (event.key === 'Enter' && box === 'text') this.#commit(box, view, false);
    else if (event.key === 'Escape' && value) this.#clear(box, view);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #clear(box: 'text' | 'query', view: SearchView): void {
    this.#take('');
    this.#commit(box, view, false);
    this.#focus();
  }

  #commit(box: 'text' | 'query', { change }: SearchView, typed: boolean): void {
    clearTimeout(this.#timer);
    if (!this.#waits) return;
    this.#waits = false;
    this.#asksQuery = box === 'query';
    change({ [box]: this.#typed ?? '' }, typed);
  }

  #focus(): void {
    void this.host.updateComplete.then(() =>
      this.host.renderRoot.querySelector<HTMLElement>('#search')?.focus(),
    );
  }
}

/** A detail of the backend may begin with the name of a parameter. */
const asSentence = (detail: string): string => detail.charAt(0).toUpperCase() + detail.slice(1);
