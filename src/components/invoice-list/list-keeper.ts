/**
 * Keeps the rows of a list up to date: by what this page learns of any invoice, by hints that something has changed, and
 * by payments where a state hangs on them. Only rows that are looked at are read anew.
 */
import { isProblem, RESYNC } from '../../adapter/adapter.js';
import { InvoiceWalk, LARGEST_PAGE } from '../../adapter/invoice-walk.js';
import { paymentsOf } from '../../adapter/payments-of.js';
import type { InvoiceStore } from '../../adapter/store.js';
import { planSince, type Plan } from '../../invoice/list-plan.js';
import { withPayments } from '../../invoice/shape.js';
import { standing } from '../../invoice/state.js';
import type { Invoice } from '../../invoice/types.js';
import type { Change } from '../../invoice/wire.js';
import { Heard } from './heard.js';
import { rowOf, type Row } from './row.js';
import type { Rows } from './rows.js';

/** Milliseconds to gather what has changed, and what has come into view. */
const GATHER = 250;
/** With more stale rows in view than this, they are read as a page instead of one by one. */
const ONE_BY_ONE = 6;
/** As many payments as are asked for at once. */
const MOST_PAYMENTS = 100;

export class ListKeeper {
  readonly #rows: Rows;
  readonly #changed: () => void;
  #store: InvoiceStore | null = null;
  #plan: Plan | null = null;
  #stops: (() => void)[] = [];
  #from = 0;
  #to = 0;
  #first = 0;
  #inserted = 0;
  /** Something has happened to an invoice that has no row. */
  #newOnes = false;
  #timer?: ReturnType<typeof setTimeout>;
  /** The latest work, which never rejects, and the one that begins after it. */
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | null = null;
  #heard = new Heard();
  /** Rows whose payments were asked for, as they were then. */
  #asked = new WeakSet<Row>();

  constructor(rows: Rows, changed: () => void) {
    this.#rows = rows;
    this.#changed = changed;
  }

  /** Rows that were put above what is looked at, since this was asked last. */
  takeInserted(): number {
    const inserted = this.#inserted;
    this.#inserted = 0;
    return inserted;
  }

  /** Other rows are about to be read: what is heard from now on may be newer than they are. */
  follow(store: InvoiceStore | null): void {
    this.#plan = null;
    this.#newOnes = false;
    this.#heard = new Heard();
    if (store === this.#store) return;
    for (const stop of this.#stops) stop();
    clearTimeout(this.#timer);
    this.#store = store;
    this.#stops = store
      ? [
          store.watchAll((invoice) => this.#told(invoice)),
          store.adapter.subscribe((change) => this.#hear(change)),
        ]
      : [];
  }

  /** A moment, for {@link arrived}. */
  get now(): number {
    return this.#heard.now;
  }

  /**
   * These have come, as this plan has asked for them.
   *
   * @param since - when they were asked for; some of them may have been read ahead long before.
   */
  arrived(invoices: readonly Invoice[], plan: Plan, since: number): void {
    this.#plan = plan;
    for (const { id } of invoices) {
      const row = this.#rows.get(id);
      const isOld = this.#heard.has(id) || this.#heard.isAfter(since, id);
      if (row && isOld) this.#rows.replace({ ...row, stale: true });
    }
    this.#soon();
  }

  look(from: number, to: number, first: number): void {
    this.#first = first;
    if (from === this.#from && to === this.#to) return;
    this.#from = from;
    this.#to = to;
    this.#soon();
  }

  async refresh(): Promise<void> {
    this.#rows.markAll();
    this.#newOnes = true;
    await this.#work();
  }

  /** The truth of this moment. A row that matches no more stays where it is, so that nothing jumps away under the hand. */
  #told(invoice: Invoice): void {
    this.#heard.add(invoice.id);
    const plan = this.#plan;
    const newest = this.#rows.at(0)?.invoice.created ?? 0;
    if (this.#rows.get(invoice.id)) this.#renew(invoice);
    else if (!plan || invoice.deleted || (invoice.created ?? 0) < newest) return;
    else if (!plan.canTell || plan.needsPayments) this.#newOnes = true;
    else if (plan.matches(invoice)) this.#insert(invoice);
    this.#changed();
    this.#soon();
  }

  #renew(invoice: Invoice): void {
    const before = this.#rows.get(invoice.id)?.invoice;
    const known = invoice.payments ?? (before && isSameMoney(before, invoice) ? before.payments : null);
    this.#rows.replace(rowOf(known ? withPayments(invoice, known) : invoice));
  }

  #insert(invoice: Invoice): void {
    const place = this.#rows.insert(invoice);
    if (place > this.#first) return;
    this.#inserted++;
    this.#first++;
  }

  #hear({ type, invoice }: Change): void {
    if (type === RESYNC) {
      this.#heard.addAll();
      this.#rows.markAll();
      this.#newOnes = true;
    } else {
      this.#heard.add(invoice);
      const row = this.#rows.get(invoice);
      if (row) this.#rows.replace({ ...row, stale: true });
      else this.#newOnes = true;
    }
    this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    if (this.#store) this.#timer = setTimeout(() => void this.#work(), GATHER);
  }

  /** One after the other; what is asked for while one waits is done by that. */
  #work(): Promise<void> {
    return (this.#next ??= this.#last.then(() => {
      this.#next = null;
      const work = this.#doWork();
      this.#last = work.catch(() => {});
      return work;
    }));
  }

  /** What fails is tried again with the next change or the next look. */
  async #doWork(): Promise<void> {
    const store = this.#store;
    const plan = this.#plan;
    if (!store || !plan) return;
    try {
      if (this.#newOnes) await this.#readTop(store, plan);
      if (plan === this.#plan) await this.#readStale(store, plan);
      if (plan === this.#plan) await this.#readPayments(store, plan);
    } catch (error) {
      if (!isProblem(error)) throw error;
    }
  }

  /** Page by page, until a page leads down to what was there before. */
  async #readTop(store: InvoiceStore, plan: Plan): Promise<void> {
    this.#newOnes = false;
    const walk = new InvoiceWalk(store.adapter, plan, { pageSize: LARGEST_PAGE });
    const count = this.#rows.length;
    for (let isGap = true; isGap;) {
      const since = this.#heard.now;
      const { invoices, done } = await walk.next().catch((error: unknown) => {
        this.#newOnes = true;
        throw error;
      });
      if (plan !== this.#plan) return;
      const fresh = invoices.filter(({ id }) => !this.#rows.get(id));
      this.#takeIn(invoices, since);
      for (const invoice of fresh.reverse()) this.#insert(invoice);
      isGap = count > 0 && !done && fresh.length === LARGEST_PAGE;
      this.#changed();
    }
  }

  async #readStale(store: InvoiceStore, plan: Plan): Promise<void> {
    const stale = this.#rows.slice(this.#from, this.#to).filter((row) => row.stale);
    const [first] = stale;
    if (first && stale.length > ONE_BY_ONE) {
      const since = this.#heard.now;
      const from = planSince(plan, first.invoice.created ?? 0);
      const { invoices } = await new InvoiceWalk(store.adapter, from, { pageSize: LARGEST_PAGE }).next();
      if (plan !== this.#plan) return;
      this.#takeIn(invoices, since);
      this.#changed();
    }
    const left = stale.filter(({ id }) => this.#rows.get(id)?.stale);
    await Promise.all(left.slice(0, ONE_BY_ONE).map(({ id }) => this.#readOne(store, id)));
    if (left.length > ONE_BY_ONE) this.#soon();
  }

  /** What was read of those that have rows, unless more was heard of them since. */
  #takeIn(invoices: readonly Invoice[], since: number): void {
    for (const invoice of invoices) {
      if (this.#rows.get(invoice.id) && !this.#heard.isAfter(since, invoice.id)) this.#renew(invoice);
    }
  }

  async #readOne(store: InvoiceStore, id: string): Promise<void> {
    const row = this.#rows.get(id);
    try {
      const invoice = await store.adapter.retrieve(id);
      // Otherwise something newer was heard of it meanwhile.
      if (row && this.#rows.get(id) === row) store.tell(invoice);
    } catch (error) {
      if (!isProblem(error) || error.status !== 404) throw error;
      if (row) this.#rows.replace({ ...row, invoice: { ...row.invoice, deleted: true }, stale: false });
      this.#changed();
    }
  }

  /** Refunds, debits under way and needed authentication are only in the payments. */
  async #readPayments(store: InvoiceStore, plan: Plan): Promise<void> {
    const now = store.now();
    const wanted = this.#rows
      .slice(this.#from, this.#to)
      .filter((row) => !this.#asked.has(row) && isUnsure(row, now))
      .slice(0, MOST_PAYMENTS);
    if (!wanted.length) return;
    const found = await paymentsOf(
      store.adapter,
      wanted.map(({ invoice }) => invoice),
    );
    if (plan !== this.#plan) return;
    for (const row of wanted) {
      this.#asked.add(row);
      const payments = found.get(row.id);
      if (!payments || this.#rows.get(row.id) !== row) continue;
      const next = { ...row, invoice: withPayments(row.invoice, payments) };
      this.#asked.add(next);
      this.#rows.replace(next);
    }
    this.#changed();
  }
}

const isUnsure = ({ invoice }: Row, now: number): boolean =>
  standing(invoice, invoice.payments, now).certainty === 'likely';

/** Nothing of the money has moved: what was known of the payments still holds. */
const isSameMoney = (one: Invoice, other: Invoice): boolean =>
  one.status === other.status &&
  one.amount_paid === other.amount_paid &&
  one.attempt_count === other.attempt_count &&
  one.post_payment_credit_notes_amount === other.post_payment_credit_notes_amount;
