import { ownProblem } from '../../adapter/adapter.js';
import type { InvoiceAdapter, InvoiceProblem } from '../../adapter/adapter.js';
import {
  adapterForUrl,
  getDefaultAdapter,
  requestAdapter,
  watchDefaultAdapter,
} from '../../adapter/context.js';
import { storeFor, type InvoiceStore } from '../../adapter/store.js';

/** What an element says of its backend. */
export interface AdapterSource {
  adapterUrl: string;
  adapter: InvoiceAdapter | null;
}

export const noAdapter = (): InvoiceProblem =>
  ownProblem(
    'no_adapter',
    'No backend to ask: set adapter-url or .adapter, put the element into an <invoice-provider>, or call setDefaultAdapter().',
  );

/** Finds the adapter of a connected element: its own property, its own URL, the nearest provider, the default, in this order. */
export class AdapterFinder {
  #provided: InvoiceAdapter | null = null;
  readonly #stops: (() => void)[];

  /** @param again - it may have become another one */
  constructor(
    private readonly host: HTMLElement & AdapterSource,
    again: () => void,
  ) {
    this.#stops = [
      requestAdapter(host, (adapter) => {
        this.#provided = adapter;
        again();
      }),
      watchDefaultAdapter(again),
    ];
  }

  find(): InvoiceStore | null {
    const { adapter, adapterUrl } = this.host;
    const found =
      adapter ?? (adapterUrl ? adapterForUrl(adapterUrl) : (this.#provided ?? getDefaultAdapter()));
    return found && storeFor(found);
  }

  disconnect(): void {
    for (const stop of this.#stops) stop();
  }
}
