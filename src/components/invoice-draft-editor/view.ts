/** What the templates of the editor are drawn from, and what they can ask for. */
import type { TemplateResult } from 'lit';
import type { Invoice } from '../../invoice/types.js';
import type { Customer, Session } from '../../invoice/wire.js';
import type { draftEditor } from '../../translations/en/draft-editor.js';
import type { Draft, Field, Header, Row } from './draft.js';
import type { Figures, Rates } from './figures.js';

export interface View {
  draft: Draft;
  /** The draft as Stripe has it; null until it is made. */
  invoice: Invoice | null;
  customer: Customer | null;
  /** The customer may still be chosen. */
  choosing: boolean;
  session: Session | null;
  words: typeof draftEditor;
  /** Locale of numbers and dates. */
  lang: string;
  /** Unix seconds by the backend's clock. */
  now: number;
  readonly: boolean;
  figures: Figures;
  rates: Rates;
  /** Whether the faults of a cell are to be told: not while it is being written for the first time. */
  tells(row: Row, field: Field): boolean;
  /** The person chose to give a due date, and has given none yet. */
  dating: boolean;
  actions: Actions;
  /** Comboboxes, which have to live in the element. */
  customerInput(): TemplateResult;
  descriptionInput(row: Row, index: number, invalid: boolean): TemplateResult;
}

export interface Actions {
  type(key: number, field: Field, text: string): void;
  leave(key: number, field: Field): void;
  add(): void;
  remove(key: number): void;
  header(change: Partial<Header>): void;
  dating(on: boolean): void;
  currency(code: string): void;
}

/** The id of a cell's input, by which labels and errors point to it. */
export const cellId = (row: Row, field: Field): string => `${field}-${row.key}`;
