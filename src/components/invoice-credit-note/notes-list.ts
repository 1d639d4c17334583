/** The credit notes that there are, the newest first, each to be voided while that is possible. */
import { html, nothing, type TemplateResult } from 'lit';
import { dateTimeFormat } from '../../invoice/intl.js';
import type { CreditNote } from '../../invoice/wire.js';
import { isTrusted } from '../invoice-hosted-link/links.js';
import { mayCredit } from './credit-model.js';
import type { Drawing } from './drawing.js';
import { givenBackBy } from './sums.js';

export function renderNotes(drawing: Drawing): TemplateResult | typeof nothing {
  const { facts, words, model } = drawing;
  const { notes, invoice } = facts;
  if (!notes.length) return nothing;
  const may = mayCredit(invoice);
  const isStuck = may && invoice.status !== 'open' && notes.some(({ status }) => status === 'issued');
  return html`<section part="notes" class="notes" aria-labelledby="notes-title">
    <h3 id="notes-title" tabindex="-1">${words.notes}</h3>
    <ul>
      ${notes.map((note) => renderNote(drawing, note))}
    </ul>
    <p role="status" class="hint notes-status">
      ${model.voiding.done ? html`<span>${words.void_done(model.voiding.done.number)}</span>` : nothing}
    </p>
    ${isStuck ? html`<p class="hint">${words.void_only_open}</p>` : nothing}
  </section>`;
}

function renderNote(drawing: Drawing, note: CreditNote): TemplateResult {
  const { facts, words, speech, money, model } = drawing;
  const { invoice } = facts;
  const isVoid = note.status === 'void';
  const mayVoid = !isVoid && invoice.status === 'open' && mayCredit(invoice);
  const date = dateTimeFormat(speech.lang, { dateStyle: 'medium' }).format(note.created * 1000);
  const facets = [date, ...(note.reason ? [words[`reason_${note.reason}`]] : []), ...whereTo(drawing, note)];
  return html`<li part="note" class=${isVoid ? 'voided' : ''}>
    <span class="note-name">
      <bdi>${note.number}</bdi> ${isVoid ? html`<span class="chip">${words.is_void}</span>` : nothing}
    </span>
    <span class="number note-amount"><bdi>${money(note.amount)}</bdi></span>
    <span class="hint">${facets.join(' · ')}</span>
    ${note.memo ? html`<span class="hint note-memo">${note.memo}</span>` : nothing}
    <span class="note-tools">
      ${renderPdf(drawing, note)}
      ${
        mayVoid
          ? html`<button
              type="button"
              part="void"
              class="link"
              aria-haspopup="dialog"
              aria-label=${words.void_number(note.number)}
              @click=${() => model.voiding.ask(note, invoice)}
            >
              ${words.void_it}
            </button>`
          : nothing
      }
    </span>
  </li>`;
}

/** What became of the money, in a word or two. */
function whereTo({ words, money }: Drawing, note: CreditNote): string[] {
  const { refund, balance, outside } = givenBackBy(note);
  return [
    ...(note.pre_payment_amount > 0 ? [words.note_due] : []),
    ...(refund > 0 ? [words.note_refund(money(refund))] : []),
    ...(balance > 0 ? [words.note_balance(money(balance))] : []),
    ...(outside > 0 ? [words.note_outside(money(outside))] : []),
  ];
}

/** Only for whoever may have links, and only where it leads to a host that is known. */
export function renderPdf(
  { facts, words }: Drawing,
  note: CreditNote,
  look = '',
): TemplateResult | typeof nothing {
  if (!note.pdf || !isTrusted(note.pdf, facts.session?.link_hosts ?? [], location.origin)) return nothing;
  return html`<a
    part="pdf"
    class=${look}
    href=${note.pdf}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${words.pdf_of(note.number)}
    >${words.pdf}</a
  >`;
}
