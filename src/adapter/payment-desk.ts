/**
 * The payments of invoices that somebody looks at and whose state hangs on them. What is wished for in the same moment is
 * asked for in one request, and one request after the other; they are then part of the live copy of the invoice.
 */
import { withPayments } from '../invoice/shape.js';
import type { Invoice, Payment } from '../invoice/types.js';
import type { Change } from '../invoice/wire.js';
import { isProblem, RESYNC } from './adapter.js';
import type { InvoiceStore } from './store.js';

/** As many as the backend takes at once. */
const MOST = 100;
/** Milliseconds without a new wish after which the request goes out, and the longest that one waits. */
const QUIET = 25;
const LONGEST = 250;
/** Milliseconds for which nothing can have been missed that matters: an element is only moving. */
const FRESH = 1_000;

/** What is known of the payments of one invoice. Another object as soon as that is in doubt. */
interface Knowledge {
  /** As the backend said it last. */
  invoice: Invoice;
  payments: Payment[] | null;
  /** They were asked for, or are about to be. */
  asked: boolean;
}

const desks = new WeakMap<InvoiceStore, PaymentDesk>();

/**
 * For as long as the returned function is not called, the live copy of the invoice has its payments, where the backend
 * can tell those of many invoices at once. Whoever watches the invoice in the store has them in `invoice.payments`.
 */
export function watchPayments(store: InvoiceStore, id: string): () => void {
  let desk = desks.get(store);
  if (!desk) desks.set(store, (desk = new PaymentDesk(store)));
  return desk.want(id);
}

class PaymentDesk {
  readonly #store: InvoiceStore;
  readonly #known = new Map<string, Knowledge>();
  /** The invoices that were handed out with payments, and what they are without. */
  readonly #bare = new WeakMap<Invoice, Invoice>();
  /** How many want to know, by invoice. */
  readonly #wishes = new Map<string, number>();
  readonly #queue = new Set<string>();
  #timer?: ReturnType<typeof setTimeout>;
  /** When the oldest wish of the queue came, by the page's monotonic clock. */
  #since = 0;
  #isAsking = false;
  /** The backend has no such answer. */
  #isOff = false;

  #stopListening?: () => void;
  /** When it was listened last, by the page's monotonic clock. */
  #heardAt = 0;

  constructor(store: InvoiceStore) {
    this.#store = store;
    store.lens = (invoice) => this.#complete(invoice);
  }

  want(id: string): () => void {
    this.#wishes.set(id, (this.#wishes.get(id) ?? 0) + 1);
    const live = this.#store.peek(id);
    if (live.status === 'loaded' && !this.#known.has(id)) this.#complete(live.invoice);
    this.#stopListening ??= this.#listen();
    this.#consider(id);
    let wanted = true;
    return () => {
      if (!wanted) return;
      wanted = false;
      const left = (this.#wishes.get(id) ?? 1) - 1;
      if (left) this.#wishes.set(id, left);
      else this.#wishes.delete(id);
      if (!this.#wishes.size) this.#stopListening = void this.#stopListening?.();
      this.#heardAt = performance.now();
    };
  }

  /** The payments of an invoice that has changed are known no more. */
  #complete(told: Invoice): Invoice {
    const { id } = told;
    if (!this.#wishes.has(id) && !this.#known.has(id)) return told;
    const invoice = this.#bare.get(told) ?? told;
    const before = this.#known.get(id);
    const isSame = before && JSON.stringify(before.invoice) === JSON.stringify(invoice);
    const known = isSame ? before : { invoice, payments: null, asked: false };
    known.invoice = invoice;
    this.#known.set(id, known);
    this.#consider(id);
    if (!known.payments) return invoice;
    const whole = withPayments(invoice, known.payments);
    this.#bare.set(whole, invoice);
    return whole;
  }

  /** Hears of changes, and tries again what could not be read when there is new hope. */
  #listen(): () => void {
    // Anything may have been missed meanwhile.
    if (performance.now() - this.#heardAt > FRESH) this.#known.forEach((_, id) => this.#doubt(id));
    const stop = new AbortController();
    const { signal } = stop;
    const retry = (): void => {
      if (globalThis.document?.visibilityState !== 'hidden') this.#retry();
    };
    globalThis.addEventListener?.('online', retry, { signal });
    globalThis.document?.addEventListener('visibilitychange', retry, { signal });
    const unsubscribe = this.#store.adapter.subscribe((change) => this.#changed(change));
    return () => {
      stop.abort();
      unsubscribe();
    };
  }

  #changed({ type, invoice }: Change): void {
    for (const id of this.#known.keys()) if (type === RESYNC || id === invoice) this.#doubt(id);
  }

  /** What is known stays until it is known anew: the invoice is read again first, which tells whether it has changed. */
  #doubt(id: string): void {
    const known = this.#known.get(id);
    if (known) this.#known.set(id, { ...known, asked: false });
  }

  #retry(): void {
    for (const [id, { payments }] of this.#known) {
      if (payments) continue;
      this.#doubt(id);
      this.#consider(id);
    }
  }

  #consider(id: string): void {
    const known = this.#known.get(id);
    if (!known || known.asked || !this.#wishes.has(id) || !this.#canAsk()) return;
    known.asked = true;
    if (!this.#queue.size) this.#since = performance.now();
    this.#queue.add(id);
    this.#schedule();
  }

  #canAsk(): boolean {
    const { adapter } = this.#store;
    return !this.#isOff && !!adapter.paymentsOf && (adapter.supports?.('payment_batches') ?? true);
  }

  #schedule(): void {
    if (this.#isAsking) return;
    clearTimeout(this.#timer);
    const patience = Math.max(0, this.#since + LONGEST - performance.now());
    this.#timer = setTimeout(() => void this.#ask(), Math.min(QUIET, patience));
  }

  async #ask(): Promise<void> {
    const asked = this.#take();
    if (asked.size) {
      this.#isAsking = true;
      // What could not be read is tried again when there is new hope; until then the plainer word stands.
      await this.#read(asked).catch((error: unknown) => {
        if (isProblem(error) && error.code === 'not_supported') this.#isOff = true;
      });
      this.#isAsking = false;
    }
    if (this.#queue.size) this.#schedule();
  }

  /** The next ones that are still wanted; what nobody waits for any more is forgotten. */
  #take(): Map<string, Knowledge> {
    const taken = new Map<string, Knowledge>();
    for (const id of this.#queue) {
      if (taken.size === MOST) break;
      this.#queue.delete(id);
      const known = this.#known.get(id);
      if (known && this.#wishes.has(id)) taken.set(id, known);
      else if (known) known.asked = false;
    }
    return taken;
  }

  async #read(asked: ReadonlyMap<string, Knowledge>): Promise<void> {
    const since = Math.min(...[...asked.values()].map(({ invoice }) => invoice.created ?? 0));
    const batch = await this.#store.adapter.paymentsOf?.([...asked.keys()], since || null);
    if (!batch) return;
    for (const [id, known] of asked) {
      // Of an invoice that has changed meanwhile the answer may be from before that.
      if (known !== this.#known.get(id)) continue;
      const found = batch.payments.get(id);
      if (found) {
        known.payments = found;
        this.#store.retell(id);
      } else if (batch.more && batch.payments.size) {
        this.#queue.add(id);
      }
    }
  }
}
