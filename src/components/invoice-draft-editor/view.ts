/** What the templates of the editor are drawn from, and what they can ask for. */
import type { TemplateResult } from 'lit';
import type { Invoice } from '../../invoice/types.js';
import type { Customer, Session } from '../../invoice/wire.js';
import type { draftEditor } from '../../translations/en/draft-editor.js';
import type { WordSource } from '../internal/problem.js';
import type { Catalog } from './catalog.js';
import type { Conflict, Draft, Field, Row } from './draft.js';
import type { Deviation, Figures } from './figures.js';
import type { Header } from './header-fields.js';
import type { LineValues } from './line-fields.js';
import type * as parts from './parts.js';

export interface View {
  draft: Draft;
  /** The draft as Stripe has it; null until it is made. */
  invoice: Invoice | null;
  customer: Customer | null;
  /** The customer may still be chosen. */
  choosing: boolean;
  session: Session | null;
  words: typeof draftEditor;
  source: WordSource;
  /** Locale of numbers and dates. */
  lang: string;
  /** Unix seconds by the backend's clock. */
  now: number;
  readonly: boolean;
  /** What the session may do beside editing. */
  may(action: string): boolean;
  figures: Figures;
  /** Where Stripe's numbers differ from the estimate that they took the place of. */
  deviations: readonly Deviation[];
  catalog: Catalog;
  /** What is drawn only once it is loaded: all but the cells and the totals. */
  parts: typeof parts | null;
  /** Whether the faults of a cell are to be told: not while it is being written for the first time. */
  tells(row: Row, field: Field): boolean;
  /** Ids of the fields that are unfolded. */
  unfolded: Set<string>;
  /** Key of the row whose details are shown. */
  detailed: number | null;
  /** What was typed for the due terms and is none; empty where all is well. */
  termsWrong: string;
  /** Why the promotion code that was typed last was not taken. */
  codeFault: CodeFault | null;
  /** What is pending for the customer comes into the new draft. */
  pending: boolean;
  /** Whether the details of the customer can be mended here. */
  canMendCustomer: boolean;
  /** Whether a draft of another currency can take the place of this one. */
  canStartOver: boolean;
  actions: Actions;
  /** Comboboxes, which have to live in the element. */
  customerInput(): TemplateResult;
  termsInput(): TemplateResult;
  descriptionInput(row: Row, index: number, invalid: boolean): TemplateResult;
  /** Why the last try to finalize failed, by the id of the control that it is about. */
  failures: ReadonlyMap<string, string>;
  /** Changes with what the combobox of a description shows. */
  descriptionState(row: Row): unknown;
}

/** There is no such code, or it is for another customer. */
export interface CodeFault {
  /** Key of the row that it was typed for; null for the whole invoice. */
  row: number | null;
  code: string;
  why: 'unknown' | 'theirs';
}

export interface Actions {
  type(key: number, field: Field, text: string): void;
  leave(key: number, field: Field): void;
  add(): void;
  remove(key: number): void;
  move(key: number, by: number): void;
  /** Shows the details of a row, or no longer. */
  detail(key: number): void;
  line(key: number, change: Partial<LineValues>): void;
  header(change: Partial<Header>): void;
  /** Pulls what is pending for the customer into a new draft, or no longer. */
  pending(on: boolean): void;
  /** Puts a promotion code on the invoice, or on a row of it; `taken` is called where there is such a one. */
  code(row: number | null, text: string, taken: () => void): void;
  currency(code: string): void;
  startOver(currency: string): void;
  undo(): void;
  redo(): void;
  keepMine(conflict: Conflict): void;
  takeTheirs(conflict: Conflict): void;
  /** Puts the focus on a control by its id, opening what folds it away. */
  goTo(id: string): void;
  lastLines(): void;
  editCustomer(): void;
  paste(text?: string): void;
  retryTax(): void;
}

/** The id of a cell's input, by which labels and errors point to it. */
export const cellId = (row: Pick<Row, 'key'>, field: Field): string => `${field}-${row.key}`;
