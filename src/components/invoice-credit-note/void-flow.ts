/** Voiding a credit note: asked about in a dialog, done once. */
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import { voidCreditNote } from '../../adapter/credit.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { CreditNote } from '../../invoice/wire.js';
import { Countdown, NOT_TRIED, tryingOf, type Trying } from '../internal/attempt.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { InvoiceCreditVoidedEvent, InvoiceCreditVoidEvent } from './invoice-credit-note.events.js';
import type { CreditHost } from './issue-flow.js';

/** What the dialog is about; it never changes while it is open. */
interface Asked {
  note: CreditNote;
  invoice: Invoice;
}

export type VoidStep =
  | { name: 'idle' }
  | ({ name: 'asking' } & Asked)
  | ({ name: 'running' } & Asked & Trying)
  | ({ name: 'failed'; problem: InvoiceProblem } & Asked);

export class VoidFlow {
  step: VoidStep = { name: 'idle' };
  /** The note that was voided last, to be told of. */
  done: CreditNote | null = null;
  readonly #countdown: Countdown;

  constructor(
    private readonly host: CreditHost,
    /** Called when it is over, in whichever way. */
    private readonly ended: () => void,
  ) {
    this.#countdown = new Countdown(() => host.requestUpdate());
  }

  ask(note: CreditNote, invoice: Invoice): void {
    if (this.step.name !== 'idle') return;
    this.done = null;
    this.#go({ name: 'asking', note, invoice });
  }

  /** Closes the dialog, where nothing runs. */
  cancel(): void {
    if (this.step.name !== 'running') this.#go({ name: 'idle' });
  }

  async confirm(store: InvoiceStore): Promise<void> {
    const { step, host } = this;
    if (step.name !== 'asking' && step.name !== 'failed') return;
    const asked: Asked = { note: step.note, invoice: step.invoice };
    const isFirst = step.name === 'asking';
    this.#go({ name: 'running', ...asked, ...NOT_TRIED });
    if (isFirst && !host.dispatchEvent(new InvoiceCreditVoidEvent(asked.invoice, asked.note))) {
      return this.#go({ name: 'idle' });
    }
    try {
      const { creditNote, invoice, previous } = await voidCreditNote(store, asked.note, {
        policy: { ...store.adapter.retry, ...host.retry },
        onAttempt: (attempt) => this.#go({ name: 'running', ...asked, ...tryingOf(attempt) }),
      });
      this.done = creditNote;
      this.#go({ name: 'idle' });
      this.ended();
      const before = previous ?? asked.invoice;
      host.dispatchEvent(new InvoiceCreditVoidedEvent(invoice ?? before, before, creditNote));
    } catch (error) {
      const problem = toProblem(error);
      this.#go({ name: 'failed', ...asked, problem });
      this.ended();
      host.dispatchEvent(new InvoiceErrorEvent(problem, asked.invoice));
    }
  }

  #go(step: VoidStep): void {
    this.#countdown.set(step.name === 'running' ? step.nextAt : null);
    this.step = step;
    this.host.requestUpdate();
  }
}
