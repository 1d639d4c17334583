import { watchPayments } from '../../adapter/payment-desk.js';
import type { InvoiceStore, LiveInvoice } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import { AdapterFinder, noAdapter } from './finder.js';
import type { InvoiceSource } from './live-invoice.js';
import { onceVisible } from './visible.js';

/** What the page gives is raw; the reader comes with the rest of this part. */
export { readInvoice, readPayments } from '../../invoice/shape.js';

/** Both come from the one reader, which names the fields in one order. That payments came to it changes no invoice. */
export const isSame = (one: Invoice, other: Invoice): boolean => json(one) === json(other);
const json = (invoice: Invoice): string => JSON.stringify({ ...invoice, payments: null });

/** An element's line to its backend while it is connected: finds the adapter and watches one invoice in its store. */
export class LiveLink {
  store: InvoiceStore | null = null;

  #id = '';
  #given: Invoice | null = null;
  #unfound: LiveInvoice | null = null;
  #unwatch?: () => void;
  #unwatchSession?: () => void;
  /** Ends what is done for the payments: waiting for the element to come into view, or watching them. */
  #unwatchPayments?: () => void;
  readonly #finder: AdapterFinder;

  /**
   * @param again the element must be drawn again, since another adapter or the session has come
   * @param changed the live copy has become another one
   */
  constructor(
    private readonly host: HTMLElement & InvoiceSource,
    private readonly again: () => void,
    private readonly changed: (state: LiveInvoice) => void,
  ) {
    this.#finder = new AdapterFinder(host, again);
  }

  /** Watches this invoice, of which the page may have given a first sight, and answers with what is known of it. */
  follow(id: string, given: Invoice | null): LiveInvoice {
    const store = this.#finder.find();
    const moved = store !== this.store || id !== this.#id;
    if (store !== this.store) {
      this.#unwatchSession?.();
      this.#unwatchSession = store?.watchSession(this.again);
    }
    if (moved) {
      this.#unwatch?.();
      this.#unwatch = undefined;
      this.#letPaymentsGo();
      this.store = store;
      this.#id = id;
    }
    if (store && given?.id && (moved || given !== this.#given)) store.offer(given);
    this.#given = given;
    if (!store || !id) return this.#withoutStore(id, given);
    this.#unfound = null;
    this.#unwatch ??= store.watch(id, this.changed);
    return store.peek(id);
  }

  refresh(): void {
    // What fails is told to those who watch.
    if (this.store && this.#id) void this.store.refresh(this.#id).catch(() => undefined);
  }

  disconnect(): void {
    this.#finder.disconnect();
    this.#unwatch?.();
    this.#unwatchSession?.();
    this.#letPaymentsGo();
    this.store = null;
  }

  /** Once they are known they are kept up to date, also where they have made certain what is shown. */
  wish(payments: boolean | null): void {
    const live = this.store?.peek(this.#id);
    const isKnown = live?.status === 'loaded' && live.invoice.payments !== null;
    if (payments === null || (!payments && !isKnown)) this.#letPaymentsGo();
    else if (payments && !this.#unwatchPayments) this.#watchPayments();
  }

  #watchPayments(): void {
    const { store } = this;
    const id = this.#id;
    if (!store || !id) return;
    this.#unwatchPayments = onceVisible(this.host, () => {
      this.#unwatchPayments = watchPayments(store, id);
    });
  }

  #letPaymentsGo(): void {
    this.#unwatchPayments?.();
    this.#unwatchPayments = undefined;
  }

  #withoutStore(id: string, given: Invoice | null): LiveInvoice {
    if (given) return { status: 'loaded', invoice: given };
    return id ? (this.#unfound ??= { status: 'error', problem: noAdapter() }) : { status: 'idle' };
  }
}
