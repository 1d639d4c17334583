/** What a hand does in a list, by keys or by mouse: move, choose one or a range, open. */
import type { Row } from './row.js';
import type { Rows } from './rows.js';
import { choose, chooseAll, isChosen, NONE, type Selection } from './selection.js';
import { isBox, isInBox, rowOf } from './table.js';

export interface HandHost {
  rows: Rows;
  selectable: boolean;
  /** Rows that are seen at once. */
  seen: number;
  selection: Selection;
  /** Shows the selection, and brings the row with this id into view and focus where `focus` says so. */
  moved(selection: Selection, active: string, focus: boolean): void;
  open(row: Row, event: Event): void;
  /** To what can be done with what is chosen. */
  act(): void;
}

/** The link that was clicked; a browser knows by itself how to open one in another tab. */
export const linkOf = ({ target }: Event): Element | null => (target as Element).closest('a');

/** The person marks text to copy it, and does not mean the row. */
function hasMarkedText(): boolean {
  const marked = getSelection();
  return marked?.type === 'Range' && Boolean(marked.toString());
}

export class Hand {
  /** Id of the row that was dealt with last. */
  active = '';
  /** Where a range begins. */
  #anchor = '';

  constructor(private readonly host: () => HandHost) {}

  click(event: MouseEvent): void {
    const row = this.host().rows.get(rowOf(event));
    if (!row || event.button !== 0 || event.defaultPrevented) return;
    if (isInBox(event)) {
      // A click beside the box, within its label, comes once more from the box itself.
      if (isBox(event)) this.#toggle(row, event.shiftKey);
    } else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      if (!hasMarkedText()) this.host().open(row, event);
    } else if (this.host().selectable && !linkOf(event)) {
      this.#toggle(row, event.shiftKey);
    }
  }

  /** With Shift a range of rows is meant, and not the text in them, which a browser would mark. */
  press(event: MouseEvent): void {
    if (event.shiftKey && this.host().selectable && rowOf(event) && !linkOf(event)) event.preventDefault();
  }

  /** A click into the box of a row; with Shift, up to it. */
  #toggle(row: Row, range: boolean): void {
    const { selection } = this.host();
    if (range && this.host().rows.get(this.#anchor)) this.#range(row.id, false);
    else this.#set(choose(selection, [row.id], !isChosen(selection, row.id)), row.id, false);
  }

  key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const host = this.host();
    const to = this.#target(event, host);
    if (to !== null) this.#move(to, event.shiftKey);
    else if (!this.#act(event, host)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key was one of ours. */
  #act(event: KeyboardEvent, host: HandHost): boolean {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const row = host.rows.get(this.active);
    if ((ctrlKey || metaKey) && key.toLowerCase() === 'a' && host.selectable) {
      this.#set(chooseAll(host.rows), this.active, false);
    } else if (ctrlKey || metaKey || !row) {
      return false;
    } else if (key === ' ' && host.selectable) {
      this.#toggle(row, shiftKey);
    } else if (key === 'Enter' && altKey && host.selectable) {
      if (!isChosen(host.selection, row.id)) this.#toggle(row, false);
      host.act();
    } else if (key === 'Enter' && !altKey) {
      host.open(row, event);
    } else if (key === 'Escape' && host.selection !== NONE) {
      this.#anchor = '';
      this.#set(NONE, row.id, false);
    } else {
      return false;
    }
    return true;
  }

  #target({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, { rows, seen }: HandHost): number | null {
    if (ctrlKey || metaKey || altKey || !rows.length) return null;
    const at = Math.max(0, rows.placeOf(this.active));
    const to: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + seen,
      PageUp: at - seen,
      Home: 0,
      End: rows.length - 1,
    };
    const place = to[key];
    return place === undefined ? null : Math.max(0, Math.min(place, rows.length - 1));
  }

  #move(place: number, range: boolean): void {
    const { rows, selectable, selection } = this.host();
    const id = rows.at(place)?.id;
    if (!id) return;
    if (range && selectable) {
      this.#anchor ||= this.active || id;
      this.#range(id, true);
    } else {
      this.#set(selection, id, true);
    }
  }

  /** From where the range begins to this row. */
  #range(id: string, focus: boolean): void {
    const { rows, selection } = this.host();
    const anchor = this.#anchor;
    const [from = 0, to = 0] = [rows.placeOf(anchor), rows.placeOf(id)].sort((one, other) => one - other);
    // A range that is drawn back gives free what it had taken.
    const [before = 0, until = 0] = [rows.placeOf(anchor), rows.placeOf(this.active)].sort(
      (one, other) => one - other,
    );
    const ids = (first: number, last: number): string[] => rows.slice(first, last + 1).map((row) => row.id);
    const freed = focus && before >= 0 ? choose(selection, ids(before, until), false) : selection;
    this.#set(choose(freed, ids(from, to), true), id, focus);
    this.#anchor = anchor;
  }

  #set(selection: Selection, id: string, focus: boolean): void {
    this.active = id;
    this.#anchor = id;
    this.host().moved(selection, id, focus);
  }
}
