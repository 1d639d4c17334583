/** The invoices of a walk as a file for spreadsheets, written page by page, so that none of it has to be kept. */
import { invoiceCells, invoiceHeadings, writeCsv } from '../invoice/csv.js';
import type { ReadOptions } from './adapter.js';
import type { InvoiceWalk } from './invoice-walk.js';

/**
 * CSV with a head, a byte-order mark and one row for each invoice:
 *
 *     const walk = await walkInvoices(adapter, filter, { session, now });
 *     for await (const text of new InvoiceCsv(walk, now)) file.write(text);
 *
 * Where a page cannot be read, {@link next} rejects with the problem; called again, it goes on where it stood.
 */
export class InvoiceCsv {
  readonly #walk: InvoiceWalk;
  readonly #now: number;
  #count = 0;
  #begun = false;
  #done = false;

  /** @param now - Unix seconds by the backend's clock, on which the states of invoices depend */
  constructor(walk: InvoiceWalk, now: number) {
    this.#walk = walk;
    this.#now = now;
  }

  /** How many invoices were written so far. */
  get count(): number {
    return this.#count;
  }

  /** The next part of the file, empty where a page held nothing that matches; null at the end. */
  async next(options: ReadOptions = {}): Promise<string | null> {
    if (this.#done) return null;
    const { invoices, done } = await this.#walk.next(options);
    const rows = invoices.map((invoice) => invoiceCells(invoice, this.#now));
    const head = this.#begun ? '' : writeCsv([[...invoiceHeadings]], { bom: true });
    this.#begun = true;
    this.#done = done;
    this.#count += invoices.length;
    return head + writeCsv(rows);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void> {
    for (let text = await this.next(); text !== null; text = await this.next()) yield text;
  }
}
