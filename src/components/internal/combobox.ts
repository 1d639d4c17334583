/**
 * An editable combobox with list autocomplete (ARIA Authoring Practices) as a part of its host's template, so that
 * input, list and label share one shadow root. One controller serves any number of inputs; one list is open at a time.
 */
import {
  css,
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';

/** Where choices come from. */
export interface ComboboxSource<T> {
  /** Choices for a text, best first; rejects where they can't be had. */
  find(text: string, signal: AbortSignal): Promise<readonly T[]>;
  /** Milliseconds of quiet before {@link find} is asked; 0 where the choices are at hand. */
  pause: number;
}

/** One input. */
export interface ComboboxField<T> {
  id: string;
  value: string;
  /** Accessible name, where no `<label for>` names the input. */
  label?: string;
  placeholder?: string;
  readonly?: boolean;
  invalid?: boolean;
  describedBy?: string;
  maxLength?: number;
  /** Escape on a closed list empties the input. */
  clears?: boolean;
  /** The list opens as soon as the input has the focus. */
  opens?: boolean;
  /** Said in the list while the first choices are looked for; left out, it opens once they are there. */
  looking?: string;
  /** Said in the list where nothing matches; left out, the list just stays closed. */
  none?: string;
  /** Said in the list where {@link ComboboxSource.find} failed. */
  failed?: string;
  choice(item: T): TemplateResult;
  onInput(text: string): void;
  onPick(item: T): void;
  onLeave?(): void;
}

type Found<T> = { status: 'found'; items: readonly T[] } | { status: 'looking' } | { status: 'failed' };

/** A list of this height (in pixels) opens upwards where it would not fit below. */
const LIST_HEIGHT = 260;

export class Combobox<T> implements ReactiveController {
  /** Id of the input whose list is open. */
  #open = '';
  #above = false;
  /** Counts what was found. */
  #version = 0;
  #found: Found<T> = { status: 'looking' };
  #active = -1;
  #timer?: ReturnType<typeof setTimeout>;
  #search?: AbortController;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly source: ComboboxSource<T>,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  hostUpdated(): void {
    if (!this.#open) return;
    const root = this.host.shadowRoot;
    root?.getElementById(this.#optionId(this.#open, this.#active))?.scrollIntoView({ block: 'nearest' });
  }

  /** Changes with whatever is drawn for an input. */
  stateOf(id: string): unknown {
    return this.#open === id ? `${this.#above} ${this.#active} ${this.#version}` : '';
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#search?.abort();
    if (!this.#open) return;
    this.#open = '';
    this.#active = -1;
    this.host.requestUpdate();
  }

  render(field: ComboboxField<T>): TemplateResult {
    const open = this.#open === field.id && this.#hasSomethingToSay(field);
    return html`<div class="combobox">
      <input
        id=${field.id}
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="sentences"
        aria-autocomplete="list"
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls=${ifDefined(open ? `${field.id}-list` : undefined)}
        aria-activedescendant=${ifDefined(open && this.#active >= 0 ? this.#optionId(field.id, this.#active) : undefined)}
        aria-label=${ifDefined(field.label)}
        aria-invalid=${field.invalid ? 'true' : 'false'}
        aria-describedby=${ifDefined(field.describedBy)}
        placeholder=${ifDefined(field.placeholder)}
        maxlength=${ifDefined(field.maxLength)}
        ?readonly=${field.readonly}
        .value=${live(field.value)}
        @input=${(event: InputEvent) => this.#typed(field, (event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#key(field, event)}
        @focus=${() => field.opens && this.#show(field, field.value, 0)}
        @click=${() => field.readonly || this.#show(field, field.value, 0)}
        @blur=${() => this.#left(field)}
      />
      ${open ? this.#list(field) : nothing}
    </div>`;
  }

  #list(field: ComboboxField<T>): TemplateResult {
    const found = this.#found;
    const items = found.status === 'found' ? found.items : [];
    // The pointer must not take the focus from the input.
    return html`<div
      class="choices ${this.#above ? 'above' : ''}"
      @pointerdown=${(event: Event) => event.preventDefault()}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      <div id="${field.id}-list" role="listbox" aria-label=${ifDefined(field.label ?? field.placeholder)}>
        ${items.map(
          (item, index) =>
            html`<button
              type="button"
              role="option"
              tabindex="-1"
              id=${this.#optionId(field.id, index)}
              aria-selected=${index === this.#active ? 'true' : 'false'}
              @click=${() => this.#pick(field, item)}
            >
              ${field.choice(item)}
            </button>`,
        )}
      </div>
      ${items.length ? nothing : html`<p>${this.#word(field)}</p>`}
    </div>`;
  }

  #hasSomethingToSay(field: ComboboxField<T>): boolean {
    const found = this.#found;
    return (found.status === 'found' && found.items.length > 0) || this.#word(field) !== undefined;
  }

  /** What is said where there are no choices. */
  #word({ looking, none, failed }: ComboboxField<T>): string | undefined {
    return { looking, found: none, failed }[this.#found.status];
  }

  readonly #optionId = (field: string, index: number): string => `${field}-option-${index}`;

  #typed(field: ComboboxField<T>, text: string): void {
    field.onInput(text);
    this.#show(field, text, this.source.pause);
  }

  #show(field: ComboboxField<T>, text: string, pause: number, active = -1): void {
    if (this.#open !== field.id) this.#found = { status: 'looking' };
    this.#open = field.id;
    this.#active = -1;
    this.#place(field.id);
    clearTimeout(this.#timer);
    this.#search?.abort();
    const search = (this.#search = new AbortController());
    const look = (): void => {
      this.source.find(text, search.signal).then(
        (items) =>
          this.#finish(
            search,
            { status: 'found', items },
            active < 0 ? -1 : Math.min(active, items.length - 1),
          ),
        () => this.#finish(search, { status: 'failed' }, -1),
      );
    };
    if (pause) this.#timer = setTimeout(look, pause);
    else look();
    this.host.requestUpdate();
  }

  #finish(search: AbortController, found: Found<T>, active: number): void {
    if (search.signal.aborted) return;
    this.#found = found;
    this.#version++;
    this.#active = active;
    this.host.requestUpdate();
  }

  #place(id: string): void {
    const box = this.host.shadowRoot?.getElementById(id)?.getBoundingClientRect();
    this.#above = !!box && innerHeight - box.bottom < LIST_HEIGHT && box.top > LIST_HEIGHT;
  }

  #pick(field: ComboboxField<T>, item: T): void {
    this.close();
    field.onPick(item);
  }

  #left(field: ComboboxField<T>): void {
    this.close();
    field.onLeave?.();
  }

  #key(field: ComboboxField<T>, event: KeyboardEvent): void {
    if (
      field.readonly ||
      event.isComposing ||
      event.ctrlKey ||
      event.metaKey ||
      (event.altKey && event.shiftKey)
    )
      return;
    const open = this.#open === field.id && this.#hasSomethingToSay(field);
    const items = open && this.#found.status === 'found' ? this.#found.items : [];
    const active = items[this.#active];
    if (event.key === 'ArrowDown' || (event.key === 'ArrowUp' && !event.altKey)) {
      const down = event.key === 'ArrowDown';
      if (!open) this.#show(field, field.value, 0, event.altKey ? -1 : down ? 0 : Infinity);
      else this.#move(down ? 1 : -1, items.length);
    } else if (event.key === 'ArrowUp' || (event.key === 'Escape' && open)) {
      this.close();
    } else if (event.key === 'Escape' && field.clears && field.value) {
      field.onInput('');
    } else if (event.key === 'Enter' && active !== undefined) {
      this.#pick(field, active);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** One on, and round at the ends. */
  #move(by: number, count: number): void {
    if (!count) return;
    const from = this.#active < 0 && by < 0 ? 0 : this.#active;
    this.#active = (from + by + count) % count;
    this.host.requestUpdate();
  }
}

export const comboboxStyles = css`
  .combobox {
    position: relative;
  }

  .choices {
    position: absolute;
    inset-block-start: calc(100% + var(--_space));
    inset-inline-start: 0;
    z-index: 3;
    min-inline-size: 100%;
    inline-size: max-content;
    max-inline-size: min(28em, 84cqi);
    max-block-size: 16em;
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 0.75em 2em -0.5em var(--_shadow);
    overflow: auto;
    overscroll-behavior: contain;
  }

  .choices.above {
    inset-block: auto calc(100% + var(--_space));
  }

  .choices p {
    margin: 0;
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    color: var(--_muted);
  }

  .choices [role='option'] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: start;
    gap: 0 calc(3 * var(--_space));
    inline-size: 100%;
    min-block-size: 0;
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    border: 0;
    border-radius: calc(var(--_radius) * 0.7);
    font-weight: inherit;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .choices [role='option'] > :last-child:not(:first-child) {
    margin-inline-start: auto;
    color: var(--_muted);
    white-space: nowrap;
  }

  .choices [aria-selected='true'] {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
  }

  @media (pointer: coarse) {
    .choices [role='option'] {
      min-block-size: 44px;
      align-items: center;
    }
  }

  @media (forced-colors: active) {
    .choices [aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
