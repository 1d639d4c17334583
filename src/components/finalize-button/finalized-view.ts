/** What is shown once the invoice is finalized: that it is, its link, and what can be done about it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import { allowedActions } from '../../invoice/actions.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import { finalized } from '../../translations/en/finalized.js';
import { explainProblem } from '../internal/explain.js';
import { icon } from '../internal/icons.js';
import { renderFace } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import type { FinalizeFlow } from './finalize-flow.js';
import type { Speech } from '../internal/speech.js';

export interface FinalizedContext {
  adapter: InvoiceAdapter | null;
  livemode: boolean;
}

export function renderFinalized(
  invoice: Invoice,
  flow: FinalizeFlow,
  context: FinalizedContext,
  speech: Speech,
): TemplateResult {
  const words = speech.source.wordsOf('finalized', finalized);
  const { lang } = speech;
  const { adapter } = context;
  const own = flow.outcome?.id === invoice.id ? flow.outcome : null;
  const waits = invoice.status === 'open' && invoice.amount_remaining > 0;
  const due =
    waits && invoice.due_date !== null
      ? words.due(
          formatMoney(invoice.amount_remaining, invoice.currency, lang),
          dateTimeFormat(lang, { dateStyle: 'long' }).format(invoice.due_date * 1000),
        )
      : formatMoney(waits ? invoice.amount_remaining : invoice.total, invoice.currency, lang);
  return html`
    <div part="finalized" class="finalized">
      <p class="done" tabindex="-1">
        ${sign(doneSign(invoice.status))}<strong>${doneSentence(invoice, words)}</strong>
      </p>
      <p><bdi>${due}</bdi></p>
      ${own?.already ? html`<p>${words.already(finalizedAt(invoice, speech))}</p>` : nothing}
      ${
        own && invoice.status === 'paid' && invoice.amount_due === 0
          ? html`<p>${words.nothing_due}</p>`
          : nothing
      }
      <div class="ways">
        <invoice-hosted-link
          exportparts="view, copy, pdf, more, qr, mail, share"
          invoice-id=${adapter ? invoice.id : ''}
          .invoice=${adapter ? null : invoice}
          .adapter=${adapter}
        ></invoice-hosted-link>
        ${mayBeSent(invoice, context) ? renderSend(invoice, flow, context, speech) : nothing}
      </div>
      ${renderNext(invoice, flow, context, speech)}
    </div>
  `;
}

function doneSign(status: string | null): 'positive' | 'neutral' | 'negative' {
  if (status === 'uncollectible') return 'negative';
  return status === 'void' ? 'neutral' : 'positive';
}

function doneSentence({ status, number, id }: Invoice, words: typeof finalized): string {
  const known = (['open', 'paid', 'void', 'uncollectible'] as const).find((each) => each === status);
  return words[known ?? 'finalized'](number ?? id);
}

function finalizedAt({ status_transitions: { finalized_at } }: Invoice, { moment }: Speech): string {
  return finalized_at === null ? '' : moment(finalized_at);
}

/** Stripe emails it by itself only in live mode, with automatic collection on. */
const isEmailed = (invoice: Invoice, { livemode }: FinalizedContext): boolean =>
  livemode && invoice.auto_advance === true;

const mayBeSent = (invoice: Invoice, context: FinalizedContext): boolean =>
  context.adapter !== null && allowedActions(invoice).includes('send') && !isEmailed(invoice, context);

function renderSend(
  invoice: Invoice,
  flow: FinalizeFlow,
  { livemode }: FinalizedContext,
  { source }: Speech,
): TemplateResult | typeof nothing {
  const words = source.wordsOf('finalized', finalized);
  const { sending } = flow;
  if (sending === 'sent') return nothing;
  const hint = livemode ? words.send_to(invoice.customer_email ?? '') : words.send_test;
  return html`
    <button
      type="button"
      part="send"
      class="primary"
      aria-busy=${sending === 'running'}
      aria-describedby="send-hint"
      @click=${() => void flow.send(invoice)}
    >
      ${icon('mail')} ${words.send}
    </button>
    <small id="send-hint" class="muted">${sending === 'running' ? words.sending : hint}</small>
  `;
}

function renderNext(
  invoice: Invoice,
  flow: FinalizeFlow,
  context: FinalizedContext,
  { source }: Speech,
): TemplateResult {
  const words = source.wordsOf('finalized', finalized);
  const { sending } = flow;
  const email = invoice.customer_email ?? '';
  const actions = allowedActions(invoice);
  const charges = invoice.collection_method === 'charge_automatically';
  const byItself =
    flow.outcome &&
    invoice.status === 'open' &&
    (charges ? invoice.auto_advance : isEmailed(invoice, context));
  return html`
    <div role="status">
      ${sending === 'sent' ? html`<p>${context.livemode ? words.sent(email) : words.sent_test}</p>` : nothing}
      ${
        typeof sending === 'object'
          ? renderFace(
              { ...explainProblem(sending, source), retry: true },
              source,
              () => void flow.send(invoice),
            )
          : nothing
      }
    </div>
    ${byItself ? html`<p class="muted">${charges ? words.charged : words.emailed(email)}</p>` : nothing}
    ${
      actions.includes('void')
        ? html`<p class="muted">${actions.includes('revise') ? words.wrong_revise : words.wrong_void}</p>`
        : nothing
    }
  `;
}
