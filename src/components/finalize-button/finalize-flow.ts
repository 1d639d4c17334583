/** What happens between the click on “Finalize invoice” and the answer: steps only, nothing that is drawn. */
import {
  isProblem,
  ownProblem,
  toProblem,
  type InvoiceProblem,
  type RetryPolicy,
} from '../../adapter/adapter.js';
import { finalizeInvoice, newKey, type Attempt } from '../../adapter/intent.js';
import type { InvoiceStore, LiveInvoice } from '../../adapter/store.js';
import { compareFingerprints, fingerprint } from '../../invoice/fingerprint.js';
import type { Invoice } from '../../invoice/types.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { act } from '../internal/act.js';
import { Countdown, NOT_TRIED, tryingOf, type Trying } from '../internal/attempt.js';
import type { Compared } from '../internal/differences.js';
import { InvoiceFinalizedEvent, InvoiceFinalizeEvent } from './finalize-button.events.js';
import { readShown, type Shown } from '../internal/shown.js';
import { complete } from '../internal/whole-invoice.js';

export type Step =
  | { name: 'idle' }
  /** The draft is being read; `over` is what the open dialog goes on showing meanwhile. */
  | { name: 'preparing'; over: Changed | null }
  | { name: 'confirm'; shown: Shown }
  | Changed
  | ({ name: 'running'; shown: Shown } & Trying)
  | { name: 'failed'; shown: Shown; problem: InvoiceProblem; key: string }
  /** It could not even be read. */
  | { name: 'stopped'; problem: InvoiceProblem };

/** The draft is not what was shown any more. */
export interface Changed extends Compared {
  name: 'changed';
}

export type Sending = 'no' | 'running' | 'sent' | InvoiceProblem;

/** What the flow needs of its element. */
export interface FlowHost extends HTMLElement {
  readonly autoAdvance: boolean | null;
  readonly retry: Partial<RetryPolicy> | null;
  readonly prepare: (() => Promise<boolean>) | null;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
}

/** What the element knows at the moment. */
export interface FlowView {
  store: InvoiceStore | null;
  id: string;
}

const NO_ADAPTER =
  'No backend to ask: set adapter-url or .adapter, or put the element into an <invoice-provider>.';

/** The way from the click to the finalized invoice, one step at a time. */
export class FinalizeFlow {
  step: Step = { name: 'idle' };
  sending: Sending = 'no';
  /** Set once this element has finalized the invoice itself, or found that somebody else had. */
  outcome: { id: string; already: boolean } | null = null;

  #seen: LiveInvoice | null = null;
  readonly #countdown: Countdown;

  constructor(
    private readonly host: FlowHost,
    private readonly view: () => FlowView,
  ) {
    this.#countdown = new Countdown(() => host.requestUpdate());
  }

  /** Whether something runs that closing the dialog would not stop. */
  get locked(): boolean {
    return this.step.name === 'running';
  }

  /** Has the page make the draft ready, reads it, and opens the dialog. */
  async open(): Promise<void> {
    if (!['idle', 'stopped'].includes(this.step.name)) return;
    this.#go({ name: 'preparing', over: null });
    try {
      if (this.host.prepare) {
        if (!(await this.host.prepare())) return this.#go({ name: 'idle' });
        // The page may have given the draft its id only now.
        await this.host.updateComplete;
      }
      await this.#show();
    } catch (error) {
      this.#stop(toProblem(error));
    }
  }

  /** Reads the draft again and asks again. */
  async review(): Promise<void> {
    if (this.step.name !== 'changed') return;
    const over = this.step;
    this.#go({ name: 'preparing', over });
    try {
      await this.#show();
    } catch (error) {
      this.#stop(toProblem(error));
    }
  }

  /** Closes the dialog, where nothing runs. */
  cancel(): void {
    if (!this.locked) this.#go({ name: 'idle' });
  }

  /** The person agrees to what is shown. */
  async confirm(): Promise<void> {
    if (this.step.name !== 'confirm') return;
    const { shown } = this.step;
    const ask = new InvoiceFinalizeEvent(shown.invoice, this.host.autoAdvance);
    // Taken before listeners run, so that a click of theirs cannot start it twice.
    this.#go({ name: 'running', shown, ...NOT_TRIED });
    if (!this.host.dispatchEvent(ask)) return this.#go({ name: 'idle' });
    await this.#run(shown, newKey(), false);
  }

  /** Once more after a failure: the same intent where the outcome of the last one is unknown, else a new one. */
  async again(): Promise<void> {
    if (this.step.name === 'stopped') return this.open();
    if (this.step.name !== 'failed') return;
    const { shown, problem, key } = this.step;
    await this.#run(shown, problem.unsettled ? key : newKey(), problem.unsettled === true);
  }

  /** Emails the finalized invoice. */
  async send(invoice: Invoice): Promise<void> {
    const { store } = this.view();
    if (!store || this.sending === 'running' || this.sending === 'sent') return;
    this.#send('running');
    try {
      const sent = await act(this.host, store, invoice, { action: 'send' }, { policy: this.#policy(store) });
      this.#send(sent ? 'sent' : 'no');
    } catch (error) {
      this.#send(toProblem(error));
    }
  }

  /** Takes notice of what has become of the invoice; while a dialog asks about it, the person is told. */
  notice(live: LiveInvoice): void {
    const { step } = this;
    if (live === this.#seen || (step.name !== 'confirm' && step.name !== 'changed')) return;
    this.#seen = live;
    const { shown } = step;
    if (live.status === 'error' && live.problem.status === 404) {
      return this.#go({ name: 'changed', shown, now: { ...shown.invoice, deleted: true }, differences: [] });
    }
    if (live.status !== 'loaded' || live.invoice.id !== shown.invoice.id) return;
    const { invoice } = live;
    if (invoice.deleted || invoice.status !== 'draft') {
      this.#go({ name: 'changed', shown, now: invoice, differences: [] });
    } else if (invoice.lines_has_more) {
      void this.#noticeLong(live, invoice);
    } else {
      this.#compare(shown, invoice);
    }
  }

  /** Back to the beginning, for another invoice. What runs goes on, and is told of by its events. */
  reset(): void {
    if (!this.locked && this.step.name !== 'preparing') this.step = { name: 'idle' };
    this.sending = 'no';
    this.outcome = null;
  }

  async #show(): Promise<void> {
    const { store, id } = this.view();
    if (!store) throw ownProblem('no_adapter', NO_ADAPTER, { retryable: false });
    if (!id) return this.#go({ name: 'idle' });
    const shown = await readShown(store, id);
    if (this.step.name !== 'preparing') return;
    const { invoice } = shown;
    // Finalized or deleted in the meantime: the element itself says so.
    if (invoice.deleted || invoice.status !== 'draft') return this.#go({ name: 'idle' });
    this.#go({ name: 'confirm', shown });
  }

  async #run(shown: Shown, key: string, unsettledBefore: boolean): Promise<void> {
    const { store } = this.view();
    const { host } = this;
    if (!store) return;
    this.#go({ name: 'running', shown, ...NOT_TRIED });
    const { id } = shown.invoice;
    try {
      const { invoice, already } = await finalizeInvoice(store, id, {
        key,
        expected: fingerprint(shown.invoice),
        autoAdvance: host.autoAdvance ?? undefined,
        policy: this.#policy(store),
        onAttempt: (attempt) => this.#onAttempt(shown, attempt),
      });
      // After an answer that never came, it may well have been this very intent.
      const alreadyFinalized = already && !unsettledBefore;
      this.outcome = { id, already: alreadyFinalized };
      this.#go({ name: 'idle' });
      host.dispatchEvent(new InvoiceFinalizedEvent(invoice, shown.invoice, alreadyFinalized));
    } catch (error) {
      this.#fail(shown, key, error);
    }
  }

  #fail(shown: Shown, key: string, error: unknown): void {
    const problem = toProblem(error);
    const now = problem.invoice;
    if (isProblem(error) && problem.code === 'draft_changed' && now) {
      const differences =
        problem.differences ?? compareFingerprints(fingerprint(shown.invoice), fingerprint(now));
      this.#go({ name: 'changed', shown, now, differences });
    } else {
      this.#go({ name: 'failed', shown, problem, key });
    }
    this.host.dispatchEvent(new InvoiceErrorEvent(problem, shown.invoice));
  }

  #stop(problem: InvoiceProblem): void {
    this.#go({ name: 'stopped', problem });
    this.host.dispatchEvent(new InvoiceErrorEvent(problem, null));
  }

  async #noticeLong(live: LiveInvoice, invoice: Invoice): Promise<void> {
    const { store } = this.view();
    // Where the other lines can't be read now, the backend still refuses what is stale.
    const whole = store && (await complete(store, invoice).catch(() => null));
    const { step } = this;
    if (!whole || this.#seen !== live) return;
    if (step.name === 'confirm' || step.name === 'changed') this.#compare(step.shown, whole);
  }

  #compare(shown: Shown, now: Invoice): void {
    const differences = compareFingerprints(fingerprint(shown.invoice), fingerprint(now));
    if (differences.length) this.#go({ name: 'changed', shown, now, differences });
    else if (this.step.name === 'changed') this.#go({ name: 'confirm', shown });
  }

  #onAttempt(shown: Shown, attempt: Attempt): void {
    const trying = tryingOf(attempt);
    this.#go({ name: 'running', shown, ...trying });
    this.#countdown.set(trying.nextAt);
  }

  #policy({ adapter }: InvoiceStore): RetryPolicy {
    return { ...adapter.retry, ...this.host.retry };
  }

  #send(sending: Sending): void {
    this.sending = sending;
    this.host.requestUpdate();
  }

  #go(step: Step): void {
    this.#countdown.set(null);
    this.step = step;
    this.host.requestUpdate();
  }
}
