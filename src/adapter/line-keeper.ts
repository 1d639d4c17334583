/** Tells a run when nothing comes through, and finds out when something does again. */
import type { ConnectionState, InvoiceAdapter } from './adapter.js';
import { sleep } from './timing.js';

/** Milliseconds from one look to the next. */
const LOOK_AGAIN = 5_000;

export class LineKeeper {
  readonly #adapter: InvoiceAdapter;
  readonly #changed: (state: ConnectionState) => void;
  readonly #stop = new AbortController();
  #unwatch?: () => void;
  #looking = false;

  /** @param changed - called at once where the line is down, then whenever it becomes another */
  constructor(adapter: InvoiceAdapter, changed: (state: ConnectionState) => void) {
    this.#adapter = adapter;
    this.#changed = changed;
  }

  start(): void {
    this.#unwatch = this.#adapter.watchConnection?.((state) => this.#hear(state));
    const { connection = 'online' } = this.#adapter;
    if (connection !== 'online') this.#hear(connection);
  }

  stop(): void {
    this.#stop.abort();
    this.#unwatch?.();
  }

  get #isOnline(): boolean {
    return this.#adapter.connection === 'online';
  }

  #hear(state: ConnectionState): void {
    if (this.#stop.signal.aborted) return;
    this.#changed(state);
    if (state !== 'online' && !this.#looking) void this.#look();
  }

  /** With the run held nobody else asks for anything, and only an answer shows that the line is back. */
  async #look(): Promise<void> {
    const { signal } = this.#stop;
    this.#looking = true;
    while (!signal.aborted && !this.#isOnline) {
      await this.#adapter.session({ signal }).catch(() => undefined);
      if (this.#isOnline) break;
      await sleep(LOOK_AGAIN, signal).catch(() => undefined);
    }
    this.#looking = false;
  }
}
