/**
 * Lists under a scope, without holes: a page is full as long as there is more, and a cursor leads on from exactly where
 * the page ended. Rows stand newest first, those of one second by id, so that the order is total and stays the same.
 */
import { isObject } from './input.js';
import { rowsOf, type Json } from './stripe.js';

export interface Rows {
  data: Json[];
  has_more: boolean;
}

/** Whether the row is in scope, and this person may see it. */
export type Accepts = (row: Json) => boolean | Promise<boolean>;

/** Asks Stripe for one page of a list. */
export type Fetch = (query: Json) => Promise<Json>;

export interface Walk {
  fetch: Fetch;
  /** The page's own query: `limit` and filters; cursors are given apart. */
  query: Json;
  /** One list per filter is walked, and they are merged; `[{}]` walks the whole list. */
  filters: readonly Json[];
  accepts: Accepts;
  /** The page begins after this row … */
  after?: Json;
  /** … or ends before this one. */
  before?: Json;
  /** Stripe has no range of times for this list, so that it is walked from its top. */
  fromTop?: boolean;
  /** Nobody waits for the answer any more. */
  signal: AbortSignal;
}

const DEFAULT_LIMIT = 10;
const BATCH = 100;

/** A page of the rows that Stripe's pages hold and the session accepts. */
export async function walkPage(walk: Walk): Promise<Rows> {
  const limit = limitOf(walk.query);
  const sources = walk.filters.map((filter) => newestFirst(walk, filter));
  return walk.before
    ? pageBefore(walk, merge(sources), walk.before, limit)
    : pageAfter(walk, merge(sources), limit);
}

/** A page of a list that Stripe filters itself, filled up where rows of it are not accepted. */
export async function directPage(fetch: Fetch, query: Json, accepts: Accepts): Promise<Rows> {
  const limit = limitOf(query);
  const back = query['ending_before'] !== undefined;
  let data: Json[] = [];
  for (let asked = query; ;) {
    const page = await fetch(asked);
    const rows = rowsOf(page);
    const answers = await Promise.all(rows.map(async (row) => accepts(row)));
    const accepted = rows.filter((_, index) => answers[index]);
    data = back ? [...accepted, ...data] : [...data, ...accepted];
    const more = page['has_more'] === true && rows.length > 0;
    if (!more || data.length >= limit) {
      const has_more = more || data.length > limit;
      return { data: back ? data.slice(-limit) : data.slice(0, limit), has_more };
    }
    asked = {
      ...query,
      ...(back ? { ending_before: rows[0]?.['id'] } : { starting_after: rows.at(-1)?.['id'] }),
    };
  }
}

export const limitOf = (query: Json): number =>
  typeof query['limit'] === 'number' ? query['limit'] : DEFAULT_LIMIT;

async function pageAfter(
  { accepts, after, signal }: Walk,
  rows: AsyncIterable<Json>,
  limit: number,
): Promise<Rows> {
  const data: Json[] = [];
  for await (const row of rows) {
    if (signal.aborted) break;
    if ((after && order(row, after) <= 0) || !(await accepts(row))) continue;
    if (data.length === limit) return { data, has_more: true };
    data.push(row);
  }
  return { data, has_more: false };
}

/** The last rows before the cursor: the way there is walked from the top, which is where pages going back lead. */
async function pageBefore(
  { accepts, signal }: Walk,
  rows: AsyncIterable<Json>,
  before: Json,
  limit: number,
): Promise<Rows> {
  const data: Json[] = [];
  let has_more = false;
  for await (const row of rows) {
    if (signal.aborted || order(row, before) >= 0) break;
    if (!(await accepts(row))) continue;
    data.push(row);
    if (data.length > limit) {
      data.shift();
      has_more = true;
    }
  }
  return { data, has_more };
}

/** Newest first, then by id. */
export function order(a: Json, b: Json): number {
  const byTime = createdOf(b) - createdOf(a);
  return byTime !== 0 ? byTime : String(a['id']) < String(b['id']) ? 1 : a['id'] === b['id'] ? 0 : -1;
}

const createdOf = (row: Json): number => (typeof row['created'] === 'number' ? row['created'] : 0);

/** One list of Stripe's in the total order; what stands at the edge of a page waits for the rest of its second. */
async function* newestFirst({ fetch, query, after, fromTop }: Walk, filter: Json): AsyncGenerator<Json> {
  const { limit: _, starting_after: __, ending_before: ___, ...filters } = query;
  const base = {
    ...filters,
    ...filter,
    ...(after && !fromTop && { created: notAfter(filters['created'], createdOf(after)) }),
  };
  let held: Json[] = [];
  for (let cursor: unknown; ;) {
    const page = await fetch({
      ...base,
      limit: BATCH,
      ...(cursor !== undefined && { starting_after: cursor }),
    });
    const rows = rowsOf(page);
    const last = rows.at(-1);
    const more = page['has_more'] === true && last !== undefined;
    const edge = more ? createdOf(last) : -1;
    held.push(...rows);
    yield* held.filter((row) => createdOf(row) > edge).sort(order);
    if (!more) return;
    held = held.filter((row) => createdOf(row) <= edge);
    cursor = last['id'];
  }
}

/** The page's own range, cut so that it begins at the cursor's second. */
function notAfter(range: unknown, second: number): Json {
  const { lt, lte, ...from } = isObject(range) ? range : {};
  if (typeof lt === 'number' && lt <= second) return { ...from, lt };
  return { ...from, lte: typeof lte === 'number' ? Math.min(lte, second) : second };
}

async function* merge(sources: AsyncGenerator<Json>[]): AsyncGenerator<Json> {
  const heads = await Promise.all(sources.map(async (rows) => ({ rows, next: await rows.next() })));
  for (;;) {
    const first = heads
      .filter(({ next }) => !next.done)
      .reduce<(typeof heads)[number] | null>(
        (a, b) => (a && order(a.next.value as Json, b.next.value as Json) < 0 ? a : b),
        null,
      );
    if (!first) return;
    yield first.next.value as Json;
    first.next = await first.rows.next();
  }
}
