/** Of which invoices something was heard, and when: what was asked for before that may be older than that. */
export class Heard {
  #count = 0;
  #times = new Map<string, number>();
  #allTime = 0;

  /** This moment, on a count of its own. */
  get now(): number {
    return this.#count;
  }

  add(id: string): void {
    this.#times.set(id, ++this.#count);
  }

  /** Anything may have changed. */
  addAll(): void {
    this.#allTime = ++this.#count;
  }

  /** Whether anything was ever heard of this one by itself. */
  has(id: string): boolean {
    return this.#times.has(id);
  }

  isAfter(moment: number, id: string): boolean {
    return Math.max(this.#times.get(id) ?? 0, this.#allTime) > moment;
  }
}
