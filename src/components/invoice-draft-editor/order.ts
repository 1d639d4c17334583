/**
 * The order of the lines. Stripe has no parameter for it: lines stand in the order in which they were added. So a line
 * that is to stand elsewhere is removed and added again, and everything that comes after it as well.
 */
import { isSound, waits, type Draft, type Row } from './draft.js';
import { once } from './memo.js';

/** Lines of a subscription are Stripe's own: they stay as and where they are. */
export const isMovable = ({ line }: Row): boolean =>
  !line?.parent_type || line.parent_type === 'invoice_item_details';

/** Whether rows can be moved at all. */
export const canReorder = ({ rows }: Draft): boolean => rows.every(isMovable);

/** The place of each line at Stripe, by its id. */
const placesIn = once((order: Draft['order']) => new Map(order.map((id, place) => [id, place])));

/** Whether the rows stand in another order than their lines at Stripe. */
export function isReordered({ rows, order }: Draft): boolean {
  const placeOf = placesIn(order);
  let last = -1;
  for (const row of rows) {
    if (!row.id || !isMovable(row)) continue;
    const place = placeOf.get(row.id) ?? -1;
    if (place < last) return true;
    last = place;
  }
  return false;
}

/** The rows whose lines have to be made anew; none while that cannot be done. */
export function misplaced(draft: Draft): readonly Row[] {
  const { rows, order, currency } = draft;
  const found: Row[] = [];
  const placeOf = placesIn(order);
  let last = -1;
  let behind = false;
  for (const row of rows) {
    if (!row.id) behind ||= waits(row, currency);
    else if (isMovable(row)) {
      const place = placeOf.get(row.id) ?? -1;
      behind ||= place < last;
      if (behind) found.push(row);
      else last = place;
    }
  }
  return found.every((row) => canBeMadeAnew(draft, row)) ? found : [];
}

/**
 * After lines were added: where Stripe has put them in another order than they were sent in, the rows follow. To try again
 * would never end, and what is seen has to be what is on the invoice.
 */
export function asAdded(draft: Draft, keys: readonly number[]): Draft {
  const placeOf = placesIn(draft.order);
  const place = ({ id }: Row): number => placeOf.get(id) ?? Infinity;
  const added = keys.flatMap((key) => draft.rows.find((row) => row.key === key && row.id) ?? []);
  const sorted = [...added].sort((a, b) => place(a) - place(b));
  if (sorted.every((row, index) => row === added[index])) return draft;
  const next = sorted.values();
  return {
    ...draft,
    rows: draft.rows.map((row) => (added.includes(row) ? (next.next().value ?? row) : row)),
  };
}

/** Takes rows off their lines: those are to be removed at Stripe, and the rows added as new ones. */
export function makeAnew(draft: Draft, rows: readonly Row[]): Draft {
  if (!rows.length) return draft;
  const keys = new Set(rows.map(({ key }) => key));
  return {
    ...draft,
    rows: draft.rows.map((row) => (keys.has(row.key) ? detached(draft, row) : row)),
    removed: [...draft.removed, ...rows.map(({ id }) => id)],
  };
}

/** The row without its line. Its one-off price goes with that; one of the catalog is still there. */
export function detached({ madeFrom, picked }: Draft, row: Row): Row {
  const { mine, base } = row;
  const goes = mine.catalog === base?.catalog && !picked.includes(mine.catalog);
  const catalog = goes ? '' : mine.catalog;
  const discounts = mine.discounts.flatMap((each) =>
    each.discount ? (madeFrom[each.discount] ?? []) : [each],
  );
  return { ...row, id: '', base: null, mine: { ...mine, catalog, discounts } };
}

/** Whether nothing of a line is lost where it is removed and added again. */
export const canBeMadeAnew = (draft: Draft, row: Row): boolean =>
  isMovable(row) && isSound(row, draft.currency) && hasKnownDiscounts(draft, row);

/** A discount of a line ends with the line; it can be given again only by what it was made from. */
const hasKnownDiscounts = ({ madeFrom }: Draft, { mine }: Row): boolean =>
  mine.discounts.every(({ discount }) => !discount || madeFrom[discount] !== undefined);
