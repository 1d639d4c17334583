/**
 * Keeps the rows of a list up to date: by what this page learns of any invoice, by hints that something has changed, and
 * by payments where a state hangs on them. Only rows that are looked at are read anew.
 */
import { isProblem, RESYNC } from '../../adapter/adapter.js';
import { InvoiceWalk } from '../../adapter/invoice-walk.js';
import type { InvoiceStore } from '../../adapter/store.js';
import { planSince, type Plan } from '../../invoice/list-plan.js';
import { withPayments } from '../../invoice/shape.js';
import { standing } from '../../invoice/state.js';
import type { Invoice } from '../../invoice/types.js';
import type { Change } from '../../invoice/wire.js';
import type { ListQuestion } from './list-model.js';
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
  #working = false;
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

  follow(question: ListQuestion | null, plan: Plan | null): void {
    this.#plan = plan;
    const store = question?.store ?? null;
    if (store !== this.#store) {
      for (const stop of this.#stops) stop();
      clearTimeout(this.#timer);
      this.#store = store;
      this.#stops = store
        ? [
            store.watchAll((invoice) => this.#take(invoice)),
            store.adapter.subscribe((change) => this.#hear(change)),
          ]
        : [];
    }
    if (store) this.#soon();
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

  /** A row that does not match any more stays where it is, so that nothing jumps away under the hand. */
  #take(invoice: Invoice): void {
    const row = this.#rows.get(invoice.id);
    if (row) {
      const known = invoice.payments ?? (isSameMoney(row.invoice, invoice) ? row.invoice.payments : null);
      this.#rows.replace(rowOf(known ? withPayments(invoice, known) : invoice));
    } else {
      const first = this.#rows.at(0);
      const isNew = !first || (invoice.created ?? 0) >= (first.invoice.created ?? 0);
      if (!isNew || invoice.deleted || !this.#plan?.matches(invoice)) return;
      this.#insert(invoice);
    }
    this.#changed();
    this.#soon();
  }

  #insert(invoice: Invoice): void {
    const place = this.#rows.insert(invoice);
    if (place > this.#first) return;
    this.#inserted++;
    this.#first++;
  }

  #hear({ type, invoice }: Change): void {
    if (type === RESYNC) {
      this.#rows.markAll();
      this.#newOnes = true;
    } else {
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

  /** What fails is tried again with the next change or the next look. */
  async #work(): Promise<void> {
    if (this.#working || !this.#store) return;
    this.#working = true;
    try {
      if (this.#newOnes) await this.#readTop();
      await this.#readStale();
      await this.#readPayments();
    } catch (error) {
      if (!isProblem(error)) throw error;
    } finally {
      this.#working = false;
    }
  }

  async #readTop(): Promise<void> {
    const { invoices } = await this.#page(null);
    this.#newOnes = false;
    const last = invoices.at(-1)?.created ?? Infinity;
    for (const invoice of invoices) {
      if (this.#rows.get(invoice.id)) this.#take(invoice);
      else this.#insert(invoice);
    }
    // What should be among them and is not has changed so that it does not match any more, or is gone.
    for (const row of this.#rows.slice(0, invoices.length)) {
      if ((row.invoice.created ?? 0) > last && !invoices.some(({ id }) => id === row.id))
        this.#rows.replace({ ...row, stale: true });
    }
    this.#changed();
  }

  async #readStale(): Promise<void> {
    const stale = this.#rows.slice(this.#from, this.#to).filter((row) => row.stale);
    if (stale.length > ONE_BY_ONE) {
      const { invoices } = await this.#page(stale[0]?.invoice.created ?? null);
      for (const invoice of invoices) if (this.#rows.get(invoice.id)) this.#take(invoice);
    }
    const left = stale.filter((row) => this.#rows.get(row.id)?.stale);
    await Promise.all(left.slice(0, ONE_BY_ONE).map((row) => this.#readOne(row)));
    if (left.length > ONE_BY_ONE) this.#soon();
  }

  async #readOne(row: Row): Promise<void> {
    const { adapter } = this.#store ?? {};
    if (!adapter) return;
    try {
      const invoice = await adapter.retrieve(row.id);
      this.#store?.tell(invoice);
    } catch (error) {
      if (!isProblem(error) || error.status !== 404) throw error;
      this.#rows.replace({ ...row, invoice: { ...row.invoice, deleted: true }, stale: false });
      this.#changed();
    }
  }

  async #page(since: number | null): Promise<{ invoices: Invoice[] }> {
    const store = this.#store;
    const plan = this.#plan;
    if (!store || !plan) return { invoices: [] };
    return new InvoiceWalk(store.adapter, since === null ? plan : planSince(plan, since), 100).next();
  }

  /** Refunds, debits under way and needed authentication are only in the payments. */
  async #readPayments(): Promise<void> {
    const { adapter } = this.#store ?? {};
    if (!adapter?.paymentsOf || adapter.supports?.('payment_batches') === false) return;
    const now = this.#store?.now() ?? 0;
    const wanted = this.#rows
      .slice(this.#from, this.#to)
      .filter((row) => !this.#asked.has(row) && isUnsure(row, now))
      .slice(0, MOST_PAYMENTS);
    if (!wanted.length) return;
    for (const row of wanted) this.#asked.add(row);
    const since = Math.min(...wanted.map(({ invoice }) => invoice.created ?? 0)) || null;
    const batch = await adapter.paymentsOf(
      wanted.map(({ id }) => id),
      since,
    );
    for (const row of wanted) {
      const payments = batch.payments.get(row.id);
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
