/** The rows of a list in their order, newest first, each found by its id at once. */
import type { Invoice } from '../../invoice/types.js';
import { rowOf, type Row } from './row.js';

export class Rows {
  #order: Row[] = [];
  #places = new Map<string, number>();

  get length(): number {
    return this.#order.length;
  }

  at(index: number): Row | undefined {
    return this.#order[index];
  }

  slice(from: number, to: number): Row[] {
    return this.#order.slice(from, to);
  }

  get(id: string): Row | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#order[place];
  }

  /** -1 where it is not there. */
  placeOf(id: string): number {
    return this.#places.get(id) ?? -1;
  }

  /** Ids of the rows before and after this one; none of either where it is not there. */
  beside(id: string): { previous: string | null; next: string | null } {
    const at = this.placeOf(id);
    if (at < 0) return { previous: null, next: null };
    return { previous: this.at(at - 1)?.id ?? null, next: this.at(at + 1)?.id ?? null };
  }

  [Symbol.iterator](): Iterator<Row> {
    return this.#order[Symbol.iterator]();
  }

  clear(): void {
    this.#order = [];
    this.#places.clear();
  }

  /** Older ones; those that are there already are passed over. */
  append(invoices: readonly Invoice[]): void {
    for (const invoice of invoices) {
      if (this.#places.has(invoice.id)) continue;
      this.#places.set(invoice.id, this.#order.length);
      this.#order.push(rowOf(invoice));
    }
  }

  /** Puts a row that is there in the place of what it was. */
  replace(row: Row): void {
    const place = this.#places.get(row.id);
    if (place !== undefined) this.#order[place] = row;
  }

  /** Puts one that is not there where its time has it. Answers with its place. */
  insert(invoice: Invoice): number {
    const created = invoice.created ?? 0;
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#order[middle]?.invoice.created ?? 0) > created) low = middle + 1;
      else high = middle;
    }
    this.#order.splice(low, 0, rowOf(invoice));
    this.#count(low);
    return low;
  }

  /** Takes these off. */
  remove(ids: ReadonlySet<string>): void {
    if (!ids.size) return;
    this.#order = this.#order.filter(({ id }) => !ids.has(id));
    this.#places.clear();
    this.#count(0);
  }

  /** Whatever is known of any of them may be old. */
  markAll(): void {
    this.#order = this.#order.map((row) => (row.stale ? row : { ...row, stale: true }));
  }

  #count(from: number): void {
    for (let place = from; place < this.#order.length; place++) {
      const row = this.#order[place];
      if (row) this.#places.set(row.id, place);
    }
  }
}
