/** What stands around the fields: what is to be known first, the memo, and what could not be sent any more. */
import { html, nothing, type TemplateResult } from 'lit';
import { dateTimeFormat } from '../../invoice/intl.js';
import { problems } from '../../translations/en/problems.js';
import { icon } from '../internal/icons.js';
import type { WordSource } from '../internal/problem.js';
import { renderHeader } from './header.js';
import { renderLines } from './lines.js';
import { renderLongText } from './long-text.js';
import type { History } from './history.js';
import { unsentText, type SaveWords } from './save-words.js';
import type { View } from './view.js';

/** Stripe's limit on the memo, which it calls `description`. */
const MEMO_LENGTH = 1500;

/** The state, what is said of the save, and the way back. */
export function renderTop(
  view: View,
  badge: TemplateResult,
  save: SaveWords,
  history: History,
  flush: () => Promise<boolean>,
): TemplateResult {
  const { words, readonly } = view;
  // One template for both, so that the badge stays the one that it is.
  return html`<header class="top">
    ${badge}
    ${readonly ? nothing : html`<span class="save ${save.tone}" part="save-state">${save.text}</span>`}
    ${save.retry && !readonly ? html`<button type="button" @click=${flush}>${words.retry}</button>` : nothing}
    ${
      readonly
        ? nothing
        : html`<span class="steps">
            ${renderStep(view, 'undo', history.canUndo, 'Control+Z')}
            ${renderStep(view, 'redo', history.canRedo, 'Control+Shift+Z')}
          </span>`
    }
  </header>`;
}

function renderStep(
  { words, actions }: View,
  name: 'undo' | 'redo',
  on: boolean,
  keys: string,
): TemplateResult {
  return html`<button
    type="button"
    class="quiet tool"
    aria-label=${words[name]}
    title=${name === 'undo' ? words.undo_keys : words.redo_keys}
    aria-keyshortcuts=${keys}
    aria-disabled=${on ? 'false' : 'true'}
    @click=${() => actions[name]()}
  >
    ${icon(name)}
  </button>`;
}

/** What stands between the draft and its finalization, and the button that it is for. */
export function renderFoot(
  view: View,
  button: TemplateResult,
  {
    isDraft,
    failed,
    listing,
    list,
  }: { isDraft: boolean; failed: boolean; listing: boolean; list: () => void },
): TemplateResult {
  const { parts, readonly, words } = view;
  const shows = isDraft && !readonly && parts;
  const found = shows && parts.readiness(view);
  // Where something is in the way, it may well be why the save has failed.
  const known = found && failed && found.ready ? { ...found, ready: false, text: words.first_saved } : found;
  return html`<footer class="foot ${isDraft ? 'stays' : ''}" part="foot">
    ${shows && known ? parts.renderReadiness(view, known, listing, list) : nothing} ${button}
  </footer>`;
}

/** What has happened to the draft, beside what is typed. */
export interface Circumstances {
  isDraft: boolean;
  mayEdit: boolean;
  signedOut: boolean;
  /** It can no longer be seen. */
  missing: boolean;
  /** What is shown was typed before the page was loaded. */
  restored: boolean;
  discard(): void;
  dismiss(): void;
}

const banner = (on: unknown, text: string, more: unknown = nothing): unknown =>
  on ? html`<p class="banner" part="banner"><span>${text}</span> ${more}</p>` : nothing;

export function renderBanners(view: View, circumstances: Circumstances): TemplateResult {
  const { words, invoice } = view;
  const { isDraft, mayEdit, signedOut, missing, restored, discard, dismiss } = circumstances;
  const buttons = html`<span>
    <button type="button" class="quiet" @click=${discard}>${words.discard}</button>
    <button type="button" class="quiet" @click=${dismiss}>${words.dismiss}</button>
  </span>`;
  return html`
    ${banner(isDraft && !mayEdit, invoice ? words.may_not_edit : words.may_not_create)}
    ${banner(signedOut, words.sign_in)} ${banner(invoice?.deleted, words.deleted)}
    ${banner(missing && !invoice?.deleted, words.gone)}
    ${banner(restored && isDraft, words.restored, buttons)} ${isDraft ? renderItself(view) : nothing}
  `;
}

/** What Stripe does with the draft by itself: finalizes it at a time, or goes on writing in it. */
function renderItself({ invoice, words, lang, now }: View): unknown {
  if (!invoice || invoice.deleted) return nothing;
  const at = invoice.automatically_finalizes_at;
  const when =
    at === null ? '' : dateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(at * 1000);
  const own = invoice.parent_type === 'subscription_details';
  return html`
    ${banner(at !== null && at > now, [words.finalizes(when), words.finalizes_caveats].join(' '))}
    ${banner(own, words.of_subscription)} ${banner(invoice.from_invoice, words.revises)}
  `;
}

/** For those who may not make an invoice: no fields that lead nowhere. */
export function renderForbidden(words: View['words']): TemplateResult {
  return html`<section class="editor" part="base" aria-label=${words.label}>
    <p class="banner" part="banner">${words.may_not_create}</p>
  </section>`;
}

export function renderMemo(view: View): TemplateResult {
  const { words, draft, readonly } = view;
  const { memo } = draft.header;
  if (readonly) {
    return html`<div class="memo">
      ${
        memo
          ? html`<h3 class="label">${words.memo}</h3>
              <p>${memo}</p>`
          : nothing
      }
    </div>`;
  }
  return html`<div class="memo">
    ${renderLongText(view, { name: 'memo', label: words.memo, hint: words.memo_hint, most: MEMO_LENGTH })}
    ${view.parts?.renderMore(view) ?? nothing}
  </div>`;
}

/** For copying, or for a revision; nothing where everything was sent. */
export function renderUnsent(view: View, revise: (() => void) | null): TemplateResult | typeof nothing {
  const text = unsentText(view);
  if (!text) return nothing;
  return html`<div class="unsent">
    <label class="label" for="unsent">${view.words.unsent}</label>
    <textarea id="unsent" readonly rows="4" aria-describedby="unsent-hint" .value=${text}></textarea>
    <p class="hint" id="unsent-hint">${view.words.unsent_hint}</p>
    ${revise ? html`<button type="button" @click=${revise}>${view.words.put_into_revision}</button>` : nothing}
  </div>`;
}

/** The true template over a placeholder; without controls, which somebody might begin to write in. */
export function renderLoading(view: View, source: WordSource, slow: boolean): TemplateResult {
  const text = slow ? source.wordsOf('problems', problems).slow : view.words.loading;
  return html`<section class="editor" part="base" aria-busy="true">
    <p class=${slow ? 'hint' : 'visually-hidden'} role="status">${text}</p>
    <div class="placeholder" .inert=${true} aria-hidden="true">
      ${renderHeader(view)} ${renderLines(view)}
    </div>
  </section>`;
}
