import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { InvoiceAdapter, InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceStore, LiveInvoice } from '../../adapter/store.js';
import type { Invoice, InvoiceInput, Payment } from '../../invoice/types.js';
import { InvoiceChangeEvent } from './events.js';
import type * as link from './live-link.js';

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
const LOADING: LiveInvoice = { status: 'loading' };

/** The part that reads invoices, finds adapters and watches stores: fetched once, when the first element needs it. */
let linkModule: typeof link | undefined;
let loadingLink: Promise<void> | undefined;

function loadLink(): Promise<void> {
  return (loadingLink ??= import('./live-link.js').then(
    (module) => {
      linkModule = module;
    },
    () => {
      loadingLink = undefined;
    },
  ));
}

/** That part could not be fetched, which makes the class of problems unreachable too. */
function unreachable(): LiveInvoice {
  const detail = 'A part of the page could not be loaded.';
  const facts = { type: 'about:blank', title: detail, detail, status: 0, retryable: true };
  const problem = Object.assign(new Error(detail), facts, { name: 'InvoiceProblem', code: 'network_error' });
  return { status: 'error', problem: problem as InvoiceProblem };
}

/**
 * Keeps an element in step with the one live copy of its invoice, and draws the element again whenever that changes.
 * The work is `LiveLink`'s; until that has come, a moment after the first element was connected, it is loading.
 */
export class LiveInvoiceController implements ReactiveController {
  /** What is known of the invoice now. */
  state: LiveInvoice = IDLE;
  /** Waiting has become long enough to say so. */
  slow = false;

  #link: link.LiveLink | null = null;
  #connected = false;
  #given: InvoiceInput | null = null;
  #read: Invoice | null = null;
  #shown: Invoice | null = null;
  #slowTimer?: ReturnType<typeof setTimeout>;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement & InvoiceSource) {
    host.addController(this);
  }

  /** The store behind the element, once there is an adapter. */
  get store(): InvoiceStore | null {
    return this.#link?.store ?? null;
  }

  get adapter(): InvoiceAdapter | null {
    return this.store?.adapter ?? null;
  }

  get invoice(): Invoice | null {
    return this.state.status === 'loaded' ? this.state.invoice : null;
  }

  /** Unix seconds by the backend's clock, the reader's own until that is known. */
  get now(): number {
    return this.store?.now() ?? Date.now() / 1000;
  }

  /** Settles when the element has all that it needs to show an invoice which the page has given. */
  get ready(): Promise<void> {
    return linkModule || !this.#connected ? Promise.resolve() : loadLink();
  }

  /** Payments as the page gives them (`GET /v1/invoice_payments`); null until they can be read. */
  readPayments(json: unknown): Payment[] | null {
    return linkModule?.readPayments(json) ?? null;
  }

  /**
   * What is shown could be another thing with the payments: they are asked for while the host is in view, where the
   * backend can tell them. Null for not to ask.
   */
  wish(payments: boolean | null): void {
    this.#link?.wish(payments);
  }

  /** Reads the invoice again; the answer arrives through {@link state}. */
  refresh(): void {
    if (this.#link) this.#link.refresh();
    else this.#load();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#load();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#link?.disconnect();
    this.#link = null;
    clearTimeout(this.#slowTimer);
  }

  /** Follows the host's properties; runs before each drawing, so it never matters in which order they were set. */
  hostUpdate(): void {
    const { invoiceId, invoice } = this.host;
    if (!linkModule) {
      if (this.state.status !== 'error') this.#show(invoiceId || invoice ? LOADING : IDLE, false);
      return;
    }
    if (invoice !== this.#given) {
      this.#given = invoice;
      this.#read = invoice && linkModule.readInvoice(invoice);
    }
    const id = invoiceId || this.#read?.id || '';
    const own = this.#read?.id === id ? this.#read : null;
    if (this.#link) this.#show(this.#link.follow(id, own), false);
    else this.#show(own ? { status: 'loaded', invoice: own } : id ? LOADING : IDLE, false);
  }

  #load(): void {
    this.#show(IDLE, false);
    if (linkModule) this.#connect();
    else void loadLink().then(() => this.#connect());
    this.host.requestUpdate();
  }

  #connect(): void {
    if (!this.#connected || this.#link) return;
    if (!linkModule) {
      this.#show(unreachable(), false);
      return this.host.requestUpdate();
    }
    this.#link = new linkModule.LiveLink(
      this.host,
      () => this.host.requestUpdate(),
      (state) => {
        this.#show(state, true);
        this.host.requestUpdate();
      },
    );
    this.host.requestUpdate();
  }

  #show(state: LiveInvoice, tell: boolean): void {
    if (state === this.state) return;
    if (state.status !== this.state.status) this.#expect(state);
    this.state = state;
    if (state.status !== 'loaded' || state.invoice === this.#shown) return;
    const previous = this.#shown;
    this.#shown = state.invoice;
    // The first sight of an invoice is no change, nor is one that the page set itself, nor the same read once more.
    if (tell && previous?.id === state.invoice.id && !linkModule?.isSame(previous, state.invoice)) {
      this.host.dispatchEvent(new InvoiceChangeEvent(state.invoice, previous));
    }
  }

  #expect({ status }: LiveInvoice): void {
    this.slow = false;
    clearTimeout(this.#slowTimer);
    if (status !== 'loading') return;
    this.#slowTimer = setTimeout(() => {
      this.slow = true;
      this.host.requestUpdate();
    }, SLOW_AFTER);
  }
}
