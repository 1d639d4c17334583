/** What the editor knows: the draft as typed, the invoice as Stripe has it, and whom and what they speak of. */
import type { ReactiveController } from 'lit';
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { Customer, CustomerParams, Session } from '../../invoice/wire.js';
import type { LiveInvoiceController } from '../internal/live-invoice.js';
import { Catalog } from './catalog.js';
import { changeCurrency, isDirty, newDraft, type Draft } from './draft.js';
import { DraftCustomer } from './draft-customer.js';
import { carriedDiscounts, carriedRates } from './figures.js';
import type { Turned } from './history.js';
import { Keeping } from './keeping.js';
import { draftOf, merge, whole } from './merge.js';
import type { ModelHost } from './model-host.js';
import type { Saver } from './saver.js';
import { Sheet, type Desk } from './sheet.js';
import type { Making } from './steps.js';

export class DraftModel implements ReactiveController, Desk {
  sheet: Sheet = new Sheet(this, null);
  readonly people = new DraftCustomer(this);
  session: Session | null = null;
  /** Why there is no session, no customer or no invoice. */
  problem: InvoiceProblem | null = null;
  /** The draft can no longer be seen at Stripe. */
  gone: InvoiceProblem | null = null;
  /** What is shown was typed before the page was loaded, and is not saved yet. */
  restored = false;
  readonly catalog = new Catalog(
    () => this.store?.adapter ?? null,
    () => this.#catalogChanged(),
  );

  readonly #keeping = new Keeping();
  #target = '';
  #completing: Invoice | null = null;
  /** The invoice with all of its lines. */
  #whole: Invoice | null = null;
  #currencyChosen = '';

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
    return this.people.of(this.invoice);
  }

  /** The customer may still be picked. */
  get choosing(): boolean {
    return !this.invoice && !this.host.customer && !this.saver.creating;
  }

  get isDraft(): boolean {
    return !this.invoice || (this.invoice.status === 'draft' && !this.invoice.deleted);
  }

  get mayEdit(): boolean {
    return this.may(this.invoice ? 'edit' : 'create');
  }

  /** Whether the session may do this with the invoice, or at all where there is none. */
  may(action: string): boolean {
    const allowed: readonly string[] | undefined = this.invoice?.allowed_actions ?? this.session?.actions;
    return !allowed || allowed.includes(action);
  }

  get now(): number {
    return this.live.now;
  }

  /** What could not be sent can be put into a revision. */
  get canRevise(): boolean {
    return !this.isDraft && !this.invoice?.deleted && this.may('revise') && !!this.store?.adapter.revise;
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

  /** The page goes on without the element: the last save may still be under way. */
  hostDisconnected(): void {
    this.keepNow();
    this.#keeping.leave(this.#keptAs, this.readonly ? Promise.resolve() : this.saver.flush());
  }

  /** Follows the live invoice and the host's properties before each drawing. */
  hostUpdate(): void {
    this.#followStore();
    const target = this.host.invoiceId || this.live.invoice?.id || '';
    if (target !== this.#target) this.#turnTo(target);
    const { state } = this.live;
    if (state.status === 'error') this.gone = this.invoice && state.problem;
    // While it is asked for anew, nothing else is known yet.
    else if (state.status === 'loaded') this.gone = null;
    if (state.status === 'loaded') this.#see(state.invoice);
    if (!this.invoice && !target) this.#prepareNew();
    this.sheet.customer = this.invoice?.customer ?? (this.host.customer || this.people.found?.id || '');
    this.#restore();
  }

  /** Something was typed; changes of one group that follow each other are undone together. */
  edit(change: (draft: Draft) => Draft, group = ''): void {
    const before = this.draft;
    if (!before || this.readonly) return;
    this.set(change);
    if (this.draft) this.sheet.history.record(before, this.draft, group);
    this.catalog.needPrices(before.currency);
    this.#edited();
  }

  undo(): boolean {
    return this.#turn((draft) => this.sheet.history.undo(draft));
  }

  redo(): boolean {
    return this.#turn((draft) => this.sheet.history.redo(draft));
  }

  /** Changes the draft in a way that there is nothing to save about. */
  set(change: (draft: Draft) => Draft): void {
    const next = this.draft && change(this.draft);
    if (!next || next === this.draft) return;
    this.sheet.draft = next;
    this.requestUpdate();
  }

  pickCustomer(customer: Customer | null): void {
    const before = this.people.found;
    if (this.draft && before !== customer) this.sheet.history.recordWhom(this.draft, before, customer);
    this.people.found = customer;
    this.#edited();
  }

  /** Makes a customer and picks it. Rejects with the problem. */
  async createCustomer(params: CustomerParams): Promise<void> {
    this.pickCustomer(await this.people.make(params));
  }

  /** Mends the customer of the draft. Rejects with the problem. */
  async updateCustomer(id: string, params: CustomerParams): Promise<void> {
    await this.people.mend(id, params);
    // A draft says what its customer says; and what was refused for it may be taken now.
    if (this.invoice) this.live.refresh();
    this.#edited();
  }

  /** A new draft is made with this beside what is typed. */
  make(making: Making): void {
    this.sheet.making = making;
    this.#edited();
  }

  chooseCurrency(currency: string): void {
    this.#currencyChosen = currency;
    this.edit((draft) => changeCurrency(draft, currency));
  }

  /** Another draft takes the place of this one on the desk, with something typed into it already. */
  replace(invoice: Invoice | null, draft: Draft, customer: Customer | null): void {
    this.host.invoiceId = invoice?.id ?? '';
    this.#turnTo(this.host.invoiceId);
    if (!this.host.customer) this.people.found = customer;
    this.#currencyChosen = draft.currency;
    this.sheet.invoice = invoice;
    this.sheet.draft = draft;
    this.#edited();
  }

  /** Tries again what could not be loaded. */
  reload(): void {
    this.problem = null;
    this.people.forget();
    if (this.store) void this.#loadSession(this.store);
    this.live.refresh();
    this.host.requestUpdate();
  }

  /** Forgets what was typed and not saved. */
  discard(): void {
    this.#forget();
    this.saver.reset();
    this.sheet.draft = this.invoice ? draftOf(this.invoice) : newDraft(this.draft?.currency ?? '');
    this.host.requestUpdate();
  }

  noticed(): void {
    this.restored = false;
    this.requestUpdate();
  }

  onCreated(invoice: Invoice): void {
    this.#forget();
    this.#target = invoice.id;
    this.#keeping.take(this.#keptAs);
    this.host.onCreated(invoice);
  }

  onSaved(invoice: Invoice): void {
    this.#keep();
    this.host.onSaved(invoice);
  }

  onFailed(problem: InvoiceProblem): void {
    this.#keep();
    this.host.onFailed(problem);
  }

  requestUpdate(): void {
    this.host.requestUpdate();
  }

  /** Writes down at once what is not saved. */
  keepNow(): void {
    this.#keep();
    this.#keeping.flush();
  }

  #turn(turn: (draft: Draft) => Turned): boolean {
    const before = this.draft;
    if (!before || this.readonly) return false;
    const { draft, whom } = turn(before);
    this.set(() => draft);
    if (draft.currency !== before.currency) this.#currencyChosen = draft.currency;
    if (whom !== undefined && this.choosing) this.people.found = whom;
    this.#edited();
    return draft !== before || whom !== undefined;
  }

  #edited(): void {
    this.saver.touch();
    this.#keep();
    this.requestUpdate();
  }

  /** Where the unsaved draft is kept: each person's own. */
  get #keptAs(): string {
    const { user, account } = this.session ?? {};
    return [account?.id, user?.id, this.#target || `new ${this.host.customer}`].join(' ');
  }

  #keep(): void {
    const { draft, session, saver, dirty } = this;
    if (!draft || !session) return;
    const customer = this.invoice ? null : this.people.found;
    if (dirty || saver.open) this.#keeping.keep(this.#keptAs, { draft, open: saver.open, customer });
    else this.#forget();
  }

  #forget(): void {
    this.restored = false;
    if (this.session) this.#keeping.forget(this.#keptAs);
  }

  /** Takes up what was typed before the page was loaded, once it is known whose it is and what Stripe has now. */
  #restore(): void {
    const { draft, session, invoice } = this;
    if (!draft || !session || this.dirty || (this.#target && !invoice)) return;
    const leaving = this.#keeping.leaving(this.#keptAs);
    if (leaving) return void leaving.then(() => this.requestUpdate());
    const kept = this.#keeping.take(this.#keptAs);
    if (!kept) return;
    this.sheet.draft = invoice && this.isDraft ? merge(kept.draft, this.#whole ?? invoice) : kept.draft;
    if (!invoice) {
      this.#currencyChosen = kept.draft.currency;
      if (!this.host.customer) this.people.found = kept.customer;
    }
    this.restored = this.isDraft && (this.dirty || kept.open !== null);
    if (this.restored) this.saver.goOn(kept.open);
  }

  #followStore(): void {
    const { store } = this.live;
    if (!store || store === this.store) return;
    this.sheet.store = store;
    this.problem = null;
    this.people.forget();
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

  readonly #fail = (error: unknown): void => {
    this.problem = toProblem(error);
    this.host.requestUpdate();
  };

  #turnTo(target: string): void {
    this.keepNow();
    this.#target = target;
    void this.saver.flush();
    this.#completing = null;
    this.#whole = null;
    this.gone = null;
    this.restored = false;
    this.sheet = new Sheet(this, this.store);
    this.people.forget();
    this.#currencyChosen = '';
  }

  /** Takes over what Stripe has, unless a save is under way: its own answer comes first. */
  #see(invoice: Invoice): void {
    if (invoice === this.invoice || this.saver.busy || invoice === this.#completing) return;
    if (invoice.lines_has_more && this.store) {
      this.#completing = invoice;
      void whole(this.store, invoice).then((complete) => {
        if (this.#completing === invoice) this.#take(complete, invoice);
      }, this.#fail);
      return;
    }
    this.#take(invoice, invoice);
  }

  #take(complete: Invoice, from: Invoice): void {
    if (this.saver.busy) return;
    this.sheet.invoice = from;
    this.#whole = complete;
    const isOver = complete.deleted || complete.status !== 'draft';
    // What was typed into a draft that is none any more stays beside it.
    if (!this.draft) this.sheet.draft = draftOf(complete);
    else if (!isOver) this.sheet.draft = merge(this.draft, complete);
    if (isOver) this.saver.reset();
    if (carriedRates(complete).length) this.catalog.need('rates');
    this.catalog.needDiscounts(complete.id, carriedDiscounts(complete));
    const { customer } = complete;
    // What a draft does not say of its customer: how to charge it, and in which language it reads.
    if (customer && !isOver && this.mayEdit)
      this.people.load(customer, () => this.invoice?.customer === customer).catch(() => undefined);
    if (complete !== from) this.host.requestUpdate();
  }

  #catalogChanged(): void {
    const { origins, priceIds } = this.catalog;
    const picked = (draft: Draft): string[] => [...new Set([...draft.picked, ...priceIds])];
    this.set((draft) => ({ ...draft, madeFrom: { ...draft.madeFrom, ...origins }, picked: picked(draft) }));
  }

  #prepareNew(): void {
    this.#loadCustomer();
    const { session, host } = this;
    const customerFound = this.people.found;
    const waits = host.customer && !customerFound;
    const known =
      this.#currencyChosen || host.currency.toLowerCase() || (waits ? '' : customerFound?.currency);
    const currency = known || (waits ? '' : session?.account.default_currency);
    if (!currency || this.saver.creating) return;
    if (!this.draft) this.sheet.draft = newDraft(currency);
    else if (this.draft.currency !== currency) this.sheet.draft = changeCurrency(this.draft, currency);
  }

  /** The customer that a new draft is for; without one there is none to be made. */
  #loadCustomer(): void {
    const { customer } = this.host;
    if (!customer || this.people.isAsked(customer)) return;
    this.people.forget();
    this.people.load(customer, () => this.host.customer === customer).catch(this.#fail);
  }
}
