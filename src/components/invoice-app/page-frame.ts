/** What stands around the one invoice that is open: the way back, the ones beside it, its heading. */
import { html, nothing, type TemplateResult } from 'lit';
import type { invoiceApp } from '../../translations/en/invoice-app.js';
import { icon } from '../internal/icons.js';

export interface Frame {
  back: TemplateResult;
  /** The invoices beside it in the list; null where there is no list to go by. */
  beside: Beside | null;
  heading: string;
  /** 1 to 6. */
  level: number;
  /** It is not known yet what it is. */
  loading: boolean;
  /** What is known of it at a glance. */
  facts: unknown;
  /** What may be done. */
  deeds: unknown;
  body: unknown;
  words: typeof invoiceApp;
}

export interface Beside {
  previous: string | null;
  next: string | null;
  open: (to: 'previous' | 'next') => void;
}

export function renderFrame(frame: Frame): TemplateResult {
  const { back, beside, heading, level, loading, facts, deeds, body, words } = frame;
  return html`<section class="page" aria-labelledby="page-heading" aria-busy=${loading}>
    <div class="bar">${back} ${beside ? renderBeside(beside, words) : nothing}</div>
    <div class="head">
      <div class="facts">
        <div
          id="page-heading"
          part="heading"
          class=${facts === nothing ? 'heading' : 'heading small'}
          role="heading"
          aria-level=${level}
          tabindex="-1"
        >
          <span class=${loading ? 'skeleton' : ''}>${heading}</span>
        </div>
        ${facts}
      </div>
      ${deeds === nothing ? nothing : html`<div class="deeds">${deeds}</div>`}
    </div>
    ${body}
  </section>`;
}

/** The buttons stay where they are at the ends of the list, so that the focus does. */
function renderBeside({ previous, next, open }: Beside, words: typeof invoiceApp): TemplateResult {
  const step = (name: 'previous' | 'next', id: string | null, key: string): TemplateResult =>
    html`<button
      type="button"
      part=${name}
      class="quiet step ${name}"
      title=${words[`keys_${name}`]}
      aria-keyshortcuts=${key}
      aria-disabled=${id === null}
      @click=${() => id !== null && open(name)}
    >
      ${icon('down')} <span class="word">${words[name]}</span>
    </button>`;
  return html`<div class="beside">${step('previous', previous, 'k')} ${step('next', next, 'j')}</div>`;
}
