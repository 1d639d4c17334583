/** What the customers of filters are called, of whom an address has but the id. */
import type { ReactiveControllerHost } from 'lit';
import type { InvoiceStore } from '../../../adapter/store.js';
import type { Customer } from '../../../invoice/wire.js';

export class CustomerNames {
  readonly #names = new Map<string, string>();
  readonly #asked = new Set<string>();

  constructor(private readonly host: ReactiveControllerHost) {}

  learn({ id, name, email }: Customer): void {
    this.#names.set(id, name ?? email ?? id);
  }

  /** The id where the name is not known: it is asked for once, and comes later. */
  get(id: string, store: InvoiceStore | null): string {
    const known = this.#names.get(id);
    if (known === undefined && store && !this.#asked.has(id)) void this.#ask(id, store);
    return known ?? id;
  }

  async #ask(id: string, store: InvoiceStore): Promise<void> {
    this.#asked.add(id);
    // Without a name, the id stands.
    const customer = await store.adapter.customer(id).catch(() => null);
    if (!customer) return;
    this.learn(customer);
    this.host.requestUpdate();
  }
}
