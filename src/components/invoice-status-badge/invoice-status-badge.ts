import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import {
  ALL_STATES,
  DUE_SOON,
  standing,
  toneOf,
  type Chip,
  type InvoiceState,
  type StateOfInvoice,
} from '../../invoice/state.js';
import type { Invoice } from '../../invoice/types.js';
import { statusBadge } from '../../translations/en/status-badge.js';
import { alarm } from '../internal/alarm.js';
import { renderBadge, type BadgeFace } from '../internal/badge.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { styles } from './invoice-status-badge.styles.js';

/** What the badge shows: a word in its tone, and chips beside it. */
interface Face extends BadgeFace {
  chips: Chip[];
  /** The last try to read it anew has failed. */
  stale?: boolean;
  /** Whether payments that are not known could change the word. */
  certainty?: StateOfInvoice['certainty'];
}

/** When the state of an invoice turns next by the mere passing of time, in Unix seconds. */
function nextTurn({ status, due_date, automatically_finalizes_at }: Invoice, now: number): number | null {
  const moments = [
    status === 'draft' ? automatically_finalizes_at : null,
    status === 'open' && due_date !== null ? due_date - DUE_SOON : null,
    status === 'open' && due_date !== null ? due_date + 1 : null,
  ].filter((moment) => moment !== null && moment > now);
  return moments.length ? Math.min(...(moments as number[])) : null;
}

/**
 * The state of an invoice in a word, with small facts as chips beside it. It follows the live copy of the invoice, and
 * the clock: “Open” becomes “Past due” by itself.
 *
 * @summary The state of an invoice in a word.
 * @customElement invoice-status-badge
 *
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 *
 * @csspart badge - Sign and word together.
 * @csspart sign - The small drawing that tells the tone by its shape.
 * @csspart label - The word.
 * @csspart chip - One small fact beside the state.
 *
 * @cssstate draft, scheduled, finalizing, finalization_failed, open, partially_paid, payment_failed, retrying, past_due, pending, action_required, paid, credited, partially_refunded, refunded, uncollectible, void, deleted, unknown - The state of the invoice.
 * @cssstate neutral, info, positive, warning, urgent, negative - Its tone.
 * @cssstate loading - The invoice is being loaded.
 * @cssstate error - The invoice could not be loaded.
 * @cssstate likely - Payments that are not known could make it another state: a refund, a bank debit under way.
 * @cssstate certain - They could not.
 * @cssstate stale - The last try to read it anew has failed.
 */
export class InvoiceStatusBadge extends InvoiceElement {
  static override readonly tag = 'invoice-status-badge';
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'statusBadge', statusBadge);
  readonly #internals = this.attachInternals();
  readonly #turn = (): void => this.requestUpdate();

  /** A bare status, for where there is no invoice at hand: one of Stripe's, or one of the nineteen states. */
  @property() status = '';

  /**
   * The invoice's payments, as `GET /v1/invoice_payments` gives them with PaymentIntents and charges expanded. Refunds,
   * bank debits under way and needed authentication can only be told with them. Left out, they are asked for while the
   * badge is in view, for all badges of a page together; a backend without that leaves the plainer word.
   */
  @property({ attribute: false }) payments: unknown = null;

  /** Does not ask the backend for payments. */
  @property({ type: Boolean, attribute: 'without-payments' }) withoutPayments = false;

  /** Shows the state alone, without chips. */
  @property({ type: Boolean, reflect: true }) plain = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    alarm(this.#turn, null);
  }

  override render(): TemplateResult {
    const face = this.#face();
    this.#reflect(face);
    const words: Record<string, string> = this.#localize.words;
    return html`
      ${renderBadge(face, face.stale ? html`<span class="visually-hidden">(${words['stale']})</span>` : nothing)}
      ${this.plain ? nothing : face.chips.map((chip) => html`<span part="chip">${words[`chip_${chip}`]}</span>`)}
    `;
  }

  #face(): Face {
    const { words } = this.#localize;
    if (this.status && !this.invoice && !this.invoiceId) return this.#bareFace(this.status);
    const live = this.live.state;
    if (live.status === 'loaded') return this.#invoiceFace(live.invoice, Boolean(live.problem));
    if (live.status === 'error') {
      const label = words[this.#errorWord(live.problem.status)];
      return { state: 'error', tone: 'neutral', label, chips: [] };
    }
    const label = this.live.slow ? words.slow : words.loading;
    return { state: 'loading', tone: 'neutral', label, chips: [] };
  }

  #bareFace(status: string): Face {
    const state = ALL_STATES.find((known) => known === status) ?? 'unknown';
    return { state, tone: toneOf(state), label: this.#label(state, status), chips: [] };
  }

  #invoiceFace(invoice: Invoice, stale: boolean): Face {
    const { now } = this.live;
    const payments = this.live.readPayments(this.payments) ?? invoice.payments;
    const { state, chips, certainty } = standing(invoice, payments, now);
    const next = this.isConnected ? nextTurn(invoice, now) : null;
    alarm(this.#turn, next === null ? null : (next - now) * 1000);
    this.live.wish(this.withoutPayments || this.payments ? null : certainty === 'likely');
    return { state, tone: toneOf(state), label: this.#label(state, invoice.status), chips, stale, certainty };
  }

  /** A word that Stripe may add tomorrow is shown as it is. */
  #label(state: InvoiceState, raw: string | null): string {
    return (state === 'unknown' && raw) || this.#localize.words[state];
  }

  #errorWord(status: number): 'offline' | 'unauthorized' | 'forbidden' | 'not_found' | 'failed' {
    if (status === 0 && !navigator.onLine) return 'offline';
    if (status === 401) return 'unauthorized';
    if (status === 403) return 'forbidden';
    return status === 404 ? 'not_found' : 'failed';
  }

  #reflect({ state, tone, stale, certainty }: Face): void {
    const { states } = this.#internals;
    states.clear();
    states.add(state);
    if (state !== 'loading' && state !== 'error') states.add(tone);
    if (stale) states.add('stale');
    if (certainty) states.add(certainty);
  }
}
