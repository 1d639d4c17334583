/** What the templates can ask for, done to the model. */
import type { LitElement } from 'lit';
import { draftMore } from '../../translations/en/draft-more.js';
import type { WordSource } from '../internal/problem.js';
import { keepMine, takeTheirs } from './conflicts.js';
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
  type Draft,
  type Field,
} from './draft.js';
import type { Header } from './header-fields.js';
import type { LineValues } from './line-fields.js';
import type { DraftModel } from './model.js';
import { cellId, type Actions } from './view.js';

/** What of the element the actions need. */
export interface ActionHost extends LitElement {
  readonly source: WordSource & { readonly lang: string };
  /** Says something to those who do not see it. */
  announce(text: string): void;
  openCustomer(text: string | null): void;
  openPaste(text: string): void;
}

/** Fields that are written letter by letter: what is typed into one of them in a row is undone in one. */
const TYPED: readonly (keyof Header)[] = ['memo', 'footer', 'number', 'fields', 'metadata'];

export class EditorActions implements Actions {
  /** Cells that were left once, so that their faults may be told. */
  readonly left = new Set<string>();
  detailed: number | null = null;
  codeSaid = '';

  constructor(
    private readonly host: ActionHost,
    private readonly model: DraftModel,
    private readonly words: () => {
      undone: string;
      redone: string;
      moved: (item: string) => string;
      no_last_lines: string;
    },
  ) {}

  type(key: number, field: Field, text: string): void {
    this.model.edit((draft) => typeInto(draft, key, field, text, this.host.source.lang), `${field} ${key}`);
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
    this.host.announce(this.words().moved(String(at + 1)));
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

  currency(code: string): void {
    this.model.chooseCurrency(code);
  }

  startOver(currency: string): void {
    if (currency) this.model.startOver(currency);
  }

  undo(): void {
    if (this.model.undo()) this.host.announce(this.words().undone);
  }

  redo(): void {
    if (this.model.redo()) this.host.announce(this.words().redone);
  }

  keepMine(conflict: Conflict): void {
    this.model.set((draft) => keepMine(draft, conflict));
  }

  takeTheirs(conflict: Conflict): void {
    this.model.edit((draft) => takeTheirs(draft, conflict));
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

  async lastLines(): Promise<void> {
    const found = await this.model.takeLastLines().catch(() => false);
    if (!found) this.host.announce(this.words().no_last_lines);
  }

  editCustomer(): void {
    this.host.openCustomer(null);
  }

  paste(text = ''): void {
    this.host.openPaste(text);
  }

  /** Puts the lines that were pasted where the paste came from: behind what is written. */
  takePasted(lines: readonly Partial<LineValues>[]): void {
    this.model.edit((draft) => addRows(draft, lines));
    const rows = this.model.draft ? written(this.model.draft) : [];
    for (const row of rows)
      for (const field of ['description', 'quantity', 'price'] as const) this.left.add(cellId(row, field));
  }

  async code(text: string, taken: () => void): Promise<void> {
    const words = this.host.source.wordsOf('draftMore', draftMore);
    const { model } = this;
    const code = await model.catalog.findCode(text).catch(() => null);
    const theirs = code?.customer && code.customer !== model.sheet.customer;
    this.codeSaid = !code ? words.code_unknown(text) : theirs ? words.code_not_theirs(text) : '';
    model.requestUpdate();
    if (!code || theirs) return;
    taken();
    const put = (draft: Draft): Draft =>
      changeHeader(draft, { discounts: [...draft.header.discounts, { promotion_code: code.id }] });
    model.edit(put);
  }

  retryTax(): void {
    void this.model.retryTax();
  }
}
