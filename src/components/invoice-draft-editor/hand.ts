/**
 * The hand on the keyboard: what keys do beside writing into a cell. Enter commits and goes down, Escape gives the cell
 * back, and rows are moved and opened without leaving them.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { FIELDS, isBlank, restoreCell, type Field, type Row } from './draft.js';
import type { DraftModel } from './model.js';
import type * as parts from './parts.js';
import { cellId, type Actions } from './view.js';

/** The keys as `aria-keyshortcuts` and the hint below the table tell them. */
interface Stroke {
  key: string;
  /** Ctrl, or the command key where there is one. */
  command: boolean;
  alt: boolean;
  shift: boolean;
}

const strokeOf = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): Stroke => ({
  key: key.length === 1 ? key.toLowerCase() : key,
  command: ctrlKey || metaKey,
  alt: altKey,
  shift: shiftKey,
});

export class Hand implements ReactiveController {
  /** Id of what had the focus before the editor was drawn anew. */
  #at = '';
  /** The cell that has the focus, and its row as it was when it got it. */
  #entered: { id: string; row: Row } | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly model: DraftModel,
    private readonly actions: Actions,
    private readonly loaded: () => typeof parts | null,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#at = this.host.shadowRoot?.activeElement?.id ?? '';
  }

  /** A row that has come to another place in the page has lost the focus by that. */
  hostUpdated(): void {
    const root = this.host.shadowRoot;
    if (this.#at && !root?.activeElement) root?.getElementById(this.#at)?.focus();
  }

  readonly onFocusIn = (event: FocusEvent): void => {
    const cell = this.#cellOf(event);
    this.#entered = cell && { id: cellId(cell.row, cell.field), row: cell.row };
    this.model.sheet.history.pause();
  };

  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || this.model.readonly) return;
    if (this.#undoes(event) || this.#closes(event) || this.#acts(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  /** Several cells at once become rows; a single one goes where it was pasted. */
  readonly onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (this.model.readonly || !this.#cellOf(event) || !this.loaded()?.isBlock(text)) return;
    event.preventDefault();
    this.actions.paste(text);
  };

  /** The own undo of a field knows nothing of the draft, so ours takes its place; but where a field is none of the draft's. */
  #undoes(event: KeyboardEvent): boolean {
    const { key, command, alt, shift } = strokeOf(event);
    if (!command || alt || (key !== 'z' && key !== 'y')) return false;
    if ((event.target as Element).matches('.code')) return false;
    if (key === 'y' || shift) this.actions.redo();
    else this.actions.undo();
    return true;
  }

  /** Escape leaves the details of a row, back to it. */
  #closes(event: KeyboardEvent): boolean {
    const details = (event.target as Element).closest('.detail');
    if (event.key !== 'Escape' || !details) return false;
    this.actions.detail(Number(details.id.replace('details-', '')));
    return true;
  }

  #acts(event: KeyboardEvent): boolean {
    const cell = this.#cellOf(event);
    if (!cell) return false;
    const { row, field } = cell;
    const { key, command, alt, shift } = strokeOf(event);
    if (command) return false;
    if (key === 'Enter' && alt) this.actions.detail(row.key);
    else if (key === 'Enter' && !shift) this.#down(row, field);
    else if (alt && shift && (key === 'ArrowUp' || key === 'ArrowDown')) {
      this.actions.move(row.key, key === 'ArrowUp' ? -1 : 1);
    } else if (key === 'Escape') return this.#giveBack(row, field);
    else return false;
    return true;
  }

  /** To the same column of the next row; from the last row that is written in, to the beginning of a new one. */
  #down(row: Row, field: Field): void {
    this.actions.leave(row.key, field);
    const rows = this.model.draft?.rows ?? [];
    const next = rows[rows.findIndex(({ key }) => key === row.key) + 1];
    if (!next) return this.actions.add();
    const isNew = !next.id && isBlank(next);
    this.focus(cellId(next, isNew ? 'description' : field));
  }

  /** The cell as it was when it got the focus; false where it still is. */
  #giveBack(row: Row, field: Field): boolean {
    const entered = this.#entered;
    if (entered?.id !== cellId(row, field)) return false;
    const was = entered.row;
    if (was.mine[field] === row.mine[field] && row.typed[field as 'price'] === was.typed[field as 'price'])
      return false;
    this.model.edit((draft) => restoreCell(draft, row.key, field, was));
    return true;
  }

  /** Puts the focus on a control, and what stands in it under the next key. */
  focus(id: string): void {
    void this.host.updateComplete.then(() => {
      const control = this.host.shadowRoot?.getElementById(id);
      control?.focus();
      if (control instanceof HTMLInputElement && control.dataset['field']) control.select();
    });
  }

  #cellOf({ target }: Event): { row: Row; field: Field } | null {
    const input = target instanceof HTMLElement ? target : null;
    const field = FIELDS.find((name) => input?.id.startsWith(`${name}-`));
    const key = Number(input?.closest('tr')?.dataset['key']);
    const row = this.model.draft?.rows.find((each) => each.key === key);
    return field && row && input?.localName === 'input' ? { row, field } : null;
  }
}
