/** Drafts that come from others: of another currency, with the lines of an earlier invoice, or as a revision. */
import { ownProblem } from '../../adapter/adapter.js';
import { newKey } from '../../adapter/intent.js';
import { addRows, newDraft, written, type Draft } from './draft.js';
import { headerOf, NEW_HEADER } from './header-fields.js';
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
export async function putIntoRevision(model: DraftModel): Promise<void> {
  const { draft, invoice } = model;
  if (draft && invoice) await revise(model, invoice.id, draft);
}

/** A draft that takes the place of a finalized invoice, made at Stripe; the editor turns to it. */
export async function revise(model: DraftModel, id: string, typed: Draft | null = null): Promise<void> {
  const { store } = model;
  if (!store?.adapter.revise)
    throw ownProblem('not_supported', 'Nothing can be revised here.', { retryable: false });
  const from_invoice = { action: 'revision', invoice: id } as const;
  const revision = await whole(store, await store.adapter.revise({ from_invoice }, { key: newKey() }));
  store.apply(revision);
  if (typed) model.discard();
  const draft = draftOf(revision);
  model.replace(revision, typed ? transplanted(typed, draft) : draft, model.customerShown);
  model.onCreated(revision);
}

/** A new draft that says what an invoice says, for the same customer; made at Stripe with the first save. */
export async function duplicate(model: DraftModel, id: string): Promise<void> {
  const { store } = model;
  if (!store) throw ownProblem('no_adapter', 'There is no adapter yet.', { retryable: false });
  const invoice = await whole(store, await store.adapter.retrieve(id));
  const customer = invoice.customer ? await store.adapter.customer(invoice.customer) : null;
  const from = headerOf(invoice);
  const kept = {
    footer: from.footer,
    memo: from.memo,
    fields: from.fields,
    taxes: from.taxes,
    methods: from.methods,
  };
  const header = { ...NEW_HEADER, ...kept, collection: from.collection, automaticTax: from.automaticTax };
  model.replace(null, withLinesOf({ ...newDraft(invoice.currency), header }, invoice), customer);
}

/** Has Stripe work out the tax of the draft once more. */
export async function retryTax(model: DraftModel): Promise<void> {
  const { store, invoice } = model;
  if (!store || !invoice) return;
  const params = { automatic_tax: { enabled: true } };
  await store.write(invoice.id, () => store.adapter.update(invoice.id, params, { key: newKey() }));
}
