/** Whom the draft is for: found, picked, made or mended. */
import { ownProblem } from '../../adapter/adapter.js';
import { newKey } from '../../adapter/intent.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { Customer, CustomerParams } from '../../invoice/wire.js';
import { same } from './equal.js';

/** What has to happen once something of a customer has changed. */
export interface CustomerHost {
  readonly store: InvoiceStore | null;
  requestUpdate(): void;
}

export class DraftCustomer {
  /** As far as is known; null while nobody is picked, or nothing has come yet. */
  found: Customer | null = null;
  #asked = '';
  /** The last one that was made or mended, so that the same once more is the same intent. */
  #intent: { params: CustomerParams | null; key: string } = { params: null, key: '' };

  constructor(private readonly host: CustomerHost) {}

  /** Whom an invoice is for, as far as is known; whom a new draft is for where there is none. */
  of(invoice: Invoice | null): Customer | null {
    if (!invoice) return this.found;
    const { customer, customer_name: name, customer_email: email, customer_address: address } = invoice;
    if (!customer) return null;
    const found = this.found?.id === customer ? this.found : null;
    const told = { name, email, address, currency: invoice.currency };
    return { id: customer, object: 'customer', balance: 0, ...found, ...told };
  }

  get mayMake(): boolean {
    return this.host.store?.adapter.createCustomer !== undefined && this.#supports('create_customer');
  }

  get mayMend(): boolean {
    return this.host.store?.adapter.updateCustomer !== undefined && this.#supports('update_customer');
  }

  forget(): void {
    this.found = null;
    this.#asked = '';
  }

  /** Loads the customer once; rejects with the problem, and asks again after {@link forget}. */
  async load(id: string, stillWanted: () => boolean): Promise<void> {
    const { store } = this.host;
    if (!store || this.#asked === id) return;
    this.#asked = id;
    const found = await store.adapter.customer(id);
    if (stillWanted()) this.found = found;
    this.host.requestUpdate();
  }

  /** Whether it was asked for already, whatever came of it. */
  isAsked(id: string): boolean {
    return this.#asked === id;
  }

  async make(params: CustomerParams): Promise<Customer> {
    const adapter = this.host.store?.adapter;
    if (!adapter?.createCustomer) throw ownProblem('not_supported', 'No customers can be made here.');
    this.found = await adapter.createCustomer(params, { key: this.#keyFor(params) });
    this.#asked = this.found.id;
    return this.found;
  }

  async mend(id: string, params: CustomerParams): Promise<void> {
    const adapter = this.host.store?.adapter;
    if (!adapter?.updateCustomer) throw ownProblem('not_supported', 'No customers can be changed here.');
    this.found = await adapter.updateCustomer(id, params, { key: this.#keyFor(params) });
  }

  #supports(feature: 'create_customer' | 'update_customer'): boolean {
    return this.host.store?.adapter.supports?.(feature) !== false;
  }

  #keyFor(params: CustomerParams): string {
    if (!same(this.#intent.params, params)) this.#intent = { params, key: newKey() };
    return this.#intent.key;
  }
}
