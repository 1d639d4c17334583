import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ConnectionState, InvoiceProblem } from '../../adapter/adapter.js';
import { toProblem } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Session } from '../../invoice/wire.js';
import { AdapterFinder, noAdapter, type AdapterSource } from './finder.js';

/** The backend of an element that shows more than one invoice, and who is asking it. */
export class BackendController implements ReactiveController {
  store: InvoiceStore | null = null;
  /** Why there is no session, once that is known. */
  problem: InvoiceProblem | null = null;

  #finder?: AdapterFinder;
  #unwatch: (() => void)[] = [];

  /** @param moved - another backend has taken the place of the one before, or there is none any more */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement & AdapterSource,
    private readonly moved: (store: InvoiceStore | null) => void,
  ) {
    host.addController(this);
  }

  /** Undefined until it is known. */
  get session(): Session | undefined {
    return this.store?.peekSession();
  }

  /** Whether what is shown can be kept up to date. */
  get connection(): ConnectionState {
    return this.store?.adapter.connection ?? 'online';
  }

  /** Unix seconds by the backend's clock, the reader's own until that is known. */
  get now(): number {
    return this.store?.now() ?? Math.floor(Date.now() / 1000);
  }

  /** Asks for the session again. */
  retry(): void {
    this.problem = null;
    this.#ask();
    this.host.requestUpdate();
  }

  hostConnected(): void {
    this.#finder = new AdapterFinder(this.host, () => this.host.requestUpdate());
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#finder?.disconnect();
    this.#finder = undefined;
    this.#take(null);
  }

  hostUpdate(): void {
    if (!this.#finder) return;
    const store = this.#finder.find();
    if (store !== this.store) this.#take(store);
    this.problem = store ? (this.problem?.code === 'no_adapter' ? null : this.problem) : noAdapter();
  }

  #take(store: InvoiceStore | null): void {
    for (const stop of this.#unwatch) stop();
    this.store = store;
    this.problem = null;
    const draw = (): void => this.host.requestUpdate();
    const watched = [store?.watchSession(draw), store?.adapter.watchConnection?.(draw)];
    this.#unwatch = watched.filter((stop) => stop !== undefined);
    this.moved(store);
    this.#ask();
  }

  #ask(): void {
    const { store } = this;
    store?.session().catch((error: unknown) => {
      if (store !== this.store) return;
      this.problem = toProblem(error);
      this.host.requestUpdate();
    });
  }
}
