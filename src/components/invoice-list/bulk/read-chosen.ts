/** Reads the invoices that are chosen, as they are now: a hundred at once where they lie together in the list. */
import { isProblem } from '../../../adapter/adapter.js';
import { carryOut } from '../../../adapter/intent.js';
import { InvoiceWalk, LARGEST_PAGE, walkInvoices } from '../../../adapter/invoice-walk.js';
import { Pacer } from '../../../adapter/pacer.js';
import type { InvoiceStore } from '../../../adapter/store.js';
import { planSince, type Plan } from '../../../invoice/list-plan.js';
import type { Invoice } from '../../../invoice/types.js';
import type { Rows } from '../rows.js';
import type { Selection } from '../selection.js';

export interface Reading {
  store: InvoiceStore;
  selection: Selection;
  rows: Rows;
  /** How the rows were asked for; null where nobody knows. */
  plan: Plan | null;
  lang: string;
  signal: AbortSignal;
}

/** So few are read one by one. */
const FEW = 20;
const AT_ONCE = 5;

/** Rejects with an `InvoiceProblem` where they can't be read. Those that are gone come as their rows have them, deleted. */
export async function* readChosen(reading: Reading): AsyncGenerator<Invoice[], void, undefined> {
  const { selection } = reading;
  if (selection.kind === 'all') yield* readAll(reading, selection);
  else yield* readSome(reading, selection.ids);
}

async function* readAll(
  { store, lang, signal }: Reading,
  { filter, except }: Extract<Selection, { kind: 'all' }>,
): AsyncGenerator<Invoice[], void, undefined> {
  const session = await store.session();
  const options = { session, now: store.now(), lang, pageSize: LARGEST_PAGE };
  const walk = await patiently(store, signal, () => walkInvoices(store.adapter, filter, options, { signal }));
  for (;;) {
    const { invoices, done } = await patiently(store, signal, () => walk.next({ signal }));
    yield invoices.filter(({ id }) => !except.has(id));
    if (done) return;
  }
}

async function* readSome(
  reading: Reading,
  ids: ReadonlySet<string>,
): AsyncGenerator<Invoice[], void, undefined> {
  const { store, rows, plan, signal } = reading;
  const left = new Set(ids);
  const made = [...left].flatMap((id) => rows.get(id)?.invoice.created ?? []);
  if (made.length > FEW && plan) {
    const oldest = made.reduce((one, other) => Math.min(one, other), Infinity);
    const newest = made.reduce((one, other) => Math.max(one, other), 0);
    const walk = new InvoiceWalk(store.adapter, planSince(plan, newest), { pageSize: LARGEST_PAGE });
    for (let done = false; !done && left.size;) {
      const page = await patiently(store, signal, () => walk.next({ signal }));
      done = page.done || (page.invoices.at(-1)?.created ?? Infinity) < oldest;
      yield page.invoices.filter(({ id }) => left.delete(id));
    }
  }
  yield* readEach([...left], reading);
}

/** Those that the list does not hold any more, or only few. */
async function* readEach(
  ids: readonly string[],
  { store, rows, signal }: Reading,
): AsyncGenerator<Invoice[], void, undefined> {
  const pacer = new Pacer();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const read = ids.slice(from, from + AT_ONCE).map(async (id): Promise<Invoice[]> => {
      await pacer.turn(signal);
      try {
        return [await patiently(store, signal, () => store.adapter.retrieve(id, { signal }))];
      } catch (error) {
        const row = rows.get(id);
        if (!isProblem(error) || error.status !== 404) throw error;
        return row ? [{ ...row.invoice, deleted: true }] : [];
      }
    });
    yield (await Promise.all(read)).flat();
  }
}

/** Tries again what may work in a moment. */
export const patiently = <T>(
  { adapter }: InvoiceStore,
  signal: AbortSignal,
  read: () => Promise<T>,
): Promise<T> => carryOut({ policy: adapter.retry, signal, run: read });
