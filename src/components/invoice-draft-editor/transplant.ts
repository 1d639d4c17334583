/** Brings lines and edits from one draft or invoice onto another. */
import type { Invoice } from '../../invoice/types.js';
import { addRows, isBlank, isRowDirty, type Draft, type Row } from './draft.js';
import { changedFields } from './header-fields.js';
import { changedValues, partOf, sameValues, valuesOf, type LineValues } from './line-fields.js';

/** What a line says, for a line of another invoice: its one-off price and its discounts belong to the first one. */
export const copied = (values: LineValues): LineValues => ({
  ...values,
  catalog: '',
  discounts: [],
  period: null,
});

/** The lines of an invoice behind those that are there. */
export const withLinesOf = (draft: Draft, invoice: Invoice): Draft =>
  addRows(
    draft,
    invoice.lines.map((line) => copied(valuesOf(line, invoice.default_tax_rates))),
  );

/**
 * What was typed into `from` and never sent, put into `onto`, a draft made from the same invoice: there the lines have
 * other ids, and are found again by what they said before.
 */
export function transplanted(from: Draft, onto: Draft): Draft {
  const fields = changedFields(from.header, from.baseHeader);
  const header = { ...onto.header, ...Object.fromEntries(fields.map((name) => [name, from.header[name]])) };
  const rows = [...onto.rows];
  const fresh: LineValues[] = [];
  for (const row of from.rows) {
    if (isBlank(row) || !isRowDirty(row)) continue;
    const index = row.base ? indexOf(rows, copied(row.base)) : -1;
    const found = rows[index];
    if (found && row.base) rows[index] = { ...found, mine: edited(found.mine, row.mine, row.base) };
    else fresh.push(copied(row.mine));
  }
  return addRows({ ...onto, header, rows }, fresh);
}

const indexOf = (rows: readonly Row[], base: LineValues): number =>
  rows.findIndex(({ mine, base: its }) =>
    its === null || mine === its ? sameValues(copied(mine), base) : false,
  );

function edited(found: LineValues, mine: LineValues, base: LineValues): LineValues {
  const parts = changedValues(mine, base).filter((name) => name !== 'discounts');
  return parts.reduce<LineValues>(
    (values, name) => ({ ...values, ...partOf(name, { ...mine, catalog: '' }) }),
    found,
  );
}
