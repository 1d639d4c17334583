/** What stands between the draft, as it is typed, and its finalization. Loaded after the fields. */
import { preflight, type Finding } from '../../invoice/preflight.js';
import { isBlank } from './draft.js';
import { dueDate } from './figures.js';
import { firstUnfinished } from './save-words.js';
import type { View } from './view.js';

export interface Readiness {
  ready: boolean;
  text: string;
}

/** The first thing that would stop the finalization, or that nothing is known that would. */
export function readiness(view: View): Readiness {
  const { words, customer } = view;
  const first = obstacles(view).find(({ severity }) => severity === 'error');
  const said: Record<string, unknown> = words;
  const text = first && said[`first_${first.code}`];
  if (typeof text === 'string') return { ready: false, text };
  const unfinished = firstUnfinished(view);
  if (unfinished) return { ready: false, text: words.first_finish(unfinished) };
  return { ready: true, text: customer?.email ? words.ready_for(customer.email) : words.ready };
}

function obstacles({ draft, invoice, figures, customer, now }: View): Finding[] {
  const lines = draft.rows
    .filter((row) => row.id || !isBlank(row))
    .map(({ id }) => ({ id, currency: draft.currency }));
  const typed = {
    ...(invoice ?? { object: 'invoice', status: 'draft', customer: customer?.id ?? null }),
    currency: draft.currency,
    collection_method: draft.header.collection,
    due_date: dueDate(draft, invoice?.created ?? now),
    lines,
    lines_total: lines.length,
    total: figures.total,
    amount_due: figures.total,
  };
  return preflight(typed, { now, customer: customer && { email: customer.email } });
}
