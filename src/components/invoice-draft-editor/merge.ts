/**
 * Keeps what was typed together with what Stripe says, cell by cell: a cell that was not edited takes Stripe's value,
 * an edited one stays, and nothing that was typed is ever lost.
 */
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import type { Invoice, Line } from '../../invoice/types.js';
import {
  headerOf,
  isBlank,
  isRowDirty,
  rowOf,
  sameValues,
  valuesOf,
  type Added,
  type Draft,
  type Header,
  type LineValues,
  type Row,
} from './draft.js';
import type { Step } from './steps.js';

/** Takes over an invoice that was read, whoever changed it. It must carry all of its lines. */
export function merge(draft: Draft, invoice: Invoice): Draft {
  const adopted = adopt(draft, invoice.lines, false);
  return mergeRows(mergeHeader({ ...adopted, currency: invoice.currency }, headerOf(invoice)), invoice.lines);
}

/** Takes over the answer to a step: what the step sent is now what Stripe has, and the rest is as in {@link merge}. */
export function settle(draft: Draft, step: Step, invoice: Invoice): Draft {
  let settled = draft;
  if ('header' in step) settled = { ...settled, baseHeader: step.header, headerRefusal: null };
  if (step.kind === 'change') {
    const sent = new Map(step.rows.map(({ key, values }) => [key, values]));
    const rows = settled.rows.map((row) => ({ ...row, base: sent.get(row.key) ?? row.base }));
    settled = { ...settled, rows };
  }
  if (step.kind === 'add') settled = { ...adopt(settled, invoice.lines, true), adding: [] };
  return merge(settled, invoice);
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

function mergeRows(draft: Draft, lines: readonly Line[]): Draft {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const gone = draft.removed.filter((id) => byId.has(id));
  let { conflict, nextKey } = draft;
  const rows: Row[] = [];
  for (const row of draft.rows) {
    const line = byId.get(row.id);
    byId.delete(row.id);
    if (line) {
      const merged = mergeRow(row, line);
      conflict ||= merged.conflict;
      rows.push(merged.row);
    } else if (!row.id) {
      rows.push(row);
    } else if (isRowDirty(row)) {
      // Removed elsewhere while it was edited here: what was typed stays, as a new line.
      conflict = true;
      rows.push(detached(row));
    }
  }
  const theirs = [...byId.values()]
    .filter((line) => !gone.includes(line.id))
    .map((line) => rowOf(line, nextKey++));
  // Lines of others come before the rows at the end that nobody has written into yet.
  let end = rows.length;
  for (let last = rows[end - 1]; last && !last.id && isBlank(last); last = rows[end - 1]) end--;
  rows.splice(end, 0, ...theirs);
  return { ...draft, rows, removed: gone, conflict, nextKey };
}

/** Its one-off price went with it; one that was picked from the catalog since is still there. */
function detached(row: Row): Row {
  const { mine, base } = row;
  const catalog = mine.catalog === base?.catalog ? '' : mine.catalog;
  return { ...row, id: '', base: null, mine: { ...mine, catalog } };
}

function mergeRow(row: Row, line: Line): { row: Row; conflict: boolean } {
  const { mine } = row;
  const base = row.base ?? mine;
  const fresh = valuesOf(line);
  const kept = {
    description: mine.description !== base.description,
    quantity: mine.quantity !== base.quantity,
    price: mine.price !== base.price || (mine.catalog !== '' && mine.catalog !== base.catalog),
  };
  const merged: LineValues = {
    description: kept.description ? mine.description : fresh.description,
    quantity: kept.quantity ? mine.quantity : fresh.quantity,
    price: kept.price ? mine.price : fresh.price,
    catalog: kept.price ? mine.catalog : fresh.catalog,
  };
  // A number that says what was typed stays as it was typed while the cell is being written in.
  const typed = {
    ...(row.typed.quantity !== undefined &&
      merged.quantity === mine.quantity && { quantity: row.typed.quantity }),
    ...(row.typed.price !== undefined && merged.price === mine.price && { price: row.typed.price }),
  };
  const moved = !sameValues(fresh, base);
  const conflict =
    moved && Object.values(kept).includes(true) && !sameValues(merged, fresh) && clashes(kept, base, fresh);
  return { row: { ...row, mine: merged, typed, base: fresh, line }, conflict };
}

/** Whether a cell that is kept is one that somebody else changed too. */
const clashes = (
  kept: Record<'description' | 'quantity' | 'price', boolean>,
  base: LineValues,
  fresh: LineValues,
): boolean =>
  (kept.description && base.description !== fresh.description) ||
  (kept.quantity && base.quantity !== fresh.quantity) ||
  (kept.price && base.price !== fresh.price);

function mergeHeader(draft: Draft, fresh: Header): Draft {
  const { header: mine, baseHeader: base } = draft;
  let { conflict } = draft;
  const pick = <K extends keyof Header>(name: K): Header[K] => {
    if (mine[name] === base[name]) return fresh[name];
    if (fresh[name] !== base[name] && fresh[name] !== mine[name]) conflict = true;
    return mine[name];
  };
  const header: Header = { collection: pick('collection'), terms: pick('terms'), memo: pick('memo') };
  return { ...draft, header, baseHeader: fresh, conflict };
}

/** The invoice with all of its lines. */
export async function whole({ adapter }: { adapter: InvoiceAdapter }, invoice: Invoice): Promise<Invoice> {
  if (!invoice.lines_has_more) return invoice;
  return { ...invoice, lines: await adapter.lines(invoice.id), lines_has_more: false };
}
