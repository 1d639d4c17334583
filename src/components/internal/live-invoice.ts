import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { InvoiceProblem, type InvoiceAdapter } from '../../adapter/adapter.js';
import {
  adapterForUrl,
  getDefaultAdapter,
  requestAdapter,
  watchDefaultAdapter,
} from '../../adapter/context.js';
import { storeFor, type InvoiceStore, type LiveInvoice } from '../../adapter/store.js';
import { readInvoice } from '../../invoice/shape.js';
import type { Invoice, InvoiceInput } from '../../invoice/types.js';
import { InvoiceChangeEvent } from './events.js';

/** What an element says of the invoice it wants to show. */
export interface InvoiceSource {
  invoiceId: string;
  invoice: InvoiceInput | null;
  adapterUrl: string;
  adapter: InvoiceAdapter | null;
}

/** After this many milliseconds without an answer an element says that it is still waiting. */
const SLOW_AFTER = 3000;

const IDLE: LiveInvoice = { status: 'idle' };

const noAdapter = (): LiveInvoice => ({
  status: 'error',
  problem: new InvoiceProblem({
    type: 'about:blank',
    title: 'No adapter',
    status: 0,
    detail:
      'No backend to ask: set adapter-url or .adapter, put the element into an <invoice-provider>, or call setDefaultAdapter().',
    code: 'no_adapter',
    retryable: false,
  }),
});

/**
 * Keeps an element in step with the one live copy of its invoice: finds the adapter (own property, own URL, nearest
 * provider, default, in this order), watches the invoice in that adapter's store, and draws the element again.
 */
export class LiveInvoiceController implements ReactiveController {
  /** What is known of the invoice now. */
  state: LiveInvoice = IDLE;
  /** Waiting has become long enough to say so. */
  slow = false;

  #provided: InvoiceAdapter | null = null;
  #store: InvoiceStore | null = null;
  #id = '';
  #given: InvoiceInput | null = null;
  #read: Invoice | null = null;
  #shown: Invoice | null = null;
  #connected = false;
  #stops: (() => void)[] = [];
  #stopWatching?: () => void;
  #stopSession?: () => void;
  #slowTimer?: ReturnType<typeof setTimeout>;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement & InvoiceSource) {
    host.addController(this);
  }

  /** The store behind the element, once there is an adapter. */
  get store(): InvoiceStore | null {
    return this.#store;
  }

  get adapter(): InvoiceAdapter | null {
    return this.#store?.adapter ?? null;
  }

  get invoice(): Invoice | null {
    return this.state.status === 'loaded' ? this.state.invoice : null;
  }

  /** Unix seconds by the backend's clock, the reader's own until that is known. */
  get now(): number {
    return this.#store?.now() ?? Date.now() / 1000;
  }

  /** Reads the invoice again; the answer arrives through {@link state}. */
  refresh(): void {
    if (this.#store && this.#id) void this.#store.refresh(this.#id).catch(() => undefined);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#stops = [
      requestAdapter(this.host, (adapter) => {
        this.#provided = adapter;
        this.host.requestUpdate();
      }),
      watchDefaultAdapter(() => this.host.requestUpdate()),
    ];
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#connected = false;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#unwatch();
    this.#stopSession?.();
    this.#stopSession = undefined;
    this.#store = null;
  }

  /** Follows the host's properties; runs before each drawing, so it never matters in which order they were set. */
  hostUpdate(): void {
    if (!this.#connected) return;
    const store = this.#findStore();
    const given = this.host.invoice;
    const isNew = given !== this.#given;
    if (isNew) this.#read = given && readInvoice(given);
    this.#given = given;
    const read = this.#read;
    const id = this.host.invoiceId || read?.id || '';

    const moved = store !== this.#store || id !== this.#id;
    if (store !== this.#store) {
      this.#stopSession?.();
      this.#stopSession = store?.watchSession(() => this.host.requestUpdate());
    }
    if (moved) {
      this.#unwatch();
      this.#shown = null;
      this.#store = store;
      this.#id = id;
    }
    if ((isNew || moved) && read && store && read.id && read.id === id) {
      this.#shown = read;
      store.apply(read);
    }
    if (!store || !id) {
      const own = read && (!this.host.invoiceId || this.host.invoiceId === read.id);
      this.#show(own ? { status: 'loaded', invoice: read } : id ? noAdapter() : IDLE, false);
    } else if (moved) {
      this.#stopWatching = store.watch(id, () => {
        this.#show(store.peek(id), true);
        this.host.requestUpdate();
      });
      this.#show(store.peek(id), false);
    }
  }

  #findStore(): InvoiceStore | null {
    const { adapter, adapterUrl } = this.host;
    const found =
      adapter ?? (adapterUrl ? adapterForUrl(adapterUrl) : (this.#provided ?? getDefaultAdapter()));
    return found && storeFor(found);
  }

  #unwatch(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    clearTimeout(this.#slowTimer);
  }

  #show(state: LiveInvoice, tell: boolean): void {
    this.state = state;
    this.slow = false;
    clearTimeout(this.#slowTimer);
    if (state.status === 'loading') {
      this.#slowTimer = setTimeout(() => {
        this.slow = true;
        this.host.requestUpdate();
      }, SLOW_AFTER);
    }
    if (state.status !== 'loaded' || state.invoice === this.#shown) return;
    const previous = this.#shown;
    this.#shown = state.invoice;
    // The first sight of an invoice is no change, and nor is one that the page set itself.
    if (tell && previous) this.host.dispatchEvent(new InvoiceChangeEvent(state.invoice, previous));
  }
}
