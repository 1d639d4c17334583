/** Brings what was typed to Stripe: after a pause in typing, one save at a time, the newest values always. */
import { ownProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { Attempt } from '../../adapter/intent.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import { hasWork, isDirty, type Draft } from './draft.js';
import type * as save from './save.js';
import type { Making } from './steps.js';

/** Milliseconds of quiet after which a save begins. */
const PAUSE = 700;

export type SaveState =
  | { status: 'idle' }
  /** A pause in typing is waited for. */
  | { status: 'waiting' }
  | { status: 'saving'; attempt: Attempt | null }
  /** Milliseconds since the epoch by the reader's clock. */
  | { status: 'saved'; at: number }
  | { status: 'failed'; problem: InvoiceProblem };

/** What is saved, and where to. The saver reads it anew before each step, and writes back what the step changed. */
export interface SaverHost {
  readonly store: InvoiceStore | null;
  readonly customer: string;
  /** The draft at Stripe; empty until it is made. */
  readonly savedId: string;
  draft: Draft | null;
  /** What a new draft is made with beside what was typed. */
  readonly making?: Making;
  /** The draft was made. */
  created(invoice: Invoice): void;
  /** A save came to its end with everything that could be sent at Stripe. */
  saved(invoice: Invoice): void;
  failed(problem: InvoiceProblem): void;
  /** {@link Saver.state} or the draft has changed. */
  changed(): void;
}

export class Saver {
  state: SaveState = { status: 'idle' };
  #timer?: ReturnType<typeof setTimeout>;
  #running: Promise<void> | null = null;
  #open: save.Open | null = null;
  #parts: Promise<typeof save> | null = null;

  constructor(private readonly host: SaverHost) {}

  /** While this is true the draft must not be merged with what others did. */
  get busy(): boolean {
    return this.#running !== null;
  }

  /** A draft is being made, or nobody knows whether it was: its customer is settled. */
  get creating(): boolean {
    return this.busy || this.#open?.step.kind === 'create';
  }

  /** The write that nobody knows the end of; to be kept over a reload, and gone on with after it. */
  get open(): save.Open | null {
    return this.#open;
  }

  /** Goes on where a page that is gone left off. */
  goOn(open: save.Open | null): void {
    this.#open = open;
    this.touch();
  }

  /** Something was typed. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE);
    if (!this.#running && this.state.status !== 'failed') this.#show({ status: 'waiting' });
  }

  /** Saves now. True where nothing is left that Stripe does not have. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // What was typed while a save ran is not in it.
    while (this.#running) await this.#running;
    if (this.#hasWork()) {
      this.#running = this.#save().finally(() => (this.#running = null));
      await this.#running;
      this.host.changed();
    } else if (this.state.status === 'waiting') {
      this.#show({ status: 'idle' });
    }
    return this.host.draft === null || !isDirty(this.host.draft);
  }

  /** Forgets the invoice that was edited. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#open = null;
    this.state = { status: 'idle' };
  }

  /** Loads what a save needs, so that it is there when the network is not. */
  prepare(): Promise<typeof save> {
    this.#parts ??= import('./save.js');
    this.#parts.catch(() => (this.#parts = null));
    return this.#parts;
  }

  #hasWork(): boolean {
    const { draft, customer, savedId, store, making = {} } = this.host;
    if (!draft || !store) return false;
    const wanted = hasWork(draft) || (!savedId && Object.keys(making).length > 0);
    return this.#open !== null || (wanted && (savedId || customer) !== '');
  }

  async #save(): Promise<void> {
    this.#show({ status: 'saving', attempt: null });
    const parts = await this.prepare().catch(() => null);
    const outcome = await parts?.save(this.host, this.#open, (attempt) =>
      this.#show({ status: 'saving', attempt }),
    );
    if (outcome) this.#open = outcome.open;
    const problem = outcome
      ? outcome.problem
      : ownProblem('network_error', 'A part of the editor could not be loaded.');
    if (problem) {
      this.#show({ status: 'failed', problem });
      this.host.failed(problem);
      return;
    }
    this.#show({ status: 'saved', at: Date.now() });
    if (outcome?.invoice) this.host.saved(outcome.invoice);
    // Typed while the save ran, of a kind that had been sent already.
    if (this.#hasWork()) this.touch();
  }

  #show(state: SaveState): void {
    this.state = state;
    this.host.changed();
  }
}
