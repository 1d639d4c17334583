/** A backend of invoices that lie in an array, so that a test may ask it thousands of times. It may be made to fail. */
import type { InvoiceAdapter } from '../../src/adapter/adapter.js';
import type { ListParams, SearchParams } from '../../src/invoice/sent.js';
import type { Invoice, Payment } from '../../src/invoice/types.js';
import type { Page } from '../../src/invoice/wire.js';
import type { Source } from '../../src/invoice/list-plan.js';
import { holds } from '../invoice/plain-reading.js';
import { problem } from './support.js';

export class Shelf {
  /** In any order. */
  invoices: Invoice[];
  /** What was asked, in order. */
  readonly asked: string[] = [];
  /** Called before each answer; what it throws is the answer. */
  before: () => void = () => {};

  constructor(invoices: readonly Invoice[]) {
    this.invoices = [...invoices];
  }

  /** As Stripe's lists have them: the newest first, those of one second in an order of their own. */
  get sorted(): Invoice[] {
    return [...this.invoices].sort(newestFirst);
  }

  readonly methods: Partial<InvoiceAdapter> = {
    list: (params = {}) => this.#answer(`list ${JSON.stringify(params)}`, () => this.#list(params)),
    search: (params) => this.#answer(`search ${params.query}`, () => this.#search(params)),
    retrieve: (id) => this.#answer(`retrieve ${id}`, () => this.#one(id)),
    paymentsOf: (ids) =>
      this.#answer(`payments ${ids.join()}`, () => ({ payments: this.#payments(ids), more: false })),
  };

  async #answer<T>(asked: string, answer: () => T): Promise<T> {
    this.asked.push(asked);
    await Promise.resolve();
    this.before();
    return answer();
  }

  #one(id: string): Invoice {
    const found = this.invoices.find((invoice) => invoice.id === id);
    if (!found) throw problem(404, 'resource_missing');
    return bare(found);
  }

  #list({ starting_after, limit = 10, ...params }: ListParams): Page<Invoice> {
    const after = starting_after === undefined ? null : this.#one(starting_after);
    return this.#page({ by: 'list', params }, after, limit);
  }

  /** A page of hits is named by the last one before it. */
  #search({ query, page, limit = 10 }: SearchParams): Page<Invoice> {
    const after = page === undefined ? null : (JSON.parse(page) as Invoice);
    const found = this.#page({ by: 'search', query }, after, limit);
    const { created, id } = found.data.at(-1) ?? {};
    return { ...found, ...(found.has_more && { next_page: JSON.stringify({ created, id }) }) };
  }

  #page(source: Source, after: Invoice | null, limit: number): Page<Invoice> {
    const rows = this.sorted.filter(
      (invoice) => holds(source, invoice) && (!after || newestFirst(invoice, after) > 0),
    );
    return { object: 'list', data: rows.slice(0, limit).map(bare), has_more: rows.length > limit };
  }

  #payments(ids: readonly string[]): Map<string, Payment[]> {
    const asked = this.invoices.filter(({ id }) => ids.includes(id));
    return new Map(asked.map(({ id, payments }) => [id, payments ?? []]));
  }
}

/** As it comes from the wire: what is known of its payments is asked for apart. */
const bare = (invoice: Invoice): Invoice => ({ ...invoice, payments: null });

function newestFirst(one: Invoice, other: Invoice): number {
  return (other.created ?? 0) - (one.created ?? 0) || (one.id < other.id ? 1 : -1);
}
