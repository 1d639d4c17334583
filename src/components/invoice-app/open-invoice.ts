/** The live copy of the one invoice that is open, and what is known of it before that has come. */
import type { InvoiceStore, LiveInvoice } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';

/** After this many milliseconds without an answer it is said that it is still waited for. */
const SLOW_AFTER = 3000;

export class OpenInvoice {
  state: LiveInvoice = { status: 'idle' };
  /** Waiting has become long enough to say so. */
  slow = false;

  readonly #changed: () => void;
  #store: InvoiceStore | null = null;
  #id = '';
  /** As a row of the list had it. */
  #hint: Invoice | null = null;
  #unwatch?: () => void;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The invoice as far as it is known. */
  get known(): Invoice | null {
    const { state } = this;
    if (state.status === 'loaded') return state.invoice;
    return state.status !== 'error' && this.#hint?.id === this.#id ? this.#hint : null;
  }

  /** What was seen of it before it was opened. */
  hint(invoice: Invoice | null): void {
    this.#hint = invoice;
  }

  /** Watches this invoice, and no other one any more; none for an empty id. */
  follow(store: InvoiceStore | null, id: string): void {
    if (store === this.#store && id === this.#id) return;
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#store = store;
    this.#id = id;
    if (store && id) {
      this.#unwatch = store.watch(id, (state) => {
        this.#show(state);
        this.#changed();
      });
      this.#show(store.peek(id));
    } else this.#show({ status: 'idle' });
  }

  /** Reads it anew; what fails is told to those who watch. */
  refresh(): void {
    if (this.#store && this.#id) void this.#store.refresh(this.#id).catch(() => undefined);
  }

  #show(state: LiveInvoice): void {
    if (state.status !== this.state.status) {
      this.slow = false;
      clearTimeout(this.#timer);
      if (state.status === 'loading') {
        this.#timer = setTimeout(() => {
          this.slow = true;
          this.#changed();
        }, SLOW_AFTER);
      }
    }
    this.state = state;
  }
}
