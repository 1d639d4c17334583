import { css, noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';
import { focusedElement } from './focus.js';

/** How a modal dialog behaves. */
export interface ModalOptions {
  /** Called when the person presses Escape. */
  cancel: () => void;
  /** Called when the person presses beside the dialog; without it, nothing happens then. */
  beside?: (event: MouseEvent) => void;
  /** While true, Escape does nothing: something runs that closing the dialog would not stop. */
  locked?: boolean;
  /** Selector of what gets the focus first; the least destructive choice. */
  focus: string;
}

class ModalDirective extends AsyncDirective {
  #dialog: HTMLDialogElement | null = null;
  #options: ModalOptions | null = null;
  #opener: HTMLElement | null = null;
  /** The press that is under way began beside the dialog, and not with a text that is chosen in it. */
  #pressed = false;

  override render(_options: ModalOptions): unknown {
    return noChange;
  }

  override update(part: ElementPart, [options]: [ModalOptions]): unknown {
    this.#options = options;
    if (!this.#dialog) {
      this.#dialog = part.element as HTMLDialogElement;
      this.#opener = focusedElement();
      this.#dialog.addEventListener('keydown', this.#onKeydown);
      this.#dialog.addEventListener('cancel', this.#onCancel);
      this.#dialog.addEventListener('close', this.#onClose);
      this.#dialog.addEventListener('pointerdown', this.#onPress);
      this.#dialog.addEventListener('click', this.#onClick);
      // The rest of the template is in place, and the element in the page, once this drawing is over.
      queueMicrotask(() => this.#show());
    }
    return noChange;
  }

  override reconnected(): void {
    queueMicrotask(() => this.#show());
  }

  override disconnected(): void {
    const opener = this.#opener;
    // Only a focus that was lost with the dialog goes back; one that has moved on is left where it is.
    queueMicrotask(() => {
      const focused = focusedElement();
      if (!focused || focused === document.body || !focused.isConnected) opener?.focus();
    });
  }

  #show(): void {
    const dialog = this.#dialog;
    if (!dialog?.isConnected || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>(this.#options?.focus ?? '[autofocus]')?.focus();
  }

  /** Taken at the key, because browsers close a dialog on the second Escape without asking. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.#askToCancel();
  };

  /** Other ways to ask for the same, such as the back gesture of a phone. */
  readonly #onCancel = (event: Event): void => {
    if (event.target !== this.#dialog) return;
    event.preventDefault();
    this.#askToCancel();
  };

  /** The browser has closed it unasked. */
  readonly #onClose = (event: Event): void => {
    if (event.target !== this.#dialog || !this.isConnected) return;
    if (this.#options?.locked) this.#show();
    else this.#options?.cancel();
  };

  readonly #onPress = (event: PointerEvent): void => {
    this.#pressed = isBeside(event);
  };

  readonly #onClick = (event: MouseEvent): void => {
    if (this.#pressed && isBeside(event) && !this.#options?.locked) this.#options?.beside?.(event);
  };

  #askToCancel(): void {
    if (!this.#options?.locked) this.#options?.cancel();
  }
}

/** What is pressed beside a modal dialog counts as the dialog. */
function isBeside({ target, currentTarget, clientX, clientY }: MouseEvent): boolean {
  if (target !== currentTarget) return false;
  const { left, right, top, bottom } = (currentTarget as Element).getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

/**
 * Makes a `<dialog>` modal for as long as it is drawn: `<dialog ${modal({cancel, focus: '.cancel'})}>`. Drawing it opens
 * it, leaving it out of the next drawing closes it and gives the focus back to what had it before.
 */
export const modal = directive(ModalDirective);

export const dialogStyles = css`
  dialog {
    inline-size: min(30em, 100vi - 2em);
    max-block-size: calc(100dvb - 2em);
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: calc(1.5 * var(--_radius));
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 1.5em 4em -1em var(--_shadow);
    overflow: auto;
    overscroll-behavior: contain;
  }

  dialog::backdrop {
    background: var(--_backdrop);
  }

  .dialog-body {
    display: grid;
    gap: calc(4 * var(--_space));
    padding: calc(6 * var(--_space));
    outline: none;
  }

  .dialog-title {
    margin: 0;
    font-size: 1.25em;
    font-weight: 650;
    line-height: 1.25;
  }

  .dialog-buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: calc(2 * var(--_space));
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: invoice-rise 140ms ease-out;
    }
  }

  @keyframes invoice-rise {
    from {
      opacity: 0;
      translate: 0 0.5em;
    }
  }
`;
