/** What the editor knows: the draft as typed, the invoice as Stripe has it, and whom and what they speak of. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { Customer, Price, Session, TaxRate } from '../../invoice/wire.js';
import type { LiveInvoiceController } from '../internal/live-invoice.js';
import { addRow, changeCurrency, headerOf, isDirty, newDraft, type Draft } from './draft.js';
import { carriedRates } from './figures.js';
import { merge, whole } from './merge.js';
import type { Saver } from './saver.js';
import { Sheet, type Desk } from './sheet.js';

/** What the element says of the draft that it wants to edit, and what it wants to hear. */
export interface ModelHost extends ReactiveControllerHost {
  invoiceId: string;
  customer: string;
  currency: string;
  onCreated(invoice: Invoice): void;
  onSaved(invoice: Invoice): void;
  onFailed(problem: InvoiceProblem): void;
}

export class DraftModel implements ReactiveController, Desk {
  sheet: Sheet = new Sheet(this, null);
  customerFound: Customer | null = null;
  session: Session | null = null;
  /** Why there is no session, no customer or no invoice. */
  problem: InvoiceProblem | null = null;
  /** The draft can no longer be seen at Stripe. */
  gone: InvoiceProblem | null = null;
  readonly rates = new Map<string, TaxRate>();

  #target = '';
  #completing: Invoice | null = null;
  #currencyChosen = '';
  #customerAsked = '';
  #ratesAsked = false;
  #prices: { currency: string; list: Promise<readonly Price[]> } | null = null;

  constructor(
    private readonly host: ModelHost,
    private readonly live: LiveInvoiceController,
  ) {
    // After the live invoice, so that it has been brought up to date when this follows it.
    host.addController(this);
  }

  get draft(): Draft | null {
    return this.sheet.draft;
  }

  get invoice(): Invoice | null {
    return this.sheet.invoice;
  }

  get store(): InvoiceStore | null {
    return this.sheet.store;
  }

  get saver(): Saver {
    return this.sheet.saver;
  }

  /** The customer as far as is known. */
  get customerShown(): Customer | null {
    if (!this.invoice) return this.customerFound;
    const { customer, customer_name: name, customer_email: email, customer_address: address } = this.invoice;
    if (!customer) return null;
    return {
      id: customer,
      object: 'customer',
      name,
      email,
      address,
      currency: this.invoice.currency,
      balance: 0,
    };
  }

  /** The customer may still be picked. */
  get choosing(): boolean {
    return !this.invoice && !this.host.customer && !this.saver.creating;
  }

  get isDraft(): boolean {
    return !this.invoice || (this.invoice.status === 'draft' && !this.invoice.deleted);
  }

  get mayEdit(): boolean {
    const action = this.invoice ? 'edit' : 'create';
    const allowed: readonly string[] | undefined = this.invoice?.allowed_actions ?? this.session?.actions;
    return !allowed || allowed.includes(action);
  }

  /** Nothing can be changed: it is no draft, not allowed, or not to be seen any more. */
  get readonly(): boolean {
    return !this.isDraft || !this.mayEdit || this.gone?.status === 404;
  }

  get dirty(): boolean {
    return this.draft !== null && this.isDraft && isDirty(this.draft);
  }

  hostConnected(): void {
    this.saver.prepare().catch(() => undefined);
  }

  /** Follows the live invoice and the host's properties before each drawing. */
  hostUpdate(): void {
    this.#followStore();
    const target = this.host.invoiceId || this.live.invoice?.id || '';
    if (target !== this.#target) this.#turnTo(target);
    const { state } = this.live;
    this.gone = state.status === 'error' && this.invoice ? state.problem : null;
    if (state.status === 'loaded') this.#see(state.invoice);
    if (!this.invoice && !target) this.#prepareNew();
    this.sheet.customer = this.invoice?.customer ?? (this.host.customer || this.customerFound?.id || '');
  }

  /** Something was typed. */
  edit(change: (draft: Draft) => Draft): void {
    this.set(change);
    this.saver.touch();
  }

  /** Changes the draft in a way that there is nothing to save about. */
  set(change: (draft: Draft) => Draft): void {
    if (!this.draft) return;
    this.sheet.draft = change(this.draft);
    this.requestUpdate();
  }

  pickCustomer(customer: Customer | null): void {
    this.customerFound = customer;
    this.saver.touch();
    this.host.requestUpdate();
  }

  chooseCurrency(currency: string): void {
    this.#currencyChosen = currency;
    this.host.requestUpdate();
  }

  /** The catalog in the draft's currency, asked for once. */
  prices(): Promise<readonly Price[]> {
    const { store, draft } = this;
    if (!store || !draft) return Promise.resolve([]);
    if (this.#prices?.currency !== draft.currency) {
      const list = store.adapter.prices(draft.currency);
      const asked = (this.#prices = { currency: draft.currency, list });
      list.catch(() => {
        if (this.#prices === asked) this.#prices = null;
      });
    }
    return this.#prices.list;
  }

  /** Tries again what could not be loaded. */
  reload(): void {
    this.problem = null;
    this.#customerAsked = '';
    if (this.store) void this.#loadSession(this.store);
    this.live.refresh();
    this.host.requestUpdate();
  }

  onCreated(invoice: Invoice): void {
    this.#target = invoice.id;
    this.host.onCreated(invoice);
  }

  onSaved(invoice: Invoice): void {
    this.host.onSaved(invoice);
  }

  onFailed(problem: InvoiceProblem): void {
    this.host.onFailed(problem);
  }

  requestUpdate(): void {
    this.host.requestUpdate();
  }

  #followStore(): void {
    const { store } = this.live;
    if (!store || store === this.store) return;
    this.sheet.store = store;
    this.problem = null;
    this.#customerAsked = '';
    void this.#loadSession(store);
  }

  async #loadSession(store: InvoiceStore): Promise<void> {
    try {
      this.session = await store.session();
      this.problem = null;
    } catch (error) {
      this.problem = toProblem(error);
    }
    this.host.requestUpdate();
  }

  #turnTo(target: string): void {
    this.#target = target;
    void this.saver.flush();
    this.#completing = null;
    this.sheet = new Sheet(this, this.store);
    this.customerFound = null;
    this.#customerAsked = '';
    this.#currencyChosen = '';
  }

  /** Takes over what Stripe has, unless a save is under way: its own answer comes first. */
  #see(invoice: Invoice): void {
    if (invoice === this.invoice || this.saver.busy || invoice === this.#completing) return;
    if (invoice.lines_has_more && this.store) {
      this.#completing = invoice;
      void whole(this.store, invoice).then(
        (complete) => {
          if (this.#completing === invoice) this.#take(complete, invoice);
        },
        (error: unknown) => {
          this.problem = toProblem(error);
          this.host.requestUpdate();
        },
      );
      return;
    }
    this.#take(invoice, invoice);
  }

  #take(complete: Invoice, from: Invoice): void {
    if (this.saver.busy) return;
    this.sheet.invoice = from;
    const isOver = complete.deleted || complete.status !== 'draft';
    // What was typed into a draft that is none any more stays beside it.
    if (!this.draft) this.sheet.draft = draftOf(complete);
    else if (!isOver) this.sheet.draft = merge(this.draft, complete);
    if (isOver) this.saver.reset();
    this.#loadRates(complete);
    if (complete !== from) this.host.requestUpdate();
  }

  #loadRates(invoice: Invoice): void {
    if (this.#ratesAsked || !this.store || !carriedRates(invoice).length) return;
    this.#ratesAsked = true;
    this.store.adapter.taxRates().then(
      (rates) => {
        for (const rate of rates) this.rates.set(rate.id, rate);
        this.host.requestUpdate();
      },
      () => (this.#ratesAsked = false),
    );
  }

  #prepareNew(): void {
    this.#loadCustomer();
    const { session, customerFound, host } = this;
    const waits = host.customer && !customerFound;
    const known =
      this.#currencyChosen || host.currency.toLowerCase() || (waits ? '' : customerFound?.currency);
    const currency = known || (waits ? '' : session?.account.default_currency);
    if (!currency || this.saver.creating) return;
    if (!this.draft) this.sheet.draft = newDraft(currency);
    else if (this.draft.currency !== currency) this.sheet.draft = changeCurrency(this.draft, currency);
  }

  #loadCustomer(): void {
    const { customer } = this.host;
    if (!customer || !this.store || this.#customerAsked === customer) return;
    this.#customerAsked = customer;
    this.customerFound = null;
    this.store.adapter.customer(customer).then(
      (found) => {
        if (this.host.customer === customer) this.customerFound = found;
        this.host.requestUpdate();
      },
      (error: unknown) => {
        this.problem = toProblem(error);
        this.host.requestUpdate();
      },
    );
  }
}

/** A draft that is at Stripe, with an empty row where it has no lines. */
export function draftOf(invoice: Invoice): Draft {
  const header = headerOf(invoice);
  const draft = merge({ ...newDraft(invoice.currency), rows: [], header, baseHeader: header }, invoice);
  return draft.rows.length ? draft : addRow(draft);
}
