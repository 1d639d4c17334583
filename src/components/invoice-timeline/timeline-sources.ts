/** What tells of an invoice's past beside itself: read one round at a time, and anew whenever the invoice changes. */
import { toProblem, type InvoiceAdapter, type InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice, Payment } from '../../invoice/types.js';
import type { CreditNote, InvoiceEvent } from '../../invoice/wire.js';

export type SourceName = 'payments' | 'events' | 'creditNotes';

interface Values {
  payments: Payment[] | null;
  events: InvoiceEvent[] | null;
  creditNotes: CreditNote[] | null;
}

/** Milliseconds of quiet before they are read anew: one payment changes an invoice several times in a row. */
const PAUSE = 250;
/** Milliseconds for which they are waited for; then the rest is shown without them. */
const PATIENCE = 3000;
/** An invoice with more credit notes than this has not been seen. */
const NOTES = 100;

const NOTHING: Values = { payments: null, events: null, creditNotes: null };

const READERS: {
  [K in SourceName]: (adapter: InvoiceAdapter, id: string, signal: AbortSignal) => Promise<Values[K]>;
} = {
  payments: async (adapter, id, signal) => (await adapter.payments?.(id, { signal })) ?? null,
  events: async (adapter, id, signal) => (await adapter.invoiceEvents?.(id, { signal })) ?? null,
  creditNotes: async (adapter, id, signal) =>
    (await adapter.creditNotes?.({ invoice: id, limit: NOTES }, { signal }))?.data ?? null,
};

/** A draft has neither payments nor credit notes, and of one that is gone there is nothing to read. */
function asked({ adapter }: InvoiceStore, { status, deleted }: Invoice): SourceName[] {
  const supports = (feature: 'invoice_events' | 'credit_notes'): boolean =>
    adapter.supports?.(feature) ?? true;
  const isDraft = status === 'draft';
  const all: [SourceName, boolean][] = [
    ['payments', !isDraft && adapter.payments !== undefined],
    ['events', adapter.invoiceEvents !== undefined && supports('invoice_events')],
    ['creditNotes', !isDraft && adapter.creditNotes !== undefined && supports('credit_notes')],
  ];
  return deleted ? [] : all.flatMap(([name, there]) => (there ? [name] : []));
}

export class TimelineSources {
  values: Values = NOTHING;
  /** Those that could not be read the last time; what was read of them before stays. */
  readonly problems = new Map<SourceName, InvoiceProblem>();
  /** All of them have been asked once, and have answered. */
  settled = false;
  /** The first answers take long. */
  slow = false;

  #store: InvoiceStore | null = null;
  #seen: Invoice | null = null;
  #stop = new AbortController();
  #timer?: ReturnType<typeof setTimeout>;
  #patience?: ReturnType<typeof setTimeout>;
  #reading = false;
  /** The invoice has changed while they were being read. */
  #again = false;

  /** @param changed - something has been read, or could not be */
  constructor(private readonly changed: () => void) {}

  /** Keeps in step with the live copy; called with every drawing. */
  follow(store: InvoiceStore | null, invoice: Invoice | null): void {
    const moved = store !== this.#store || invoice?.id !== this.#seen?.id;
    if (!moved && invoice === this.#seen) return;
    this.#seen = invoice;
    if (moved) this.#begin(store, invoice);
    else this.#soon();
  }

  /** Nothing is being read, nor about to be. */
  get quiet(): boolean {
    return this.settled && !this.#reading && this.#timer === undefined;
  }

  /** Reads them again now. */
  retry(): void {
    this.#hush();
    if (this.#reading) this.#again = true;
    else void this.#read();
  }

  /** Forgets everything, and what is under way. */
  stop(): void {
    this.#begin(null, null);
    this.#seen = null;
  }

  #begin(store: InvoiceStore | null, invoice: Invoice | null): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#hush();
    this.#store = store;
    this.values = NOTHING;
    this.problems.clear();
    this.#reading = false;
    this.#again = false;
    this.settled = !store || !invoice;
    this.slow = false;
    clearTimeout(this.#patience);
    if (this.settled) return;
    this.#patience = setTimeout(() => {
      this.slow = true;
      this.changed();
    }, PATIENCE);
    void this.#read();
  }

  #soon(): void {
    this.#hush();
    this.#timer = setTimeout(() => this.retry(), PAUSE);
  }

  #hush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** One round at a time, so that no old answer can beat a newer one. */
  async #read(): Promise<void> {
    const store = this.#store;
    const invoice = this.#seen;
    const { signal } = this.#stop;
    if (!store || !invoice) return;
    this.#reading = true;
    this.#again = false;
    const names = asked(store, invoice);
    const isAsked = (name: SourceName): boolean => names.includes(name);
    for (const name of this.problems.keys()) if (!isAsked(name)) this.problems.delete(name);
    await Promise.all(names.map((name) => this.#readOne(name, store, invoice.id, signal)));
    if (signal.aborted) return;
    this.#reading = false;
    this.settled = true;
    clearTimeout(this.#patience);
    if (this.#again) this.#soon();
    this.changed();
  }

  async #readOne<K extends SourceName>(
    name: K,
    { adapter }: InvoiceStore,
    id: string,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const value = await READERS[name](adapter, id, signal);
      if (signal.aborted) return;
      this.values = { ...this.values, [name]: value };
      this.problems.delete(name);
    } catch (error) {
      if (signal.aborted) return;
      const problem = toProblem(error);
      // A backend that has no such route has nothing to be tried again.
      if (problem.code === 'not_supported') this.problems.delete(name);
      else this.problems.set(name, problem);
    }
    this.changed();
  }
}
