/** What can be done to several invoices at once, and to which of them. */
import { allowedActions } from '../../../invoice/actions.js';
import type { InvoiceFilter, ListStatus, QuickView } from '../../../invoice/list-filter.js';
import { sumsPerCurrency, type Sum } from '../../../invoice/sums.js';
import type { Invoice } from '../../../invoice/types.js';
import type { Session } from '../../../invoice/wire.js';
import type { Rows } from '../rows.js';
import type { Selection } from '../selection.js';

/** In the order of their buttons: the likely one first, what can't be undone last. */
const BULK_ACTIONS = ['finalize', 'send', 'schedule', 'mark_uncollectible', 'void', 'delete'] as const;

export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Takes an invoice out of what is collected, for good. */
export const isGrave = (action: BulkAction): boolean =>
  action === 'mark_uncollectible' || action === 'void' || action === 'delete';

/** What is done to invoices of which status. */
const FOR: Record<BulkAction, readonly ListStatus[]> = {
  finalize: ['draft'],
  send: ['open'],
  schedule: ['draft'],
  mark_uncollectible: ['open'],
  void: ['open', 'uncollectible'],
  delete: ['draft'],
};

/** Which statuses the quick views can hold; any where it is not named here. */
const HELD: Partial<Record<QuickView, readonly ListStatus[]>> = {
  draft: ['draft'],
  scheduled: ['draft'],
  open: ['open'],
  past_due: ['open'],
  paid: ['paid'],
};

export interface Offer {
  action: BulkAction;
  /** To how many it can be done; null where nobody knows yet. */
  count: number | null;
}

/** What is known of the choice without asking anybody. */
export interface Choice {
  /** Null for all that match. */
  count: number | null;
  sums: readonly Sum[];
  offers: readonly Offer[];
}

/** What a choice comes to, and what can be done with it. */
export function choiceOf(selection: Selection, rows: Rows, session: Session | undefined): Choice {
  return selection.kind === 'some'
    ? choiceOfRows(selection.ids, rows)
    : choiceOfAll(selection.filter, session);
}

function choiceOfRows(ids: ReadonlySet<string>, rows: Rows): Choice {
  const invoices: Invoice[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    if (row) invoices.push(row.invoice);
  }
  const counts = new Map<string, number>();
  for (const invoice of invoices) {
    for (const action of allowedActions(invoice)) counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  const offers = BULK_ACTIONS.flatMap((action): Offer[] => {
    const count = counts.get(action);
    return count ? [{ action, count }] : [];
  });
  return { count: ids.size, sums: sumsOf(invoices), offers };
}

/** What the filter cannot hold is not offered; the dry run finds out the rest. */
function choiceOfAll(filter: InvoiceFilter, session: Session | undefined): Choice {
  const named = filter.query.trim() ? undefined : HELD[filter.view];
  const mayBe = (status: ListStatus): boolean =>
    (named?.includes(status) ?? true) &&
    (filter.query.trim() !== '' || !filter.status.length || filter.status.includes(status));
  const offers = BULK_ACTIONS.filter(
    (action) => FOR[action].some(mayBe) && (session?.actions.includes(action) ?? false),
  ).map((action): Offer => ({ action, count: null }));
  return { count: null, sums: [], offers };
}

export const sumsOf = (invoices: Iterable<Pick<Invoice, 'currency' | 'total'>>): Sum[] =>
  sumsPerCurrency([...invoices].map(({ currency, total }) => ({ currency, amount: total })));

/** With more rows than this, what they come to is not counted again for each change of one of them. */
const MANY = 500;
/** But after so many milliseconds. */
const A_WHILE = 2_000;

/** The choice, worked out no more often than is needed. */
export class ChoiceKeeper {
  #of: { selection: Selection; session: Session | undefined } | null = null;
  #at = 0;
  #choice: Choice = { count: 0, sums: [], offers: [] };

  get(selection: Selection, rows: Rows, session: Session | undefined): Choice {
    const isSame = this.#of?.selection === selection && this.#of.session === session;
    const isLong = selection.kind === 'some' && selection.ids.size > MANY;
    const now = performance.now();
    if (isSame && isLong && now - this.#at < A_WHILE) return this.#choice;
    this.#of = { selection, session };
    this.#at = now;
    return (this.#choice = choiceOf(selection, rows, session));
  }
}
