/** What the element knows and does beyond drawing: the facts, the credit note being written, and the two flows. */
import { isProblem, toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceStore, LiveInvoice } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import { readFacts, type Facts } from './facts.js';
import { IssueFlow, type CreditHost } from './issue-flow.js';
import { issueParams } from './params.js';
import { VoidFlow } from './void-flow.js';
import { Writing } from './writing.js';

/** What the element tells of itself at the moment. */
export interface View {
  store: InvoiceStore | null;
  lang: string;
  live: LiveInvoice;
  /** Nothing is written, so that nothing has to be previewed. */
  listOnly: boolean;
}

export class CreditModel {
  facts: Facts | null = null;
  /** Why there are no facts. */
  problem: InvoiceProblem | null = null;
  /** What can be credited has become another since the person began to write. */
  isChanged = false;
  /** The facts may be older than what is known of the invoice. */
  isReading = false;
  readonly writing: Writing;
  issuing: IssueFlow;
  voiding: VoidFlow;

  /** The invoice that the facts are of, or are being read of. */
  #of: Invoice | null = null;
  /** What is being read is what the person has done here. */
  #isOwnChange = false;

  constructor(
    private readonly host: CreditHost,
    private readonly view: () => View,
  ) {
    const draw = (): void => host.requestUpdate();
    this.writing = new Writing(
      () => ({
        store: view().store,
        facts: this.facts,
        lang: view().lang,
        locked: this.issuing.locked,
        idle: view().listOnly,
      }),
      draw,
    );
    this.issuing = this.#newIssuing();
    this.voiding = this.#newVoiding();
  }

  /** Takes notice of what has become of the invoice; called before each drawing. */
  notice(live: LiveInvoice): void {
    if (live.status !== 'loaded' || !this.view().store) return;
    const { invoice } = live;
    if (invoice === this.#of) return;
    if (invoice.id !== this.#of?.id) this.#forget();
    // What runs was agreed to as it was; the facts are read anew once it is over.
    if ([this.issuing, this.voiding].some(({ step }) => step.name === 'running')) return;
    if (isFinalized(invoice)) void this.#read(invoice);
  }

  /** Reads everything anew; what was written stays. */
  reload(): void {
    this.problem = null;
    const { live } = this.view();
    if (live.status === 'loaded') void this.#read(live.invoice);
  }

  /** Issues what is previewed, or tells what is missing. False where nothing was begun. */
  issue(): boolean {
    const { store } = this.view();
    const shown = this.writing.ready;
    if (!store || !shown) {
      this.writing.check();
      return false;
    }
    const hasAddress = Boolean(shown.invoice.customer_email);
    const params = issueParams(shown.params, this.writing.typed, hasAddress);
    this.isChanged = false;
    void this.issuing.issue(store, { shown, params });
    return true;
  }

  again(): void {
    const { store } = this.view();
    if (store) void this.issuing.again(store);
  }

  confirmVoid(): void {
    const { store } = this.view();
    if (store) void this.voiding.confirm(store);
  }

  /** Empties the form, for a new credit note. */
  reset(): void {
    if (this.issuing.step.name === 'running') return;
    this.issuing.reset();
    this.isChanged = false;
    this.writing.reset();
    this.writing.refresh(true);
    this.host.requestUpdate();
  }

  async #read(invoice: Invoice): Promise<void> {
    const { store } = this.view();
    if (!store) return;
    this.#of = invoice;
    this.isReading = true;
    const outcome = await readFacts(store, invoice).catch(toProblem);
    // Another one is being read by now.
    if (this.#of !== invoice) return;
    this.isReading = false;
    if (!isProblem(outcome)) return this.#take(outcome);
    // What was known stands, as it does for the invoice itself.
    if (!this.facts) this.problem = outcome;
    this.host.requestUpdate();
  }

  #take(facts: Facts): void {
    const before = this.facts?.limits;
    const isFirst = !before;
    this.facts = facts;
    this.problem = null;
    const names = ['creditable', 'remaining', 'refundable'] as const;
    if (before && !this.#isOwnChange)
      this.isChanged ||= names.some((name) => before[name] !== facts.limits[name]);
    this.#isOwnChange = false;
    if (mayBeCredited(facts) && !this.#isClosed) this.writing.refresh(isFirst);
    this.host.requestUpdate();
  }

  /** Nothing is written now. */
  get #isClosed(): boolean {
    return this.issuing.locked || this.issuing.step.name === 'done';
  }

  #newIssuing(): IssueFlow {
    const flow: IssueFlow = new IssueFlow(this.host, () => {
      if (flow !== this.issuing) return;
      if (flow.step.name === 'done') this.writing.reset();
      // What was refused may have another reason by now.
      else if (!flow.isUnsettled) this.writing.previewer.outdate();
      this.#isOwnChange = flow.step.name === 'done';
      this.reload();
    });
    return flow;
  }

  #newVoiding(): VoidFlow {
    const flow: VoidFlow = new VoidFlow(this.host, () => {
      if (flow !== this.voiding) return;
      this.#isOwnChange = flow.done !== null;
      this.reload();
    });
    return flow;
  }

  /** Another invoice. What runs goes on, and is told of by its events. */
  #forget(): void {
    this.#of = null;
    this.isReading = false;
    this.facts = null;
    this.problem = null;
    this.isChanged = false;
    this.issuing = this.#newIssuing();
    this.voiding = this.#newVoiding();
    this.writing.reset();
  }
}

/** Only then are there credit notes, or can be. */
export const isFinalized = ({ deleted, status }: Invoice): boolean =>
  !deleted && status !== null && status !== 'draft';

/** Whether the form is shown. */
export const mayBeCredited = ({ invoice, limits }: Facts): boolean =>
  isCreditable(invoice) && mayCredit(invoice) && limits.creditable > 0;

/** The same as the row of `allowedActions`, without the reader of raw invoices that it brings along. */
export const isCreditable = ({ deleted, status }: Invoice): boolean =>
  !deleted && (status === 'open' || status === 'paid');

export const mayCredit = ({ allowed_actions }: Invoice): boolean =>
  allowed_actions?.includes('credit') ?? true;
