import type { Invoice } from '../invoice/types.js';
import type { Change, Session } from '../invoice/wire.js';
import { RESYNC, toProblem } from './adapter.js';
import type { InvoiceAdapter, InvoiceProblem } from './adapter.js';
import { callAll } from './listeners.js';

/** What the page knows of one invoice. */
export type LiveInvoice =
  | { status: 'idle' }
  | { status: 'loading' }
  | {
      status: 'loaded';
      invoice: Invoice;
      /** The last try to refresh it failed. */
      problem?: InvoiceProblem;
    }
  | { status: 'error'; problem: InvoiceProblem };

export type LiveListener = (live: LiveInvoice) => void;

interface Entry {
  live: LiveInvoice;
  listeners: Set<LiveListener>;
  /** When what `live` holds was true at the earliest, on the store's own count of events. */
  asOf: number;
  /** When an answer was last taken in, on the same count. */
  heard: number;
  /** The latest read under way. */
  reading?: Promise<Invoice>;
  /** A read that is about to start, for all who ask in the same moment. */
  queued?: Promise<Invoice>;
  /** Writes under way or waiting. */
  writing: number;
  lastWrite: Promise<unknown>;
  /** When it was last known to be the truth, by the page's monotonic clock. */
  heardAt: number;
  /** Something may have changed that no read started since could show: read once more as soon as it is quiet. */
  stale: boolean;
}

/** These say that there is nothing to be seen (any more), whatever was known before. */
const GONE = [401, 403, 404];

/** Milliseconds for which an invoice needs no new read although nobody heard of changes: an element is only moving. */
const FRESH = 1_000;

/** One live copy of each invoice that the page looks at, for all its elements. */
export class InvoiceStore {
  readonly adapter: InvoiceAdapter;
  /** Adds to each invoice what is known of it from elsewhere; see `payment-desk.ts`. */
  lens?: (invoice: Invoice) => Invoice;
  readonly #entries = new Map<string, Entry>();
  readonly #sessionListeners = new Set<(session: Session) => void>();
  readonly #allListeners = new Set<(invoice: Invoice) => void>();
  /** Counts starts of reads and answers, which is all that their order depends on. */
  #events = 0;
  #session?: Session;
  #loadingSession?: Promise<Session>;
  /** The page's monotonic clock, in ms, when the session came. */
  #sessionAt = 0;
  #stopListening?: () => void;

  constructor(adapter: InvoiceAdapter) {
    this.adapter = adapter;
  }

  /** What is known now, without asking the backend. */
  peek(id: string): LiveInvoice {
    return this.#entries.get(id)?.live ?? { status: 'idle' };
  }

  /**
   * Calls the listener for each change of the live copy until the returned function is called, never during this call
   * itself: {@link peek} tells where it begins. The first to watch an invoice has it loaded.
   */
  watch(id: string, listener: LiveListener): () => void {
    const entry = this.#entry(id);
    const { status } = entry.live;
    const unheard = !entry.listeners.size && performance.now() - entry.heardAt > FRESH;
    if (status === 'idle' || status === 'error' || entry.stale || (status === 'loaded' && unheard)) {
      entry.stale = false;
      if (!entry.reading) quietly(this.#queueRead(id, entry));
    }
    const call: LiveListener = (live) => listener(live);
    entry.listeners.add(call);
    this.#listen();
    return () => {
      if (!entry.listeners.delete(call)) return;
      entry.heardAt = performance.now();
      queueMicrotask(() => this.#rest());
    };
  }

  /**
   * Calls the listener with every invoice that this page learns of anew, whoever asked for it, until the returned
   * function is called: for lists, which do not watch each of their rows.
   */
  watchAll(listener: (invoice: Invoice) => void): () => void {
    const call = (invoice: Invoice): void => listener(invoice);
    this.#allListeners.add(call);
    return () => void this.#allListeners.delete(call);
  }

  /** Takes in an invoice that was written to, without keeping it where nobody here looks at it. */
  tell(invoice: Invoice): void {
    if (this.#entries.has(invoice.id)) this.apply(invoice);
    else callAll(this.#allListeners, invoice);
  }

  /** Reads it anew, with a request that starts after this call; resolves with the newest truth known then. */
  refresh(id: string): Promise<Invoice> {
    return this.#queueRead(id, this.#entry(id));
  }

  /** Takes in an invoice that the backend has just answered with. */
  apply(invoice: Invoice): void {
    const entry = this.#entry(invoice.id);
    entry.asOf = ++this.#events;
    if (entry.reading) entry.stale = true;
    this.#set(entry, { status: 'loaded', invoice });
  }

  /**
   * Takes in an invoice that the page holds. Where another one is known already nobody can tell which is newer,
   * so the backend is asked.
   */
  offer(invoice: Invoice): void {
    const entry = this.#entry(invoice.id);
    const { live } = entry;
    if (live.status !== 'loaded') this.apply(invoice);
    else if (JSON.stringify({ ...live.invoice, payments: invoice.payments }) !== JSON.stringify(invoice))
      quietly(this.refresh(invoice.id));
  }

  /** Tells it once more, since the lens has something to add. */
  retell(id: string): void {
    const entry = this.#entry(id);
    this.#set(entry, entry.live);
  }

  /**
   * Does the work after all earlier writes to this invoice (Stripe answers 429 `lock_timeout` to simultaneous ones)
   * and takes in its answer. To delete, answer with the invoice and `deleted: true`.
   */
  write(id: string, work: () => Promise<Invoice>): Promise<Invoice> {
    const entry = this.#entry(id);
    entry.writing++;
    const written = entry.lastWrite.then(() => this.#write(id, entry, work));
    entry.lastWrite = written.catch(() => {});
    return written;
  }

  /** Drops what is known of it; those who watch it have it loaded again. */
  forget(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.asOf = ++this.#events;
    this.#set(entry, { status: 'idle' });
    if (entry.listeners.size) quietly(this.#queueRead(id, entry));
    else if (!entry.writing) this.#entries.delete(id);
  }

  /** Asked for once; a failure is not kept. */
  session(): Promise<Session> {
    return (this.#loadingSession ??= this.adapter.session().then(
      (session) => {
        this.#session = session;
        this.#sessionAt = performance.now();
        callAll(this.#sessionListeners, session);
        return session;
      },
      (error: unknown) => {
        this.#loadingSession = undefined;
        throw toProblem(error);
      },
    ));
  }

  peekSession(): Session | undefined {
    return this.#session;
  }

  /** Calls the listener when the session is known, which it asks for; where it is known already, {@link peekSession} has it. */
  watchSession(listener: (session: Session) => void): () => void {
    const call = (session: Session): void => listener(session);
    this.#sessionListeners.add(call);
    this.#listen();
    quietly(this.session());
    return () => {
      if (this.#sessionListeners.delete(call)) queueMicrotask(() => this.#rest());
    };
  }

  /** Unix seconds by the backend's clock; by the reader's own until the session is known. */
  now(): number {
    if (!this.#session) return Math.floor(Date.now() / 1000);
    return Math.floor(this.#session.now + (performance.now() - this.#sessionAt) / 1000);
  }

  #entry(id: string): Entry {
    let entry = this.#entries.get(id);
    if (!entry) {
      entry = {
        live: { status: 'idle' },
        listeners: new Set(),
        asOf: 0,
        heard: 0,
        heardAt: 0,
        writing: 0,
        lastWrite: Promise.resolve(),
        stale: false,
      };
      this.#entries.set(id, entry);
    }
    return entry;
  }

  #set(entry: Entry, live: LiveInvoice): void {
    if (this.lens && live.status === 'loaded') live = { ...live, invoice: this.lens(live.invoice) };
    entry.live = live;
    entry.heardAt = performance.now();
    callAll(entry.listeners, live);
    if (live.status === 'loaded' && !live.problem) callAll(this.#allListeners, live.invoice);
  }

  #queueRead(id: string, entry: Entry): Promise<Invoice> {
    if (entry.live.status === 'idle' || entry.live.status === 'error')
      this.#set(entry, { status: 'loading' });
    return (entry.queued ??= Promise.resolve().then(() => {
      entry.queued = undefined;
      const reading = this.#read(id, entry).finally(() => {
        if (entry.reading === reading) entry.reading = undefined;
        this.#catchUp(id, entry);
      });
      return (entry.reading = reading);
    }));
  }

  async #read(id: string, entry: Entry): Promise<Invoice> {
    const asOf = ++this.#events;
    let live: LiveInvoice;
    try {
      live = { status: 'loaded', invoice: await this.adapter.retrieve(id) };
    } catch (error) {
      live = this.#failed(entry, toProblem(error));
    }
    // A read that began while a write was under way may have seen the invoice from before it.
    if (entry.writing) entry.stale = true;
    // Another answer came meanwhile: only one more read tells which of the two saw the newer invoice.
    if (entry.heard > asOf) entry.stale = true;
    if (asOf > entry.asOf) {
      entry.asOf = asOf;
      entry.heard = ++this.#events;
      this.#set(entry, live);
    }
    if (entry.live.status === 'loaded') return entry.live.invoice;
    if (live.status === 'loaded') return live.invoice;
    throw live.status === 'error' ? live.problem : new Error('unreachable');
  }

  #failed(entry: Entry, problem: InvoiceProblem): LiveInvoice {
    if (entry.live.status !== 'loaded') return { status: 'error', problem };
    const { invoice } = entry.live;
    // Stripe answers 404 for a deleted draft; that it was deleted is the better news.
    if (invoice.deleted && problem.status === 404) return { status: 'loaded', invoice };
    return GONE.includes(problem.status)
      ? { status: 'error', problem }
      : { status: 'loaded', invoice, problem };
  }

  async #write(id: string, entry: Entry, work: () => Promise<Invoice>): Promise<Invoice> {
    try {
      const invoice = await work();
      this.apply(invoice);
      return invoice;
    } catch (error) {
      const { invoice, retryable, status } = toProblem(error);
      // `draft_changed` brings the invoice as it is; after a lost or given-up answer only reading tells.
      if (invoice) this.apply(invoice);
      else if (retryable || !status) entry.stale = true;
      throw error;
    } finally {
      entry.writing--;
      this.#catchUp(id, entry);
    }
  }

  #changed({ type, invoice: changed }: Change): void {
    for (const [id, entry] of this.#entries) {
      if (type !== RESYNC && id !== changed) continue;
      const deleted = entry.live.status === 'loaded' && entry.live.invoice.deleted;
      if (!deleted) entry.stale = true;
      this.#catchUp(id, entry);
    }
  }

  /** Reads again what may be stale, once nothing is under way any more and if anyone cares. */
  #catchUp(id: string, entry: Entry): void {
    if (!entry.stale || entry.reading || entry.writing || !entry.listeners.size) return;
    entry.stale = false;
    quietly(this.#queueRead(id, entry));
  }

  /** While anyone watches: hears of changes, and tries failed loads again when there is new hope. */
  #listen(): void {
    if (this.#stopListening) return;
    const stop = new AbortController();
    const { signal } = stop;
    const retry = (): void => {
      if (globalThis.document?.visibilityState === 'hidden') return;
      if (this.#sessionListeners.size) quietly(this.session());
      for (const [id, entry] of this.#entries) {
        if (entry.listeners.size && 'problem' in entry.live) quietly(this.#queueRead(id, entry));
      }
    };
    globalThis.addEventListener?.('online', retry, { signal });
    globalThis.document?.addEventListener('visibilitychange', retry, { signal });
    const unsubscribe = this.adapter.subscribe((change) => this.#changed(change));
    this.#stopListening = () => {
      stop.abort();
      unsubscribe();
    };
  }

  /** Hangs up when nobody watches any more. */
  #rest(): void {
    const watched = [...this.#entries.values()].some((entry) => entry.listeners.size);
    if (watched || this.#sessionListeners.size) return;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }
}

const stores = new WeakMap<InvoiceAdapter, InvoiceStore>();

/** The one store of an adapter. */
export function storeFor(adapter: InvoiceAdapter): InvoiceStore {
  let store = stores.get(adapter);
  if (!store) stores.set(adapter, (store = new InvoiceStore(adapter)));
  return store;
}

/** The failure is told to those who watch. */
function quietly(promise: Promise<unknown>): void {
  promise.catch(() => {});
}
