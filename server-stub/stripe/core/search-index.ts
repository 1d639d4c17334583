/**
 * What searches see of the rows. At Stripe a change is found after a moment only; here it is found at once, unless a
 * delay was asked for: then each row is remembered as it was, and found in the state that is old enough, or not at all.
 */
import type { Table } from './table.js';
import type { World } from './world.js';

export interface SearchIndex {
  /** How old a change must be to be found, in seconds of the stand-in's clock; 0 for at once. */
  readonly seconds: number;
  /** Asks for a delay; what is there already counts as old. */
  delay(seconds: number): void;
  /** Writes down what has changed since the last time; does nothing without a delay. */
  note(): void;
  /** The rows of a table as they are found, newest first. */
  rows<T extends { id: string }>(table: Table<T>): Iterable<T>;
}

/** A row from a moment on (Unix seconds): its JSON, or null once it was deleted. */
interface Version {
  from: number;
  json: string | null;
}
/** Versions of each row, oldest first; rows in the order of their making. */
type History = Map<string, Version[]>;

/** The tables that have a search. */
const searchable = ({ customers, invoices, prices, products }: World): Table<{ id: string }>[] => [
  customers,
  invoices,
  prices,
  products,
];

/** `worlds` are all that there are by now. */
export function createSearchIndex(worlds: () => Iterable<World>, now: () => number): SearchIndex {
  let seconds = 0;
  let histories = new WeakMap<object, History>();

  const note = (from: number) => {
    for (const world of worlds()) {
      for (const table of searchable(world)) {
        const history: History = histories.get(table) ?? new Map<string, Version[]>();
        histories.set(table, history);
        noteTable(table, history, from);
      }
    }
  };
  return {
    get seconds() {
      return seconds;
    },
    delay(wanted) {
      seconds = wanted;
      histories = new WeakMap();
      if (seconds > 0) note(-Infinity);
    },
    note() {
      if (seconds > 0) note(now());
    },
    rows<T extends { id: string }>(table: Table<T>): Iterable<T> {
      const history = histories.get(table);
      return seconds > 0 && history ? rowsAt<T>(history, now() - seconds) : table.newestFirst();
    },
  };
}

function noteTable(table: Table<{ id: string }>, history: History, from: number): void {
  for (const row of table.oldestFirst()) {
    const versions = history.get(row.id) ?? [];
    history.set(row.id, versions);
    const json = JSON.stringify(row);
    if (versions.at(-1)?.json !== json) versions.push({ from, json });
  }
  for (const [id, versions] of history) {
    if (!table.get(id) && versions.at(-1)?.json !== null) versions.push({ from, json: null });
  }
}

function* rowsAt<T>(history: History, moment: number): Generator<T> {
  for (const versions of [...history.values()].reverse()) {
    const json = versions.findLast(({ from }) => from <= moment)?.json;
    if (json != null) yield JSON.parse(json) as T;
  }
}
