/**
 * A menu button (ARIA Authoring Practices) as a part of its host's template. Arrow keys move, a letter goes to the next
 * item that begins with it, Escape and Tab close.
 */
import { css, html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { icon } from './icons.js';

export interface MenuItem {
  id: string;
  label: string;
  /** Can't be undone: set apart, and in the tone of what is urgent. */
  grave?: boolean;
}

export interface MenuButton {
  label: string;
  part: string;
  items: readonly MenuItem[];
  pick(id: string): void;
}

/** A list of about this height for each item (in pixels) opens upwards where it would not fit below. */
const ITEM_HEIGHT = 36;
/** What is left free to the edge of the window, in pixels. */
const MARGIN = 8;

export class Menu implements ReactiveController {
  #open = false;
  #above = false;
  #active = 0;
  #items: readonly MenuItem[] = [];

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  get open(): boolean {
    return this.#open;
  }

  hostDisconnected(): void {
    this.close();
  }

  hostUpdated(): void {
    if (!this.#open) return;
    if (!this.#focused()) this.#item(this.#active)?.focus();
    this.#place();
  }

  close(): void {
    document.removeEventListener('pointerdown', this.#onPointerDown, true);
    removeEventListener('resize', this.#place);
    if (!this.#open) return;
    this.#open = false;
    this.host.requestUpdate();
  }

  render({ label, part, items, pick }: MenuButton): TemplateResult {
    this.#items = items;
    const open = this.#open && items.length > 0;
    return html`<div class="menu">
      <button
        type="button"
        id="menu-button"
        part=${part}
        aria-haspopup="menu"
        aria-expanded=${open}
        aria-controls=${open ? 'menu' : nothing}
        @click=${() => (this.#open ? this.#leave() : this.#show(0))}
        @keydown=${this.#onButtonKey}
      >
        ${label} ${icon('down')}
      </button>
      ${open ? this.#renderList(items, pick) : nothing}
    </div>`;
  }

  #renderList(items: readonly MenuItem[], pick: (id: string) => void): TemplateResult {
    return html`<div
      id="menu"
      class="menu-list ${this.#above ? 'above' : ''}"
      role="menu"
      tabindex="-1"
      aria-labelledby="menu-button"
      @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      @focusout=${this.#onFocusOut}
    >
      ${items.map(
        ({ id, label, grave }, index) =>
          html`<button
            type="button"
            role="menuitem"
            class="quiet ${grave ? 'grave' : ''} ${grave && !items[index - 1]?.grave ? 'first-grave' : ''}"
            tabindex=${index === this.#active ? 0 : -1}
            data-item=${id}
            @click=${() => this.#pick(id, pick)}
          >
            ${label}
          </button>`,
      )}
    </div>`;
  }

  #pick(id: string, pick: (id: string) => void): void {
    // What comes next gives the focus back to the button of the menu.
    this.#leave();
    pick(id);
  }

  #show(active: number): void {
    const box = this.#button()?.getBoundingClientRect();
    const height = this.#items.length * ITEM_HEIGHT;
    this.#above = !!box && innerHeight - box.bottom < height && box.top > height;
    this.#active = active;
    this.#open = true;
    document.addEventListener('pointerdown', this.#onPointerDown, true);
    addEventListener('resize', this.#place);
    this.host.requestUpdate();
  }

  /** Moved sideways into the window where it would leave it. */
  readonly #place = (): void => {
    const list = this.host.renderRoot.querySelector<HTMLElement>('.menu-list');
    if (!list) return;
    list.style.translate = '';
    const { left, right } = list.getBoundingClientRect();
    const beyond = right - document.documentElement.clientWidth + MARGIN;
    const by = Math.max(MARGIN - left, beyond > 0 ? -beyond : 0);
    if (left < MARGIN || beyond > 0) list.style.translate = `${by}px`;
  };

  #leave(): void {
    this.#button()?.focus();
    this.close();
  }

  #move(to: number): void {
    const count = this.#items.length;
    this.#active = (to + count) % count;
    this.#item(this.#active)?.focus();
    this.host.requestUpdate();
  }

  readonly #onButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#show(event.key === 'ArrowDown' ? 0 : this.#items.length - 1);
  };

  #onKey(event: KeyboardEvent): void {
    const to = this.#target(event);
    if (event.key === 'Tab') return this.close();
    if (event.key === 'Escape') this.#leave();
    else if (to !== null) this.#move(to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #target({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): number | null {
    switch (key) {
      case 'ArrowDown':
        return this.#active + 1;
      case 'ArrowUp':
        return this.#active - 1;
      case 'Home':
        return 0;
      case 'End':
        return this.#items.length - 1;
    }
    if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return null;
    const from = this.#active + 1;
    const order = [...this.#items.keys()].map((index) => (from + index) % this.#items.length);
    const begins = (index: number): boolean =>
      this.#items[index]?.label.toLowerCase().startsWith(key.toLowerCase()) ?? false;
    return order.find(begins) ?? null;
  }

  readonly #onFocusOut = (event: FocusEvent): void => {
    const next = event.relatedTarget as Node | null;
    // Without a next one, the window has lost the focus, and the menu waits.
    if (next && !(event.currentTarget as Node).contains(next)) this.close();
  };

  readonly #onPointerDown = (event: Event): void => {
    const menu = this.host.renderRoot.querySelector('.menu');
    if (menu && !event.composedPath().includes(menu)) this.close();
  };

  #focused(): boolean {
    const root = this.host.renderRoot as ShadowRoot;
    return root.activeElement?.getAttribute('role') === 'menuitem';
  }

  #button(): HTMLElement | null {
    return this.host.renderRoot.querySelector('#menu-button');
  }

  #item(index: number): HTMLElement | null {
    return this.host.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')[index] ?? null;
  }
}

export const menuStyles = css`
  .menu {
    position: relative;
  }

  .menu-list {
    position: absolute;
    inset-block-start: calc(100% + var(--_space));
    inset-inline-end: 0;
    z-index: 3;
    display: grid;
    inline-size: max-content;
    min-inline-size: 100%;
    max-inline-size: min(22em, 90vi);
    padding: var(--_space);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 0.75em 2em -0.5em var(--_shadow);
  }

  .menu-list.above {
    inset-block: auto calc(100% + var(--_space));
  }

  .menu-list button {
    justify-content: start;
    border-radius: calc(var(--_radius) * 0.7);
    font-weight: inherit;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .menu-list button:focus-visible {
    outline-offset: -2px;
  }

  .menu-list .grave {
    color: var(--_urgent);
  }

  .menu-list .first-grave:not(:first-child) {
    position: relative;
    margin-block-start: calc(2 * var(--_space) + 1px);
  }

  .menu-list .first-grave:not(:first-child)::before {
    content: '';
    position: absolute;
    inset-block-start: calc(-1 * var(--_space) - 1px);
    inset-inline: calc(-1 * var(--_space));
    border-block-start: 1px solid var(--_border);
  }
`;
