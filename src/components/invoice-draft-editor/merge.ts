/**
 * Keeps what was typed together with what Stripe says, cell by cell: a cell that was not edited takes Stripe's value,
 * an edited one stays, and nothing that was typed is ever lost.
 */
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import type { Invoice, Line } from '../../invoice/types.js';
import {
  isBlank,
  isRowDirty,
  newDraft,
  rowOf,
  withTail,
  type Added,
  type Conflict,
  type Draft,
  type Row,
} from './draft.js';
import { same } from './equal.js';
import { changedFields, HEADER_NAMES, headerOf, sameField, type Header } from './header-fields.js';
import { changedValues, partOf, sameValue, valuesOf, type LineName, type LineValues } from './line-fields.js';
import { asAdded, detached } from './order.js';
import type { Step } from './steps.js';

/** Takes over an invoice that was read, whoever changed it. It must carry all of its lines. */
export function merge(draft: Draft, invoice: Invoice): Draft {
  const adopted = adopt(draft, invoice.lines, false);
  const headed = mergeHeader({ ...adopted, currency: invoice.currency }, headerOf(invoice));
  return withTail(mergeRows(headed, invoice.lines, invoice.default_tax_rates));
}

/** A draft that is at Stripe, as nobody has written into it yet. */
export function draftOf(invoice: Invoice): Draft {
  const header = headerOf(invoice);
  const empty = { ...newDraft(invoice.currency), rows: [], header, baseHeader: header };
  return withTail(merge(empty, invoice));
}

/** Takes over the answer to a step: what the step sent is now what Stripe has, and the rest is as in {@link merge}. */
export function settle(draft: Draft, step: Step, invoice: Invoice): Draft {
  let settled = draft;
  if ('header' in step) settled = { ...settled, baseHeader: step.header };
  if (step.kind === 'change') {
    const sent = new Map(step.rows.map(({ key, values }) => [key, values]));
    const rows = settled.rows.map((row) => {
      const base = sent.get(row.key);
      return base ? { ...row, base } : row;
    });
    settled = { ...settled, rows };
  }
  if (step.kind === 'add') settled = { ...adopt(settled, invoice.lines, true), adding: [] };
  const merged = merge(withOrigins(settled, step, invoice), invoice);
  return step.kind === 'add'
    ? asAdded(
        merged,
        step.rows.map(({ key }) => key),
      )
    : merged;
}

/** Stripe answers with discounts (`di_…`) for coupons and codes, in the order in which they were given. */
function withOrigins(draft: Draft, step: Step, invoice: Invoice): Draft {
  const given = [
    ...('header' in step ? [[step.header.discounts, invoice.discounts] as const] : []),
    ...('rows' in step
      ? step.rows.map(({ key, values }) => [values.discounts, discountsOf(draft, key, invoice)] as const)
      : []),
  ];
  const origins = given.flatMap(([sent, made]) =>
    sent.flatMap((from, index) => {
      const id = sent.length === made.length ? made[index] : undefined;
      return id && !from.discount ? [[id, from] as const] : [];
    }),
  );
  return { ...draft, madeFrom: { ...draft.madeFrom, ...Object.fromEntries(origins) } };
}

function discountsOf({ rows }: Draft, key: number, { lines }: Invoice): readonly string[] {
  const id = rows.find((row) => row.key === key)?.id;
  return lines.find((line) => line.id === id)?.discounts ?? [];
}

/**
 * Finds the lines that were sent to be added among those that no row knows yet, by what they say. Stripe does not tell
 * which is which, nor in which order they come. With the answer of the very call in hand, what is left over is matched
 * in order. A line whose row was removed meanwhile is to be removed again.
 */
export function adopt(draft: Draft, lines: readonly Line[], answered: boolean): Draft {
  if (!draft.adding.length) return draft;
  const claimed = new Set([...draft.rows.map((row) => row.id), ...draft.removed]);
  const unknown = lines.filter((line) => !claimed.has(line.id));
  const found = new Map<Added, Line>();
  const take = (added: Added, index: number): void => {
    const [line] = unknown.splice(index, 1);
    if (line) found.set(added, line);
  };
  for (const added of draft.adding) {
    const index = unknown.findIndex((line) => saysTheSame(added.values, valuesOf(line)));
    if (index >= 0) take(added, index);
  }
  if (answered) for (const added of draft.adding) if (!found.has(added)) take(added, 0);

  const byKey = new Map([...found].map(([added, line]) => [added.key, { values: added.values, line }]));
  const rows = draft.rows.map((row) => {
    const match = byKey.get(row.key);
    byKey.delete(row.key);
    return match ? { ...row, id: match.line.id, base: match.values, line: match.line } : row;
  });
  return {
    ...draft,
    rows,
    removed: [...draft.removed, ...[...byKey.values()].map(({ line }) => line.id)],
    adding: draft.adding.filter((added) => !found.has(added)),
  };
}

/** A one-off gets a price of its own at Stripe, so only what a person sees is compared. */
const saysTheSame = (sent: LineValues, found: LineValues): boolean =>
  sent.description.trim() === found.description &&
  sent.quantity === found.quantity &&
  sent.price === found.price;

function mergeRows(draft: Draft, lines: readonly Line[], defaultTaxes: readonly string[]): Draft {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const removed = draft.removed.filter((id) => byId.has(id));
  let { nextKey } = draft;
  const rows: Row[] = [];
  const found: Conflict[] = [];
  for (const row of draft.rows) {
    const line = byId.get(row.id);
    byId.delete(row.id);
    if (line) {
      const merged = mergeRow(row, valuesOf(line, defaultTaxes), line);
      found.push(...merged.conflicts);
      rows.push(merged.row);
    } else if (!row.id) {
      rows.push(row);
    } else if (row.base && isRowDirty(row)) {
      // Removed elsewhere while it was edited here: what was typed stays, as a new line.
      found.push({ row: row.key, field: null, before: row.base, theirs: null });
      rows.push(detached(draft, row));
    }
  }
  const theirs = [...byId.values()]
    .filter((line) => !removed.includes(line.id))
    .map((line) => rowOf(line, nextKey++, defaultTaxes));
  // Lines of others come before the row at the end that nobody has written into yet.
  let end = rows.length;
  for (let last = rows[end - 1]; last && !last.id && isBlank(last); last = rows[end - 1]) end--;
  rows.splice(end, 0, ...theirs);
  const order = lines.map(({ id }) => id);
  return { ...draft, rows, removed, order, nextKey, conflicts: withConflicts(draft.conflicts, found) };
}

/** A second change elsewhere replaces the first; what it was before both stays. */
function withConflicts(known: readonly Conflict[], found: readonly Conflict[]): readonly Conflict[] {
  if (!found.length) return known;
  const at = ({ row, field }: Conflict): string => `${row} ${field}`;
  const before = new Map(known.map((conflict) => [at(conflict), conflict]));
  const updated = found.map((conflict): Conflict => {
    const first = before.get(at(conflict));
    before.delete(at(conflict));
    return first ? ({ ...conflict, before: first.before } as Conflict) : conflict;
  });
  return [...before.values(), ...updated];
}

function mergeRow(row: Row, fresh: LineValues, line: Line): { row: Row; conflicts: Conflict[] } {
  const { mine, key } = row;
  const base = row.base ?? mine;
  // A row that nothing has happened to stays the same object, and is not drawn anew.
  if (same(mine, fresh) && same(row.base, fresh) && same(row.line, line)) return { row, conflicts: [] };
  const kept = changedValues(mine, base);
  let merged = fresh;
  for (const name of kept) merged = { ...merged, ...partOf(name, mine) };
  const conflicts = kept
    .filter((name) => clashes(name, mine, base, fresh))
    .map((field): Conflict => ({ row: key, field, before: base, theirs: fresh }));
  // A number that says what was typed stays as it was typed while the cell is being written in.
  const typed = {
    ...(row.typed.quantity !== undefined &&
      merged.quantity === mine.quantity && { quantity: row.typed.quantity }),
    ...(row.typed.price !== undefined && merged.price === mine.price && { price: row.typed.price }),
  };
  return { row: { ...row, mine: merged, typed, base: fresh, line }, conflicts };
}

/** Whether a part that is kept is one that somebody else changed too, to something else. */
const clashes = (name: LineName, mine: LineValues, base: LineValues, fresh: LineValues): boolean =>
  !sameValue(name, fresh, base) && !sameValue(name, mine, fresh);

function mergeHeader(draft: Draft, fresh: Header): Draft {
  const { header: mine, baseHeader: base } = draft;
  const kept = changedFields(mine, base);
  // What says the same stays as it was written, so that nothing moves under the hand.
  const stays = HEADER_NAMES.filter((name) => kept.includes(name) || sameField(name, mine, fresh));
  const header = { ...fresh, ...Object.fromEntries(stays.map((name) => [name, mine[name]])) };
  const found = kept
    .filter((name) => !sameField(name, fresh, base) && !sameField(name, mine, fresh))
    .map((field): Conflict => ({ row: null, field, before: base, theirs: fresh }));
  return { ...draft, header, baseHeader: fresh, conflicts: withConflicts(draft.conflicts, found) };
}

/** The invoice with all of its lines. */
export async function whole({ adapter }: { adapter: InvoiceAdapter }, invoice: Invoice): Promise<Invoice> {
  if (!invoice.lines_has_more) return invoice;
  return { ...invoice, lines: await adapter.lines(invoice.id), lines_has_more: false };
}
