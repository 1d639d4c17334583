import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { InvoiceProblem } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import type { Customer, Price } from '../../invoice/wire.js';
import { draftEditor } from '../../translations/en/draft-editor.js';
import { FinalizeButton } from '../finalize-button/finalize-button.js';
import { Combobox } from '../internal/combobox.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { problemFace, renderFace } from '../internal/problem.js';
import { InvoiceStatusBadge } from '../invoice-status-badge/invoice-status-badge.js';
import {
  addRow,
  changeHeader,
  FIELDS,
  isBlank,
  leaveCell,
  MAX_LINES,
  newDraft,
  pickPrice,
  removeRow,
  typeInto,
  type Draft,
  type Field,
  type Row,
} from './draft.js';
import { figuresOf } from './figures.js';
import { renderBanners, renderForbidden, renderLoading, renderMemo, renderUnsent } from './frame.js';
import { renderHeader } from './header.js';
import { customerField, descriptionField, pricesNamed, reveal, stop } from './inputs.js';
import {
  InvoiceCreatedEvent,
  InvoiceDirtyChangeEvent,
  InvoiceDraftSavedEvent,
} from './invoice-draft-editor.events.js';
import { styles } from './invoice-draft-editor.styles.js';
import { renderLines } from './lines.js';
import { draftOf, DraftModel, type ModelHost } from './model.js';
import type * as readiness from './readiness.js';
import { saveWords, spokenWords } from './save-words.js';
import { Speech } from './speech.js';
import { renderTotals } from './totals.js';
import { cellId, type Actions, type View } from './view.js';

/**
 * Writes a draft invoice: for whom, how it is collected, and its lines. What is typed is saved by itself, and kept
 * whatever happens to the save; Stripe's totals take the place of the estimate as soon as it is there.
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
 * @csspart lines - The table of lines.
 * @csspart line - One line.
 * @csspart add - The button that adds a line.
 * @csspart remove - The button that removes a line.
 * @csspart totals - The totals.
 * @csspart estimate - The word beside a total that is not Stripe's.
 * @csspart foot - The bar that stays in view.
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
  readonly #customers = new Combobox<Customer>(this, {
    find: (text, signal) =>
      this.#model.store?.adapter.searchCustomers(text, { signal }) ?? Promise.resolve([]),
    pause: 250,
  });
  readonly #catalog = new Combobox<Price>(this, {
    find: async (text) => pricesNamed(await this.#model.prices(), text),
    pause: 0,
  });
  /** Cells that were left once, so that their faults may be told. */
  readonly #left = new Set<string>();
  #readiness?: typeof readiness;
  #customerText: string | null = null;
  #dating = false;
  #wasDirty = false;
  readonly #speech = new Speech(this);

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
    document.addEventListener('visibilitychange', this.#onHidden);
  }

  override disconnectedCallback(): void {
    void this.flush();
    super.disconnectedCallback();
    globalThis.removeEventListener('online', this.#onOnline);
    globalThis.removeEventListener('beforeunload', this.#onUnload);
    document.removeEventListener('visibilitychange', this.#onHidden);
    this.#speech.stop();
    this.#wasDirty = false;
  }

  protected override firstUpdated(): void {
    import('./readiness.js').then(
      (loaded) => {
        this.#readiness = loaded;
        this.requestUpdate();
      },
      // Without it the bar at the foot says less.
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

  readonly #onOnline = (): void => {
    if (this.#model.saver.state.status === 'failed') void this.flush();
  };

  readonly #onHidden = (): void => {
    if (document.visibilityState === 'hidden') void this.flush();
  };

  readonly #onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();

  readonly #onFocusOut = (event: FocusEvent): void => {
    // The fields go away when it is finalized elsewhere, and the focus with them.
    if (this.#model.readonly) return;
    const next = event.relatedTarget;
    const row = (event.target as Element).closest('tr');
    const model = this.#model;
    const left = model.draft?.rows.find(({ key }) => String(key) === row?.dataset['key']);
    if (left && !isBlank(left) && !(next instanceof Node && row?.contains(next))) {
      FIELDS.forEach((field) => this.#left.add(cellId(left, field)));
      this.requestUpdate();
    }
    if (!(next instanceof Node && this.renderRoot.contains(next))) void this.flush();
  };

  readonly #actions: Actions = {
    type: (key, field, text) =>
      this.#model.edit((draft) => typeInto(draft, key, field, text, this.#localize.lang)),
    leave: (key, field) => this.#leave(key, field),
    add: () => this.#add(),
    remove: (key) => this.#remove(key),
    header: (change) => this.#model.edit((draft) => changeHeader(draft, change)),
    dating: (on) => {
      this.#dating = on;
      this.requestUpdate();
    },
    currency: (code) => this.#model.chooseCurrency(code),
  };

  #leave(key: number, field: Field): void {
    const { draft } = this.#model;
    const row = draft?.rows.find((each) => each.key === key);
    if (!draft || !row || this.#model.readonly) return;
    if (row.mine[field] !== '' || row.typed[field as 'price']) this.#left.add(cellId(row, field));
    this.#model.set(() => leaveCell(draft, key, field));
  }

  #add(): void {
    const { draft } = this.#model;
    if (!draft || draft.rows.length >= MAX_LINES) return;
    const last = draft.rows.at(-1);
    // An empty row at the end is the one that was asked for.
    if (!last || last.id || !isBlank(last)) this.#model.set(addRow);
    const row = this.#model.draft?.rows.at(-1);
    if (row) void this.#focus(cellId(row, 'description'));
  }

  #remove(key: number): void {
    const rows = this.#model.draft?.rows ?? [];
    const index = rows.findIndex((row) => row.key === key);
    const next = rows[index + 1] ?? rows[index - 1];
    // Before the row goes, so that the focus is never nowhere.
    if (next) this.shadowRoot?.getElementById(cellId(next, 'description'))?.focus();
    this.#model.edit((draft) => removeRow(draft, key));
    if (!next) this.#add();
  }

  async #focus(id: string): Promise<void> {
    await this.updateComplete;
    this.shadowRoot?.getElementById(id)?.focus();
  }

  override render(): TemplateResult {
    const model = this.#model;
    const { draft, invoice, problem } = model;
    const failed = this.live.state.status === 'error' ? this.live.state.problem : null;
    const unknownCustomer = problem && !invoice && this.customer && !model.customerFound;
    if (!draft || unknownCustomer) {
      const why = failed ?? problem;
      return why
        ? this.#renderProblem(why)
        : renderLoading(
            this.#view(addRow(addRow(newDraft(this.currency || 'usd'))), true),
            this.#localize,
            this.live.slow,
          );
    }
    if (!invoice && !model.mayEdit && !model.dirty) return renderForbidden(this.#localize.words);
    const over = !model.isDraft && invoice && !invoice.deleted;
    const view = this.#view(over ? draftOf(invoice) : draft, model.readonly);
    return html`
      <section
        class="editor"
        part="base"
        aria-label=${view.words.label}
        @input=${stop}
        @change=${stop}
        @invoice-change=${stop}
        @focusin=${reveal}
        @focusout=${this.#onFocusOut}
      >
        ${this.#renderTop(view)} ${this.#renderBanners(view)} ${renderHeader(view)} ${renderLines(view)}
        <div class="below">${renderMemo(view)} ${renderTotals(view)}</div>
        ${!model.isDraft || model.gone ? renderUnsent(this.#view(draft, true)) : nothing}
        ${model.gone?.status === 404 || (model.readonly && !invoice) ? nothing : this.#renderFoot(view)}
        <div class="visually-hidden" role="status">${this.#speech.text}</div>
      </section>
    `;
  }

  #view(draft: Draft, readonly: boolean): View {
    const model = this.#model;
    const { invoice, rates, session } = model;
    return {
      draft,
      invoice,
      customer: model.customerShown,
      choosing: model.choosing && !readonly,
      session,
      words: this.#localize.words,
      lang: this.#localize.lang,
      now: this.live.now,
      readonly,
      figures: figuresOf(draft, invoice, rates),
      rates,
      tells: (row, field) => this.#left.has(cellId(row, field)),
      dating: this.#dating,
      actions: this.#actions,
      customerInput: () => this.#renderCustomerInput(),
      descriptionInput: (row, index, invalid) => this.#renderDescription(row, index, invalid),
    };
  }

  #renderTop(view: View): TemplateResult {
    const { text, tone, retry } = saveWords(view, this.#model.saver.state, this.#localize);
    const { invoiceId } = this;
    return html`<header class="top">
      <invoice-status-badge
        .adapter=${this.live.adapter}
        .invoiceId=${invoiceId}
        .invoice=${invoiceId ? null : this.invoice}
        status=${invoiceId || this.invoice ? '' : 'draft'}
      ></invoice-status-badge>
      ${view.readonly ? nothing : html`<span class="save ${tone}" part="save-state">${text}</span>`}
      ${
        retry && !view.readonly
          ? html`<button type="button" @click=${() => this.flush()}>${view.words.retry}</button>`
          : nothing
      }
    </header>`;
  }

  #renderBanners(view: View): TemplateResult {
    const model = this.#model;
    const { state } = model.saver;
    const refused = state.status === 'failed' ? state.problem.status : 0;
    return renderBanners(view, {
      isDraft: model.isDraft,
      mayEdit: model.mayEdit,
      signedOut: refused === 401 || model.gone?.status === 401,
      missing: model.gone?.status === 404,
      dismiss: () => model.set((draft) => ({ ...draft, conflict: false })),
    });
  }

  #renderCustomerInput(): TemplateResult {
    const model = this.#model;
    const chosen = model.customerFound;
    const value = this.#customerText ?? chosen?.name ?? chosen?.email ?? '';
    return this.#customers.render(
      customerField(this.#localize, value, {
        onInput: (text) => {
          this.#customerText = text;
          model.pickCustomer(null);
        },
        onPick: (customer) => {
          this.#customerText = null;
          model.pickCustomer(customer);
        },
      }),
    );
  }

  #renderDescription(row: Row, index: number, invalid: boolean): TemplateResult {
    return this.#catalog.render(
      descriptionField(this.#localize, row, index, invalid, {
        onInput: (text) => this.#actions.type(row.key, 'description', text),
        onPick: (price) => {
          this.#model.edit((draft) => pickPrice(draft, row.key, price));
          void this.#focus(cellId(row, 'quantity'));
        },
        onLeave: () => this.#leave(row.key, 'description'),
      }),
    );
  }

  #renderFoot(view: View): TemplateResult {
    const failed = this.#model.saver.state.status === 'failed';
    const known = failed ? { ready: false, text: view.words.first_saved } : this.#readiness?.readiness(view);
    const { ready, text } = known ?? { ready: false, text: '' };
    return html`<footer class="foot ${this.#model.isDraft ? 'stays' : ''}" part="foot">
      ${this.#model.isDraft && !view.readonly ? html`<p class=${ready ? 'ready' : 'obstacle'}>${text}</p>` : nothing}
      <finalize-button
        .adapter=${this.live.adapter}
        .invoiceId=${this.invoiceId}
        .invoice=${this.invoiceId ? null : this.invoice}
        .prepare=${this.#prepare}
      ></finalize-button>
    </footer>`;
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
    for (const [name, on] of Object.entries(now)) states[on ? 'add' : 'delete'](name);
    if (dirty !== this.#wasDirty && this.isConnected) {
      this.#wasDirty = dirty;
      if (dirty) globalThis.addEventListener('beforeunload', this.#onUnload);
      else globalThis.removeEventListener('beforeunload', this.#onUnload);
      this.dispatchEvent(new InvoiceDirtyChangeEvent(dirty, invoice));
    }
    if (draft) this.#speech.say(spokenWords(this.#view(draft, true), saver.state, this.#localize));
  }
}
