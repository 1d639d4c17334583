/** Who it is for, in which currency, and how it is collected. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatDecimal } from '../../invoice/money.js';
import { dueDate } from './figures.js';
import type { View } from './view.js';

const PRESETS = [0, 7, 14, 30, 60, 90];

export function renderHeader(view: View): TemplateResult {
  return html`<div class="fields">${renderCustomer(view)} ${renderCollection(view)}</div>`;
}

function renderCustomer(view: View): TemplateResult {
  const { words, customer, choosing } = view;
  return html`<div class="who">
    ${
      choosing
        ? html`<label class="label" for="customer">${words.bill_to}</label> ${view.customerInput()}
            ${customer ? html`<p class="hint">${customer.email || words.no_email}</p>` : nothing}`
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
    ${renderCurrency(view)}
  </div>`;
}

function renderCurrency({ words, draft, invoice, session, readonly, lang, actions }: View): TemplateResult {
  const name = (code: string): string => currencyName(code, lang);
  if (invoice || readonly || !session) {
    return html`<p class="currency">
      <span class="hint">${words.currency}</span> ${name(draft.currency)}
      ${invoice && !readonly ? html`<small class="hint">${words.currency_fixed}</small>` : nothing}
    </p>`;
  }
  const codes = [...new Set([draft.currency, ...session.currencies])];
  return html`<p class="currency">
    <label class="label" for="currency">${words.currency}</label>
    <select
      id="currency"
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
      <p>${sends ? `${words.send} ${termsText(view)}` : words.charge}</p>
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
    ${
      draft.headerRefusal
        ? html`<p class="fault">${words.refused} <span lang="en">${draft.headerRefusal.detail}</span></p>`
        : nothing
    }
  </fieldset>`;
}

/** `14 days · 6 Dec 2026` */
function termsText(view: View): string {
  const [unit, count] = view.draft.header.terms.split(':');
  return [unit === 'days' ? daysText(view, Number(count)) : '', dateText(view)].filter(Boolean).join(' · ');
}

const daysText = ({ words, lang }: View, days: number): string =>
  days ? words.terms_days(formatDecimal(String(days), lang), days === 1) : words.terms_now;

function dateText({ draft, invoice, now, lang }: View): string {
  const due = dueDate(draft, invoice?.created ?? now);
  return due === null ? '' : dateTimeFormat(lang, { dateStyle: 'medium' }).format(due * 1000);
}

function renderTerms(view: View): TemplateResult {
  const { words, draft, now, actions } = view;
  const [unit, count] = draft.header.terms.split(':');
  const days = [...new Set([...PRESETS, ...(unit === 'days' ? [Number(count)] : [])])].sort((a, b) => a - b);
  const dated = unit === 'date' || view.dating;
  const choose = (value: string): void => {
    actions.dating(value === 'date');
    if (value !== 'date') actions.header({ terms: `days:${Number(value)}` });
  };
  return html`
    <select
      aria-label=${words.terms}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${days.map(
        (number) =>
          html`<option value=${number} ?selected=${!dated && number === Number(count)}>
            ${daysText(view, number)}
          </option>`,
      )}
      <option value="date" ?selected=${dated}>${words.terms_date}</option>
    </select>
    ${
      dated
        ? html`<input
            type="date"
            aria-label=${words.due_date}
            .value=${live(unit === 'date' ? dayOf(Number(count)) : '')}
            @change=${(event: Event) => {
              const seconds = secondsOf((event.target as HTMLInputElement).value, now);
              if (seconds !== null) actions.header({ terms: `date:${seconds}` });
            }}
          />`
        : html`<span class="hint due">${dateText(view)}</span>`
    }
  `;
}

/** `2026-12-06` in the reader's time zone. */
function dayOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  const pad = (number: number): string => String(number).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** Noon of the day, which is the same day in nearly every time zone; its last second where noon has passed. */
function secondsOf(day: string, now: number): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return null;
  const noon = new Date(year, month - 1, date, 12).getTime() / 1000;
  return noon > now ? noon : noon + 43_199;
}
