/** A finalized invoice: how much and how it stands at a glance, the document, and beside it all that is about it. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import type { DetailContext } from './page-context.js';
import { standingText } from './standing-text.js';

/** The amount that matters now, the state, whom it is for, and what is going on. */
export function renderFacts(context: DetailContext): TemplateResult {
  const { invoice, words, speech, adapterUrl, adapter } = context;
  const { customer_name: name, customer_email: email } = invoice;
  return html`<p class="sum">
      <bdi class="amount">${formatMoney(amountOf(invoice), invoice.currency, speech.lang)}</bdi>
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
    <p class="standing muted">${standingText(invoice, context)}</p>`;
}

/** What is still to come of an open invoice, else what it was about; minor units. */
const amountOf = ({ status, amount_remaining, total }: Invoice): number =>
  status === 'open' || status === 'uncollectible' ? amount_remaining : total;

export const renderDeeds = ({ invoice, adapterUrl, adapter, retry }: DetailContext): TemplateResult => html`
  <slot name="detail-actions"></slot>
  <invoice-actions
    part="actions"
    adapter-url=${adapterUrl}
    .adapter=${adapter}
    invoice-id=${invoice.id}
    .retry=${retry}
  ></invoice-actions>
`;

export function renderDetail(context: DetailContext): TemplateResult {
  const { invoice, adapterUrl, adapter, retry, level, words } = context;
  const { id, status } = invoice;
  const noted = invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount > 0;
  const panel = panelOf(Math.min(6, level + 1));
  return html`<div part="detail" class="detail">
    <invoice-preview
      adapter-url=${adapterUrl}
      .adapter=${adapter}
      invoice-id=${id}
      heading-level=${Math.min(6, level + 1)}
    ></invoice-preview>
    <div class="panels">
      ${panel(
        'link',
        words.part_link,
        html`<invoice-hosted-link
          adapter-url=${adapterUrl}
          .adapter=${adapter}
          invoice-id=${id}
        ></invoice-hosted-link>`,
      )}
      ${panel(
        'payment',
        words.part_payment,
        html`<invoice-payment
          adapter-url=${adapterUrl}
          .adapter=${adapter}
          invoice-id=${id}
          .retry=${retry}
        ></invoice-payment>`,
      )}
      ${
        status === 'open'
          ? panel(
              'collection',
              words.part_collection,
              html`<invoice-schedule
                adapter-url=${adapterUrl}
                .adapter=${adapter}
                invoice-id=${id}
                .retry=${retry}
              ></invoice-schedule>`,
            )
          : nothing
      }
      ${
        noted
          ? panel(
              'notes',
              words.part_notes,
              html`<invoice-credit-note
                list-only
                plain
                adapter-url=${adapterUrl}
                .adapter=${adapter}
                invoice-id=${id}
                .retry=${retry}
              ></invoice-credit-note>`,
            )
          : nothing
      }
      ${panel(
        'history',
        words.part_history,
        html`<invoice-timeline
          adapter-url=${adapterUrl}
          .adapter=${adapter}
          invoice-id=${id}
        ></invoice-timeline>`,
      )}
      <slot name="detail-panel"></slot>
    </div>
  </div>`;
}

/** What is about the invoice, one below the other; each with a heading below the page's. */
const panelOf =
  (level: number) =>
  (name: string, heading: string, body: TemplateResult): TemplateResult =>
    html`<section class="panel ${name}" aria-labelledby="panel-${name}">
      <div id="panel-${name}" class="panel-heading" role="heading" aria-level=${level}>${heading}</div>
      ${body}
    </section>`;
