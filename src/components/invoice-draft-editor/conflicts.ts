/** What becomes of a field that two people changed. */
import { changeHeader, changeRow, partAgain, removeRow, type Conflict, type Draft } from './draft.js';

/** What was typed here stays. */
export function keepMine(draft: Draft, conflict: Conflict): Draft {
  return { ...draft, conflicts: draft.conflicts.filter((each) => each !== conflict) };
}

/** What somebody else made of it takes the place of what was typed here. */
export function takeTheirs(draft: Draft, conflict: Conflict): Draft {
  const settled = keepMine(draft, conflict);
  if (conflict.row === null) {
    return changeHeader(settled, { [conflict.field]: conflict.theirs[conflict.field] });
  }
  if (conflict.field === null) return removeRow(settled, conflict.row);
  const { field, theirs } = conflict;
  return changeRow(settled, conflict.row, (row) => ({
    ...row,
    mine: { ...row.mine, ...partAgain(settled, row, field, theirs) },
    typed: {},
  }));
}

/** The conflicts that are still any: both still say something else, and the row is still there. */
export const openConflicts = (draft: Draft): readonly Conflict[] =>
  draft.conflicts.filter(({ row }) => row === null || draft.rows.some(({ key }) => key === row));
