/** Work that is under way for a store, by name: whoever asks for the same meanwhile gets the same outcome. */
import type { InvoiceStore } from './store.js';

export class Joined<T> {
  readonly #running = new WeakMap<InvoiceStore, Map<string, Promise<T>>>();

  /** Begins the work, or joins what was begun under this name and is not over. */
  do(store: InvoiceStore, name: string, work: () => Promise<T>): Promise<T> {
    const mine = this.#running.get(store) ?? new Map<string, Promise<T>>();
    this.#running.set(store, mine);
    const joined = mine.get(name);
    if (joined) return joined;
    const started = work().finally(() => mine.delete(name));
    mine.set(name, started);
    return started;
  }
}
