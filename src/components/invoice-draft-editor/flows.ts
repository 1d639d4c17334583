/** Drafts that come from others: of another currency, with the lines of an earlier invoice, or as a revision. */
import { newKey } from '../../adapter/intent.js';
import { addRows, newDraft, written } from './draft.js';
import { draftOf, whole } from './merge.js';
import type { DraftModel } from './model.js';
import { copied, transplanted, withLinesOf } from './transplant.js';

/** Begins a new draft of another currency with what this one says; this one stays at Stripe. */
export function startOver(model: DraftModel, currency: string): void {
  const { draft, customerShown } = model;
  if (!draft) return;
  const header = { ...draft.header, discounts: [], shipping: null, number: '' };
  const lines = written(draft).map(({ mine }) => copied(mine));
  model.replace(null, addRows({ ...newDraft(currency), header }, lines), customerShown);
}

/** Puts the lines of the customer's newest other invoice behind those that are there; false where there is none. */
export async function takeLastLines(model: DraftModel): Promise<boolean> {
  const { store, sheet } = model;
  if (!store || !sheet.customer) return false;
  const { data } = await store.adapter.list({ customer: sheet.customer, limit: 10 });
  const last = data.find(({ lines, status }) => lines.length > 0 && status !== 'draft');
  if (!last) return false;
  const complete = await whole(store, last);
  model.edit((draft) => withLinesOf(draft, complete));
  return true;
}

/** A revision of the finalized invoice with what was typed and not sent; the editor turns to it. */
export async function revise(model: DraftModel): Promise<void> {
  const { store, draft, invoice } = model;
  if (!store?.adapter.revise || !draft || !invoice) return;
  const from_invoice = { action: 'revision', invoice: invoice.id } as const;
  const revision = await whole(store, await store.adapter.revise({ from_invoice }, { key: newKey() }));
  store.apply(revision);
  model.discard();
  model.replace(revision, transplanted(draft, draftOf(revision)), model.customerShown);
  model.onCreated(revision);
}

/** Has Stripe work out the tax of the draft once more. */
export async function retryTax(model: DraftModel): Promise<void> {
  const { store, invoice } = model;
  if (!store || !invoice) return;
  const params = { automatic_tax: { enabled: true } };
  await store.write(invoice.id, () => store.adapter.update(invoice.id, params, { key: newKey() }));
}
