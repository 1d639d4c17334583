/** Who it is for, in which currency, and how it is collected. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatDecimal } from '../../invoice/money.js';
import { refusalsOf } from './draft.js';
import { dueDate } from './figures.js';
import type { View } from './view.js';

export function renderHeader(view: View): TemplateResult {
  return html`<div class="fields">${renderCustomer(view)} ${renderCollection(view)}</div>`;
}

function renderCustomer(view: View): TemplateResult {
  const { words, customer, choosing, readonly, actions, session } = view;
  const email = customer && html`<p class="hint">${customer.email || words.no_email}</p>`;
  const mayMend = customer && !readonly && view.parts && view.canMendCustomer && session;
  return html`<div class="who">
    ${
      choosing
        ? html`<label class="label" for="customer">${words.bill_to}</label> ${view.customerInput()}
            ${email ?? nothing}`
        : html`<h3 class="label">${words.bill_to}</h3>
            <p
              class="customer"
              part="customer"
              title=${ifDefined(view.invoice && !view.readonly ? words.customer_fixed : undefined)}
            >
              <strong>${customer?.name || customer?.email || customer?.id || '…'}</strong>
              ${customer?.name ? html`<span class="hint">${customer.email || words.no_email}</span>` : nothing}
            </p>`
    }
    ${
      mayMend
        ? html`<button
            type="button"
            class="quiet small"
            id="edit-customer"
            @click=${() => actions.editCustomer()}
          >
            ${words.edit_customer}
          </button>`
        : nothing
    }
    ${renderFailure(view, 'edit-customer')} ${renderCurrency(view)}
  </div>`;
}

/** Why the last try to finalize failed, where it is about this control. */
export const renderFailure = ({ failures }: View, id: string): TemplateResult | typeof nothing =>
  failures.has(id) ? html`<p class="fault">${failures.get(id)}</p>` : nothing;

function renderCurrency(view: View): TemplateResult {
  const { words, draft, invoice, session, readonly, lang, actions } = view;
  const name = (code: string): string => currencyName(code, lang);
  const codes = [...new Set([...(session?.currencies ?? []), draft.currency])];
  if (readonly || !session) {
    return html`<p class="currency"><span class="hint">${words.currency}</span> ${name(draft.currency)}</p>`;
  }
  if (invoice) {
    const others = codes.filter((code) => code !== draft.currency);
    return html`<p class="currency">
      <span class="hint">${words.currency}</span> ${name(draft.currency)}
      ${
        others.length && view.canStartOver && view.parts
          ? html`<select
              id="currency"
              class="inline"
              aria-label=${words.start_over}
              aria-describedby="currency-hint"
              @change=${(event: Event) => actions.startOver((event.target as HTMLSelectElement).value)}
            >
              <option value="">${words.other_currency}</option>
              ${others.map((code) => html`<option value=${code}>${name(code)}</option>`)}
            </select>`
          : nothing
      }
      <small class="hint" id="currency-hint"
        >${view.canStartOver ? words.currency_starts : words.currency_fixed}</small
      >
    </p>`;
  }
  return html`<p class="currency">
    <label class="label" for="currency">${words.currency}</label>
    <select
      id="currency"
      .value=${live(draft.currency)}
      @change=${(event: Event) => actions.currency((event.target as HTMLSelectElement).value)}
    >
      ${codes.map((code) => html`<option value=${code} ?selected=${code === draft.currency}>${name(code)}</option>`)}
    </select>
  </p>`;
}

function currencyName(code: string, lang: string): string {
  const upper = code.toUpperCase();
  try {
    return `${upper} · ${new Intl.DisplayNames(lang, { type: 'currency' }).of(upper) ?? upper}`;
  } catch {
    return upper;
  }
}

function renderCollection(view: View): TemplateResult {
  const { words, draft, actions } = view;
  const sends = draft.header.collection === 'send_invoice';
  if (view.readonly) {
    return html`<div class="collection">
      <h3 class="label">${words.collection}</h3>
      <p>${sends ? `${words.send_short} · ${termsText(view)}` : words.charge}</p>
    </div>`;
  }
  const radio = (method: 'send_invoice' | 'charge_automatically'): TemplateResult =>
    html`<input
      type="radio"
      name="collection"
      id=${method}
      .checked=${live(draft.header.collection === method)}
      @change=${() => actions.header({ collection: method })}
    />`;
  return html`<fieldset class="collection">
    <legend class="label">${words.collection}</legend>
    <div class="choice">
      ${radio('send_invoice')}
      <label for="send_invoice">${words.send}</label>
      ${sends ? renderTerms(view) : nothing}
    </div>
    <div class="choice">
      ${radio('charge_automatically')}
      <label for="charge_automatically">${words.charge}</label>
    </div>
    ${sends ? nothing : html`<p class="hint">${words.charge_hint}</p>`}
    ${renderFailure(view, 'charge_automatically')} ${renderFailure(view, 'terms')}
    ${refusalsOf(draft)
      .filter(({ field }) => field === null || ['collection', 'terms', 'memo'].includes(field))
      .map(({ detail }) => html`<p class="fault">${words.refused} <span lang="en">${detail}</span></p>`)}
  </fieldset>`;
}

/** `14 days · 6 Dec 2026` */
function termsText(view: View): string {
  const [unit, count] = view.draft.header.terms.split(':');
  return [unit === 'days' ? daysText(view, Number(count)) : '', dateText(view)].filter(Boolean).join(' · ');
}

/** The days, or the date, as the field has it while nobody writes in it. */
export function shownTerms(view: Pick<View, 'draft' | 'words' | 'lang' | 'invoice' | 'now'>): string {
  const [unit, count] = view.draft.header.terms.split(':');
  return unit === 'days' ? daysText(view, Number(count)) : dateText(view);
}

export const daysText = ({ words, lang }: Pick<View, 'words' | 'lang'>, days: number): string =>
  days ? words.terms_days(formatDecimal(String(days), lang), days === 1) : words.terms_now;

function dateText({ draft, invoice, now, lang }: Pick<View, 'draft' | 'invoice' | 'now' | 'lang'>): string {
  const due = dueDate(draft, invoice?.created ?? now);
  return due === null ? '' : dateTimeFormat(lang, { dateStyle: 'medium' }).format(due * 1000);
}

/** What people type for it is read; how it is understood stands beside it. */
function renderTerms(view: View): TemplateResult {
  const { words, draft, termsWrong } = view;
  const beside = draft.header.terms.startsWith('days') ? dateText(view) : '';
  return html`${view.termsInput()}
  ${
    termsWrong
      ? html`<p class="fault" id="terms-fault">${words.terms_unreadable(termsWrong)}</p>`
      : html`<span class="hint due">${beside}</span>`
  }`;
}
