/** What happens between the click on an action and its outcome: steps only, nothing that is drawn. */
import { toProblem, type InvoiceProblem, type RetryPolicy } from '../../adapter/adapter.js';
import { copyInvoice, reviseInvoice } from '../../adapter/drafts-from.js';
import { newKey } from '../../adapter/intent.js';
import type { PerformOptions, Work } from '../../adapter/perform.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import { act } from '../internal/act.js';
import {
  InvoiceDuplicatedEvent,
  InvoiceDuplicateEvent,
  InvoiceRevisedEvent,
  InvoiceReviseEvent,
} from '../internal/action-events.js';
import { Countdown, NOT_TRIED, tryingOf, type Trying } from '../internal/attempt.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import type { ActionName } from './offered.js';
import { PayChoice } from './pay-choice.js';

/** Actions with an element of their own, shown in the dialog. */
export type PanelName = 'schedule' | 'credit';
/** Actions that are agreed to, then done. */
export type Deed = Exclude<ActionName, 'finalize' | PanelName>;

/** What a person is asked about; the picture never changes once it is shown. */
interface About {
  action: Deed;
  shown: Invoice;
  /** The invoice as it has become meanwhile, where that matters here. */
  now: Invoice | null;
}

export type Step =
  | { name: 'idle' }
  | { name: 'panel'; panel: PanelName }
  | ({ name: 'asking' } & About)
  | ({ name: 'running' } & About & Trying)
  | ({ name: 'failed'; problem: InvoiceProblem; key: string } & About);

export type OpenStep = Exclude<Step, { name: 'idle' }>;
export type DeedStep = Exclude<OpenStep, { name: 'panel' }>;

/** What came of the last action. */
export interface Outcome {
  action: Deed;
  invoice: Invoice;
  /** It was so before: by someone else, another tab, or Stripe itself. */
  already: boolean;
}

export interface FlowHost extends HTMLElement {
  readonly retry: Partial<RetryPolicy> | null;
  requestUpdate(): void;
}

export interface FlowView {
  store: InvoiceStore | null;
  invoice: Invoice | null;
  offered: readonly ActionName[];
}

/** What of an invoice a person has agreed to, beside that it may be done at all. */
const facts = ({ status, amount_remaining, customer_email, auto_advance, deleted }: Invoice): string =>
  JSON.stringify([status, amount_remaining, customer_email, auto_advance, deleted]);

const isPanel = (action: ActionName): action is PanelName => action === 'schedule' || action === 'credit';

export class ActionFlow {
  step: Step = { name: 'idle' };
  outcome: Outcome | null = null;
  /** This element has emailed it. */
  sent = false;
  /** The person has tried to go on, so that what is missing may be told. */
  tried = false;
  readonly pay: PayChoice;

  readonly #countdown: Countdown;

  constructor(
    private readonly host: FlowHost,
    private readonly view: () => FlowView,
  ) {
    this.pay = new PayChoice(() => host.requestUpdate());
    this.#countdown = new Countdown(() => host.requestUpdate());
  }

  /** Whether something runs that closing the dialog would not stop. */
  get locked(): boolean {
    return this.step.name === 'running';
  }

  open(action: ActionName): void {
    const { store, invoice, offered } = this.view();
    if (this.step.name !== 'idle' || !store || !invoice || !offered.includes(action)) return;
    this.outcome = null;
    this.tried = false;
    if (action === 'finalize') return;
    if (isPanel(action)) return this.#go({ name: 'panel', panel: action });
    if (action === 'pay') void this.pay.load(store, invoice);
    this.#go({ name: 'asking', action, shown: invoice, now: null });
    // What is on the screen may be a while old; whatever is new shows beside what is asked.
    void store.refresh(invoice.id).catch(() => undefined);
  }

  cancel(): void {
    if (!this.locked) this.#go({ name: 'idle' });
  }

  /** Takes notice of what has become of the invoice while a dialog asks about it. */
  notice(): void {
    const { step } = this;
    const { invoice } = this.view();
    if (step.name === 'panel' || step.name === 'idle' || step.name === 'running' || !invoice) return;
    if (invoice.id !== step.shown.id) return;
    const now = facts(invoice) === facts(step.shown) ? null : invoice;
    this.step = { ...step, now };
  }

  /** The person has seen the change, and is asked about the invoice as it is. */
  review(): void {
    if (this.step.name === 'idle' || this.step.name === 'panel' || !this.step.now) return;
    const { action, now } = this.step;
    this.#go({ name: 'asking', action, shown: now, now: null });
  }

  /** The person agrees to what is shown. */
  async confirm(): Promise<void> {
    const { step } = this;
    if (step.name !== 'asking' || step.now) return;
    this.tried = true;
    if (step.action === 'pay' && this.pay.fault) return this.host.requestUpdate();
    await this.#run(step, newKey());
  }

  /** Once more: the same intent where the outcome of the last try is unknown, else a new one. */
  async again(): Promise<void> {
    const { step } = this;
    if (step.name !== 'failed' || step.now) return;
    await this.#run(step, step.problem.unsettled ? step.key : newKey());
  }

  /** Back to the beginning, for another invoice. What runs goes on, and is told of by its events. */
  reset(): void {
    if (!this.locked) this.step = { name: 'idle' };
    this.outcome = null;
    this.sent = false;
  }

  async #run({ action, shown }: About, key: string): Promise<void> {
    const { store } = this.view();
    if (!store) return;
    const about = { action, shown, now: null };
    this.#go({ name: 'running', ...about, ...NOT_TRIED });
    const options: PerformOptions = {
      key,
      policy: { ...store.adapter.retry, ...this.host.retry },
      onAttempt: (attempt) => {
        const trying = tryingOf(attempt);
        this.#go({ name: 'running', ...about, ...trying });
        this.#countdown.set(trying.nextAt);
      },
    };
    try {
      const done = await this.#do(store, about, options);
      if (done) this.outcome = { action, ...done };
      if (done && action === 'send') this.sent = true;
      this.#go({ name: 'idle' });
    } catch (error) {
      const problem = toProblem(error);
      this.#go({ name: 'failed', ...about, problem, key: problem.key ?? key });
      // Most refusals mean that it is another invoice by now.
      void store.refresh(shown.id).catch(() => undefined);
    }
  }

  /** Null where the page has stopped it. */
  async #do(
    store: InvoiceStore,
    { action, shown }: About,
    options: PerformOptions,
  ): Promise<{ invoice: Invoice; already: boolean } | null> {
    if (action === 'duplicate' || action === 'revise') {
      const draft = await this.#makeDraft(store, action, shown, options);
      return draft && { invoice: draft, already: false };
    }
    return act(this.host, store, shown, this.#workOf(action), options);
  }

  #workOf(action: Exclude<Deed, 'duplicate' | 'revise'>): Work {
    switch (action) {
      case 'pay':
        return { action, params: this.pay.params };
      case 'collect':
        return { action: 'schedule', autoAdvance: true };
      case 'stop_collecting':
        return { action: 'schedule', autoAdvance: false };
      default:
        return { action };
    }
  }

  async #makeDraft(
    store: InvoiceStore,
    action: 'duplicate' | 'revise',
    invoice: Invoice,
    options: PerformOptions,
  ): Promise<Invoice | null> {
    const copies = action === 'duplicate';
    const ask = copies ? new InvoiceDuplicateEvent(invoice) : new InvoiceReviseEvent(invoice);
    if (!this.host.dispatchEvent(ask)) return null;
    try {
      const draft = copies
        ? await copyInvoice(store, invoice.id, options)
        : await reviseInvoice(store, invoice, options);
      this.host.dispatchEvent(
        copies ? new InvoiceDuplicatedEvent(invoice, draft) : new InvoiceRevisedEvent(invoice, draft),
      );
      return draft;
    } catch (error) {
      const problem = toProblem(error);
      this.host.dispatchEvent(new InvoiceErrorEvent(problem, invoice));
      throw problem;
    }
  }

  #go(step: Step): void {
    this.#countdown.set(null);
    this.step = step;
    this.host.requestUpdate();
  }
}
