import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import { draftEditor } from '../../translations/en/draft-editor.js';
import { FinalizeButton } from '../finalize-button/finalize-button.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { problemFace, renderFace } from '../internal/problem.js';
import { InvoiceStatusBadge } from '../invoice-status-badge/invoice-status-badge.js';
import { Dialogs } from './dialogs.js';
import { FIELDS, isBlank, newDraft, type Draft } from './draft.js';
import { EditorActions } from './editor-actions.js';
import { Fields } from './fields.js';
import { deviations, figuresOf, type Figures } from './figures.js';
import {
  renderBanners,
  renderFoot,
  renderForbidden,
  renderLoading,
  renderMemo,
  renderTop,
  renderUnsent,
} from './frame.js';
import { Hand } from './hand.js';
import { renderHeader } from './header.js';
import { reveal, stop } from './inputs.js';
import {
  InvoiceCreatedEvent,
  InvoiceDirtyChangeEvent,
  InvoiceDraftSavedEvent,
} from './invoice-draft-editor.events.js';
import { styles } from './invoice-draft-editor.styles.js';
import { renderLines } from './lines.js';
import { draftOf } from './merge.js';
import { DraftModel } from './model.js';
import type { ModelHost } from './model-host.js';
import type * as parts from './parts.js';
import { saveWords, spokenWords } from './save-words.js';
import { Speech } from './speech.js';
import { renderTotals } from './totals.js';
import { cellId, type View } from './view.js';

/**
 * Writes a draft invoice: for whom, how it is collected, and its lines. What is typed is saved by itself, and kept
 * whatever happens to the save, also over a reload; Stripe's totals take the place of the estimate as soon as they are
 * there. Everything can be undone, and what others change at the same time is shown beside what was typed here.
 *
 * @summary Makes or edits a draft invoice.
 * @customElement invoice-draft-editor
 *
 * @event {InvoiceCreatedEvent} invoice-created - The draft was made at Stripe.
 * @event {InvoiceDraftSavedEvent} invoice-draft-saved - What was typed is at Stripe, as far as it can be.
 * @event {InvoiceDirtyChangeEvent} invoice-dirty-change - There is something now that Stripe does not have, or nothing any more.
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - A save failed.
 *
 * @csspart base - The whole editor.
 * @csspart save-state - What is said of the save.
 * @csspart customer - Whom the invoice is for.
 * @csspart banner - A line about what has happened to the draft.
 * @csspart conflicts - What was changed here and elsewhere at once.
 * @csspart lines - The table of lines.
 * @csspart line - One line.
 * @csspart add - The button that goes to the empty line at the end.
 * @csspart more - The button that shows what a line can say beside its cells.
 * @csspart remove - The button that removes a line.
 * @csspart totals - The totals.
 * @csspart estimate - The word beside a total that is not Stripe's.
 * @csspart foot - The bar that stays in view.
 * @csspart dialog - A dialog: of the customer, or of what is pasted.
 * @csspart problem - What is said of a problem.
 *
 * @cssstate dirty - There is something that Stripe does not have yet.
 * @cssstate saving - A save is under way.
 * @cssstate loading - The draft is being loaded.
 */
export class InvoiceDraftEditor extends InvoiceElement implements ModelHost {
  static override readonly tag = 'invoice-draft-editor';
  static override readonly dependencies = [InvoiceStatusBadge, FinalizeButton];
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'draftEditor', draftEditor);
  readonly #model = new DraftModel(this, this.live);
  readonly #internals = this.attachInternals();
  readonly #speech = new Speech(this);
  readonly #dialogs = new Dialogs(
    this,
    this.#model,
    () => this.#parts,
    (lines) => this.#actions.takePasted(lines),
  );
  readonly #actions: EditorActions = new EditorActions(this, this.#model, {
    localize: this.#localize,
    speech: this.#speech,
    dialogs: this.#dialogs,
    parts: () => this.#parts,
  });
  readonly #fields = new Fields(
    this,
    this.#model,
    this.#actions,
    this.#localize,
    this.#dialogs,
    () => this.#parts,
  );
  readonly #hand = new Hand(this, this.#model, this.#actions, () => this.#parts);
  #parts: typeof parts | null = null;
  #wasDirty = false;
  /** What was drawn last; null where that was no draft. */
  #drawn: View | null = null;
  /** The last estimate that was shown, to be held against Stripe's numbers. */
  #estimate: Figures | null = null;

  @state() private listing = false;

  /** Id of the customer (`cus_…`) that a new draft is for; without one the person picks it. */
  @property() customer = '';

  /** Currency of a new draft; the customer's, or else the account's, unless given. Lower-case code. */
  @property() currency = '';

  /** Whether there is something that Stripe does not have yet. */
  get dirty(): boolean {
    return this.#model.dirty;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('online', this.#onOnline);
    globalThis.addEventListener('pagehide', this.#onPageHide);
    document.addEventListener('visibilitychange', this.#onHidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('online', this.#onOnline);
    globalThis.removeEventListener('pagehide', this.#onPageHide);
    globalThis.removeEventListener('beforeunload', this.#onUnload);
    document.removeEventListener('visibilitychange', this.#onHidden);
    this.#speech.stop();
    this.#wasDirty = false;
  }

  protected override firstUpdated(): void {
    import('./parts.js').then(
      (loaded) => {
        this.#parts = loaded;
        loaded.addStyles(this);
        this.requestUpdate();
      },
      // Without them the cells can be written in all the same.
      () => undefined,
    );
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#reflect();
  }

  /** Saves what was typed now. True where Stripe has everything then. */
  async flush(): Promise<boolean> {
    if (this.#model.readonly) return true;
    return this.#model.saver.flush();
  }

  /** Takes back the last change that was made by hand, saved or not. */
  undo(): void {
    this.#actions.undo();
  }

  /** Does again what was undone last. */
  redo(): void {
    this.#actions.redo();
  }

  /**
   * Begins a new draft that says what an invoice says, for the same customer. It is made at Stripe with the first save.
   * @param invoice - id of the invoice (`in_…`); rejects with an `InvoiceProblem`
   */
  async duplicate(invoice: string): Promise<void> {
    const { duplicate } = await import('./parts.js');
    await duplicate(this.#model, invoice);
  }

  /**
   * Makes a draft that takes the place of a finalized invoice, and turns to it. The first one becomes void once this one
   * is finalized (docs.stripe.com/invoicing/invoice-edits).
   * @param invoice - id of the open or uncollectible invoice; rejects with an `InvoiceProblem`
   */
  async revise(invoice: string): Promise<void> {
    const { revise } = await import('./parts.js');
    await revise(this.#model, invoice);
  }

  /** @internal */
  onCreated(invoice: Invoice): void {
    this.invoiceId = invoice.id;
    this.dispatchEvent(new InvoiceCreatedEvent(invoice));
  }

  /** @internal */
  onSaved(invoice: Invoice): void {
    this.dispatchEvent(new InvoiceDraftSavedEvent(invoice));
  }

  /** @internal */
  onFailed(problem: InvoiceProblem): void {
    this.dispatchEvent(new InvoiceErrorEvent(problem, this.#model.invoice));
  }

  readonly #revise = (): void => {
    this.#parts?.putIntoRevision(this.#model).catch((error: unknown) => this.onFailed(toProblem(error)));
  };

  readonly #onOnline = (): void => {
    if (this.#model.saver.state.status === 'failed') void this.flush();
  };

  readonly #onHidden = (): void => {
    if (document.visibilityState !== 'hidden') return;
    this.#model.keepNow();
    void this.flush();
  };

  readonly #onPageHide = (): void => this.#model.keepNow();

  readonly #onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();

  readonly #onFocusIn = (event: FocusEvent): void => {
    reveal(event);
    this.#hand.onFocusIn(event);
  };

  readonly #onFocusOut = (event: FocusEvent): void => {
    // The fields go away when it is finalized elsewhere, and the focus with them.
    if (this.#model.readonly) return;
    const next = event.relatedTarget;
    const row = (event.target as Element).closest('tr');
    const left = this.#model.draft?.rows.find(({ key }) => String(key) === row?.dataset['key']);
    if (left && !isBlank(left) && !(next instanceof Node && row?.contains(next))) {
      FIELDS.forEach((field) => this.#actions.left.add(cellId(left, field)));
      this.requestUpdate();
    }
    if (!(next instanceof Node && this.renderRoot.contains(next))) void this.flush();
  };

  override render(): TemplateResult {
    this.#drawn = null;
    const model = this.#model;
    const { draft, invoice, problem } = model;
    const failed = this.live.state.status === 'error' ? this.live.state.problem : null;
    const unknownCustomer = problem && !invoice && this.customer && !model.people.found;
    if (!draft || unknownCustomer) {
      const why = failed ?? problem;
      return why
        ? this.#renderProblem(why)
        : renderLoading(this.#view(newDraft(this.currency || 'usd'), true), this.#localize, this.live.slow);
    }
    if (!invoice && !model.mayEdit && !model.dirty) return renderForbidden(this.#localize.words);
    const over = !model.isDraft && invoice && !invoice.deleted;
    const view = (this.#drawn = this.#view(over ? draftOf(invoice) : draft, model.readonly));
    const putInto = model.canRevise && this.#parts ? this.#revise : null;
    return html`
      <section
        class="editor"
        part="base"
        aria-label=${view.words.label}
        @input=${stop}
        @change=${stop}
        @invoice-change=${stop}
        @focusin=${this.#onFocusIn}
        @focusout=${this.#onFocusOut}
        @keydown=${this.#hand.onKeydown}
        @paste=${this.#hand.onPaste}
      >
        ${this.#renderTop(view)} ${this.#renderBanners(view)}
        ${view.readonly ? nothing : (this.#parts?.renderConflicts(view) ?? nothing)} ${renderHeader(view)}
        ${renderLines(view)}
        <div class="below">${renderMemo(view)} ${renderTotals(view)}</div>
        ${!model.isDraft || model.gone ? renderUnsent(this.#view(draft, true), putInto) : nothing}
        ${model.gone?.status === 404 || (model.readonly && !invoice) ? nothing : this.#renderFoot(view)}
        <div class="visually-hidden" role="status">${this.#speech.text}</div>
      </section>
      ${this.#dialogs.render(view, this.#localize)}
    `;
  }

  #view(draft: Draft, readonly: boolean): View {
    const model = this.#model;
    const { invoice, session, catalog } = model;
    const figures = figuresOf(draft, invoice, catalog);
    if (figures.estimated && !readonly) this.#estimate = figures;
    const view: View = {
      draft,
      invoice,
      customer: model.customerShown,
      choosing: model.choosing && !readonly,
      session,
      words: this.#localize.words,
      source: this.#localize,
      lang: this.#localize.lang,
      now: this.live.now,
      readonly,
      may: (action) => model.may(action),
      figures,
      deviations: figures.estimated || readonly || !this.#estimate ? [] : deviations(this.#estimate, figures),
      catalog,
      parts: this.#parts,
      tells: (row, field) => this.#actions.left.has(cellId(row, field)),
      unfolded: this.#actions.unfolded,
      detailed: this.#actions.detailed,
      termsWrong: this.#fields.termsWrong,
      codeFault: this.#actions.codeFault,
      pending: model.sheet.making.pending_invoice_items_behavior === 'include',
      canMendCustomer: model.people.mayMend && model.may('edit'),
      canStartOver: !this.invoice && model.may('duplicate'),
      actions: this.#actions,
      customerInput: () => this.#fields.customer(),
      termsInput: () => this.#fields.terms(view),
      descriptionInput: (row, index, invalid) => this.#fields.description(row, index, invalid),
      descriptionState: this.#fields.descriptionState,
      failures: new Map(),
    };
    if (!readonly && this.#parts) view.failures = this.#parts.failuresOf(view);
    return view;
  }

  #renderTop(view: View): TemplateResult {
    const { saver, sheet } = this.#model;
    const { invoiceId } = this;
    const badge = html`<invoice-status-badge
      .adapter=${this.live.adapter}
      .invoiceId=${invoiceId}
      .invoice=${invoiceId ? null : this.invoice}
      status=${invoiceId || this.invoice ? '' : 'draft'}
    ></invoice-status-badge>`;
    return renderTop(view, badge, saveWords(view, saver.state, this.#localize), sheet.history, () =>
      this.flush(),
    );
  }

  #renderBanners(view: View): TemplateResult {
    const model = this.#model;
    const { state: save } = model.saver;
    const refused = save.status === 'failed' ? save.problem.status : 0;
    return renderBanners(view, {
      isDraft: model.isDraft,
      mayEdit: model.mayEdit,
      signedOut: refused === 401 || model.gone?.status === 401,
      missing: model.gone?.status === 404,
      restored: model.restored,
      discard: () => model.discard(),
      dismiss: () => model.noticed(),
    });
  }

  #renderFoot(view: View): TemplateResult {
    const { isDraft, saver } = this.#model;
    const failed = saver.state.status === 'failed';
    const button = html`<finalize-button
      .adapter=${this.live.adapter}
      .invoiceId=${this.invoiceId}
      .invoice=${this.invoiceId ? null : this.invoice}
      .prepare=${this.#prepare}
    ></finalize-button>`;
    return renderFoot(view, button, {
      isDraft,
      failed,
      listing: this.listing,
      list: () => (this.listing = !this.listing),
    });
  }

  readonly #prepare = (): Promise<boolean> => this.flush();

  #renderProblem(problem: InvoiceProblem): TemplateResult {
    return html`<section class="editor" part="base" role="alert">
      ${renderFace(problemFace(problem, this.#localize), this.#localize, () => this.#model.reload())}
    </section>`;
  }

  #reflect(): void {
    const { dirty, saver, draft, invoice } = this.#model;
    const { states } = this.#internals;
    const now = { dirty, saving: saver.busy, loading: !draft };
    // Even to say the same once more has the browser look for what is styled by it.
    for (const [name, on] of Object.entries(now))
      if (states.has(name) !== on) states[on ? 'add' : 'delete'](name);
    if (dirty !== this.#wasDirty && this.isConnected) {
      this.#wasDirty = dirty;
      if (dirty) globalThis.addEventListener('beforeunload', this.#onUnload);
      else globalThis.removeEventListener('beforeunload', this.#onUnload);
      this.dispatchEvent(new InvoiceDirtyChangeEvent(dirty, invoice));
    }
    if (this.#drawn) this.#speech.say(spokenWords(this.#drawn, saver.state, this.#localize));
  }
}
