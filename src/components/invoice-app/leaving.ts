/** What is typed and not at Stripe yet is brought there before its editor goes; where that takes long or fails, the person is asked. */
import { html, nothing, type TemplateResult } from 'lit';
import type { invoiceApp } from '../../translations/en/invoice-app.js';
import { modal } from '../internal/dialog.js';

/** Milliseconds for which a save is waited for before anything is said. */
const PATIENCE = 1000;

/** An editor as far as it matters here. */
export interface Unsaved {
  readonly dirty: boolean;
  /** True where Stripe has everything then. */
  flush(): Promise<boolean>;
}

export class Leaving {
  readonly #changed: () => void;
  /** Whether it is still being saved, or could not be; null where nobody is asked. */
  #asking: 'saving' | 'unsaved' | null = null;
  #answer: ((leave: boolean) => void) | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** True at once where nothing is typed; else whether it may be left. One who asks again takes the place of the one before. */
  mayLeave(editor: Unsaved | null): true | Promise<boolean> {
    this.settle(false);
    if (!editor?.dirty) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#ask('saving'), PATIENCE);
      this.#answer = (leave) => {
        clearTimeout(timer);
        resolve(leave);
      };
      const mine = this.#answer;
      void editor.flush().then((saved) => {
        if (this.#answer !== mine) return;
        clearTimeout(timer);
        if (saved) this.settle(true);
        else this.#ask('unsaved');
      });
    });
  }

  /** The person has answered, or there is nothing to ask any more. */
  settle(leave: boolean): void {
    const answer = this.#answer;
    this.#answer = null;
    if (this.#asking) this.#ask(null);
    answer?.(leave);
  }

  render(words: typeof invoiceApp): TemplateResult | typeof nothing {
    if (!this.#asking) return nothing;
    return html`<dialog
      part="dialog"
      aria-labelledby="leave-title"
      aria-describedby="leave-about"
      ${modal({ cancel: () => this.settle(false), focus: '.stay' })}
    >
      <div class="dialog-body" tabindex="-1">
        <h2 id="leave-title" class="dialog-title">${words.leave_title}</h2>
        <div id="leave-about" class="about">
          <p role="status">${this.#asking === 'saving' ? words.leave_saving : words.leave_unsaved}</p>
          <p>${words.leave_kept}</p>
        </div>
        <div class="dialog-buttons">
          <button type="button" part="leave" @click=${() => this.settle(true)}>${words.leave}</button>
          <button type="button" part="stay" class="stay primary" @click=${() => this.settle(false)}>
            ${words.stay}
          </button>
        </div>
      </div>
    </dialog>`;
  }

  #ask(asking: 'saving' | 'unsaved' | null): void {
    this.#asking = asking;
    this.#changed();
  }
}
