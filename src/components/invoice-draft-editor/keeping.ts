/**
 * Keeps what was typed and is not at Stripe over a reload: in the tab's own session storage, until it is saved. Another
 * person's session never gets to see it.
 */
import type { Customer } from '../../invoice/wire.js';
import type { Draft } from './draft.js';
import type { Open } from './save.js';

/** Another form of what is kept gets another number. */
const FORM = 1;
const PREFIX = 'invoice-elements:draft:';
/** Milliseconds of quiet before it is written down. */
const PAUSE = 250;

export interface Kept {
  draft: Draft;
  /** The write that nobody knows the end of. */
  open: Open | null;
  /** Whom a draft is for that is not made yet. */
  customer: Customer | null;
}

/** Last saves of editors that have left the page, by the name that their draft is kept under. */
const leaving = new Map<string, Promise<unknown>>();

export class Keeping {
  #timer?: ReturnType<typeof setTimeout>;
  #write: (() => void) | null = null;
  #taken = '';

  /** Writes it down soon. */
  keep(name: string, kept: Kept): void {
    clearTimeout(this.#timer);
    this.#write = () => put(name, kept);
    this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Writes it down now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#write?.();
    this.#write = null;
  }

  forget(name: string): void {
    clearTimeout(this.#timer);
    this.#write = null;
    quietly(() => sessionStorage.removeItem(PREFIX + name));
  }

  /** Another editor may not take up the draft before this last save has ended. */
  leave(name: string, lastSave: Promise<unknown>): void {
    const ended = lastSave.finally(() => {
      if (leaving.get(name) === ended) leaving.delete(name);
    });
    leaving.set(name, ended);
  }

  /** The last save of an editor that has left the page, while it runs. */
  leaving(name: string): Promise<unknown> | undefined {
    return leaving.get(name);
  }

  /** What was kept under a name, told once. */
  take(name: string): Kept | null {
    if (this.#taken === name) return null;
    this.#taken = name;
    return quietly(() => {
      const text = sessionStorage.getItem(PREFIX + name);
      const found = text === null ? null : (JSON.parse(text) as Kept & { form: number });
      return found?.form === FORM ? found : null;
    });
  }
}

const put = (name: string, kept: Kept): void =>
  void quietly(() => sessionStorage.setItem(PREFIX + name, JSON.stringify({ form: FORM, ...kept })));

/** Pages may be without storage, or have none left. */
function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
