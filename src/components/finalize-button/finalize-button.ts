import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { RetryPolicy } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import { finalizeButton } from '../../translations/en/finalize-button.js';
import { problems } from '../../translations/en/problems.js';
import { focusedElement } from '../internal/focus.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem, type ProblemFacts } from '../internal/problem.js';
import { styles } from './finalize-button.styles.js';
import type { FinalizeFlow } from './finalize-flow.js';
import type * as FinalizeParts from './finalize-parts.js';

/** The dialog and the rest could not be fetched. */
const UNREACHABLE: ProblemFacts = { status: 0, code: 'network_error', detail: '', retryable: true };

/** `"false"` is false, nothing is “as the draft has it”, anything else is true. */
const optionalBoolean = {
  fromAttribute: (value: string | null): boolean | null => (value === null ? null : value !== 'false'),
  toAttribute: (value: boolean | null): string | null => (value === null ? null : String(value)),
};

/**
 * Finalizes a draft, knowingly: a dialog says first what will happen (to whom, how much, when, by email or by charge,
 * and that it can't be undone), and what the person agreed to is what is finalized, once. Afterwards it shows the link
 * to the hosted invoice, “Send” where Stripe does not email by itself, and a way out.
 *
 * @summary The button that finalizes a draft invoice.
 * @customElement finalize-button
 *
 * @event {InvoiceFinalizeEvent} invoice-finalize - The person has confirmed and nothing is sent yet; cancelable.
 * @event {InvoiceFinalizedEvent} invoice-finalized - The invoice is finalized.
 * @event {InvoiceSendEvent} invoice-send - The person wants it emailed and nothing is sent yet; cancelable.
 * @event {InvoiceSentEvent} invoice-sent - Stripe has taken it to be emailed.
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - It could not be read, finalized or sent.
 *
 * @csspart button - The button “Finalize invoice”.
 * @csspart dialog - The dialog that asks.
 * @csspart cancel - The button that leaves the draft as it is.
 * @csspart confirm - The button that finalizes.
 * @csspart review - The button that shows the draft as it is now.
 * @csspart finalized - All that is shown of a finalized invoice.
 * @csspart view - The link to the hosted page.
 * @csspart copy - The button that copies it.
 * @csspart pdf - The link to the PDF.
 * @csspart more - The button that shows more ways.
 * @csspart qr - The button that shows the link as a QR code.
 * @csspart mail - The button that opens the person's own mail program.
 * @csspart share - The button that shares the link.
 * @csspart send - The button that emails the invoice.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class FinalizeButton extends InvoiceElement {
  static override readonly tag = 'finalize-button';
  static override styles = [InvoiceElement.styles, styles];
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  readonly #localize = new Localizer(this, 'finalizeButton', finalizeButton);
  #parts?: typeof FinalizeParts;
  #flow?: FinalizeFlow;
  #loading?: Promise<FinalizeFlow>;
  #dialogWasOpen = false;

  @query('[part=button]') private button!: HTMLButtonElement | null;

  @state() private loadProblem: ProblemFacts | null = null;
  @state() private opening = false;

  /**
   * Whether Stripe's automatic collection is on for the finalized invoice (it then emails or charges by itself); unset,
   * the draft's own setting stays.
   */
  @property({ attribute: 'auto-advance', converter: optionalBoolean }) autoAdvance: boolean | null = null;

  /** How often and how patiently it is tried; the adapter's own policy where nothing is said. */
  @property({ attribute: false }) retry: Partial<RetryPolicy> | null = null;

  /** Awaited before the dialog opens, to save what is being typed, say. Answer false to keep it closed. */
  @property({ attribute: false }) prepare: (() => Promise<boolean>) | null = null;

  /** Opens the dialog, as a click on the button does. */
  async show(): Promise<void> {
    const invoice = this.live.invoice;
    if (invoice ? !mayFinalize(invoice) : !this.prepare) return;
    this.opening = true;
    try {
      const flow = await this.#load();
      this.opening = false;
      await flow.open();
    } catch {
      // Said by `loadProblem`.
    } finally {
      this.opening = false;
    }
  }

  /** Closes the dialog, unless something runs. */
  hide(): void {
    this.#flow?.cancel();
  }

  /** The same as a click of a person. */
  override click(): void {
    this.button?.click();
  }

  protected override firstUpdated(): void {
    // Begun now, so that a network that goes away later does not take the dialog with it.
    void this.#load().catch(() => undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('invoiceId') || changed.has('invoice')) {
      const before = changed.get('invoiceId') ?? '';
      if (before && before !== this.invoiceId) this.#flow?.reset();
    }
    this.#flow?.notice(this.live.state);
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog?.open && !this.#hasFocus(dialog)) dialog.querySelector<HTMLElement>('.cancel')?.focus();
    if (!dialog && this.#dialogWasOpen) this.renderRoot.querySelector<HTMLElement>('.done')?.focus();
    this.#dialogWasOpen = dialog !== null;
  }

  override render(): TemplateResult {
    const flow = this.#flow;
    const isOpen = flow && this.#parts?.openStep(flow.step);
    return html`<div class="base">
      ${isOpen ? this.#renderAction() : this.#renderLive()}
      ${isOpen ? this.#parts?.renderDialog(flow, this.autoAdvance, this.#parts.speechOf(this.#localize)) : nothing}
    </div>`;
  }

  #renderLive(): TemplateResult {
    const { words } = this.#localize;
    const live = this.live.state;
    switch (live.status) {
      case 'idle':
        return this.prepare
          ? this.#renderAction()
          : html`${this.#renderButton(true)}
              <p class="said">${words.empty}</p>`;
      case 'loading':
        return html`
          <button type="button" class="primary skeleton" .inert=${true}>${words.finalize_invoice}</button>
          ${this.live.slow ? html`<p class="said" role="status">${this.#localize.wordsOf('problems', problems).slow}</p>` : nothing}
        `;
      case 'error':
        return renderProblem(live.problem, this.#localize, () => this.live.refresh());
      case 'loaded':
        return this.#renderInvoice(live.invoice);
    }
  }

  #renderInvoice(invoice: Invoice): TemplateResult {
    const { words } = this.#localize;
    if (invoice.deleted) return html`<p class="said">${words.deleted}</p>`;
    if (mayFinalize(invoice)) return this.#renderAction();
    if (invoice.status === 'draft') return html`<p class="said">${words.not_allowed}</p>`;
    if (!invoice.status) return html`<p class="said">${words.other('?')}</p>`;
    if (this.loadProblem) return this.#renderLoadProblem(this.loadProblem);
    if (!this.#parts || !this.#flow)
      return html`<button class="skeleton" .inert=${true}>${words.finalize_invoice}</button>`;
    const { adapter, store } = this.live;
    const livemode = invoice.livemode ?? store?.peekSession()?.livemode ?? true;
    return this.#parts.renderFinalized(
      invoice,
      this.#flow,
      { adapter, livemode },
      this.#parts.speechOf(this.#localize),
    );
  }

  /** The button, with the reason below it where the dialog could not be opened. */
  #renderAction(): TemplateResult {
    const step = this.#flow?.step;
    const stopped = step?.name === 'stopped' ? step.problem : this.loadProblem;
    return html`
      ${this.#renderButton()}
      <div role="status">
        ${stopped ? renderProblem(stopped, this.#localize, () => void this.show()) : nothing}
      </div>
    `;
  }

  #renderButton(disabled = false): TemplateResult {
    const busy = this.opening || this.#flow?.step.name === 'preparing';
    return html`
      <button
        type="button"
        part="button"
        class="primary"
        aria-haspopup="dialog"
        aria-busy=${busy}
        aria-disabled=${disabled}
        @click=${disabled ? nothing : () => void this.show()}
      >
        ${this.#localize.words.finalize_invoice}
      </button>
    `;
  }

  #renderLoadProblem(problem: ProblemFacts): TemplateResult {
    return renderProblem(problem, this.#localize, () => void this.#load().catch(() => undefined));
  }

  /** Fetches the dialog and what else is needed beyond the button; once, but for failures. */
  #load(): Promise<FinalizeFlow> {
    this.loadProblem = null;
    return (this.#loading ??= import('./finalize-parts.js').then(
      (parts) => {
        parts.prepareFor(this);
        this.#parts = parts;
        this.#flow = new parts.FinalizeFlow(this, () => ({
          store: this.live.store,
          id: this.invoiceId || this.live.invoice?.id || '',
        }));
        this.requestUpdate();
        return this.#flow;
      },
      (cause: unknown) => {
        this.#loading = undefined;
        this.loadProblem = UNREACHABLE;
        throw cause;
      },
    ));
  }

  #hasFocus(dialog: HTMLElement): boolean {
    const focused = focusedElement();
    return focused !== null && dialog.contains(focused);
  }
}

/** The same as the row of `allowedActions`, without the reader of raw invoices that it brings along. */
const mayFinalize = ({ deleted, status, allowed_actions }: Invoice): boolean =>
  !deleted && status === 'draft' && (allowed_actions?.includes('finalize') ?? true);
