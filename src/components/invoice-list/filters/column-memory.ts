/** Which columns a person has chosen, kept in the browser; where that is refused, they last as long as the page. */

const PREFIX = 'invoice-elements:columns:';

export class ColumnMemory {
  readonly #known = new Map<string, readonly string[] | null>();

  /** @param name - tells lists apart whose columns differ; empty while it is not known yet */
  get(name: string): readonly string[] | null {
    if (!name) return null;
    if (!this.#known.has(name)) this.#known.set(name, read(name));
    return this.#known.get(name) ?? null;
  }

  /** @param ids - null forgets them */
  set(name: string, ids: readonly string[] | null): void {
    this.#known.set(name, ids);
    try {
      if (ids) localStorage.setItem(PREFIX + name, JSON.stringify(ids));
      else localStorage.removeItem(PREFIX + name);
    } catch {
      // It holds for this page then.
    }
  }
}

/** What is kept, if it is what we keep. */
function read(name: string): readonly string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null');
    return Array.isArray(kept) && kept.every((id) => typeof id === 'string') ? kept : null;
  } catch {
    return null;
  }
}
