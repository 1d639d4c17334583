import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { RetryPolicy } from '../../adapter/adapter.js';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import { payment } from '../../translations/en/payment.js';
import { problems } from '../../translations/en/problems.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem, type ProblemFacts } from '../internal/problem.js';
import { styles } from './invoice-payment.styles.js';
import { isPayable } from './payable.js';
import type * as PaymentParts from './payment-parts.js';
import type { PaymentFlow } from './payment-flow.js';
import type { PaymentHost } from './steps.js';

/** The form's own code could not be fetched. */
const UNREACHABLE: ProblemFacts = { status: 0, code: 'network_error', detail: '', retryable: true };

/** Of an address that a bank sends people back to. */
const RETURNED = 'payment_intent_client_secret=';

/** What the flow and its view are, once they are there. */
interface Loaded {
  parts: typeof PaymentParts;
  flow: PaymentFlow;
}

/**
 * Pays an open or uncollectible invoice in the page, with Stripe's own payment form. Nothing of Stripe is loaded until the
 * person presses “Pay …”. Card numbers go from Stripe's frame to Stripe; what came of it is read from the backend.
 *
 * Stripe's form cannot live in a shadow root: while it is open, a `<div>` of it stands in the page's document, beside the
 * outermost host around this element, and is shown here.
 *
 * @summary Pays an invoice in the page.
 * @customElement invoice-payment
 *
 * @event {InvoicePayEvent} invoice-pay - The person has confirmed and nothing is sent yet; cancelable.
 * @event {InvoicePaidEvent} invoice-paid - The invoice is paid.
 * @event {InvoicePaymentPendingEvent} invoice-payment-pending - A payment is on its way, or a part is paid.
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - The form could not be opened, or the payment did not go through.
 *
 * @csspart button - The button “Pay …” that opens the form.
 * @csspart form - The place of Stripe's form.
 * @csspart amount - The field for another amount, with `partial`.
 * @csspart continue - The button that goes on from there.
 * @csspart cancel - The button that closes the form.
 * @csspart confirm - The button that pays.
 * @csspart review - The button that takes an amount which has changed.
 * @csspart message - What has come of it.
 * @csspart view - The link to the hosted page, where this one cannot take the payment.
 * @csspart copy - The button that copies it.
 * @csspart pdf - The link to the PDF.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 *
 * @cssstate payable - There is something to pay, and this person may.
 * @cssstate active - There is more to see than the button: the form, or what came of it.
 */
export class InvoicePayment extends InvoiceElement implements PaymentHost {
  static override readonly tag = 'invoice-payment';
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'payment', payment);
  readonly #internals = this.attachInternals();
  #loaded: Loaded | null = null;
  #loading?: Promise<Loaded>;
  #shownId = '';
  /** The invoice that a return from a bank was looked for. */
  #returnedTo = '';
  #lang = '';

  @query('[part=button]') private button!: HTMLButtonElement | null;

  @state() private loadProblem: ProblemFacts | null = null;
  @state() private opening = false;

  /**
   * Where a bank's page sends the person back to; the page's own address where nothing is said. An `<invoice-payment>` for
   * the same invoice there tells what came of it.
   */
  @property({ attribute: 'return-url' }) returnUrl = '';

  /** Leaves what Stripe has added to the page's address after a return; it is taken away otherwise. */
  @property({ type: Boolean, attribute: 'keep-address' }) keepAddress = false;

  /**
   * Lets the person pay a part. Called with an amount in minor units, your backend makes a PaymentIntent over it in the
   * currency and for the customer of the invoice, and answers its `client_secret`. After the payment it is attached to the
   * invoice; have your backend do so too on `payment_intent.succeeded`, for a page that is closed in between.
   */
  @property({ attribute: false }) partial: ((amount: number) => Promise<{ client_secret: string }>) | null =
    null;

  /** Fonts for Stripe's form, which does not see those of the page: Stripe's `fonts` of `elements()`. */
  @property({ attribute: false }) fonts: PaymentHost['fonts'] = [];

  /** How often and how patiently the invoice is read after a payment; the adapter's own policy where nothing is said. */
  @property({ attribute: false }) retry: Partial<RetryPolicy> | null = null;

  /** Opens the form, as a click on the button does. */
  async show(): Promise<void> {
    if (this.opening || !this.live.invoice || !isPayable(this.live.invoice)) return;
    this.opening = true;
    try {
      const { flow } = await this.#load();
      this.opening = false;
      await flow.open();
    } catch {
      // Said by `loadProblem`.
    } finally {
      this.opening = false;
    }
  }

  /** Closes the form, unless a payment runs. */
  hide(): void {
    this.#loaded?.flow.cancel();
  }

  /** The same as a click of a person. */
  override click(): void {
    this.button?.click();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#loaded?.flow.moved();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving is leaving and coming back in one go.
    queueMicrotask(() => {
      if (!this.isConnected) this.#loaded?.flow.reset();
    });
  }

  protected override willUpdate(): void {
    const flow = this.#loaded?.flow;
    if (this.#shownId !== this.#id && this.#shownId) flow?.reset();
    this.#shownId = this.#id;
    flow?.notice(this.live.state);
  }

  protected override updated(): void {
    this.#reflect();
    this.#placeFocus();
    this.#speak();
    const { invoice } = this.live;
    if (!invoice || !this.isConnected || this.#returnedTo === invoice.id) return;
    this.#returnedTo = invoice.id;
    if (location.search.includes(RETURNED)) {
      void this.#load().then(
        ({ flow }) => flow.comeBack(),
        () => undefined,
      );
    }
  }

  override render(): TemplateResult {
    const loaded = this.#loaded;
    const { parts, flow } = loaded ?? {};
    const speech = parts?.speechOf(this.#localize);
    const { adapter, invoice } = this.live;
    const context = { id: this.#id, given: this.invoice, invoice, adapter };
    const top = speech && flow && parts?.renderTop(flow, context, speech);
    const ownWord = flow && parts?.hasWord(flow);
    return html`
      <div class="base" @keydown=${this.#onKeydown}>
        ${top} ${ownWord ? nothing : this.#renderLive()}
        <div role="status" class="status">
          ${speech && flow ? parts?.renderStatus(flow, context, speech) : nothing}
          ${
            this.loadProblem
              ? renderProblem(this.loadProblem, this.#localize, () => void this.show())
              : nothing
          }
        </div>
        <div class="buttons">
          ${speech && flow ? parts?.renderButtons(flow, this.#localize.words.pay, speech) : nothing}
          ${this.#renderOpener()}
        </div>
      </div>
    `;
  }

  get #id(): string {
    return this.invoiceId || this.live.invoice?.id || '';
  }

  /** What there is to say of the invoice while nobody pays it. */
  #renderLive(): TemplateResult | typeof nothing {
    const { words } = this.#localize;
    const live = this.live.state;
    switch (live.status) {
      case 'idle':
        return html`<p class="said">${words.empty}</p>`;
      case 'loading':
        return html`
          <button type="button" class="primary skeleton" .inert=${true}>${words.pay('00.00')}</button>
          ${this.live.slow ? html`<p class="said">${this.#localize.wordsOf('problems', problems).slow}</p>` : nothing}
        `;
      case 'error':
        return renderProblem(live.problem, this.#localize, () => this.live.refresh());
      case 'loaded': {
        const reason = this.#reasonAgainst(live.invoice);
        return reason === null ? nothing : html`<p class="said">${reason}</p>`;
      }
    }
  }

  /** Why it cannot be paid; null where it can. */
  #reasonAgainst(invoice: Invoice): string | null {
    const { words } = this.#localize;
    const { deleted, status, amount_remaining } = invoice;
    if (isPayable(invoice)) return null;
    if (deleted) return words.deleted;
    switch (status) {
      case 'draft':
        return words.draft;
      case 'paid':
        return words.paid;
      case 'void':
        return words.void;
      case 'open':
      case 'uncollectible':
        return amount_remaining > 0 ? words.not_allowed : words.nothing;
      default:
        return words.other(status ?? '?');
    }
  }

  #renderOpener(): TemplateResult | typeof nothing {
    const { invoice } = this.live;
    const flow = this.#loaded?.flow;
    if (!invoice || !isPayable(invoice) || (flow && !this.#loaded?.parts.mayOpen(flow))) return nothing;
    const busy = this.opening || flow?.step.name === 'opening';
    const amount = formatMoney(invoice.amount_remaining, invoice.currency, this.#localize.lang);
    return html`<button
      type="button"
      part="button"
      class="primary"
      aria-busy=${busy}
      @pointerenter=${this.#prefetch}
      @click=${() => void this.show()}
    >
      <bdi>${this.#localize.words.pay(amount)}</bdi>
    </button>`;
  }

  /** Fetches the form's own code, nothing of Stripe's; once, but for failures. */
  #load(): Promise<Loaded> {
    this.loadProblem = null;
    return (this.#loading ??= import('./payment-parts.js').then(
      (parts) => {
        parts.prepareFor(this);
        const view = () => ({ store: this.live.store, id: this.#id, lang: this.#localize.lang });
        this.#loaded = { parts, flow: new parts.PaymentFlow(this, view) };
        this.requestUpdate();
        return this.#loaded;
      },
      (cause: unknown) => {
        this.#loading = undefined;
        this.loadProblem = UNREACHABLE;
        throw cause;
      },
    ));
  }

  readonly #prefetch = (): void => {
    void import('./payment-parts.js').catch(() => undefined);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const flow = this.#loaded?.flow;
    if (event.key !== 'Escape' || event.defaultPrevented || !flow || !flow.isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    flow.cancel();
  };

  #placeFocus(): void {
    const flow = this.#loaded?.flow;
    if (!flow?.focus) return;
    const { focus } = flow;
    flow.focus = null;
    const find = (selector: string): HTMLElement | null => this.renderRoot.querySelector(selector);
    if (focus === 'amount') (find('.choice [aria-invalid=true]') ?? find('.choice :checked'))?.focus();
    else find(focus === 'message' ? '.message' : '[part=button]')?.focus();
  }

  #speak(): void {
    const { lang } = this.#localize;
    if (lang !== this.#lang) this.#loaded?.flow.speak(lang);
    this.#lang = lang;
  }

  #reflect(): void {
    const { states } = this.#internals;
    const { invoice } = this.live;
    const flow = this.#loaded?.flow;
    states.clear();
    if (invoice && isPayable(invoice)) states.add('payable');
    if (flow && this.#loaded?.parts.hasWord(flow)) states.add('active');
  }
}
