/**
 * Undo and redo. A step is kept as the draft before and after it, and only what differs between the two is taken back:
 * what others changed since, and what has been saved since, stays as it is.
 */
import type { Customer } from '../../invoice/wire.js';
import { isBlank, partAgain, withTail, type Draft, type Row } from './draft.js';
import { changedFields } from './header-fields.js';
import { changedValues, type LineValues } from './line-fields.js';
import { detached } from './order.js';

/** So many steps can be taken back. */
const STEPS = 200;

interface Step {
  before: Draft;
  after: Draft;
  /** Changes of the same group one after the other are one step, such as the letters of a word; empty is alone. */
  group: string;
  /** Whom the draft was for before and after, where that is what changed. */
  whom?: { before: Customer | null; after: Customer | null };
}

/** The draft after a step back or forth, and whom it is for then, where that has changed. */
export interface Turned {
  draft: Draft;
  whom?: Customer | null;
}

export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Something was changed by hand. */
  record(before: Draft, after: Draft, group = ''): void {
    if (before === after) return;
    this.#undone = [];
    const last = this.#done.at(-1);
    if (last && group && last.group === group) {
      last.after = after;
      return;
    }
    this.#push({ before, after, group });
  }

  /** Somebody else was picked; letters on the way from one to the other are one step. */
  recordWhom(draft: Draft, before: Customer | null, after: Customer | null): void {
    this.#undone = [];
    const last = this.#done.at(-1);
    if (last?.whom && last.whom.after === before && before === null) last.whom.after = after;
    else this.#push({ before: draft, after: draft, group: '', whom: { before, after } });
  }

  #push(step: Step): void {
    this.#done.push(step);
    if (this.#done.length > STEPS) this.#done.shift();
  }

  /** What is changed next is a step of its own. */
  pause(): void {
    const last = this.#done.at(-1);
    if (last) last.group = '';
  }

  undo(draft: Draft): Turned {
    const step = this.#done.pop();
    if (!step) return { draft };
    this.#undone.push({ ...step, group: '' });
    const { before, after, whom } = step;
    return { draft: turned(draft, after, before), ...(whom && { whom: whom.before }) };
  }

  redo(draft: Draft): Turned {
    const step = this.#undone.pop();
    if (!step) return { draft };
    this.#done.push(step);
    const { before, after, whom } = step;
    return { draft: turned(draft, before, after), ...(whom && { whom: whom.after }) };
  }
}

/** The draft with what leads from one state to the other, and nothing else. */
function turned(draft: Draft, from: Draft, to: Draft): Draft {
  const header = Object.fromEntries(
    changedFields(from.header, to.header).map((name) => [name, to.header[name]]),
  );
  const headed = {
    ...draft,
    header: { ...draft.header, ...header },
    currency: turnedCurrency(draft, from, to),
  };
  return withTail(turnOrder(turnRows(headed, from, to), from, to));
}

/** The currency can change until the draft is at Stripe. */
const turnedCurrency = (draft: Draft, from: Draft, to: Draft): string =>
  from.currency === draft.currency && !draft.order.length ? to.currency : draft.currency;

function turnRows(draft: Draft, from: Draft, to: Draft): Draft {
  const [was, becomes] = [byKey(from), byKey(to)];
  let removed = draft.removed;
  const rows: Row[] = [];
  for (const row of draft.rows) {
    const [old, next] = [was.get(row.key), becomes.get(row.key)];
    if (!old) rows.push(row);
    else if (next && !(isBlank(next) && !next.id)) rows.push(turnRow(draft, row, old.mine, next.mine));
    else if (!isBlank(old) || row.id) {
      // It was written by the step that is taken back.
      if (row.id) removed = [...removed, row.id];
    } else rows.push(row);
  }
  let turnedDraft: Draft = { ...draft, rows, removed };
  const known = new Set(draft.rows.map(({ key }) => key));
  for (const [key, row] of becomes) {
    if (!known.has(key) && !isBlank(row)) turnedDraft = putBack(turnedDraft, row, to);
  }
  return turnedDraft;
}

function turnRow(draft: Draft, row: Row, from: LineValues, to: LineValues): Row {
  const changed = changedValues(from, to);
  if (!changed.length && from.catalog === to.catalog) return row;
  let { mine } = row;
  for (const name of changed) mine = { ...mine, ...partAgain(draft, row, name, to) };
  return { ...row, mine, typed: {} };
}

/** A removed row comes back behind the one it stood behind; to its line, where that is still there. */
function putBack(draft: Draft, row: Row, to: Draft): Draft {
  const waiting = row.id !== '' && draft.removed.includes(row.id);
  const back = waiting || !row.id ? row : detached(draft, row);
  const before = to.rows
    .slice(
      0,
      to.rows.findIndex(({ key }) => key === row.key),
    )
    .reverse();
  const neighbour = before
    .map(({ key }) => draft.rows.findIndex((each) => each.key === key))
    .find((at) => at >= 0);
  const rows = [...draft.rows];
  rows.splice((neighbour ?? -1) + 1, 0, back);
  return { ...draft, rows, removed: waiting ? draft.removed.filter((id) => id !== row.id) : draft.removed };
}

/** Rows that the step moved go back; all others keep their places among them. */
function turnOrder(draft: Draft, from: Draft, to: Draft): Draft {
  const present = new Set(draft.rows.map(({ key }) => key));
  const shared = new Set(from.rows.map(({ key }) => key));
  const keysOf = (each: Draft): number[] =>
    each.rows.map(({ key }) => key).filter((key) => present.has(key) && shared.has(key));
  const [old, next] = [keysOf(from), keysOf(to)];
  const common = next.filter((key) => old.includes(key));
  if (old.filter((key) => common.includes(key)).join() === common.join()) return draft;
  const moved = new Set(common);
  const inOrder = common.map((key) => draft.rows.find((row) => row.key === key)).values();
  const rows = draft.rows.map((row) => (moved.has(row.key) ? (inOrder.next().value ?? row) : row));
  return { ...draft, rows };
}

const byKey = ({ rows }: Draft): Map<number, Row> => new Map(rows.map((row) => [row.key, row]));
