/** What happens between the click on “Issue credit note” and the answer: steps only, nothing that is drawn. */
import { toProblem, type InvoiceProblem, type RetryPolicy } from '../../adapter/adapter.js';
import { creditInvoice } from '../../adapter/credit.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { CreditNote, CreditNoteParams } from '../../invoice/wire.js';
import { InvoiceCreditedEvent, InvoiceCreditEvent } from '../internal/action-events.js';
import { Countdown, NOT_TRIED, tryingOf, type Trying } from '../internal/attempt.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import type { Previewed } from './preview.js';

/** What the flows need of their element. */
export interface CreditHost extends HTMLElement {
  readonly retry: Partial<RetryPolicy> | null;
  requestUpdate(): void;
}

export type Step =
  | { name: 'writing' }
  | ({ name: 'running'; order: Order } & Trying)
  | { name: 'failed'; order: Order; problem: InvoiceProblem }
  /** `due` is what stays to be paid, minor units. */
  | { name: 'done'; note: CreditNote; due: number; emailed: boolean };

/** What the person has agreed to. */
export interface Order {
  shown: Previewed;
  params: CreditNoteParams;
}

export class IssueFlow {
  step: Step = { name: 'writing' };
  readonly #countdown: Countdown;

  constructor(
    private readonly host: CreditHost,
    /** Called when it is over, in whichever way. */
    private readonly ended: () => void,
  ) {
    this.#countdown = new Countdown(() => host.requestUpdate());
  }

  /** Something runs, or nobody knows yet what came of it: nothing else may be written. */
  get locked(): boolean {
    return this.step.name === 'running' || this.isUnsettled;
  }

  get isUnsettled(): boolean {
    return this.step.name === 'failed' && this.step.problem.unsettled === true;
  }

  /** The person agrees to what is shown. */
  async issue(store: InvoiceStore, order: Order): Promise<void> {
    if (this.locked) return;
    const { invoice, note } = order.shown;
    // Taken before listeners run, so that a click of theirs cannot start it twice.
    this.#go({ name: 'running', order, ...NOT_TRIED });
    if (!this.host.dispatchEvent(new InvoiceCreditEvent(invoice, note))) {
      return this.#go({ name: 'writing' });
    }
    await this.#run(store, order);
  }

  /** Looks what came of a try that was given up, and does it if nothing did. */
  async again(store: InvoiceStore): Promise<void> {
    if (this.step.name === 'failed') await this.#run(store, this.step.order);
  }

  /** Back to the beginning, unless something runs. */
  reset(): void {
    if (this.step.name !== 'running') this.#go({ name: 'writing' });
  }

  async #run(store: InvoiceStore, order: Order): Promise<void> {
    const { host } = this;
    const before = order.shown.invoice;
    this.#go({ name: 'running', order, ...NOT_TRIED });
    try {
      const { creditNote, invoice, previous } = await creditInvoice(store, order.params, {
        policy: { ...store.adapter.retry, ...host.retry },
        onAttempt: (attempt) => this.#go({ name: 'running', order, ...tryingOf(attempt) }),
      });
      const known = previous ?? before;
      // Where the invoice could not be read anew, the credit note says what it took off.
      const due = invoice?.amount_remaining ?? known.amount_remaining - creditNote.pre_payment_amount;
      this.#go({ name: 'done', note: creditNote, due, emailed: order.params.email_type === 'credit_note' });
      this.ended();
      host.dispatchEvent(new InvoiceCreditedEvent(invoice ?? known, known, creditNote));
    } catch (error) {
      const problem = toProblem(error);
      this.#go({ name: 'failed', order, problem });
      this.ended();
      host.dispatchEvent(new InvoiceErrorEvent(problem, before));
    }
  }

  #go(step: Step): void {
    this.#countdown.set(step.name === 'running' ? step.nextAt : null);
    this.step = step;
    this.host.requestUpdate();
  }
}
