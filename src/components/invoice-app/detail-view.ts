/** A finalized invoice: how much and how it stands at a glance, the document, and beside it all that is about it. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import { renderActions, renderPreview, renderSchedule, renderTimeline } from './nested.js';
import type { DetailContext } from './page-context.js';
import { renderPanel } from './panel.js';
import { standingText } from './standing-text.js';

/** The amount that matters now, the state, whom it is for, and what is going on. */
export function renderFacts(context: DetailContext): TemplateResult {
  const { invoice, words, speech, adapterUrl, adapter } = context;
  const { customer_name: name, customer_email: email } = invoice;
  return html`<p class="sum">
      <bdi part="amount" class="amount">${formatMoney(amountOf(invoice), invoice.currency, speech.lang)}</bdi>
      <invoice-status-badge
        adapter-url=${adapterUrl}
        .adapter=${adapter}
        invoice-id=${invoice.id}
      ></invoice-status-badge>
    </p>
    <p class="whom">
      <strong>${name || email || words.no_name}</strong>
      ${name && email ? html`<span class="muted">${email}</span>` : nothing}
    </p>
    <p part="standing" class="standing muted">${standingText(invoice, context)}</p>`;
}

/** What is still to come of an open invoice, else what it was about; minor units. */
const amountOf = ({ status, amount_remaining, total }: Invoice): number =>
  status === 'open' || status === 'uncollectible' ? amount_remaining : total;

export const renderDeeds = (context: DetailContext): TemplateResult =>
  renderActions(context.invoice.id, context);

export function renderDetail(context: DetailContext): TemplateResult {
  const { invoice, level, words } = context;
  const panel = (name: string, heading: string, body: TemplateResult): TemplateResult =>
    renderPanel(level, name, heading, body);
  return html`<div class="detail">
    ${renderPreview(invoice.id, context)}
    <div class="panels">
      ${panel('payment', words.part_payment, renderPayment(context))}
      ${panel('link', words.part_link, renderLink(context))}
      ${invoice.status === 'open' ? panel('collection', words.part_collection, renderSchedule(invoice.id, context)) : nothing}
      ${isCredited(invoice) ? panel('notes', words.part_notes, renderNotes(context)) : nothing}
      ${panel('history', words.part_history, renderTimeline(invoice.id, context))}
      <slot name="detail-panel"></slot>
    </div>
  </div>`;
}

const isCredited = (invoice: Invoice): boolean =>
  invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount > 0;

const renderPayment = ({ invoice, adapterUrl, adapter, retry }: DetailContext): TemplateResult =>
  html`<invoice-payment
    adapter-url=${adapterUrl}
    .adapter=${adapter}
    invoice-id=${invoice.id}
    .retry=${retry}
  ></invoice-payment>`;

const renderLink = ({ invoice, adapterUrl, adapter }: DetailContext): TemplateResult =>
  html`<invoice-hosted-link
    adapter-url=${adapterUrl}
    .adapter=${adapter}
    invoice-id=${invoice.id}
  ></invoice-hosted-link>`;

const renderNotes = ({ invoice, adapterUrl, adapter, retry }: DetailContext): TemplateResult =>
  html`<invoice-credit-note
    list-only
    plain
    adapter-url=${adapterUrl}
    .adapter=${adapter}
    invoice-id=${invoice.id}
    .retry=${retry}
  ></invoice-credit-note>`;
