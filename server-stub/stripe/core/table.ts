/**
 * One kind of object in memory: a map by id and the order of insertion, so that a page over ten thousand rows
 * is read from its cursor on, newest first, without sorting.
 */
export interface PageRequest<T> {
  limit: number;
  starting_after?: string;
  ending_before?: string;
  match(row: T): boolean;
}

export class Table<T extends { id: string }> {
  readonly #rows = new Map<string, T>();
  readonly #places = new Map<string, number>();
  readonly #order: (T | undefined)[] = [];

  insert(row: T): T {
    this.#rows.set(row.id, row);
    this.#places.set(row.id, this.#order.push(row) - 1);
    return row;
  }

  get(id: string): T | undefined {
    return this.#rows.get(id);
  }

  remove(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#order[place] = undefined;
    this.#rows.delete(id);
    this.#places.delete(id);
  }

  /** All rows, newest first. */
  *newestFirst(): Generator<T> {
    for (let place = this.#order.length - 1; place >= 0; place--) {
      const row = this.#order[place];
      if (row) yield row;
    }
  }

  /** All rows, oldest first. */
  oldestFirst(): IterableIterator<T> {
    return this.#rows.values();
  }

  get size(): number {
    return this.#rows.size;
  }

  /** One page, newest first; the cursors must be ids of rows. */
  page(request: PageRequest<T>): { rows: T[]; hasMore: boolean } {
    const backwards = request.ending_before !== undefined;
    const cursor = request.ending_before ?? request.starting_after;
    const from = cursor === undefined ? this.#order.length : (this.#places.get(cursor) ?? -1);
    const rows: T[] = [];
    const step = backwards ? 1 : -1;
    for (let place = from + step; place >= 0 && place < this.#order.length; place += step) {
      const row = this.#order[place];
      if (!row || !request.match(row)) continue;
      if (rows.length === request.limit) return { rows: backwards ? rows.reverse() : rows, hasMore: true };
      rows.push(row);
    }
    return { rows: backwards ? rows.reverse() : rows, hasMore: false };
  }
}
