/** The rows of a list in their order, newest first, each found by its id at once. */
import type { Invoice } from '../../invoice/types.js';
import { rowOf, type Row } from './row.js';

const createdOf = ({ invoice }: Row): number => invoice.created ?? 0;

export class Rows {
  #order: Row[] = [];
  #byId = new Map<string, Row>();

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
    return this.#byId.get(id);
  }

  /** -1 where it is not there. */
  placeOf(id: string): number {
    const row = this.#byId.get(id);
    // By its time, and among those of the same second one by one: places need no keeping when others come in above.
    return row ? this.#order.indexOf(row, this.#placeFor(createdOf(row))) : -1;
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
    this.#byId.clear();
  }

  /** Older ones; those that are there already are passed over. */
  append(invoices: readonly Invoice[]): void {
    for (const invoice of invoices) {
      const last = this.#order.at(-1);
      if (this.#byId.has(invoice.id)) continue;
      if (last && createdOf(last) < (invoice.created ?? 0)) this.insert(invoice);
      else this.#put(rowOf(invoice), this.#order.length);
    }
  }

  /** Puts a row that is there in the place of what it was. */
  replace(row: Row): void {
    const place = this.placeOf(row.id);
    const before = this.#order[place];
    if (!before) return;
    this.#byId.set(row.id, row);
    this.#order[place] = row;
    if (createdOf(before) === createdOf(row)) return;
    this.#order.splice(place, 1);
    this.#order.splice(this.#placeFor(createdOf(row)), 0, row);
  }

  /** Puts one that is not there where its time has it, before others of the same second. Answers with its place. */
  insert(invoice: Invoice): number {
    const place = this.#placeFor(invoice.created ?? 0);
    this.#put(rowOf(invoice), place);
    return place;
  }

  /** Whatever is known of any of them may be old. */
  markAll(): void {
    this.#order = this.#order.map((row) => (row.stale ? row : { ...row, stale: true }));
    this.#byId = new Map(this.#order.map((row) => [row.id, row]));
  }

  #put(row: Row, place: number): void {
    this.#byId.set(row.id, row);
    this.#order.splice(place, 0, row);
  }

  /** Before the first that is not newer. */
  #placeFor(created: number): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.#order[middle];
      if (row && createdOf(row) > created) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
