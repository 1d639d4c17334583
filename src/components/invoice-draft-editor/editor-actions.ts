/** What the templates can ask for, done to the model. */
import type { LitElement } from 'lit';
import { toProblem } from '../../adapter/adapter.js';
import type { draftEditor } from '../../translations/en/draft-editor.js';
import type { Localizer } from '../internal/localize.js';
import { formatDecimal } from '../../invoice/money.js';
import {
  addRows,
  changeHeader,
  changeLine,
  isBlank,
  leaveCell,
  moveRow,
  removeRow,
  typeInto,
  written,
  type Conflict,
  type Field,
} from './draft.js';
import type { Header } from './header-fields.js';
import type { LineValues } from './line-fields.js';
import type { Dialogs } from './dialogs.js';
import type { DraftModel } from './model.js';
import type * as parts from './parts.js';
import type { Speech } from './speech.js';
import { cellId, type Actions, type CodeFault } from './view.js';

/** What the actions speak, show and read with. */
export interface Voices {
  readonly localize: Localizer<typeof draftEditor>;
  readonly speech: Speech;
  readonly dialogs: Dialogs;
  /** What asks for these is drawn only once they are loaded. */
  readonly parts: () => typeof parts | null;
}

/** Fields that are written letter by letter: what is typed into one of them in a row is undone in one. */
const TYPED: readonly (keyof Header)[] = ['memo', 'footer', 'number', 'fields', 'metadata'];

export class EditorActions implements Actions {
  /** Cells that were left once, so that their faults may be told. */
  readonly left = new Set<string>();
  /** Ids of the fields that are unfolded. */
  readonly unfolded = new Set<string>();
  detailed: number | null = null;
  codeFault: CodeFault | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly model: DraftModel,
    private readonly voices: Voices,
  ) {}

  type(key: number, field: Field, text: string): void {
    this.model.edit(
      (draft) => typeInto(draft, key, field, text, this.voices.localize.lang),
      `${field} ${key}`,
    );
  }

  leave(key: number, field: Field): void {
    const { draft } = this.model;
    const row = draft?.rows.find((each) => each.key === key);
    if (!draft || !row || this.model.readonly) return;
    if (row.mine[field] !== '' || row.typed[field as 'price']) this.left.add(cellId(row, field));
    this.model.set(() => leaveCell(draft, key, field));
  }

  /** The empty row at the end is the one that is asked for. */
  add(): void {
    const row = this.model.draft?.rows.at(-1);
    if (row && !row.id && isBlank(row)) this.goTo(cellId(row, 'description'));
  }

  remove(key: number): void {
    const rows = this.model.draft?.rows ?? [];
    const index = rows.findIndex((row) => row.key === key);
    const next = rows[index + 1] ?? rows[index - 1];
    // Before the row goes, so that the focus is never nowhere.
    if (next) this.host.renderRoot.querySelector<HTMLElement>(`#${cellId(next, 'description')}`)?.focus();
    this.model.edit((draft) => removeRow(draft, key));
    if (!next) this.add();
  }

  move(key: number, by: number): void {
    this.model.edit((draft) => moveRow(draft, key, by));
    const at = this.model.draft?.rows.findIndex((row) => row.key === key) ?? -1;
    const { words, lang } = this.voices.localize;
    this.voices.speech.now(words.moved(formatDecimal(String(at + 1), lang)));
  }

  detail(key: number): void {
    this.detailed = this.detailed === key ? null : key;
    this.model.catalog.need('rates');
    this.model.catalog.need('coupons');
    this.model.requestUpdate();
    if (this.detailed !== null) this.goTo(`start-${key}`);
    else this.goTo(`description-${key}`);
  }

  line(key: number, change: Partial<LineValues>): void {
    this.model.edit((draft) => changeLine(draft, key, change));
  }

  header(change: Partial<Header>): void {
    const group = TYPED.find((name) => name in change) ?? '';
    this.model.edit((draft) => changeHeader(draft, change), group);
  }

  pending(on: boolean): void {
    this.model.make(on ? { pending_invoice_items_behavior: 'include' } : {});
  }

  currency(code: string): void {
    this.model.chooseCurrency(code);
  }

  startOver(currency: string): void {
    if (currency) this.voices.parts()?.startOver(this.model, currency);
  }

  undo(): void {
    if (this.model.undo()) this.voices.speech.now(this.voices.localize.words.undone);
  }

  redo(): void {
    if (this.model.redo()) this.voices.speech.now(this.voices.localize.words.redone);
  }

  keepMine(conflict: Conflict): void {
    this.model.set((draft) => this.voices.parts()?.keepMine(draft, conflict) ?? draft);
  }

  takeTheirs(conflict: Conflict): void {
    this.model.edit((draft) => this.voices.parts()?.takeTheirs(draft, conflict) ?? draft);
  }

  goTo(id: string): void {
    void this.host.updateComplete.then(() => {
      const control = this.host.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
      const folded = control?.closest('details');
      if (folded) folded.open = true;
      control?.focus();
      control?.scrollIntoView({ block: 'nearest' });
    });
  }

  lastLines(): void {
    this.voices
      .parts()
      ?.takeLastLines(this.model)
      .then(
        (found) => (found ? undefined : this.voices.speech.now(this.voices.localize.words.no_last_lines)),
        (error: unknown) => this.model.onFailed(toProblem(error)),
      );
  }

  editCustomer(): void {
    this.voices.dialogs.openCustomer(null);
  }

  paste(text = ''): void {
    this.voices.dialogs.openPaste(text);
  }

  /** Puts the lines that were pasted where the paste came from: behind what is written. */
  takePasted(lines: readonly Partial<LineValues>[]): void {
    this.model.edit((draft) => addRows(draft, lines));
    const rows = this.model.draft ? written(this.model.draft) : [];
    for (const row of rows)
      for (const field of ['description', 'quantity', 'price'] as const) this.left.add(cellId(row, field));
  }

  code(row: number | null, text: string, taken: () => void): void {
    void this.#putOn(row, text, taken);
  }

  async #putOn(row: number | null, text: string, taken: () => void): Promise<void> {
    const { model } = this;
    const code = await model.catalog.findCode(text).catch(() => null);
    const theirs = code?.customer && code.customer !== model.sheet.customer;
    const why = !code ? 'unknown' : theirs ? 'theirs' : null;
    this.codeFault = why && { row, code: text, why };
    model.requestUpdate();
    if (!code || theirs) return;
    taken();
    const given = { promotion_code: code.id };
    model.edit((draft) => {
      if (row === null) return changeHeader(draft, { discounts: [...draft.header.discounts, given] });
      const before = draft.rows.find(({ key }) => key === row)?.mine.discounts ?? [];
      return changeLine(draft, row, { discounts: [...before, given] });
    });
  }

  retryTax(): void {
    this.voices
      .parts()
      ?.retryTax(this.model)
      .catch((error: unknown) => this.model.onFailed(toProblem(error)));
  }
}
