import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { RetryPolicy } from '../../adapter/adapter.js';
import { ownProblem } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import { creditNote } from '../../translations/en/credit-note.js';
import { problems } from '../../translations/en/problems.js';
import { focusedElement } from '../internal/focus.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { LazyParts } from '../internal/lazy-parts.js';
import { renderProblem } from '../internal/problem.js';
import type { CreditModel } from './credit-model.js';
import type * as CreditParts from './credit-parts.js';
import type { Facts } from './facts.js';
import { styles } from './invoice-credit-note.styles.js';

/**
 * Writes a credit note over a finalized invoice: over an amount or by items, before payment and after it, with Stripe's
 * own preview of exactly what would be issued, and in words what that does, who is told and whether it can be undone. Below
 * it the credit notes that there are, to be voided while that is possible.
 *
 * @summary Writes, shows and voids the credit notes of an invoice.
 * @customElement invoice-credit-note
 *
 * @event {InvoiceCreditEvent} invoice-credit - The person has agreed to the preview and nothing is sent yet; cancelable.
 * @event {InvoiceCreditedEvent} invoice-credited - The credit note is issued.
 * @event {InvoiceCreditCancelEvent} invoice-credit-cancel - The person wants to leave; only with `cancelable`.
 * @event {InvoiceCreditVoidEvent} invoice-credit-void - The person wants a credit note voided and nothing is sent yet; cancelable.
 * @event {InvoiceCreditVoidedEvent} invoice-credit-voided - The credit note is void.
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - A credit note could not be issued or voided.
 *
 * @csspart title - The heading; left out with `plain`.
 * @csspart way - The choice between an amount and items.
 * @csspart item - An item of the invoice, or what else can be credited.
 * @csspart all - The button that chooses all items.
 * @csspart most - The buttons that take all that is left.
 * @csspart split - How what was paid is given back.
 * @csspart preview - The credit note as Stripe would issue it.
 * @csspart issue - The button that issues it.
 * @csspart cancel - The button that leaves without one; only with `cancelable`.
 * @csspart done - What is shown of a credit note that was issued here.
 * @csspart another - The button that begins another one.
 * @csspart close - The button that leaves once it is issued; only with `cancelable`.
 * @csspart notes - The credit notes that there are.
 * @csspart note - One of them.
 * @csspart pdf - The link to its PDF.
 * @csspart void - The button that asks whether to void it.
 * @csspart dialog - The dialog that asks that.
 * @csspart keep - The button that leaves it as it is.
 * @csspart confirm-void - The button that voids it.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class InvoiceCreditNote extends InvoiceElement {
  static override readonly tag = 'invoice-credit-note';
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'creditNote', creditNote);
  readonly #lazy = new LazyParts<typeof CreditParts>(
    this,
    () => import('./credit-parts.js'),
    (parts) => {
      parts.prepareFor(this);
      this.#model = new parts.CreditModel(this, () => ({
        store: this.live.store,
        lang: this.#localize.lang,
        live: this.live.state,
        listOnly: this.listOnly,
      }));
    },
  );
  #model?: CreditModel;
  #wasDone = false;
  #dialogWasOpen = false;

  /** Hides the heading, where the page has one of its own. */
  @property({ type: Boolean, reflect: true }) plain = false;

  /** Shows a button to leave by, which fires `invoice-credit-cancel`. */
  @property({ type: Boolean, reflect: true }) cancelable = false;

  /** Shows the credit notes that there are, and no form for another one. */
  @property({ type: Boolean, attribute: 'list-only', reflect: true }) listOnly = false;

  /** How often and how patiently it is tried; the adapter's own policy where nothing is said. */
  @property({ attribute: false }) retry: Partial<RetryPolicy> | null = null;

  /** Empties the form, for a new credit note; not while one is being issued. */
  reset(): void {
    this.#model?.reset();
  }

  protected override firstUpdated(): void {
    this.#lazy.begin();
  }

  protected override update(changed: PropertyValues<this>): void {
    // Only now does the live copy follow what was set.
    this.#model?.notice(this.live.state);
    super.update(changed);
  }

  protected override updated(): void {
    const done = this.#model?.issuing.step.name === 'done';
    if (done && !this.#wasDone) this.#focus('.done-title');
    this.#wasDone = done;
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog && this.#dialogWasOpen) this.#afterDialog();
    // A button of the dialog may be gone with what came of it.
    if (dialog?.open && !dialog.contains(focusedElement())) this.#focus('.keep');
    this.#dialogWasOpen = dialog !== null;
  }

  override render(): TemplateResult {
    const { words } = this.#localize;
    return html`<div class="base">
      ${this.plain ? nothing : html`<h2 part="title" id="title">${words.title}</h2>`} ${this.#renderLive()}
    </div>`;
  }

  #renderLive(): TemplateResult {
    const { words } = this.#localize;
    const live = this.live.state;
    switch (live.status) {
      case 'idle':
        return html`<p class="said">${words.empty}</p>`;
      case 'loading':
        return this.#renderSkeleton();
      case 'error':
        return renderProblem(live.problem, this.#localize, () => this.live.refresh());
      case 'loaded':
        return this.#renderInvoice(live.invoice);
    }
  }

  #renderInvoice(invoice: Invoice): TemplateResult {
    const { words } = this.#localize;
    if (invoice.deleted) return html`<p class="said">${words.deleted}</p>`;
    if (invoice.status === 'draft') return html`<p class="said">${words.draft}</p>`;
    if (invoice.status === null) return html`<p class="said">${words.other('?')}</p>`;
    if (!this.live.store) {
      const problem = ownProblem('no_adapter', 'Without a backend nothing can be credited.');
      return renderProblem(problem, this.#localize);
    }
    if (this.#lazy.problem)
      return renderProblem(this.#lazy.problem, this.#localize, () => this.#lazy.begin());
    const { problem, facts } = this.#model ?? {};
    if (problem?.code === 'not_supported') return html`<p class="said">${words.unsupported}</p>`;
    if (problem) return renderProblem(problem, this.#localize, () => this.#model?.reload());
    return this.#model && facts ? this.#renderFacts(this.#model, facts) : this.#renderSkeleton();
  }

  #renderFacts(model: CreditModel, facts: Facts): TemplateResult {
    const parts = this.#lazy.parts;
    if (!parts) return this.#renderSkeleton();
    const leave = (): void => {
      const { step } = model.issuing;
      if (step.name === 'running') return;
      const note = step.name === 'done' ? step.note : null;
      this.dispatchEvent(new parts.InvoiceCreditCancelEvent(facts.invoice, note));
    };
    const actions = {
      issue: () => void this.#issue(model),
      leave: this.cancelable ? leave : null,
      startAgain: () => void this.#startAgain(model),
    };
    const drawing = parts.drawingOf(model, facts, parts.speechOf(this.#localize), actions);
    return this.listOnly ? parts.renderList(drawing) : parts.renderFacts(drawing);
  }

  /** The form and the preview at their true sizes. */
  #renderSkeleton(): TemplateResult {
    const { words } = this.#localize;
    if (this.listOnly)
      return html`<p class="skeleton" aria-hidden="true">${words.about('ACME-0001', '')}</p>`;
    const field = (label: string, kind = ''): TemplateResult =>
      html`<div>
        <span class="skeleton small">${label}</span>
        <div class="skeleton field ${kind}"></div>
      </div>`;
    return html`
      <div aria-busy="true" .inert=${true}>
        <div class="waiting-about">
          <span class="skeleton">${words.about('ACME-0001', words.title)}</span>
        </div>
        <div class="waiting">
          <div>
            ${field(words.how_much)} ${field(words.amount, 'with-most')} ${field(words.reason)}
            ${field(words.memo, 'text')}
          </div>
          <div>
            <span class="skeleton">${words.preview}</span>
            <div class="skeleton field"></div>
            <span class="skeleton">${words.undo_paid}</span>
          </div>
        </div>
      </div>
      <p role="status" class="said slow">
        ${this.live.slow ? html`<span>${this.#localize.wordsOf('problems', problems).slow}</span>` : nothing}
      </p>
    `;
  }

  async #issue(model: CreditModel): Promise<void> {
    if (model.issue()) return;
    await this.updateComplete;
    const [first] = model.writing.faults.keys();
    if (first) this.#focus(first === 'items' ? '.items input:enabled' : `#${CSS.escape(first)}`);
  }

  async #startAgain(model: CreditModel): Promise<void> {
    model.reset();
    await this.updateComplete;
    this.#focus('.segments input:checked');
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** The button that opened it is gone where the credit note is void now. */
  #afterDialog(): void {
    if (this.#model?.voiding.done) this.#focus('#notes-title');
  }
}
