/** Memo and footer: texts of several lines, which say how much still fits once it is not much. */
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatDecimal } from '../../invoice/money.js';
import type { View } from './view.js';

interface LongText {
  name: 'memo' | 'footer';
  label: string;
  hint: string;
  /** Stripe's limit, characters. */
  most: number;
}

export function renderLongText(view: View, { name, label, hint, most }: LongText): TemplateResult {
  const text = view.draft.header[name];
  const left = most - text.length;
  const write = (event: Event): void =>
    view.actions.header({ [name]: (event.target as HTMLTextAreaElement).value });
  return html`<label class="label" for=${name}>${label}</label>
    <textarea
      id=${name}
      rows="2"
      maxlength=${most}
      aria-describedby="${name}-hint"
      .value=${live(text)}
      @input=${write}
    ></textarea>
    <p class="hint" id="${name}-hint">
      ${hint} ${left * 8 < most ? view.words.left(formatDecimal(String(left), view.lang)) : ''}
    </p>`;
}
