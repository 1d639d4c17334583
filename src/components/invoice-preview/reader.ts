/** Reads what the live copy does not carry: all lines, names of rates and discounts, the customer's language. */
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { AppliedDiscount, TaxRate } from '../../invoice/wire.js';
import { complete, namedRates, PATIENCE } from '../internal/whole-invoice.js';
import type { Names } from './pen.js';

/** What the document is drawn from. */
export interface Known {
  /** With every line, unless there is a `problem`. */
  invoice: Invoice;
  /** Why some lines are missing. */
  problem: InvoiceProblem | null;
}

/** Follows one invoice; what was known stays until the next is whole, so that nothing jumps. */
export class Reader implements Names {
  known: Known | null = null;
  readonly rates = new Map<string, TaxRate>();
  readonly discounts = new Map<string, AppliedDiscount>();
  /** The customer's languages, the first of which Stripe writes in; null while nobody knows. */
  locales: readonly string[] | null = null;

  #invoice: Invoice | null = null;
  #store: InvoiceStore | null = null;
  /** What was asked for already, by its kind and what it is about. */
  readonly #asked = new Set<string>();

  /** @param changed what is known has become another */
  constructor(private readonly changed: () => void) {}

  /** @param wantsLocale - whether nobody else says which language the document is to be in */
  follow(invoice: Invoice | null, store: InvoiceStore | null, wantsLocale: boolean): void {
    if (invoice === this.#invoice && store === this.#store) return;
    if (store !== this.#store || invoice?.customer !== this.#invoice?.customer) this.#forget();
    if (invoice?.id !== this.#invoice?.id) this.known = null;
    this.#invoice = invoice;
    this.#store = store;
    if (invoice) this.#read(invoice, wantsLocale);
    else this.known = null;
  }

  /** Once more, after a failure. */
  again(): void {
    if (this.#invoice) this.#read(this.#invoice, false);
  }

  #read(invoice: Invoice, wantsLocale: boolean): void {
    const store = this.#store;
    const names = store ? this.#names(store, invoice, wantsLocale) : [];
    if (!store || (!names.length && !invoice.lines_has_more)) {
      this.known = { invoice, problem: null };
      return;
    }
    void this.#wait(store, invoice, names);
  }

  async #wait(store: InvoiceStore, invoice: Invoice, names: Promise<void>[]): Promise<void> {
    const all = Promise.all(names);
    // Whoever comes later than that is still taken in.
    void all.then(this.changed);
    const [known] = await Promise.all([
      complete(store, invoice).then(
        (whole): Known => ({ invoice: whole, problem: null }),
        (error: unknown): Known => ({ invoice, problem: toProblem(error) }),
      ),
      Promise.race([all, new Promise((over) => setTimeout(over, PATIENCE))]),
    ]);
    if (this.#invoice !== invoice || this.#store !== store) return;
    this.known = known;
    this.changed();
  }

  /** The reads that are still to be done; none of them ever fails. */
  #names(store: InvoiceStore, invoice: Invoice, wantsLocale: boolean): Promise<void>[] {
    const { customer, total_taxes, total_discount_amounts } = invoice;
    const rates = total_taxes.flatMap(({ tax_rate }) => tax_rate ?? []);
    const discounts = total_discount_amounts.map(({ discount }) => discount);
    const reads: [string, boolean, () => Promise<void>][] = [
      ['session', !store.peekSession(), async () => void (await store.session())],
      [`customer ${customer}`, wantsLocale && customer !== null, () => this.#readLocales(store, customer)],
      [
        `rates ${rates.join()}`,
        rates.some((id) => !this.rates.has(id)),
        () => this.#readRates(store, invoice),
      ],
      [
        `discounts ${discounts.join()}`,
        discounts.some((id) => !this.discounts.has(id)),
        () => this.#readDiscounts(store, invoice),
      ],
    ];
    return reads
      .filter(([what, wanted]) => wanted && !this.#asked.has(what))
      .map(([what, , read]) => {
        this.#asked.add(what);
        return read().catch(() => undefined);
      });
  }

  async #readLocales({ adapter }: InvoiceStore, customer: string | null): Promise<void> {
    const { preferred_locales } = await adapter.customer(customer ?? '');
    if (customer === this.#invoice?.customer) this.locales = preferred_locales ?? [];
  }

  async #readRates(store: InvoiceStore, invoice: Invoice): Promise<void> {
    for (const [id, rate] of await namedRates(store, invoice)) this.rates.set(id, rate);
  }

  async #readDiscounts({ adapter }: InvoiceStore, { id }: Invoice): Promise<void> {
    for (const discount of (await adapter.discounts?.(id)) ?? []) this.discounts.set(discount.id, discount);
  }

  #forget(): void {
    this.locales = null;
    this.#asked.clear();
  }
}
