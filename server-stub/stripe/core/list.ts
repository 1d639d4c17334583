/**
 * List envelopes: cursors, `limit`, ranges of time, newest first.
 */
import type { Range } from './params.js';
import { refuse } from './refusals.js';
import type { Table } from './table.js';

export interface Paging {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}
export interface ListEnvelope {
  object: 'list';
  data: object[];
  has_more: boolean;
  url: string;
}

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** One page of a table, filtered and rendered. `kind` is the word used when a cursor is unknown. */
export function listPage<T extends { id: string }>(
  table: Table<T>,
  paging: Paging,
  options: { url: string; kind: string; match?: (row: T) => boolean; render?: (row: T) => object },
): ListEnvelope {
  const { starting_after, ending_before } = paging;
  for (const [name, cursor] of Object.entries({ starting_after, ending_before })) {
    if (cursor !== undefined && !table.get(cursor)) {
      throw refuse('no_such', { kind: options.kind, id: cursor }, name);
    }
  }
  if (starting_after !== undefined && ending_before !== undefined) {
    throw refuse('exclusive', { names: 'starting_after, ending_before' });
  }
  const { rows, hasMore } = table.page({
    limit: pageLimit(paging.limit),
    match: options.match ?? (() => true),
    ...(starting_after !== undefined && { starting_after }),
    ...(ending_before !== undefined && { ending_before }),
  });
  return {
    object: 'list',
    data: rows.map((row) => options.render?.(row) ?? row),
    has_more: hasMore,
    url: options.url,
  };
}

/** A page over rows that are already in the order of the answer, such as the lines of an invoice. */
export function pageOf<T extends { id: string }>(
  rows: T[],
  paging: Paging,
  url: string,
  kind: string,
): ListEnvelope {
  const limit = pageLimit(paging.limit);
  const { starting_after, ending_before } = paging;
  let first = 0;
  if (starting_after !== undefined) first = place(rows, starting_after, 'starting_after', kind) + 1;
  let last = Math.min(first + limit, rows.length);
  if (ending_before !== undefined) {
    last = place(rows, ending_before, 'ending_before', kind);
    first = Math.max(0, last - limit);
  }
  const hasMore = ending_before === undefined ? last < rows.length : first > 0;
  return { object: 'list', data: rows.slice(first, last), has_more: hasMore, url };
}

function place(rows: { id: string }[], cursor: string, param: string, kind: string): number {
  const index = rows.findIndex((row) => row.id === cursor);
  if (index < 0) throw refuse('no_such', { kind, id: cursor }, param);
  return index;
}

export function pageLimit(limit = DEFAULT_LIMIT): number {
  if (limit < 1) throw refuse('too_small', { limit: 1 }, 'limit');
  if (limit > MAX_LIMIT) throw refuse('too_large', { limit: MAX_LIMIT }, 'limit');
  return limit;
}

/** Whether a time lies in a range; null never does, no range always. */
export function within(time: number | null, range: Range | undefined): boolean {
  if (!range) return true;
  if (time === null) return false;
  return (
    (range.gt === undefined || time > range.gt) &&
    (range.gte === undefined || time >= range.gte) &&
    (range.lt === undefined || time < range.lt) &&
    (range.lte === undefined || time <= range.lte)
  );
}
