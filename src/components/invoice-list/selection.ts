/** Which invoices of a list are chosen: some of the rows, or all that match its filter but a few. */
import type { InvoiceFilter } from '../../invoice/list-filter.js';

export type Selection =
  | { kind: 'some'; ids: ReadonlySet<string> }
  | { kind: 'all'; filter: InvoiceFilter; except: ReadonlySet<string> };

export const NONE: Selection = { kind: 'some', ids: new Set() };

export const isChosen = (selection: Selection, id: string): boolean =>
  selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id);

export const isEmpty = (selection: Selection): boolean =>
  selection.kind === 'some' && selection.ids.size === 0;

/** All of these rows. */
export const chooseAll = (rows: Iterable<{ id: string }>): Selection => ({
  kind: 'some',
  ids: new Set(Array.from(rows, ({ id }) => id)),
});

/** With these chosen as well, or not any more. */
export function choose(selection: Selection, ids: Iterable<string>, chosen: boolean): Selection {
  const isAll = selection.kind === 'all';
  const named = new Set(isAll ? selection.except : selection.ids);
  for (const id of ids) {
    if (chosen !== isAll) named.add(id);
    else named.delete(id);
  }
  return isAll ? { ...selection, except: named } : { kind: 'some', ids: named };
}
