/**
 * What happened lately, so that a stream that broke goes on where it was. A stream is at an id of a message, or at a
 * moment (`at_1795000000000`), which tells a page of a tenant nothing about the messages of another.
 */
import type { Message, Published } from './events.js';

/** A message, and when this process came to know of it. */
export interface Heard extends Published {
  /** Milliseconds of `performance.now()`. */
  heard: number;
}

/** Messages kept; more than a busy account has in the minute that a page may be away. */
const SIZE = 1000;
const MOMENT = /^at_(\d{1,15})$/;

export class Past {
  private readonly entries = new Map<string, Heard>();
  /** Unix milliseconds; nothing that came after it is missing. */
  private since = Date.now();

  /** `lag`: milliseconds by which a moment may be wrong, as clocks differ and messages take their time. */
  constructor(private readonly lag: number) {}

  /** The entry, or null for a message that is known already. */
  add(message: Message): Heard | null {
    if (this.entries.has(message.id)) return null;
    const entry = { message, at: Date.now(), heard: performance.now() };
    this.entries.set(message.id, entry);
    this.shorten();
    return entry;
  }

  /** Puts what others remember in front of what this process heard itself. */
  prepend(earlier: readonly Published[], since: number): void {
    const own = [...this.entries.values()];
    this.entries.clear();
    for (const { message, at } of earlier) this.entries.set(message.id, { message, at, heard: 0 });
    for (const entry of own) this.entries.set(entry.message.id, entry);
    this.since = Math.min(this.since, since);
    this.shorten();
  }

  /** Messages may be missing from here on backwards. */
  forget(): void {
    this.entries.clear();
    this.since = Date.now();
  }

  /** What a stream has to be told that was cut at this place; null where nobody knows any more. */
  after(place: string): Heard[] | null {
    const [, moment] = MOMENT.exec(place) ?? [];
    const all = [...this.entries.values()];
    if (moment === undefined) {
      const index = all.findIndex(({ message }) => message.id === place);
      return index < 0 ? null : all.slice(index + 1);
    }
    return Number(moment) < this.since ? null : all.filter(({ at }) => at >= Number(moment) - this.lag);
  }

  /** What came in the last so many milliseconds. */
  latest(span: number): Heard[] {
    const now = Date.now();
    return [...this.entries.values()].filter(({ at }) => now - at < span);
  }

  private shorten(): void {
    for (const [id, { at }] of this.entries) {
      if (this.entries.size <= SIZE) return;
      this.entries.delete(id);
      this.since = Math.max(this.since, at + 1);
    }
  }
}

/** The place of a stream that was told everything until now. */
export const here = (): string => `at_${Date.now()}`;
