/** What an `invoice-list` shows: the rows of a filter, loaded page by page as they are looked at, and kept up to date. */
import { toProblem } from '../../adapter/adapter.js';
import type { InvoiceProblem } from '../../adapter/adapter.js';
import { walkInvoices, type InvoiceWalk } from '../../adapter/invoice-walk.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { InvoiceFilter } from '../../invoice/list-filter.js';
import type { Plan } from '../../invoice/list-plan.js';
import { ListKeeper } from './list-keeper.js';
import { Rows } from './rows.js';

/** What is asked for. */
export interface ListQuestion {
  store: InvoiceStore;
  filter: InvoiceFilter;
  lang: string;
  /** Rows that are loaded at once. */
  pageSize: number;
}

/**
 * `loading` the first page; `ready`; `more` is being loaded; `paused` after much was looked through in vain, until the
 * person wants more of it; `failed` to load more; `error` where not even the first page came.
 */
export type ListPhase = 'idle' | 'loading' | 'ready' | 'more' | 'paused' | 'failed' | 'error';

/** Pages that are looked through without a single row, before the person is asked whether to go on. */
const PATIENCE = 3;

export class ListModel {
  readonly rows = new Rows();
  phase: ListPhase = 'idle';
  problem: InvoiceProblem | null = null;
  /** There are no more. */
  done = false;
  /** How the rows were asked for; null until that is known. */
  plan: Plan | null = null;
  /** The rows are still those of the question before. */
  old = false;

  readonly #changed: () => void;
  readonly #keeper: ListKeeper;
  #question: ListQuestion | null = null;
  #walk: InvoiceWalk | null = null;
  #asking?: AbortController;

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#keeper = new ListKeeper(this.rows, changed);
  }

  /** How many invoices were looked at for these rows. */
  get looked(): number {
    return this.#walk?.looked ?? 0;
  }

  /** What was typed goes for more customers than these rows are of. */
  get moreCustomers(): boolean {
    return this.#walk?.moreCustomers ?? false;
  }

  /** Rows that came in above what was there, since this was asked last. */
  takeInserted(): number {
    return this.#keeper.takeInserted();
  }

  /** Asks for other rows; those that are there stay until the first of them have come. */
  ask(question: ListQuestion | null): void {
    this.#asking?.abort();
    if (question?.store !== this.#question?.store) this.rows.clear();
    this.#question = question;
    this.#walk = null;
    this.#keeper.follow(question?.store ?? null);
    this.old = this.rows.length > 0;
    this.problem = null;
    this.done = false;
    this.phase = 'idle';
    if (question) void this.#load('loading');
    else this.#changed();
  }

  /** The rows from and to these places are looked at; `first` is the first that is in view. */
  look(from: number, to: number, first = from): void {
    this.#keeper.look(from, to, first);
    this.reach(to + Math.max(10, (to - from) / 2));
  }

  /** Rows up to this place are wanted, as far as there are so many. */
  reach(place: number): void {
    const isShort = place >= this.rows.length;
    if (isShort && this.phase === 'ready' && !this.done && !this.old) void this.#load('more');
  }

  /** Goes on after a failure, or after much was looked through in vain. */
  goOn(): void {
    if (this.phase === 'error') this.ask(this.#question);
    else if (this.phase === 'failed' || this.phase === 'paused') void this.#load('more');
  }

  /** Reads anew what is on the screen, and what has come since. */
  async refresh(): Promise<void> {
    if (this.phase === 'error') this.ask(this.#question);
    else await this.#keeper.refresh();
  }

  /** Everything stops. */
  close(): void {
    this.ask(null);
  }

  async #load(phase: 'loading' | 'more'): Promise<void> {
    const question = this.#question;
    if (!question) return;
    const asking = (this.#asking = new AbortController());
    const { signal } = asking;
    this.phase = phase;
    this.problem = null;
    this.#changed();
    try {
      const walk = (this.#walk ??= await this.#begin(question, signal));
      for (let vain = 0; ; vain++) {
        const since = this.#keeper.now;
        const { invoices, done } = await walk.next({ signal });
        if (signal.aborted) return;
        if (this.old) this.rows.clear();
        this.old = false;
        this.plan = walk.plan;
        this.rows.append(invoices);
        this.#keeper.arrived(invoices, walk.plan, since);
        this.done = done;
        if (invoices.length || done || vain >= PATIENCE) {
          this.phase = invoices.length || done ? 'ready' : 'paused';
          break;
        }
        this.#changed();
      }
    } catch (error) {
      if (signal.aborted) return;
      this.problem = toProblem(error);
      this.phase = phase === 'loading' ? 'error' : 'failed';
      if (phase === 'loading') this.rows.clear();
      this.old = false;
    }
    this.#changed();
  }

  async #begin({ store, filter, lang, pageSize }: ListQuestion, signal: AbortSignal): Promise<InvoiceWalk> {
    const session = await store.session();
    const walk = await walkInvoices(
      store.adapter,
      filter,
      { session, now: store.now(), lang, pageSize },
      { signal },
    );
    signal.throwIfAborted();
    return walk;
  }
}
