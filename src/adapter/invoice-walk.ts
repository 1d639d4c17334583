/**
 * The invoices of a filter, the newest first, page by page. Several lists of Stripe's are walked side by side where one
 * cannot hold them all, and what Stripe cannot be asked for is looked for in what comes.
 */
import { totalsMeant } from '../invoice/list-amount.js';
import type { InvoiceFilter } from '../invoice/list-filter.js';
import { notAfter, planFor } from '../invoice/list-plan.js';
import type { Plan, Source } from '../invoice/list-plan.js';
import { withPayments } from '../invoice/shape.js';
import type { Invoice } from '../invoice/types.js';
import type { ListParams, Page, Session } from '../invoice/wire.js';
import { isTimeZone, localTimeZone } from '../invoice/zoned.js';
import { isProblem } from './adapter.js';
import type { InvoiceAdapter, ReadOptions } from './adapter.js';
import { paymentsOf } from './payments-of.js';

export interface WalkOptions {
  session: Session;
  /** Unix seconds by the backend's clock. */
  now: number;
  /** The reader's language, in which amounts are typed. */
  lang?: string;
  /** Invoices of a page; 50 unless given. */
  pageSize?: number;
}

export interface WalkPage {
  /** May be fewer than a page, or none, though there are more: Stripe was asked for many and few of them match. */
  invoices: Invoice[];
  done: boolean;
}

const PAGE_SIZE = 50;
/** As many invoices as Stripe gives at once. */
export const LARGEST_PAGE = 100;
/** Customers that a text is taken to mean, at most: each is a list of its own. */
const MOST_CUSTOMERS = 6;
/** Requests for one page, at most, where few of what comes matches. */
const PATIENCE = 4;

/** Whether the backend can search invoices. Stripe has no search for accounts in India. */
export function canSearch(adapter: InvoiceAdapter, { account }: Session): boolean {
  return (
    Boolean(adapter.search) && (adapter.supports?.('invoice_search') ?? true) && account.country !== 'IN'
  );
}

/** The zone in which the days of a filter are days: the account's, where that is known, else the reader's. */
export const zoneOf = ({ account: { timezone } }: Session): string =>
  timezone && isTimeZone(timezone) ? timezone : localTimeZone();

/**
 * Begins to walk. What was typed as plain text is looked up first: it may be the name or the email of a customer.
 * Rejects with the problem where that cannot be looked up.
 */
export async function walkInvoices(
  adapter: InvoiceAdapter,
  filter: InvoiceFilter,
  options: WalkOptions,
  { signal }: ReadOptions = {},
): Promise<InvoiceWalk> {
  const { session, now } = options;
  const text = filter.query.trim() ? '' : filter.text.trim();
  const named = text && !/^in_\w+$/.test(text) && filter.customer === null;
  const customers = named ? await customersOf(adapter, text, signal) : [];
  const plan = planFor(filter, {
    now,
    zone: zoneOf(session),
    canSearch: canSearch(adapter, session),
    totals: totalsMeant(text, options.lang ?? 'en'),
    customers: customers.slice(0, MOST_CUSTOMERS),
  });
  const moreCustomers = customers.length > MOST_CUSTOMERS;
  return new InvoiceWalk(adapter, plan, { pageSize: options.pageSize, moreCustomers });
}

async function customersOf(adapter: InvoiceAdapter, text: string, signal?: AbortSignal): Promise<string[]> {
  if (/^cus_\w+$/.test(text)) return [text];
  const found = await adapter.searchCustomers(text, { signal });
  return found.map(({ id }) => id);
}

export interface WalkSettings {
  /** Invoices of a page; 50 unless given. */
  pageSize?: number;
  moreCustomers?: boolean;
}

export class InvoiceWalk {
  readonly plan: Plan;
  /** More customers than are asked for go by what was typed. */
  readonly moreCustomers: boolean;
  readonly #adapter: InvoiceAdapter;
  readonly #pageSize: number;
  readonly #readers: Reader[];
  readonly #seen = new Set<string>();
  /** Of the next page so far: a failure in the middle of it loses nothing. */
  #found: Invoice[] = [];
  #looked = 0;

  constructor(
    adapter: InvoiceAdapter,
    plan: Plan,
    { pageSize = PAGE_SIZE, moreCustomers = false }: WalkSettings = {},
  ) {
    this.plan = plan;
    this.moreCustomers = moreCustomers;
    this.#adapter = adapter;
    this.#pageSize = pageSize;
    // Where much is passed over, more is asked for at once.
    const limit =
      plan.here.length || plan.sources.length > 1 ? LARGEST_PAGE : Math.min(LARGEST_PAGE, pageSize);
    this.#readers = plan.sources.map((source) => new Reader(adapter, source, limit));
  }

  /** How many invoices were looked at, whether they match or not. */
  get looked(): number {
    return this.#looked;
  }

  /** The next ones. After a failure, which rejects, it goes on where it stood. */
  async next({ signal }: ReadOptions = {}): Promise<WalkPage> {
    for (let asked = 0; this.#found.length < this.#pageSize;) {
      const empty = this.#readers.filter((reader) => reader.isEmpty);
      if (empty.length) {
        if (asked >= PATIENCE) return this.#pageOf(false);
        asked++;
        await allOf(empty.map((reader) => reader.fill((invoices) => this.#known(invoices, signal), signal)));
      }
      const invoice = this.#takeNewest();
      if (!invoice) return this.#pageOf(true);
      if (this.#seen.has(invoice.id)) continue;
      this.#seen.add(invoice.id);
      this.#looked++;
      if (this.plan.matches(invoice)) this.#found.push(invoice);
    }
    return this.#pageOf(this.#readers.every((reader) => reader.isDone));
  }

  #pageOf(done: boolean): WalkPage {
    const invoices = this.#found;
    this.#found = [];
    return { invoices, done };
  }

  /** With their payments, where these tell whether an invoice matches. */
  async #known(invoices: Invoice[], signal?: AbortSignal): Promise<Invoice[]> {
    const asked = this.plan.needsPayments ? invoices.filter(({ status }) => status === 'open') : [];
    const payments = await paymentsOf(this.#adapter, asked, { signal }).catch((error: unknown) => {
      // What nobody may see of the payments leaves the plainer state; what failed is asked for again.
      if (isProblem(error) && !error.retryable) return null;
      throw error;
    });
    return invoices.map((invoice) => {
      const found = payments?.get(invoice.id);
      return found ? withPayments(invoice, found) : invoice;
    });
  }

  #takeNewest(): Invoice | undefined {
    const first = this.#readers
      .filter(({ head }) => head)
      .reduce<Reader | null>(
        (best, reader) => (best && !isNewer(reader.head, best.head) ? best : reader),
        null,
      );
    return first?.take();
  }
}

function isNewer(one: Invoice | undefined, other: Invoice | undefined): boolean {
  return (one?.created ?? 0) > (other?.created ?? 0);
}

/** Rejects only after the last of them has settled, so that none of them goes on behind what is done next. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/** One source, read ahead. */
class Reader {
  readonly #adapter: InvoiceAdapter;
  readonly #source: Source;
  readonly #limit: number;
  #ahead: Invoice[] = [];
  #last: Invoice | null = null;
  #page: string | null = null;
  #end = false;

  constructor(adapter: InvoiceAdapter, source: Source, limit: number) {
    this.#adapter = adapter;
    this.#source = source;
    this.#limit = limit;
  }

  get head(): Invoice | undefined {
    return this.#ahead[0];
  }

  /** There may be more, but none is at hand. */
  get isEmpty(): boolean {
    return !this.#end && !this.#ahead.length;
  }

  get isDone(): boolean {
    return this.#end && !this.#ahead.length;
  }

  take(): Invoice | undefined {
    return this.#ahead.shift();
  }

  /** Reads on. A failure leaves it where it was. */
  async fill(know: (invoices: Invoice[]) => Promise<Invoice[]>, signal?: AbortSignal): Promise<void> {
    const page = await this.#ask(signal);
    const invoices = await know(page.data);
    this.#last = invoices.at(-1) ?? this.#last;
    this.#page = page.next_page ?? null;
    this.#end = !page.has_more || !invoices.length;
    this.#ahead = invoices;
  }

  #ask(signal?: AbortSignal): Promise<Page<Invoice>> {
    const source = this.#source;
    switch (source.by) {
      case 'id':
        return this.#one(source.id, signal);
      case 'search':
        return this.#search(source.query, signal);
      case 'list':
        return this.#list(source.params, signal);
    }
  }

  async #one(id: string, signal?: AbortSignal): Promise<Page<Invoice>> {
    const data = await this.#adapter.retrieve(id, { signal }).then(
      (invoice) => [invoice],
      (error: unknown) => {
        if (isProblem(error) && error.status === 404) return [];
        throw error;
      },
    );
    return { object: 'list', data, has_more: false };
  }

  async #search(query: string, signal?: AbortSignal): Promise<Page<Invoice>> {
    const page = this.#page ?? undefined;
    const found = await this.#adapter.search?.({ query, limit: this.#limit, page }, { signal });
    return found ?? { object: 'search_result', data: [], has_more: false };
  }

  async #list(params: ListParams, signal?: AbortSignal): Promise<Page<Invoice>> {
    const base = { ...params, limit: this.#limit };
    const last = this.#last;
    if (!last) return this.#adapter.list(base, { signal });
    try {
      return await this.#adapter.list({ ...base, starting_after: last.id }, { signal });
    } catch (error) {
      if (!isProblem(error) || ![400, 404].includes(error.status) || last.created === null) throw error;
      // A draft that was deleted meanwhile is no place to go on from: its second is. What comes twice is passed over.
      const created = notAfter(params.created, last.created);
      return this.#adapter.list({ ...base, created }, { signal });
    }
  }
}
