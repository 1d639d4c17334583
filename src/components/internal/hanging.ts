/**
 * What hangs below a button for as long as a person deals with it: a modal dialog, so that nothing cuts it off and Tab
 * stays in it. Escape and a press beside it close it, and the focus goes back to the button; a press on the button of
 * another one opens that in its place.
 */
import { css, html, noChange, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';
import { modal } from './dialog.js';

/** What is left free to the button and to the edge of the window, in pixels. */
const GAP = 4;
const MARGIN = 8;

class BelowDirective extends AsyncDirective {
  #panel: HTMLElement | null = null;
  #button: HTMLElement | null = null;

  override render(_button: HTMLElement | null): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [button]: [HTMLElement | null]): unknown {
    this.#button = button;
    if (!this.#panel) {
      this.#panel = element as HTMLElement;
      this.#listen();
    }
    // Its content is in place, and its size known, once this drawing is over.
    queueMicrotask(this.#place);
    return noChange;
  }

  override disconnected(): void {
    removeEventListener('resize', this.#place);
    removeEventListener('scroll', this.#place, true);
  }

  override reconnected(): void {
    this.#listen();
  }

  #listen(): void {
    addEventListener('resize', this.#place);
    addEventListener('scroll', this.#place, { capture: true, passive: true });
  }

  /** Below the button, or above it where only there is room, from the button's start on and within the window. */
  readonly #place = (): void => {
    const panel = this.#panel;
    if (!panel?.isConnected || !this.#button?.isConnected) return;
    const button = this.#button.getBoundingClientRect();
    const { width, height } = panel.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const fromRight = getComputedStyle(panel).direction === 'rtl';
    const left = fromRight ? button.right - width : button.left;
    const below = button.bottom + GAP;
    const above = button.top - GAP - height;
    const top = below + height > clientHeight - MARGIN && above >= MARGIN ? above : below;
    panel.style.left = `${within(left, clientWidth - width)}px`;
    panel.style.top = `${within(top, clientHeight - height)}px`;
  };
}

const within = (wanted: number, most: number): number => Math.max(MARGIN, Math.min(wanted, most - MARGIN));

const below = directive(BelowDirective);

export interface HangingPanel {
  name: string;
  /** Accessible name. */
  label: string;
  /** Selector of what gets the focus first. */
  focus: string;
  content: TemplateResult;
}

/** Of several panels of an element, the one that is open. */
export class Hanging implements ReactiveController {
  #open = '';

  /** @param leave - the one that is open is about to be closed */
  constructor(
    private readonly host: LitElement,
    private readonly leave: () => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#open = '';
  }

  /** The name of the panel that is open; empty where none is. */
  get open(): string {
    return this.#open;
  }

  readonly close = (): void => {
    if (!this.#open) return;
    this.leave();
    this.#open = '';
    this.host.requestUpdate();
  };

  /** Opens it below the element with the id `<name>-button`, which gets the focus back. */
  show(name: string): void {
    this.#button(name)?.focus();
    this.#open = name;
    this.host.requestUpdate();
  }

  render({ name, label, focus, content }: HangingPanel): TemplateResult {
    return html`<dialog
      class="hanging"
      part="panel"
      aria-label=${label}
      ${modal({ cancel: this.close, beside: (event) => void this.#leave(event), focus })}
      ${below(this.#button(name))}
    >
      ${content}
    </dialog>`;
  }

  /** What lies below a modal dialog can be pressed once that is gone. */
  async #leave({ clientX, clientY }: MouseEvent): Promise<void> {
    const left = this.#button(this.#open);
    this.close();
    await this.host.updateComplete;
    const pressed = (this.host.renderRoot as ShadowRoot).elementFromPoint(clientX, clientY);
    const button = pressed?.closest<HTMLElement>('[aria-haspopup="dialog"]');
    if (button !== left) button?.click();
  }

  #button(name: string): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>(`#${name}-button`);
  }
}

export const hangingStyles = css`
  .hanging {
    position: fixed;
    inset: 0 auto auto 0;
    inline-size: max-content;
    min-inline-size: 12em;
    max-inline-size: min(28em, calc(100vi - 16px));
    max-block-size: calc(100dvb - 16px);
    margin: 0;
    padding: calc(2 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 0.75em 2em -0.5em var(--_shadow);
    overflow: auto;
    overscroll-behavior: contain;
  }

  .hanging::backdrop {
    background: transparent;
  }
`;
