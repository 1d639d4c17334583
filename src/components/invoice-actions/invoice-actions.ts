import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { InvoiceAdapter, RetryPolicy } from '../../adapter/adapter.js';
import { allowedActions } from '../../invoice/actions.js';
import type { Invoice } from '../../invoice/types.js';
import type { Feature } from '../../invoice/wire.js';
import { invoiceActions } from '../../translations/en/invoice-actions.js';
import { problems } from '../../translations/en/problems.js';
import { FinalizeButton } from '../finalize-button/finalize-button.js';
import { focusedElement } from '../internal/focus.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { Menu } from '../internal/menu.js';
import { renderProblem, type ProblemFacts } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import { speechOf } from '../internal/speech.js';
import type { ActionFlow } from './action-flow.js';
import type * as ActionParts from './action-parts.js';
import { styles } from './invoice-actions.styles.js';
import { isLikely, isNext, menuItems, offeredActions, type ActionName } from './offered.js';

/** The dialogs could not be fetched. */
const UNREACHABLE: ProblemFacts = { status: 0, code: 'network_error', detail: '', retryable: true };

/** The optional call of an adapter that an action needs, and its name as a route that a backend may go without. */
const NEEDS: Partial<Record<ActionName, { call: keyof InvoiceAdapter; feature?: Feature }>> = {
  pay: { call: 'pay' },
  mark_paid: { call: 'pay' },
  revise: { call: 'revise' },
  credit: { call: 'createCreditNote', feature: 'credit_notes' },
};

/**
 * Everything that may be done with an invoice now, and nothing else: the likely action as a button, the rest in a menu.
 * Each says first what will happen and whether it can be undone, is done once, and explains what Stripe refuses.
 *
 * @summary Everything that may be done with an invoice now.
 * @customElement invoice-actions
 *
 * @event {InvoiceSendEvent} invoice-send - Asks: the person wants it emailed; cancelable, as all asks are.
 * @event {InvoiceSentEvent} invoice-sent - Stripe has taken it to be emailed.
 * @event {InvoicePayEvent} invoice-pay - Asks: the customer is to be charged, or it was paid `outside` Stripe.
 * @event {InvoicePaidEvent} invoice-paid - It is paid.
 * @event {InvoicePaymentPendingEvent} invoice-payment-pending - A payment is on its way.
 * @event {InvoiceVoidEvent} invoice-void - Asks.
 * @event {InvoiceVoidedEvent} invoice-voided - It is void.
 * @event {InvoiceMarkUncollectibleEvent} invoice-mark-uncollectible - Asks.
 * @event {InvoiceMarkedUncollectibleEvent} invoice-marked-uncollectible - It is uncollectible.
 * @event {InvoiceDeleteEvent} invoice-delete - Asks.
 * @event {InvoiceDeletedEvent} invoice-deleted - The draft is gone.
 * @event {InvoiceScheduleEvent} invoice-schedule - Asks: what Stripe does by itself is to be another.
 * @event {InvoiceScheduledEvent} invoice-scheduled - It is another.
 * @event {InvoiceDuplicateEvent} invoice-duplicate - Asks.
 * @event {InvoiceDuplicatedEvent} invoice-duplicated - The copy is made; open its `draft` in an editor.
 * @event {InvoiceReviseEvent} invoice-revise - Asks.
 * @event {InvoiceRevisedEvent} invoice-revised - The revision is made; open its `draft` in an editor.
 * @event {InvoiceCreditEvent} invoice-credit - Asks: the credit note is written.
 * @event {InvoiceCreditedEvent} invoice-credited - The credit note is issued.
 * @event {InvoiceFinalizeEvent} invoice-finalize - Asks, from the `finalize-button` in it.
 * @event {InvoiceFinalizedEvent} invoice-finalized - The draft is finalized.
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - Something could not be read or done.
 *
 * @csspart action - The button of the likely action.
 * @csspart more - The button of the menu.
 * @csspart dialog - The dialog that asks.
 * @csspart cancel - The button that leaves everything as it is.
 * @csspart confirm - The button that does it.
 * @csspart review - The button that goes on with the invoice as it is now.
 * @csspart outcome - What came of the last action.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class InvoiceActions extends InvoiceElement {
  static override readonly tag = 'invoice-actions';
  static override readonly dependencies = [FinalizeButton];
  static override styles = [InvoiceElement.styles, styles];
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  readonly #localize = new Localizer(this, 'invoiceActions', invoiceActions);
  readonly #menu = new Menu(this);
  #parts?: typeof ActionParts;
  #flow?: ActionFlow;
  #loading?: Promise<ActionFlow>;
  #wasOpen = false;

  @state() private loadProblem: ProblemFacts | null = null;

  /** Actions that the page has elsewhere, by name and apart by blanks: `without="finalize schedule"`. */
  @property() without = '';

  /** How often and how patiently each is tried; the adapter's own policy where nothing is said. */
  @property({ attribute: false }) retry: Partial<RetryPolicy> | null = null;

  /** Opens the dialog of an action, as a click on it does; nothing where it is not offered now. */
  async open(action: ActionName): Promise<void> {
    if (action === 'finalize') return this.#finalizeButton()?.show();
    try {
      const flow = await this.#load();
      flow.open(action);
      await this.updateComplete;
    } catch {
      // Said by `loadProblem`.
    }
  }

  /** Closes the dialog, unless something runs. */
  hide(): void {
    this.#flow?.cancel();
  }

  protected override firstUpdated(): void {
    // Begun now, so that a network that goes away later does not take the dialogs with it.
    void this.#load().catch(() => undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('invoiceId') || changed.has('invoice')) {
      const before = changed.get('invoiceId') ?? '';
      if (before && before !== this.invoiceId) this.#flow?.reset();
    }
    // A debit that is under way forbids what would be done beside it.
    this.live.wish(['open', 'uncollectible'].includes(this.live.invoice?.status ?? ''));
    this.#flow?.notice();
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    const focused = focusedElement();
    if (dialog?.open && (!focused || !dialog.contains(focused))) {
      if (!this.#isWithin(dialog, focused)) dialog.querySelector<HTMLElement>('.cancel')?.focus();
    }
    if (!dialog && this.#wasOpen) this.renderRoot.querySelector<HTMLElement>('.outcome')?.focus();
    this.#wasOpen = dialog !== null;
  }

  override render(): TemplateResult {
    const step = this.#flow?.step;
    return html`<div class="base">
      ${this.#renderLive()}
      <div role="status">${this.#renderOutcome()}</div>
      ${step && step.name !== 'idle' ? this.#renderDialog() : nothing}
    </div>`;
  }

  #renderLive(): TemplateResult {
    const { words } = this.#localize;
    const live = this.live.state;
    switch (live.status) {
      case 'idle':
        return html`<p class="said">${words.empty}</p>`;
      case 'loading':
        return html`<div class="actions" aria-busy="true" .inert=${true}>
            <button type="button" class="skeleton">${words.action_send}</button>
            <button type="button" class="skeleton">${words.more}</button>
          </div>
          ${this.live.slow ? html`<p class="said" role="status">${this.#localize.wordsOf('problems', problems).slow}</p>` : nothing}`;
      case 'error':
        return renderProblem(live.problem, this.#localize, () => this.live.refresh());
      case 'loaded':
        return this.#renderActions(live.invoice);
    }
  }

  #renderActions(invoice: Invoice): TemplateResult {
    const { words } = this.#localize;
    if (invoice.deleted) return this.#flow?.outcome ? html`` : html`<p class="said">${words.deleted}</p>`;
    const offered = this.#offered(invoice);
    if (!offered.length)
      return html`<p class="said">${this.#mayNot(invoice) ? words.may_not : words.none}</p>`;
    const [first] = offered;
    const rest = isLikely(first) ? offered.slice(1) : offered;
    return html`<div class="actions">
        ${isLikely(first) ? this.#renderFirst(first, invoice) : nothing}
        ${
          rest.length
            ? this.#menu.render({
                part: 'more',
                label: isLikely(first) ? words.more : words.more_actions,
                items: menuItems(rest, this.#label),
                pick: (id) => void this.open(id as ActionName),
              })
            : nothing
        }
      </div>
      ${
        this.loadProblem
          ? renderProblem(this.loadProblem, this.#localize, () => void this.#load().catch(() => undefined))
          : nothing
      }`;
  }

  #renderFirst(action: ActionName, invoice: Invoice): TemplateResult {
    if (action === 'finalize') {
      return html`<finalize-button
        .adapter=${this.live.adapter}
        .invoiceId=${invoice.id}
        .retry=${this.retry}
      ></finalize-button>`;
    }
    return html`<button
      type="button"
      part="action"
      class=${isNext(action) ? 'primary' : ''}
      aria-haspopup="dialog"
      data-action=${action}
      @click=${() => void this.open(action)}
    >
      ${this.#label(action)}
    </button>`;
  }

  #renderOutcome(): TemplateResult | typeof nothing {
    const outcome = this.#flow?.outcome;
    const parts = this.#parts;
    if (!outcome || !parts) return nothing;
    const speech = speechOf(this.#localize);
    const text = parts.saidAfter(outcome, this.#livemode, speech);
    const waits = outcome.action === 'pay' && outcome.invoice.status !== 'paid';
    return html`<p part="outcome" class="outcome ${waits ? 'waits' : ''}" tabindex="-1">
      ${sign(waits ? 'info' : 'positive')}
      <span>${text} ${outcome.already ? parts.wordsOf(speech).already : nothing}</span>
    </p>`;
  }

  #renderDialog(): TemplateResult | typeof nothing {
    const flow = this.#flow;
    const parts = this.#parts;
    const invoice = this.live.invoice;
    if (!flow || !parts || flow.step.name === 'idle') return nothing;
    const speech = speechOf(this.#localize);
    if (flow.step.name === 'panel') {
      const about = { adapter: this.live.adapter, retry: this.retry };
      return invoice ? parts.renderPanel(flow, flow.step.panel, { ...about, invoice }, speech) : nothing;
    }
    const possible = invoice !== null && this.#offered(invoice).includes(flow.step.action);
    const context = { livemode: this.#livemode, now: this.live.now, possible };
    return parts.renderDialog(flow, flow.step, context, speech);
  }

  /** Something could be done, but not by this person. */
  #mayNot(invoice: Invoice): boolean {
    return (
      invoice.allowed_actions?.length === 0 &&
      allowedActions({ ...invoice, allowed_actions: null }).length > 0
    );
  }

  get #livemode(): boolean {
    return this.live.invoice?.livemode ?? this.live.store?.peekSession()?.livemode ?? true;
  }

  readonly #label = (action: ActionName): string => {
    const { words } = this.#localize;
    if (action === 'send' && this.#flow?.sent) return words.send_again;
    return action === 'finalize' ? '' : words[`action_${action}`];
  };

  #offered(invoice: Invoice): ActionName[] {
    const { store, adapter } = this.live;
    return offeredActions(invoice, {
      without: new Set(this.without.split(/\s+/)),
      connected: store !== null,
      session: store?.peekSession() ?? null,
      has: (action) => {
        const need = NEEDS[action];
        if (!need) return true;
        return (
          Boolean(adapter?.[need.call]) && (!need.feature || (adapter?.supports?.(need.feature) ?? true))
        );
      },
    });
  }

  /** Fetches the dialogs; once, but for failures. */
  #load(): Promise<ActionFlow> {
    this.loadProblem = null;
    return (this.#loading ??= import('./action-parts.js').then(
      (parts) => {
        parts.prepareFor(this);
        this.#parts = parts;
        this.#flow = new parts.ActionFlow(this, () => {
          const { store, invoice } = this.live;
          return { store, invoice, offered: invoice ? this.#offered(invoice) : [] };
        });
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

  #finalizeButton(): FinalizeButton | null {
    return this.renderRoot.querySelector('finalize-button');
  }

  /** Whether the focus is inside the dialog, also in an element of its own that stands in it. */
  #isWithin(dialog: HTMLElement, focused: HTMLElement | null): boolean {
    for (let at: Node | null = focused; at; at = (at.getRootNode() as ShadowRoot).host ?? null) {
      if (dialog.contains(at)) return true;
    }
    return false;
  }
}
