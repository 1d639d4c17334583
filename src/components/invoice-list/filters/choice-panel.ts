import { html, type TemplateResult } from 'lit';
import { icon } from '../../internal/icons.js';
import { moveFocus } from '../../internal/move-focus.js';
import type { Panel } from './panel.js';

export interface Choice {
  value: string;
  label: string;
}

/** One of several: a press takes it. */
export class ChoicePanel implements Panel {
  /** @param chosen - null where none is */
  constructor(
    private readonly choices: () => readonly Choice[],
    private readonly chosen: string | null,
    private readonly pick: (value: string) => void,
  ) {}

  get focus(): string {
    return this.choices().some(({ value }) => value === this.chosen) ? '[aria-pressed="true"]' : 'button';
  }

  render(): TemplateResult {
    return html`<div class="options" @keydown=${move}>
      ${this.choices().map(
        ({ value, label }) =>
          html`<button
            type="button"
            class="quiet option"
            part="choice"
            data-value=${value}
            aria-pressed=${value === this.chosen ? 'true' : 'false'}
            @click=${() => this.pick(value)}
          >
            <span>${label}</span> ${value === this.chosen ? icon('tick') : ''}
          </button>`,
      )}
    </div>`;
  }
}

function move(event: KeyboardEvent): void {
  moveFocus(event, [...(event.currentTarget as Element).querySelectorAll('button')], 'column');
}
