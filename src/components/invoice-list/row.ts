/** A row of a list: an invoice without what only its own page needs, so that a hundred thousand of them are bearable. */
import { toneOf, standing, type InvoiceState, type StateOfInvoice, type Tone } from '../../invoice/state.js';
import { lightened } from '../../invoice/shape.js';
import type { Invoice } from '../../invoice/types.js';

export interface Row {
  readonly id: string;
  /** Without lines, taxes and texts. */
  readonly invoice: Invoice;
  /** It has changed since, in a way that is not known yet. */
  readonly stale: boolean;
}

export const rowOf = (invoice: Invoice): Row => ({
  id: invoice.id,
  invoice: lightened(invoice),
  stale: false,
});

export interface RowState extends StateOfInvoice {
  tone: Tone;
}

export function stateOfRow({ invoice }: Row, now: number): RowState {
  const { state, chips, certainty } = standing(invoice, invoice.payments, now);
  return { state, chips, certainty, tone: toneOf(state) };
}

export type { InvoiceState };
