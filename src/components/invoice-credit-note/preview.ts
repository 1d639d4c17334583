/** Stripe's preview of what is being written: asked for once it is quiet, and never an older one over a newer one. */
import {
  isProblem,
  ownProblem,
  toProblem,
  type InvoiceAdapter,
  type InvoiceProblem,
} from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import type { CreditNote, CreditNoteParams } from '../../invoice/wire.js';
import { splitParams, type SumParams } from './params.js';
import { splitOf, type Wishes } from './split.js';

/** What a preview is wanted of. */
export interface Question {
  params: SumParams;
  /** The invoice that it is about, as it is now. */
  invoice: Invoice;
  /** What has to be given back; null where only Stripe can tell. */
  back: number | null;
  /** How it is given back. */
  refundable: number;
  wishes: Wishes;
}

/** A preview with what it was asked for and about; this, and nothing else, may be issued. */
export interface Previewed {
  params: CreditNoteParams;
  note: CreditNote;
  invoice: Invoice;
}

export type Preview =
  /** Nothing to ask about; `over` is what was shown last, out of date. */
  | { name: 'none'; over: Previewed | null }
  | { name: 'asking'; over: Previewed | null }
  | { name: 'shown'; shown: Previewed }
  | { name: 'refused'; problem: InvoiceProblem; params: CreditNoteParams };

/** Milliseconds without a key pressed before Stripe is asked. */
const QUIET = 400;
/** The invoice may change between two questions, but not for ever. */
const MOST_TRIES = 3;

export class Previewer {
  state: Preview = { name: 'none', over: null };
  #timer?: ReturnType<typeof setTimeout>;
  #waiting: (() => void) | null = null;
  #stop?: AbortController;
  #key = '';

  constructor(private readonly changed: () => void) {}

  /** Asks, where it is another question than before; null takes the last one back. `soon` waits for no more keys. */
  ask(adapter: InvoiceAdapter, question: Question | null, soon = false): void {
    const key = question ? keyOf(question) : '';
    if (question && key === this.#key) return soon ? this.hurry() : undefined;
    this.#drop();
    this.#key = key;
    const over = this.#last();
    if (!question) return this.#set({ name: 'none', over });
    this.#set({ name: 'asking', over });
    this.#waiting = () => void this.#answer(adapter, question);
    this.#timer = setTimeout(() => this.hurry(), soon ? 0 : QUIET);
  }

  /** Asks now, where it was still waiting for more keys. */
  hurry(): void {
    clearTimeout(this.#timer);
    const ask = this.#waiting;
    this.#waiting = null;
    ask?.();
  }

  /** What was answered may not be so any more: the same is asked again. */
  outdate(): void {
    this.#drop();
    this.#key = '';
    this.#set({ name: 'none', over: this.#last() });
  }

  /** Forgets everything. */
  reset(): void {
    this.#drop();
    this.#key = '';
    this.state = { name: 'none', over: null };
  }

  async #answer(adapter: InvoiceAdapter, question: Question): Promise<void> {
    const stop = (this.#stop = new AbortController());
    const { signal } = stop;
    const asked: { params: CreditNoteParams } = { params: question.params };
    let state: Preview;
    try {
      const shown = await previewOf(adapter, question, signal, (params) => (asked.params = params));
      state = { name: 'shown', shown };
    } catch (error) {
      state = { name: 'refused', problem: toProblem(error), params: asked.params };
    }
    if (signal.aborted) return;
    // What could not be told is asked again by the next key; what was refused is not.
    if (state.name === 'refused' && state.problem.retryable) this.#key = '';
    this.#set(state);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
    this.#stop?.abort();
  }

  #last(): Previewed | null {
    if (this.state.name === 'shown') return this.state.shown;
    return 'over' in this.state ? this.state.over : null;
  }

  #set(state: Preview): void {
    this.state = state;
    this.changed();
  }
}

/** Two questions with the same key have the same answer, as far as the page knows. */
function keyOf({ invoice, ...asked }: Question): string {
  const { status, total, amount_remaining, amount_paid } = invoice;
  const { pre_payment_credit_notes_amount: pre, post_payment_credit_notes_amount: post } = invoice;
  return JSON.stringify([asked, status, total, amount_remaining, amount_paid, pre, post]);
}

async function previewOf(
  adapter: InvoiceAdapter,
  { params: sums, invoice, back: guess, refundable, wishes }: Question,
  signal: AbortSignal,
  asking: (params: CreditNoteParams) => void,
): Promise<Previewed> {
  let back = guess;
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    // With nothing said of how it is given back, Stripe tells how much that is.
    const split = back ? splitParams(splitOf({ total: back, refundable }, wishes)) : {};
    const params = { ...sums, ...split };
    asking(params);
    try {
      const note = await preview(adapter, params, signal);
      if (note.post_payment_amount === (back ?? 0)) return { params, note, invoice };
      back = note.post_payment_amount;
    } catch (error) {
      // What is due has changed, and the page has not heard of it yet.
      if (!back || !isProblem(error) || error.code !== 'credit_split') throw error;
      back = null;
    }
  }
  throw ownProblem('network_error', 'The invoice changes faster than it can be previewed.');
}

async function preview(
  adapter: InvoiceAdapter,
  params: CreditNoteParams,
  signal: AbortSignal,
): Promise<CreditNote> {
  if (adapter.previewCreditNote) return adapter.previewCreditNote(params, { signal });
  throw ownProblem('not_supported', 'The adapter has no preview of credit notes.', { retryable: false });
}
